"""Did an area change more than the stock did, and is that more than chance? Counts of two years in, a label out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

CLIP = 1.5
"""Residuals beyond 1.5 deviations count as 1.5 (Huber 1981, proposal 2): a real change may not widen chance itself."""
APART = 2.5
"""An area further off than 2.5 deviations is no part of what the areas have in common."""
CAUTION = 0.5
"""Half the standard error of the over-dispersion is added to it: a few areas show it badly."""
ENOUGH = 10
"""An area of ten events says as much about over-dispersion as a larger one; of two events a fifth of that."""


ENTER, STAY = 0.98, 0.90
"""A label begins where adjusted is at least ENTER, and goes where it is less than STAY: looked at again every month,
what begins at 0.95 begins by chance somewhere in every sixth corporation a year (docs/methods)."""
LOOKS = 12
"""So many months back a label may have begun: after that nothing is left of the year it was about."""

IN_STOCK = ["", "no_events"]
"""Reasons of the areas that had homes and a delivery in both years."""


class Stock(NamedTuple):
    """What all areas did together: ratio of their rates with its interval, and what the label compares with.

    ratio, low, high: this year's rate of the whole stock over last year's. common: the same over the areas that do not
    stand out. overdispersion: how many times more areas scatter around it than chance, at least 1.
    """

    ratio: float
    low: float
    high: float
    common: float
    overdispersion: float


class _Counts(NamedTuple):
    now: Array
    before: Array
    homes_now: Array
    homes_before: Array


def relative_change(
    events_now: ArrayLike | pd.Series,
    events_before: ArrayLike | pd.Series,
    exposure_now: ArrayLike | pd.Series,
    exposure_before: ArrayLike | pd.Series,
    *,
    overdispersion: float | None = None,
    at_least: float = 1.0,
    more_is_worse: bool = True,
    level: float = 0.90,
    probability: float = 0.95,
) -> pd.DataFrame:
    """Per area its change against the other areas in the same months, with its probability and a label.

    ratio is (y₁/n₁)/(y₀/n₀) over the same of the *other* areas that do not stand out; the median of its posterior, with
    the interval low–high (level). Given y₁ + y₀, y₁ is binomial; with Jeffreys' prior the share of this year is
    Beta(c·y₁ + ½, c·y₀ + ½), c = k/φ: φ the over-dispersion (as given, or estimated and no less than at_least, such
    as the scatter of months that within_year measures better than two years of few areas can), k = v/(v + v′) the
    part of the variance that is the area's own, v = 1/(y₁ + ½) + 1/(y₀ + ½), v′ the same of the others.
    probability_worse is the posterior probability that the ratio is above 1 (below, where more is better).
    adjusted is 1 − q, q the Benjamini–Hochberg value of 2·min(worse, better) over the areas that have events enough to
    be able to show a change at all (Tarone 1990); label is worse or better where adjusted ≥ probability.

    label: worse, better, no clear change, unknown. reason, empty or: not_delivered (events unknown), no_homes_now,
    no_homes_before, no_homes (born, demolished), no_events (none in both years), no_comparison (the only area, or the
    others have no events): unknown, all else NaN; few_events: no clear change, as no outcome could have shown one.
    frame.attrs: stock_ratio, stock_low, stock_high, common_ratio, overdispersion, as `stock` gives them.
    The index of a Series is kept. Raises ValueError for negative or infinite input and for Series of different areas.
    Sources: Przyborowski and Wilenski (1940), Biometrika 31; Huber (1981), Robust Statistics; Tarone (1990), Biometrics
    46; Benjamini and Hochberg (1995), JRSS B 57, 289–300.
    """
    given = _Counts(*_numbers(events_now, events_before, exposure_now, exposure_before))
    reason = _reasons(given)
    part = np.isin(reason, IN_STOCK)
    comparable = _Counts(*(values[part] for values in given))
    common, factor, kept = _in_common(comparable, overdispersion, at_least)
    rows = _compared(comparable, factor, kept, level).set_axis(np.flatnonzero(part)).reindex(range(reason.size))
    reason[(reason == "") & rows["above"].isna()] = "no_comparison"
    rows.loc[reason != ""] = np.nan
    rows = _labelled(rows, reason, more_is_worse, probability)
    index = next((x.index for x in (events_now, events_before) if isinstance(x, pd.Series)), None)
    rows = rows if index is None else rows.set_axis(index)
    whole = _stock(comparable, common, factor, level)
    rows.attrs = {"stock_ratio": whole.ratio, "stock_low": whole.low, "stock_high": whole.high}
    rows.attrs |= {"common_ratio": whole.common, "overdispersion": whole.overdispersion}
    return rows


def _numbers(*given: Any) -> list[Array]:
    indexes = [values.index for values in given if isinstance(values, pd.Series)]
    if any(not indexes[0].equals(other) for other in indexes[1:]):
        raise ValueError("Events and exposures name different areas, or in another order; align them first.")
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(values, dtype=float)) for values in given))
    for values in arrays:
        if np.any(values < 0) or np.any(np.isinf(values)):
            raise ValueError(f"Expected counts of 0 or more, found {values[(values < 0) | np.isinf(values)][0]}.")
    return list(arrays)


def _reasons(counts: _Counts) -> NDArray[np.str_]:
    """Why an area cannot be told; empty where it can."""
    gone, unborn = ~(counts.homes_now > 0), ~(counts.homes_before > 0)
    dark = np.isnan(counts.now) | np.isnan(counts.before)
    none = counts.now + counts.before == 0
    codes = ["no_homes", "no_homes_now", "no_homes_before", "not_delivered", "no_events"]
    return np.select([gone & unborn, gone, unborn, dark, none], codes, "").astype(object)


def _in_common(counts: _Counts, fixed: float | None, at_least: float = 1.0) -> tuple[float, float, Mask]:
    """Ratio the areas share, over-dispersion around it, and which areas it was taken from."""
    total = counts.now + counts.before
    some = total > 0
    if not some.any():
        return np.nan, 1.0, some
    weight = np.minimum(total, ENOUGH)
    kept, ratio, previous = some, _middle(counts, total), None
    for _round in range(8):
        squares = _squares(counts, total, ratio, kept if previous is not None else None)
        factor = max(at_least, _clipped_scale(squares[kept], weight[kept])) if fixed is None else max(1.0, fixed)
        near = some & (squares <= APART**2 * factor)
        if near.sum() < 2 or (previous is not None and np.array_equal(near, kept)):
            break
        previous, kept = kept, near
        ratio = _ratio(*(values[kept].sum() for values in counts))
    share = weight[kept] / weight[kept].sum()
    caution = 1 + CAUTION * np.sqrt(2 * np.sum(share**2)) if fixed is None else 1.0
    return ratio, factor * caution, kept


def _middle(counts: _Counts, total: Array) -> float:
    """The ratio of the median area, weighted by its events."""
    some = total > 0
    now, before = (counts.now / counts.homes_now)[some], (counts.before / counts.homes_before)[some]
    share = now / (now + before)
    order = np.argsort(share, kind="stable")
    heap = np.cumsum(total[some][order])
    # Both sides of a tie count, so that the years can be exchanged.
    ties = np.minimum([np.searchsorted(heap, heap[-1] / 2, side) for side in ("left", "right")], heap.size - 1)
    middle = np.clip(share[order][ties].mean(), 0.01, 0.99)
    return float(middle / (1 - middle))


def _squares(counts: _Counts, total: Array, ratio: float, part_of: Mask | None) -> Array:
    """Squared binomial residuals; those of areas that made the ratio themselves are widened by what that hides."""
    chance = _chance(ratio, counts)
    some = total > 0
    variance = np.where(some, total * chance * (1 - chance), 1.0)
    if part_of is not None:
        variance = variance * np.where(part_of, 1 - np.minimum(total / total[part_of].sum(), 0.9), 1.0)
    return np.where(some, (counts.now - total * chance) ** 2 / variance, 0.0)


def _clipped_scale(squares: Array, weight: Array) -> float:
    """Variance of residuals of which the outer ones are drawn in to 1.5 deviations; 1 for a normal, at least 1."""
    inner = (
        1
        - 2 * scipy.stats.norm.sf(CLIP)
        - 2 * CLIP * scipy.stats.norm.pdf(CLIP)
        + 2 * CLIP**2 * scipy.stats.norm.sf(CLIP)
    )
    share = weight / weight.sum()
    scale = float(np.sum(share * squares))
    for _round in range(30):
        scale = float(np.sum(share * np.minimum(squares, CLIP**2 * scale)) / inner)
    return max(1.0, scale)


def _chance(ratio: float | Array, counts: _Counts) -> Array:
    """Share of an area's events that would fall in this year."""
    now = ratio * counts.homes_now
    return now / (now + counts.homes_before)


