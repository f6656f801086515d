"""Decides once per distinct place where it lies, how precisely that is known, and in which areas. Counts nothing."""

from __future__ import annotations

from datetime import date

import duckdb
import h3.api.basic_int as h3
import numpy as np
import pandas as pd

from buurtbeeld import clock, codes
from buurtbeeld.errors import BuildError
from etl.descriptors.kinds import KINDS
from etl.geography import address_matching, addresses, area_codes, points
from etl.load.tables import REFERENCE
from etl.sql_files import read, run

HEXAGON = 9
"""H3 resolution: hexagons of about 200 metres."""
MOST_STEPS = 10
"""So many successors of an area are followed: links in a circle would lead nowhere."""


def place(con: duckdb.DuckDBPyConnection, at: date | None = None) -> int:
    """Adds to place and place_focus every place of loaded.place that is not there yet; returns how many.

    Needs area, outline, home (make_areas). In this order: coordinates, address, a street within one buurt, complex,
    area code, a street that crosses buurten; what none of them places is kept with precision 'none'.
    """
    _prepare(con)
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
    _read_codes(con, "code_area", "select distinct area_code from fresh where trim(area_code) <> ''", points.PLACED, at)
    _resolve(con)
    _add_hexagons(con)
    _place_focus(con)
    added = _count(con, "place") - before
    if added != fresh:
        raise BuildError(
            f"{fresh} places went into placing and {added} came out; expected the same. Report this fault."
        )
    return fresh


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    addresses.prepare(con)
    area_codes.prepare(con)


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return (con.execute(f"select count(*) from {table}").fetchone() or (0,))[0]


def _match(con: duckdb.DuckDBPyConnection, at: date | None) -> None:
    """fresh_spot: the home or address of each fresh place."""
    address_matching.make_spots(con, at)
    con.execute(
        """update fresh set town_key = remark_key
        where town_key is null and remark_key in (select town_key from spot)"""
    )
    # A street may end in a number (Plein 1944): where such a street is known, the number is no house number.
    con.execute("update fresh set street_key = whole_key, nr = null where whole_key in (select street_key from spot)")
    address_matching.match(con, "fresh", "place_id", "spot", "fresh_spot")
    _spread(con)


def _spread(con: duckdb.DuckDBPyConnection) -> None:
    """*_spread: what all spots of one street, postcode or complex share, for the fresh places that may need it."""
    run(con, f"create or replace temp view lost as {read('build/geography/lost_place')}")
    for name in ("street_spread", "own_street", "postcode_spread", "complex_spread", "complex_word"):
        run(con, f"create or replace temp table {name} as {read(f'build/geography/{name}')}")


def read_codes(con: duckdb.DuckDBPyConnection, at: date | None = None) -> None:
    """Makes area_of_code (area_code, area_id, level): what the codes of every kind but reports mean."""
    _prepare(con)
    kinds = [kind for kind in REFERENCE if any(field.name == "area_code" for field in KINDS[kind])]
    given = " union ".join(f"select area_code from loaded.{kind} where trim(area_code) <> ''" for kind in kinds)
    _read_codes(con, "area_of_code", given, (*points.PLACED, codes.FOCUS), at)


def _read_codes(
    con: duckdb.DuckDBPyConnection, into: str, given: str, levels: tuple[str, ...], at: date | None
) -> None:
    """Codes of these levels, through area_link where one no longer stands."""
    con.execute(f"create or replace temp view given_code as {given}")
    run(con, f"create or replace temp table successor as {read('build/geography/successor')}")
    temporary = "temp " if into == "code_area" else ""
    run(
        con,
        f"create or replace {temporary}table {into} as {read('build/geography/code_area')}",
        at=at or clock.today(),
        code_levels="|".join(levels),
        most_steps=MOST_STEPS,
    )


def _resolve(con: duckdb.DuckDBPyConnection) -> None:
    run(con, f"create or replace temp table lineage as {read('build/geography/lineage')}")
    run(con, f"create or replace temp table resolved as {read('build/geography/place_precision')}")


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
