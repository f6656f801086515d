"""All counts that were and will be shown as sums of classes that none of them divides. Hides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from buurtbeeld.methods.disclosure import linked_tables
from buurtbeeld.methods.disclosure.linked_tables import Wholes

Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class JointSystem:
    """R counts, each the sum of some of C classes.

    A class is what no count divides: the same pieces of areas, themes and months lie in the same counts. cells: of each
    count its value per dimension. sums: (R, C), 1 where the class is part of the count. places: (dimensions, C) which
    atom of the dimension a class lies in; -1 where it lies in several.
    """

    cells: pd.MultiIndex
    sums: sparse.csr_array
    places: Numbers

    def at(self, frame: pd.DataFrame) -> Numbers:
        """The number of the count of each row; the frame has a column per dimension."""
        return self.cells.get_indexer(pd.MultiIndex.from_frame(frame[list(self.cells.names)].astype(str)))

    def linked(self, start: Numbers, disclosed: NDArray[np.bool_]) -> JointSystem:
        """The same of the classes that any chain of disclosed counts links to these; all others stay as they are."""
        rows = sparse.csr_array(self.sums[np.flatnonzero(disclosed)])
        links = sparse.block_array([[None, rows], [rows.T, None]])
        labels = csgraph.connected_components(links, directed=False)[1][rows.shape[0] :]
        near = np.isin(labels, labels[np.unique(self.sums[start].indices)])
        return self._of(near)

    def without(self, noughts: NDArray[np.bool_]) -> JointSystem:
        """The same without the classes of counts that are known to be nought."""
        away = np.isin(np.arange(self.sums.shape[1]), self.sums[np.flatnonzero(noughts)].indices)
        return self._of(~away)

    def _of(self, classes: NDArray[np.bool_]) -> JointSystem:
        return replace(self, sums=sparse.csr_array(self.sums[:, classes]), places=self.places[:, classes])

    def rests(self) -> sparse.csr_array:
        """(M, C) what follows from the counts though it is none of them: of each count the part in one atom of one
        dimension, such as a wijk less all buurten but one of them."""
        entries, parts = sparse.coo_array(self.sums), [self.sums]
        for places in self.places:
            divided = places[entries.col] >= 0
            keys = entries.row[divided] * np.int64(places.max(initial=0) + 1) + places[entries.col[divided]]
            groups, numbers = np.unique(keys, return_inverse=True)
            part = (np.ones(len(numbers)), (numbers, entries.col[divided]))
            parts.append(sparse.csr_array(part, shape=(len(groups), self.sums.shape[1])))
        rows = sparse.csr_array(sparse.vstack(parts))
        weights = np.random.default_rng(1).integers(1, 2**62, rows.shape[1], dtype=np.int64)
        totals = np.concatenate([[0], np.cumsum(weights[rows.indices])])
        first = np.unique(totals[rows.indptr[1:]] - totals[rows.indptr[:-1]], return_index=True)[1]
        return sparse.csr_array(rows[np.sort(first[first >= self.sums.shape[0]])])


def joint(dims: Sequence[str], frames: Sequence[pd.DataFrame], wholes: Wholes) -> JointSystem:
    """The system of all counts in these frames, with a column per dimension. wholes: what each value consists of."""
    keys = pd.concat([frame[list(dims)].astype(str) for frame in frames]).drop_duplicates(ignore_index=True)
    contents, places = [np.zeros(1, dtype=int)], np.zeros((0, 1), dtype=int)
    group = np.zeros(len(keys), dtype=int)
    for dim in dims:
        values = keys[dim].unique().tolist()
        parts = linked_tables.classes({value: frozenset(wholes.get(dim, {}).get(value, (value,))) for value in values})
        codes = keys[dim].map({value: number for number, value in enumerate(values)}).to_numpy()
        pairs, first, group = _pairs(group, codes)
        size = 1 + max(int(part.max()) for part in parts)
        joined = [
            (contents[held][:, None] * size + parts[code]).ravel() for held, code in zip(*pairs[:, first], strict=True)
        ]
        contents, places = _merged(joined, places, size)
    lengths = np.cumsum([0, *(len(content) for content in contents)])
    sums = sparse.csr_array((np.ones(lengths[-1]), np.concatenate(contents), lengths), (len(contents), places.shape[1]))
    order = np.zeros(len(keys), dtype=int)
    order[group] = np.arange(len(keys))
    return JointSystem(pd.MultiIndex.from_frame(keys.iloc[order]), sums, places)


def _pairs(group: Numbers, codes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """(2, n) both numbers of each, where each pair stands first, and which pair each is."""
    _unique, first, inverse = np.unique(
        group.astype(np.int64) * (int(codes.max()) + 1) + codes, return_index=True, return_inverse=True
    )
    return np.array([group, codes]), first, inverse


def _merged(contents: list[Numbers], places: Numbers, size: int) -> tuple[list[Numbers], Numbers]:
    """Atoms that lie in the same contents as one class; those in none are left out."""
    random, count = np.random.default_rng(2), places.shape[1] * size
    marks = np.zeros(count, dtype=np.int64)
    for content, mark in zip(contents, random.integers(1, 2**62, len(contents), dtype=np.int64), strict=True):
        marks[content] += mark
    used = np.flatnonzero(np.isin(np.arange(count), np.unique(np.concatenate(contents))))
    _marks_of, first, inverse = np.unique(marks[used], return_index=True, return_inverse=True)
    number = np.full(count, -1)
    number[used] = inverse
    lie = np.vstack([places[:, used // size], used % size])
    merged = lie[:, first]
    for row, atoms in zip(merged, lie, strict=True):
        mixed = np.unique(inverse[row[inverse] != atoms])
        row[mixed] = -1
    return [np.unique(number[content]) for content in contents], merged
