"""All that the methods say of one plan, from monthly cases and a frozen comparison. Chooses no comparison."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from buurtbeeld.methods.evaluation import difference_in_differences, weighted_displacement
from buurtbeeld.methods.evaluation import displacement as evaluation_displacement
from buurtbeeld.methods.evaluation.difference_in_differences import Array, Did, Grid
from buurtbeeld.methods.evaluation.displacement import Change, Displacement
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.methods.evaluation.power import smallest_drop
from buurtbeeld.methods.evaluation.specification import specification_curve
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
from buurtbeeld.methods.evaluation.weighted_displacement import Pair, Wdd

MOST_BEFORE, MOST_AFTER = 72, 36
"""Months used around the start. An area's own trend takes years to see: of 48 months before, a halving of a hundred
cases is seen in two of three, of 72 in nearly nine of ten."""
YEARS_BEFORE = 3


class Windows(NamedTuple):
    """Cases before and after of area, pooled comparison and ring, over how many years each, in the same months."""

    treated: Pair
    control: Pair
    ring: Pair
    years: Pair

    @property
    def scale(self) -> float:
        """What brings the comparison to the size of the area."""
        return self.treated[0] / self.control[0] if self.control[0] and self.treated[0] else 1.0


class Seen(NamedTuple):
    """The smallest drop in the area, as a share, that is called clear in eight of ten at a day of judging: of the area
    alone, and of area and ring together (both None where no drop is; around is None without a ring too)."""

    months: int
    here: float | None
    around: float | None


@dataclass(frozen=True)
class Power:
    """Said before any result: cases a year in the area (of the last three years before), whether there is anything to
    compare with, whether a ring, and what would be seen at each day of judging."""

    yearly: float
    compared: bool
    ring: bool
    seen: tuple[Seen, ...]


@dataclass(frozen=True)
class Evaluation:
    """The result at the last day of judging that has come: a figure per method, and what all say together.

    look: that day, in months after the start; 0 before the first. windows, wdd: counts before and after, per year. net:
    change of area and ring as one, in cases a year, None without a ring; moved: which part of the fall came back in
    the ring. left_out: one row per comparison area left out: left_out, change, low, high, direction (−1, 0, 1).
    """

    look: int
    power: Power
    windows: Windows
    wdd: Wdd
    net: Change | None
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


def power(months: pd.DataFrame, plan: Plan) -> Power:
    """What would be seen at each day of judging, from the months before the start alone and as many after it as were
    delivered by now.

    months: as `monthly` gives them. The cases after are not looked at.
    """
    history = _History.of(months, plan.month)
    return _power(history, plan, plan.looks)


def evaluate(months: pd.DataFrame, plan: Plan, problems: Collection[str] = ()) -> Evaluation:
    """All methods on one approach at the last day of judging that has come; what came in later is not looked at.

    problems: codes of `conditions`, to which short or empty windows are added.
    """
    whole = _History.of(months, plan.month)
    look = plan.look(int(whole.apart.max(initial=-1)) + 1)
    history = whole.until(look)
    said = _power(history, plan, (look,) if look else ())
    windows = _windows(history, plan)
    difference = _difference(history, plan, windows)
    panel = difference_in_differences.panel_of(history.grid, plan.area, plan.month, others=plan.comparison)
    did = difference_in_differences.did(panel, plan.level)
    synthetic = synthetic_control(_quarters(history, plan), plan.area, 0)
    lines = (
        line_of_did(did),
        line_of_wdd(difference, windows.treated, windows.years),
        line_of_synthetic(synthetic, plan.level),
    )
    around = _around(history, plan, did)
    left_out = _left(difference_in_differences.without_each(panel, plan.level))
    codes = {
        *problems,
        *_problems(history, plan, windows, did, look),
        *(["rests_on_one_area"] if _turns(left_out, lines) else []),
        *([] if around.together or did.reason else ["no_ring"]),
    }
    smallest = said.seen[0].here if said.seen else None
    label = verdict_of(lines, smallest, codes, expected=plan.expected, together=around.together)
    return Evaluation(look, said, windows, difference, around.net, did, synthetic, around.moved, lines, left_out, label)


def specifications(months: pd.DataFrame, plan: Plan, effect: Evaluation) -> pd.DataFrame:
    """The result by every other reasonable comparison, as `specification_curve` gives it; empty without a result."""
    grid = _History.of(months, plan.month).until(effect.look).grid
    return specification_curve(
        grid, plan if not effect.did.reason else replace(plan, comparison=(), donors=()), effect.did
    )


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

    def until(self, look: int) -> _History:
        """The months before so many after the start."""
        early = self.apart < look
        grid = self.grid
        return _History(
            Grid(grid.areas, grid.months[early], grid.cases[:, early], grid.homes[:, early]), self.apart[early]
        )

    def months_of(self, area: str) -> set[int]:
        """The months in which the area had homes and everything was delivered."""
        row = self.grid.row(area)
        return set() if row is None else set(self.apart[np.isfinite(self.grid.cases[row])].tolist())

    def part(self, area: str, others: Sequence[str], months: NDArray[np.bool_]) -> float:
        """Which part of the cases of area and others together is the area's, in these months."""
        rows = np.isin(self.grid.areas, [area, *others])
        total = float(np.nansum(self.grid.cases[rows][:, months]))
        own = float(np.nansum(self.grid.cases[self.grid.areas == area][:, months]))
        return own / total if total else 0.0

    def cases(self, areas: Sequence[str], months: Collection[int]) -> Array:
        """Cases (areas,) in these months; 0 for an area that is not there."""
        here = np.isin(self.apart, list(months))
        rows = [self.grid.row(area) for area in areas]
        return np.array([0.0 if row is None else np.nansum(self.grid.cases[row, here]) for row in rows])


