"""From delivered outlines and homes to one register of areas. Places no signal and reads no file."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
import shapely

from buurtbeeld import clock, codes
from etl.geography import addresses, area_codes, grid, homes, shapes
from etl.geography.points import LEVELS, geometries
from etl.sql_files import read, run

ABOVE = {
    "gemeente": (),
    "wijk": ("gemeente",),
    "buurt": ("wijk", "gemeente"),
    "focus": LEVELS,
    "complex": LEVELS,
    "street": LEVELS,
}

MOST_DEPTH = 6
"""So many times one area lies in another; parents in a circle would have no end."""

AREA = ("area_id", "level", "code", "name", "parent", "valid_from", "valid_to", "lon", "lat", "km2", "source")


def make_areas(con: duckdb.DuckDBPyConnection, at: date | None = None) -> None:
    """Makes area, outline, area_inside, area_link, home and home_focus of loaded.*; what it noticed goes to finding.

    at: outlines that are no longer valid on that date (default today) stay areas but place nothing.
    """
    addresses.prepare(con)
    area_codes.prepare(con)
    con.execute("delete from finding")
    frame = _delivered(con)
    frame = _with_parents(con, frame)
    _say_overlaps(con, frame, at or clock.today())
    frame["shape"] = _dissolved(frame)
    _parents_by_geometry(con, frame)
    _write(con, frame)
    homes.place_homes(con, at)
    homes.add_areas_of_homes(con)
    _number(con)
    _links(con)
    _inside(con)
    _say_unmatched(con)


def have_turned(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether outlines of the last build became valid, or stopped being so, since the day on which it was made."""
    row = con.execute(
        """select 1 from loaded.areas join build on (valid_from > cast(built_at as date) and valid_from <= $today)
            or (valid_to > cast(built_at as date) and valid_to <= $today) limit 1""",
        {"today": clock.today()},
    ).fetchone()
    return row is not None


def say(con: duckdb.DuckDBPyConnection, kind: str, query: str) -> None:
    """Adds findings of one kind; query selects source, file, area_id, detail."""
    run(
        con,
        f"""insert into finding (source, file, kind, area_id, detail)
        select source, file, '{kind}', area_id, detail from (\n{query}\n)""",
    )


def _note(con: duckdb.DuckDBPyConnection, *kinds: str) -> None:
    """Adds the findings of queries/build/findings."""
    for kind in kinds:
        say(con, kind, read(f"build/findings/{kind}"))


