"""Every place as delivered lies in one area per level, as precisely as it is known, and none is lost."""

from __future__ import annotations

from datetime import date

import duckdb
import h3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buurtbeeld.warehouse import QUERIES
from etl.geography import areas, places
from etl.geography.points import coordinate_trouble
from tests.etl import loaded
from tests.etl.geography.test_areas import BUURTEN, CHAIN, row_of_homes

HOMES = [
    *row_of_homes(6, 5.80, street="Van Goyenstraat", town="Geleen", complex="0012", postcode="6164AB"),
    *row_of_homes(4, 5.81, street="Lange straat", town="Geleen", postcode="6164AC"),
    *row_of_homes(4, 5.80, street="Lange straat", town="Geleen", complex="breed", postcode="6164AD"),
    {
        "home_id": "no coordinates",
        "street": "Achterweg",
        "number": "7",
        "addition": "b",
        "town": "Geleen",
        "complex": "achter",
    },
    {"home_id": "wide 1", "complex": "breed", "x": 5.825, "y": 51.005},
    *({"home_id": f"30{letter}", "street": "Torenstraat", "number": "30", "letter": letter, "town": "Geleen",
       "complex": "C-34", "postcode": "6165AB", "x": 5.807, "y": 51.002} for letter in "ABC"),
    *({"home_id": f"32{letter}", "street": "Torenstraat", "number": "32", "addition": letter, "town": "Geleen",
       "complex": f"other {letter}", "postcode": "6165AB", "x": 5.807, "y": 51.002} for letter in "AB"),
    {"home_id": "numbered street", "street": "Plein 1944", "number": "3", "town": "Sittard", "x": 5.825, "y": 51.005},
]  # fmt: skip
ADDRESSES = [
    {"postcode": "6161 XX", "number": "1", "street": "Markt", "town": "Sittard", "x": 5.823, "y": 51.004},
    {"postcode": "6161 XX", "number": "2a", "street": "Markt", "town": "Sittard", "x": 5.824, "y": 51.004},
    {"postcode": "6161 XX", "number": "3", "addition": "A", "x": 5.825, "y": 51.004},
    {"postcode": "6161 XX", "number": "3", "addition": "B", "x": 5.826, "y": 51.004},
    {"postcode": "6162 YY", "number": "9", "street": "Kerkstraat", "town": "Sittard", "x": 5.801, "y": 51.004},
    {"postcode": "6163 YY", "number": "9", "street": "Kerkstraat", "town": "Born", "x": 5.821, "y": 51.004},
    {"number": "8", "street": "Achterweg", "town": "Geleen", "x": 187000.0, "y": 334000.0, "crs": "EPSG:28992"},
]  # fmt: skip
LINKS = [
    {"from_area": "BU00000077", "to_area": "BU00000078", "reason": "recode", "share": 1.0},
    {"from_area": "BU00000078", "to_area": "BU00000001", "reason": "boundary_change", "share": 0.7},
    {"from_area": "BU00000078", "to_area": "BU00000002", "reason": "boundary_change", "share": 0.3},
    {"from_area": "BU00000088", "to_area": "BU00000001", "reason": "boundary_change"},
    {"from_area": "BU00000088", "to_area": "BU00000002", "reason": "boundary_change"},
]
FOCUS = [
    {"code": "VG", "name": "Van Goyenstraat", "street": "v. Goyenstr", "town": "Geleen"},
    {"code": "drawn", "outline": loaded.square(5.80, 51.0, 0.0035)},
]

ONE, TWO, THREE = "buurt:BU00000001", "buurt:BU00000002", "buurt:BU00000003"
WIJK, STAD = "wijk:WK000000", "gemeente:GM0000"
GOYEN, LANG = "street:geleen-van-goyenstraat", "street:geleen-lange-straat"


@pytest.fixture(scope="module")
def town() -> duckdb.DuckDBPyConnection:
    con = loaded.connection()
    loaded.fill(con, "areas", [row | CHAIN for row in BUURTEN])
    loaded.fill(con, "homes", HOMES)
    loaded.fill(con, "addresses", ADDRESSES)
    loaded.fill(con, "area_links", LINKS)
    loaded.fill(con, "focus_areas", FOCUS)
    areas.make_areas(con)
    return con


