"""Coordinates as delivered become longitude and latitude, and then the area of each level. Knows no addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from buurtbeeld import clock, codes
from etl.geography import grid
from etl.sql_files import read, run

LEVELS = codes.CBS_LEVELS[::-1]
"""From fine to coarse: a point is looked up in the finest level and its parents follow from that."""
PLACED = (*LEVELS, *(level for level in codes.DISJOINT_LEVELS if level not in LEVELS))
"""The levels in which a point is looked up, in this order."""

LONLAT = "OGC:CRS84"
DEGREES = ("OGC:CRS84", "CRS84", "EPSG:4326", "EPSG:4258", "WGS84")
RD = ("EPSG:28992", "EPSG:7415")

_SWAPPED = "'coordinates: longitude and latitude look swapped'"
_RD_X = "between 0 and 300000"
_RD_Y = "between 300000 and 650000"

Box = tuple[str, str, str, str]


def coordinate_trouble(x: str, y: str, crs: str, box: Box | None = None) -> str:
    """SQL that gives the reason why a pair of coordinates cannot be meant, or NULL.

    x, y, crs: SQL for the coordinates as delivered and their reference system. box: SQL for west, south, east and north
    of the delivered areas, in degrees; only with it can longitude and latitude that changed places be told apart.
    """
    name = f"upper(coalesce({crs}, '{LONLAT}'))"
    return f"""case
        when {x} is null and {y} is null then null
        when {x} is null or {y} is null then 'coordinates: one of the two is missing'
        when not isfinite({x}) or not isfinite({y}) then 'coordinates: not a finite number'
        when {x} = 0 and {y} = 0 then 'coordinates: 0, 0 is no place'
        when {name} in {DEGREES} then {_degree_trouble(x, y, box)}
        when {name} in {RD} then {_rd_trouble(x, y)}
    end"""


def _degree_trouble(x: str, y: str, box: Box | None) -> str:
    swapped = "when false then null"
    if box:
        west, south, east, north = box
        inside = "{0} between {1} and {2} and {3} between {4} and {5}"
        swapped = f"""when not ({inside.format(x, west, east, y, south, north)})
            and {inside.format(y, west, east, x, south, north)} then {_SWAPPED}"""
    return f"""case
        when {x} {_RD_X} and {y} {_RD_Y} then 'coordinates: look like RD metres, not like degrees'
        when abs({y}) > 90 and abs({y}) <= 180 and abs({x}) <= 90 then {_SWAPPED}
        when abs({x}) > 180 or abs({y}) > 90 then 'coordinates: outside -180 to 180 and -90 to 90 degrees'
        {swapped}
    end"""


def _rd_trouble(x: str, y: str) -> str:
    return f"""case
        when {x} {_RD_X} and {y} {_RD_Y} then null
        when abs({x}) <= 180 and abs({y}) <= 180 then 'coordinates: look like degrees, not like RD metres'
        when {y} {_RD_X} and {x} {_RD_Y} then 'coordinates: RD x and y look swapped'
        else 'coordinates: outside the Netherlands in RD metres'
    end"""


def to_lonlat(
    x: NDArray[np.float64], y: NDArray[np.float64], crs: str | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude; NaN where the reference system has no such point."""
    if (crs or LONLAT).upper() in DEGREES:
        return x, y
    lon, lat = pyproj.Transformer.from_crs(crs, LONLAT, always_xy=True).transform(x, y)
    bad = ~(np.isfinite(lon) & np.isfinite(lat))
    return np.where(bad, np.nan, lon), np.where(bad, np.nan, lat)


def delivered_box(con: duckdb.DuckDBPyConnection) -> Box | None:
    """West, south, east and north of all outlines as SQL constants, a little widened; None when there are none."""
    bounds = con.execute("select min(west), min(south), max(east), max(north) from outline").fetchone()
    if not bounds or bounds[0] is None:
        return None
    west, south, east, north = bounds
    return (f"{west - 0.2:.5f}", f"{south - 0.2:.5f}", f"{east + 0.2:.5f}", f"{north + 0.2:.5f}")


