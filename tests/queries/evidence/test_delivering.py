"""Which sources are watched for early warnings: a new one not before it has a baseline of its own."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from buurtbeeld.warehouse import bound
from etl.sql_files import read

Months = dict[str, int]


def delivering(sources: dict[str, Months]) -> pd.DataFrame:
    """The answer for sources of one kind, each with reports per month (2024-01: 30), the last day of it counted."""
    rows = [
        (number, pd.Timestamp(f"{month}-28"), reports)
        for number, months in enumerate(sources.values())
        for month, reports in months.items()
    ]
    days = pd.DataFrame(rows, columns=["file_id", "day", "reports"])
    days = days.assign(last_at=days["day"] + pd.Timedelta(hours=12))
    files = pd.DataFrame({"file_id": range(len(sources)), "source": list(sources), "kind": "complaint"})
    with duckdb.connect() as con:
        con.execute("create schema loaded")
        con.execute("create table loaded.report_day as select * from days")
        con.execute("create table delivery as select * from files")
        con.execute("create table stopped (source varchar)")
        sql = read("evidence/delivering")
        found = con.execute(sql, bound(sql, baseline_weeks=104)).df()
    assert len(days) and len(files)
    return found.set_index("source")


def months(first: str, last: str, reports: int = 30) -> Months:
    return {f"{month:%Y-%m}": reports for month in pd.period_range(first, last, freq="M")}


def test_a_new_source_joins_after_two_years_and_the_baseline_begins_where_the_youngest_watched_one_does() -> None:
    found = delivering(
        {
            "old": months("2020-01", "2026-06"),
            "joined": months("2024-01", "2026-06"),
            "new": months("2025-03", "2026-06"),
        }
    )
    assert found["watched"].to_dict() == {"joined": True, "new": False, "old": True}
    assert found.at["new", "joins"] == pd.Timestamp("2025-03-01") + pd.Timedelta(weeks=104)
    assert (found["baseline_from"] == pd.Timestamp("2024-01-01")).all()


def test_a_few_old_rows_are_no_beginning() -> None:
    found = delivering({"old": months("2020-01", "2026-06"), "new": {"2019-05": 1} | months("2025-03", "2026-06")})
    assert not found.at["new", "watched"] and found.at["new", "begins"] == pd.Timestamp("2025-03-01")


@pytest.mark.parametrize("last", ["2025-06", "2026-06"])
def test_where_no_source_is_old_enough_all_are_watched(last: str) -> None:
    assert delivering({"a": months("2025-01", last), "b": months("2025-02", last)})["watched"].all()


def test_a_new_source_that_lags_does_not_hold_up_the_others() -> None:
    found = delivering({"old": months("2020-01", "2026-06"), "new": months("2025-03", "2026-01")})
    assert (found["until_week"] == pd.Timestamp("2026-06-29")).all()
