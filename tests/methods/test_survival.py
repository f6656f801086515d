"""Lead times of hand-overs: against lifelines and by hand, open ones included, and at the edges."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_waltons
from lifelines.statistics import logrank_test
from statsmodels.stats.proportion import proportion_confint

from buurtbeeld.methods import survival

UNTIL = pd.Timestamp("2026-07-01")


def handed(rows: list[tuple], **more: object) -> pd.DataFrame:
    """(handed, first action or None, closed or None) as days of 2026 counted from 1 January."""
    day = pd.Timestamp("2026-01-01")
    times = [[pd.NaT if at is None else day + pd.Timedelta(days=at) for at in row] for row in rows]
    frame = pd.DataFrame(times, columns=["handed_at", "first_action_at", "closed_at"])
    return frame.assign(partner="gemeente", **more)


def test_median_with_open_ones_by_hand() -> None:
    """Answered after 2, 4, 9; open for 5 and 20 days: S = 4/5, 3/5, then 3/5 × 1/2 = 0.3 at day 9."""
    times = pd.DataFrame({"duration": [2.0, 4, 9, 5, 20], "answered": [True, True, True, False, False]})
    found = survival.median(times)
    assert (found.median, found.n, found.answered) == (9, 5, 3)
    assert survival.curve(times)["open"].tolist() == pytest.approx([1, 0.8, 0.6, 0.6, 0.3, 0.3])


def test_agrees_with_lifelines_on_its_own_data() -> None:
    data = load_waltons()
    times = pd.DataFrame({"duration": data["T"], "answered": data["E"].astype(bool)})
    fitted = KaplanMeierFitter().fit(data["T"], data["E"])
    found = survival.median(times)
    assert (found.median, found.n) == (fitted.median_survival_time_, 163)
    assert found.low <= found.median <= found.high


def test_a_closed_mean_would_flatter_where_half_is_open() -> None:
    rows = handed([(0, 1, 1), (0, 2, 2), (0, 3, 3), *[(100, None, None)] * 5])
    found = survival.median(survival.lead_times(rows, UNTIL))
    assert math.isinf(found.median)
    assert (found.n, found.answered) == (8, 3)


@pytest.mark.parametrize("n", range(2, 42, 2))
def test_exactly_half_answered_is_half(n: int) -> None:
    """The product of fractions is half but for a rounding error: of 6, 8, 14, 18 and 20 the median was never reached."""
    rows = handed([*[(0, day, None) for day in range(1, n // 2 + 1)], *[(0, None, None)] * (n // 2)])
    assert survival.median(survival.lead_times(rows, UNTIL)).median == n // 2


def test_closing_the_hard_half_unanswered_is_not_faster() -> None:
    quick = [(0, 5, None), (0, 8, None), (0, 11, None), (0, 14, None)]
    left_open = survival.median(survival.lead_times(handed([*quick, *[(0, None, None)] * 6]), UNTIL))
    closed = survival.median(survival.lead_times(handed([*quick, *[(0, None, 2)] * 6]), UNTIL))
    assert left_open == closed
    assert math.isinf(closed.median), "Of ten four were ever answered: no day on which half was."
    assert (closed.n, closed.answered) == (10, 4)


@pytest.mark.parametrize(
    ("row", "duration", "answered"),
    [
        ((0, 10, None), 10, True),
        ((0, None, None), 181, False),
        ((0, None, 30), 181, False),
        ((0, 10, 30), 10, True),
        ((0, 400, None), 181, False),
        ((181, None, None), 0, False),
    ],
)
def test_what_counts_as_how_long(row: tuple, duration: float, answered: bool) -> None:
    found = survival.lead_times(handed([row]), UNTIL).iloc[0]
    assert (found["duration"], found["answered"]) == (duration, answered)


def test_what_was_handed_over_later_is_no_part_of_it_and_answers_before_are_refused() -> None:
    assert survival.lead_times(handed([(400, None, None)]), UNTIL).empty
    with pytest.raises(ValueError, match="found 1 before it"):
        survival.lead_times(handed([(10, 3, None)]), UNTIL)


def test_nothing_and_everything_open() -> None:
    nothing = survival.median(survival.lead_times(handed([]), UNTIL))
    assert (nothing.n, math.isnan(nothing.median)) == (0, True)
    everything = survival.median(survival.lead_times(handed([(0, None, None)] * 4), UNTIL))
    assert (everything.n, everything.answered, everything.median) == (4, 0, math.inf)
    assert survival.curve(survival.lead_times(handed([]), UNTIL)).empty


QUARTERS = [pd.Timestamp(day) for day in ("2026-04-01", "2026-01-01", "2026-07-01")]


def two_quarters(before: list[float | None], now: list[float | None]) -> pd.DataFrame:
    then = [(5.0 + turn % 7, None if days is None else 5 + turn % 7 + days, None) for turn, days in enumerate(before)]
    later = [(95.0 + turn % 7, None if days is None else 95 + turn % 7 + days, None) for turn, days in enumerate(now)]
    return handed(then + later)


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        ([20.0] * 12, [5.0] * 12, "faster"),
        ([5.0] * 12, [20.0] * 12, "slower"),
        ([5.0, 9.0, 14.0] * 4, [5.0, 10.0, 13.0] * 4, "no_difference"),
        ([20.0] * 4, [5.0] * 12, "too_few"),
        ([20.0] * 12, [], "too_few"),
        ([None] * 12, [None] * 12, "too_few"),
        ([5.0] * 12, [None] * 12, "slower"),
    ],
)
def test_faster_than_before(before: list, now: list, word: str) -> None:
    found = survival.faster(two_quarters(before, now), *QUARTERS)
    assert found.word == word
    assert math.isnan(found.p) == (word == "too_few")


def test_a_quarter_that_just_ended_is_not_called_slow() -> None:
    """Half of the last quarter's answers come after its end; the quarter before is cut off at its own end likewise."""
    rng = np.random.default_rng(4)
    rows = []
    for first, end in ((0, 90), (90, 181)):
        start = rng.uniform(first, end, 80)
        rows += [(at, at + days, None) for at, days in zip(start, rng.exponential(60, 80), strict=True)]
    assert survival.faster(handed(rows), *QUARTERS).word == "no_difference"


