"""Where the corporation's homes lie, and the complexes, streets and focus areas that follow. Counts no months."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
import shapely

from etl.geography import address_matching, addresses, area_codes, points, shapes
from etl.sql_files import read, run

WIDENED = 25.0
"""Metres by which the hull of a complex or street reaches beyond its homes' coordinates."""

FEWEST_POINTS = 3
"""Fewer make no area."""


def place_homes(con: duckdb.DuckDBPyConnection, at: date | None = None) -> None:
    """Makes `home` (where each home lies) and `home_focus` (in which focus areas); needs area and outline."""
    addresses.prepare(con)
    area_codes.prepare(con)
    address_matching.forget_address_spots(con)
    _key_homes(con)
    points.positions(con, "home_key", "home_no", "home_at")
    _look_up_addresses(con)
    points.locate(con, "home_at", "home_no", "home_area", at)
    for name in ("home_street", "home_complex"):
        run(con, f"create or replace temp table {name} as {read(f'build/geography/{name}')}")
    run(con, f"create or replace table home as {read('build/geography/home')}")
    address_matching.make_focus(con)
    address_matching.focus_of(con, "home_key", "home_no", "home_at", "home_in_focus")
    con.execute(
        """create or replace table home_focus as
        select k.source, k.home_id, f.area_id from home_in_focus f join home_key k using (home_no)
        order by k.source, k.home_id, f.area_id"""
    )


def _key_homes(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        f"""create or replace temp table home_key as
        select * exclude (complex), nullif(trim(complex), '') as complex,
            row_number() over (order by source, file, line, home_id) as home_no
        from ({addresses.keyed("loaded.homes")})"""
    )


def _look_up_addresses(con: duckdb.DuckDBPyConnection) -> None:
    """Adds to home_at the homes without usable coordinates whose address is known."""
    con.execute("create or replace temp table lost_home as from home_key anti join home_at using (home_no)")
    if not con.execute("from lost_home limit 1").fetchone():
        return
    address_matching.need_address_spots(con)
    address_matching.match(con, "lost_home", "home_no", "address_spot", "home_spot")
    con.execute("insert into home_at select home_no, lon, lat from home_spot join address_spot using (spot_no)")


def add_areas_of_homes(con: duckdb.DuckDBPyConnection) -> None:
    """Adds complexes, streets and focus areas to area and outline; a delivered area of the same code stays."""
    for name in ("derived_area", "area_member"):
        run(con, f"create or replace temp table {name} as {read(f'build/geography/{name}')}")
    run(con, f"insert into area by name {read('build/geography/area_of_homes')}")
    _write_hulls(con)


def _write_hulls(con: duckdb.DuckDBPyConnection) -> None:
    """Outlines for the screen: around the homes of a complex or street; a focus area joins those of its streets."""
    rows = run(con, read("build/geography/hull_point"), fewest_points=FEWEST_POINTS).df()
    drawn = con.execute("select area_id, outline from focus_outline").df()
    rows = rows[~rows["area_id"].isin(drawn["area_id"])]
    ids, shape = list(drawn["area_id"]), list(points.geometries(drawn["outline"]))
    if len(rows):
        group = rows.groupby("part", sort=False).ngroup().to_numpy()
        hull = shapes.hulls(rows["lon"].to_numpy(), rows["lat"].to_numpy(), group, WIDENED)
        joined = shapes.unions(hull, rows.drop_duplicates("part")["area_id"].to_numpy(object))
        ids, shape = ids + list(joined), shape + list(joined.values())
    _write_shapes(con, np.array(ids, dtype=object), np.array(shape, dtype=object))


def _write_shapes(con: duckdb.DuckDBPyConnection, ids: np.ndarray, shape: np.ndarray) -> None:
    if not len(ids):
        return
    order = np.argsort(ids.astype(str))
    ids, shape = ids[order], shape[order]
    shapes.write_outlines(con, ids, shape)
    middle = shapely.point_on_surface(shape)
    frame = pd.DataFrame(
        {"area_id": ids, "km2": shapes.km2(shape), "lon": shapely.get_x(middle), "lat": shapely.get_y(middle)}
    )
    con.register("hull_rows", frame)
    con.execute(
        """update area set km2 = r.km2, lon = r.lon, lat = r.lat from hull_rows r where r.area_id = area.area_id"""
    )
    con.unregister("hull_rows")
