"""One approach through all methods: windows, verdicts, leaving out, and what nothing and something come to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks.calibration import approaches as own_trends
from benchmarks.calibration import effects as simulated
from buurtbeeld.methods.evaluation import combined
from buurtbeeld.methods.evaluation.combined import evaluate
from buurtbeeld.methods.evaluation.plan import Plan

START = pd.Timestamp("2024-01-01")
OTHERS = tuple("abcdefghijkl")
PLAN = Plan("x", START, comparison=OTHERS[:6], ring=("r",), donors=OTHERS)


def town(before: int = 48, after: int = 12, x: float = 10.0, then: float = 10.0, r: float = 10.0, seed: int = 1):
    """Rows of x, which goes from x to then cases a month, its ring r, and twelve areas of 10 a month."""
    months = pd.date_range(START - pd.DateOffset(months=before), periods=before + after, freq="MS")
    draw, late = np.random.default_rng(seed), months >= START
    means = {name: np.full(len(months), 10.0) for name in OTHERS}
    means |= {"x": np.where(late, then, x), "r": np.where(late, r, 10.0)}
    frames = [
        pd.DataFrame({"area_id": name, "month": months, "cases": draw.poisson(mean), "homes": 100.0})
        for name, mean in means.items()
    ]
    return pd.concat(frames, ignore_index=True)


def test_a_halving_is_seen_by_all_methods_and_rests_on_no_single_area() -> None:
    found = evaluate(town(then=3), PLAN)
    assert found.verdict.label == "helped"
    assert found.verdict.reasons == ("lines_agree", "did")
    assert found.verdict.warnings == ()
    assert found.did.low < 0.3 < found.did.high
    assert found.wdd.high < 0
    assert found.synthetic.p_value == pytest.approx(1 / 13)
    assert len(found.left_out) == 6 and (found.left_out["direction"] == -1).all()
    assert found.net is not None and found.net.cases == pytest.approx(-84, abs=2 * found.net.se)


def test_the_windows_hold_whole_years_in_the_same_months() -> None:
    found = evaluate(town(after=17), PLAN).windows
    assert found.years == (3, 1)
    rows = town(after=17)
    own = rows[rows["area_id"].eq("x")]
    late, early = own["month"].between(START, "2024-12-01"), own["month"].between("2021-01-01", "2023-12-01")
    assert found.treated == (own.loc[early, "cases"].sum(), own.loc[late, "cases"].sum())


def test_a_short_after_is_compared_with_the_same_months() -> None:
    rows = town(after=7)
    found = evaluate(rows, replace(PLAN, judged_after=(6,))).windows
    own = rows[rows["area_id"].eq("x") & rows["month"].dt.month.le(6) & rows["month"].ge("2021-01-01")]
    assert found.years == (1.5, pytest.approx(6 / 12))
    assert sum(found.treated) == own["cases"].sum()


def test_the_power_does_not_look_at_the_result() -> None:
    rows = town()
    other = rows.assign(cases=rows["cases"].where(rows["month"] < START, 99))
    before, after = combined.power(rows, PLAN), combined.power(other, PLAN)
    assert before == after
    assert [seen.months for seen in before.seen] == [12, 24] and before.yearly == pytest.approx(120, rel=0.2)


def test_what_comes_in_between_two_days_of_judging_changes_nothing() -> None:
    rows = town(after=23, then=4)
    first, later = evaluate(rows[rows["month"] < START + pd.DateOffset(months=12)], PLAN), evaluate(rows, PLAN)
    assert (first.look, first.verdict, first.did) == (later.look, later.verdict, later.did)
    assert evaluate(town(after=24, then=4), PLAN).look == 24
    assert evaluate(rows, replace(PLAN, judged_after=(18,))).look == 18
    assert evaluate(town(after=11), PLAN).look == 0


def test_more_days_of_judging_ask_for_more_at_each() -> None:
    levels = [replace(PLAN, judged_after=days).level for days in ((12,), (12, 24), (6, 12, 24), (6, 12, 18, 24, 36))]
    assert levels == [0.95, 0.95, pytest.approx(1 - 0.1 / 3), pytest.approx(0.98)]


def test_other_reasonable_comparisons_are_shown_and_hold_no_area_of_the_ring() -> None:
    rows = town(then=3)
    curve = combined.specifications(rows, PLAN, evaluate(rows, PLAN))
    assert len(curve) == 100 and curve["change"].is_monotonic_increasing
    assert (curve["direction"] == -1).mean() > 0.9
    few = replace(PLAN, comparison=OTHERS[:2], donors=OTHERS[:2])
    assert combined.specifications(rows, few, evaluate(rows, few)).empty


@pytest.mark.parametrize(
    ("rows", "plan", "problems", "label", "code"),
    [
        (town(), PLAN, (), "no_sign", "no_clear_change"),
        (town(then=22), PLAN, (), "worse", "lines_agree"),
        (town(then=4, r=16), PLAN, (), "cannot_tell", "moved_perhaps"),
        (town(then=4, r=16), replace(PLAN, ring=()), (), "helped", "lines_agree"),
        (town(after=2), PLAN, (), "cannot_tell", "too_young"),
        (town(x=0), PLAN, (), "cannot_tell", "zero_before"),
        (town(x=0.2, then=0.2), PLAN, (), "cannot_tell", "power"),
        (town(then=3), Plan("x", START), (), "cannot_tell", "no_comparison"),
        (town(then=3), Plan("x", START, comparison=("gone",)), (), "cannot_tell", "no_comparison"),
        (town(then=3), Plan("gone", START, comparison=OTHERS), (), "cannot_tell", "not_delivered"),
        (town(then=3), PLAN, ("overlaps",), "cannot_tell", "overlaps"),
        (town(then=3), PLAN, ("redrawn",), "cannot_tell", "redrawn"),
        (town(before=12, then=3), PLAN, (), "cannot_tell", "short_history"),
        (town(before=12, then=3), PLAN, ("not_equally_high",), "cannot_tell", "not_equally_high"),
        (town(before=0), PLAN, (), "cannot_tell", "not_delivered"),
    ],
)
def test_verdicts_at_the_edges(rows: pd.DataFrame, plan: Plan, problems: tuple, label: str, code: str) -> None:
    found = evaluate(rows, plan, problems)
    assert found.verdict.label == label, found.verdict
    assert code in found.verdict.reasons


def test_warnings_stay_beside_the_verdict() -> None:
    found = evaluate(town(then=3), replace(PLAN, ring=()), ("reporting_changed", "comparison_gone"))
    assert found.verdict.label == "helped"
    assert found.verdict.warnings == ("comparison_gone", "no_ring", "reporting_changed")


def test_what_rests_on_one_area_is_said() -> None:
    rows = town(then=8)
    high = rows["area_id"].eq("a") & (rows["month"] >= START)
    found = evaluate(rows.assign(cases=rows["cases"] + 60 * high), Plan("x", START, comparison=("a", "b")))
    assert found.verdict.label == "helped"
    assert "rests_on_one_area" in found.verdict.warnings


def test_order_and_areas_that_are_not_named_do_not_matter() -> None:
    rows = town(then=6)
    first = evaluate(rows, PLAN)
    more = pd.concat([rows, rows[rows["area_id"].eq("a")].assign(area_id="z", cases=99)]).sample(frac=1, random_state=1)
    other = evaluate(more, PLAN)
    assert (other.verdict, other.wdd, other.did, other.moved) == (first.verdict, first.wdd, first.did, first.moved)


def test_months_are_filled_with_zeros_where_known_and_left_out_where_not() -> None:
    cases = pd.DataFrame({"area_id": ["a", "a"], "month": pd.to_datetime(["2024-01-01"] * 2), "cases": [1, 2]})
    months = pd.date_range("2024-01-01", periods=3, freq="MS")
    homes = pd.DataFrame({"area_id": np.repeat(["a", "b"], 3), "month": [*months, *months], "homes_rented": 5})
    found = combined.monthly(cases, homes, [months[0].date(), months[2].date()], ["a"])
    assert found[["month", "cases", "homes"]].to_numpy().tolist() == [[months[0], 3, 5], [months[2], 0, 5]]


@pytest.fixture(scope="module")
def placebos() -> pd.DataFrame:
    return pd.concat([simulated.placebos(seed, 60_000, how) for seed in range(2) for how in ("high", "risen")])


def test_approaches_that_did_nothing_are_hardly_ever_called_something(placebos: pd.DataFrame) -> None:
    """The quick version of benchmarks.calibration.effects: chosen at its worst, at most 5 % each of a thousand."""
    found = simulated.shares(placebos)
    assert len(placebos) > 30
    assert found["helped"] <= 8
    assert found["worse"] <= 8


def test_a_halving_of_a_hundred_cases_is_seen() -> None:
    found = pd.concat([simulated.drops(seed, 150_000, 0.5, 100) for seed in range(2)])
    assert len(found) >= 6
    assert simulated.shares(found)["helped"] >= 50


@pytest.mark.parametrize("trend", [-0.2, 0.2])
def test_an_area_with_a_trend_of_its_own_is_seldom_called_something(trend: float) -> None:
    """The quick version of benchmarks.calibration.approaches: at most 5 % either way of many more."""
    found = own_trends.apart(60, trend, 60)
    assert max(found.values()) <= 10
    assert own_trends.apart(40, trend, 60, drop=0.7)["helped"] >= 70