CASES = [
    ({"x": 5.805, "y": 51.005}, "coordinates", {"buurt": ONE, "wijk": WIJK, "gemeente": STAD, "street": None}),
    ({"x": 5.81, "y": 51.005}, "coordinates", {"buurt": ONE}),
    ({"x": 187000.0, "y": 334000.0, "crs": "EPSG:28992"}, "coordinates", {"buurt": None}),
    ({"x": 6.5, "y": 52.0}, "coordinates", {"buurt": None, "wijk": None, "lon": 6.5}),
    ({"x": 5.815, "y": 51.005, "postcode": "6164ab", "number": "3"}, "coordinates",
     {"buurt": TWO, "complex": "complex:0012", "street": GOYEN, "lon": 5.815}),
    ({"postcode": "6164 ab", "number": "3"}, "address",
     {"buurt": ONE, "street": GOYEN, "complex": "complex:0012", "lon": 5.803}),
    ({"street": "V. GOYENSTR.", "number": "03", "town": "geleen"}, "address", {"buurt": ONE, "street": GOYEN}),
    ({"street": "v Goyenstr 3"}, "address", {"buurt": ONE, "street": GOYEN}),
    ({"postcode": "6161xx", "number": "2"}, "address", {"buurt": THREE, "lon": 5.824}),
    ({"postcode": "6161xx", "number": "1 hs"}, "address", {"buurt": THREE, "lon": 5.823}),
    ({"postcode": "6161xx", "number": "3b"}, "address", {"lon": 5.826}),
    ({"postcode": "6161xx", "number": "3"}, "street", {"buurt": THREE, "lon": None, "hexagon": None}),
    ({"postcode": "6161xx"}, "street", {"buurt": THREE}),
    ({"street": "Markt", "town": "Sittard"}, "street", {"buurt": THREE, "wijk": WIJK, "lon": None}),
    ({"street": "Markt"}, "street", {"buurt": THREE}),
    ({"street": "Kerkstraat", "number": "9"}, "none", {"buurt": None}),
    ({"street": "Kerkstraat", "number": "9", "town": "Elsewhere"}, "none", {"buurt": None}),
    ({"street": "Kerkstraat", "number": "9", "town": "Born"}, "address", {"buurt": THREE}),
    ({"street": "Lange str.", "town": "Geleen"}, "street", {"buurt": None, "wijk": WIJK, "street": LANG}),
    ({"street": "Lange str.", "town": "Geleen", "area_code": "BU00000002"}, "area", {"buurt": TWO, "street": LANG}),
    ({"street": "Lange str.", "town": "Geleen", "complex": "0012"}, "complex", {"buurt": ONE, "street": LANG}),
    ({"street": "Plein 1944", "town": "Sittard"}, "street", {"buurt": THREE}),
    ({"street": "Plein 1944", "town": "Sittard", "number": "3"}, "address", {"buurt": THREE}),
    ({"street": "Achterweg", "number": "7b", "town": "Geleen"}, "complex",
     {"buurt": None, "complex": "complex:achter"}),
    ({"complex": "0012"}, "complex", {"buurt": ONE, "wijk": WIJK, "lon": None, "complex": "complex:0012"}),
    ({"complex": " BREED "}, "complex", {"buurt": None, "wijk": WIJK, "complex": "complex:breed"}),
    ({"complex": "12"}, "complex", {"complex": "complex:0012"}),
    ({"complex": "12.0"}, "complex", {"complex": "complex:0012"}),
    ({"complex": "Complex 12"}, "complex", {"complex": "complex:0012"}),
    ({"complex": "120"}, "none", {"complex": None}),
    ({"complex": "c34"}, "complex", {"complex": "complex:C-34"}),
    ({"complex": "C 0034"}, "complex", {"complex": "complex:C-34"}),
    ({"complex": "34"}, "complex", {"complex": "complex:C-34"}),
    ({"complex": "D-34"}, "none", {"complex": None}),
    ({"postcode": "6165 AB", "number": "30"}, "address", {"complex": "complex:C-34", "lon": 5.807}),
    ({"street": "Torenstraat 30 (achter)"}, "address", {"complex": "complex:C-34", "lon": 5.807}),
    ({"street": "Torenstraat 30 t/m 34", "town": "Geleen"}, "address", {"complex": "complex:C-34"}),
    ({"street": "Torenstraat", "number": "30", "letter": "b"}, "address", {"complex": "complex:C-34"}),
    ({"postcode": "6165 AB", "number": "32"}, "street", {"buurt": ONE, "complex": None}),
    ({"street": "Torenstraat t.o. 30"}, "street", {"buurt": ONE, "complex": None}),
    ({"street": "Kerkstraat 9, Born"}, "address", {"buurt": THREE}),
    ({"street": "Kerkstraat 9, achterom"}, "none", {"buurt": None}),
    ({"street": "Plein 1944", "number": "t.o. 3"}, "street", {"buurt": THREE}),
    ({"area_code": "BU00000002"}, "area", {"buurt": TWO, "wijk": WIJK}),
    ({"area_code": " bu00000002 "}, "area", {"buurt": TWO}),
    ({"area_code": "00000002"}, "area", {"buurt": TWO}),
    ({"area_code": "WK000000"}, "area", {"buurt": None, "wijk": WIJK, "gemeente": STAD}),
    ({"area_code": "GM0000"}, "area", {"wijk": None, "gemeente": STAD}),
    ({"area_code": "BU00000077"}, "area", {"buurt": ONE}),
    ({"area_code": "bu00000077"}, "area", {"buurt": ONE}),
    ({"area_code": "00000077"}, "area", {"buurt": ONE}),
    ({"area_code": "00000"}, "area", {"wijk": WIJK, "buurt": None}),
    ({"area_code": "BU 00000002"}, "area", {"buurt": TWO}),
    ({"area_code": "Zuid"}, "area", {"buurt": TWO}),
    ({"area_code": " ZUID "}, "area", {"buurt": TWO}),
    ({"area_code": "Stad"}, "area", {"gemeente": STAD, "wijk": None}),
    ({"area_code": "BU00000088"}, "none", {"buurt": None}),
    ({"area_code": "BU00000099"}, "none", {"buurt": None}),
    ({"x": 0.0, "y": 0.0, "area_code": "BU00000002"}, "area", {"buurt": TWO, "lon": None}),
    ({"x": 51.005, "y": 5.805}, "none", {"lon": None}),
    ({"x": 187000.0, "y": 334000.0}, "none", {"lon": None}),
    ({"x": 5.805, "y": 51.005, "crs": "EPSG:28992"}, "none", {"lon": None}),
    ({"x": float("nan"), "y": 51.0}, "none", {"lon": None}),
    ({"x": float("inf"), "y": 51.0}, "none", {"lon": None}),
    ({"x": 5.805, "y": None}, "none", {"lon": None}),
    ({}, "none", dict.fromkeys(("lon", "lat", "gemeente", "wijk", "buurt", "complex", "street"))),
    ({"street": "2111 W BELLEVUE AVE, 90026", "number": "2111"}, "none", {"buurt": None}),
]  # fmt: skip


