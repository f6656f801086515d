"""Finds the home or address that somebody meant, and the focus areas it belongs to. Knows no signals."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
import shapely

from etl.geography import addresses, points
from etl.sql_files import read, run

_OWN = "hash(lon, lat, complex)"
_ONE_SPOT = (
    f"count(distinct extra) = 1 or count(distinct case when is_home then {_OWN} end) = 1"
    f" or (not bool_or(is_home) and count(distinct {_OWN}) = 1)"
)
"""One home or address has the number, or all of our homes that have it share one point and one complex."""
_ONE_TOWN = "count(distinct coalesce(town_key, '')) = 1"

WAYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("pc", "nr", "extra"), ""),
    (("street_key", "town_key", "nr", "extra"), ""),
    (("pc", "nr"), f"having {_ONE_SPOT}"),
    (("street_key", "town_key", "nr"), f"having {_ONE_SPOT}"),
    (("street_key", "nr", "extra"), f"having {_ONE_TOWN}"),
    (("street_key", "nr"), f"having {_ONE_TOWN} and ({_ONE_SPOT})"),
)
"""Ways to know an address again, most exact first: the keys, and when a match is the only one there can be."""


FILES_APART = 1 << 40
"""By so much the numbers of one file's addresses and the next's differ: numbering rows one by one would sort them."""


def forget_address_spots(con: duckdb.DuckDBPyConnection) -> None:
    """To be called when addresses changed."""
    con.execute("drop table if exists temp.address_spot")
    con.execute("drop table if exists loaded.spot")


def need_address_spots(con: duckdb.DuckDBPyConnection) -> None:
    """address_spot: addresses with a usable coordinate, as keys with lon and lat; made once per connection."""
    if con.execute("from duckdb_tables() where temporary and table_name = 'address_spot'").fetchone():
        return
    con.execute(
        f"""create or replace temp table address_key as
        with numbered as (
            select source, file, {FILES_APART} * row_number() over (order by source, file) as first_no
            from (select distinct source, file from loaded.addresses)
        )
        select keyed.*, first_no + line as spot_no
        from ({addresses.keyed("loaded.addresses")}) keyed join numbered using (source, file)"""
    )
    points.positions(con, "address_key", "spot_no", "address_at")
    con.execute(
        """create or replace temp table address_spot as
        select spot_no, pc, nr, extra, street_key, town_key, lon, lat, null::varchar as complex, false as is_home
        from address_key join address_at using (spot_no)"""
    )


def make_spots(con: duckdb.DuckDBPyConnection, at: date | None = None) -> None:
    """spot: homes and then addresses as keys, with their coordinates and areas; kept until one of them changes."""
    if con.execute("from duckdb_tables() where schema_name = 'loaded' and table_name = 'spot'").fetchone():
        con.execute("create or replace temp view spot as from loaded.spot")
        return
    need_address_spots(con)
    points.locate(con, "address_spot", "spot_no", "address_area", at)
    homes = addresses.keyed(
        "(select l.*, h.lon, h.lat, h.buurt, h.wijk, h.gemeente, h.complex as complex_id, h.street as street_id"
        " from loaded.homes l join home h using (source, home_id))"
    )
    con.execute(
        f"""create table loaded.spot as
        with homes as (
            select row_number() over (order by source, file, line, home_id) as spot_no,
                pc, nr, extra, street_key, town_key, lon, lat,
                buurt, wijk, gemeente, complex_id as complex, street_id as street, true as is_home
            from ({homes})
        )
        from homes
        union all
        select a.spot_no, pc, nr, extra, street_key, town_key, lon, lat,
            l.buurt, l.wijk, l.gemeente, null, null, false
        from address_spot a join address_area l using (spot_no)"""
    )
    con.execute("create or replace temp view spot as from loaded.spot")


def match(con: duckdb.DuckDBPyConnection, wanted: str, key: str, spots: str, into: str) -> None:
    """Makes the temporary table into(key, spot_no, of_number): the spot of each wanted address that is known by one of
    WAYS; of_number: it stands for all homes of its number."""
    con.execute(f"create or replace temp table {into} ({key} bigint, spot_no bigint, of_number boolean)")
    for keys, only in WAYS:
        names = ", ".join(keys)
        townless = "" if "town_key" in keys or "pc" in keys else "and town_key is null"
        con.execute(
            f"""create or replace temp table unmatched as
            select {key}, {names} from {wanted}
            where {" and ".join(f"{name} is not null" for name in keys)} {townless}
                and {key} not in (select {key} from {into})"""
        )
        if not con.execute("from unmatched limit 1").fetchone():
            continue
        con.execute(
            f"""insert into {into}
            select w.{key}, s.spot_no, s.of_number
            from unmatched w
            join (
                select {names}, min(spot_no) as spot_no, count(distinct extra) > 1 as of_number
                from {spots} semi join (select distinct {names} from unmatched) using ({names})
                group by {names} {only}
            ) s using ({names})"""
        )


def make_focus(con: duckdb.DuckDBPyConnection) -> None:
    """focus_area, focus_outline and focus_member: what the deliveries say a focus area is."""
    run(con, f"create or replace temp table focus_area as {read('build/geography/focus_area')}")
    unnumbered = "null::varchar as number, null::varchar as letter, null::varchar as addition"
    members = addresses.keyed(f"(select *, {unnumbered} from loaded.focus_areas)")
    con.execute(
        f"""create or replace temp table focus_member as
        select distinct 'focus:' || trim(code) as area_id, coalesce(whole_key, street_key) as street_key, town_key,
            complex_key(complex) as complex, pc
        from ({members})"""
    )
    rows = con.execute(
        """select 'focus:' || trim(code) as area_id, outline from loaded.focus_areas
        where outline is not null order by source, file, line"""
    ).df()
    shape = points.geometries(rows["outline"])
    joined = {name: shapely.union_all(shape[part]) for name, part in rows.groupby("area_id").indices.items()}
    con.register(
        "drawn", pd.DataFrame({"area_id": list(joined), "outline": shapely.to_wkb(list(joined.values()))}, dtype=object)
    )
    con.execute(
        """create or replace temp table focus_outline as
        select area_id::varchar as area_id, outline::blob as outline from drawn"""
    )
    con.unregister("drawn")


def focus_of(con: duckdb.DuckDBPyConnection, keyed: str, key: str, located: str, into: str) -> None:
    """Makes the temporary table into(key, area_id): by street, complex or postcode of keyed, by points of located."""
    con.execute(
        f"""create or replace temp table {into} as
        select k.{key}, m.area_id from {keyed} k join focus_member m on m.street_key = k.street_key
            and (m.town_key is null or m.town_key = k.town_key)
        union
        select k.{key}, m.area_id from {keyed} k join focus_member m on m.complex = complex_key(k.complex)
        union
        select k.{key}, m.area_id from {keyed} k join focus_member m on m.pc = k.pc"""
    )
    drawn = con.execute("select area_id, outline from focus_outline order by area_id").df()
    if drawn.empty:
        return
    rows = con.execute(f"select {key} as key, lon, lat from {located} where lon is not null").fetchnumpy()
    lon, lat, keys = (np.asarray(rows[name]) for name in ("lon", "lat", "key"))
    for area_id, shape in zip(drawn["area_id"], points.geometries(drawn["outline"]), strict=True):
        west, south, east, north = shape.bounds
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        shapely.prepare(shape)
        con.register(
            "inside_rows", pd.DataFrame({"key": keys[near[shapely.intersects_xy(shape, lon[near], lat[near])]]})
        )
        con.execute(
            f"insert into {into} select key, ? from inside_rows anti join {into} on key = {key} and area_id = ?",
            [area_id, area_id],
        )
        con.unregister("inside_rows")