def _ratio(now: Any, before: Any, homes_now: Any, homes_before: Any) -> Any:
    # Half an event more in both years keeps a year without any from being an infinite change.
    return (now + 0.5) / homes_now / ((before + 0.5) / homes_before)


def _spread(now: Array, before: Array) -> Array:
    return 1 / (now + 0.5) + 1 / (before + 0.5)


def _compared(counts: _Counts, factor: float, kept: Mask, level: float) -> pd.DataFrame:
    """Posterior of each area's ratio to the others, and the least two-sided probability its events could have given."""
    others = _Counts(*(np.sum(values[kept]) - values * kept for values in counts))
    comparable = (others.now + others.before > 0) & (others.homes_now > 0)
    others = _Counts(*(np.where(comparable, values, 1.0) for values in others))
    ratio = _ratio(*others)
    own = _spread(counts.now, counts.before)
    part = own / (own + _spread(others.now, others.before)) / factor
    now, before, both = counts.now * part + 0.5, counts.before * part + 0.5, (counts.now + counts.before) * part
    chance = _chance(ratio, counts)
    below = betainc(now, before, chance)
    reach = 2 * np.minimum(betainc(both + 0.5, 0.5, chance), 1 - betainc(0.5, both + 0.5, chance))
    scale = counts.homes_before / (counts.homes_now * ratio)
    columns = {"above": 1 - below, "below": below, "reach": reach}
    for name, share in (("low", (1 - level) / 2), ("ratio", 0.5), ("high", (1 + level) / 2)):
        middle = betaincinv(now, before, share)
        columns[name] = middle / (1 - middle) * scale
    return pd.DataFrame({name: np.where(comparable, values, np.nan) for name, values in columns.items()})


