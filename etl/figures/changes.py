"""How high each area is and whether it changed, per kind and theme, kept as tall tables."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd

from buurtbeeld import codes
from buurtbeeld.methods import rates
from buurtbeeld.methods.scores.inputs import matrix
from buurtbeeld.methods.scores.settings import ScoreSettings
from buurtbeeld.methods.small_areas import empirical_bayes, relative_change, within_year
from buurtbeeld.methods.small_areas import funnel as small_areas_funnel
from etl.figures.inputs import Evidence, keep

YEAR = 12
BASIS = 3 * YEAR
"""Months from which the scatter within areas is measured, and in which bursts are looked for."""

WHAT = "area_id level kind theme"
MEASURE = WHAT + " cases burst home_years rate shrunk low high weight verdict direction reason"
CHANGE = WHAT + (
    " cases cases_before burst burst_before home_years home_years_before ratio low high probability_worse "
    "probability_better adjusted strongest standing label reason"
)
STOCK = "level kind theme months rate overdispersion ratio low high common"


def fill(con: duckdb.DuckDBPyConnection, evidence: Evidence, settings: ScoreSettings) -> None:
    """Makes area_measure, area_change and stock_change."""
    measures, changed, stock = [], [], []
    for level, areas, own in evidence.groups():
        homes = evidence.homes(areas)
        for kind, theme, cases, fits in _series(evidence, areas, settings):
            what = {"area_id": areas, "level": level, "kind": kind, "theme": theme}
            measure, rate, factor = _measured(cases, homes, fits["now"], settings)
            measures.append(measure.assign(**what)[own])
            rows, months = _compared(cases, homes, fits["both"], settings)
            changed.append(rows.assign(**what)[own])
            numbers = {"months": months, "rate": rates.per_1000(rate), "overdispersion": factor, **_swing(rows)}
            stock.append(pd.DataFrame([{"level": level, "kind": kind, "theme": theme, **numbers}]))
    keep(con, "area_measure", MEASURE, measures)
    keep(con, "area_change", CHANGE, changed)
    keep(con, "stock_change", STOCK, stock)


def _swing(rows: pd.DataFrame) -> dict[str, float]:
    said = {"ratio": "stock_ratio", "low": "stock_low", "high": "stock_high", "common": "common_ratio"}
    return {name: rows.attrs[attribute] for name, attribute in said.items()}


def _series(
    evidence: Evidence, areas: np.ndarray, settings: ScoreSettings
) -> Iterator[tuple[str, str, dict[str, np.ndarray], dict[str, np.ndarray]]]:
    """Per kind and theme (or all): cases (A, T) by what is asked of them, and in which months (T,) they are known.

    now: by sources that delivered in the last year; both: by sources that delivered in both years.
    """
    whole = len(evidence.months)
    fewest = settings.thresholds.fewest_months
    for kind in evidence.kinds:
        asked = {
            "now": evidence.steady(kind, whole - 1, fewest),
            "both": evidence.steady(kind, whole - 1 - YEAR, fewest),
        }
        fits = {name: months for name, (_rows, months) in asked.items()}
        themes = sorted(set(asked["now"][0]["theme"]) | set(asked["both"][0]["theme"]))
        for theme in [codes.ALL, *(name for name in themes if name != "unknown")]:
            chosen = {
                name: rows if theme == codes.ALL else rows[rows["theme"].eq(theme)]
                for name, (rows, _months) in asked.items()
            }
            yield (
                kind,
                theme,
                {name: matrix(rows, "cases", areas, evidence.months) for name, rows in chosen.items()},
                fits,
            )


def _measured(
    cases: dict[str, np.ndarray], homes: np.ndarray, delivered: np.ndarray, settings: ScoreSettings
) -> tuple[pd.DataFrame, float, float]:
    """Last year: rates per 1,000 homes and their place in the funnel; the rate of the stock and its dispersion.

    cases and rate are all that came in; what is said of them rests on the cases without those of a burst.
    """
    last, months = delivered[-YEAR:], _months(cases["now"], homes, delivered)
    every, events = (grid[:, -YEAR:][:, last].sum(axis=1) for grid in (cases["now"], months.counts))
    years = rates.home_years(homes[:, -YEAR:][:, last].sum(axis=1))
    reason = np.where(years > 0, "", "no_homes").astype(object)
    if last.sum() < settings.thresholds.fewest_months or len(delivered) < YEAR:
        events, reason[:] = np.full(len(events), np.nan), "short_history" if len(delivered) < YEAR else "not_delivered"
    shrunk = empirical_bayes.empirical_bayes(events, years, overdispersion=months.overdispersion)
    countable = (reason == "") & np.isfinite(events)
    rate = float(events[countable].sum() / years[countable].sum()) if countable.any() else float("nan")
    factor = months.overdispersion
    if countable.any() and rate > 0:
        factor = max(factor, small_areas_funnel.overdispersion(events[countable], years[countable], rate))
    placed = small_areas_funnel.verdict(events, years, None if not countable.any() else rate, factor)
    frame = rates.per_1000(shrunk[["shrunk", "low", "high"]])
    frame = frame.assign(weight=shrunk["weight"], verdict=placed["verdict"], direction=placed["direction"])
    every = np.where(np.isfinite(events), every, np.nan)
    frame = frame.assign(cases=_whole(every), burst=_whole(every - events), home_years=years, reason=reason)
    return frame.assign(rate=rates.per_1000_homes(pd.Series(every), pd.Series(years))), rate, factor


def _months(cases: np.ndarray, homes: np.ndarray, delivered: np.ndarray) -> within_year.Months:
    return within_year.steady(cases[:, -BASIS:], homes[:, -BASIS:], delivered[-BASIS:])


def _compared(
    cases: dict[str, np.ndarray], homes: np.ndarray, delivered: np.ndarray, settings: ScoreSettings
) -> tuple[pd.DataFrame, int]:
    """The last twelve months against the twelve before, in the calendar months known in both; how many those were."""
    months = _months(cases["both"], homes, delivered)
    change = relative_change.persistent(_looks(months, homes[:, -BASIS:], delivered[-BASIS:], settings))
    both = _both(delivered)
    every, events = (
        [_whole(each) for each in _windows(grid, both, settings)] for grid in (cases["both"], months.counts)
    )
    years = [rates.home_years(each) for each in _windows(homes, both)]
    rows = change.assign(cases=every[0], cases_before=every[1], home_years=years[0], home_years_before=years[1])
    rows = rows.assign(burst=every[0] - events[0], burst_before=every[1] - events[1])
    rows.attrs = change.attrs
    return rows.assign(reason="short_history") if len(delivered) < 2 * YEAR else rows, int(both.sum())


def _looks(
    months: within_year.Months, homes: np.ndarray, delivered: np.ndarray, settings: ScoreSettings
) -> Iterator[pd.DataFrame]:
    """The change as it was seen at the end of the last month, and of the months before it."""
    limits = settings.thresholds
    for end in range(len(delivered), min(len(delivered), 2 * YEAR) - 1, -1):
        both = _both(delivered[:end])
        yield relative_change.relative_change(
            *_windows(months.counts[:, :end], both, settings),
            *(rates.home_years(each) for each in _windows(homes[:, :end], both)),
            at_least=months.overdispersion,
            probability=limits.posterior,
            level=limits.interval,
        )


def _both(delivered: np.ndarray) -> np.ndarray:
    """(12,) the calendar months that were delivered in the last year and in the one before; none of a short history."""
    if len(delivered) < 2 * YEAR:
        return np.zeros(YEAR, dtype=bool)
    return np.asarray(delivered[-YEAR:] & delivered[-2 * YEAR : -YEAR])


def _windows(
    grid: np.ndarray, both: np.ndarray, settings: ScoreSettings | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """(A, T) -> sums over the chosen calendar months of the last year, and of the year before.

    With settings NaN where they are fewer than is needed: counts are then not known.
    """
    if settings and both.sum() < settings.thresholds.fewest_months:
        return np.full(len(grid), np.nan), np.full(len(grid), np.nan)
    if not both.any():
        return np.zeros(len(grid)), np.zeros(len(grid))
    return grid[:, -YEAR:][:, both].sum(axis=1), grid[:, -2 * YEAR : -YEAR][:, both].sum(axis=1)


def _whole(events: np.ndarray) -> pd.Series:
    return pd.Series(events).round().astype("Int64")
