"""Unknown numbers of 0 or more between linear equations: how low, how high? Asks HiGHS, and knows no table."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float64]
TOLERANCE = 1e-6
_FINE = (highspy.HighsModelStatus.kOptimal,)


@dataclass(frozen=True)
class Farthest:
    """How far one number can go: its value, all numbers (N,) when it does, and per equation its price (E,).

    The price of an equation is how much further out the value would go per unit that its right-hand side is lowered.
    """

    value: float
    numbers: Array
    prices: Array


class Equations:
    """matrix (E, N) times the numbers is 0; each is 0 to most, or known. One model, asked again from where it stood."""

    def __init__(self, matrix: sparse.csr_array, most: float) -> None:
        self._most, self._size = most, matrix.shape[1]
        columns = sparse.csc_array(matrix)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.col_cost_, model.col_lower_ = np.zeros(self._size), np.zeros(self._size)
        model.col_upper_ = np.full(self._size, most)
        model.row_lower_ = model.row_upper_ = np.zeros(matrix.shape[0])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_ = columns.indptr, columns.indices
        model.a_matrix_.value_ = columns.data
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.passModel(model)

    def know(self, values: Array) -> None:
        """From now on these are known (N,); NaN: not known."""
        is_known = ~np.isnan(values)
        low, high = np.where(is_known, values, 0.0), np.where(is_known, values, self._most)
        self._highs.changeColsBounds(self._size, np.arange(self._size, dtype=np.int32), low, high)

    def any(self) -> Array | None:
        """Some numbers (N,) that satisfy everything; None when there are none."""
        self._highs.run()
        return self._point() if self._highs.getModelStatus() in _FINE else None

    def farthest(self, column: int, *, up: bool) -> Farthest:
        """The highest (up) or lowest value of one number. Raises ArithmeticError where nothing satisfies everything."""
        self._highs.changeColCost(column, -1.0 if up else 1.0)
        self._highs.run()
        status, solution = self._highs.getModelStatus(), self._highs.getSolution()
        self._highs.changeColCost(column, 0.0)
        if status not in _FINE:
            raise ArithmeticError(f"Expected numbers that satisfy every equation, found {status}. Check the totals.")
        numbers = np.array(solution.col_value)
        return Farthest(numbers[column], numbers, np.array(solution.row_dual))

    def _point(self) -> Array:
        return np.array(self._highs.getSolution().col_value)


def whole(low: float, high: float) -> tuple[float, float]:
    """The whole numbers within low and high: counts are whole, so nothing between them can be."""
    return float(np.ceil(low - TOLERANCE)), float(np.floor(high + TOLERANCE))
