"""Which counts to hide besides the ones that must be: the least loss that protects them all. Knows no recipient."""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from buurtbeeld.methods.disclosure.bounds import TOLERANCE, Array, Farthest, Reader, whole

Mask = NDArray[np.bool_]
SLACK = 0.01
"""A choice within this share of the least loss is good enough, and is found in a fraction of the time."""
TABLES = 400
"""So many tables that fit all that is shown are kept at most: what they prove need not be asked again."""
FEWEST = 3
"""Counts whose range is looked for together, as long as that widens more of them than this."""


@dataclass(frozen=True)
class Problem:
    """Counts (R,), each a sum of classes (R, C), and targets (M, C): what a reader may not work out.

    values: NaN where nothing is known of the count. disclosed: what a reader knows whatever we do, from earlier
    exports or because it is a nought that is hidden. loss: of hiding a count; NaN where there is nothing to hide.
    hidden: the counts that must be hidden. need: (M,) how wide a reader's range must at least be. rest: the targets
    that are no count, but follow from others; they may also be known to be 0, or to reach their need.
    """

    sums: sparse.csr_array
    values: Array
    disclosed: Mask
    loss: Array
    hidden: Mask
    targets: sparse.csr_array
    need: Array
    rest: Mask

    @property
    def choice(self) -> Mask:
        """The counts that may be shown or hidden."""
        return ~np.isnan(self.loss) & ~self.hidden & ~self.disclosed

    def reader_values(self, hidden: Mask) -> Array:
        """What a reader knows (R,) when these are hidden; NaN: not known."""
        shown = self.disclosed | (~np.isnan(self.loss) & ~hidden)
        return np.where(shown, self.values, np.nan)

    @property
    def most(self) -> float:
        """More than any count could be."""
        return 100.0 + 10 * float(np.nansum(self.values))


@dataclass(frozen=True)
class _Narrow:
    """A target whose range is too narrow, with both ends, and how much wider it must become."""

    target: int
    ends: tuple[Farthest, Farthest]
    lacking: float


class TooLate(Exception):
    """The time for an answer is over."""


