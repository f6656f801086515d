"""What the months of a year say of it: how much they scatter, and which hold a burst. Labels no area."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

YEAR = 12
LONGEST = 3
"""A burst lasts at most three months; what stays for longer is a change."""
PART = 0.5
"""Each month of a burst holds at least so much of its mean excess: else the burst is shorter."""
NEAR = 11
"""A month is compared with those at most so many before and after it: a season later the area may have changed."""
FEWEST = 10
"""So many cases more than expected, at least, are a burst: fewer decide little."""
LEVEL = 0.0005
"""How improbable a burst is under the area's own other months."""
_ROUNDS, _SOLVED = 2, 20


class Months(NamedTuple):
    """counts (A, T) without bursts; burst (A, T): months that held one; overdispersion: variance over mean of a month
    around what the area's year and the month of all areas let expect, at least 1."""

    counts: Array
    burst: Mask
    overdispersion: float


class _Rows(NamedTuple):
    """Some areas a with what all have: counts, rhythm and counted (a, T); others: the counts of all but the area.

    rhythm: homes times what the other areas had per home in that month; a single area has only itself, and every month
    is then as the others.
    """

    counts: Array
    rhythm: Array
    counted: Mask
    others: Array


def steady(counts: Array, homes: Array, delivered: Mask) -> Months:
    """Sets bursts aside: months far above what the area's other months and the other areas' same month let expect.

    counts and homes (A, T) per month, delivered (T,) or (A, T). Expected of up to LONGEST months together: the area's
    count of the months up to NEAR before and after (the next to it left out) per home, times what the other areas had
    then over what they had in those months; so a month in which all areas have more is no burst. A burst is FEWEST or
    more above that, with probability at most LEVEL under a negative binomial of variance φE(1 + E/own + E/others). A
    run of more than LONGEST months is a change and stays. A month of a burst then counts as what was expected of it.

    overdispersion φ: Pearson's χ² of areas × months within each year, without bursts, over its degrees of freedom.
    """
    burst: Mask = np.zeros(counts.shape, dtype=bool)
    delivered = np.broadcast_to(delivered, counts.shape)
    factor = overdispersion(counts, homes, delivered)
    rows = _candidates(counts * delivered)
    for _round in range(_ROUNDS if len(rows) else 0):
        burst[rows] = _bursts(_rows(counts, homes, delivered, rows), factor)
        factor = overdispersion(counts, homes, delivered & ~burst)
    if not burst.any():
        return Months(counts, burst, factor)
    usual, without = _expected(_rows(counts, homes, delivered & ~burst, rows), 1)[0], counts.copy()
    without[rows] = np.where(burst[rows], np.minimum(counts[rows], np.rint(usual)), counts[rows])
    return Months(without, burst, factor)


def _candidates(counts: Array) -> NDArray[np.intp]:
    """Areas that ever had enough within LONGEST months; too short a history holds no burst."""
    if counts.shape[1] <= LONGEST:
        return np.arange(0)
    return np.flatnonzero(_sums(counts, LONGEST).max(axis=1) >= FEWEST)


def _rows(counts: Array, homes: Array, counted: Mask, rows: NDArray[np.intp]) -> _Rows:
    seen, at_home = counts * counted, homes * counted
    others, elsewhere = seen.sum(axis=0) - seen[rows], at_home.sum(axis=0) - at_home[rows]
    rhythm = homes[rows] * np.where(elsewhere > 0, _per(others, elsewhere), 1.0)
    return _Rows(seen[rows], rhythm, counted[rows], others)


def overdispersion(counts: Array, homes: Array, counted: Mask) -> float:
    """φ of `steady`; counted (T,) or (A, T). Without two areas and two months that can be compared: 1.

    An area with N in a year shows Nφ/(N + φ − 1) of it (Dirichlet–multinomial months of a negative binomial year), so
    that φ = Σχ² / Σ(f·N/(N + φ − 1)) over areas and years of f degrees of freedom each.
    """
    there = np.broadcast_to(counted, counts.shape) & (homes > 0)
    rows = [
        _scatter((counts * there)[:, max(0, end - YEAR) : end], (homes * there)[:, max(0, end - YEAR) : end])
        for end in range(counts.shape[1], 0, -YEAR)
    ]
    squares, freedom, total = (np.concatenate(part) for part in zip(*rows, strict=True))
    factor = 1.0
    for _round in range(_SOLVED):
        visible = float(np.sum(freedom * total / np.maximum(total + factor - 1, 1e-9)))
        factor = max(1.0, squares.sum() / visible) if visible > 0 else 1.0
    return factor


