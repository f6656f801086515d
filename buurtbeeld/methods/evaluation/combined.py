"""All that the methods say of one plan, from monthly cases and a frozen comparison. Chooses no comparison."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from buurtbeeld.methods.evaluation import difference_in_differences, weighted_displacement
from buurtbeeld.methods.evaluation.difference_in_differences import Array, Did, Grid
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.methods.evaluation.synthetic_control import Synthetic, synthetic_control
from buurtbeeld.methods.evaluation.verdict import (
    Line,
    Verdict,
    direction,
    line_of_did,
    line_of_synthetic,
    line_of_wdd,
)
from buurtbeeld.methods.evaluation.verdict import verdict as verdict_of
from buurtbeeld.methods.evaluation.weighted_displacement import Detectable, Displacement, Pair, Wdd

MOST_BEFORE, MOST_AFTER = 48, 36
"""Months used around the start: what lies further off says little about now."""
YEARS_BEFORE = 3


class Windows(NamedTuple):
    """Cases before and after of area, pooled comparison and ring, over how many years each, in the same months.

    comparison_before: cases before per comparison area.
    """

    treated: Pair
    control: Pair
    ring: Pair
    years: Pair
    comparison_before: tuple[float, ...]

    @property
    def scale(self) -> float:
        """What brings the comparison to the size of the area."""
        return self.treated[0] / self.control[0] if self.control[0] and self.treated[0] else 1.0


@dataclass(frozen=True)
class Power:
    """Said before any result: what the windows hold, how much scatter there is, and the smallest drop that is clear."""

    windows: Windows
    dispersion: float
    detectable: Detectable


@dataclass(frozen=True)
class Evaluation:
    """The result: one figure per method, what all say together, and what it rests on.

    wdd counts the area; net counts area and ring together; both per year. left_out: one row per comparison area left
    out: left_out, change, low, high, direction (−1, 0, 1).
    """

    power: Power
    wdd: Wdd
    net: Wdd | None
    did: Did
    synthetic: Synthetic
    moved: Displacement | None
    lines: tuple[Line, ...]
    left_out: pd.DataFrame
    verdict: Verdict


def monthly(cases: pd.DataFrame, homes: pd.DataFrame, whole: Collection[object], areas: Sequence[str]) -> pd.DataFrame:
    """One row per area and known month: area_id, month, cases, homes; a month without a row in cases is a zero.

    cases: area_id, month, cases, only where something happened; homes: area_id, month, homes_rented; known: first days
    of months in which everything counted was delivered.
    """
    homes = homes[homes["area_id"].isin(areas)].assign(month=lambda rows: pd.to_datetime(rows["month"]))
    homes = homes[homes["month"].isin(pd.to_datetime(pd.Series(list(whole), dtype="datetime64[ns]")))]
    counted = cases.assign(month=pd.to_datetime(cases["month"])).groupby(["area_id", "month"])["cases"].sum()
    rows = homes.rename(columns={"homes_rented": "homes"})[["area_id", "month", "homes"]]
    return rows.join(counted, on=["area_id", "month"]).fillna({"cases": 0.0}).reset_index(drop=True)


def power(months: pd.DataFrame, plan: Plan, level: float = 0.95) -> Power:
    """What could be seen, from the months before the start alone and as many after it as were delivered by now.

    months: as `monthly` gives them. The cases after are not looked at.
    """
    return _power(_History.of(months, plan.month), plan, level)


def evaluate(months: pd.DataFrame, plan: Plan, problems: Collection[str] = (), level: float = 0.95) -> Evaluation:
    """All methods on one approach; `problems` are codes of `conditions`, to which short or empty windows are added."""
    history = _History.of(months, plan.month)
    said = _power(history, plan, level)
    windows = said.windows
    compare = partial(weighted_displacement.wdd, weights=windows.years, level=level, dispersion=said.dispersion)
    difference = compare(windows.control, windows.treated, scale=windows.scale)
    panel = difference_in_differences.panel_of(history.grid, plan.area, plan.month, others=plan.comparison)
    did = difference_in_differences.did(panel, level)
    synthetic = synthetic_control(_quarters(history, plan), plan.area, 0)
    lines = (
        line_of_did(did),
        line_of_wdd(difference, windows.treated, windows.years),
        line_of_synthetic(synthetic, level),
    )
    net, moved, away = _around(windows, compare)
    left_out = (
        _left_out(history, plan, compare)
        if did.reason
        else _left(difference_in_differences.without_each(panel, did, level))
    )
    codes = {
        *problems,
        *_problems(history, plan, windows, did),
        *(["rests_on_one_area"] if _turns(left_out, lines) else []),
    }
    label = verdict_of(lines, said.detectable, codes, expected=plan.expected, moved=moved if away else None)
    return Evaluation(said, difference, net, did, synthetic, moved, lines, left_out, label)


class _History(NamedTuple):
    """The months near the start, and how many months after it each is (below 0: before)."""

    grid: Grid
    apart: NDArray[np.int_]

    @staticmethod
    def of(months: pd.DataFrame, start: pd.Timestamp) -> _History:
        grid = difference_in_differences.grid_of(months)
        apart = (grid.months.year.to_numpy() - start.year) * 12 + grid.months.month.to_numpy() - start.month
        near = (apart >= -MOST_BEFORE) & (apart < MOST_AFTER)
        near_grid = Grid(grid.areas, grid.months[near], grid.cases[:, near], grid.homes[:, near])
        return _History(near_grid, apart[near])

    def months_of(self, area: str) -> set[int]:
        """The months in which the area had homes and everything was delivered."""
        row = self.grid.row(area)
        return set() if row is None else set(self.apart[np.isfinite(self.grid.cases[row])].tolist())

    def cases(self, areas: Sequence[str], months: Collection[int]) -> Array:
        """Cases (areas,) in these months; 0 for an area that is not there."""
        here = np.isin(self.apart, list(months))
        rows = [self.grid.row(area) for area in areas]
        return np.array([0.0 if row is None else np.nansum(self.grid.cases[row, here]) for row in rows])


def _power(history: _History, plan: Plan, level: float) -> Power:
    windows = _windows(history, plan)
    rows = np.isin(history.grid.areas, [plan.area, *plan.comparison])
    dispersion = scatter(history.grid.cases[np.ix_(np.flatnonzero(rows), np.flatnonzero(history.apart < 0))])
    detectable = weighted_displacement.detectable_drop(
        windows.treated[0], windows.comparison_before, level, weights=windows.years, dispersion=dispersion
    )
    return Power(windows, dispersion, detectable)


def _windows(history: _History, plan: Plan) -> Windows:
    """Before and after in the same calendar months: whole years where there is one, else the months there are.

    After is at most three whole years, before the last whole years known, at most three; a month unknown for the area
    counts nowhere.
    """
    own = history.months_of(plan.area)
    after = sorted(at for at in own if at >= 0)
    after = after[: len(after) // 12 * 12] if len(after) >= 12 else after
    seasons = {at % 12 for at in after}
    years = [-12 * turn for turn in range(1, YEARS_BEFORE + 1) if seasons and {s - 12 * turn for s in seasons} <= own]
    before = [at + season for at in years for season in seasons]

    def pair(areas: Sequence[str]) -> Pair:
        return float(history.cases(areas, before).sum()), float(history.cases(areas, after).sum())

    each = tuple(history.cases(plan.comparison, before).tolist())
    lasted = (max(len(before), 1) / 12, max(len(after), 1) / 12)
    return Windows(pair([plan.area]), pair(plan.comparison), pair(plan.ring), lasted, each)


def scatter(cases: Array) -> float:
    """Variance over mean of cases (A, M) around area × month, at least 1: Σ(O − E)²/E over its degrees of freedom.

    Months in which an area is unknown are left out for all.
    """
    counts = cases[:, np.isfinite(cases).all(axis=0)]
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return 1.0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return max(1.0, float(((counts - expected) ** 2 / expected).sum() / freedom))


def _quarters(history: _History, plan: Plan) -> pd.DataFrame:
    """Cases per home and quarter from the start (0 is the first after it), one column per area; whole quarters only."""
    areas = ({plan.area, *plan.comparison, *plan.donors} - set(plan.ring)) & set(history.grid.areas)
    names = sorted(areas)
    rows = np.searchsorted(history.grid.areas, names)
    quarter = history.apart // 3
    whole = [turn for turn in np.unique(quarter) if (quarter == turn).sum() == 3]
    rates = [
        history.grid.cases[rows][:, quarter == turn].sum(axis=1)
        / history.grid.homes[rows][:, quarter == turn].sum(axis=1)
        for turn in whole
    ]
    frame = pd.DataFrame(np.array(rates).reshape(len(whole), len(names)), index=whole, columns=names)
    return frame.dropna(subset=[plan.area]) if plan.area in frame else frame


def _around(windows: Windows, compare: Callable[..., Wdd]) -> tuple[Wdd | None, Displacement | None, bool]:
    """Area and ring together, the quotient, and whether the ring rose clearly."""
    if not sum(windows.ring):
        return None, None, False
    (treated, control, ring), years = (windows.treated, windows.control, windows.ring), windows.years
    rate = [(pair[0] / years[0], pair[1] / years[1]) for pair in (control, treated, ring)]
    both, pooled = (treated[0] + ring[0], treated[1] + ring[1]), control[0] or 1.0
    net = compare(control, both, scale=(both[0] or 1.0) / pooled)
    alone = compare(control, ring, scale=(ring[0] or 1.0) / pooled)
    return net, weighted_displacement.displacement(*rate), alone.low > 0


def _problems(history: _History, plan: Plan, windows: Windows, did: Did) -> set[str]:
    own = history.months_of(plan.area)
    after = sum(at >= 0 for at in own)
    problems = {
        "too_young": bool(own) and after < difference_in_differences.FEWEST_AFTER,
        "not_delivered": after == len(own),
        "zero_before": after < len(own) and not sum(history.cases([plan.area], [at for at in own if at < 0])),
        "no_comparison": not windows.control[0],
        "short_history": did.reason == "short_history",
    }
    return {code for code, holds in problems.items() if holds}


def _left_out(history: _History, plan: Plan, compare: Callable[..., Wdd]) -> pd.DataFrame:
    """By the weighted displacement difference, where there is too little history for the model."""
    rows = []
    for name in plan.comparison if len(plan.comparison) > 1 else ():
        rest = tuple(other for other in plan.comparison if other != name)
        windows = _windows(history, replace(plan, comparison=rest, ring=(), donors=()))
        line = line_of_wdd(
            compare(windows.control, windows.treated, scale=windows.scale), windows.treated, windows.years
        )
        rows.append((name, 1 + line.change, 1 + line.low, 1 + line.high))
    return _left(rows)


def _left(rows: list[tuple[str, float, float, float]]) -> pd.DataFrame:
    """(area, ratio, low, high) as the table that is shown."""
    lines = [Line("did", ratio - 1, low - 1, high - 1) for _name, ratio, low, high in rows]
    cells = [(row[0], line.change, line.low, line.high, direction(line)) for row, line in zip(rows, lines, strict=True)]
    return pd.DataFrame(cells, columns=["left_out", "change", "low", "high", "direction"])


def _turns(left_out: pd.DataFrame, lines: Sequence[Line]) -> bool:
    """Whether what is clear is no longer so without one comparison area."""
    first = next((line for line in lines if np.isfinite(line.change)), None)
    clear = direction(first) if first else 0
    return bool(clear) and bool(left_out["direction"].ne(clear).any())
