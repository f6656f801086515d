"""Weighted displacement difference, and the drop that could have been seen (Wheeler and Ratcliffe 2018)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from scipy.special import ndtri

Pair = tuple[float, float]
"""Cases before and cases after."""


WORTHWHILE = 0.5
"""The drop that is looked for where the approach states no expected effect: half."""


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


class Detectable(NamedTuple):
    """The smallest drop that would have been clear: in cases after, and as a share; None where none is enough."""

    cases: int | None
    share: float | None


def detectable_drop(
    before: float,
    controls: Sequence[float] = (),
    level: float = 0.95,
    *,
    weights: Pair = (1, 1),
    dispersion: float = 1.0,
) -> Detectable:
    """What could have been seen, said before any result: by how much must the cases of the area fall to be clear?

    before: cases of the area before; controls: those of each comparison area, which are pooled, brought to the size of
    the area and taken not to change; none: the trend is known without error. Clear is a weighted displacement
    difference
    whose interval lies below 0. With one equal control and weights 1: from 10 cases none, from 20 16, from 50 26, from
    100 38, from 200 54. Raises ValueError as `wdd` does.
    """
    expected, pooled = before * weights[1] / weights[0], float(sum(controls))
    scale = before / pooled if pooled and before else 1.0
    control = (pooled, pooled * weights[1] / weights[0])
    for fewer in range(1, math.floor(expected) + 1):
        if (
            wdd(
                control, (before, expected - fewer), None, None, weights, level, scale=scale, dispersion=dispersion
            ).high
            < 0
        ):
            return Detectable(fewer, fewer / expected)
    return Detectable(None, None)


class Displacement(NamedTuple):
    """Where the fall went. quotient: change around over change in the area, each against its comparison.

    Below −1 more moved than fell, −1 to 0 some moved, above 0 the surroundings gained too. NaN with a reason:
    target_did_not_fall, nothing_around (no case in the ring before or after), no_comparison.
    """

    quotient: float
    reason: str


def displacement(control: Pair, treated: Pair, ring: Pair) -> Displacement:
    """Weighted displacement quotient (D₁/C₁ − D₀/C₀)/(T₁/C₁ − T₀/C₀), only where the area itself fell.

    Pairs are (before, after) of comparison, area and ring. Source: Bowers and Johnson (2003), Journal of Quantitative
    Criminology 19, 275–301; for the sign to mean anything the area must have fallen (same).
    """
    if min(control) <= 0:
        return Displacement(math.nan, "no_comparison")
    fell = treated[1] / control[1] - treated[0] / control[0]
    if fell >= 0:
        return Displacement(math.nan, "target_did_not_fall")
    if sum(ring) == 0:
        return Displacement(math.nan, "nothing_around")
    return Displacement((ring[1] / control[1] - ring[0] / control[0]) / fell, "")
