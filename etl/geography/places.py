"""Decides once per distinct place where it lies, how precisely that is known, and in which areas. Counts nothing."""

from __future__ import annotations

from datetime import date

import duckdb
import h3.api.basic_int as h3
import numpy as np
import pandas as pd

from buurtbeeld import clock
from buurtbeeld.errors import BuildError
from etl.geography import address_matching, addresses, points

HEXAGON = 9
"""H3 resolution: hexagons of about 200 metres."""


def place(con: duckdb.DuckDBPyConnection, at: date | None = None) -> int:
    """Adds to place and place_focus every place of loaded.place that is not there yet; returns how many.

    Needs area, outline, home (make_areas). In this order: coordinates, address, a street within one buurt, complex,
    area code, a street that crosses buurten; what none of them places is kept with precision 'none'.
    """
    addresses.prepare(con)
    con.execute(
        f"""create or replace temp table fresh as
        {addresses.keyed("(from loaded.place anti join place using (place_id))")}"""
    )
    fresh = _count(con, "fresh")
    if not fresh:
        return 0
    before = _count(con, "place")
    points.positions(con, "fresh", "place_id", "fresh_at")
    points.locate(con, "fresh_at", "place_id", "fresh_area", at)
    _match(con, at)
    _find_successors(con, at)
    _resolve(con)
    _add_hexagons(con)
    _place_focus(con)
    added = _count(con, "place") - before
    if added != fresh:
        raise BuildError(
            f"{fresh} places went into placing and {added} came out; expected the same. Report this fault."
        )
    return fresh


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return (con.execute(f"select count(*) from {table}").fetchone() or (0,))[0]


def _match(con: duckdb.DuckDBPyConnection, at: date | None) -> None:
    """fresh_spot: the home or address of each fresh place."""
    address_matching.make_spots(con, at)
    # A street may end in a number (Plein 1944): where such a street is known, the number is no house number.
    con.execute("update fresh set street_key = whole_key, nr = null where whole_key in (select street_key from spot)")
    address_matching.match(con, "fresh", "place_id", "spot", "fresh_spot")
    _spread(con)


def _spread(con: duckdb.DuckDBPyConnection) -> None:
    """*_spread: what all spots of one street, postcode or complex share, for the fresh places that may need it."""
    con.execute(
        """create or replace temp view lost as
        from fresh anti join fresh_at using (place_id)
        where place_id not in (select place_id from fresh_spot join spot using (spot_no) where spot.lon is not null)"""
    )
    con.execute(
        f"""create or replace temp table street_spread as
        with near as (from spot semi join (select distinct street_key from fresh) using (street_key))
        select street_key, town_key, max(street) as street, {_common()}
        from near where town_key is not null group by street_key, town_key
        union all
        select street_key, null, max(street), {_common()}
        from near group by street_key having count(distinct town_key) <= 1"""
    )
    con.execute(
        f"""create or replace temp table own_street as
        select street, {_common()} from spot where street is not null group by street"""
    )
    con.execute(
        f"""create or replace temp table postcode_spread as
        select pc, {_common()}
        from spot semi join (select distinct pc from lost) using (pc) group by pc"""
    )
    _spread_complexes(con)


def _spread_complexes(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        f"""create or replace temp table complex_spread as
        select a.area_id as complex, upper(a.code) as complex_key,
            coalesce(s.buurt, case when p.level = 'buurt' and s.complex is null then p.area_id end) as buurt,
            s.wijk, s.gemeente
        from area a
        left join area p on p.area_id = a.parent
        left join (select complex, {_common()} from spot where complex is not null group by complex) s
            on s.complex = a.area_id
        where a.level = 'complex' qualify row_number() over (partition by upper(a.code) order by a.code) = 1"""
    )


def _common() -> str:
    """SQL for the areas in which all of a group lie; NULL where they differ or nothing is known."""
    return ", ".join(
        f"case when min({level}) = max({level}) then min({level}) end as {level}" for level in points.LEVELS
    )


def _find_successors(con: duckdb.DuckDBPyConnection, at: date | None) -> None:
    """code_area: the area of each area code, through area_link where the code no longer exists."""
    con.execute(
        """create or replace temp table successor as
        select from_area, arg_max(to_area, coalesce(share, 0)) as to_area from area_link
        where coalesce(reason, '') <> 'contains' and from_area <> to_area
        group by from_area
        having count(*) = 1 or max(coalesce(share, 0)) > coalesce(max(share, 2)[2], 0)"""
    )
    con.execute(_CODE_AREA, {"at": at or clock.today()})


_CODE_AREA = f"""create or replace temp table code_area as
        with recursive given as (
            select distinct area_code, upper(trim(area_code)) as code from fresh where trim(area_code) <> ''
        ),
        known as (
            select area_id, upper(code) as code, level, coalesce(valid_to > $at, true) as standing
            from area where level <> 'focus'
            union
            select from_area, upper(split_part(from_area, ':', 2)), split_part(from_area, ':', 1), false
            from successor where from_area not in (select area_id from area)
        ),
        path as (
            select g.area_code, k.area_id, k.standing, k.level, 0 as steps from given g join known k
                on k.code in (g.code,
                    case length(g.code) when 8 then 'BU' when 6 then 'WK' when 4 then 'GM' end || g.code)
            union all
            select p.area_code, k.area_id, k.standing, k.level, steps + 1
            from path p join successor s on s.from_area = p.area_id join known k on k.area_id = s.to_area
            where not p.standing and steps < 10
        ),
        ranked as (
            select *, row_number() over (partition by area_code order by not standing, steps,
                list_position({[*points.PLACED]}, level), area_id) as position
            from path where area_id in (select area_id from area)
        )
        select area_code, area_id, level from ranked where position = 1"""


