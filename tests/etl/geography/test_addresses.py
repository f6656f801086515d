"""The same address, however it is written, has the same keys."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.geography import addresses

VAN_GOYEN = {"street_key": "vangoyenstraat", "street_clean": "van goyenstraat"}
WRITTEN = [
    ({"postcode": "6164 ab"}, {"pc": "6164AB"}),
    ({"postcode": " 6164AB "}, {"pc": "6164AB"}),
    ({"postcode": "6164.AB"}, {"pc": "6164AB"}),
    ({"postcode": "90026"}, {"pc": "90026"}),
    ({"postcode": "-"}, {"pc": None}),
    ({"number": "12"}, {"nr": "12", "extra": ""}),
    ({"number": "0012"}, {"nr": "12", "extra": ""}),
    ({"number": "12.0"}, {"nr": "12", "extra": ""}),
    ({"number": "12a"}, {"nr": "12", "extra": "A"}),
    ({"number": "12-A"}, {"nr": "12", "extra": "A"}),
    ({"number": "12 a"}, {"nr": "12", "extra": "A"}),
    ({"number": "12", "addition": " a "}, {"nr": "12", "extra": "A"}),
    ({"number": "12", "addition": "-"}, {"nr": "12", "extra": ""}),
    ({"number": "12", "addition": "1.0"}, {"nr": "12", "extra": "1"}),
    ({"number": "12 bis"}, {"nr": "12", "extra": "BIS"}),
    ({"number": "12 A 2"}, {"nr": "12", "extra": "A2"}),
    ({"number": "12A", "addition": "2"}, {"nr": "12", "extra": "A2"}),
    ({"number": "nr. 12"}, {"nr": "12", "extra": ""}),
    ({"number": "0"}, {"nr": None}),
    ({"street": "Van Goyenstraat"}, VAN_GOYEN),
    ({"street": "VAN GOYENSTRAAT "}, VAN_GOYEN),
    ({"street": "v. Goyenstr."}, VAN_GOYEN),
    ({"street": "Van Góyen straat"}, {"street_key": "vangoyenstraat"}),
    ({"street": "v.d. Bergstr"}, {"street_key": "vdbergstraat"}),
    ({"street": "Van den Bergstraat"}, {"street_key": "vdbergstraat"}),
    ({"street": "V/d Berg-straat"}, {"street_key": "vdbergstraat"}),
    ({"street": "Burg. Lemmensstr."}, {"street_key": "burgemeesterlemmensstraat"}),
    ({"street": "St. Jansln."}, {"street_key": "sintjanslaan"}),
    ({"street": "Marktpl."}, {"street_key": "marktplein"}),
    ({"street": "Rijksstr.wg"}, {"street_key": "rijksstraatweg"}),
    ({"street": "1e Dwarsstraat"}, {"street_key": "eerstedwarsstraat"}),
    ({"street": "'s-Gravenstraat"}, {"street_key": "sgravenstraat"}),
    ({"town": "GELEEN"}, {"town_key": "geleen"}),
    ({"town": "Den Haag"}, {"town_key": "sgravenhage"}),
    ({"town": "'s-Gravenhage"}, {"town_key": "sgravenhage"}),
    ({"street": "Van Goyenstraat 12a"}, VAN_GOYEN | {"nr": "12", "extra": "A"}),
    ({"street": "Van Goyenstraat 12-2"}, VAN_GOYEN | {"nr": "12", "extra": "2"}),
    ({"street": "v. Goyenstr. 12 bis"}, VAN_GOYEN | {"nr": "12", "extra": "BIS"}),
    (
        {"street": "Van Goyenstraat 12 a, 6164 AB Geleen"},
        VAN_GOYEN | {"nr": "12", "extra": "A", "pc": "6164AB", "town_key": "geleen"},
    ),
    ({"street": "Plein 1944", "number": "3"}, {"street_key": "plein1944", "nr": "3"}),
    ({"street": "Plein 1944"}, {"whole_key": "plein1944"}),
    ({"street": "2e Straat", "number": "5"}, {"street_key": "tweedestraat", "nr": "5"}),
    ({"number": "12", "letter": "A", "addition": "2"}, {"nr": "12", "extra": "A2"}),
    ({"number": "12", "letter": "A"}, {"nr": "12", "extra": "A"}),
    ({"number": "12 (achter)"}, {"nr": "12", "extra": ""}),
    ({"number": "12 t/m 18"}, {"nr": "12", "extra": ""}),
    ({"number": "12A t/m 12F"}, {"nr": "12", "extra": "A"}),
    ({"number": "12", "addition": "t/m 18"}, {"nr": "12", "extra": ""}),
    ({"number": "12 en 14"}, {"nr": "12", "extra": ""}),
    ({"number": "12, 14"}, {"nr": "12", "extra": ""}),
    ({"number": "t.o. 12"}, {"nr": None, "extra": ""}),
    ({"number": "tegenover nr 12"}, {"nr": None, "extra": ""}),
    ({"number": "12\u00a0a"}, {"nr": "12", "extra": "A"}),
    ({"postcode": "NL-6164 AB"}, {"pc": "6164AB"}),
    ({"postcode": "NL6164AB"}, {"pc": "6164AB"}),
    ({"postcode": "6164\u00a0AB"}, {"pc": "6164AB"}),
    ({"postcode": "6164 AB Geleen"}, {"pc": "6164AB", "remark_key": "geleen"}),
    ({"postcode": "6164 AB, Nederland"}, {"pc": "6164AB"}),
    ({"town": "Geleen, Nederland"}, {"town_key": "geleen"}),
    ({"town": "Geleen NL"}, {"town_key": "geleen"}),
    ({"town": "Hengelo (OV)"}, {"town_key": "hengelo"}),
    ({"town": "6164 AB Geleen"}, {"town_key": "geleen"}),
    ({"town": "Ĳsselstein"}, {"town_key": "ijsselstein"}),
    ({"town": "ĳsselstein"}, {"town_key": "ijsselstein"}),
    ({"town": "Ÿsselstein"}, {"town_key": "ijsselstein"}),
    ({"street": "Søren Kierkegaardstraat"}, {"street_key": "sorenkierkegaardstraat"}),
    ({"street": "Van Go\u0301yenstraat"}, {"street_key": "vangoyenstraat"}),
    ({"street": "Van\u00a0Goyenstraat\u00a012"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat12"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat 12 (achter)"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat 12 achter"}, VAN_GOYEN | {"nr": "12", "extra": "ACHTER"}),
    ({"street": "Van Goyenstraat t.o. 12"}, VAN_GOYEN | {"nr": None}),
    ({"street": "Van Goyenstraat t.o.12"}, VAN_GOYEN | {"nr": None}),
    ({"street": "Van Goyenstraat tegenover nr. 12"}, VAN_GOYEN | {"nr": None}),
    ({"street": "Van Goyenstraat ter hoogte van 12"}, VAN_GOYEN | {"nr": None}),
    ({"street": "Van Goyenstraat 12 t.o. de school"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat 12 t/m 18"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat 12 tot en met 18"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat 12, 14"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat nr. 12"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat huisnummer 12a"}, VAN_GOYEN | {"nr": "12", "extra": "A"}),
    ({"street": "Van Goyenstraat, 12"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat 12, Geleen"}, VAN_GOYEN | {"nr": "12", "extra": "", "remark_key": "geleen"}),
    (
        {"street": "Van Goyenstraat 12 NL-6164AB Geleen, Nederland"},
        VAN_GOYEN | {"nr": "12", "extra": "", "pc": "6164AB", "town_key": "geleen"},
    ),
    ({"street": "Van Goyenstraat, 6164 AB Geleen"}, VAN_GOYEN | {"nr": None, "pc": "6164AB", "town_key": "geleen"}),
    ({"street": "Van Goyenstraat 12", "number": "12"}, VAN_GOYEN | {"nr": "12", "extra": ""}),
    ({"street": "Van Goyenstraat 12-A", "number": "12", "letter": "A"}, VAN_GOYEN | {"nr": "12", "extra": "A"}),
    ({"street": "Rijksweg N271 12"}, {"street_key": "rijkswegn271", "nr": "12", "extra": ""}),
    ({"street": "Plein 1944, 12"}, {"street_key": "plein1944", "nr": "12"}),
    ({"street": "2e Straat t.o. 5"}, {"street_key": "tweedestraat", "nr": None}),
    ({"street": "Van Goyenstraat 12 A-2"}, VAN_GOYEN | {"nr": "12", "extra": "A2"}),
    ({"street": "---"}, {"street_key": None}),
    ({}, {"pc": None, "nr": None, "street_key": None, "town_key": None, "extra": ""}),
]


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    addresses.prepare(con)
    con.execute(
        "create table given (postcode varchar, number varchar, letter varchar, addition varchar, street varchar, town varchar)"
    )
    return con


def keys(con: duckdb.DuckDBPyConnection, row: dict[str, str | None]) -> dict[str, str | None]:
    con.execute("delete from given")
    columns = ("postcode", "number", "letter", "addition", "street", "town")
    con.execute("insert into given values (?, ?, ?, ?, ?, ?)", [row.get(name) for name in columns])
    cursor = con.execute(addresses.keyed("given"))
    names = [column[0] for column in cursor.description]
    (only,) = cursor.fetchall()
    return dict(zip(names, only, strict=True))


@pytest.mark.parametrize(("written", "expected"), WRITTEN)
def test_written_in_any_usual_way(con: duckdb.DuckDBPyConnection, written: dict, expected: dict) -> None:
    found = keys(con, written)
    assert {name: found[name] for name in expected} == expected


TEXT = st.text(max_size=30) | st.sampled_from([str(value) for row, _ in WRITTEN for value in row.values()])


@settings(deadline=None)
@given(number=TEXT, street=TEXT, town=TEXT, postcode=TEXT)
def test_what_is_clean_stays_as_it_is(
    con: duckdb.DuckDBPyConnection, number: str, street: str, town: str, postcode: str
) -> None:
    query = (
        "select clean_postcode(p), clean_number(n), clean_street(s), clean_town(t)"
        " from (select ?::varchar p, ?::varchar n, ?::varchar s, ?::varchar t)"
    )
    once = con.execute(query, [postcode, number, street, town]).fetchone()
    assert con.execute(query, list(once)).fetchone() == once
