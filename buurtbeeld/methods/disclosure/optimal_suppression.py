"""Which counts to hide besides the ones that must be: the least loss that protects them all. Knows no recipient."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from buurtbeeld.methods.disclosure.bounds import TOLERANCE, Array, Equations, Farthest, whole

Mask = NDArray[np.bool_]
SLACK = 0.01
"""A choice within this share of the least loss is good enough, and is found in a fraction of the time."""


@dataclass(frozen=True)
class Problem:
    """Counts (N,) between equations (E, N).

    values: NaN where it is in no table and we do not know either. disclosed: what a reader knows whatever we do
    (earlier exports). loss: of hiding a count; NaN where there is nothing to hide. need: how wide a reader's range must
    at least be, 0 where it need not. hidden: the counts that must be hidden. A count with a need that is neither hidden
    nor disclosed is one that follows from others; it may also be known to be 0, or to reach its need.
    """

    equations: sparse.csr_array
    values: Array
    disclosed: Mask
    loss: Array
    need: Array
    hidden: Mask

    @property
    def choice(self) -> Mask:
        """The counts that may be shown or hidden."""
        return ~np.isnan(self.loss) & ~self.hidden & ~self.disclosed

    @property
    def implied(self) -> Mask:
        """The counts that are in no table, and follow from those that are."""
        return np.isnan(self.loss) & ~self.disclosed

    def reader_values(self, hidden: Mask) -> Array:
        """What a reader knows (N,) when these are hidden; NaN: not known."""
        shown = self.disclosed | (~np.isnan(self.loss) & ~hidden)
        return np.where(shown, self.values, np.nan)

    @property
    def most(self) -> float:
        """More than any count could be."""
        return 100.0 + 10 * float(np.nansum(self.values))


@dataclass
class _Seen:
    """The lowest and highest value (N,) of each number in all solutions met so far: what is seen need not be asked."""

    low: Array
    high: Array

    def add(self, numbers: Array) -> None:
        np.minimum(self.low, numbers, out=self.low)
        np.maximum(self.high, numbers, out=self.high)


def protected(problem: Problem, hidden: Mask) -> Mask:
    """(N,) whether each count with a need is protected when these are hidden; true where there is no need."""
    lines = Equations(problem.equations, problem.most)
    lines.know(problem.reader_values(hidden))
    return ~np.isin(np.arange(len(problem.need)), [number for number, *_rest in _failing(problem, lines)])


def least(problem: Problem, seconds: float) -> tuple[Mask, bool]:
    """(N,) what to hide: a loss within SLACK of the least that protects every need, and whether it was found in time.

    When it was not, what is given satisfies the cuts so far: a good start, that does not protect everything.

    Every need can be met: hiding all meets it. Each round an attacker looks for counts whose range is too narrow. The
    prices of the two linear programmes behind such a range say which counts would widen it: a cut, valid for every
    choice. A mixed integer programme (HiGHS) finds the least loss that satisfies all cuts so far, until none fails.
    Source: Fischetti, Salazar-González (2001), Management Science 47, 1008–1027.
    """
    until = time.monotonic() + seconds
    lines = Equations(problem.equations, problem.most)
    hidden, company, cuts = problem.hidden.copy(), _company(problem), []
    while True:
        lines.know(problem.reader_values(hidden))
        failing = list(_failing(problem, lines))
        if not failing:
            return hidden, True
        cuts += [_cut(problem, hidden, number, low, high) for number, low, high in failing]
        left = until - time.monotonic()
        chosen = _cheapest(problem, company, cuts, left) if left > 0 else None
        if chosen is None:
            return hidden, False
        hidden = chosen


def _failing(problem: Problem, lines: Equations) -> Iterator[tuple[int, Farthest, Farthest]]:
    """The counts whose range is narrower than they need, with both ends."""
    start = lines.any()
    assert start is not None, "the counts themselves satisfy the equations"
    seen = _Seen(start.copy(), start.copy())
    for number in np.flatnonzero(problem.need > 0):
        need = problem.need[number]
        if seen.high[number] - seen.low[number] >= need + 1:
            continue
        high = lines.farthest(int(number), up=True)
        seen.add(high.numbers)
        if seen.high[number] - seen.low[number] >= need + 1:
            continue
        low = lines.farthest(int(number), up=False)
        seen.add(low.numbers)
        if not _enough(problem, int(number), low.value, high.value):
            yield int(number), low, high


def _enough(problem: Problem, number: int, low: float, high: float) -> bool:
    least, most = whole(low, high)
    if most - least >= problem.need[number]:
        return True
    return bool(problem.implied[number]) and (most <= 0 or least >= problem.need[number])


def _cut(problem: Problem, hidden: Mask, number: int, low: Farthest, high: Farthest) -> tuple[Array, float]:
    """(weights (N,), least): sum of the weights of what is hidden must reach least, in every choice that protects.

    A choice can move a number by as much as the prices say: up without limit where a price pulls up, else down to 0.
    """
    weights, width = np.zeros(len(problem.need)), high.value - low.value
    # Between whole numbers a range can lose up to 2; where it did, one more is asked.
    need = problem.need[number] + (width >= problem.need[number] - TOLERANCE)
    for end in (low, high):
        pull = problem.equations.T @ end.prices
        down = np.where(pull < -TOLERANCE, -pull * np.nan_to_num(problem.values), 0.0)
        weights += np.where(pull > TOLERANCE, need, down)
        width -= float(np.where(hidden & problem.choice, down, 0.0).sum())
    weights = np.where(problem.choice, weights, 0.0)
    return np.minimum(weights, need - width), need - width


def _company(problem: Problem) -> optimize.LinearConstraint:
    """A hidden count needs another one in each of its equations, else it is that equation's remainder."""
    free = np.cumsum(problem.choice) - 1
    open_ended = problem.hidden | problem.implied
    columns: list[NDArray[np.intp]] = []
    signs: list[Array] = []
    least: list[float] = []
    for equation in np.split(problem.equations.indices, problem.equations.indptr[1:-1]):
        always, choice = equation[open_ended[equation]], free[equation[problem.choice[equation]]]
        if len(always) > 1:
            continue
        lonely = choice if not len(always) else choice[:0]
        for number in lonely:
            columns.append(choice)
            signs.append(np.where(choice == number, -1.0, 1.0))
            least.append(0.0)
        if len(always) and problem.need[always[0]] and problem.hidden[always[0]] and len(choice):
            columns.append(choice)
            signs.append(np.ones(len(choice)))
            least.append(1.0)
    rows = np.repeat(np.arange(len(columns)), [len(each) for each in columns])
    entries = (np.concatenate([*signs, np.zeros(0)]), (rows, np.concatenate([*columns, np.zeros(0)]).astype(int)))
    return optimize.LinearConstraint(sparse.csr_array(entries, shape=(len(columns), problem.choice.sum())), lb=least)


