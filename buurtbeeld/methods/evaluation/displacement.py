"""Where did the fall go? Cases in the area and around it against what was to be expected, with an interval."""

from __future__ import annotations

import math
from typing import NamedTuple

from scipy.special import ndtri

from buurtbeeld.methods.evaluation.difference_in_differences import Did


class Change(NamedTuple):
    """Cases more (below 0: fewer) than to be expected, with standard error."""

    cases: float
    se: float


class Displacement(NamedTuple):
    """Which part of the fall came back around the area. quotient: change around over change in the area, with interval.

    −1: all that disappeared came back; 0: nothing; above 0 the surroundings gained too. NaN with a reason:
    target_did_not_fall (its fall is not clear, so that there is nothing to divide by), nothing_around (no figure).
    """

    quotient: float
    low: float
    high: float
    reason: str


def change(cases: float, effect: Did) -> Change:
    """From the cases after the start and the ratio to what they would have been; the error by the delta method."""
    return Change(cases * (1 - 1 / effect.ratio), cases / effect.ratio * effect.se)


def displacement(area: Change, ring: Change, level: float = 0.95) -> Displacement:
    """Weighted displacement quotient with Fieller's interval, only where the area clearly fell.

    Source: Bowers and Johnson (2003), Journal of Quantitative Criminology 19, 275–301; Fieller (1954), JRSS B 16,
    175–185: all q with (ring − q · area)² ≤ z² (Var ring + q² Var area).
    """
    z = float(ndtri((1 + level) / 2))
    if not math.isfinite(ring.cases):
        return Displacement(math.nan, math.nan, math.nan, "nothing_around")
    if not area.cases + z * area.se < 0:
        return Displacement(math.nan, math.nan, math.nan, "target_did_not_fall")
    square, cross, rest = (
        area.cases**2 - z**2 * area.se**2,
        area.cases * ring.cases,
        ring.cases**2 - z**2 * ring.se**2,
    )
    root = math.sqrt(cross**2 - square * rest)
    return Displacement(ring.cases / area.cases, (cross - root) / square, (cross + root) / square, "")
