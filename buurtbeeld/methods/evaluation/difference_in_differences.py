"""How much less, or more, than comparison areas in the same months, beyond the area's own trend? Judges nothing."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri
from threadpoolctl import ThreadpoolController

Array = NDArray[np.float64]

FEWEST_MONTHS = 24
"""Months before that season, level and own trend need; below that nothing is estimated."""
FEWEST_AFTER = 3
FEWEST_AREAS = 3
"""Comparison areas from which it can be estimated how much areas drift apart by themselves."""
PEAK = 12
"""The months before the start in which an area was chosen, mostly because they were its worst."""
STANDS_OUT = 3.2
"""A rise of so many standard errors is more than chance: the worst of forty areas gets there in 3 of 100 years."""
OWN_TREND = 0.25
"""How far an area parts from its comparison areas by itself in a year: the standard deviation, on the log scale, that
is allowed before looking. Two of them are a factor 1.65 a year."""
_STEPS, _LONGEST_STEP, _CLOSE = 60, 2.0, 1e-9
RIDGE = 1e-6
"""What keeps a coefficient finite of which nothing is known."""


class Did(NamedTuple):
    """Cases as a ratio of what they would have been, with interval; NaN with a reason where it cannot be told.

    p: two-sided. se: of the logarithm. dispersion: variance over mean of the months, at least 1. heterogeneity:
    variance of the true changes of comparison areas beyond their own trends (log scale). trend, with limits: how many
    times its comparison the area became by itself, a year. years: its event study, rows of (year from the start, ratio
    to the years before, low, high). baseline: earlier (the year before the start is left out of the level) or
    year_before (it rose too much to be chance, so it is the level). before, after: months used.
    reason: '' or short_history, too_young, no_comparison, zero_before.
    """

    ratio: float
    low: float
    high: float
    p: float
    se: float
    dispersion: float
    heterogeneity: float
    trend: float
    trend_low: float
    trend_high: float
    years: tuple[tuple[int, float, float, float], ...]
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

    def together(self, area: str, others: Collection[str]) -> Grid:
        """The area and these others added up, under the name of the area; the others are gone as areas."""
        mine, apart = self.areas == area, np.isin(self.areas, list(others))
        cases, homes = self.cases.copy(), self.homes.copy()
        for values in (cases, homes):
            values[mine] += np.nansum(values[apart], axis=0)
        return Grid(self.areas[~apart], self.months, cases[~apart], homes[~apart])


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

    at (M,): months from the start, below 0 before it. period (M,): 0 before, 1 the months in which it was chosen, 2
    after. season (M,): month of the year, 1 to 12.
    """

    areas: NDArray[Any]
    cases: Array
    homes: Array
    at: NDArray[np.int_]
    period: NDArray[np.int_]
    season: NDArray[np.int_]

    @property
    def year(self) -> NDArray[np.int_]:
        """(M,) years from the start: −1 is the last one before it."""
        return self.at // 12

    @property
    def years(self) -> int:
        """How many columns the years take: all but the first."""
        return len(np.unique(self.year)) - 1

    @property
    def trend(self) -> int:
        """The column of the area's own trend: behind those of areas, months of the year and years."""
        return len(self.areas) + len(np.unique(self.season)) - 1 + self.years

    def before(self) -> Panel:
        """The months before the start alone, and the areas that had any case in them."""
        early = self.period < 2
        rows = np.nansum(self.cases[:, early], axis=1) > 0
        rows[0] = True
        cases, homes = (values[np.ix_(rows, early)] for values in (self.cases, self.homes))
        return Panel(self.areas[rows], cases, homes, self.at[early], self.period[early], self.season[early])

    def with_after(self, months: int) -> Panel:
        """With so many months after the start, of unknown cases, in which the homes stay as they were last."""
        at = np.arange(months)
        first = (self.season[-1] - 1 - self.at[-1]) % 12  # the month of the year of the start, from 0
        last = np.array([row[np.isfinite(row)][-1] for row in self.homes])
        grown = np.hstack([self.homes, np.repeat(last[:, None], months, axis=1)])
        cases = np.hstack([self.cases, np.full((len(self.areas), months), np.nan)])
        period, season = (
            np.concatenate(pair) for pair in ((self.period, np.full(months, 2)), (self.season, (first + at) % 12 + 1))
        )
        return Panel(self.areas, cases, grown, np.concatenate([self.at, at]), period, season)

    def without(self, row: int) -> Panel:
        """All but one area."""
        rest = np.arange(len(self.areas)) != row
        return self._replace(areas=self.areas[rest], cases=self.cases[rest], homes=self.homes[rest])


