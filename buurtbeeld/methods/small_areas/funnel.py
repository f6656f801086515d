"""Which areas lie outside what chance gives areas of their size. Limits and words about them; draws no plot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
LEVELS = (0.95, 0.998)


def limits(
    exposure: ArrayLike | pd.Series, rate: float, overdispersion: float = 1.0, levels: tuple[float, ...] = LEVELS
) -> pd.DataFrame:
    """Per area the rates between which chance puts an area of its size: low_95, high_95, low_99.8, high_99.8.

    With E = rate × exposure expected, high is the smallest count k with P(Y ≤ k) ≥ 1 − α/2 and low the largest with
    P(Y < k) ≤ α/2, α = 1 − level, each divided by the exposure; so strictly outside lies at most α of the areas. Y is
    Poisson (Spiegelhalter 2005, appendix A.1), or with overdispersion φ > 1 negative binomial with variance φE. The
    limits are not interpolated between counts, as that paper does for smooth lines: at E = 1 that would call 3 events
    an alert, which chance gives one area in twelve.

    Units: rate in events per unit of exposure, and so the limits. overdispersion below 1 counts as 1. An area without
    exposure has NaN. Raises ValueError for a negative rate or exposure. Also gives expected, the count E.
    Source: Spiegelhalter, D. J. (2005), Statistics in Medicine 24, 1185–1202.
    """
    index = exposure.index if isinstance(exposure, pd.Series) else None
    n = _exposures(exposure)
    if not rate >= 0:
        raise ValueError(f"Expected a rate of 0 or more, found {rate}.")
    expected = n * rate
    rates = {"expected": expected}
    for level in levels:
        tail = (1 - level) / 2
        rates[f"low_{level * 100:g}"] = _quantile(tail, expected, overdispersion) / n
        rates[f"high_{level * 100:g}"] = _quantile(1 - tail, expected, overdispersion) / n
    return pd.DataFrame(rates, index=index)


def overdispersion(events: ArrayLike, exposure: ArrayLike, rate: float, winsorise: float = 0.1) -> float:
    """How many times more areas scatter than chance: φ = Σz²/(m·κ), z = (y − E)/√E, the outer tenths of z drawn in.

    Winsorised, so that the few areas a funnel is to find do not widen it (Spiegelhalter 2005, as `limits`); κ is what
    winsorising leaves of a normal's variance (0.68 for tenths). That paper does not divide by it and takes φ as 1 below
    1 + 2√(2/m); twice the alerts promised are raised then (docs/methods). At least 1. Areas without exposure or with
    unknown events are left out; no area, or a rate of 0: 1. Raises ValueError unless 0 ≤ winsorise < ½.
    """
    n, y = _exposures(exposure), np.asarray(events, dtype=float)
    rated = ~np.isnan(n) & ~np.isnan(y)
    expected = n[rated] * rate
    if not 0 <= winsorise < 0.5:
        raise ValueError(f"Expected a share to winsorise from 0 to below 0.5, found {winsorise}.")
    if not expected.size or rate == 0:
        return 1.0
    z = (y[rated] - expected) / np.sqrt(expected)
    z = np.clip(z, *np.quantile(z, [winsorise, 1 - winsorise]))
    return max(1.0, float(np.mean(z**2)) / _left_of_a_normal(winsorise))


def _left_of_a_normal(share: float) -> float:
    """Variance of a standard normal with this share drawn in on either side."""
    if share == 0:
        return 1.0
    end = scipy.stats.norm.isf(share)
    return float(1 - 2 * share - 2 * end * scipy.stats.norm.pdf(end) + 2 * share * end**2)


def exceedance(events: ArrayLike, exposure: ArrayLike, rate: float, overdispersion: float = 1.0) -> Array:
    """Per area the probability of as many events or more at this rate: Poisson, or negative binomial as in `limits`.

    Units as there. 1 where the exposure or the events are unknown, or nothing is expected.
    """
    expected, y = _exposures(exposure) * rate, np.asarray(events, dtype=float)
    chance = (
        scipy.stats.nbinom.sf(y - 1, expected / (overdispersion - 1), 1 / overdispersion)
        if overdispersion > 1
        else scipy.stats.poisson.sf(y - 1, expected)
    )
    return np.where(np.isfinite(chance) & (expected > 0), chance, 1.0)


def verdict(
    events: ArrayLike | pd.Series,
    exposure: ArrayLike | pd.Series,
    rate: float | None = None,
    factor: float | None = None,
    levels: tuple[float, float] = LEVELS,
) -> pd.DataFrame:
    """The limits with each area's rate, verdict (inside, alert, alarm, unknown) and direction (above, below or empty).

    alert: strictly outside the first level; alarm: outside the second too. rate: the stock's, of these areas when None;
    factor: the over-dispersion, estimated from these areas when None. Whether above is bad depends on what is counted,
    and is not said here.

    Edges: without exposure, or with unknown events: unknown. No events anywhere: all inside. One area only: it is the
    stock, and inside. Raises ValueError as `limits`.
    """
    n, y = _exposures(exposure), np.asarray(events, dtype=float)
    rated = ~np.isnan(n) & ~np.isnan(y)
    if rate is None:
        rate = float(y[rated].sum() / n[rated].sum()) if rated.any() else 0.0
    if factor is None:
        factor = overdispersion(y, n, rate)
    rows = limits(n, rate, factor, levels)
    rows.insert(0, "rate", np.where(rated, y, np.nan) / n)
    (low, high), (lowest, highest) = [(rows[f"low_{x * 100:g}"], rows[f"high_{x * 100:g}"]) for x in levels]
    above, below = rows["rate"] > high, rows["rate"] < low
    alarm = (rows["rate"] > highest) | (rows["rate"] < lowest)
    rows["verdict"] = np.select([~rated, alarm, above | below], ["unknown", "alarm", "alert"], "inside")
    rows["direction"] = np.select([above, below], ["above", "below"], "")
    given = next((values for values in (events, exposure) if isinstance(values, pd.Series)), None)
    return rows if given is None else rows.set_axis(given.index)


def _exposures(exposure: ArrayLike) -> Array:
    n = np.asarray(exposure, dtype=float)
    if np.any(n < 0) or np.any(np.isinf(n)):
        raise ValueError(f"Expected exposure of 0 or more, found {n[(n < 0) | np.isinf(n)][0]}.")
    return np.where(n > 0, n, np.nan)


def _quantile(share: float, expected: Array, factor: float) -> Array:
    """Smallest count with at least this share at or below it; NaN where expected is."""
    # Clustered counts: a negative binomial has variance φE for every E, and is the Poisson in the limit φ = 1.
    count = (
        scipy.stats.nbinom.ppf(share, expected / (factor - 1), 1 / factor)
        if factor > 1
        else scipy.stats.poisson.ppf(share, expected)
    )
    return np.where(expected == 0, 0.0, count)
