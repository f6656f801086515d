"""One approach through all methods: windows, verdicts, leaving out, and what nothing and something come to."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

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
    found = evaluate(town(then=4.5), PLAN)
    assert found.verdict.label == "helped"
    assert found.verdict.reasons == ("lines_agree", "did")
    assert found.verdict.warnings == ()
    assert found.did.low < 0.45 < found.did.high
    assert found.wdd.high < 0
    assert found.synthetic.p_value == pytest.approx(1 / 13)
    assert len(found.left_out) == 6 and (found.left_out["direction"] == -1).all()
    assert found.net is not None and found.net.estimate == pytest.approx(found.wdd.estimate, abs=40)


def test_the_windows_hold_whole_years_in_the_same_months() -> None:
    found = combined.power(town(after=17), PLAN).windows
    assert found.years == (3, 1)
    rows = town(after=17)
    own = rows[rows["area_id"].eq("x")]
    late, early = own["month"].between(START, "2024-12-01"), own["month"].between("2021-01-01", "2023-12-01")
    assert found.treated == (own.loc[early, "cases"].sum(), own.loc[late, "cases"].sum())
    assert found.control[0] == sum(found.comparison_before)


def test_a_short_after_is_compared_with_the_same_months() -> None:
    rows = town(after=4)
    found = combined.power(rows, PLAN).windows
    own = rows[rows["area_id"].eq("x") & rows["month"].dt.month.le(4) & rows["month"].ge("2021-01-01")]
    assert found.years == (1, pytest.approx(4 / 12))
    assert sum(found.treated) == own["cases"].sum()


def test_the_power_does_not_look_at_the_result() -> None:
    one, other = combined.power(town(), PLAN), combined.power(town(then=1.0), PLAN)
    assert (one.detectable, one.dispersion) == (other.detectable, other.dispersion)
    assert one.windows.treated[1] > other.windows.treated[1]


@pytest.mark.parametrize(
    ("rows", "plan", "problems", "label", "code"),
    [
        (town(), PLAN, (), "no_sign", "no_clear_change"),
        (town(then=22), PLAN, (), "worse", "lines_agree"),
        (town(then=4, r=18), PLAN, (), "cannot_tell", "moved_away"),
        (town(after=2), PLAN, (), "cannot_tell", "too_young"),
        (town(x=0), PLAN, (), "cannot_tell", "zero_before"),
        (town(x=0.2, then=0.2), PLAN, (), "cannot_tell", "power"),
        (town(then=3), Plan("x", START), (), "cannot_tell", "no_comparison"),
        (town(then=3), Plan("x", START, comparison=("gone",)), (), "cannot_tell", "no_comparison"),
        (town(then=3), Plan("gone", START, comparison=OTHERS), (), "cannot_tell", "not_delivered"),
        (town(then=3), PLAN, ("overlaps",), "cannot_tell", "overlaps"),
        (town(then=3), PLAN, ("redrawn",), "cannot_tell", "redrawn"),
        (town(before=12, then=3), PLAN, (), "helped", "one_line"),
        (town(before=12, then=3), PLAN, ("not_equally_high",), "cannot_tell", "not_equally_high"),
        (town(before=0), PLAN, (), "cannot_tell", "not_delivered"),
    ],
)
def test_verdicts_at_the_edges(rows: pd.DataFrame, plan: Plan, problems: tuple, label: str, code: str) -> None:
    found = evaluate(rows, plan, problems)
    assert found.verdict.label == label, found.verdict
    assert code in found.verdict.reasons


def test_warnings_stay_beside_the_verdict() -> None:
    found = evaluate(town(before=18, then=3), PLAN, ("reporting_changed", "comparison_gone"))
    assert found.verdict.label == "helped"
    assert found.verdict.warnings == ("comparison_gone", "reporting_changed", "short_history")


def test_what_rests_on_one_area_is_said() -> None:
    rows = town(then=7.6)
    high = rows["area_id"].eq("a") & (rows["month"] >= START)
    found = evaluate(rows.assign(cases=rows["cases"] + 60 * high), Plan("x", START, comparison=("a", "b")))
    assert found.verdict.label == "helped"
    assert "rests_on_one_area" in found.verdict.warnings


def test_order_and_areas_that_are_not_named_do_not_matter() -> None:
    rows = town(then=6)
    one = evaluate(rows, PLAN)
    more = pd.concat([rows, rows[rows["area_id"].eq("a")].assign(area_id="z", cases=99)]).sample(frac=1, random_state=1)
    other = evaluate(more, PLAN)
    assert (other.verdict, other.wdd, other.did, other.moved) == (one.verdict, one.wdd, one.did, one.moved)


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