def panel_of(grid: Grid, area: str, start: pd.Timestamp, peak: int = PEAK, others: Collection[str] = ()) -> Panel:
    """What is fitted: this area first, and the others named (all, where none is) that had any case.

    start: first month of the approach. The periods are: before, the `peak` months before the start, and after. With
    peak 0 all months before the start are before.
    """
    own = grid.areas == area
    here = np.isfinite(grid.cases[own]).any(axis=0)
    dates = grid.months[here]
    at = (dates.year.to_numpy() - start.year) * 12 + dates.month.to_numpy() - start.month
    period = np.where(at >= 0, 2, np.where(at >= -peak, 1, 0))
    comparison = ~own & (np.nansum(grid.cases[:, here], axis=1) > 0)
    comparison &= np.isin(grid.areas, list(others)) if others else True
    order = np.concatenate([np.flatnonzero(own), np.flatnonzero(comparison)])
    cases, homes = (values[np.ix_(order, np.flatnonzero(here))] for values in (grid.cases, grid.homes))
    return Panel(grid.areas[order], cases, homes, at, period, dates.month.to_numpy())


def without_each(panel: Panel, level: float = 0.95) -> list[tuple[str, float, float, float]]:
    """(comparison area left out, ratio, low, high): the same model each time without one of them."""
    turns = range(1, len(panel.areas)) if len(panel.areas) > 2 else ()
    fits = [(str(panel.areas[turn]), did(panel.without(turn), level)) for turn in turns]
    return [(name, fit.ratio, fit.low, fit.high) for name, fit in fits if not fit.reason]


def did(panel: Panel, level: float = 0.95) -> Did:
    """Difference-in-differences on monthly counts: log μ = area + month + year + own · (trend + peak + after).

    All areas but the first are the comparison. An area parts from the others by itself as it did before: its own trend
    on the log scale is estimated from the years before and goes on, with a prior of mean 0 and standard deviation
    OWN_TREND a year, so that a short history widens the interval instead of passing a trend off as an effect. An area
    is chosen at its worst, so the peak is no part of its level, unless it stands out by 3.2 standard errors; then the
    area had become worse, and the peak is the level. A period without a case in the area counts half a case.

    The variance is the quasi-Poisson one (Pearson, at least 1) with the prior, plus that of the true changes between
    comparison areas beyond their own trends (three or more; DerSimonian and Laird), since the area would have changed
    by itself as they did.
    Source: Wing, Simon and Bello-Gomez (2018), Annual Review of Public Health 39, 453–469; Rambachan and Roth (2023),
    Review of Economic Studies 90, 2555–2591, for trends that may part as they did before; for the comparison areas' own
    changes Conley and Taber (2011), Review of Economics and Statistics 93, 113–125.
    """
    before, after = int((panel.period < 2).sum()), int((panel.period == 2).sum())
    reason = _reason(panel, before, after)
    if reason:
        return Did(*(math.nan,) * 10, years=(), baseline="", before=before, after=after, reason=reason)
    fit = fitted(panel)
    weights, baseline = _contrast(fit, panel)
    spread, areas = _heterogeneity(panel, fit, baseline)
    se = math.sqrt(weights @ fit.covariance @ weights + spread * (1 + 1 / areas))
    z = -float(ndtri((1 - level) / 2))
    log, turn = float(weights @ fit.estimate), panel.trend
    p = 2 * float(ndtr(-abs(log) / se))
    slope, reach = float(fit.estimate[turn]), z * math.sqrt(fit.covariance[turn, turn])
    values = (log, log - z * se, log + z * se, slope, slope - reach, slope + reach)
    ratio, low, high, trend, trend_low, trend_high = (math.exp(value) for value in values)
    return Did(
        ratio, low, high, p, se, fit.dispersion, spread, trend, trend_low, trend_high,
        _years(panel, fit, z), baseline, before, after, "",
    )  # fmt: skip