def test_the_test_is_the_log_rank_of_lifelines() -> None:
    rows = two_quarters([20.0, 30.0, 11.0, 8.0, None, 40.0], [3.0, 8.0, 20.0, None, 6.0, 4.0])
    now = survival.lead_times(rows.iloc[6:], QUARTERS[2])
    then = survival.lead_times(rows.iloc[:6], QUARTERS[0])
    other = logrank_test(now["duration"], then["duration"], now["answered"], then["answered"])
    assert survival.faster(rows, *QUARTERS).p == pytest.approx(other.p_value)


def test_wilson_12_of_20_is_not_below_70_percent() -> None:
    found = survival.wilson(12, 20)
    assert (round(found.low, 2), round(found.high, 2)) == (0.39, 0.78)
    assert (found.low, found.high) == pytest.approx(proportion_confint(12, 20, method="wilson"), abs=1e-9)
    assert math.isnan(survival.wilson(0, 0).share)


def test_shares() -> None:
    rows = handed([(0, 5, 9), (0, None, None), (0, 8, 20), (0, None, 30)]).assign(
        acknowledged_at=lambda each: each["first_action_at"],
        fed_back_at=[UNTIL - pd.Timedelta(days=1), pd.NaT, UNTIL + pd.Timedelta(days=1), pd.NaT],
        outcome=["done", None, "returned", "declined"],
    )
    found = survival.shares(rows, UNTIL)
    assert {name: (share.k, share.n) for name, share in found.items()} == {
        "acknowledged": (2, 4), "fed_back": (1, 4), "returned": (2, 3),
    }  # fmt: skip


def test_stuck_and_overdue() -> None:
    rows = handed([(0, None, None), (0, 2, None), (0, None, 4), (150, None, None), (179, None, None), (0, 20, None)])
    rows = rows.assign(due=rows["handed_at"] + pd.Timedelta(days=5))
    found = survival.unanswered(rows, UNTIL)
    assert found["days_over"].tolist() == [176, 26]
    late = survival.overdue(rows, UNTIL)
    assert (late.k, late.n) == (4, 5)


def test_an_answer_of_later_is_not_known_yet() -> None:
    rows = handed([(100, 200, None), (178, 200, None)])
    rows = rows.assign(due=rows["handed_at"] + pd.Timedelta(days=5))
    assert survival.unanswered(rows, UNTIL)["days_over"].tolist() == [76]
    assert (survival.overdue(rows, UNTIL).k, survival.overdue(rows, UNTIL).n) == (1, 1)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 90), st.booleans()), min_size=2, max_size=30), st.randoms(use_true_random=False)
)
def test_order_does_not_matter_and_twice_the_hand_overs_keep_the_curve(rows: list, random: object) -> None:
    times = pd.DataFrame(rows, columns=["duration", "answered"]).astype({"duration": float})
    one = survival.median(times)
    assert survival.median(times.sample(frac=1, random_state=random.randint(0, 9999))) == one  # type: ignore[attr-defined]
    double = survival.median(pd.concat([times, times]))
    assert (double.n, double.answered) == (2 * one.n, 2 * one.answered)
    curves = (survival.curve(rows)["open"].to_numpy() for rows in (times, pd.concat([times, times])))
    assert next(curves) == pytest.approx(next(curves))