class Attack:
    """What a reader works out of a choice, in whole numbers. Tables that were met once are asked again first.

    until: from this monotonic time on every question raises TooLate.
    """

    def __init__(self, problem: Problem, until: float) -> None:
        self.until = until
        self.problem, self.reader = problem, Reader(problem.sums, problem.most)
        self.need, self._harmless = problem.need.copy(), list[int]()
        free = ~np.isnan(problem.loss) & ~problem.disclosed
        self._free = np.flatnonzero(free)
        self._base = self._start = np.zeros(0)
        self._counts, self._reached = deque[Array](maxlen=TABLES), deque[Array](maxlen=TABLES)

    def fits(self) -> bool:
        """Whether there are numbers with all these sums; the first of them is kept."""
        self.reader.know(self.problem.reader_values(np.zeros(len(self.problem.values), dtype=bool)))
        base = self.reader.whole()
        if base is not None:
            self._base, self._start = base, self.problem.targets @ base
            self._add(base, self._start)
        return base is not None

    def narrow(self, hidden: Mask) -> Iterator[_Narrow]:
        """The targets whose range is too narrow when these are hidden."""
        self.reader.know(self.problem.reader_values(hidden))
        shown = ~hidden[self._free]
        apart = np.abs(np.array(self._counts)[:, shown] - self.problem.values[self._free[shown]])
        valid = (apart < TOLERANCE).all(axis=1)
        reached = np.vstack([self._start, np.array(self._reached)[valid]])
        low, high = reached.min(axis=0), reached.max(axis=0)
        self._together(low, high)
        for target in np.flatnonzero(self._wanting(low, high)):
            narrow = self._alone(int(target), low, high)
            if narrow is not None:
                yield narrow

    def settle(self, hidden: Mask) -> None:
        """Asks no more of any target than it has when these are hidden: what leaked before cannot be taken back, and
        what follows and is known to be harmless stays so."""
        self._harmless.clear()
        for each in list(self.narrow(hidden)):
            self.need[each.target] -= each.lacking
        self.need[self._harmless] = 0.0

    def _wanting(self, low: Array, high: Array) -> Mask:
        """Targets that may be too narrow, so far. What follows and can be twice its need never is: where its range is
        narrower than its need, all of it reaches the need."""
        return (high - low < self.need) & ~(self.problem.rest & (high >= 2 * self.problem.need - 1))

    def _together(self, low: Array, high: Array) -> None:
        """Widens low and high, many targets by one linear programme, as long as that helps."""
        random = np.random.default_rng(3)
        for part in itertools.count():
            wanting = np.flatnonzero(self._wanting(low, high))
            if len(wanting) <= FEWEST:
                return
            chosen = wanting if part == 0 else random.permutation(wanting)[: max(len(wanting) // 2, 1)]
            weights = np.asarray(self.problem.targets[chosen].sum(axis=0)).ravel()
            if time.monotonic() > self.until:
                raise TooLate
            for up in (True, False):
                self._meet(self.reader.farthest(weights, up=up).numbers, low, high)
            left = int(self._wanting(low, high).sum())
            if len(wanting) - left <= FEWEST:
                return

    def _alone(self, target: int, low: Array, high: Array) -> _Narrow | None:
        """Both ends of one target; None where its range is wide enough."""
        if time.monotonic() > self.until:
            raise TooLate
        weights, ends = self.problem.targets[[target]].toarray().ravel(), []
        for up in (False, True):
            if not self._wanting(low, high)[target]:
                return None
            ends.append(self.reader.farthest(weights, up=up))
            self._meet(ends[-1].numbers, low, high)
        least, most = whole(ends[0].value, ends[1].value)
        if self.problem.rest[target] and self._is_harmless(target, least, most):
            return None
        if most - least >= self.need[target]:
            self._meet_whole(weights, low, high)
        lacking = self.need[target] - (high[target] - low[target])
        return _Narrow(target, (ends[0], ends[1]), lacking) if lacking > 0 else None

    def _is_harmless(self, target: int, least: float, most: float) -> bool:
        if is_known := most <= 0 or least >= self.problem.need[target]:
            self._harmless.append(target)
        return is_known or most - least >= self.need[target]

    def _meet_whole(self, weights: Array, low: Array, high: Array) -> None:
        for up in (False, True):
            numbers = self.reader.whole_farthest(weights, up=up)
            if numbers is not None:
                self._meet(numbers, low, high)

    def _meet(self, numbers: Array, low: Array, high: Array) -> None:
        table = self.reader.whole_part(self._base, numbers)
        for each, reached in ((table, self.problem.targets @ table), (numbers, self._of_rests(numbers))):
            self._add(each, reached)
            np.minimum(low, reached, out=low)
            np.maximum(high, reached, out=high)

    def _of_rests(self, numbers: Array) -> Array:
        """What follows is no count that was printed: of it fractions count as well, which are found sooner."""
        return np.where(self.problem.rest, self.problem.targets @ numbers, self._start)

    def _add(self, table: Array, reached: Array) -> None:
        self._reached.append(reached)
        self._counts.append((self.problem.sums @ table)[self._free])


def least(problem: Problem, attack: Attack, seconds: float) -> tuple[Mask, bool]:
    """(R,) what to hide: a loss within SLACK of the least that protects every need, and whether it was found in time.

    When it was not, what is given satisfies the cuts so far: a good start, that does not protect everything.

    Each round an attacker looks for targets whose range is too narrow. The prices of the two linear programmes behind
    such a range say which counts would widen it: a cut, valid for every choice. A mixed integer programme (HiGHS) finds
    the least loss that satisfies all cuts so far, until none fails.
    Source: Fischetti, Salazar-González (2001), Management Science 47, 1008–1027.
    """
    until = time.monotonic() + seconds
    hidden, cuts = problem.hidden.copy(), list[tuple[Array, float]]()
    while time.monotonic() < until:
        narrow = list(attack.narrow(hidden))
        if not narrow:
            return hidden, True
        cuts += [_cut(problem, attack.need[each.target], each) for each in narrow]
        chosen = _cheapest(problem, cuts, until - time.monotonic())
        if chosen is None or (chosen == hidden).all():
            break
        hidden = chosen
    return hidden, False


def _cut(problem: Problem, need: float, narrow: _Narrow) -> tuple[Array, float]:
    """(weights (R,), least): sum of the weights of what is hidden must reach least, in every choice that protects.

    A choice can move a target by as much as the prices say: up without limit where a price pulls up, else down to 0.
    """
    low, high = narrow.ends
    # What whole numbers lose beside fractions is asked as one more.
    lacking = need - (high.value - low.value)
    lacking = lacking if lacking > TOLERANCE else 1.0
    weights = np.zeros(len(problem.values))
    for end in narrow.ends:
        down = np.where(end.prices < -TOLERANCE, -end.prices * np.nan_to_num(problem.values), 0.0)
        weights += np.where(end.prices > TOLERANCE, need, down)
    return np.minimum(np.where(problem.choice, weights, 0.0), lacking), lacking


def _cheapest(problem: Problem, cuts: list[tuple[Array, float]], seconds: float) -> Mask | None:
    """The least loss that satisfies all cuts; None when there is no answer in time."""
    free = np.flatnonzero(problem.choice)
    if not len(free):
        return None
    rows = sparse.csr_array(np.array([weights[free] / least for weights, least in cuts]))
    answer = optimize.milp(
        problem.loss[free],
        integrality=np.ones(len(free)),
        bounds=optimize.Bounds(0, 1),
        constraints=[optimize.LinearConstraint(rows, lb=1 - TOLERANCE)],
        options={"time_limit": max(seconds, 0.1), "mip_rel_gap": SLACK},
    )
    if answer.x is None:
        return None
    hidden = problem.hidden.copy()
    hidden[free[answer.x > 0.5]] = True
    return hidden


def shown_one_by_one(problem: Problem, attack: Attack, likely: Mask) -> Mask:
    """(R,) what to hide when the least loss was not found in time: all, less what can be shown, the dearest first.

    Safe whenever it stops: what was not tried in time stays hidden. likely: what probably must be hidden; the others
    are tried first, all together, then in halves.
    """
    hidden = problem.hidden | problem.choice
    order = np.flatnonzero(problem.choice)
    order = order[np.argsort(-problem.loss[order], kind="stable")]
    groups = [order[likely[order]], order[~likely[order]]]
    while groups:
        group = groups.pop()
        trial = hidden.copy()
        trial[group] = False
        try:
            narrow = next(attack.narrow(trial), None)
        except TooLate:
            break
        if narrow is None:
            hidden = trial
        elif len(group) > 1:
            groups += [group[len(group) // 2 :], group[: len(group) // 2]]
    return hidden
