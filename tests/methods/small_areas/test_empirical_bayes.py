"""Small areas are drawn to the stock as far as chance asks: against published values, by hand, and at the edges."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import ArrayLike

from benchmarks.calibration import small_areas
from buurtbeeld.methods.small_areas import empirical_bayes

# Infant deaths in 167 areas of Auckland, 1977–1985, and children under 5 in 1981: the example of Marshall (1991), as
# published by Bailey and Gatrell (1995), Interactive Spatial Data Analysis, and in the data package spData (CC0).
DEATHS = [
    8, 2, 5, 8, 1, 2, 2, 1, 6, 2, 15, 6, 6, 3, 2, 5, 3, 1, 5, 4, 3, 8, 20, 13, 4, 3, 2, 0, 3, 1, 2, 4, 2, 5, 4, 10, 8, 7,
    3, 7, 15, 9, 8, 14, 12, 10, 5, 6, 5, 3, 4, 9, 4, 4, 10, 6, 8, 3, 4, 7, 3, 8, 6, 8, 24, 15, 1, 8, 5, 1, 5, 15, 11, 4, 1,
    5, 2, 13, 14, 3, 11, 26, 5, 4, 1, 4, 5, 8, 5, 4, 11, 4, 1, 5, 2, 6, 4, 9, 16, 4, 2, 12, 5, 7, 12, 12, 14, 12, 7, 3, 3,
    5, 9, 9, 4, 3, 11, 10, 2, 10, 17, 5, 9, 17, 10, 18, 10, 17, 9, 6, 29, 12, 8, 11, 11, 3, 8, 24, 4, 7, 7, 4, 1, 3, 15,
    34, 27, 26, 8, 13, 11, 31, 7, 17, 14, 38, 4, 27, 10, 10, 6, 18, 2, 5, 28, 18, 3,
]  # fmt: skip
CHILDREN = [
    252, 45, 360, 366, 54, 36, 72, 27, 708, 234, 522, 183, 165, 225, 93, 225, 144, 120, 336, 369, 534, 429, 858, 756, 354,
    72, 63, 45, 75, 114, 180, 282, 144, 402, 168, 699, 423, 408, 165, 195, 273, 522, 372, 369, 429, 447, 222, 264, 432, 201,
    189, 327, 198, 279, 306, 306, 162, 189, 315, 429, 141, 522, 570, 435, 981, 858, 138, 204, 39, 6, 90, 486, 324, 165, 189,
    438, 153, 375, 234, 219, 435, 933, 99, 81, 93, 234, 183, 393, 303, 339, 450, 258, 135, 168, 153, 177, 288, 516, 318,
    201, 66, 309, 261, 516, 285, 495, 255, 444, 465, 261, 225, 414, 471, 459, 282, 150, 225, 228, 21, 288, 366, 204, 216,
    378, 309, 480, 384, 348, 351, 450, 543, 423, 399, 345, 339, 288, 306, 1359, 372, 330, 360, 192, 162, 183, 528, 795, 891,
    1209, 357, 618, 528, 1248, 186, 918, 387, 1290, 255, 1407, 570, 306, 312, 594, 177, 177, 762, 714, 303,
]  # fmt: skip


def marshall(events: ArrayLike, exposure: ArrayLike) -> pd.DataFrame:
    """As published: no area is of another kind, and the estimated prior is taken as exact."""
    prior = empirical_bayes.prior(events, exposure)
    exact = empirical_bayes.Prior(prior.mean, prior.variance)
    return empirical_bayes.empirical_bayes(events, exposure, prior=exact)


counts = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 2000)), min_size=1, max_size=30)


def test_auckland_as_published() -> None:
    """Bivand, spdep, reference of EBest, prints a = 7.284173e-07 and b = 0.002633436 for these numbers."""
    found = empirical_bayes.prior(DEATHS, 9 * np.array(CHILDREN))
    assert_allclose(found.mean, 0.002633436, rtol=1e-6)
    assert_allclose(found.variance, 7.284173e-07, rtol=1e-6)


def test_by_hand() -> None:
    """Two areas of 100 homes with 2 and 10 cases: b = 12/200 = 0.06, s² = 0.04² = 0.0016, A = 0.0016 − 0.06/100 = 0.001.

    The weight is 0.001/(0.001 + 0.06/100) = 0.625, the shrunk rates 0.06 ± 0.625 × 0.04 = 0.035 and 0.085.
    """
    found = empirical_bayes.empirical_bayes([2, 10], [100, 100])
    assert_allclose(found["rate"], [0.02, 0.10])
    assert_allclose(found["weight"], [0.625, 0.625])
    assert_allclose(found["shrunk"], [0.035, 0.085])


@pytest.mark.parametrize(
    ("homes", "weight"), [(25, 0.20), (50, 0.33), (100, 0.50), (250, 0.71), (500, 0.83), (1000, 0.91)]
)
def test_weight_of_own_data_at_40_cases_per_1000_and_variation_a_half(homes: int, weight: float) -> None:
    known = empirical_bayes.Prior(0.04, (0.5 * 0.04) ** 2)
    found = empirical_bayes.empirical_bayes([1], [homes], prior=known)
    assert_allclose(found["weight"], weight, atol=0.005)


def test_a_known_prior_gives_the_gamma_posterior() -> None:
    """Gamma(b²/A + y, b/A + n) with b = 0.04, A = 0.0004, y = 5, n = 100: Gamma(9, 200), quantiles χ²₁₈/400.

    χ²₁₈ has 9.390 at 5 % and 28.869 at 95 % (any printed table).
    """
    found = empirical_bayes.empirical_bayes([5], [100], prior=empirical_bayes.Prior(0.04, 0.0004)).iloc[0]
    assert_allclose([found["low"], found["high"]], [9.390 / 400, 28.869 / 400], rtol=1e-4)


@pytest.mark.parametrize(
    ("example", "events", "exposure"), [("sids2.dbf", "SID74", "BIR74"), ("stl_hom.dbf", "HC7984", "PO7984")]
)
def test_agrees_with_esda_where_it_floors_nothing(example: str, events: str, exposure: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import libpysal
        from esda.smoothing import Empirical_Bayes
    table = libpysal.io.open(libpysal.examples.get_path(example))
    y, n = np.array(table.by_col(events), dtype=float), np.array(table.by_col(exposure), dtype=float)
    assert empirical_bayes.prior(y, n).variance > 0
    assert_allclose(marshall(y, n)["shrunk"], Empirical_Bayes(y, n).r.ravel(), rtol=1e-10)


def test_st_louis_as_esda_publishes_it() -> None:
    """Homicides of 1979–1984 per county: the ten values in the reference of esda.smoothing.Empirical_Bayes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import libpysal
    table = libpysal.io.open(libpysal.examples.get_path("stl_hom.csv"))
    found = marshall(np.array(table[:, 10], dtype=float), np.array(table[:, 13], dtype=float))
    published = [2.36718950e-05, 4.54539167e-05, 4.78114019e-05, 2.76907146e-05, 6.58989323e-05]
    assert_allclose(found["shrunk"][:5], published, rtol=1e-7)


