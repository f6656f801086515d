"""From delivered outlines and homes to one register of areas. Places no signal and reads no file."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
import shapely

from buurtbeeld import clock, codes
from etl.geography import addresses, grid, homes, shapes
from etl.geography.points import DELIVERED, LEVELS, geometries

ABOVE = {
    "gemeente": (),
    "wijk": ("gemeente",),
    "buurt": ("wijk", "gemeente"),
    "focus": LEVELS,
    "complex": LEVELS,
    "street": LEVELS,
}

AREA = ("area_id", "level", "code", "name", "parent", "valid_from", "valid_to", "lon", "lat", "km2", "source")


def make_areas(con: duckdb.DuckDBPyConnection, at: date | None = None) -> None:
    """Makes area, outline, area_inside, area_link, home and home_focus of loaded.*; what it noticed goes to finding.

    at: outlines that are no longer valid on that date (default today) stay areas but place nothing.
    """
    addresses.prepare(con)
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
    con.execute(
        "insert into finding (source, file, kind, area_id, detail)"
        f" select source, file, '{kind}', area_id, detail from ({query})"
    )


def _delivered(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Delivered areas in order of delivery, with their outline as `shape`."""
    say(
        con, "level_unknown",
        f"""select source, file, null as area_id, concat(code, ': level ', coalesce(level, '(none)'),
            ' is none of {", ".join(codes.DISJOINT_LEVELS)}; not used') as detail
        from loaded.areas where coalesce(lower(trim(level)), '') not in {codes.DISJOINT_LEVELS}""",
    )  # fmt: skip
    say(
        con, "delivered_twice",
        f"select source, file, area_id, concat(outlines, ' outlines were delivered; the first is used') as detail"
        f" from ({DELIVERED}) where outlines > 1",
    )  # fmt: skip
    frame = con.execute(f"select * from ({DELIVERED}) order by position").df()
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
    known = set(frame["area_id"])
    frame["parent"] = [
        _parent_id(level, code, known) for level, code in zip(frame["level"], frame["parent_code"], strict=True)
    ]
    return frame


def _parent_id(level: str, code: str | None, known: set[str]) -> str | None:
    if not code:
        return None
    return next((f"{above}:{code}" for above in ABOVE[level] if f"{above}:{code}" in known), None)


def _mentioned(frame: pd.DataFrame, level: str) -> pd.DataFrame:
    """Rows for the parents that areas of a level name but nobody delivered."""
    known = set(frame["area_id"])
    children = frame[(frame["level"] == level) & frame["parent_code"].notna()]
    lost = [_parent_id(level, code, known) is None for code in children["parent_code"]]
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
    has = np.array([one is not None for one in shape], dtype=bool)
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
    """area_link in area_ids; a code that is no area has the level of its CBS letters, or of the area it links with."""
    con.execute(
        """create or replace temp macro cbs_level(code) as
            case left(code, 2) when 'BU' then 'buurt' when 'WK' then 'wijk' when 'GM' then 'gemeente' end"""
    )
    con.execute(
        """create or replace table area_link as
        with named as (
            select trim(l.from_area) as from_code, trim(l.to_area) as to_code, l.reason, l.share, l.source, l.file,
                min(f.area_id) as from_id, min(t.area_id) as to_id, min(f.level) as from_level, min(t.level) as to_level
            from loaded.area_links l
            left join area f on f.code = trim(l.from_area) and f.level <> 'focus'
            left join area t on t.code = trim(l.to_area) and t.level <> 'focus'
            group by all
        )
        select distinct coalesce(from_id, coalesce(cbs_level(from_code), to_level) || ':' || from_code) as from_area,
            coalesce(to_id, coalesce(cbs_level(to_code), from_level) || ':' || to_code) as to_area, reason, share
        from named where from_area is not null and to_area is not null
        order by from_area, to_area"""
    )
    say(
        con, "link_unknown",
        """select source, file, null as area_id,
            concat(from_area, ' to ', to_area, ': the second is no area that was delivered') as detail
        from loaded.area_links where trim(to_area) not in (select code from area)""",
    )  # fmt: skip


def _inside(con: duckdb.DuckDBPyConnection) -> None:
    """area_inside: every area in its parent, any depth; complexes and streets in the focus areas they touch."""
    con.execute(
        """create or replace table area_inside as
        with recursive up as (
            select parent as area_id, area_id as inside, 1 as depth from area where parent is not null
            union
            select a.parent, up.inside, depth + 1 from up join area a on a.area_id = up.area_id
            where a.parent is not null and depth < 6
        ),
        touched as (
            select f.area_id, unnest([h.complex, h.street]) as inside
            from home_focus f join home h using (source, home_id)
        )
        select distinct area_id, inside from (
            select area_id, inside from up
            union all
            select area_id, inside from touched where inside is not null and inside in (select area_id from area))
        order by area_id, inside"""
    )


def _say_unmatched(con: duckdb.DuckDBPyConnection) -> None:
    say(
        con, "outline_missing",
        f"""select d.source, d.file, a.area_id, concat(a.code, ' ', a.name, ': no outline was delivered') as detail
        from area a join ({DELIVERED}) d using (area_id) anti join outline using (area_id)""",
    )  # fmt: skip
    say(
        con, "parent_unknown",
        f"""select d.source, d.file, a.area_id,
            concat(a.code, ': lies in ', d.parent_code, ', which is no area') as detail
        from area a join ({DELIVERED}) d using (area_id) where a.parent is null and d.parent_code is not null""",
    )  # fmt: skip
    con.execute(
        """insert into finding (source, file, kind, area_id, detail)
        select f.source, f.file, f.kind, min(a.area_id), f.detail
        from loaded.outline_finding f left join area a on a.code = trim(f.code)
        group by f.source, f.file, f.kind, f.code, f.detail"""
    )
