"""What to hide in a table too large for the least loss: more than need be, but every range is proved. Knows no page.

An exchange takes some from a few hidden counts and gives as much to others, so that everything shown stays as it was:
from the table as it is it leads to another one that a reader cannot tell from it. Two single combinations x and y are
chosen, and of the corners of the box between them some get one more and others one less; every total changes by what it
holds of them. Exchanges up and down, in whole amounts of which no count falls below nought, prove how wide a range a
reader is at least left with. Where that is too narrow more is hidden, the cheapest corners first. Nothing is solved, so
it is quick; that no linear programme looks for the fewest is what it costs.
Source of the idea: the hypercube method, Giessing and Repsilber (2002), in Inference Control in Statistical Databases,
Lecture Notes in Computer Science 2316, 181–192; exchanges other than whole boxes, and several together, are ours.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from buurtbeeld.errors import NothingSafe
from buurtbeeld.methods.disclosure.bounds import Array
from buurtbeeld.methods.disclosure.linked_tables import Grid

Mask = NDArray[np.bool_]
Numbers = NDArray[np.integer[Any]]
SEED = 20
"""The same table gives the same choice."""
AT_ONCE, ROUNDS, SAMPLES, SHARE, FEWEST = 6, 4, 6, 0.3, 25
"""Exchanges kept per count and direction; rounds of tries between two hidings; samples per kind of exchange for a
hiding; the share of the counts without proof, and how many at least, for which something is hidden before proofs are
tried again."""
BATCH = 4_000
DEAREST = 1e200
"""What cannot be paid: a count that is known already."""
TAKEN = 8
"""An exchange that takes from more corners than this is not used."""


@dataclass(frozen=True)
class Table:
    """N combinations. values: as they are, (N,) whole numbers; disclosed: what a reader knows whatever we do; cost: of
    hiding each; need: how wide a range each must be left, 0 where it need not; small: hidden for itself, or in no
    table."""

    grid: Grid
    values: Array
    disclosed: Mask
    cost: Array
    need: Array
    small: Mask


class _Axis:
    """Per two atoms of one dimension the nodes that hold either, padded, and which of the two they hold."""

    def __init__(self, contents: Mask) -> None:
        atoms = contents.shape[1]
        self.contents, self.atoms = contents, atoms
        alone = contents & (contents.sum(axis=1, keepdims=True) == 1)
        self.single = alone.argmax(axis=0)
        self.count = contents.sum(axis=1)
        self.held = np.argsort(~contents, axis=1, kind="stable")
        either = contents[:, :, None] | contents[:, None, :]
        most = int(either.sum(axis=0).max())
        self.nodes = np.zeros((atoms, atoms, most), dtype=np.int32)
        self.holds = np.zeros((2, atoms, atoms, most), dtype=np.int8)
        for first, second in itertools.product(range(atoms), repeat=2):
            at = np.flatnonzero(either[:, first, second])
            self.nodes[first, second, : len(at)] = at
            self.holds[0, first, second, : len(at)] = contents[at, first]
            self.holds[1, first, second, : len(at)] = contents[at, second]


class _Proofs:
    """Per count the exchanges found for it so far, in one direction: what they take where, and how far they move it."""

    def __init__(self, count: int) -> None:
        self.corners = np.full((count, AT_ONCE, TAKEN), -1, dtype=np.int32)
        self.amounts = np.zeros((count, AT_ONCE, TAKEN), dtype=np.float32)
        self.counts = np.zeros(count, dtype=int)
        self.moved = np.zeros(count)

    def taken(self, which: Numbers, corners: Numbers) -> Array:
        """How much the exchanges of these counts take of each corner."""
        taken = np.zeros(corners.shape)
        for place in range(int(self.counts[which].max(initial=0))):
            same = self.corners[which, place][:, None, :] == corners[:, :, None]
            taken += (same * self.amounts[which, place][:, None, :]).sum(axis=2)
        return taken

    def keep(self, which: Numbers, corners: Numbers, change: Numbers, amounts: Array) -> None:
        """One more exchange for each of these; change: of each corner per unit, below 0 where it takes."""
        places, most = self.counts[which], np.argsort(change, axis=1, kind="stable")[:, :TAKEN]
        corners, change = (np.take_along_axis(each, most, axis=1) for each in (corners, change))
        size = corners.shape[1]
        self.corners[which, places, :size] = np.where(change < 0, corners, -1)
        self.amounts[which, places, :size] = np.where(change < 0, -change * amounts[:, None], 0.0)
        self.counts[which] += 1
        self.moved[which] += amounts


@dataclass(frozen=True)
class _Offer:
    """An exchange for one count: its price per unit that it proves, and what it is."""

    price: float
    up: bool
    corners: Numbers
    change: Numbers


def hidden(table: Table) -> Mask:
    """(N,) what to hide: the small ones, and others until every need is proved to be met. Raises NothingSafe."""
    return _Search(table).run()


class _Search:
    def __init__(self, table: Table) -> None:
        self.table, self.hidden = table, table.small.copy()
        self.shape = table.grid.shape
        self.axes = [_Axis(contents) for contents in table.grid.contents]
        self.random = np.random.default_rng(SEED)
        self.targets = np.flatnonzero(table.need > 0)
        self.places = np.array(np.unravel_index(self.targets, self.shape)).T
        self.proofs = {up: _Proofs(len(self.targets)) for up in (True, False)}
        self.kinds = list(_kinds(len(self.axes)))

    def run(self) -> Mask:
        """Proves what it can and hides for what it cannot, until nothing is left; ends, as each time more is hidden."""
        self._prove()
        while len(left := self._left()):
            self._hide(left)
            self._prove()
        return self.hidden

    def _left(self) -> Numbers:
        """The targets that are not proved yet."""
        return np.flatnonzero(self._lacking(np.arange(len(self.targets))) > 0)

    def _lacking(self, which: Numbers) -> Array:
        moved = self.proofs[True].moved[which] + self.proofs[False].moved[which]
        return self.table.need[self.targets[which]] - moved

    def _prove(self) -> None:
        """Tries every kind of exchange on all that is left, a few times; nothing is hidden for it."""
        for _round, kind, up in itertools.product(range(ROUNDS), self.kinds, (True, False)):
            left = self._left()
            for start in range(0, len(left), BATCH):
                which, corners, change = self._tried(left[start : start + BATCH], kind, self.hidden, up=up)
                good = (self.hidden[corners] | (change == 0)).all(axis=1)
                self._keep(which[good], corners[good], change[good], up=up)

    def _keep(self, which: Numbers, corners: Numbers, change: Numbers, *, up: bool) -> Array:
        """Keeps those of the exchanges that move something beside what is kept already; gives how much each moves."""
        amounts = self._amounts(which, corners, change, self.proofs[up].taken(which, corners))
        good = amounts > 0
        self.proofs[up].keep(which[good], corners[good], change[good], amounts[good])
        return amounts

    def _amounts(self, which: Numbers, corners: Numbers, change: Numbers, taken: Array | float = 0.0) -> Array:
        """(n,) how much each exchange can move: what its poorest corner has left, and no more than is lacking."""
        left = self.table.values[corners] - taken
        with np.errstate(divide="ignore", invalid="ignore"):
            poorest = np.where(change < 0, np.floor(left / -change), np.inf).min(axis=1)
        return np.minimum(poorest, self._lacking(which)).clip(min=0)

    def _tried(self, which: Numbers, kind: Numbers, among: Mask, *, up: bool) -> tuple[Numbers, Numbers, Numbers]:
        """A random exchange for each of these that has room for one more, where it moves them by one a unit and nothing
        below nought: which, (n, K) its corners, (n, K) the change of each.

        among: where it looks for what it takes from; whether its corners are hidden is for the caller.
        """
        which = which[self.proofs[up].counts[which] < AT_ONCE]
        signs = kind if up else -kind
        ends = self._ends(which, signs, among & (self.table.values > 0))
        which, ends = self._possible(which, ends, signs)
        corners: Numbers = np.zeros((len(which), 1), dtype=np.int32)
        for axis, size, (first, second) in zip(self.axes, self.shape, ends.transpose(2, 1, 0), strict=True):
            corners = _outer(corners * size, axis.nodes[first, second], np.add)
        change = np.zeros(corners.shape, dtype=np.int8)
        for corner in zip(*np.nonzero(signs), strict=True):
            held: Numbers = np.full((len(which), 1), signs[corner], dtype=np.int8)
            for axis, place, (first, second) in zip(self.axes, corner, ends.transpose(2, 1, 0), strict=True):
                held = _outer(held, axis.holds[place, first, second], np.multiply)
            change += held
        own = (change * (corners == self.targets[which][:, None])).sum(axis=1)
        good = (own == (1 if up else -1)) & ((change < 0).sum(axis=1) <= TAKEN)
        good &= (self.table.values[corners] >= -change).all(axis=1)
        return which[good], corners[good], change[good]

    def _possible(self, which: Numbers, ends: Numbers, signs: Numbers) -> tuple[Numbers, Numbers]:
        """Those whose own corners have something to give where the exchange takes, before totals are looked at."""
        good = np.ones(len(which), dtype=bool)
        for corner in zip(*np.nonzero(signs < 0), strict=True):
            atoms = [
                axis.single[ends[:, place, dim]]
                for dim, (axis, place) in enumerate(zip(self.axes, corner, strict=True))
            ]
            good &= self.table.values[np.ravel_multi_index(atoms, self.shape)] > 0
        return which[good], ends[good]

    def _ends(self, which: Numbers, signs: Numbers, rich: Mask) -> Numbers:
        """(n, 2, dimensions) x and y as atoms: x in the target, y so that the corners it is drawn for can give.

        signs: of the corners of the box, -1 where the exchange takes.
        """
        dims = len(self.axes)
        x, y = (np.zeros((len(which), dims), dtype=np.intp) for _end in range(2))
        for dim, axis in enumerate(self.axes):
            nodes = self.places[which, dim]
            x[:, dim] = axis.held[nodes, (self.random.random(len(which)) * axis.count[nodes]).astype(np.intp)]
            y[:, dim] = self.random.integers(0, axis.atoms, len(which))
        cube = rich.reshape(self.shape)[np.ix_(*(axis.single for axis in self.axes))]
        for corner in sorted(zip(*np.nonzero(signs < 0), strict=True), key=sum):
            moved = [dim for dim in range(dims) if corner[dim]]
            if len(moved) < dims or signs[(0,) * dims] > 0:
                self._draw(cube, x, y, moved)
        return np.stack([x, y], axis=1)

    def _draw(self, cube: Mask, x: Numbers, y: Numbers, moved: list[int]) -> None:
        """Sets y in these dimensions so that x with them is among the rich, where there is such."""
        if not moved:
            return
        fixed = [dim for dim in range(x.shape[1]) if dim not in moved]
        flat = np.moveaxis(cube, fixed, range(len(fixed))).reshape(*(cube.shape[dim] for dim in fixed), -1)
        columns = _chosen(flat.reshape(-1, flat.shape[-1]), _row(x, fixed, cube.shape), self.random)
        sizes = tuple(cube.shape[dim] for dim in moved)
        there = columns >= 0
        y[np.ix_(np.flatnonzero(there), np.array(moved))] = np.array(np.unravel_index(columns[there], sizes)).T

    def _hide(self, left: Numbers) -> None:
        """Hides the corners of the cheapest exchange found for the counts that are cheapest to help, which proves it;
        where none was found for any, all that goes up with one of them."""
        offers: dict[int, _Offer] = {}
        price = np.full(len(self.targets), DEAREST)
        for sample, kind, up in itertools.product(range(SAMPLES), self.kinds, (True, False)):
            among = self.hidden | (sample % 2 == 0)
            for start in range(0, len(left), BATCH):
                self._offers(left[start : start + BATCH], kind, among, offers, price, up=up)
        if not offers:
            self._free(int(left[0]))
        cheapest = sorted(offers.items(), key=lambda pair: (pair[1].price, pair[0]))
        for target, offer in cheapest[: max(FEWEST, round(SHARE * len(left)))]:
            self.hidden[offer.corners[offer.change != 0]] = True
            self._keep(np.array([target]), offer.corners[None], offer.change[None], up=offer.up)

    def _offers(
        self, which: Numbers, kind: Numbers, among: Mask, offers: dict[int, _Offer], price: Array, *, up: bool
    ) -> None:
        """Where a random exchange proves more for what it costs than the best so far, it takes its place."""
        # Nothing is cheaper than one that costs nothing.
        which, corners, change = self._tried(which[price[which] > 0], kind, among, up=up)
        extra = (change != 0) & ~self.hidden[corners]
        asked = np.where(extra, np.where(self.table.disclosed[corners], DEAREST, self.table.cost[corners]), 0.0).sum(
            axis=1
        )
        # What is taken already makes an exchange dearer, never cheaper: only those that may win are looked at closely.
        likely = np.flatnonzero(asked < price[which] * self._amounts(which, corners, change))
        which, corners, change, asked = which[likely], corners[likely], change[likely], asked[likely]
        amounts = self._amounts(which, corners, change, self.proofs[up].taken(which, corners))
        for place in np.flatnonzero((amounts > 0) & (asked < price[which] * amounts)):
            target = int(which[place])
            price[target] = asked[place] / amounts[place]
            offers[target] = _Offer(price[target], up, corners[place], change[place])

    def _free(self, target: int) -> None:
        """Hides all that grows when one atom of this count does: together nothing bounds them above, which is proof.
        Raises NothingSafe where some of it is known already."""
        nodes = []
        for axis, node in zip(self.axes, self.places[target], strict=True):
            atom = int(axis.contents[node].argmax())
            nodes.append(np.flatnonzero(axis.contents[:, atom]))
        above = np.ravel_multi_index(np.meshgrid(*nodes, indexing="ij"), self.shape).ravel()
        if self.table.disclosed[above].any():
            raise NothingSafe("Expected a safe choice beside earlier exports, found none. Publish a smaller table.")
        self.hidden[above] = True
        self.proofs[True].moved[target] += self._lacking(np.array([target]))[0]


def _kinds(dims: int) -> Iterator[Numbers]:
    """(2,) * dims signs of the corners between x (first) and y (last): the whole box; two that change places in one
    dimension; one that goes from y to x; one more of x alone."""
    box = np.ones((2,) * dims, dtype=int)
    for dim in range(dims):
        box = box * np.array([1, -1]).reshape([-1 if each == dim else 1 for each in range(dims)])
    yield box
    last = (1,) * dims
    for dim in range(dims):
        signs, corner = np.zeros((2,) * dims, dtype=int), tuple(int(each == dim) for each in range(dims))
        signs[(0,) * dims] = signs[last] = 1
        signs[corner] = signs[tuple(1 - each for each in corner)] = -1
        yield signs
    for opposite in (-1, 0):
        signs = np.zeros((2,) * dims, dtype=int)
        signs[(0,) * dims], signs[last] = 1, opposite
        yield signs


def _outer(left: Numbers, right: Numbers, combine: np.ufunc) -> Numbers:
    """(n, a) and (n, b) -> (n, a × b), each of the one with each of the other."""
    return np.asarray(combine(left[:, :, None], right[:, None, :])).reshape(len(left), left.shape[1] * right.shape[1])


def _row(x: Numbers, fixed: list[int], shape: tuple[int, ...]) -> Numbers:
    """(n,) the number of each x in the dimensions that stay."""
    if not fixed:
        return np.zeros(len(x), dtype=np.intp)
    return np.ravel_multi_index(tuple(x[:, dim] for dim in fixed), tuple(shape[dim] for dim in fixed))


def _chosen(rows: Mask, which: Numbers, random: np.random.Generator) -> Numbers:
    """(n,) for each a random column that is true in its row; -1 where none is."""
    counts = rows.sum(axis=1)
    columns, starts = np.nonzero(rows)[1], np.concatenate([[0], np.cumsum(counts)[:-1]])
    number = np.minimum((random.random(len(which)) * counts[which]).astype(np.intp), np.maximum(counts[which] - 1, 0))
    choice = (
        columns[np.minimum(starts[which] + number, max(len(columns) - 1, 0))]
        if len(columns)
        else np.zeros(len(which), int)
    )
    return np.where(counts[which] > 0, choice, -1)