def resolved(con: duckdb.DuckDBPyConnection, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    for table in ("loaded.place", "place", "place_focus"):
        con.execute(f"delete from {table}")
    loaded.places(con, rows)
    assert places.place(con) == len(rows)
    cursor = con.execute("select * from place order by place_id")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize(("given", "precision", "expected"), CASES, ids=[str(case[0])[:70] for case in CASES])
def test_where_a_place_lies(
    placed: list[dict[str, object]], given: dict[str, object], precision: str, expected: dict[str, object]
) -> None:
    found = placed[[case[0] for case in CASES].index(given)]
    assert found["precision"] == precision
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    if found["lon"] is not None:
        assert found["hexagon"] == h3.str_to_int(h3.latlng_to_cell(found["lat"], found["lon"], 9))
    assert (found["hexagon"] is None) == (precision not in ("coordinates", "address"))


@pytest.fixture(scope="module")
def placed(town: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    return resolved(town, [case[0] for case in CASES])


def test_a_code_means_the_same_in_every_kind_of_delivery(town: duckdb.DuckDBPyConnection) -> None:
    codes = [case[0]["area_code"] for case in CASES if list(case[0]) == ["area_code"]]
    loaded.fill(town, "indicators", [{"area_code": code, "name": "inhabitants", "value": 1.0} for code in codes])
    loaded.fill(town, "staff_scores", [{"area_code": "vg", "aspect": "clean", "score": 7.0}])
    places.read_codes(town)
    meant = dict(town.execute("select area_code, area_id from area_of_code").fetchall())
    rows = resolved(town, [{"area_code": code} for code in codes])
    assert {code: row["buurt"] or row["wijk"] or row["gemeente"] for code, row in zip(codes, rows, strict=True)} == {
        code: meant.get(code) for code in codes
    }
    assert meant["vg"] == "focus:VG", "Teams score focus areas; reports lie in none by its code."


NAMES = [
    ([("wijk", "WK000001", "Centrum"), ("buurt", "BU00000101", "Centrum")], "wijk:WK000001"),
    ([("buurt", "BU00000101", "Centrum"), ("buurt", "BU00000201", "Centrum")], None),
    ([("wijk", "WK000002", "Centrum"), ("buurt", "BU00000101", "Centrum")], None),
]


@pytest.mark.parametrize(("named", "expected"), NAMES)
def test_a_name_means_the_one_area_that_holds_all_others_of_that_name(
    named: list[tuple[str, str, str]], expected: str | None
) -> None:
    con = loaded.connection()
    rows = [{"level": level, "code": code, "name": name} for level, code, name in named]
    loaded.fill(con, "areas", [row | ({"parent_code": "wk000001"} if row["level"] == "buurt" else {}) for row in rows])
    areas.make_areas(con)
    (place,) = resolved(con, [{"area_code": "centrum"}])
    assert (place["buurt"] or place["wijk"]) == expected


def test_focus_areas_are_many_to_many(town: duckdb.DuckDBPyConnection) -> None:
    rows = [
        {"x": 5.803, "y": 51.003},
        {"postcode": "6164ab", "number": "1"},
        {"street": "Van Goyenstraat", "town": "Geleen"},
        {"street": "Van Goyenstraat 6"},
        {"street": "Markt", "town": "Sittard"},
        {},
    ]
    resolved(town, rows)
    found = town.execute("select place_id, area_id from place_focus order by all").fetchall()
    assert found == [(1, "focus:drawn"), (2, "focus:VG"), (2, "focus:drawn"), (3, "focus:VG"), (4, "focus:VG")]


def test_only_new_places_are_placed(town: duckdb.DuckDBPyConnection) -> None:
    first = resolved(town, [{"x": 5.805, "y": 51.005}, {"complex": "0012"}])
    town.execute("update place set buurt = 'kept' where place_id = 1")
    loaded.places(town, [{"x": 5.815, "y": 51.005}])
    assert places.place(town) == 1
    assert places.place(town) == 0
    assert town.execute("select place_id, buurt from place order by place_id").fetchall() == [
        (1, "kept"),
        (2, ONE),
        (3, TWO),
    ]
    assert first[0]["buurt"] == ONE


ANYTHING = st.fixed_dictionaries(
    {},
    optional={
        "x": st.floats() | st.floats(5.79, 5.84),
        "y": st.floats() | st.floats(50.99, 51.02),
        "crs": st.sampled_from(["OGC:CRS84", "EPSG:28992", None]),
        **{
            name: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
            | st.sampled_from([str(row.get(name, "")) for row in HOMES + ADDRESSES])
            for name in ("postcode", "number", "addition", "street", "town", "complex")
        },
        "area_code": st.sampled_from(["BU00000001", "BU00000077", "?", ""]),
    },
)


@settings(deadline=None, max_examples=10)
@given(rows=st.lists(ANYTHING, min_size=1, max_size=50))
def test_no_place_is_lost_and_order_changes_nothing(
    town: duckdb.DuckDBPyConnection, rows: list[dict[str, object]]
) -> None:
    there = [{name: value for name, value in row.items() if name != "place_id"} for row in resolved(town, rows)]
    back = [{name: value for name, value in row.items() if name != "place_id"} for row in resolved(town, rows[::-1])]
    assert there == back[::-1]
    for row in there:
        assert (row["precision"] == "none") <= all(row[level] is None for level in ("buurt", "wijk", "gemeente", "lon"))


DEGREES = ("5.7", "50.9", "5.9", "51.1")
TROUBLE = [
    (5.8, 51.0, "OGC:CRS84", None, None),
    (5.8, 51.0, None, None, None),
    (None, None, "OGC:CRS84", None, None),
    (5.8, None, "OGC:CRS84", None, "one of the two is missing"),
    (float("nan"), 51.0, "OGC:CRS84", None, "not a finite number"),
    (5.8, float("-inf"), "EPSG:28992", None, "not a finite number"),
    (0.0, 0.0, "EPSG:28992", None, "0, 0 is no place"),
    (187000.0, 334000.0, "EPSG:28992", DEGREES, None),
    (187000.0, 334000.0, "epsg:4326", None, "look like RD metres, not like degrees"),
    (5.8, 51.0, "EPSG:28992", None, "look like degrees, not like RD metres"),
    (334000.0, 187000.0, "EPSG:28992", None, "RD x and y look swapped"),
    (999999.0, 334000.0, "EPSG:28992", None, "outside the Netherlands in RD metres"),
    (51.0, 5.8, "OGC:CRS84", DEGREES, "longitude and latitude look swapped"),
    (51.0, 5.8, "OGC:CRS84", None, None),
    (34.0, -118.2, "OGC:CRS84", None, "longitude and latitude look swapped"),
    (-118.2, 34.0, "OGC:CRS84", DEGREES, None),
    (400.0, 51.0, "OGC:CRS84", None, "outside -180 to 180 and -90 to 90 degrees"),
    (1e9, 1e9, "EPSG:32631", None, None),
]


@pytest.mark.parametrize(("x", "y", "crs", "box", "reason"), TROUBLE)
def test_coordinates_that_cannot_be_meant(x: float, y: float, crs: str, box: object, reason: str | None) -> None:
    sql = coordinate_trouble("x", "y", "crs", box)
    (found,) = duckdb.execute(
        f"select {sql} from (select ?::double x, ?::double y, ?::varchar crs)", [x, y, crs]
    ).fetchone()
    assert found == (f"coordinates: {reason}" if reason else None)


def test_homes_per_area_and_month() -> None:
    con = loaded.connection()
    homes = row_of_homes(4, 5.80, street="Van Goyenstraat", town="Geleen", complex="c")
    homes[1]["in_stock_from"] = date(2025, 1, 2)
    homes[2] |= {"in_stock_from": date(2025, 2, 1), "in_stock_until": date(2025, 3, 1)}
    homes[3]["in_stock_until"] = date(2025, 1, 1)
    later = [*row_of_homes(1, 5.81, street="Nieuw", town="Geleen"), {"home_id": "nowhere"}]
    later[0]["in_stock_from"] = date(2025, 3, 1)
    loaded.fill(con, "areas", [row | CHAIN for row in BUURTEN])
    loaded.fill(con, "homes", homes + later)
    loaded.fill(con, "focus_areas", FOCUS[:1])
    areas.make_areas(con)
    con.execute(
        "create table month as select unnest([date '2025-01-01', date '2025-02-01', date '2025-03-01']) as month"
    )
    rows = con.execute((QUERIES / "build" / "10_homes.sql").read_text()).fetchall()
    found: dict[str, list[int]] = {}
    for area_id, _, homes_rented in rows:
        found.setdefault(area_id, []).append(homes_rented)
    one = [1, 3, 2]
    assert found == {
        ONE: one, "complex:c": one, GOYEN: one, "focus:VG": one,
        TWO: [0, 0, 1], "street:geleen-nieuw": [0, 0, 1], WIJK: [1, 3, 3], STAD: [1, 3, 3],
    }  # fmt: skip