def test_no_more_scatter_than_chance_makes_every_area_the_pooled_rate() -> None:
    found = empirical_bayes.empirical_bayes([1, 2, 4], [25, 50, 100])
    # All that is left is the chance that an area is of another kind after all.
    assert (found["weight"] < 0.03).all() and (marshall([1, 2, 4], [25, 50, 100])["weight"] == 0).all()
    assert_allclose(found["shrunk"], 0.04)
    pooled = empirical_bayes.empirical_bayes([7], [175])
    # A difference that could not be seen may still be there: wider than if all were known to be equal.
    assert (found["high"] - found["low"]).iloc[0] > (pooled["high"] - pooled["low"]).iloc[0]


def test_areas_without_homes_or_a_delivery_have_no_row_of_figures() -> None:
    y, n = pd.Series([1, 3, 2, np.nan], index=list("abcd")), pd.Series([25, 50, 0, 10], index=list("abcd"))
    found = empirical_bayes.empirical_bayes(y, n)
    assert list(found.index) == list("abcd")
    assert found.loc[["c", "d"]].isna().all(axis=None)
    assert found.loc[["a", "b"]].notna().all(axis=None)
    assert_allclose(found.loc[["a", "b"], "shrunk"], empirical_bayes.empirical_bayes([1, 3], [25, 50])["shrunk"])