def _resolve(con: duckdb.DuckDBPyConnection) -> None:
    areas = ", ".join(
        f"""case precision when 'coordinates' then c_{level} when 'address' then s_{level} when 'complex' then x_{level}
            when 'area' then a_{level} when 'street' then t_{level} end as {level}"""
        for level in points.LEVELS
    )
    con.execute(f"create or replace temp table lineage as {points.LINEAGE}")
    con.execute(f"create or replace temp table considered as {_CONSIDERED}")
    con.execute(
        f"""create or replace temp table resolved as
        select place_id, precision,
            case when precision in ('coordinates', 'address') then coalesce(c_lon, s_lon) end as lon,
            case when precision in ('coordinates', 'address') then coalesce(c_lat, s_lat) end as lat,
            {areas}, complex, street,
            case precision when 'address' then hash('address', spot_no)
                when 'coordinates' then hash('point', c_lon, c_lat)
                when 'complex' then hash('complex', complex) end as spot_key
        from considered"""
    )


_CONSIDERED = """
    with candidate as (
        select f.place_id, m.spot_no,
            c.lon as c_lon, c.lat as c_lat, l.buurt as c_buurt, l.wijk as c_wijk, l.gemeente as c_gemeente,
            s.lon as s_lon, s.lat as s_lat, s.buurt as s_buurt, s.wijk as s_wijk, s.gemeente as s_gemeente,
            coalesce(t.buurt, pc.buurt, u.buurt) as t_buurt, coalesce(t.wijk, pc.wijk, u.wijk) as t_wijk,
            coalesce(t.gemeente, pc.gemeente, u.gemeente) as t_gemeente,
            x.buurt as x_buurt, x.wijk as x_wijk, x.gemeente as x_gemeente, x.complex as x_complex,
            a.buurt as a_buurt, a.wijk as a_wijk, a.gemeente as a_gemeente, k.area_id as a_area,
            coalesce(s.complex, x.complex, l.complex, case when k.level = 'complex' then k.area_id end) as complex,
            coalesce(s.street, t.street, l.street, case when k.level = 'street' then k.area_id end) as street
        from fresh f
        left join fresh_at c using (place_id)
        left join fresh_area l using (place_id)
        left join fresh_spot m using (place_id)
        left join spot s on s.spot_no = m.spot_no
        left join street_spread t on t.town_key is not distinct from f.town_key and t.street_key = f.street_key
        left join postcode_spread pc on pc.pc = f.pc
        left join code_area k on k.area_code = f.area_code
        left join own_street u on u.street = k.area_id
        left join complex_spread x on x.complex_key = upper(coalesce(
            substr(s.complex, 9), trim(f.complex), case when k.level = 'complex' then substr(k.area_id, 9) end))
        left join lineage a on a.area_id = k.area_id
    )
    select *, case
        when c_lon is not null then 'coordinates'
        when s_lon is not null then 'address'
        when t_buurt is not null then 'street'
        when x_complex is not null then 'complex'
        when a_area is not null then 'area'
        when coalesce(t_wijk, t_gemeente, street) is not null then 'street'
        else 'none' end as precision
    from candidate
"""


def _add_hexagons(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("select distinct lon, lat from resolved where lon is not null").fetchnumpy()
    cells = [
        h3.latlng_to_cell(lat, lon, HEXAGON)
        for lat, lon in zip(rows["lat"].tolist(), rows["lon"].tolist(), strict=True)
    ]
    con.register("cells", pd.DataFrame({"lon": rows["lon"], "lat": rows["lat"], "hexagon": np.array(cells, np.uint64)}))
    con.execute(
        """insert into place (place_id, precision, lon, lat, gemeente, wijk, buurt, complex, street, hexagon, spot_key)
        select r.place_id, r.precision, r.lon, r.lat, r.gemeente, r.wijk, r.buurt, r.complex, r.street,
            c.hexagon, r.spot_key
        from resolved r left join cells c on c.lon = r.lon and c.lat = r.lat order by r.place_id"""
    )
    con.unregister("cells")


def _place_focus(con: duckdb.DuckDBPyConnection) -> None:
    address_matching.make_focus(con)
    con.execute(
        """create or replace temp table placed as
        with street_word as (
            select street, min(street_key) as street_key, min(town_key) as town_key
            from spot where street is not null group by street
        )
        select r.place_id, r.lon, r.lat, coalesce(w.street_key, f.street_key) as street_key,
            case when w.street is null then f.town_key else w.town_key end as town_key,
            coalesce(substr(r.complex, 9), f.complex) as complex, coalesce(f.pc, s.pc) as pc
        from resolved r join fresh f using (place_id)
        left join fresh_spot m using (place_id)
        left join spot s on s.spot_no = m.spot_no
        left join street_word w on w.street = r.street"""
    )
    address_matching.focus_of(con, "placed", "place_id", "placed", "fresh_focus")
    con.execute("insert into place_focus select distinct place_id, area_id from fresh_focus order by place_id, area_id")
