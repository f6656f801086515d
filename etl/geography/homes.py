"""Where the corporation's homes lie, and the complexes, streets and focus areas that follow. Counts no months."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
import shapely

from etl.geography import address_matching, addresses, points, shapes

WIDENED = 25.0
"""Metres by which the hull of a complex or street reaches beyond its homes' coordinates."""

STREET_ID = "'street:' || replace(concat_ws('-', town_clean, street_clean), ' ', '-')"


def place_homes(con: duckdb.DuckDBPyConnection, at: date | None = None) -> None:
    """Makes `home` (where each home lies) and `home_focus` (in which focus areas); needs area and outline."""
    addresses.prepare(con)
    address_matching.forget_address_spots(con)
    _key_homes(con)
    points.positions(con, "home_key", "home_no", "home_at")
    _look_up_addresses(con)
    points.locate(con, "home_at", "home_no", "home_area", at)
    _name_streets(con)
    con.execute(
        """create or replace table home as
        select k.source, k.home_id, k.in_stock_from, k.in_stock_until, l.gemeente, l.wijk, l.buurt,
            'complex:' || trim(k.complex) as complex, s.area_id as street, p.lon, p.lat
        from home_key k
        left join home_at p using (home_no)
        left join home_area l using (home_no)
        left join home_street s on s.street_key = k.street_key and s.town_key is not distinct from k.town_key
        order by k.source, k.home_id"""
    )
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


def _name_streets(con: duckdb.DuckDBPyConnection) -> None:
    """home_street: one area per street and town, named as most homes write it."""
    con.execute(
        f"""create or replace temp table home_street as
        with written as (
            select street_key, town_key, street_clean, town_clean, street_text, source, count(*) as homes
            from home_key where street_key is not null group by all
        ),
        first as (
            select *, row_number() over (
                partition by street_key, town_key order by homes desc, street_text, town_clean, source) as position
            from written
        )
        select street_key, town_key, {STREET_ID} as area_id, trim(street_text) as name, source
        from first where position = 1"""
    )


def add_areas_of_homes(con: duckdb.DuckDBPyConnection) -> None:
    """Adds complexes, streets and focus areas to area and outline; a delivered area of the same code stays."""
    con.execute(
        """create or replace temp table derived_area as
        select h.complex as area_id, 'complex' as level, substr(h.complex, 9) as code, substr(h.complex, 9) as name,
            min(h.source) as source
        from home h where h.complex is not null group by h.complex
        union all
        select area_id, 'street', substr(area_id, 8), min(name), min(source) from home_street group by area_id
        union all
        select area_id, 'focus', code, name, source from focus_area"""
    )
    con.execute("delete from derived_area where area_id in (select area_id from area)")
    con.execute(
        """create or replace temp table member as
        select complex as area_id, gemeente, wijk, buurt, lon, lat from home
        where complex in (select area_id from derived_area)
        union all
        select street, gemeente, wijk, buurt, lon, lat from home where street in (select area_id from derived_area)
        union all
        select f.area_id, h.gemeente, h.wijk, h.buurt, h.lon, h.lat
        from home_focus f join home h using (source, home_id)"""
    )
    _write_areas(con)
    _write_hulls(con)


def _write_areas(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        """insert into area
        with counted as (
            select area_id, unnest([buurt, wijk, gemeente]) as parent, unnest([3, 2, 1]) as depth from member
        ),
        shares as (
            select area_id, depth, parent, count(*) as homes,
                sum(count(*)) over (partition by area_id, depth) as all_homes
            from counted group by area_id, depth, parent
        ),
        chosen as (
            select area_id, arg_max(parent, depth) as parent from shares
            where parent is not null and homes * 2 > all_homes group by area_id
        ),
        middle as (select area_id, avg(lon) as lon, avg(lat) as lat from member group by area_id)
        select d.area_id, d.level, d.code, coalesce(d.name, d.code), c.parent, null, null, m.lon, m.lat, null, d.source
        from derived_area d left join chosen c using (area_id) left join middle m using (area_id)
        order by d.area_id"""
    )


def _write_hulls(con: duckdb.DuckDBPyConnection) -> None:
    """Outlines for the screen: around the homes of a complex or street; a focus area joins those of its streets."""
    rows = con.execute(
        """with spread as (
            select distinct d.level, area_id, area_id as part, lon, lat from member join derived_area d using (area_id)
            where lon is not null and d.level <> 'focus'
            union
            select 'focus', f.area_id, concat(f.area_id, ' ', coalesce(h.street, h.complex)), h.lon, h.lat
            from home_focus f join home h using (source, home_id) where h.lon is not null
        )
        select level, area_id, part, lon, lat from spread
        qualify count(*) over (partition by area_id) >= 3
        order by level, area_id, part, lon, lat"""
    ).df()
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
