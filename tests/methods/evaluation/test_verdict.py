"""Differences, power, displacement and the verdict: against worked values, at the edges, and by their properties."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buurtbeeld.methods.evaluation import verdict
from buurtbeeld.methods.evaluation import weighted_displacement as evaluation_weighted_displacement
from buurtbeeld.methods.evaluation.displacement import Change, displacement
from buurtbeeld.methods.evaluation.verdict import Line

pairs = st.tuples(st.integers(0, 400), st.integers(0, 400))


def test_wheeler_and_ratcliffe() -> None:
    """Wheeler and Ratcliffe (2018), Crime Science 7:11: −118, variance 1568, z −2.98."""
    found = evaluation_weighted_displacement.wdd((308, 318), (207, 110), (150, 140), (178, 157))
    assert found.estimate == pytest.approx(-118, abs=1e-6)
    assert found.se == pytest.approx(math.sqrt(1568), abs=1e-6)
    assert found.z == pytest.approx(-2.979950, abs=1e-6)


def test_a_small_area_says_nothing_at_90_percent() -> None:
    found = evaluation_weighted_displacement.wdd((20, 20), (20, 10), level=0.90)
    assert (found.estimate, found.se) == (pytest.approx(-10, abs=1e-6), pytest.approx(math.sqrt(70), abs=1e-6))
    assert (found.low, found.high) == (pytest.approx(-23.761833, abs=1e-6), pytest.approx(3.761833, abs=1e-6))


def test_periods_of_different_length() -> None:
    found = evaluation_weighted_displacement.wdd((100, 50), (80, 20), weights=(2, 1))
    assert (found.estimate, found.se) == (pytest.approx(-20, abs=1e-6), pytest.approx(math.sqrt(115), abs=1e-6))


def test_pooled_comparison_areas_by_hand() -> None:
    """Five areas of 20 that stay the same, brought to the size of one of 20: variance 20 + 8 + 0.2² × 200 = 36."""
    found = evaluation_weighted_displacement.wdd((100, 100), (20, 8), scale=0.2)
    assert (found.estimate, found.se) == (pytest.approx(-12), pytest.approx(6))


@settings(deadline=None)
@given(pairs, pairs, pairs, pairs)
def test_properties_of_the_difference(control: tuple, treated: tuple, around: tuple, ring: tuple) -> None:
    found = evaluation_weighted_displacement.wdd(control, treated, around, ring)
    turned = evaluation_weighted_displacement.wdd(control[::-1], treated[::-1], around[::-1], ring[::-1])
    assert turned.estimate == pytest.approx(-found.estimate)
    doubled = evaluation_weighted_displacement.wdd(control, treated, around, ring, weights=(2, 2))
    assert (doubled.estimate, doubled.se) == (pytest.approx(found.estimate / 2), pytest.approx(found.se / 2))
    wider = evaluation_weighted_displacement.wdd(control, treated, around, ring, dispersion=4)
    assert wider.se == pytest.approx(2 * found.se)
    exchanged = evaluation_weighted_displacement.wdd(treated, control, ring, around)
    assert exchanged.estimate == pytest.approx(-found.estimate)


@pytest.mark.parametrize("given_", [{"weights": (0, 1)}, {"scale": 0}, {"dispersion": 0}])
def test_impossible_weights_are_refused(given_: dict) -> None:
    with pytest.raises(ValueError, match="above 0"):
        evaluation_weighted_displacement.wdd((1, 1), (1, 1), **given_)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        evaluation_weighted_displacement.wdd((1, 1), (-1, 1))


@pytest.mark.parametrize(
    ("ring", "quotient", "reason"),
    [
        (Change(0.0, 5.0), 0.0, ""),
        (Change(50.0, 5.0), -1.0, ""),
        (Change(-25.0, 5.0), 0.5, ""),
        (Change(math.nan, math.nan), math.nan, "nothing_around"),
    ],
)
def test_displacement_says_which_part_came_back(ring: Change, quotient: float, reason: str) -> None:
    found = displacement(Change(-50.0, 8.0), ring)
    assert found.quotient == pytest.approx(quotient, nan_ok=True)
    assert found.reason == reason
    assert reason or found.low < quotient < found.high


def test_the_quotient_holds_what_fieller_allows() -> None:
    """At both limits (ring − q · area)² is z² times its variance; and without a clear fall there is nothing to divide."""
    area, ring = Change(-50.0, 10.0), Change(30.0, 12.0)
    found = displacement(area, ring)
    for q in (found.low, found.high):
        variance = ring.se**2 + q * q * area.se**2
        assert (ring.cases - q * area.cases) ** 2 == pytest.approx(1.959964**2 * variance, rel=1e-5)
    assert displacement(Change(-15.0, 10.0), ring).reason == "target_did_not_fall"


LESS, MORE, UNSURE = Line("did", -0.5, -0.7, -0.2), Line("wdd", 0.6, 0.1, 1.1), Line("did", -0.1, -0.3, 0.2)
WIDE, NONE = Line("did", -0.3, -0.7, 0.4), Line("did", math.nan, math.nan, math.nan)
SEEN, UNSEEN = 0.3, None


@pytest.mark.parametrize(
    ("lines", "smallest", "problems", "expected", "together", "label", "reason"),
    [
        ([LESS], SEEN, (), None, None, "helped", "one_line"),
        ([LESS, Line("wdd", -0.4, -0.9, 0.1)], SEEN, (), None, None, "helped", "lines_agree"),
        ([LESS, Line("wdd", 0.1, -0.3, 0.5)], SEEN, (), None, None, "helped", "lines_differ"),
        ([LESS, MORE], SEEN, (), None, None, "cannot_tell", "lines_disagree"),
        ([MORE], SEEN, (), None, None, "worse", "one_line"),
        ([NONE, MORE], SEEN, (), None, None, "worse", "one_line"),
        ([UNSURE], SEEN, (), None, None, "no_sign", "no_clear_change"),
        ([UNSURE], UNSEEN, (), None, None, "cannot_tell", "power"),
        ([UNSURE], 0.6, (), 0.7, None, "no_sign", "no_clear_change"),
        ([UNSURE], SEEN, (), 0.2, None, "cannot_tell", "power"),
        ([WIDE], SEEN, (), None, None, "cannot_tell", "within_interval"),
        ([NONE], SEEN, (), None, None, "cannot_tell", "no_figure"),
        ([], SEEN, (), None, None, "cannot_tell", "no_figure"),
        ([LESS], UNSEEN, (), None, None, "helped", "one_line"),
        ([LESS], SEEN, (), None, Line("did", -0.1, -0.3, 0.1), "cannot_tell", "moved_perhaps"),
        ([LESS], SEEN, (), None, Line("did", 0.2, 0.1, 0.3), "cannot_tell", "moved_perhaps"),
        ([LESS], SEEN, (), None, Line("did", -0.2, -0.3, -0.1), "helped", "one_line"),
        ([MORE], SEEN, (), None, Line("did", -0.1, -0.3, 0.1), "worse", "one_line"),
        *(([LESS], SEEN, (code,), None, None, "cannot_tell", code) for code in verdict.BLOCKING),
    ],
)
def test_the_verdict(lines, smallest, problems, expected, together, label: str, reason: str) -> None:
    found = verdict.verdict(lines, smallest, problems, expected=expected, together=together)
    assert (found.label, found.reasons[0]) == (label, reason)


def test_what_does_not_block_warns_and_all_that_blocks_is_named() -> None:
    found = verdict.verdict([LESS], SEEN, ["reporting_changed", "too_young", "overlaps"])
    assert found.reasons == ("overlaps", "too_young")
    assert found.warnings == ("reporting_changed",)
    assert verdict.verdict([LESS], SEEN, ["reporting_changed"]).label == "helped"
