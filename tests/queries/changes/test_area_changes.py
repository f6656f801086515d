"""Changes come with what deserves attention first, and with the cases that were to be expected."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from buurtbeeld import warehouse
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import question_text

ROWS = [
    # area, kind, theme, cases, before, years, years before, adjusted, label, reason
    ("buurt:A", "complaint", "all", 30, 10, 100, 100, 0.96, "worse", ""),
    ("buurt:B", "complaint", "all", 150, 100, 100, 100, 0.99, "worse", ""),
    ("buurt:C", "complaint", "all", 90, 40, 50, 100, 0.0, "no clear change", "few_events"),
    ("buurt:D", "complaint", "all", 9, 9, 0, 100, None, "unknown", "no_homes_now"),
    ("buurt:A", "incident", "noise", 0, 11, 100, 100, 0.99, "better", ""),
    ("wijk:W", "complaint", "all", 1, 1, 100, 100, 0.1, "no clear change", ""),
]


def asked(**given: str) -> pd.DataFrame:
    con = duckdb.connect()
    con.execute(
        "create table area_change (area_id varchar, kind varchar, theme varchar, cases int, cases_before int, home_years double,"
        " home_years_before double, adjusted double, label varchar, reason varchar, level varchar, ratio double, low double,"
        " high double, probability_worse double, probability_better double, burst int, burst_before int, standing int)"
    )
    con.executemany(
        "insert into area_change values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 1, 0.5, 0.5, 0, 0, 1)",
        [(*row, row[0].split(":")[0]) for row in ROWS],
    )
    con.execute(
        "create table area_period as select area_id, kind, theme, 'last_12' as period, cases as reports from area_change"
    )
    con.execute("create table stock_change as select distinct level, kind, theme, 1.2 as common from area_change")
    con.execute(
        "create table area as select distinct area_id, split_part(area_id, ':', 2) as name, '' as parent from area_change"
    )
    con.execute(
        "create table theme as select 'noise' as theme, 'Geluid' as theme_nl, 'Noise' as theme_en, 1 as position"
    )
    sql = question_text("area_changes")
    return con.execute(sql, {"area": "", "level": "buurt", "kind": "all", "theme": "all"} | given).df()


def test_how_sure_times_how_many_cases_decides_what_comes_first() -> None:
    found = asked()
    # 0.99 × (150 − 120), 0.96 × (30 − 12), 0.99 × (13.2 − 0); then what is not clear, then what is unknown.
    assert list(zip(found["name"], found["kind"], strict=True)) == [
        ("B", "complaint"),
        ("A", "complaint"),
        ("A", "incident"),
        ("C", "complaint"),
        ("D", "complaint"),
    ]


def test_expected_is_last_year_moved_as_the_others_did_over_the_homes_of_now() -> None:
    found = asked().set_index(["name", "kind"])["expected"]
    assert found["B", "complaint"] == pytest.approx(120)
    assert found["C", "complaint"] == pytest.approx(40 * 1.2 * 50 / 100), "Half the homes: half the cases."
    assert pd.isna(found["D", "complaint"]), "Where nothing can be told, nothing was to be expected."


@pytest.mark.parametrize(
    ("given", "rows"),
    [({"kind": "incident"}, 1), ({"theme": "noise"}, 1), ({"area": "buurt:A", "level": ""}, 2), ({"level": "wijk"}, 1)],
)
def test_it_narrows(given: dict[str, str], rows: int) -> None:
    assert len(asked(**given)) == rows


def test_the_demonstration_compares_every_area_once_per_series(demo_warehouse: Settings) -> None:
    build = warehouse.newest(demo_warehouse.warehouse)
    found = warehouse.ask(build, "area_changes", area="", level="buurt", kind="all", theme="all")
    assert len(found) and not found.duplicated(["area_id", "kind", "theme"]).any()
    stock = warehouse.ask(build, "stock_changes", level="buurt", kind="all", theme="all")
    assert stock["kind"].tolist() == ["incident", "complaint", "observation"]