def test_no_events_at_all_is_zero_up_to_the_pooled_limit() -> None:
    """Gamma(½, 175): its 95 % quantile is χ²₁/350, 3.841 being that of χ²₁."""
    found = empirical_bayes.empirical_bayes([0, 0, 0], [25, 50, 100])
    assert (found[["rate", "shrunk", "weight", "low"]] == 0).all(axis=None)
    assert_allclose(found["high"], 3.841 / 350, rtol=1e-3)


def test_one_area_is_itself_with_its_own_chance() -> None:
    found = empirical_bayes.empirical_bayes([5], [100]).iloc[0]
    assert found["shrunk"] == 0.05
    assert found["weight"] == 0
    assert_allclose([found["low"], found["high"]], [0.0186, 0.0938], atol=1e-4)
    nobody = empirical_bayes.empirical_bayes([3, 1], [0, np.nan])
    assert nobody.isna().all(axis=None)


def test_a_small_level_may_borrow_the_prior_of_a_larger_one() -> None:
    wide = empirical_bayes.prior(DEATHS, CHILDREN)
    found = empirical_bayes.empirical_bayes([0, 9], [40, 50], prior=wide)
    assert_allclose(found["shrunk"], wide.mean + found["weight"] * (found["rate"] - wide.mean))
    assert (found["weight"] > 0).all()


@pytest.mark.parametrize("wrong", [([-1, 2], [10, 10]), ([1, 2], [10, -10]), ([1, 2], [10, np.inf])])
def test_impossible_counts_are_refused(wrong: tuple[list[float], list[float]]) -> None:
    with pytest.raises(ValueError, match="Expected"):
        empirical_bayes.empirical_bayes(*wrong)


def test_different_areas_and_impossible_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="different areas"):
        empirical_bayes.empirical_bayes(pd.Series([1, 2], index=["a", "b"]), pd.Series([1, 2], index=["b", "a"]))
    with pytest.raises(ValueError, match="level between 0 and 1"):
        empirical_bayes.empirical_bayes([1], [10], level=90)


def test_a_matrix_is_its_columns() -> None:
    rng = np.random.default_rng(5)
    homes = rng.integers(0, 300, (40, 6)).astype(float)
    events = rng.poisson(0.04 * homes).astype(float)
    events[:, 5], events[3, 2], homes[:, 4] = 0, np.nan, 0
    found = empirical_bayes.empirical_bayes_many(events, homes)
    low, high = empirical_bayes.interval(found)
    for month in range(6):
        alone = empirical_bayes.empirical_bayes(events[:, month], homes[:, month])
        assert_allclose(found.shrunk[:, month], alone["shrunk"])
        assert_allclose(found.weight[:, month], alone["weight"])
        assert_allclose(low[:, month], alone["low"])
        assert_allclose(high[:, month], alone["high"])


@given(counts)
def test_shrunk_lies_between_rate_and_stock_inside_its_interval_and_nothing_is_missing(
    areas: list[tuple[int, int]],
) -> None:
    y, n = np.array(areas, dtype=float).T
    found = empirical_bayes.empirical_bayes(y, n)
    assert np.isfinite(found.to_numpy()).all()
    pooled, slack = float(empirical_bayes.robust_prior(y, n).mean), 1e-9 * (1 + found["rate"].max())
    assert (found["shrunk"] >= np.minimum(found["rate"], pooled) - slack).all()
    assert (found["shrunk"] <= np.maximum(found["rate"], pooled) + slack).all()
    assert found["weight"].between(0, 1).all()
    assert (found["low"] <= found["shrunk"]).all()
    assert (found["high"] >= found["shrunk"]).all()
    assert (found["low"] >= 0).all()