def _labelled(rows: pd.DataFrame, reason: NDArray[Any], more_is_worse: bool, probability: float) -> pd.DataFrame:
    """The posterior with its adjusted probability, label and reason."""
    judged = reason == ""
    tested = judged & (rows["reach"] < 1 - probability).to_numpy()
    # An area too small to be tested has shown nothing; one that cannot be told has no probability at all.
    adjusted = np.where(judged, 0.0, np.nan)
    if tested.any():
        tail = rows.loc[tested, ["above", "below"]].min(axis=1).to_numpy()
        adjusted[tested] = 1 - scipy.stats.false_discovery_control(np.clip(2 * tail, 0, 1), method="bh")
    up, down = ("worse", "better") if more_is_worse else ("better", "worse")
    clear, risen = adjusted >= probability, (rows["above"] > 0.5).to_numpy()
    return pd.DataFrame(
        {
            **{name: rows[name] for name in ("ratio", "low", "high")},
            "probability_worse": rows["above" if more_is_worse else "below"],
            "probability_better": rows["below" if more_is_worse else "above"],
            "adjusted": adjusted,
            "label": np.select([~judged, clear & risen, clear], ["unknown", up, down], "no clear change"),
            "reason": np.where(judged & ~tested, "few_events", reason),
        }
    )


def persistent(looks: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The labels of the newest look as they stand after those before it: an area keeps what it got, and gets it once.

    looks: frames of `relative_change` of the same areas, the newest first, each a month earlier than the one before it;
    no more are asked for than are needed, and at most LOOKS. An area is labelled worse (better) where it pointed that
    way with an adjusted of at least STAY in every look since one with at least ENTER.

    Returns the newest frame with that label and two columns: strongest, the highest adjusted of those looks (that of
    the newest where none stands); standing, in how many looks in a row, the newest included, the label stood (0: none).
    """
    ordered = iter(looks)
    newest = next(ordered)
    worse = (newest["probability_worse"] > newest["probability_better"]).to_numpy()
    strongest = newest["adjusted"].to_numpy(copy=True)
    run, standing = strongest >= STAY, np.where(strongest >= ENTER, 1, 0)
    back = 1
    # An earlier look is only made where it can matter: each takes as long as the newest.
    while run.any() and back < LOOKS and (rows := next(ordered, None)) is not None:
        back, adjusted = back + 1, rows["adjusted"].to_numpy()
        run = run & (adjusted >= STAY) & ((rows["probability_worse"] > rows["probability_better"]).to_numpy() == worse)
        strongest = np.where(run, np.fmax(strongest, adjusted), strongest)
        standing = np.where(run & (adjusted >= ENTER), back, standing)
    unknown, stands = newest["label"].eq("unknown"), standing > 0
    label = np.select([unknown, stands & worse, stands], ["unknown", "worse", "better"], "no clear change")
    return newest.assign(label=label, strongest=strongest, standing=standing)


def _stock(counts: _Counts, common: float, factor: float, level: float) -> Stock:
    now, before, homes_now, homes_before = (float(values.sum()) for values in counts)
    if not now + before:
        return Stock(np.nan, np.nan, np.nan, np.nan, 1.0)
    shares = betaincinv(now / factor + 0.5, before / factor + 0.5, np.array([(1 - level) / 2, (1 + level) / 2]))
    low, high = shares / (1 - shares) * homes_before / homes_now
    ratio = now / homes_now / (before / homes_before) if before else np.nan
    return Stock(ratio, float(low), float(high), float(common), float(factor))
