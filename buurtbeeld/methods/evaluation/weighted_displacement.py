"""Weighted displacement difference (Wheeler and Ratcliffe 2018): how many cases more or fewer; no verdict."""

from __future__ import annotations

import math
from typing import NamedTuple

from scipy.special import ndtri

Pair = tuple[float, float]
"""Cases before and cases after."""


class Wdd(NamedTuple):
    """Cases more (below 0: fewer) than without the approach, with standard error, z and interval."""

    estimate: float
    se: float
    z: float
    low: float
    high: float


def wdd(
    control: Pair,
    treated: Pair,
    displacement_control: Pair | None = None,
    displacement: Pair | None = None,
    weights: Pair = (1, 1),
    level: float = 0.95,
    *,
    scale: float = 1.0,
    dispersion: float = 1.0,
) -> Wdd:
    """Weighted displacement difference ΔT − ΔCt + ΔD − ΔCd; Δ = after/w₁ − before/w₀; pairs are (before, after).

    weights: how long before and after lasted, in one unit, e.g. years; the estimate is then cases per unit. Variance
    is the sum of all counts, each over its weight squared. scale brings pooled comparison areas to the size of the area
    treated: their change counts scale times, their variance scale² times. dispersion: variance over mean, at least 1.
    Raises ValueError for negative counts, and for weights, scale or dispersion not above 0.
    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11; different periods after Wheeler's own note on them.
    """
    if min(*weights, scale, dispersion) <= 0:
        raise ValueError(f"Expected weights, scale and dispersion above 0, found {weights}, {scale}, {dispersion}.")
    areas = [(treated, 1.0), (control, -scale)]
    areas += [(displacement, 1.0)] if displacement else []
    areas += [(displacement_control, -scale)] if displacement_control else []
    if min(count for pair, _ in areas for count in pair) < 0:
        raise ValueError(f"Expected counts of 0 or more, found {[pair for pair, _ in areas]}.")
    estimate = sum(sign * (after / weights[1] - before / weights[0]) for (before, after), sign in areas)
    variance = sum(s * s * (after / weights[1] ** 2 + before / weights[0] ** 2) for (before, after), s in areas)
    se = math.sqrt(dispersion * variance)
    reach = -float(ndtri((1 - level) / 2)) * se
    return Wdd(estimate, se, estimate / se if se else math.nan, estimate - reach, estimate + reach)