def _reason(panel: Panel, before: int, after: int) -> str:
    if after < FEWEST_AFTER:
        return "too_young"
    if before < FEWEST_MONTHS or not (panel.period == 0).any():
        return "short_history"
    if not np.nansum(panel.cases[0, panel.period < 2]):
        return "zero_before"
    totals = [np.nansum(panel.cases[1:, panel.period == period]) for period in np.unique(panel.period)]
    return "" if all(totals) else "no_comparison"


class Fit(NamedTuple):
    """Coefficients (P,), their covariance, dispersion, and cases expected without anything of the area's own (A, M).

    The last coefficients are the area's own: its trend, the peak where there is one, and after.
    """

    estimate: Array
    covariance: Array
    dispersion: float
    expected: Array


def fitted(panel: Panel) -> Fit:
    """The model of `did`, by Newton's method; twice, since the weight of the prior depends on the dispersion."""
    row, at = np.nonzero(np.isfinite(panel.cases))
    design, trend = design_of(panel, row, at), panel.trend
    cases, offset = _with_halves(panel)[row, at], np.log(panel.homes[row, at])
    prior = np.full(design.shape[1], RIDGE)
    prior[trend] = 1 / OWN_TREND**2
    begin = np.zeros(design.shape[1])
    totals = [np.nansum(values, axis=1) for values in (panel.cases, panel.homes)]
    begin[: len(panel.areas)] = np.log(np.maximum(totals[0], 0.5) / totals[1])
    # Where others work too, two threads wait for each other twenty times as long as one needs for so small a model.
    with linear_algebra().limit(limits=1, user_api="blas"):
        scale, estimate, covariance = 1.0, begin, np.zeros((0, 0))
        for _turn in range(2):
            estimate, covariance = _newton(design, cases, offset, prior, scale, estimate)
            mean = np.exp(design @ estimate + offset)
            scale = max(1.0, float(((cases - mean) ** 2 / mean).sum()) / (len(cases) - design.shape[1]))
    common = np.full(panel.cases.shape, np.nan)
    common[row, at] = np.exp(design[:, :trend] @ estimate[:trend] + offset)
    return Fit(estimate, covariance, scale, common)


def design_of(panel: Panel, row: NDArray[np.int_], at: NDArray[np.int_]) -> Array:
    """Columns of the model for these rows and months of the panel."""
    own, level = (row == 0)[:, None], panel.period == 0
    since = (panel.at - panel.at[level].mean()) / 12  # from the middle of the level, so that the two hardly correlate
    parts = [
        row[:, None] == np.arange(len(panel.areas)),
        panel.season[at][:, None] == np.unique(panel.season)[1:],
        panel.year[at][:, None] == np.unique(panel.year)[1:],
        own * since[at][:, None],
        own & (panel.period[at][:, None] == np.unique(panel.period)[1:]),
    ]
    return np.hstack(parts).astype(float)


def _with_halves(panel: Panel) -> Array:
    """Cases; half a case, spread over its months, in a period in which the area had none (Haldane 1956)."""
    cases = panel.cases.copy()
    for period in np.unique(panel.period):
        here = (panel.period == period) & np.isfinite(cases[0])
        if here.any() and not cases[0, here].sum():
            cases[0, here] = 0.5 / here.sum()
    return cases


def _newton(
    design: Array, cases: Array, offset: Array, prior: Array, scale: float, estimate: Array
) -> tuple[Array, Array]:
    """Coefficients that maximise the Poisson likelihood over `scale` with a normal prior, and their covariance."""
    curvature = np.eye(len(prior))
    for _step in range(_STEPS):
        mean = np.exp(design @ estimate + offset)
        curvature = (design.T * mean) @ design / scale + np.diag(prior)
        step = np.linalg.solve(curvature, design.T @ (cases - mean) / scale - prior * estimate)
        estimate = estimate + np.clip(step, -_LONGEST_STEP, _LONGEST_STEP)
        if np.abs(step).max() < _CLOSE:
            break
    return estimate, np.asarray(np.linalg.inv(curvature))