@given(counts, st.sampled_from([0.001, 1 / 12, 1000.0]))
def test_the_unit_of_exposure_does_not_matter(areas: list[tuple[int, int]], unit: float) -> None:
    y, n = np.array(areas, dtype=float).T
    rng = np.random.default_rng(1)
    # Counts that scatter well beyond chance, so that rounding does not decide whether A is 0.
    y = y + rng.permutation(np.arange(y.size)) * 500
    one, other = empirical_bayes.empirical_bayes(y, n), empirical_bayes.empirical_bayes(y, n * unit)
    assert_allclose(other[["rate", "shrunk", "low", "high"]] * unit, one[["rate", "shrunk", "low", "high"]], rtol=1e-6)
    assert_allclose(other["weight"], one["weight"], rtol=1e-6)


@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_areas_does_not_matter(areas: list[tuple[int, int]], random: object) -> None:
    y, n = (pd.Series(values, dtype=float) for values in zip(*areas, strict=True))
    order = list(range(len(areas)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, other = (
        empirical_bayes.empirical_bayes(y, n),
        empirical_bayes.empirical_bayes(y.iloc[order], n.iloc[order]).sort_index(),
    )
    assert_allclose(other, one, rtol=1e-6, atol=1e-9)


def test_a_small_area_that_is_far_off_is_not_held_back() -> None:
    """25 homes with 8 cases among areas of 4 in 100: at their rate it would have 1."""
    rng = np.random.default_rng(3)
    y, n = np.append(rng.poisson(4, 30), 8).astype(float), np.append(np.full(30, 100), 25).astype(float)
    found, published = empirical_bayes.empirical_bayes(y, n).iloc[-1], marshall(y, n).iloc[-1]
    assert found["shrunk"] > 1.5 * published["shrunk"]
    assert found["high"] > 0.32 > published["high"]


def test_one_extreme_area_does_not_make_the_others_look_alike() -> None:
    rng = np.random.default_rng(4)
    n = np.full(37, 400.0)
    y = rng.poisson(rng.gamma(4, 0.01, 37) * n).astype(float)
    alone, beside = (
        empirical_bayes.robust_prior(y, n),
        empirical_bayes.robust_prior(np.append(y, 480), np.append(n, 400)),
    )
    assert beside.likely == pytest.approx(alone.likely) and beside.mean == pytest.approx(alone.mean)
    assert empirical_bayes.prior(np.append(y, 480), np.append(n, 400)).likely > 10 * alone.likely


def test_counts_that_scatter_more_than_chance_weigh_less() -> None:
    """φ = 2: 10 cases of 200 homes say as much as 5 of 100."""
    prior = empirical_bayes.Prior(0.04, 0.0004)
    found = empirical_bayes.empirical_bayes([10], [200], overdispersion=2.0, prior=prior)
    half = empirical_bayes.empirical_bayes([5], [100], prior=prior)
    assert_allclose(found[["shrunk", "weight", "low", "high"]], half[["shrunk", "weight", "low", "high"]])


def test_the_interval_holds_the_true_rate_in_90_of_100_where_the_plain_one_does_not() -> None:
    """The quick version of benchmarks.calibration.small_areas; its figures are in docs/methods."""
    shares = small_areas.headline(2, 200)
    assert 0.88 <= shares["ours"]["all"] <= 0.92
    assert all(0.87 <= share <= 0.93 for share in shares["ours"].values()), shares["ours"]
    for areas, factor in ((8, 1.0), (8, 3.0), (100, 1.0), (100, 2.0)):
        assert 0.88 <= small_areas.scattered(5, areas, factor, 2000 // areas) <= 0.925, (areas, factor)
    few = small_areas.coverage(3, 400, 37, 50, 0.5)
    assert few["plain"].mean() < 0.85
    assert 0.88 <= few["ours"].mean() <= 0.92


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_the_same_numbers_give_the_same_answer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    y, n = rng.poisson(3, 12).astype(float), rng.uniform(10, 200, 12)
    pd.testing.assert_frame_equal(
        empirical_bayes.empirical_bayes(y, n), empirical_bayes.empirical_bayes(y.copy(), n.copy())
    )
