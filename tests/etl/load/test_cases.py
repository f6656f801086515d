"""When a report opens a case: what is counted when nothing is ever closed, when nothing is mapped, and in which order."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtbeeld.codes import ALL
from buurtbeeld.warehouse import newest
from etl import build
from etl.load import cases
from etl.sql_files import read, run
from tests.etl import deliver

FIRST = date(2025, 1, 6)
CASE_DAYS = 30
Report = tuple[int, int, int | None]
"""Matter, day on which it came in, day on which it was closed."""


def opened(reports: list[Report]) -> list[bool]:
    """Which of the reports open a case, by the SQL and the walk that a build uses."""
    con = duckdb.connect()
    con.execute("create table place as select i as place_id, i as spot_key from range(100) t(i)")
    con.execute("create table category as select 1 as category_id, 'noise' as subtheme")
    con.execute(
        """create table case_candidate (report_row bigint, source_no int, source_id varchar, case_id varchar,
        "at" timestamp, closed_at timestamp, place_id bigint, category_id int)"""
    )
    for number, (matter, day, closed) in enumerate(reports):
        moments = [FIRST + timedelta(day), None if closed is None else FIRST + timedelta(closed)]
        con.execute(
            "insert into case_candidate values (?, 1, ?, null, ?, ?, ?, 1)",
            [number, f"{number:06}", *moments, matter],
        )
    cases.mark_openers(con, CASE_DAYS)
    repeats = {row for (row,) in run(con, read("build/load/repeat_report")).fetchall()}
    return [number not in repeats for number in range(len(reports))]


def by_hand(reports: list[Report]) -> list[bool]:
    """The same rule, one report after the other."""
    ends: dict[int, int] = {}
    opens = [False] * len(reports)
    for number, (matter, day, closed) in sorted(enumerate(reports), key=lambda pair: (pair[1][1], pair[0])):
        if matter not in ends or day > ends[matter]:
            opens[number] = True
            ends[matter] = max(day, day + CASE_DAYS if closed is None else closed)
    return opens


a_report = st.tuples(st.integers(0, 2), st.integers(0, 300), st.one_of(st.none(), st.integers(0, 400)))


@given(st.lists(a_report, max_size=30))
def test_sql_and_walk_say_what_the_rule_says(reports: list[Report]) -> None:
    assert opened(reports) == by_hand(reports)


@given(st.lists(st.integers(0, 300), max_size=30), st.integers(0, 300))
def test_one_report_more_is_never_one_case_less(days: list[int], more: int) -> None:
    fewer = sum(by_hand([(0, day, None) for day in days]))
    assert fewer <= sum(by_hand([(0, day, None) for day in [*days, more]])) <= fewer + 1


def test_a_matter_that_is_reported_more_often_has_not_fewer_cases() -> None:
    """Weekly without a closing date: the rule before this one kept the first case open for ever."""
    weekly = opened([(0, 7 * week, None) for week in range(48)])
    monthly = opened([(0, 30 * month, None) for month in range(12)])
    assert sum(weekly) == 10  # every fifth week: 35 days
    assert sum(monthly) == 6  # on the thirtieth day the case is still open
    rng = np.random.default_rng(5)
    mean = [
        np.mean(
            [
                sum(by_hand([(0, int(day), None) for day in rng.uniform(0, 365, rng.poisson(a_year))]))
                for _ in range(200)
            ]
        )
        for a_year in (3, 12, 48, 240)
    ]
    assert mean == sorted(mean)


def test_kinds_of_one_source_do_not_open_cases_for_each_other(tmp_path: Path) -> None:
    settings = deliver.settings(tmp_path)
    deliver.squares(settings.raw)
    row = ("K1", "03-03-2025", "", "geluid", "", 5.805, 50.905, "", "")
    deliver.complaints(settings.raw, {"klachten_1.csv": [row]}, "folder")
    described = settings.raw / "folder" / "klachten.descriptor.json"
    words = json.loads(described.read_text(encoding="utf-8"))
    other = {"name": "incidenten", "path": "incidenten_*.csv", "kind": "incident"}
    described.with_name("incidenten.descriptor.json").write_text(json.dumps(words | other), encoding="utf-8")
    for path in described.parent.glob("klachten*.csv"):
        shutil.copy(path, path.with_name(path.name.replace("klachten", "incidenten")))
    build.build(settings)
    with duckdb.connect(str(newest(settings.warehouse)), read_only=True) as con:
        cases_per_kind = con.execute(
            "select kind, sum(cases) from area_month where area_id = 'buurt:BU00000001' group by kind order by kind"
        ).fetchall()
    assert [(str(kind), cases) for kind, cases in cases_per_kind] == [("incident", 1), ("complaint", 1)]


@pytest.mark.parametrize(
    ("category", "expected"),
    [("geluid", 1), ("niet in de lijst", 4)],
    ids=["one matter", "unknown merges nothing"],
)
def test_what_is_not_mapped_is_not_one_matter(tmp_path: Path, category: str, expected: int) -> None:
    settings = deliver.settings(tmp_path)
    deliver.squares(settings.raw)
    days = [f"{day:02}-03-2025" for day in (3, 6, 10, 12)]
    rows = [(f"K{n}", day, None, category, None, 5.805, 50.905, None, None) for n, day in enumerate(days)]
    deliver.complaints(settings.raw, {"klachten_1.csv": rows})
    build.build(settings)
    with duckdb.connect(str(newest(settings.warehouse)), read_only=True) as con:
        found = con.execute(
            "select sum(cases) from area_month where area_id = 'buurt:BU00000001' and kind <> ?", [ALL]
        ).fetchone()
    assert found == (expected,)
