"""How much less, or more, than comparison areas in the same months? A Poisson model with season; judges nothing."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from threadpoolctl import ThreadpoolController

Array = NDArray[np.float64]

FEWEST_MONTHS = 24
"""Months before that season and level need; below that nothing is told."""
FEWEST_AFTER = 3
FEWEST_AREAS = 3
"""Comparison areas from which it is known how much areas drift apart by themselves."""
PEAK = 12
"""The months before the start in which an area was chosen, mostly because they were its worst."""
STANDS_OUT = 3.2
"""A rise of so many standard errors is more than chance: the worst of forty areas gets there in 3 of 100 years."""


class Did(NamedTuple):
    """Cases as a ratio of what they would have been, with interval; NaN with a reason where it cannot be told.

    p: two-sided. se: of the logarithm. dispersion: variance over mean of the months, at least 1. heterogeneity:
    variance of the true changes of comparison areas (log scale). baseline: earlier (the year before the start is left
    out of the level) or year_before (it rose too much to be chance, so it is the level). before, after: months used.
    reason: '' or short_history, too_young, no_comparison, zero_before.
    """

    ratio: float
    low: float
    high: float
    p: float
    se: float
    dispersion: float
    heterogeneity: float
    baseline: str
    before: int
    after: int
    reason: str


class Grid(NamedTuple):
    """Areas (A,) by months (M,): cases and homes (A, M), NaN where a month is unknown or an area had no homes."""

    areas: NDArray[Any]
    months: pd.DatetimeIndex
    cases: Array
    homes: Array

    def row(self, area: str) -> int | None:
        """The row of an area; None where there is none."""
        rows = np.flatnonzero(self.areas == area)
        return int(rows[0]) if len(rows) else None


def grid_of(months: pd.DataFrame) -> Grid:
    """Monthly cases laid out. months: one row per area and known month: area_id, month (first day), cases, homes
    (home-months; 0 is left out). Raises ValueError where an area has a month twice."""
    areas, row = np.unique(months["area_id"].to_numpy(dtype=object).astype(str), return_inverse=True)
    moments, at = np.unique(pd.to_datetime(months["month"]).to_numpy(), return_inverse=True)
    if len(np.unique(row * len(moments) + at)) < len(row):
        raise ValueError("Expected one row per area and month, found one twice; add up their cases first.")
    cases, homes = (np.full((len(areas), len(moments)), np.nan) for _ in range(2))
    lived = months["homes"].to_numpy(dtype=float) > 0
    cases[row[lived], at[lived]] = months["cases"].to_numpy(dtype=float)[lived]
    homes[row[lived], at[lived]] = months["homes"].to_numpy(dtype=float)[lived]
    return Grid(areas, pd.DatetimeIndex(moments), cases, homes)


class Panel(NamedTuple):
    """What is fitted: areas (A,), the treated one first, by months (M,) that are known of it; cases, homes (A, M).

    period (M,): 0 before, 1 the months in which it was chosen, 2 after. season (M,): month of the year, 1 to 12.
    """

    areas: NDArray[Any]
    cases: Array
    homes: Array
    period: NDArray[np.int_]
    season: NDArray[np.int_]


def panel_of(grid: Grid, area: str, start: pd.Timestamp, peak: int = PEAK, others: Collection[str] = ()) -> Panel:
    """What is fitted: this area first, and the others named (all, where none is) that had any case.

    start: first month of the approach. The periods are: before, the `peak` months before the start, and after. With
    peak 0 all months before the start are before.
    """
    own = grid.areas == area
    here = np.isfinite(grid.cases[own]).any(axis=0)
    dates = grid.months[here]
    since = start - pd.DateOffset(months=peak)
    period = np.where(dates >= start, 2, np.where(dates >= since, 1, 0))
    comparison = ~own & (np.nansum(grid.cases[:, here], axis=1) > 0)
    comparison &= np.isin(grid.areas, list(others)) if others else True
    order = np.concatenate([np.flatnonzero(own), np.flatnonzero(comparison)])
    cases, homes = (values[np.ix_(order, np.flatnonzero(here))] for values in (grid.cases, grid.homes))
    return Panel(grid.areas[order], cases, homes, period, dates.month.to_numpy())


def without_each(panel: Panel, whole: Did, level: float = 0.95) -> list[tuple[str, float, float, float]]:
    """(comparison area left out, ratio, low, high): the others added up, with the scatter that all of them showed.

    The ratio of ratios of cases per home, Var(log) = dispersion · Σ1/n: what the model gives for two series that are
    known in the same months and keep their homes, since season and month then cancel.
    """
    parts = [panel.period == (1 if whole.baseline == "year_before" else 0), panel.period == 2]
    cases, homes = (
        np.array([np.nansum(values[:, part], axis=1) for part in parts]) for values in (panel.cases, panel.homes)
    )
    rows, areas = [], len(panel.areas) - 2
    for turn in range(1, len(panel.areas)) if areas > 0 else ():
        rest = np.delete(np.arange(1, len(panel.areas)), turn - 1)
        n = np.array([cases[:, 0], cases[:, rest].sum(axis=1)])
        n = np.where(n > 0, n, 0.5)
        rate = np.log(n / np.array([homes[:, 0], homes[:, rest].sum(axis=1)]))
        ratio = math.exp((rate[0, 1] - rate[0, 0]) - (rate[1, 1] - rate[1, 0]))
        se = math.sqrt(whole.dispersion * float((1 / n).sum()) + whole.heterogeneity * (1 + 1 / areas))
        factor = math.exp(-float(ndtri((1 - level) / 2)) * se)
        rows.append((str(panel.areas[turn]), ratio, ratio / factor, ratio * factor))
    return rows


def did(panel: Panel, level: float = 0.95) -> Did:
    """Difference-in-differences on monthly counts: log μ = area + month of the year + period + period of the area.

    All areas but the first are the comparison. An area is chosen at its worst, so the peak is no part of its level,
    unless it stands out by 3.2 standard errors; then the area had become worse, and the peak is the level. A period
    without a case in the area counts half a case.

    The variance is the quasi-Poisson one (Pearson, at least 1) plus that of the true changes between comparison areas
    (three or more; DerSimonian and Laird), since the area would have changed by itself as they did.
    Source: Wing, Simon and Bello-Gomez (2018), Annual Review of Public Health 39, 453–469; for the comparison areas'
    own changes Conley and Taber (2011), Review of Economics and Statistics 93, 113–125.
    """
    before, after = int((panel.period < 2).sum()), int((panel.period == 2).sum())
    reason = _reason(panel, before, after)
    if reason:
        nan = math.nan
        return Did(nan, nan, nan, nan, nan, nan, nan, "", before, after, reason)
    estimate, covariance, scale = _fitted(panel)
    weights, baseline = _contrast(estimate, covariance, panel)
    spread, areas = _heterogeneity(panel, scale, baseline)
    se = math.sqrt(weights @ covariance @ weights + spread * (1 + 1 / areas))
    log, reach = float(weights @ estimate), -float(ndtri((1 - level) / 2)) * se
    p = 2 * float(ndtr(-abs(log) / se))
    ratio, low, high = (math.exp(value) for value in (log, log - reach, log + reach))
    return Did(ratio, low, high, p, se, scale, spread, baseline, before, after, "")


def _reason(panel: Panel, before: int, after: int) -> str:
    if after < FEWEST_AFTER:
        return "too_young"
    if before < FEWEST_MONTHS or not (panel.period == 0).any():
        return "short_history"
    if not np.nansum(panel.cases[0, panel.period < 2]):
        return "zero_before"
    totals = [np.nansum(panel.cases[1:, panel.period == period]) for period in np.unique(panel.period)]
    return "" if all(totals) else "no_comparison"


def _fitted(panel: Panel) -> tuple[Array, Array, float]:
    """Coefficients, their covariance and the dispersion; the last coefficients are the area's own, peak then after."""
    row, at = np.nonzero(np.isfinite(panel.cases))
    own = row == 0
    columns = [row[:, None] == np.arange(len(panel.areas)), panel.season[at][:, None] == np.unique(panel.season)[1:]]
    periods = panel.period[at][:, None] == np.unique(panel.period)[1:]
    design = np.hstack([*columns, periods, periods & own[:, None]]).astype(float)
    cases = panel.cases.copy()
    for period in np.unique(panel.period):
        here = (panel.period == period) & np.isfinite(cases[0])
        if here.any() and not cases[0, here].sum():
            cases[0, here] = 0.5 / here.sum()  # half a case, spread over the months (Haldane 1956)
    # Where others work too, two threads wait for each other twenty times as long as one needs for so small a model.
    with _linear_algebra().limit(limits=1, user_api="blas"):
        # The columns of the areas add up to a constant: given as such, it need not be sought by three decompositions.
        fit = GLM(cases[row, at], design, family=Poisson(), offset=np.log(panel.homes[row, at]), hasconst=True).fit()
    scale = max(1.0, float(fit.pearson_chi2) / float(fit.df_resid))
    return np.asarray(fit.params), np.asarray(fit.normalized_cov_params) * scale, scale


