"""A rate is the same in SQL and in Python, and both published files count with it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtbeeld.methods import rates
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import CONFIG, newest, newest_analysis
from etl import functions

COUNTS = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 2_000_000)), min_size=1, max_size=20)


@given(COUNTS)
def test_sql_and_python_give_the_same(counts: list[tuple[int, int]]) -> None:
    rows = pd.DataFrame(counts, columns=["cases", "home_months"])
    with duckdb.connect() as con:
        functions.write(con)
        con.register("counts", rows)
        asked = "select per_1000_homes(cases, home_years(home_months)) as rate from counts"
        in_sql = con.execute(asked).df()["rate"]
    in_python = rates.per_1000_homes(rows["cases"], rates.home_years(rows["home_months"]))
    pd.testing.assert_series_equal(in_sql, in_python, check_exact=True, check_names=False)
    assert in_python.isna().equals(rows["home_months"].eq(0)), "Without homes it is unknown."


def test_one_case_in_25_homes_is_40_per_1000() -> None:
    one, homes = pd.Series([1.0]), pd.Series([25.0])
    assert rates.per_1000_homes(one, homes).tolist() == [40.0]
    assert rates.per_1000(1 / 25) == 40.0
    assert rates.per_home(40.0) == 1 / 25
    assert rates.cases(pd.Series([40.0]), homes).tolist() == [1.0]
    assert rates.home_years(np.array([25.0 * 12])).tolist() == [25.0]


@pytest.mark.parametrize("file", [newest, newest_analysis])
def test_both_published_files_hold_the_formula(tinytown: Settings, file) -> None:
    path: Path = file(tinytown.warehouse)
    with duckdb.connect(str(path), read_only=True, config=CONFIG) as con:
        assert con.execute("select per_1000_homes(1, home_years(300))").fetchone() == (40.0,)


@pytest.mark.parametrize(("cases", "low", "high"), [(0, 0.0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390)])
def test_the_interval_of_a_count_is_garwoods(cases: int, low: float, high: float) -> None:
    """The table of Garwood (1936) for 95 %, as it is reprinted everywhere."""
    assert rates.interval(cases, 0.95) == pytest.approx((low, high), abs=5e-4)