def _delivered(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Delivered areas in order of delivery, with their outline as `shape`."""
    run(con, f"create or replace temp table delivered_area as {read('build/geography/delivered_area')}")
    _note(con, "level_unknown", "delivered_twice")
    frame = con.execute("select * from delivered_area order by position").df()
    frame["shape"] = geometries(frame["outline"])
    frame = frame.drop(columns=["outline"])
    texts = ["name", "parent_code", "parent_name", "grandparent_code", "grandparent_name", "source", "file"]
    frame[texts] = frame[texts].astype(object).where(frame[texts].notna(), None)
    frame["name"] = frame["name"].where(frame["name"].notna(), frame["code"])
    return frame


def _with_parents(con: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> pd.DataFrame:
    """Adds `parent` (area_id) from the codes, and the wijken and gemeenten that only their children mention."""
    for level in ("buurt", "wijk"):
        made = _mentioned(frame, level)
        frame = pd.concat([frame, made], ignore_index=True)
        _say_derived(con, made)
    area_ids = set(frame["area_id"])
    frame["parent"] = [
        _parent_id(level, code, area_ids) for level, code in zip(frame["level"], frame["parent_code"], strict=True)
    ]
    return frame


def _parent_id(level: str, code: str | None, area_ids: set[str]) -> str | None:
    if not code:
        return None
    return next((f"{above}:{code}" for above in ABOVE[level] if f"{above}:{code}" in area_ids), None)


def _mentioned(frame: pd.DataFrame, level: str) -> pd.DataFrame:
    """Rows for the parents that areas of a level name but nobody delivered."""
    area_ids = set(frame["area_id"])
    children = frame[(frame["level"] == level) & frame["parent_code"].notna()]
    lost = [_parent_id(level, code, area_ids) is None for code in children["parent_code"]]
    children = children[np.array(lost, dtype=bool)].drop_duplicates("parent_code")
    above = np.where(children["parent_code"].str.startswith("GM"), "gemeente", ABOVE[level][0])
    made = pd.DataFrame(
        {
            "level": above,
            "code": children["parent_code"].to_numpy(object),
            "name": children["parent_name"].fillna(children["parent_code"]).to_numpy(object),
            "parent_code": children["grandparent_code"].to_numpy(object),
            "parent_name": children["grandparent_name"].to_numpy(object),
            "source": children["source"].to_numpy(object),
            "file": children["file"].to_numpy(object),
        },
        dtype=object,
    ).reindex(columns=frame.columns.drop("parent", errors="ignore"))
    made["area_id"] = made["level"] + ":" + made["code"]
    made["shape"] = None
    return made.astype({"valid_from": "datetime64[us]", "valid_to": "datetime64[us]"})


def _say_derived(con: duckdb.DuckDBPyConnection, made: pd.DataFrame) -> None:
    for (source, file, level), part in made.groupby(["source", "file", "level"]):
        detail = f"{len(part)} areas of level {level} were made from the areas that name them: none was delivered"
        con.execute("insert into finding values (?, ?, 'derived', null, ?)", [source, file, detail])


def _dissolved(frame: pd.DataFrame) -> pd.Series:
    """The outlines, and for wijken and gemeenten without one the union of their parts."""
    shape = frame["shape"].copy()
    for level in ("wijk", "gemeente"):
        empty = frame.index[(frame["level"] == level) & shape.isna()]
        parts = frame.index[frame["parent"].isin(frame.loc[empty, "area_id"]) & shape.notna()]
        if not len(parts):
            continue
        union = shapes.unions(shape[parts].to_numpy(object), frame.loc[parts, "parent"].to_numpy(object))
        shape[empty] = frame.loc[empty, "area_id"].map(union).astype(object).where(lambda s: s.notna(), None)
    return shape


def _say_overlaps(con: duckdb.DuckDBPyConnection, frame: pd.DataFrame, at: date) -> None:
    standing = frame["shape"].notna() & ~(pd.to_datetime(frame["valid_to"]) <= pd.Timestamp(at))
    for _, part in frame[standing].groupby("level", sort=False):
        first, second, share = shapes.overlaps(part["shape"].to_numpy(object))
        rows = part.iloc[second][["source", "file", "area_id"]].reset_index(drop=True)
        codes = zip(part["code"].to_numpy()[second], part["code"].to_numpy()[first], share, strict=True)
        rows["detail"] = [
            f"{b} overlaps {a} for {s:.1%} of the smaller; there {a} is used, delivered first" for b, a, s in codes
        ]
        con.register("overlap_rows", rows.astype(object))
        say(con, "overlap", "from overlap_rows")
        con.unregister("overlap_rows")


def _parents_by_geometry(con: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> None:
    """Fills `parent` where no code said it, from the outline that holds a point of the area."""
    for level in codes.without("gemeente", codes.FOCUS):
        for above in ABOVE[level]:
            rows = frame.index[(frame["level"] == level) & frame["parent"].isna() & frame["shape"].notna()]
            holders = frame.index[(frame["level"] == above) & frame["shape"].notna()]
            if not (len(rows) and len(holders)):
                continue
            points = shapely.point_on_surface(frame.loc[rows, "shape"].to_numpy(object))
            hit = grid.locate(
                shapely.get_x(points), shapely.get_y(points), frame.loc[holders, "shape"].to_numpy(object)
            )
            parents = np.array([*frame.loc[holders, "area_id"], None], dtype=object)[hit]
            frame.loc[rows, "parent"] = parents


def _write(con: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> None:
    shape = frame["shape"].to_numpy(object)
    has = np.array([outline is not None for outline in shape], dtype=bool)
    points = shapely.point_on_surface(shape)
    frame["lon"], frame["lat"] = shapely.get_x(points), shapely.get_y(points)
    frame["km2"] = np.where(has, shapes.km2(shape), np.nan)
    con.register("area_rows", frame.loc[:, list(AREA)])
    con.execute(
        """create or replace table area as
        select area_id::varchar as area_id, level::varchar as level, code::varchar as code, name::varchar as name,
            parent::varchar as parent, valid_from::date as valid_from, valid_to::date as valid_to,
            nullif(lon::double, 'nan'::double) as lon, nullif(lat::double, 'nan'::double) as lat,
            nullif(km2::double, 'nan'::double) as km2, source::varchar as source from area_rows"""
    )
    con.unregister("area_rows")
    con.execute(
        "create or replace table outline"
        " (area_id varchar, geometry varchar, west double, south double, east double, north double)"
    )
    for _, part in frame[has].groupby("level", sort=False):
        shapes.write_outlines(con, part["area_id"].to_numpy(object), part["shape"].to_numpy(object))


def _number(con: duckdb.DuckDBPyConnection) -> None:
    """area_no: the number by which tall tables know an area, areas of one level next to each other."""
    con.execute(
        """create or replace table area as
        select *, cast(row_number() over (order by level, area_id) as integer) as area_no from area"""
    )


def _links(con: duckdb.DuckDBPyConnection) -> None:
    """area_link in area_ids."""
    run(con, f"create or replace table area_link as {read('build/geography/area_link')}")
    _note(con, "link_unknown")


def _inside(con: duckdb.DuckDBPyConnection) -> None:
    """area_inside: every area in its parent, any depth; complexes and streets in focus areas too."""
    inside = read("build/geography/area_inside")
    run(con, f"create or replace table area_inside as {inside}", most_depth=MOST_DEPTH)


def _say_unmatched(con: duckdb.DuckDBPyConnection) -> None:
    _note(con, "outline_missing", "parent_unknown")
    con.execute("drop table delivered_area")
    con.execute(
        """insert into finding (source, file, kind, area_id, detail)
        select f.source, f.file, f.kind, min(a.area_id), f.detail
        from loaded.outline_finding f left join area a on a.code = trim(f.code)
        group by f.source, f.file, f.kind, f.code, f.detail"""
    )
