"""Whole numbers of 0 or more whose sums are known: how low, how high can others be? Asks HiGHS, and knows no table."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse
from scipy.sparse import csgraph

Array = NDArray[np.float64]
TOLERANCE = 1e-6
SEARCH_SECONDS = 2.0
"""So long one search among whole numbers may take; what is not decided by then counts as not possible."""


@dataclass(frozen=True)
class Farthest:
    """How far a sum can go: its value, all numbers (C,) when it does, and per known sum its price (R,).

    A price is how much further out the value would go per unit that the known sum is raised.
    """

    value: float
    numbers: Array
    prices: Array


class Reader:
    """Who knows some of the sums (R, C) of C numbers, each 0 to most. One model, asked again from where it stood."""

    def __init__(self, sums: sparse.csr_array, most: float) -> None:
        self.sums, self.most = sums, most
        self._values = np.full(sums.shape[0], np.nan)
        columns = sparse.csc_array(sums)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = sums.shape
        model.col_cost_, model.col_lower_ = np.zeros(sums.shape[1]), np.zeros(sums.shape[1])
        model.col_upper_ = np.full(sums.shape[1], most)
        model.row_lower_, model.row_upper_ = np.full(sums.shape[0], -np.inf), np.full(sums.shape[0], np.inf)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_ = columns.indptr, columns.indices
        model.a_matrix_.value_ = columns.data
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.passModel(model)

    def know(self, values: Array) -> None:
        """From now on these sums are known (R,); NaN: not known."""
        changed = ~((values == self._values) | (np.isnan(values) & np.isnan(self._values)))
        for row in np.flatnonzero(changed):
            value = values[row]
            ends = (-np.inf, np.inf) if np.isnan(value) else (value, value)
            self._highs.changeRowBounds(int(row), *ends)
        self._values = values.copy()

    def fits(self) -> bool:
        """Whether there are any numbers with these sums."""
        self._highs.run()
        return self._highs.getModelStatus() in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)

    def whole(self) -> Array | None:
        """Some whole numbers (C,) with these sums; None when there are none, or none are found in time."""
        if not self.fits():
            return None
        numbers = np.array(self._highs.getSolution().col_value)
        return np.rint(numbers) if _is_whole(numbers).all() else self._searched(np.zeros(len(numbers)))

    def farthest(self, weights: Array, *, up: bool) -> Farthest:
        """The highest (up) or lowest weighted sum (C,). Raises ArithmeticError where no numbers have these sums."""
        at = np.flatnonzero(weights).astype(np.int32)
        self._highs.changeColsCost(len(at), at, -weights[at] if up else weights[at])
        self._highs.run()
        status, solution = self._highs.getModelStatus(), self._highs.getSolution()
        self._highs.changeColsCost(len(at), at, np.zeros(len(at)))
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"Expected numbers with these sums, found {status}. Check the totals.")
        numbers = np.array(solution.col_value)
        return Farthest(float(weights @ numbers), numbers, -np.array(solution.row_dual))

    def whole_farthest(self, weights: Array, *, up: bool) -> Array | None:
        """Whole numbers (C,) with the highest or lowest weighted sum there is among them; None: not found in time."""
        return self._searched(-weights if up else weights)

    def whole_part(self, base: Array, numbers: Array) -> Array:
        """Whole numbers with these sums, as far from base towards numbers as can be without a fraction.

        What differs falls apart into moves that share no known sum, so that each alone leaves all sums as they are.
        """
        change = numbers - base
        moved = np.flatnonzero(np.abs(change) > TOLERANCE)
        if _is_whole(change).all():
            return np.rint(numbers)
        rows = sparse.csr_array(self.sums[np.flatnonzero(~np.isnan(self._values))][:, moved])
        links = sparse.block_array([[None, rows], [rows.T, None]])
        labels = csgraph.connected_components(links, directed=False)[1][rows.shape[0] :]
        keep = ~np.isin(labels, labels[~_is_whole(change[moved])])
        result = base.copy()
        result[moved[keep]] = np.rint(numbers[moved[keep]])
        return result

    def misfits(self, loose: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(R,) which of the loose known sums do not fit the others: those that must be moved most, summed, least."""
        is_known = ~np.isnan(self._values)
        moving, rows = np.flatnonzero(loose[is_known]), self.sums[np.flatnonzero(is_known)]
        slack = sparse.csr_array((np.ones(len(moving)), (moving, np.arange(len(moving)))), (rows.shape[0], len(moving)))
        answer = optimize.linprog(
            np.concatenate([np.zeros(rows.shape[1]), np.ones(2 * len(moving))]),
            A_eq=sparse.hstack([rows, slack, -slack]),
            b_eq=self._values[is_known],
            bounds=(0, None),
        )
        if answer.x is None:
            raise ValueError(
                "Expected totals that are the sums of their parts, found others. Check what is counted twice."
            )
        flags = np.zeros(len(loose), dtype=bool)
        moved = answer.x[rows.shape[1] :].reshape(2, -1).sum(axis=0) > TOLERANCE
        flags[np.flatnonzero(is_known)[moving[moved]]] = True
        return flags

    def _searched(self, costs: Array) -> Array | None:
        is_known = np.flatnonzero(~np.isnan(self._values))
        known_sums = optimize.LinearConstraint(self.sums[is_known], self._values[is_known], self._values[is_known])
        answer = optimize.milp(
            costs,
            integrality=np.ones(len(costs)),
            bounds=optimize.Bounds(0, self.most),
            constraints=[known_sums] if len(is_known) else [],
            options={"time_limit": SEARCH_SECONDS},
        )
        return None if answer.x is None else np.rint(answer.x)


def _is_whole(numbers: Array) -> NDArray[np.bool_]:
    return np.asarray(np.abs(numbers - np.rint(numbers)) < TOLERANCE)


def whole(low: float, high: float) -> tuple[float, float]:
    """The whole numbers within low and high: counts are whole, so nothing between them can be."""
    return float(np.ceil(low - TOLERANCE)), float(np.floor(high + TOLERANCE))
