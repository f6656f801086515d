"""What may be shown to whom so that nobody can be traced, not even by subtracting. Knows counts, and no page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from buurtbeeld.errors import NothingSafe
from buurtbeeld.methods.disclosure import hypercube, joint_system, linked_tables, optimal_suppression
from buurtbeeld.methods.disclosure.bounds import Array, Reader
from buurtbeeld.methods.disclosure.joint_system import JointSystem, Numbers
from buurtbeeld.methods.disclosure.linked_tables import Grid, Wholes
from buurtbeeld.methods.disclosure.optimal_suppression import Attack, Mask, Problem, TooLate

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
    about nobody. A reader is taken to know each, since the rule itself says what a narrow range means. earlier: what
    to_remember gave of every earlier export that any chain of sums may link to these counts, oldest first.

    Raises NothingSafe where nothing but hidden counts is left or there are more than margins.LARGEST combinations, and
    ValueError for totals that are not the sums of their parts.
    """
    if len(tables.cells) > linked_tables.EXACT:
        large = _large(tables, thresholds, earlier, _numbered(tables, earlier))
        hidden, need, at = hypercube.hidden(large), large.need, large.grid.at(tables.cells)
    else:
        system = joint_system.joint(tables.dims, [*earlier, tables.cells], tables.wholes)
        problem, need = _problem(tables, thresholds, _ledger(tables.dims, earlier), system)
        hidden, at = _chosen(problem), system.at(tables.cells)
    return _published(tables, hidden[at], need[at])


def to_remember(published: Tables) -> pd.DataFrame:
    """What the next export must know of this one: dimensions, value (NaN: hidden), need, nought.

    A hidden count is kept without its value; need is how wide its range must stay; nought: it is hidden, and is 0.
    """
    columns = [*published.dims, "value", "need", "nought"]
    return published.cells.loc[published.cells["state"].ne(UNKNOWN), columns]


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


