"""Who reads what was published and works out what was hidden: from what was printed and the rule. Guesses nothing.

Written apart from the product: knows none of its equations, only what each value of a dimension consists of.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, sparse

from buurtbeeld.methods.disclosure.control import Tables

MOST = 1e5
SECONDS = 20.0
"""So long one integer programme may take; after that its bound holds for the attacker, which is never too wide."""
Array = NDArray[np.float64]


def attack(
    published: Tables, earlier: Sequence[pd.DataFrame] = (), sample: int | None = None, *, whole: bool = True
) -> pd.DataFrame:
    """What a reader can work out: one row per hidden count of these tables and of earlier exports, with low and high.

    low and high are the least and most (whole numbers, high may be inf) that fit all that was printed, by two integer
    programmes per count; by linear ones, rounded inwards, where whole is false. Columns: the dimensions, need, low,
    high. sample: so many counts, by chance.
    """
    counts = _counts(published, earlier)
    hidden = counts[counts["value"].isna()].reset_index(drop=True)
    if sample is not None and sample < len(hidden):
        hidden = hidden.sample(sample, random_state=sample).sort_index().reset_index(drop=True)
    ends = _ends(_atoms(published, counts, hidden), counts["value"].dropna().to_numpy(float), len(hidden), whole)
    return hidden.drop(columns="value").assign(low=ends[:, 0], high=ends[:, 1])


def attack_by_rule(published: Tables, earlier: Sequence[pd.DataFrame], count: int) -> pd.DataFrame:
    """The same by who knows the rule as well: a hidden count whose range is too narrow cannot be 1 to count − 1, so it
    is 0 or reaches count; what follows from that, until nothing new does."""
    counts = _counts(published, earlier)
    hidden, shown = counts[counts["value"].isna()].reset_index(drop=True), counts["value"].dropna().to_numpy(float)
    rows, limits = _atoms(published, counts, hidden), np.tile([0.0, MOST], (len(hidden), 1))
    while True:
        ends = _ends(rows, shown, len(hidden), True, limits)
        narrow = ends[:, 1] - ends[:, 0] < count
        sharper = ends.copy()
        sharper[narrow & (ends[:, 1] < count), 1] = ends[narrow & (ends[:, 1] < count), 0]
        above = narrow & (ends[:, 0] > 0)
        sharper[above, 0] = np.maximum(ends[above, 0], np.minimum(count, ends[above, 1]))
        sharper = np.column_stack([sharper[:, 0], np.minimum(sharper[:, 1], MOST)])
        if (sharper == limits).all() or (np.minimum(ends, MOST) == limits).all():
            return hidden.drop(columns="value").assign(low=ends[:, 0], high=ends[:, 1])
        limits = sharper


def _counts(published: Tables, earlier: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row per count that was ever printed or hidden: its dimensions, value (NaN: hidden), need; the last printed
    value counts, and the largest need."""
    dims = list(published.dims)
    cells = published.cells[published.cells["state"].ne("unknown")] if "state" in published.cells else published.cells
    rows = pd.concat([each.reindex(columns=[*dims, "value", "need"]) for each in [*earlier, cells]])
    return rows.groupby(dims, as_index=False, sort=False).agg({"value": "last", "need": "max"})


def _atoms(published: Tables, counts: pd.DataFrame, hidden: pd.DataFrame) -> sparse.csr_array:
    """(shown + hidden, atoms) which atoms each count is the sum of, the shown ones first."""
    asked = pd.concat([counts[counts["value"].notna()], hidden], ignore_index=True)
    held = []
    for dim in published.dims:
        parts = {value: set(published.wholes.get(dim, {}).get(value, [value])) for value in counts[dim].unique()}
        signs = {atom: tuple(atom in part for part in parts.values()) for atom in set().union(*parts.values())}
        groups = sorted(set(signs.values()))
        inside = {value: np.array([sign[place] for sign in groups]) for place, value in enumerate(parts)}
        held.append([np.flatnonzero(inside[value]) + 0 * len(groups) for value in asked[dim]])
        held[-1].append(np.array([len(groups)]))
    sizes = [int(each.pop()[0]) for each in held]
    columns = [np.ravel_multi_index(np.ix_(*place), tuple(sizes)).ravel() for place in zip(*held, strict=True)]
    lengths = np.cumsum([0, *(len(each) for each in columns)])
    rows = sparse.csr_array(
        (np.ones(lengths[-1]), np.concatenate(columns), lengths), (len(columns), reduce(lambda a, b: a * b, sizes))
    )
    # Atoms that lie in the same counts cannot be told apart: together they are one number.
    marks = rows.T @ np.random.default_rng(0).integers(1, 2**52, rows.shape[0]).astype(float)
    first = np.unique(np.round(marks), return_index=True)[1]
    return sparse.csr_array(sparse.csc_array(rows)[:, first[np.round(marks)[first] > 0]])


def _ends(
    rows: sparse.csr_array, shown: Array, hidden: int, whole: bool, limits: Array | None = None
) -> NDArray[np.float64]:
    """(hidden, 2) the least and the most of each hidden count, the last rows; limits: what is known of them."""
    sums, asked = rows[: len(shown)], rows[len(shown) :]
    limits_of = [optimize.LinearConstraint(sums, shown, shown)] if len(shown) else []
    if limits is not None:
        limits_of.append(optimize.LinearConstraint(asked, limits[:, 0], limits[:, 1]))
    ends = np.zeros((hidden, 2))
    for number in range(hidden):
        weights = asked[[number]].toarray().ravel()
        for side, sign in enumerate((1, -1)):
            answer = optimize.milp(
                sign * weights,
                integrality=np.full(len(weights), int(whole)),
                bounds=optimize.Bounds(0, MOST),
                constraints=limits_of,
                options={"time_limit": SECONDS},
            )
            if answer.mip_dual_bound is None and answer.fun is None:
                raise ArithmeticError(f"Expected counts that fit what was printed, found {answer.message}")
            ends[number, side] = sign * (answer.fun if answer.status == 0 else answer.mip_dual_bound)
    low, high = np.ceil(ends[:, 0] - 1e-6) + 0.0, np.floor(ends[:, 1] + 1e-6)
    return np.column_stack([low, np.where(high >= MOST / 2, np.inf, high)])
