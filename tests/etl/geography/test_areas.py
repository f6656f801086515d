"""One register of areas: parents, joined outlines, overlaps, complexes, streets, focus areas and links."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
import shapely

from etl.geography import address_matching, areas, places
from etl.geography.outlines import read_outlines
from tests.etl import loaded
from tests.etl.geography import test_outlines
from tests.etl.loaded import square

BUURTEN = [
    {"code": "BU00000001 ", "name": "Noord", "level": "buurt", "outline": square(5.80, 51.0)},
    {"code": "BU00000002", "name": "Zuid", "level": "buurt", "outline": square(5.81, 51.0)},
    {"code": "BU00000003", "name": "West", "level": "buurt", "outline": square(5.82, 51.0)},
]
CHAIN = {"parent_code": "WK000000", "parent_name": "Wijk nul", "grandparent_code": "GM0000", "grandparent_name": "Stad"}


def made(
    *rows: dict[str, object], at: date | None = None, **kinds: list[dict[str, object]]
) -> duckdb.DuckDBPyConnection:
    con = loaded.connection()
    loaded.fill(con, "areas", list(rows))
    for kind, others in kinds.items():
        loaded.fill(con, kind, others)
    areas.make_areas(con, at)
    return con


def column(con: duckdb.DuckDBPyConnection, query: str) -> list[object]:
    return [row[0] for row in con.execute(query).fetchall()]


def parents(con: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    return dict(con.execute("select area_id, parent from area").fetchall())


def row_of_homes(many: int, west: float, **address: object) -> list[dict[str, object]]:
    return [
        {
            "home_id": f"{west} {address.get('street')} {n}",
            "number": str(n),
            "x": west + 0.001 * n,
            "y": 51.001 + 0.0001 * (n % 3),
            **address,
        }
        for n in range(1, many + 1)
    ]


def test_codes_are_trimmed_and_areas_measured() -> None:
    con = made(*BUURTEN)
    code, km2, lon, lat = con.execute(
        "select code, km2, lon, lat from area where area_id = 'buurt:BU00000001'"
    ).fetchone()
    assert code == "BU00000001"
    assert km2 == pytest.approx(0.01 * 0.01 * 111.28 * 70.20, rel=0.01)
    assert 5.80 < lon < 5.81 and 51.0 < lat < 51.01


def test_wijken_and_gemeenten_that_only_buurten_name_are_joined_from_them() -> None:
    con = made(*[row | CHAIN for row in BUURTEN])
    assert parents(con) == {
        "buurt:BU00000001": "wijk:WK000000",
        "buurt:BU00000002": "wijk:WK000000",
        "buurt:BU00000003": "wijk:WK000000",
        "wijk:WK000000": "gemeente:GM0000",
        "gemeente:GM0000": None,
    }
    assert column(con, "select name from area where level in ('wijk', 'gemeente') order by name") == [
        "Stad",
        "Wijk nul",
    ]
    ((west, east),) = con.execute("select west, east from outline where area_id = 'gemeente:GM0000'").fetchall()
    assert (west, east) == (5.80, 5.83)
    assert column(con, "select kind from finding") == ["derived", "derived"]
    assert column(con, "select inside from area_inside where area_id = 'gemeente:GM0000'") == [
        "buurt:BU00000001",
        "buurt:BU00000002",
        "buurt:BU00000003",
        "wijk:WK000000",
    ]


def test_a_delivered_parent_is_used_and_not_derived() -> None:
    wijk = {"code": "WK000000", "name": "Eigen", "level": "wijk", "outline": square(5.80, 51.0, 0.03)}
    con = made(wijk, *[row | CHAIN for row in BUURTEN])
    assert column(con, "select name from area where level = 'wijk'") == ["Eigen"]
    assert "wijk" not in " ".join(column(con, "select detail from finding where kind = 'derived'"))


def test_without_codes_the_parent_is_the_outline_around_it() -> None:
    con = made({"code": "W", "level": "wijk", "outline": square(5.80, 51.0, 0.015)}, *BUURTEN)
    assert [parents(con)[f"buurt:BU0000000{n}"] for n in (1, 2, 3)] == ["wijk:W", "wijk:W", None]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (square(5.805, 51.0), ["B overlaps A for 50.0% of the smaller; there A is used, delivered first"]),
        (square(5.80, 51.0), ["B overlaps A for 100.0% of the smaller; there A is used, delivered first"]),
        (square(5.802, 51.002, 0.005), ["B overlaps A for 100.0% of the smaller; there A is used, delivered first"]),
        (square(5.81, 51.0), []),
        (square(5.90, 51.0), []),
    ],
    ids=["half", "the same", "one in the other", "side by side", "far apart"],
)
def test_overlapping_outlines_are_said_and_the_first_is_used(second: bytes, expected: list[str]) -> None:
    con = made(*[{"code": c, "level": "buurt", "outline": o} for c, o in (("A", square(5.80, 51.0)), ("B", second))])
    assert column(con, "select detail from finding where kind = 'overlap'") == expected
    loaded.places(con, [{"x": 5.806, "y": 51.005}])
    places.place(con)
    assert column(con, "select buurt from place") == ["buurt:A"]


def test_the_same_area_from_two_suppliers_is_one_area() -> None:
    con = made(BUURTEN[0], BUURTEN[0] | {"source": "another", "name": "Anders", "outline": square(5.9, 51.0)})
    assert con.execute("select code, name, source from area").fetchall() == [("BU00000001", "Anders", "another")]
    assert column(con, "select kind from finding") == ["delivered_twice"]


def test_an_area_without_outline_stays_an_area_and_is_said() -> None:
    con = made(BUURTEN[0], {"code": "BU9", "name": "Los", "level": "buurt", "parent_code": None})
    assert column(con, "select area_id from area anti join outline using (area_id)") == ["buurt:BU9"]
    assert column(con, "select area_id from finding where kind = 'outline_missing'") == ["buurt:BU9"]


def test_a_level_that_is_none_is_said_and_left_out() -> None:
    con = made(BUURTEN[0], {"code": "X", "level": "stadsdeel", "outline": square(5.9, 51.0)})
    assert column(con, "select area_id from area") == ["buurt:BU00000001"]
    assert column(con, "select detail from finding") == [
        "X: level stadsdeel is none of gemeente, wijk, buurt, complex, street; not used"
    ]


def test_an_outline_of_the_past_stays_an_area_but_places_nothing() -> None:
    old = {"code": "OLD", "level": "buurt", "outline": square(5.80, 51.0, 0.02), "valid_to": date(2020, 1, 1)}
    con = made(old, *BUURTEN, at=date(2026, 1, 1))
    loaded.places(con, [{"x": 5.805, "y": 51.005}])
    places.place(con, date(2026, 1, 1))
    assert column(con, "select buurt from place") == ["buurt:BU00000001"]
    assert "buurt:OLD" in parents(con)
    assert column(con, "select kind from finding") == []


def test_complexes_and_streets_follow_from_homes() -> None:
    homes = row_of_homes(6, 5.80, street="Van Goyenstraat", town="Geleen", complex="0012")
    homes += row_of_homes(3, 5.81, street="v. Goyenstr.", town="GELEEN")
    homes += row_of_homes(2, 5.82, street="Kort", town="Geleen", complex="b")
    con = made(*BUURTEN, homes=homes)
    found = con.execute(
        "select area_id, code, name, parent from area where level in ('complex', 'street') order by 1"
    ).fetchall()
    assert found == [
        ("complex:0012", "0012", "0012", "buurt:BU00000001"),
        ("complex:b", "b", "b", "buurt:BU00000003"),
        ("street:geleen-kort", "geleen-kort", "Kort", "buurt:BU00000003"),
        ("street:geleen-van-goyenstraat", "geleen-van-goyenstraat", "Van Goyenstraat", "buurt:BU00000001"),
    ]
    drawn = column(con, "select area_id from outline where area_id not like 'buurt:%' order by 1")
    assert drawn == ["complex:0012", "street:geleen-van-goyenstraat"], "two homes draw no outline"


def test_the_hull_reaches_25_metres_beyond_the_homes() -> None:
    con = made(*BUURTEN, homes=row_of_homes(6, 5.80, complex="c"))
    hull = shapely.from_geojson(column(con, "select geometry from outline where area_id = 'complex:c'")[0])
    homes = shapely.MultiPoint([(5.80 + 0.001 * n, 51.001 + 0.0001 * (n % 3)) for n in range(1, 7)])
    metres = (homes.bounds[0] - hull.bounds[0]) * 70_200
    assert hull.contains(homes) and metres == pytest.approx(25, abs=1.5)


def test_a_street_over_two_buurten_in_equal_parts_has_the_wijk_as_parent() -> None:
    homes = row_of_homes(3, 5.80, street="Lang", town="T") + row_of_homes(3, 5.81, street="Lang", town="T")
    con = made(*[row | CHAIN for row in BUURTEN], homes=homes)
    assert parents(con)["street:t-lang"] == "wijk:WK000000"


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ({"street": "v. Goyenstr.", "town": "geleen"}, {"street:geleen-van-goyenstraat", "complex:c"}),
        ({"street": "Van Goyenstraat"}, {"street:geleen-van-goyenstraat", "complex:c"}),
        ({"street": "Van Goyenstraat", "town": "Sittard"}, set()),
        ({"complex": "c"}, {"street:geleen-van-goyenstraat", "complex:c"}),
        ({"postcode": "6164ab"}, {"street:geleen-van-goyenstraat", "complex:c"}),
        ({"outline": square(5.80, 51.0)}, {"street:geleen-van-goyenstraat", "complex:c"}),
        ({"outline": square(5.81, 51.0)}, {"street:geleen-kort"}),
    ],
)
def test_a_focus_area_is_a_list_or_an_outline(member: dict[str, object], expected: set[str]) -> None:
    homes = row_of_homes(4, 5.80, street="Van Goyenstraat", town="Geleen", complex="c", postcode="6164 AB")
    homes += row_of_homes(3, 5.81, street="Kort", town="Geleen", postcode="6164 AC")
    con = made(*BUURTEN, homes=homes, focus_areas=[{"code": "VG", "name": "Van Goyen", **member}])
    assert set(column(con, "select inside from area_inside where area_id = 'focus:VG'")) == expected
    assert column(con, "select name from area where level = 'focus'") == ["Van Goyen"]
    assert bool(expected) == bool(column(con, "select area_id from outline where area_id = 'focus:VG'"))
    assert column(con, "select count(*) from home_focus") == [
        sum(4 if "goyen" in one else 3 for one in expected if "street" in one)
    ]


def test_links_are_between_area_ids() -> None:
    links = [
        {"from_area": "BU99", "to_area": "BU00000001 ", "reason": "recode", "share": 1.0},
        {"from_area": "BU00000002", "to_area": "nowhere", "reason": "recode"},
        {"from_area": "a", "to_area": "b"},
    ]
    con = made(*BUURTEN, area_links=links)
    assert con.execute("select from_area, to_area from area_link").fetchall() == [
        ("buurt:BU00000002", "buurt:nowhere"),
        ("buurt:BU99", "buurt:BU00000001"),
    ]
    assert len(column(con, "select detail from finding where kind = 'link_unknown'")) == 2


def test_one_code_written_otherwise_is_one_area() -> None:
    named = [
        {"code": "00000001", "level": "buurt", "valid_from": date(2020, 1, 1)},
        {"code": "bu00000002", "level": "buurt", "parent_code": "wk000000", "grandparent_code": "0000"},
        {"code": "WK000000", "level": "wijk", "name": "Wijk nul", "parent_code": "gm0000"},
        {"code": "0012", "level": "complex", "name": "Twaalf", "parent_code": "00000001"},
    ]
    homes = (
        row_of_homes(3, 5.80, complex="12") + row_of_homes(3, 5.81, complex="c-3") + row_of_homes(4, 5.82, complex="C3")
    )
    con = made(*BUURTEN, *named, homes=homes)
    assert parents(con) == {
        "buurt:BU00000001": None,
        "buurt:BU00000002": "wijk:WK000000",
        "buurt:BU00000003": None,
        "wijk:WK000000": "gemeente:GM0000",
        "gemeente:GM0000": None,
        "complex:0012": "buurt:BU00000001",
        "complex:C3": "buurt:BU00000003",
    }
    assert column(con, "select valid_from from area where code = 'BU00000001'") == [date(2020, 1, 1)]
    assert set(column(con, "select complex from home")) == {"complex:0012", "complex:C3"}
    assert not column(con, "select detail from finding where kind = 'parent_unknown'")


def test_links_lead_on_however_codes_are_written() -> None:
    links = [
        {"from_area": "bu00000077", "to_area": "00000078", "reason": "recode"},
        {"from_area": "BU00000078", "to_area": "bu00000001", "reason": "recode"},
    ]
    con = made(*BUURTEN, area_links=links)
    assert con.execute("select from_area, to_area from area_link").fetchall() == [
        ("buurt:BU00000077", "buurt:BU00000078"),
        ("buurt:BU00000078", "buurt:BU00000001"),
    ]
    assert len(column(con, "select detail from finding where kind = 'link_unknown'")) == 1


def test_making_areas_twice_changes_nothing() -> None:
    homes = row_of_homes(6, 5.80, street="Van Goyenstraat", town="Geleen", complex="0012")
    con = made(*[row | CHAIN for row in BUURTEN], homes=homes, focus_areas=[{"code": "F", "complex": "0012"}])
    tables = ("area", "outline", "area_inside", "area_link", "home", "home_focus", "finding")
    before = {table: con.execute(f"from {table} order by all").fetchall() for table in tables}
    areas.make_areas(con)
    assert {table: con.execute(f"from {table} order by all").fetchall() for table in tables} == before


def test_nothing_delivered_makes_empty_tables() -> None:
    con = made()
    assert [column(con, f"select count(*) from {table}") for table in ("area", "outline", "home", "area_inside")] == [
        [0]
    ] * 4


def test_every_way_to_know_an_address_can_be_reached() -> None:
    assert len({keys for keys, _ in address_matching.WAYS}) == len(address_matching.WAYS)


def test_the_real_buurten_come_to_the_same_areas_from_either_file(tmp_path: Path, real_data: Path) -> None:
    fields = [
        ("buurtcode", "code"), ("buurtnaam", "name"), ("wijkcode", "parent_code"), ("wijknaam_2014", "parent_name"),
        ("gemeentecode", "grandparent_code"), ("gemeentenaam", "grandparent_name"),
    ]  # fmt: skip
    schema = {"fields": [{"name": name, "feeds": feeds} for name, feeds in fields]}
    found = []
    for file in ("sittard_geleen_buurten_2020_rd.geojson", "sittard_geleen_buurten_2020.gpkg"):
        shutil.copy(real_data / file, tmp_path / file)
        con = loaded.connection()
        read = read_outlines(test_outlines.delivery(tmp_path, file, schema=schema))
        loaded.fill_frame(con, "areas", read.rows)
        areas.make_areas(con)
        found.append(con.execute("select * exclude (parent) from area order by area_id").fetchall())
        outlines = con.execute("select geometry from outline where area_id like 'buurt:%'").fetchall()
    assert found[0] == found[1]
    levels = con.execute("select level, count(*) from area group by level order by level").fetchall()
    assert levels == [("buurt", 37), ("gemeente", 1), ("wijk", 8)]
    assert column(con, "select name from area where level = 'gemeente'") == ["Sittard-Geleen"]
    assert 78 < column(con, "select km2 from area where level = 'gemeente'")[0] < 83
    assert sum(len(text) for (text,) in outlines) < 60_000
    assert all(shapely.from_geojson(json.dumps(json.loads(text))).is_valid for (text,) in outlines)