def _cheapest(
    problem: Problem, company: optimize.LinearConstraint, cuts: list[tuple[Array, float]], seconds: float
) -> Mask | None:
    """The least loss that satisfies all cuts; None when there is no answer in time."""
    free = np.flatnonzero(problem.choice)
    rows = sparse.csr_array(np.array([weights[free] / least for weights, least in cuts]))
    answer = optimize.milp(
        problem.loss[free],
        integrality=np.ones(len(free)),
        bounds=optimize.Bounds(0, 1),
        constraints=[company, optimize.LinearConstraint(rows, lb=1 - TOLERANCE)],
        options={"time_limit": max(seconds, 0.1), "mip_rel_gap": SLACK},
    )
    if answer.x is None:
        return None
    hidden = problem.hidden.copy()
    hidden[free[answer.x > 0.5]] = True
    return hidden


def shown_one_by_one(problem: Problem, likely: Mask, until: float) -> Mask:
    """(N,) what to hide when the least loss was not found in time: all, less what can be shown, the dearest first.

    Safe whenever it stops: what was not tried before a monotonic time stays hidden. likely: what probably must be
    hidden; the others are tried first, all together, then in halves.
    """
    lines = Equations(problem.equations, problem.most)
    hidden = problem.hidden | problem.choice
    order = np.flatnonzero(problem.choice)
    order = order[np.argsort(-problem.loss[order], kind="stable")]
    groups = [order[likely[order]], order[~likely[order]]]
    while groups and time.monotonic() < until:
        group = groups.pop()
        trial = hidden.copy()
        trial[group] = False
        lines.know(problem.reader_values(trial))
        if next(_failing(problem, lines), None) is None:
            hidden = trial
        elif len(group) > 1:
            groups += [group[len(group) // 2 :], group[: len(group) // 2]]
    return hidden


def misfits(equations: sparse.csr_array, counts: Array, loose: Mask) -> Mask:
    """(N,) which of the loose known numbers do not fit the others: those that must be moved most, summed, least."""
    free = np.flatnonzero(np.isnan(counts))
    moving = np.flatnonzero(loose & ~np.isnan(counts))
    columns, fixed = sparse.csc_array(equations), np.nan_to_num(counts)
    answer = optimize.linprog(
        np.concatenate([np.zeros(len(free)), np.ones(2 * len(moving))]),
        A_eq=sparse.hstack([columns[:, free], columns[:, moving], -columns[:, moving]]),
        b_eq=-(columns @ fixed),
        bounds=(0, None),
    )
    if answer.x is None:
        raise ValueError("Expected totals that are the sums of their parts, found others. Check what is counted twice.")
    moved = answer.x[len(free) :].reshape(2, -1).sum(axis=0)
    flags = np.zeros(len(counts), dtype=bool)
    flags[moving[moved > TOLERANCE]] = True
    return flags


def without_lost(problem: Problem) -> tuple[Problem, Mask]:
    """The problem without needs that cannot be met even when all is hidden, and (N,) which those are."""
    lost = ~protected(problem, ~np.isnan(problem.loss))
    return replace(problem, need=np.where(lost, 0.0, problem.need)), lost
