"""A rate of all kinds together lacks no part: three made-up kinds, one area of 100 homes, one case a month each."""

from __future__ import annotations

import datetime

import duckdb
import pandas as pd
import pytest

from buurtbeeld.warehouse import bound, question_text
from etl import functions

MONTHS = pd.date_range("2024-01-01", periods=24, freq="MS")
BEFORE, NOW = set(range(12)), set(range(12, 24))


def total(**known: set[int]) -> pd.Series:
    """The row of all kinds and themes when each kind is known in these months of 24."""
    con = duckdb.connect()
    functions.write(con)
    con.execute("create table area as select 'gemeente:G' as area_id, 'gemeente' as level, 'G' as name, '' as parent")
    con.execute("create table area_inside (area_id varchar, inside varchar)")
    con.execute("create table theme as select 'noise' as theme")
    con.execute(
        "create table build as select date '2025-01-01' as last_from, date '2024-01-01' as previous_from, date '2026-01-01' as until_month"
    )
    con.register("months", pd.DataFrame({"month": [month.date() for month in MONTHS]}))
    con.execute(
        "create table homes as select 'gemeente:G' as area_id, cast(month as date) as month, 100 as homes_rented from months"
    )
    rows = [
        (kind, datetime.date(month.year, month.month, 1), place in found)
        for kind, found in known.items()
        for place, month in enumerate(MONTHS)
    ]
    con.execute("create table kind_month (kind varchar, month date, known boolean)")
    con.executemany("insert into kind_month values (?, ?, ?)", rows)
    con.execute(
        "create table area_period (area_id varchar, kind varchar, theme varchar, period varchar, reports int, reporters int, cases int,"
        " cases_compared int)"
    )
    cases = [
        ("gemeente:G", kind, "all", period, len(found & months), 1, len(found & months), len(found & months))
        for kind, found in known.items()
        for period, months in (("last_12", NOW), ("previous_12", BEFORE))
        if found & months
    ]
    con.executemany("insert into area_period values (?, ?, ?, ?, ?, ?, ?, ?)", cases)
    con.execute("create table running_case (area_id varchar, kind varchar, theme varchar, running int)")
    con.execute("create table stock_homes as select month, homes_rented from homes")
    con.execute("create table stock_period as select * exclude (area_id) from area_period")
    asked = {"area": "", "level": "gemeente", "kind": "all", "theme": "all"}
    found = con.execute(question_text("rates"), bound(question_text("rates"), **asked)).df()
    return found.set_index("area_id").loc["gemeente:G"]


def test_all_known_is_the_sum() -> None:
    found = total(incident=BEFORE | NOW, complaint=BEFORE | NOW)
    assert found["rate"] == pytest.approx(2 * 120)
    assert found["change"] == pytest.approx(0)


def test_half_a_year_counts_by_its_own_months() -> None:
    assert total(incident=BEFORE | NOW, complaint=BEFORE | set(range(12, 18)))["rate"] == pytest.approx(240)


def test_a_kind_that_stopped_makes_the_total_unknown() -> None:
    found = total(incident=BEFORE | NOW, complaint=BEFORE)
    assert pd.isna(found["rate"]), "Without residents the total would have halved, and nothing improved."
    assert found["months_known"] == 0
    assert found["rate_before"] == pytest.approx(240)
    assert pd.isna(found["change"])


def test_a_kind_that_began_has_no_year_before() -> None:
    found = total(incident=BEFORE | NOW, complaint=NOW)
    assert found["rate"] == pytest.approx(240)
    assert pd.isna(found["rate_before"])


def test_a_kind_gone_for_two_years_is_no_part() -> None:
    found = total(incident=BEFORE | NOW, complaint=set())
    assert found["rate"] == pytest.approx(120)
    assert found["months_known"] == 12
