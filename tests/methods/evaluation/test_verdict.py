"""Differences, power, displacement and the verdict: against worked values, at the edges, and by their properties."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buurtbeeld.methods.evaluation import verdict
from buurtbeeld.methods.evaluation import weighted_displacement as evaluation_weighted_displacement
from buurtbeeld.methods.evaluation.verdict import Line
from buurtbeeld.methods.evaluation.weighted_displacement import Detectable, Displacement

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
    ("before", "cases", "five"), [(10, None, 8), (20, 16, 12), (50, 26, 20), (100, 38, 29), (200, 54, 42)]
)
def test_what_could_have_been_seen(before: int, cases: int | None, five: int) -> None:
    """One equal control without change: from 10 none is enough, from 20 80 %; five pooled ones lower that to 60 %."""
    assert evaluation_weighted_displacement.detectable_drop(before, [before]).cases == cases
    assert evaluation_weighted_displacement.detectable_drop(before, [before] * 5).cases == five


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 300), st.lists(st.integers(1, 300), min_size=1, max_size=6))
def test_the_detectable_drop_is_the_smallest_that_is_clear(before: int, controls: list[int]) -> None:
    found = evaluation_weighted_displacement.detectable_drop(before, controls)
    scale, pooled = before / sum(controls), (sum(controls), sum(controls))
    clear = [
        evaluation_weighted_displacement.wdd(pooled, (before, before - fewer), scale=scale).high < 0
        for fewer in range(1, before + 1)
    ]
    assert found.cases == (clear.index(True) + 1 if any(clear) else None)
    assert evaluation_weighted_displacement.detectable_drop(before, controls[::-1]) == found
    more = evaluation_weighted_displacement.detectable_drop(before, controls, dispersion=2)
    assert more.cases is None or (found.cases is not None and more.cases >= found.cases)


def test_two_years_before_against_one_after() -> None:
    found = evaluation_weighted_displacement.detectable_drop(40, [40], weights=(2, 1))
    assert found.share == pytest.approx(found.cases / 20)
    assert evaluation_weighted_displacement.detectable_drop(0, [40]) == Detectable(None, None)


@pytest.mark.parametrize(
    ("treated", "ring", "control", "quotient", "reason"),
    [
        ((100, 50), (80, 80), (100, 100), 0.0, ""),
        ((100, 50), (80, 130), (100, 100), -1.0, ""),
        ((100, 50), (80, 55), (100, 100), 0.5, ""),
        ((100, 100), (80, 90), (100, 100), math.nan, "target_did_not_fall"),
        ((100, 90), (80, 90), (100, 80), math.nan, "target_did_not_fall"),
        ((100, 50), (0, 0), (100, 100), math.nan, "nothing_around"),
        ((100, 50), (80, 90), (0, 100), math.nan, "no_comparison"),
    ],
)
def test_displacement_only_where_the_target_fell(
    treated: tuple, ring: tuple, control: tuple, quotient: float, reason: str
) -> None:
    found = evaluation_weighted_displacement.displacement(control, treated, ring)
    assert found.quotient == pytest.approx(quotient, nan_ok=True)
    assert found.reason == reason


LESS, MORE, UNSURE = Line("did", -0.5, -0.7, -0.2), Line("wdd", 0.6, 0.1, 1.1), Line("did", -0.1, -0.3, 0.2)
WIDE, NONE = Line("did", -0.3, -0.7, 0.4), Line("did", math.nan, math.nan, math.nan)
SEEN, UNSEEN = Detectable(30, 0.3), Detectable(None, None)


@pytest.mark.parametrize(
    ("lines", "detectable", "problems", "expected", "moved", "label", "reason"),
    [
        ([LESS], SEEN, (), None, None, "helped", "one_line"),
        ([LESS, Line("wdd", -0.4, -0.9, 0.1)], SEEN, (), None, None, "helped", "lines_agree"),
        ([LESS, Line("wdd", 0.1, -0.3, 0.5)], SEEN, (), None, None, "helped", "lines_differ"),
        ([LESS, MORE], SEEN, (), None, None, "cannot_tell", "lines_disagree"),
        ([MORE], SEEN, (), None, None, "worse", "one_line"),
        ([NONE, MORE], SEEN, (), None, None, "worse", "one_line"),
        ([UNSURE], SEEN, (), None, None, "no_sign", "no_clear_change"),
        ([UNSURE], UNSEEN, (), None, None, "cannot_tell", "power"),
        ([UNSURE], Detectable(60, 0.6), (), 0.7, None, "no_sign", "no_clear_change"),
        ([UNSURE], SEEN, (), 0.2, None, "cannot_tell", "power"),
        ([WIDE], SEEN, (), None, None, "cannot_tell", "within_interval"),
        ([NONE], SEEN, (), None, None, "cannot_tell", "no_figure"),
        ([], SEEN, (), None, None, "cannot_tell", "no_figure"),
        ([LESS], UNSEEN, (), None, None, "helped", "one_line"),
        ([LESS], SEEN, (), None, Displacement(-1.2, ""), "cannot_tell", "moved_away"),
        ([LESS], SEEN, (), None, Displacement(-0.4, ""), "helped", "one_line"),
        *(([LESS], SEEN, (code,), None, None, "cannot_tell", code) for code in verdict.BLOCKING),
    ],
)
def test_the_verdict(lines, detectable, problems, expected, moved, label: str, reason: str) -> None:
    found = verdict.verdict(lines, detectable, problems, expected=expected, moved=moved)
    assert (found.label, found.reasons[0]) == (label, reason)


def test_what_does_not_block_warns_and_all_that_blocks_is_named() -> None:
    found = verdict.verdict([LESS], SEEN, ["reporting_changed", "too_young", "overlaps"])
    assert found.reasons == ("overlaps", "too_young")
    assert found.warnings == ("reporting_changed",)
    assert verdict.verdict([LESS], SEEN, ["reporting_changed"]).label == "helped"
