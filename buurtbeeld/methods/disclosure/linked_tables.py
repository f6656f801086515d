"""Which counts add up to which others, over every way of dividing at once. Hides nothing and knows no threshold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from buurtbeeld.errors import NothingSafe

EXACT = 12_000
"""In a grid of more combinations the least loss is not looked for: that would take minutes, not seconds."""
LARGEST = 200_000
"""A grid of more combinations is refused."""

Wholes = Mapping[str, Mapping[str, Collection[str]]]
"""dimension -> value -> the atoms it consists of; a value that is not there is an atom itself."""


@dataclass(frozen=True)
class Grid:
    """Every combination of the values of all dimensions, N of them, and the equations between them.

    nodes: per dimension the number of each value; values with the same atoms share one, and values that overlap or
    leave a rest bring numbers of their own, without a name. equations: (E, N), each row sums to 0:
    whole − its parts.
    """

    dims: tuple[str, ...]
    nodes: tuple[Mapping[str, int], ...]
    shape: tuple[int, ...]
    equations: sparse.csr_array
    contents: tuple[NDArray[np.bool_], ...]
    """Per dimension (numbers, atoms): which atoms each number consists of."""

    @property
    def size(self) -> int:
        """N, the number of combinations."""
        return int(np.prod(self.shape))

    def at(self, cells: pd.DataFrame) -> NDArray[np.intp]:
        """The number of each row's combination; cells has a column per dimension."""
        numbers = [cells[dim].map(nodes).to_numpy(dtype=int) for dim, nodes in zip(self.dims, self.nodes, strict=True)]
        return np.ravel_multi_index(tuple(numbers), self.shape)

    def named(self, numbers: NDArray[np.intp]) -> pd.DataFrame:
        """One row per combination, a column per dimension; a value without a name, such as a rest, is empty."""
        columns = {}
        for dim, nodes, place in zip(self.dims, self.nodes, np.unravel_index(numbers, self.shape), strict=True):
            names = {number: value for value, number in reversed(list(nodes.items()))}
            columns[dim] = [names.get(number, "") for number in place.tolist()]
        return pd.DataFrame(columns)


def grid(dims: tuple[str, ...], cells: Iterable[pd.DataFrame], wholes: Wholes) -> Grid:
    """The grid of all values that occur in these frames. Raises NothingSafe beyond LARGEST combinations.

    Two values that overlap (a focus area and a buurt, the last twelve months of this export and of the one before) are
    divided into what they share and what they do not, because whoever has both can subtract.
    """
    frames = list(cells)
    divided = []
    for dim in dims:
        values = dict.fromkeys(str(value) for frame in frames for value in frame[dim].unique())
        divided.append(_divided({value: frozenset(wholes.get(dim, {}).get(value, (value,))) for value in values}))
    shape = tuple(len(contents) for _nodes, contents, _parts in divided)
    if np.prod(shape, dtype=float) > LARGEST:
        raise NothingSafe(f"Expected at most {LARGEST:,} combinations, found {shape}. Publish fewer values at once.")
    equations = _equations(shape, [parts for _nodes, _contents, parts in divided])
    nodes, contents, _parts = zip(*divided, strict=True)
    return Grid(dims, nodes, shape, equations, contents)


def filled(numbered: Grid, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N,) every count, from those of single atoms. Raises NothingSafe where one of these is not known, and ValueError
    for totals that are not the sums of their parts."""
    single = [np.argmax(held & (held.sum(axis=1, keepdims=True) == 1), axis=0) for held in numbered.contents]
    sums = counts.reshape(numbered.shape)[np.ix_(*single)]
    if np.isnan(sums).any():
        raise NothingSafe("Expected every combination of a table this large, found some missing. Publish fewer values.")
    for held in numbered.contents:
        # Each turn the first dimension is summed and becomes the last, so that in the end all stand where they stood.
        sums = np.tensordot(sums, held.astype(float), axes=(0, 1))
    sums = sums.ravel()
    if (~np.isnan(counts) & (np.abs(sums - counts) > 0.5)).any():
        raise ValueError("Expected totals that are the sums of their parts, found others. Check what is counted twice.")
    return sums


def months(since: str, until: str) -> frozenset[str]:
    """The months since <= month < until, each as YYYY-MM: the atoms of a period."""
    return frozenset(pd.period_range(since, until, freq="M")[:-1].astype(str))


def _divided(
    values: Mapping[str, frozenset[str]],
) -> tuple[dict[str, int], NDArray[np.bool_], dict[int, list[int]]]:
    """value -> node, (nodes, atoms) which atoms each node holds, and per node that is no atom the nodes it consists
    of."""
    classes = _classes(values)
    contents = {value: frozenset(number for number, held in enumerate(classes) if value in held) for value in values}
    numbers: dict[frozenset[int], int] = {}
    for content in [*contents.values(), *(frozenset([number]) for number in range(len(classes)))]:
        numbers.setdefault(content, len(numbers))
    parts = {
        number: [numbers[part] for part in _parts(content, numbers)]
        for content, number in numbers.items()
        if len(content) != 1
    }
    held = np.zeros((len(numbers), len(classes)), dtype=bool)
    for content, number in numbers.items():
        held[number, list(content)] = True
    return {value: numbers[content] for value, content in contents.items()}, held, parts


def classes(values: Mapping[str, frozenset[str]]) -> list[NDArray[np.intp]]:
    """Per value the numbers of the classes it consists of: what no value divides is one class."""
    holders = _classes(values)
    return [np.array([number for number, group in enumerate(holders) if value in group], dtype=int) for value in values]


def _classes(values: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """Atoms that no value tells apart are one class, said as the values that hold it."""
    held: dict[str, set[str]] = {}
    for value, atoms in values.items():
        for atom in atoms:
            held.setdefault(atom, set()).add(value)
    return list(dict.fromkeys(frozenset(group) for group in held.values()))


def _parts(content: frozenset[int], contents: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """A division of content: the largest known contents inside it first, classes for the rest."""
    left, parts = content, []
    for part in sorted((part for part in contents if part < content), key=lambda part: (-len(part), sorted(part))):
        if part and part <= left:
            parts.append(part)
            left -= part
    return parts


def _equations(shape: tuple[int, ...], parts: list[dict[int, list[int]]]) -> sparse.csr_array:
    place = np.arange(int(np.prod(shape))).reshape(shape)
    rows, columns, signs, count = [], [], [], 0
    for axis, wholes in enumerate(parts):
        lines = np.moveaxis(place, axis, 0).reshape(shape[axis], -1)
        for whole, inside in wholes.items():
            row = count + np.arange(lines.shape[1])
            for part, sign in [(whole, 1.0), *((part, -1.0) for part in inside)]:
                rows.append(row)
                columns.append(lines[part])
                signs.append(np.full(len(row), sign))
            count += len(row)
    joined = [np.concatenate(each) if each else np.zeros(0) for each in (signs, rows, columns)]
    return sparse.csr_array((joined[0], (joined[1].astype(int), joined[2].astype(int))), shape=(count, place.size))