@functools.cache
def linear_algebra() -> ThreadpoolController:
    """How many threads may work on one product: see `fitted`."""
    return ThreadpoolController()


def _contrast(fit: Fit, panel: Panel) -> tuple[Array, str]:
    """Weights of the coefficients that make the effect, and which months it is measured from."""
    weights = np.zeros(len(fit.estimate))
    weights[-1] = 1.0
    peak = (panel.period == 1).any()
    if not peak or fit.estimate[-2] <= STANDS_OUT * math.sqrt(fit.covariance[-2, -2]):
        return weights, "earlier"
    weights[-2] = -1.0
    return weights, "year_before"


def _heterogeneity(panel: Panel, fit: Fit, baseline: str) -> tuple[float, int]:
    """Variance of the true changes between comparison areas beyond their own trends, and from how many areas."""
    rows = [row for row in range(1, len(panel.areas)) if np.nansum(fit.expected[row, panel.period == 2]) > 0]
    if len(rows) < FEWEST_AREAS:
        return 0.0, max(1, len(rows))
    changes = np.array([_own_change(panel, fit, row, baseline) for row in rows])
    return between(changes[:, 0], changes[:, 1]), len(rows)


def drift_before(panel: Panel, fit: Fit) -> tuple[float, int]:
    """The same of months before the start alone: the last year against those before it."""
    return _heterogeneity(panel._replace(period=np.where(panel.period == 1, 2, panel.period)), fit, "earlier")


def _own_change(panel: Panel, fit: Fit, row: int, baseline: str) -> tuple[float, float]:
    """What an area did after the start beyond level and own trend, as `did` says it of the first, and its variance.

    Weighted least squares on the logarithm of cases over expected per year, with the same prior.
    """
    cells = np.unique(panel.year[np.isfinite(panel.cases[row])])
    sums = [
        np.array([np.nansum(values[row, panel.year == cell]) for cell in cells])
        for values in (panel.cases, fit.expected)
    ]
    log, weight = np.log((sums[0] + 0.5) / (sums[1] + 0.5)), (sums[1] + 0.5) / fit.dispersion
    period = np.array([np.bincount(panel.period[panel.year == cell]).argmax() for cell in cells])
    since = cells - cells[period == 0].mean() if (period == 0).any() else cells - cells.mean()
    own = np.column_stack([np.ones(len(cells)), since, period == 1, period == 2]).astype(float)
    curvature = (own.T * weight) @ own + np.diag([RIDGE, 1 / OWN_TREND**2, RIDGE, RIDGE])
    covariance = np.linalg.inv(curvature)
    contrast = np.array([0.0, 0.0, -1.0 if baseline == "year_before" else 0.0, 1.0])
    return float(contrast @ covariance @ (own.T * weight) @ log), float(contrast @ covariance @ contrast)


def between(effects: Array, variances: Array) -> float:
    """Variance between true effects, 0 or more (DerSimonian and Laird 1986, Controlled Clinical Trials 7, 177–188)."""
    weights = 1 / variances
    mean = np.sum(weights * effects) / np.sum(weights)
    spread = np.sum(weights * (effects - mean) ** 2) - (len(effects) - 1)
    return max(0.0, float(spread / (np.sum(weights) - np.sum(weights**2) / np.sum(weights))))


def _years(panel: Panel, fit: Fit, z: float) -> tuple[tuple[int, float, float, float], ...]:
    """The event study: per whole year the area's cases over those of its level among the comparison areas."""
    rows = []
    for year in np.unique(panel.year):
        here = panel.year == year
        cases, expected = np.nansum(panel.cases[0, here]), np.nansum(fit.expected[0, here])
        others = np.nansum(panel.cases[1:, here])
        if here.sum() < 12 or not others:
            continue
        reach = z * math.sqrt(fit.dispersion * (1 / max(cases, 0.5) + 1 / others))
        ratio = max(cases, 0.5) / expected
        rows.append((int(year), ratio, ratio * math.exp(-reach), ratio * math.exp(reach)))
    return tuple(rows)
