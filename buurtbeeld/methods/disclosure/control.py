"""What may be shown to whom so that nobody can be traced, not even by subtracting. Knows counts, and no page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from buurtbeeld.errors import NothingSafe
from buurtbeeld.methods.disclosure import hypercube, linked_tables, optimal_suppression
from buurtbeeld.methods.disclosure.bounds import Array, Equations
from buurtbeeld.methods.disclosure.linked_tables import Grid, Wholes
from buurtbeeld.methods.disclosure.optimal_suppression import Mask, Problem

SHOWN, HIDDEN, UNKNOWN = "shown", "hidden", "unknown"
LEAST_SECONDS, MOST_SECONDS = 3.0, 12.0
"""So long the least loss is looked for, and so long any safe choice; what was not tried by then stays hidden."""
WEIGHT = 0.5
"""The largest count costs half as much again as a nought: so a choice of least loss hides at most 1.5 times as many
counts as the choice that hides fewest."""


@dataclass(frozen=True)
class Thresholds:
    """From what on something is shown: a count, a figure per home, a mean of answers. 0 or 1: always.

    dominance: a count of which one reporter made more than this share is about that reporter; 1 never happens.
    """

    count: int
    homes: int
    answers: int
    dominance: float


@dataclass(frozen=True)
class Tables:
    """Counts, totals included: whatever goes to one recipient at one time, as one long table.

    dims: names of the columns that say what is counted (measure, area, theme, period). cells: one row per count, with
    those columns and value (NaN: unknown, nobody delivered); optional homes (in the area), top (the part of the value
    that one reporter made). Columns named in figures were made of the count (a rate, an interval) and are hidden with
    it. wholes: what each value consists of; rows whose values consist of others are their sums. A measure 'answers'
    counts answers to a survey. What protect gives has a column state (shown, hidden, unknown) as well.
    """

    dims: tuple[str, ...]
    cells: pd.DataFrame
    wholes: Wholes
    figures: tuple[str, ...] = ()


def protect(tables: Tables, thresholds: Thresholds, earlier: Sequence[pd.DataFrame] = ()) -> Tables:
    """The tables with what may not be shown hidden: value NaN, state hidden, the figures made of it NaN.

    Hidden for itself is a count below its threshold, in an area with fewer homes than thresholds.homes, or mostly made
    by one reporter. Then others are hidden with it, at the least loss, until whoever adds and subtracts all that is
    shown, and all that was shown in earlier exports, finds for each of them a range of whole numbers at least as wide
    as its need: the threshold, or the part made by one reporter where that is larger. A nought needs no range: it is
    about nobody. earlier: what to_remember gave of each export to this recipient, oldest first.

    Raises NothingSafe where nothing but hidden counts is left or there are more than margins.LARGEST combinations, and
    ValueError for totals that are not the sums of their parts.
    """
    numbered = _numbered(tables, earlier)
    if numbered.size > linked_tables.EXACT:
        large = _large(tables, thresholds, earlier, numbered)
        hidden, need = hypercube.hidden(large), large.need
    else:
        problem = _problem(tables, thresholds, earlier, numbered)
        hidden, need = _chosen(problem), problem.need
    at = numbered.at(tables.cells)
    return _published(tables, hidden[at], need[at])


def to_remember(published: Tables) -> pd.DataFrame:
    """What the next export to the same recipient must know of this one: dimensions, value (NaN: hidden), need.

    A hidden count is kept without its value; need is how wide its range must stay.
    """
    return published.cells.loc[published.cells["state"].ne(UNKNOWN), [*published.dims, "value", "need"]]


def needs(cells: pd.DataFrame, thresholds: Thresholds) -> tuple[Mask, Array]:
    """(n,) which counts may not be shown themselves, and how wide a range each must keep (0: none)."""
    value = cells["value"].to_numpy(dtype=float)
    answers = cells["measure"].eq("answers").to_numpy() if "measure" in cells else np.zeros(len(cells), dtype=bool)
    least = np.where(answers, thresholds.answers, thresholds.count).astype(float)
    few = _column(cells, "homes", np.inf) < thresholds.homes
    top = _column(cells, "top", 0.0)
    by_one_reporter = (top > thresholds.dominance * value) & (value > 0)
    hidden = (value < least) | few | by_one_reporter
    wide = np.maximum(least, np.where(few, value, np.where(by_one_reporter, top, 0.0)))
    return hidden, np.where(hidden & (value > 0), wide, 0.0)


def _column(cells: pd.DataFrame, name: str, otherwise: float) -> Array:
    if name not in cells:
        return np.full(len(cells), otherwise)
    return cells[name].fillna(otherwise).to_numpy(dtype=float)


def _numbered(tables: Tables, earlier: Sequence[pd.DataFrame]) -> Grid:
    return linked_tables.grid(tables.dims, [*earlier, tables.cells], tables.wholes)


def counts_shown(numbered: Grid, frames: Sequence[pd.DataFrame]) -> Array:
    """(N,) the counts that these frames show, later ones first; NaN where none does."""
    counts = np.full(numbered.size, np.nan)
    for frame in frames:
        shown = frame[frame["value"].notna()]
        counts[numbered.at(shown)] = shown["value"].to_numpy(dtype=float)
    return counts


def beyond_all(counts: Array) -> float:
    """More than any count can be: where the range of an unknown one ends that nothing bounds."""
    return 100.0 + 10 * float(np.nansum(counts))


def without_corrected(numbered: Grid, counts: Array, before: Mask) -> Array:
    """(N,) known without earlier counts (before) that were corrected since: only those that no longer fit, as few as
    can be. Raises ValueError for totals that are not the sums of their parts."""
    lines = Equations(numbered.equations, beyond_all(counts))
    lines.know(counts)
    if lines.any() is not None:
        return counts
    if not before.any():
        raise ValueError("Expected totals that are the sums of their parts, found others. Check what is counted twice.")
    return np.where(optimal_suppression.misfits(numbered.equations, counts, before), np.nan, counts)


def _problem(tables: Tables, thresholds: Thresholds, earlier: Sequence[pd.DataFrame], numbered: Grid) -> Problem:
    cells = tables.cells[tables.cells["value"].notna()]
    at, (small, wide) = numbered.at(cells), needs(cells, thresholds)
    values, before = counts_shown(numbered, [cells]), counts_shown(numbered, earlier)
    # Shown before with another value: the difference came in, or was withdrawn, in between, and may be small itself.
    revised = np.abs(values - before)
    before[revised > 0] = np.nan
    disclosed = ~np.isnan(
        without_corrected(numbered, np.where(np.isnan(values), before, values), ~np.isnan(before))
    ) & ~np.isnan(before)
    hidden, need = np.zeros(numbered.size, dtype=bool), np.zeros(numbered.size)
    hidden[at[small]] = True
    np.maximum.at(need, at, wide)
    slight = (revised > 0) & (revised < thresholds.count)
    hidden, need = hidden | slight, np.where(slight, np.maximum(need, thresholds.count), need)
    for frame in earlier:
        kept = frame[frame["value"].isna()]
        np.maximum.at(need, numbered.at(kept), kept["need"].to_numpy(dtype=float))
    loss = np.where(np.isnan(values), np.nan, 1 + WEIGHT * values / max(float(np.nanmax(values, initial=0.0)), 1.0))
    follows = np.isnan(values) & ~disclosed & (need == 0)
    need = np.where(disclosed, 0.0, np.where(follows, thresholds.count, need))
    return Problem(numbered.equations, np.where(disclosed, before, values), disclosed, loss, need, hidden & ~disclosed)


def _chosen(problem: Problem) -> Mask:
    """What to hide: the least loss where it is found in time, else what is safe and was found until then."""
    until = time.monotonic() + MOST_SECONDS
    if problem.disclosed.any():
        problem, _lost = optimal_suppression.without_lost(problem)
    hidden, safe = optimal_suppression.least(problem, LEAST_SECONDS)
    return hidden if safe else optimal_suppression.shown_one_by_one(problem, hidden, until)


def _large(tables: Tables, thresholds: Thresholds, earlier: Sequence[pd.DataFrame], numbered: Grid) -> hypercube.Table:
    """The same problem with every count known, those that only follow from others too. Raises NothingSafe where some
    combination of a table this large is not delivered."""
    cells = tables.cells[tables.cells["value"].notna()]
    at, (small, wide) = numbered.at(cells), needs(cells, thresholds)
    given, before = counts_shown(numbered, [cells]), counts_shown(numbered, earlier)
    values = linked_tables.filled(numbered, given)
    disclosed = before == values
    hidden, need = np.zeros(numbered.size, dtype=bool), np.zeros(numbered.size)
    hidden[at[small]] = True
    np.maximum.at(need, at, wide)
    slight = (np.abs(values - before) > 0) & (np.abs(values - before) < thresholds.count) & ~np.isnan(given)
    follows = np.isnan(given)
    few = slight | (follows & (values > 0) & (values < thresholds.count))
    need = np.where(few, np.maximum(need, thresholds.count), need)
    for frame in earlier:
        kept = frame[frame["value"].isna()]
        np.maximum.at(need, numbered.at(kept), kept["need"].to_numpy(dtype=float))
    need = np.where(disclosed, 0.0, need)
    return hypercube.Table(
        numbered, values, disclosed, 1 + np.sqrt(values), need, (hidden | slight | follows) & ~disclosed
    )


def _published(tables: Tables, hidden: Mask, need: Array) -> Tables:
    cells = tables.cells.copy()
    unknown = cells["value"].isna().to_numpy()
    state = np.select([unknown, hidden], [UNKNOWN, HIDDEN], SHOWN)
    if len(cells) and not (state == SHOWN).any() and not unknown.all():
        raise NothingSafe("Expected something that may be shown, found only counts that may not. Choose a larger area.")
    blank = dict.fromkeys([*tables.figures, "value"], np.nan)
    cells.loc[state == HIDDEN, list(blank)] = np.nan
    need = np.where(state == HIDDEN, need, 0.0)
    dropped = [name for name in ("top",) if name in cells]
    return replace(tables, cells=cells.drop(columns=dropped).assign(state=state, need=need))