def positions(con: duckdb.DuckDBPyConnection, table: str, key: str, into: str) -> None:
    """Makes the temporary table into(key, lon, lat) of the rows of table whose x, y and crs say where they are."""
    trouble = coordinate_trouble("x", "y", "crs", delivered_box(con))
    con.execute(f"create or replace temp table {into} ({key} bigint, lon double, lat double)")
    kinds = con.execute(f"select distinct crs from {table} where x is not null").fetchall()
    for (crs,) in kinds:
        rows = con.execute(
            f"select {key} as key, x, y from {table}"
            f" where x is not null and crs is not distinct from ? and {trouble} is null",
            [crs],
        ).fetchnumpy()
        lon, lat = to_lonlat(np.asarray(rows["x"], float), np.asarray(rows["y"], float), crs)
        frame = pd.DataFrame({"key": np.asarray(rows["key"]), "lon": lon, "lat": lat}).dropna()
        con.register("position_rows", frame)
        con.execute(f"insert into {into} select key, lon, lat from position_rows")
        con.unregister("position_rows")


@dataclass(frozen=True)
class Layer:
    """The outlines of one level in order of delivery, with the areas each of them lies in."""

    ids: NDArray[np.object_]
    shapes: NDArray[np.object_]
    lineage: pd.DataFrame


def geometries(outlines: pd.Series) -> NDArray[np.object_]:
    """Geometries from a column of well-known binary; None where empty."""
    return shapely.from_wkb(
        np.array([None if value is None or value is pd.NA else bytes(value) for value in outlines], dtype=object)
    )


def layers(con: duckdb.DuckDBPyConnection, at: date | None = None) -> dict[str, Layer]:
    """The outlines by level that are valid on a date (default today); those that are not yet valid come last."""
    at = at or clock.today()
    rows = run(
        con,
        f"""select * from (\n{read("build/geography/delivered_area")}\n)
        where outline is not null and coalesce(valid_to > $at, true)
        order by coalesce(valid_from > $at, false), position""",
        at=at,
    ).df()
    inside = lineage(con)
    return {
        str(level): Layer(
            part.area_id.to_numpy(object), geometries(part.outline), _without_nan(inside.reindex(part.area_id))
        )
        for level, part in rows.groupby("level")
    }


def lineage(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Per area of a level in LEVELS: the buurt, wijk and gemeente it is or lies in (None where unknown)."""
    return _without_nan(run(con, read("build/geography/lineage")).df().set_index("area_id"))


def _without_nan(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(object).where(frame.notna(), None)


def areas_of(lon: NDArray[np.float64], lat: NDArray[np.float64], by_level: dict[str, Layer]) -> pd.DataFrame:
    """The area of each level per point, exactly; columns buurt, wijk, gemeente, complex, street; None for none."""
    areas = {level: np.full(len(lon), None, dtype=object) for level in PLACED}
    for level in areas:
        if level not in by_level:
            continue
        layer, todo = by_level[level], np.flatnonzero(areas[level] == None)  # noqa: E711
        hit = grid.locate(lon[todo], lat[todo], layer.shapes)
        todo, hit = todo[hit >= 0], hit[hit >= 0]
        areas[level][todo] = layer.ids[hit]
        for above in LEVELS:
            _fill(areas[above], todo, layer.lineage[above].to_numpy(object)[hit])
    return pd.DataFrame(areas)


def _fill(column: NDArray[np.object_], rows: NDArray[np.int64], values: NDArray[np.object_]) -> None:
    empty = column[rows] == None  # noqa: E711
    column[rows[empty]] = values[empty]


def locate(con: duckdb.DuckDBPyConnection, table: str, key: str, into: str, at: date | None = None) -> None:
    """Makes the temporary table into(key, buurt, wijk, gemeente, complex, street) of points table(key, lon, lat)."""
    rows = con.execute(
        f"select {key} as key, lon, lat from {table} where lon is not null and lat is not null"
    ).fetchnumpy()
    lon, lat = np.asarray(rows["lon"], float), np.asarray(rows["lat"], float)
    frame = areas_of(lon, lat, layers(con, at) if len(lon) else {})
    frame.insert(0, "key", np.asarray(rows["key"]))
    con.register("located_rows", frame)
    texts = ", ".join(f"{level}::varchar as {level}" for level in PLACED)
    con.execute(f"create or replace temp table {into} as select key::bigint as {key}, {texts} from located_rows")
    con.unregister("located_rows")