@functools.cache
def _linear_algebra() -> ThreadpoolController:
    return ThreadpoolController()


def _contrast(estimate: Array, covariance: Array, panel: Panel) -> tuple[Array, str]:
    """Weights of the coefficients that make the effect, and which months it is measured from."""
    weights = np.zeros(len(estimate))
    weights[-1] = 1.0
    if not (panel.period == 1).any() or estimate[-2] <= STANDS_OUT * math.sqrt(covariance[-2, -2]):
        return weights, "earlier"
    weights[-2] = -1.0
    return weights, "year_before"


def _heterogeneity(panel: Panel, scale: float, baseline: str) -> tuple[float, int]:
    """Variance of the true changes between comparison areas, and how many areas it comes from."""
    level, after = panel.period == (1 if baseline == "year_before" else 0), panel.period == 2
    totals = [
        (np.nansum(panel.cases[1:, part], axis=1), np.nansum(panel.homes[1:, part], axis=1)) for part in (level, after)
    ]
    both = (totals[0][1] > 0) & (totals[1][1] > 0)
    if both.sum() < FEWEST_AREAS:
        return 0.0, max(1, int(both.sum()))
    (cases, homes), (cases_after, homes_after) = ((events[both] + 0.5, homes[both]) for events, homes in totals)
    change = np.log(cases_after / homes_after) - np.log(cases / homes)
    return between(change, scale * (1 / cases_after + 1 / cases)), int(both.sum())


def between(effects: Array, variances: Array) -> float:
    """Variance between true effects, 0 or more (DerSimonian and Laird 1986, Controlled Clinical Trials 7, 177–188)."""
    weights = 1 / variances
    mean = np.sum(weights * effects) / np.sum(weights)
    spread = np.sum(weights * (effects - mean) ** 2) - (len(effects) - 1)
    return max(0.0, float(spread / (np.sum(weights) - np.sum(weights**2) / np.sum(weights))))
