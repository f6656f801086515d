"""Worse, better, no clear change, unknown: by hand, against published values, at the edges, and where nothing changed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import false_discovery_control

from benchmarks.calibration import change as simulated
from buurtbeeld.methods.small_areas import relative_change

FIGURES = ["ratio", "low", "high", "probability_worse", "probability_better", "adjusted"]
two_years = st.lists(st.tuples(*[st.integers(0, 80)] * 2, *[st.integers(1, 900)] * 2), min_size=1, max_size=25)


def test_cross_product_ratio_of_wheeler_and_ratcliffe() -> None:
    """Treated 207 → 110, control 308 → 318 (Wheeler and Ratcliffe 2018, Crime Science 7:11).

    The relative change is (110/207)/(318/308) = 0.5147; Var(log) = 1/207 + 1/110 + 1/308 + 1/318 = 0.02031 (Farrington
    and others 2007, J. Exp. Criminology 3, appendix), so 90 %: 0.5147 × e^(±1.645 × 0.1425) = 0.4071 to 0.6507.
    """
    found = relative_change.relative_change([110, 318], [207, 308], [100, 100], [100, 100], overdispersion=1).iloc[0]
    assert_allclose([found["ratio"], found["low"], found["high"]], [0.5147, 0.4071, 0.6507], rtol=0.01)
    assert found["label"] == "better"


def test_poisson_rate_ratio_as_published() -> None:
    """Lung cancer in Fredericia against three other towns (Andersen 1977), 11 in 800 and 21 in 3,011: the example of R's
    poisson.test, exact two-sided p = 0.07967, 95 % interval 0.858 to 4.277, ratio 1.971.

    The exact interval is known to be too wide; Jeffreys' lies just inside it (Brown, Cai and DasGupta 2001).
    """
    big = 1e9
    found = relative_change.relative_change(
        [11, big], [21, big], [800, big], [3011, big], overdispersion=1, level=0.95
    ).iloc[0]
    assert found["ratio"] == pytest.approx(1.971, rel=0.02)
    assert 0.858 < found["low"] < 0.858 * 1.1
    assert 4.277 * 0.9 < found["high"] < 4.277
    assert 0.07967 / 2 < 2 * found["probability_better"] < 0.07967


def test_stock_by_hand() -> None:
    """110 in 1,000 homes after 100 in 1,250: 0.110/0.080 = 1.375, which no area stands out from."""
    found = relative_change.relative_change([66, 44], [60, 40], [600, 400], [750, 500], overdispersion=1).attrs
    assert found["stock_ratio"] == pytest.approx(1.375)
    assert found["common_ratio"] == pytest.approx(1.375, rel=0.01)
    assert found["stock_low"] < 1.375 < found["stock_high"]


def look(*adjusted: float, worse: bool = True) -> pd.DataFrame:
    """A frame of relative_change of so many areas, all pointing one way."""
    up = pd.Series([0.9 if worse else 0.1] * len(adjusted))
    label = ["worse" if worse and each >= 0.95 else "no clear change" for each in adjusted]
    figures = {"probability_worse": up, "probability_better": 1 - up, "adjusted": adjusted, "label": label}
    return pd.DataFrame(figures)


def test_a_label_begins_late_and_stays_while_it_is_likely() -> None:
    """Newest first: enough now; enough before and likely since; likely only; enough before, and gone in between."""
    looks = [look(0.995, 0.92, 0.97, 0.92), look(0.2, 0.93, 0.97, 0.5), look(0.2, 0.995, 0.97, 0.995)]
    found = relative_change.persistent(looks)
    assert found["label"].tolist() == ["worse", "worse", "no clear change", "no clear change"]
    assert found["standing"].tolist() == [1, 3, 0, 0]
    assert found["strongest"].tolist() == [0.995, 0.995, 0.97, 0.92]


def test_a_label_does_not_turn_round_and_earlier_looks_are_asked_for_only_where_they_matter() -> None:
    assert relative_change.persistent([look(0.95), look(0.999, worse=False)])["label"].tolist() == ["no clear change"]

    def looks() -> Iterator[pd.DataFrame]:
        yield look(0.3)
        raise AssertionError

    assert relative_change.persistent(looks())["standing"].tolist() == [0]
    assert relative_change.persistent([look(0.92)] * 11 + [look(0.999)] * 5)["standing"].tolist() == [12]
    assert relative_change.persistent([look(0.92)] * 12 + [look(0.999)] * 5)["standing"].tolist() == [0]


def test_a_swing_of_the_whole_city_is_no_areas_news() -> None:
    before = np.full(30, 50.0)
    found = relative_change.relative_change(before * 2, before, np.full(30, 500.0), np.full(30, 500.0))
    assert found["label"].eq("no clear change").all()
    assert found.attrs["stock_ratio"] == pytest.approx(2)
    assert_allclose(found["ratio"], 1, atol=0.02)


def test_an_area_that_holds_much_does_not_make_the_others_better() -> None:
    rng = np.random.default_rng(1)
    before, now = rng.poisson(60, 24).astype(float), rng.poisson(60, 24).astype(float)
    before[0], now[0] = 900, 1800
    found = relative_change.relative_change(now, before, np.full(24, 500.0), np.full(24, 500.0))
    assert found["label"].iloc[0] == "worse"
    assert found["label"].iloc[1:].eq("no clear change").all()
    assert found.attrs["stock_ratio"] > 1.3
    assert found.attrs["common_ratio"] == pytest.approx(now[1:].sum() / before[1:].sum(), rel=0.03)


def test_adjusted_is_benjamini_hochberg_over_the_areas_that_could_show_something() -> None:
    rng = np.random.default_rng(2)
    now, before = rng.poisson(40, 20).astype(float), rng.poisson(40, 20).astype(float)
    now[:3], (now[19], before[19]) = (90, 80, 8), (1, 1)
    found = relative_change.relative_change(now, before, np.full(20, 500.0), np.full(20, 500.0))
    assert found["reason"].to_list() == [""] * 19 + ["few_events"]
    two_sided = 2 * found[["probability_worse", "probability_better"]].min(axis=1).iloc[:19]
    assert_allclose(found["adjusted"].iloc[:19], 1 - false_discovery_control(two_sided))
    assert found["adjusted"].iloc[19] == 0
    assert found["label"].iloc[:3].to_list() == ["worse", "worse", "better"]


def test_where_more_is_better_the_words_turn() -> None:
    counts = ([90, 40, 40, 41], [40, 40, 42, 40], [500] * 4, [500] * 4)
    one = relative_change.relative_change(*counts, overdispersion=1)
    other = relative_change.relative_change(*counts, overdispersion=1, more_is_worse=False)
    assert (one["label"].iloc[0], other["label"].iloc[0]) == ("worse", "better")
    assert_allclose(one["probability_worse"], other["probability_better"])
    assert_allclose(one["ratio"], other["ratio"])


def test_what_cannot_be_told_is_unknown_and_says_why() -> None:
    areas = ["told", "other", "demolished", "new", "never", "undelivered", "silent", "tiny"]
    now = pd.Series([50, 52, 0, 5, 0, np.nan, 0, 1], index=areas)
    before = pd.Series([50, 49, 9, 0, 0, 8, 0, 0], index=areas)
    homes_now = pd.Series([500, 500, 0, 60, np.nan, 90, 80, 1], index=areas)
    homes_before = pd.Series([500, 500, 60, 0, 0, 90, 80, 1], index=areas)
    found = relative_change.relative_change(now, before, homes_now, homes_before)
    assert found["reason"].to_dict() == {
        "told": "", "other": "", "demolished": "no_homes_now", "new": "no_homes_before", "never": "no_homes",
        "undelivered": "not_delivered", "silent": "no_events", "tiny": "few_events",
    }  # fmt: skip
    unknown = found["label"] == "unknown"
    assert unknown.to_list() == [False, False, True, True, True, True, True, False]
    assert found.loc[unknown, FIGURES].isna().all(axis=None)
    assert np.isfinite(found.loc[~unknown, FIGURES]).all(axis=None)


def test_areas_of_one_year_are_no_part_of_the_stock() -> None:
    found = relative_change.relative_change([50, 50, 70], [50, 50, 0], [500, 500, 100], [500, 500, 0])
    assert found.attrs["stock_ratio"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("now", "before", "reasons"),
    [
        ([5], [9], ["no_comparison"]),
        ([50, 0, 0], [90, 0, 0], ["no_comparison", "no_events", "no_events"]),
        ([0, 0], [0, 0], ["no_events", "no_events"]),
    ],
)
def test_one_area_and_events_in_one_area_only_compare_with_nothing(
    now: list[int], before: list[int], reasons: list[str]
) -> None:
    homes = np.full(len(now), 100)
    found = relative_change.relative_change(now, before, homes, homes)
    assert found["reason"].to_list() == reasons
    assert found["label"].eq("unknown").all()


def test_no_areas_is_an_empty_frame() -> None:
    assert relative_change.relative_change([], [], [], []).empty


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected counts"):
        relative_change.relative_change([1, -2], [1, 2], [10, 10], [10, 10])
    with pytest.raises(ValueError, match="different areas"):
        relative_change.relative_change(pd.Series([1], index=["a"]), pd.Series([1], index=["b"]), 10, 10)


@settings(max_examples=50)
@given(two_years)
def test_nothing_is_missing_where_it_can_be_told(areas: list[tuple[int, int, int, int]]) -> None:
    found = relative_change.relative_change(*np.array(areas, dtype=float).T)
    told = found["label"] != "unknown"
    assert found.loc[~told, FIGURES].isna().all(axis=None)
    figures = found.loc[told, FIGURES]
    assert np.isfinite(figures[["ratio", "low", "probability_worse", "probability_better", "adjusted"]]).all(axis=None)
    assert (figures["low"] <= figures["ratio"]).all()
    assert (figures["ratio"] <= figures["high"]).all()
    assert_allclose(figures["probability_worse"] + figures["probability_better"], 1)
    assert found["reason"].ne("")[~told].all()


@settings(max_examples=50)
@given(two_years, st.randoms(use_true_random=False))
def test_order_and_unit_do_not_matter(areas: list[tuple[int, int, int, int]], random: object) -> None:
    now, before, homes_now, homes_before = np.array(areas, dtype=float).T
    order = list(range(len(areas)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one = relative_change.relative_change(now, before, homes_now, homes_before, overdispersion=1.5)
    other = relative_change.relative_change(
        now[order], before[order], homes_now[order] / 12, homes_before[order] / 12, overdispersion=1.5
    )
    assert_allclose(other[FIGURES], one.iloc[order][FIGURES], rtol=1e-5, atol=1e-9)


def test_the_years_exchanged_turn_the_ratio_over() -> None:
    rng = np.random.default_rng(6)
    for _town in range(20):
        now, before = rng.poisson(20, (2, 31)).astype(float)
        homes_now, homes_before = rng.uniform(50, 900, (2, 31))
        one = relative_change.relative_change(now, before, homes_now, homes_before)
        other = relative_change.relative_change(before, now, homes_before, homes_now)
        assert_allclose(other["ratio"], 1 / one["ratio"], rtol=1e-6)
        assert_allclose(other["probability_better"], one["probability_worse"], rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("kind", simulated.KINDS)
@pytest.mark.parametrize("homes", [25, None])
def test_where_nothing_changed_few_areas_are_labelled(kind: str, homes: int | None) -> None:
    """The quick version of benchmarks.calibration.change: at most 5 % of areas, and few corporations at all."""
    found = simulated.nothing(8, 60, 37, homes, *simulated.KINDS[kind])
    assert found["labelled"] <= 0.01
    assert found["any"] <= 0.15
    assert found["held"] >= 0.87


def test_a_doubling_on_60_events_is_mostly_found() -> None:
    assert simulated.found_of(9, 60, 60, 2, 1, 1.0)["found"] >= 0.7
    three = simulated.found_of(9, 60, 60, 2, 3, 1.0)
    assert three["found"] >= 0.7
    assert three["others"] <= 0.02