def _scatter(counts: Array, homes: Array) -> tuple[Array, Array, Array]:
    """Per area χ² of one year, its degrees of freedom, and its count; homes 0: not counted."""
    expected = homes * _per(counts.sum(axis=0), homes.sum(axis=0))
    total = counts.sum(axis=1)
    expected = expected * _per(total, expected.sum(axis=1))[:, None]
    some = expected > 0
    squares = np.divide((counts - expected) ** 2, expected, out=np.zeros_like(expected), where=some).sum(axis=1)
    areas = int(np.count_nonzero(total))
    # The months' own totals take their part of the freedom of each area.
    freedom = np.maximum(some.sum(axis=1) - 1, 0) * (1 - 1 / max(areas, 1))
    return squares, freedom, total


def _bursts(rows: _Rows, factor: float) -> Mask:
    burst: Mask = np.zeros(rows.counts.shape, dtype=bool)
    for length in range(1, LONGEST + 1):
        expected, own, others = _expected(rows, length)
        total = _sums(rows.counts, length)
        excess = total - expected
        each = np.lib.stride_tricks.sliding_window_view(rows.counts, length, axis=1).min(axis=2)
        spread = np.pad(each, ((0, 0), (0, length - 1))) >= (expected + PART * excess) / length
        area, month = np.nonzero((excess >= FEWEST) & spread)
        mean = np.maximum(expected[area, month], 0.01)
        wide = factor * (1 + mean / np.maximum(own[area, month], 1) + mean / np.maximum(others[area, month], 1))
        # What is not three deviations off is never so rare; the exact probability takes time.
        far = total[area, month] - mean >= 3 * np.sqrt(wide * mean)
        area, month, mean, ratio = area[far], month[far], mean[far], np.maximum(wide[far], 1 + 1e-7)
        rare = scipy.stats.nbinom.sf(total[area, month] - 1, mean / (ratio - 1), 1 / ratio) <= LEVEL
        for later in range(length):
            burst[area[rare], month[rare] + later] = True
    return burst & ~_long(burst)


def _long(burst: Mask) -> Mask:
    """Months in a run of more than LONGEST."""
    whole = np.lib.stride_tricks.sliding_window_view(burst, LONGEST + 1, axis=1).all(axis=2)
    long: Mask = np.zeros(burst.shape, dtype=bool)
    for later in range(LONGEST + 1):
        long[:, later : later + whole.shape[1]] |= whole
    return long


def _expected(rows: _Rows, length: int) -> tuple[Array, Array, Array]:
    """Per area and first month of `length` months: expected of them, the own and the others' count it rests on."""
    own, around = _around(rows.counts, length), _around(rows.rhythm * rows.counted, length)
    expected = (own + 0.5) / np.maximum(around, 1e-12) * _sums(rows.rhythm, length)
    return expected, own, _sums(rows.others, length)


def _around(values: Array, length: int) -> Array:
    """Sums over the months up to NEAR before and after each window, the one next to it on either side left out."""
    totals = np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
    first = np.arange(values.shape[1])
    low, high = np.maximum(first - NEAR, 0), np.minimum(first + length + NEAR, values.shape[1])
    inner = np.maximum(first - 1, 0), np.minimum(first + length + 1, values.shape[1])
    return totals[:, high] - totals[:, low] - (totals[:, inner[1]] - totals[:, inner[0]])


def _sums(values: Array, length: int) -> Array:
    """Sums over each month and those after it, `length` in all; 0 where they are not all there."""
    whole = np.lib.stride_tricks.sliding_window_view(values, length, axis=1).sum(axis=2)
    return np.pad(whole, ((0, 0), (0, length - 1)))


def _per(counts: Array, homes: Array) -> Array:
    return np.divide(counts, homes, out=np.zeros_like(counts, dtype=float), where=homes > 0)
