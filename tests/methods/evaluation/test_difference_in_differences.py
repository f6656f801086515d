"""Difference-in-differences: against statsmodels and by hand, chosen at its worst, and at the edges."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.meta_analysis import combine_effects

from buurtbeeld.methods.evaluation import difference_in_differences
from buurtbeeld.methods.evaluation.power import smallest_drop

START = pd.Timestamp("2024-01-01")


def town(means: dict[str, np.ndarray], first: str = "2020-01-01", seed: int | None = 1) -> pd.DataFrame:
    """Rows of monthly cases around these means (months,), or exactly them without a seed; 100 homes each."""
    draw = np.random.default_rng(seed)
    frames = []
    for name, mean in means.items():
        months = pd.date_range(first, periods=len(mean), freq="MS")
        cases = mean if seed is None else draw.poisson(mean)
        frames.append(pd.DataFrame({"area_id": name, "month": months, "cases": cases, "homes": 100.0}))
    return pd.concat(frames, ignore_index=True)


def did(rows: pd.DataFrame, area: str, start: pd.Timestamp, peak: int = 12) -> difference_in_differences.Did:
    grid = difference_in_differences.grid_of(rows)
    return difference_in_differences.did(difference_in_differences.panel_of(grid, area, start, peak))


def flat(months: int, level: float, after: float = 1.0, last: int = 12) -> np.ndarray:
    return np.where(np.arange(months) >= months - last, level * after, level)


def test_agrees_with_statsmodels() -> None:
    """The same model as a formula, with a prior so wide that it says nothing; two comparison areas, so no drift."""
    season = 1 + 0.4 * np.cos(np.arange(60) / 6 * np.pi)
    rows = town({"x": flat(60, 9, 0.5) * season, "a": flat(60, 12) * season, "b": flat(60, 5) * season})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference_in_differences, "OWN_TREND", 1e4)
        found = did(rows, "x", START)
    months = (rows["month"].dt.year - START.year) * 12 + rows["month"].dt.month - START.month
    rows = rows.assign(own=rows["area_id"].eq("x").astype(int), at=months / 12, year=months // 12)
    rows = rows.assign(after=(months >= 0).astype(int), peak=months.between(-12, -1).astype(int))
    rows["season"] = rows["month"].dt.month
    formula = "cases ~ area_id + C(season) + C(year) + own:at + own:peak + own:after"
    fit = smf.glm(formula, rows, family=sm.families.Poisson()).fit()
    scale = max(1.0, fit.pearson_chi2 / fit.df_resid)
    assert math.log(found.ratio) == pytest.approx(fit.params["own:after"], abs=1e-5)
    assert found.se == pytest.approx(fit.bse["own:after"] * math.sqrt(scale), abs=1e-4)
    assert math.log(found.trend) == pytest.approx(fit.params["own:at"], abs=1e-5)
    assert found.dispersion == pytest.approx(scale, abs=1e-5)


@pytest.mark.parametrize("trend", [0.8, 0.9, 1.0, 1.1, 1.25])
def test_an_own_trend_that_goes_on_is_no_effect(trend: float) -> None:
    years = np.arange(84) / 12 - 6
    rows = town({"x": 40 * trend**years, **{name: np.full(84, 40.0) for name in "abcd"}}, "2018-01-01", seed=None)
    found = did(rows, "x", START)
    assert found.trend == pytest.approx(trend, rel=0.02)
    assert found.ratio == pytest.approx(1, abs=0.05) and found.low < 1 < found.high
    before = [ratio for year, ratio, _low, _high in found.years if year < -1]
    assert len(before) == 5 and before[-1] / before[0] == pytest.approx(trend**4, rel=0.05)


def test_a_short_history_widens_the_interval() -> None:
    wide, narrow = (
        did(town({name: np.full(before + 12, 20.0) for name in "xabc"}, first, seed=None), "x", START)
        for before, first in ((24, "2022-01-01"), (72, "2018-01-01"))
    )
    assert wide.se > 2 * narrow.se


def test_a_drop_that_is_said_to_be_seen_in_eight_of_ten_is() -> None:
    """Drawn anew with that drop: the quick version of benchmarks.calibration.placebos."""
    means = {name: np.full(84, 10.0) for name in "xabcde"}
    grid = difference_in_differences.grid_of(town(means, "2018-01-01", seed=None))
    panel = difference_in_differences.panel_of(grid, "x", START)
    drop = smallest_drop(panel, 12)
    assert drop is not None and 0.3 < drop < 0.6
    draws = [town(means | {"x": flat(84, 10, 1 - drop)}, "2018-01-01", seed=seed) for seed in range(120)]
    clear = sum(did(rows, "x", START).high < 1 for rows in draws)
    assert 0.68 < clear / 120 < 0.92
    assert smallest_drop(panel, 24) <= drop
    assert smallest_drop(panel, 12, share=0.3) is None or smallest_drop(panel, 12, share=0.3) > drop


def test_a_peak_before_the_start_is_no_level() -> None:
    """Chosen in a year of 16 a month after years of 10, then 10 again: nothing happened."""
    level = np.concatenate([np.full(36, 10.0), np.full(12, 13.0), np.full(12, 10.0)])
    rows = town({"x": level, **{name: np.full(60, 10.0) for name in "abcd"}}, seed=None)
    found = did(rows, "x", START)
    assert (found.ratio, found.baseline) == (pytest.approx(1, abs=1e-3), "earlier")


def test_an_area_that_had_truly_become_worse_is_measured_from_there() -> None:
    level = np.concatenate([np.full(36, 10.0), np.full(12, 45.0), np.full(12, 10.0)])
    rows = town({"x": level, **{name: np.full(60, 10.0) for name in "abcd"}}, seed=None)
    found = did(rows, "x", START)
    assert (found.ratio, found.baseline) == (pytest.approx(10 / 45, rel=0.01), "year_before")


def test_what_happened_everywhere_is_no_effect() -> None:
    rows = town({name: flat(60, level, 0.5) for name, level in {"x": 10, "a": 20, "b": 8, "c": 12}.items()}, seed=None)
    assert did(rows, "x", START).ratio == pytest.approx(1, abs=1e-3)


def test_comparison_areas_that_part_widen_the_interval() -> None:
    together = {name: np.full(60, 30.0) for name in "xabcd"}
    apart = together | {"a": flat(60, 30, 0.6), "b": flat(60, 30, 1.6)}
    narrow, wide = (did(town(means, seed=None), "x", START) for means in (together, apart))
    assert narrow.heterogeneity == 0
    assert wide.heterogeneity > 0.05
    assert wide.se > 1.5 * narrow.se


def test_variance_between_agrees_with_statsmodels() -> None:
    rng = np.random.default_rng(3)
    for _draw in range(20):
        effects, variances = rng.normal(0, 0.4, 9), rng.uniform(0.01, 0.2, 9)
        tau = combine_effects(effects, variances, method_re="dl").tau2
        assert difference_in_differences.between(effects, variances) == pytest.approx(max(0, tau), abs=1e-9)


def test_nothing_left_is_a_large_drop_and_no_error() -> None:
    found = did(town({"x": flat(60, 5, 0), "a": flat(60, 5), "b": flat(60, 5)}, seed=None), "x", START)
    assert found.ratio == pytest.approx(0.5 / 60, rel=0.05)
    assert 0 < found.low < found.high < 0.3


@pytest.mark.parametrize(
    ("means", "first", "reason"),
    [
        ({"x": np.full(50, 9.0), "a": np.full(50, 9.0)}, "2020-01-01", "too_young"),
        ({"x": np.full(48, 9.0), "a": np.full(48, 9.0)}, "2020-01-01", "too_young"),
        ({"x": np.full(35, 9.0), "a": np.full(35, 9.0)}, "2022-02-01", "short_history"),
        ({"x": np.full(36, 9.0)}, "2022-01-01", "no_comparison"),
        ({"x": np.full(36, 9.0), "a": np.zeros(36)}, "2022-01-01", "no_comparison"),
        ({"x": np.where(np.arange(36) < 24, 0.0, 4.0), "a": np.full(36, 9.0)}, "2022-01-01", "zero_before"),
        ({"x": np.full(36, 9.0), "a": np.full(36, 9.0)}, "2022-01-01", ""),
    ],
)
def test_what_cannot_be_told_says_why(means: dict, first: str, reason: str) -> None:
    found = did(town(means, first, seed=None), "x", START)
    assert found.reason == reason
    assert math.isnan(found.ratio) == bool(reason)


def test_order_and_unknown_months_do_not_matter() -> None:
    rows = town({name: np.full(60, 8.0) for name in "xabc"})
    assert did(rows.sample(frac=1, random_state=2), "x", START) == did(rows, "x", START)
    gap = rows[~rows["month"].between(pd.Timestamp("2021-03-01"), pd.Timestamp("2021-06-01"))]
    assert did(gap, "x", START).before == 44


def test_more_homes_are_no_effect() -> None:
    rows = town({name: np.full(60, 8.0) for name in "xabc"}, seed=None)
    grown = rows["area_id"].eq("x") & (rows["month"] >= START)
    rows = rows.assign(cases=rows["cases"].where(~grown, 16.0), homes=rows["homes"].where(~grown, 200.0))
    assert did(rows, "x", START).ratio == pytest.approx(1, abs=1e-3)


def test_a_month_twice_is_refused() -> None:
    rows = town({"x": np.full(60, 8.0), "a": np.full(60, 8.0)})
    with pytest.raises(ValueError, match="one row per area and month"):
        did(pd.concat([rows, rows.head(1)]), "x", START)