def _ledger(dims: tuple[str, ...], earlier: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Earlier exports as one frame; those of before noughts were logged have none."""
    columns = {**dict.fromkeys(dims, str), "value": float, "need": float, "nought": bool}
    together = pd.concat([pd.DataFrame(columns=list(columns)), *earlier], ignore_index=True)
    return together.assign(nought=together["nought"].eq(True)).astype(columns)


def _shown(size: int, at: Numbers, value: pd.Series) -> Array:
    """(size,) the counts that these rows show, later ones first; NaN where none does."""
    counts, shown = np.full(size, np.nan), value.notna().to_numpy()
    counts[at[shown]] = value[shown]
    return counts


def _problem(
    tables: Tables, thresholds: Thresholds, earlier: pd.DataFrame, system: JointSystem
) -> tuple[Problem, Array]:
    """What to solve, and (R,) how wide a range each count must keep."""
    cells = tables.cells[tables.cells["value"].notna()]
    at, then = system.at(cells), system.at(earlier)
    values = _shown(len(system.cells), at, cells["value"])
    before = _shown(len(system.cells), then, earlier["value"].mask(earlier["nought"], 0.0))
    hidden, need = _needed(cells, at, thresholds, values - before)
    np.maximum.at(need, then, earlier["need"].to_numpy(dtype=float))
    before[np.abs(values - before) > 0] = np.nan
    system = system.linked(at, ~np.isnan(values) | ~np.isnan(before))
    before = _without_corrected(system, values, before)
    printed = ~np.isnan(before) & ~np.isnan(_shown(len(system.cells), then, earlier["value"]))
    disclosed = ~np.isnan(before) | (hidden & (values == 0))
    together, need = np.where(np.isnan(values), before, values), np.where(disclosed, 0.0, need)
    system = system.without(disclosed & (together == 0))
    target = (need > 0) & (np.diff(system.sums.indptr) > 0)
    targets, rests = system.sums[np.flatnonzero(target)], system.rests()
    rest = np.arange(targets.shape[0] + rests.shape[0]) >= targets.shape[0]
    wide = np.where(rest, float(thresholds.count), 0.0)
    wide[~rest] = need[target]
    both = sparse.csr_array(sparse.vstack([targets, rests]))
    return Problem(system.sums, together, disclosed, _loss(values), hidden & ~printed, both, wide, rest), need


def _needed(cells: pd.DataFrame, at: Numbers, thresholds: Thresholds, since: Array) -> tuple[Mask, Array]:
    """(R,) which counts may not be shown, and how wide a range each must keep; since: how they differ from what was
    shown before."""
    (small, wide), hidden, need = needs(cells, thresholds), np.zeros(len(since), dtype=bool), np.zeros(len(since))
    hidden[at[small]] = True
    np.maximum.at(need, at, wide)
    # Shown before with another value: the difference came in, or was withdrawn, in between, and may be small itself.
    slight = (np.abs(since) > 0) & (np.abs(since) < thresholds.count)
    return hidden | slight, np.where(slight, np.maximum(need, thresholds.count), need)


def _loss(values: Array) -> Array:
    """(R,) what hiding each count costs; NaN where there is nothing to hide."""
    return np.where(np.isnan(values), np.nan, 1 + WEIGHT * values / max(float(np.nanmax(values, initial=0.0)), 1.0))


def _without_corrected(system: JointSystem, values: Array, before: Array) -> Array:
    """(R,) earlier counts without those that were corrected since: only those that no longer fit, as few as can be.
    Raises ValueError for totals that are not the sums of their parts."""
    together = np.where(np.isnan(values), before, values)
    reader = Reader(system.sums, beyond_all(together))
    reader.know(together)
    return before if reader.fits() else np.where(reader.misfits(~np.isnan(before) & np.isnan(values)), np.nan, before)


def beyond_all(counts: Array) -> float:
    """More than any count can be: where the range of an unknown one ends that nothing bounds."""
    return 100.0 + 10 * float(np.nansum(counts))


def _chosen(problem: Problem) -> Mask:
    """What to hide: the least loss where it is found in time, else what is safe and was found until then."""
    attack = Attack(problem, time.monotonic() + MOST_SECONDS)
    if not attack.fits():
        raise NothingSafe("Expected counts that fit what was sent before, found none in time. Choose another area.")
    hidden, safe = problem.hidden | problem.choice, False
    try:
        if problem.disclosed.any():
            attack.settle(hidden)
        hidden, safe = optimal_suppression.least(problem, attack, LEAST_SECONDS)
    except TooLate:
        return problem.hidden | problem.choice
    return hidden if safe else optimal_suppression.shown_one_by_one(problem, attack, hidden)


def _large(tables: Tables, thresholds: Thresholds, earlier: Sequence[pd.DataFrame], numbered: Grid) -> hypercube.Table:
    """The same problem with every count known, those that only follow from others too. Raises NothingSafe where some
    combination of a table this large is not delivered."""
    cells = tables.cells[tables.cells["value"].notna()]
    at, (small, wide) = numbered.at(cells), needs(cells, thresholds)
    ledger = _ledger(tables.dims, earlier)
    given = _shown(numbered.size, at, cells["value"])
    before = _shown(numbered.size, numbered.at(ledger), ledger["value"])
    values = linked_tables.filled(numbered, given)
    disclosed = before == values
    hidden, need = np.zeros(numbered.size, dtype=bool), np.zeros(numbered.size)
    hidden[at[small]] = True
    np.maximum.at(need, at, wide)
    slight = (np.abs(values - before) > 0) & (np.abs(values - before) < thresholds.count) & ~np.isnan(given)
    follows = np.isnan(given)
    few = slight | (follows & (values > 0) & (values < thresholds.count))
    need = np.where(few, np.maximum(need, thresholds.count), need)
    np.maximum.at(need, numbered.at(ledger), ledger["need"].to_numpy(dtype=float))
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
    nought = (state == HIDDEN) & tables.cells["value"].eq(0)
    return replace(tables, cells=cells.drop(columns=dropped).assign(state=state, need=need, nought=nought))