def _difference(history: _History, plan: Plan, windows: Windows) -> Wdd:
    """The counts before and after, with the scatter of the months before."""
    rows = np.isin(history.grid.areas, [plan.area, *plan.comparison])
    dispersion = scatter(history.grid.cases[np.ix_(np.flatnonzero(rows), np.flatnonzero(history.apart < 0))])
    return weighted_displacement.wdd(
        windows.control, windows.treated, None, None, windows.years, plan.level,
        scale=windows.scale, dispersion=dispersion,
    )  # fmt: skip


def _power(history: _History, plan: Plan, looks: Sequence[int]) -> Power:
    early = [at for at in history.months_of(plan.area) if -12 * YEARS_BEFORE <= at < 0]
    cases = [float(history.cases(areas, early).sum()) for areas in ([plan.area], plan.comparison, plan.ring)]
    yearly = 12 * cases[0] / max(len(early), 1)
    return Power(yearly, cases[1] > 0, cases[2] > 0, _seen(history, plan, looks))


def _seen(history: _History, plan: Plan, looks: Sequence[int]) -> tuple[Seen, ...]:
    """At each of these days; nothing where the area, or what it is compared with, is unknown."""
    panel_of = partial(difference_in_differences.panel_of, area=plan.area, start=plan.month, others=plan.comparison)
    if history.grid.row(plan.area) is None or not plan.comparison:
        return ()
    early = history.until(0)
    alone, ring = panel_of(early.grid), _ring(early, plan)
    both = panel_of(early.grid.together(plan.area, ring)) if ring else None
    year = early.apart >= -2 * difference_in_differences.PEAK
    share = early.part(plan.area, ring, year)
    return tuple(
        Seen(
            look,
            smallest_drop(alone, look, plan.level),
            smallest_drop(both, look, plan.level_together, share) if both is not None else None,
        )
        for look in looks
    )


def _ring(history: _History, plan: Plan) -> tuple[str, ...]:
    """The areas of the ring that had any case before the start."""
    early = history.apart < 0
    rows = {area: history.grid.row(area) for area in plan.ring}
    return tuple(area for area, row in rows.items() if row is not None and np.nansum(history.grid.cases[row, early]))


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

    lasted = (max(len(before), 1) / 12, max(len(after), 1) / 12)
    return Windows(pair([plan.area]), pair(plan.comparison), pair(plan.ring), lasted)


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


class _Around(NamedTuple):
    """together: the line of area and ring as one. All None where the ring had no case before, or gives no figure."""

    together: Line | None
    net: Change | None
    moved: Displacement | None


def _around(history: _History, plan: Plan, did: Did) -> _Around:
    """The same model of the ring, and of area and ring as one."""
    ring = _ring(history, plan)
    if did.reason or not ring:
        return _Around(None, None, None)
    grids = (history.grid.together(ring[0], ring[1:]), history.grid.together(plan.area, ring))
    panels = [
        difference_in_differences.panel_of(grid, area, plan.month, others=plan.comparison)
        for grid, area in zip(grids, (ring[0], plan.area), strict=True)
    ]
    alone, both = (difference_in_differences.did(panel, plan.level_together) for panel in panels)
    if alone.reason or both.reason:
        return _Around(None, None, None)
    after = history.apart >= 0
    counts = [
        float(np.nansum(history.grid.cases[np.isin(history.grid.areas, names)][:, after]))
        for names in ([plan.area], ring)
    ]
    changes = [
        evaluation_displacement.change(cases, effect)
        for cases, effect in ((counts[0], did), (counts[1], alone), (sum(counts), both))
    ]
    years = max(int(after.sum()), 1) / 12
    net = Change(changes[2].cases / years, changes[2].se / years)
    return _Around(line_of_did(both), net, evaluation_displacement.displacement(changes[0], changes[1], plan.level))


def _problems(history: _History, plan: Plan, windows: Windows, did: Did, look: int) -> set[str]:
    own = history.months_of(plan.area)
    after = sum(at >= 0 for at in own)
    problems = {
        "too_young": not look or (bool(own) and did.reason == "too_young"),
        "not_delivered": after == len(own),
        "zero_before": after < len(own) and not sum(history.cases([plan.area], [at for at in own if at < 0])),
        "no_comparison": not plan.comparison or (look > 0 and not windows.control[0]),
        "short_history": did.reason == "short_history",
    }
    return {code for code, holds in problems.items() if holds}


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
