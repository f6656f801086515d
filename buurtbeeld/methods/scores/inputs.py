"""From tall tables as the warehouse holds them to one reading per indicator. Asks nothing itself; weighs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from buurtbeeld.methods.scores import indicators
from buurtbeeld.methods.scores.settings import Indicator, ScoreSettings, subthemes_of


@dataclass(frozen=True)
class Tables:
    """Frames with the columns of the warehouse's tables of these names; see docs/architecture.md.

    counts is area_month by source as well: area_id, source, kind, subtheme, month, reports, cases.
    """

    homes: pd.DataFrame
    counts: pd.DataFrame
    source_month: pd.DataFrame
    staff_score: pd.DataFrame
    survey: pd.DataFrame


@dataclass(frozen=True)
class _Grid:
    """The areas (A,) and months (T,) that all matrices share, homes (A, T), and which areas are large enough when."""

    areas: np.ndarray
    months: pd.DatetimeIndex
    homes: np.ndarray
    enough: np.ndarray
    reference: int


def read(
    tables: Tables,
    areas: np.ndarray,
    months: pd.DatetimeIndex,
    settings: ScoreSettings,
    themes: Mapping[str, tuple[str, bool]],
) -> dict[str, indicators.Reading]:
    """A reading per indicator key, each over areas (A,) and months (T,), in this order.

    months: first days of consecutive whole months, at least one; themes: score_settings.catalogue(). An area without a
    row in homes has no homes, and therefore no reading. Rows of other areas and months are left out. Without any
    delivery of a kind, question or aspect the reading is unknown throughout, with its reason.
    """
    limits = settings.thresholds
    homes = matrix(tables.homes, "homes_rented", areas, months)
    reference = (settings.reference_year - months[0].year) * 12 + 12 - months[0].month
    grid = _Grid(areas, months, homes, indicators.is_large_enough(homes, limits.smallest_homes), reference)
    return {each.key: _one(each, tables, grid, settings, themes) for each in settings.indicators}


def matrix(rows: pd.DataFrame, column: str, areas: np.ndarray, months: pd.DatetimeIndex) -> np.ndarray:
    """(A, T) sums of a column of (area_id, month) rows; 0 where there is no row."""
    row, at = pd.Index(areas).get_indexer(rows["area_id"]), months.get_indexer(pd.to_datetime(rows["month"]))
    here = (row >= 0) & (at >= 0)
    cells = np.bincount(
        row[here] * len(months) + at[here],
        weights=rows[column].to_numpy(dtype=float)[here],
        minlength=len(areas) * len(months),
    )
    return cells.reshape(len(areas), len(months))


def _one(
    each: Indicator, tables: Tables, grid: _Grid, settings: ScoreSettings, themes: Mapping[str, tuple[str, bool]]
) -> indicators.Reading:
    limits = settings.thresholds
    if each.count:
        return _counts(each, tables, grid, settings, themes)
    if each.staff_score:
        marks = tables.staff_score[tables.staff_score["aspect"].eq(each.staff_score)]
        means = indicators.of_teams(marks.assign(month=pd.to_datetime(marks["month"])), grid.areas, grid.months)
        smallest, early = limits.smallest_observers, indicators.WINDOW - 1
    else:
        means = indicators.of_waves(
            tables.survey[tables.survey["question"].eq(each.survey)],
            grid.areas,
            grid.months,
            from_month=limits.survey_from_month,
            lasting=limits.survey_months,
        )
        smallest, early = limits.smallest_answers, 0
    return indicators.from_means(
        means,
        grid.enough,
        reference=grid.reference,
        smallest=smallest,
        fewest_areas=limits.fewest_areas,
        fewest_months=early,
    )


def _counts(
    each: Indicator, tables: Tables, grid: _Grid, settings: ScoreSettings, themes: Mapping[str, tuple[str, bool]]
) -> indicators.Reading:
    assert each.count is not None
    kind = each.count.kind
    deliveries = tables.source_month[tables.source_month["kind"].eq(kind)]
    steady, delivered = steady_sources(deliveries, grid.months, grid.reference, settings.thresholds.fewest_months)
    rows = tables.counts
    rows = rows[
        rows["kind"].eq(kind) & rows["source"].isin(steady) & rows["subtheme"].isin(subthemes_of(each.count, themes))
    ]
    return indicators.from_counts(
        matrix(rows, each.count.unit, grid.areas, grid.months),
        grid.homes,
        delivered,
        grid.enough,
        reference=grid.reference,
        fewest_months=settings.thresholds.fewest_months,
        fewest_areas=settings.thresholds.fewest_areas,
    )


def steady_sources(
    deliveries: pd.DataFrame, months: pd.DatetimeIndex, reference: int, fewest: int
) -> tuple[list[str], np.ndarray]:
    """Which sources of one kind a trend may count, and (T,) the months in which all of them are known.

    deliveries: rows (source, month, known). Steady is a source that delivered `fewest` of the twelve months
    up to the reference (or of the first twelve, or last, where that lies outside) and of the last twelve: a source that
    stopped, or came later, would read as improvement or decline. Where none is steady all are taken; then what stopped
    is unknown from there on.
    """
    sources = sorted(deliveries["source"].unique())
    delivered: np.ndarray = np.zeros((len(sources), len(months)))
    at = months.get_indexer(pd.to_datetime(deliveries["month"]))
    here = (at >= 0) & deliveries["known"].to_numpy(dtype=bool)
    delivered[pd.Index(sources).get_indexer(deliveries["source"])[here], at[here]] = 1
    windows = indicators.rolling(delivered)
    then = int(np.clip(reference, min(indicators.WINDOW, len(months)) - 1, len(months) - 1))
    steady = (windows[:, then] >= fewest) & (windows[:, -1] >= fewest)
    taken = steady if steady.any() else np.ones(len(sources), dtype=bool)
    everywhere = (delivered[taken] > 0).all(axis=0) & bool(sources)
    return [name for name, use in zip(sources, taken, strict=True) if use], np.asarray(everywhere)
