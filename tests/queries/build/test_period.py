"""Where the last whole month ends: told by the rhythm of the last year, and by deliveries alone."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest

from etl.sql_files import read, run

LAST = date(2026, 3, 10)
NEXT_MONTH, SAME_MONTH = date(2026, 4, 1), date(2026, 3, 1)


def until(rows: list[tuple[str, date, int]]) -> date:
    """The first day after the last whole month, of reports per (source, day)."""
    with duckdb.connect() as con:
        con.execute("create schema loaded")
        con.execute(
            "create table delivery as select * from (values (1, 'complaints'), (2, 'register')) t(file_id, source)"
        )
        con.execute(
            "create table loaded.report_day (file_id int, day date, reports bigint, first_at timestamp, last_at timestamp)"
        )
        numbers = {"complaints": 1, "register": 2}
        con.executemany(
            "insert into loaded.report_day values (?, ?, ?, ?, ?)",
            [(numbers[source], day, reports, day, day) for source, day, reports in rows],
        )
        found = run(con, read("build/load/period"), recorded="register").df()
    return found["until_month"].iloc[0].date()


def every(
    days: int, reports: int, since: date, last: date = LAST, source: str = "complaints"
) -> list[tuple[str, date, int]]:
    """So many reports every so many days, back from the last."""
    return [(source, last - timedelta(days=back), reports) for back in range(0, (last - since).days + 1, days)]


@pytest.mark.parametrize(
    ("days", "reports", "end"), [(30, 1, NEXT_MONTH), (8, 1, NEXT_MONTH), (6, 1, SAME_MONTH), (1, 40, SAME_MONTH)]
)
def test_a_month_is_whole_when_hardly_a_report_is_still_to_come(days: int, reports: int, end: date) -> None:
    # 21 days are left: at one report in 8 days 2.6 would still come, at one in 6 days 3.5.
    assert until(every(days, reports, date(2025, 1, 1))) == end


def test_busy_years_long_ago_say_nothing_of_the_rhythm_now() -> None:
    busy = every(1, 100, date(2020, 1, 1), date(2024, 12, 31))
    assert until(busy + every(30, 1, date(2025, 1, 1))) == NEXT_MONTH


def test_what_is_recorded_here_says_nothing_of_the_rhythm_of_deliveries() -> None:
    recorded = every(1, 10, date(2025, 6, 1), date(2026, 3, 31), "register")
    assert until(recorded + every(30, 1, date(2025, 1, 1))) == NEXT_MONTH
