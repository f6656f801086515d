"""Closings a month of rungs beside each other and of early steps: by hand, where steps do nothing, and where one does."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from benchmarks.calibration import escalation as simulated
from buurtbeeld.methods import closing_rates, escalation
from tests.methods.test_escalation import DAY, UNTIL, history


def test_rungs_by_hand() -> None:
    """One stratum, one month at risk each: 6 of 12 closed on the lower rung, 15 of 20 on the higher, all after 30 days."""
    lower = [*[(30, [(1, 0)])] * 6, *[(None, [(1, 0), (3, 30)])] * 6]
    higher = [*[(30, [(2, 0)])] * 15, *[(None, [(2, 0), (3, 30)])] * 5]
    found = closing_rates.rungs_apart(escalation.spells(*history(*lower, *higher), UNTIL))
    assert found[["lower", "rung", "n_lower", "n"]].to_numpy().tolist()[0] == [1, 2, 12, 20]
    row = found.iloc[0]
    assert (row["below"], row["above"], row["ratio"]) == (pytest.approx(0.5), pytest.approx(0.75), pytest.approx(1.5))
    a, b, t1, t0 = 15, 6, 20 * 30, 12 * 30
    variance = ((a + b) * t1 * t0 / (t1 + t0) ** 2) / ((a * t0 / (t1 + t0)) * (b * t1 / (t1 + t0)))
    assert math.log(row["high"] / row["ratio"]) == pytest.approx(1.959964 * math.sqrt(variance))


def test_a_rung_after_which_no_step_can_follow_is_not_better_for_that() -> None:
    """On both rungs one in four closes a month; from the lower one half goes on to the higher."""
    lower = [*[(20, [(1, 0)])] * 8, *[(None, [(1, 0), (2, 20)])] * 16, *[(None, [(1, 0)])] * 8]
    higher = [*[(20, [(2, 0)])] * 8, *[(None, [(2, 0)])] * 24]
    rows = escalation.spells(*history(*lower, *higher), DAY + pd.Timedelta(days=20))
    row = closing_rates.rungs_apart(rows).iloc[0]
    assert row["ratio"] == pytest.approx(1.0, abs=0.02)  # a step on the last day was at risk for half a day
    shares = escalation.per_rung(rows).set_index("rung")["quiet_90"]
    assert shares[2] >= shares[1]


def test_where_steps_do_nothing_hardly_any_is_called_clear() -> None:
    """The quick version of benchmarks.calibration.escalation; at 95 % some 5 of 100 are clear by chance."""
    found = simulated.clear(2, 30, 400)
    assert found["clear"].mean() <= 7 and found["ratio"].between(0.85, 1.2).all()
    assert (found.loc[("rung", 5), "clear"]) <= 12


def test_what_a_rung_does_is_recovered() -> None:
    found = simulated.clear(3, 10, 1500, times=2.0)
    assert found.loc[("rung", 2), "ratio"] == pytest.approx(2.0, rel=0.15)
    assert found.loc[("rung", 2), "clear"] >= 80


def test_few_cases_or_closings_are_refused_with_their_number() -> None:
    few = escalation.spells(*history(*[(50, [(1, 0)])] * 12, *[(50, [(2, 0)])] * 9), UNTIL)
    assert closing_rates.rungs_apart(few)[["n_lower", "n", "reason"]].to_numpy().tolist() == [[12, 9, "too_few"]]
    young = DAY + pd.Timedelta(days=40)
    open_ = escalation.spells(*history(*[(None, [(1, 0)])] * 12, *[(None, [(2, 0)])] * 12), young)
    assert closing_rates.rungs_apart(open_)["reason"].tolist() == ["too_few"]
    assert closing_rates.rungs_apart(open_.head(0)).empty
    cases, steps = history(*[(60, [(1, 2)])] * 12, *[(200, [(1, 90)])] * 9)
    found = closing_rates.early_and_late(escalation.spells(cases, steps, UNTIL), cases, UNTIL).iloc[0]
    assert (found["n_early"], found["n_late"], found["reason"]) == (12, 9, "too_few")


def test_early_counts_only_cases_that_still_ran_then() -> None:
    cases, steps = history(*[(20, [(1, 2)])] * 10, *[(60, [(1, 2)])] * 12, *[(60, [(1, 45)])] * 12)
    found = closing_rates.early_and_late(escalation.spells(cases, steps, UNTIL), cases, UNTIL).iloc[0]
    assert (found["n_early"], found["n_late"], found["ratio"]) == (12, 12, pytest.approx(1.0))
