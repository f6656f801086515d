"""Did an approach help? Counts before and after in, an effect with its interval and a verdict out; explains nobody."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from scipy.special import ndtri

from buurtbeeld.methods.differences import Did, did
from buurtbeeld.methods.synthetic import Synthetic, synthetic_control

__all__ = [
    "BLOCKING",
    "Detectable",
    "Did",
    "Displacement",
    "Line",
    "Synthetic",
    "Verdict",
    "Wdd",
    "detectable_drop",
    "did",
    "displacement",
    "line_of_did",
    "line_of_synthetic",
    "line_of_wdd",
    "synthetic_control",
    "verdict",
    "wdd",
]

Pair = tuple[float, float]
"""Cases before and cases after."""

HELPED, NO_SIGN, WORSE, CANNOT_TELL = "helped", "no_sign", "worse", "cannot_tell"

WORTHWHILE = 0.5
"""The drop that is looked for where the approach states no expected effect: half."""

BLOCKING = {
    "no_comparison": "no area alike, or none of the frozen ones is left",
    "too_young": "fewer than three whole months since the start",
    "zero_before": "no case before: nothing could fall",
    "not_delivered": "the months before or after are unknown",
    "area_gone": "the area is no longer there",
    "redrawn": "the area was redrawn half-way and the parts cannot be linked",
    "overlaps": "another approach ran at the same place in the same time",
    "not_equally_high": "the comparison was not equally high, and there is too little history to do without",
}
"""Problems that leave nothing to tell, whatever the counts say."""


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


class Line(NamedTuple):
    """What one method says: change from what would have been, as a share (−0.5: halved), and interval."""

    method: str
    change: float
    low: float
    high: float


def line_of_wdd(found: Wdd, treated: Pair, weights: Pair = (1, 1)) -> Line:
    """The difference as a share of what was expected without the approach; NaN where nothing was expected."""
    without = treated[1] / weights[1] - found.estimate
    if without <= 0:
        return Line("wdd", math.nan, math.nan, math.nan)
    return Line("wdd", found.estimate / without, found.low / without, found.high / without)


def line_of_did(found: Did) -> Line:
    """The ratio as a share of change; NaN where there is none."""
    return Line("did", found.ratio - 1, found.low - 1, found.high - 1)


def line_of_synthetic(found: Synthetic, level: float = 0.95) -> Line:
    """Placebo inference has no interval: both limits are the estimate where it is clear, and unbounded where not."""
    clear = found.p_value <= 1 - level
    return Line(
        "synthetic_control", found.change, found.change if clear else -math.inf, found.change if clear else math.inf
    )


class Verdict(NamedTuple):
    """label: helped, no_sign, worse or cannot_tell. reasons: why. warnings: what to bear in mind. All codes."""

    label: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def verdict(
    lines: Iterable[Line],
    detectable: Detectable,
    problems: Collection[str] = (),
    *,
    expected: float | None = None,
    moved: Displacement | None = None,
) -> Verdict:
    """One word for what the methods say together, in this order; the first line that gives a figure decides.

    cannot_tell: a problem of BLOCKING (all are named); no line (no_figure); another line is clear the other way
    (lines_disagree); as much moved as fell (moved_away); no clear change and a drop as large as `expected` (a share;
    half where not stated) could not have been seen (power) or is still within the interval (within_interval).
    helped, worse: the interval of the deciding line lies below, or above, no change. no_sign: otherwise.
    Problems that do not block become warnings. reasons end with the method that decided.
    """
    blocked = tuple(sorted(set(problems) & BLOCKING.keys()))
    warnings = tuple(sorted(set(problems) - BLOCKING.keys()))
    told = [line for line in lines if math.isfinite(line.change)]
    if blocked or not told:
        return Verdict(CANNOT_TELL, blocked or ("no_figure",), warnings)
    first, others = told[0], told[1:]
    clear = direction(first)
    if clear and any(direction(line) == -clear for line in others):
        return Verdict(CANNOT_TELL, ("lines_disagree",), warnings)
    if clear < 0 and moved is not None and moved.quotient <= -1:
        return Verdict(CANNOT_TELL, ("moved_away", first.method), warnings)
    if clear:
        return Verdict(HELPED if clear < 0 else WORSE, (_together(first, others), first.method), warnings)
    return _unclear(first, detectable, WORTHWHILE if expected is None else expected, warnings)


def direction(line: Line) -> int:
    """−1 clearly less, 1 clearly more, 0 not clear."""
    return -1 if line.high < 0 else 1 if line.low > 0 else 0


def _together(first: Line, others: Sequence[Line]) -> str:
    """Whether all lines point the same way, one stands alone, or some point the other way without being clear."""
    if not others:
        return "one_line"
    return "lines_agree" if all(line.change * first.change > 0 for line in others) else "lines_differ"


def _unclear(first: Line, detectable: Detectable, expected: float, warnings: tuple[str, ...]) -> Verdict:
    if detectable.share is None or detectable.share > expected:
        return Verdict(CANNOT_TELL, ("power", first.method), warnings)
    if first.low <= -expected:
        return Verdict(CANNOT_TELL, ("within_interval", first.method), warnings)
    return Verdict(NO_SIGN, ("no_clear_change", first.method), warnings)
