"""Inside, alert, alarm: the limits against printed tables, the verdicts by hand, the alarms by simulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import poisson

from benchmarks.calibration import small_areas
from buurtbeeld.methods.small_areas import funnel


# Read off the cumulative Poisson table printed in textbooks (Wackerly, Mendenhall and Scheaffer, Mathematical Statistics
# with Applications, appendix 3, table 3): P(Y ≤ 3 | 1) = .981, P(Y ≤ 5 | 2) = .983, P(Y ≤ 8 | 4) = .979 and P(Y ≤ 0 | 4)
# = .018, P(Y ≤ 17 | 10) = .986 and P(Y ≤ 3 | 10) = .010; beyond them the next count is too many or too few.
@pytest.mark.parametrize(
    ("homes", "low", "high", "highest"),
    [(25, 0, 3, 5), (50, 0, 5, 8), (100, 1, 8, 11), (250, 4, 17, 21), (500, 12, 29, 35), (1000, 28, 53, 61)],
)
def test_limits_at_40_cases_per_1000_homes(homes: int, low: int, high: int, highest: int) -> None:
    found = funnel.limits([homes], 0.04).iloc[0]
    assert_allclose(
        [found["low_95"] * homes, found["high_95"] * homes, found["high_99.8"] * homes], [low, high, highest]
    )
    assert found["expected"] == pytest.approx(homes * 0.04)


@given(st.floats(0.01, 500))
def test_strictly_outside_lies_no_more_than_promised(expected: float) -> None:
    found = funnel.limits([1.0], expected).iloc[0]
    for level, tail in ((95, 0.025), (99.8, 0.001)):
        low, high = found[f"low_{level}"], found[f"high_{level}"]
        assert poisson.sf(high, expected) <= tail + 1e-12
        assert poisson.cdf(low - 1, expected) <= tail + 1e-12
        # And not wider than needed: one event nearer would break the promise.
        assert poisson.sf(high - 1, expected) > tail - 1e-12


def test_overdispersion_by_hand() -> None:
    """Ten areas with 100 expected: z = ±3 four times each and ±9 once; winsorised at 10 % (z = −3.6 and 3.6).

    The 10 % quantile of ten values lies at position 0.9 between the lowest two: −9 + 0.9 × 6 = −3.6.
    Σz²/10 = (8 × 9 + 2 × 3.6²)/10 = 9.792; a normal drawn in at ±1.2816 keeps 0.8 − 2 × 1.2816 × 0.1755 + 0.2 × 1.2816².
    """
    events = [130] * 4 + [70] * 4 + [190, 10]
    left = 0.8 - 2 * 1.2816 * 0.1755 + 0.2 * 1.2816**2
    assert funnel.overdispersion(events, [100] * 10, 1.0) == pytest.approx(9.792 / left, rel=1e-3)
    assert funnel.overdispersion(events, [100] * 10, 1.0, winsorise=0) == pytest.approx((8 * 9 + 2 * 81) / 10)


def test_scatter_of_chance_is_no_overdispersion() -> None:
    assert funnel.overdispersion([105, 95, 105, 95], [100] * 4, 1.0) == 1
    assert funnel.overdispersion([], [], 1.0) == 1
    assert funnel.overdispersion([0, 0], [5, 5], 0.0) == 1
    with pytest.raises(ValueError, match="winsorise"):
        funnel.overdispersion([1], [1], 1.0, winsorise=0.5)


def test_verdicts_by_hand() -> None:
    names = ["below", "inside", "edge", "alert", "alarm", "empty", "undelivered"]
    found = funnel.verdict(
        pd.Series([0, 4, 8, 9, 12, 0, np.nan], index=names),
        pd.Series([100, 100, 100, 100, 100, 0, 100], index=names),
        rate=0.04,
        factor=1,
    )
    assert found["verdict"].to_dict() == {
        "below": "alert", "inside": "inside", "edge": "inside", "alert": "alert", "alarm": "alarm",
        "empty": "unknown", "undelivered": "unknown",
    }  # fmt: skip
    assert found["direction"].to_list() == ["below", "", "", "above", "above", "", ""]


def test_one_dossier_in_25_homes_is_not_an_alert() -> None:
    assert funnel.verdict([1, 2, 3], [25, 25, 25], rate=0.04, factor=1)["verdict"].eq("inside").all()


def test_overdispersion_widens_and_joins_the_poisson_at_1() -> None:
    exact, almost, wide = (funnel.limits([25, 250, 1000], 0.04, factor) for factor in (1, 1 + 1e-9, 2))
    assert_allclose(almost, exact)
    assert (wide["high_95"] > exact["high_95"]).all()
    assert (wide["low_95"] <= exact["low_95"]).all()


def test_edges_have_a_stated_outcome() -> None:
    assert funnel.verdict([0, 0], [30, 40])["verdict"].eq("inside").all()
    assert funnel.verdict([7], [100])["verdict"].eq("inside").all()
    assert funnel.verdict([3, 1], [0, np.nan])["verdict"].eq("unknown").all()
    assert funnel.verdict([], []).empty
    with pytest.raises(ValueError, match="Expected exposure"):
        funnel.limits([-1], 0.04)
    with pytest.raises(ValueError, match="Expected a rate"):
        funnel.limits([1], -0.04)


def test_chance_alone_raises_few_alerts() -> None:
    """The quick version of benchmarks.calibration.small_areas."""
    for factor in (1, 1.5, 2):
        found = small_areas.alerts(4, 60, 37, None, factor)
        assert found["outside"] <= 0.05
        assert found["alarm"] <= 0.005
