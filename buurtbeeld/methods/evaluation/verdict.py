"""Did an approach help? Counts before and after in, an effect with its interval and a verdict out; explains nobody."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from buurtbeeld.methods.evaluation.difference_in_differences import Did
from buurtbeeld.methods.evaluation.synthetic_control import Synthetic
from buurtbeeld.methods.evaluation.weighted_displacement import Pair, Wdd

HELPED, NO_SIGN, WORSE, CANNOT_TELL = "helped", "no_sign", "worse", "cannot_tell"

WORTHWHILE = 0.5
"""The drop that is looked for where the approach states no expected effect: half."""

BLOCKING = {
    "no_comparison": "no area alike, or none of the frozen ones is left",
    "too_young": "the first day of judging has not come",
    "short_history": "fewer than 24 months before: the area's own trend is unknown",
    "zero_before": "no case before: nothing could fall",
    "not_delivered": "the months before or after are unknown",
    "area_gone": "the area is no longer there",
    "redrawn": "the area was redrawn half-way and the parts cannot be linked",
    "overlaps": "another approach ran at the same place in the same time",
    "not_equally_high": "the comparison was not equally high, and there is too little history to do without",
}
"""Problems that leave nothing to tell, whatever the counts say."""
MOVED_PERHAPS = "moved_perhaps"
"""Clearly less in the area, and not clear of area and ring together."""


class Line(NamedTuple):
    """What one method says: change from what would have been, as a share (−0.5: halved), and interval."""

    method: str
    change: float
    low: float
    high: float


def line_of_wdd(difference: Wdd, treated: Pair, weights: Pair = (1, 1)) -> Line:
    """The difference as a share of what was expected without the approach; NaN where nothing was expected."""
    without = treated[1] / weights[1] - difference.estimate
    if without <= 0:
        return Line("wdd", math.nan, math.nan, math.nan)
    return Line("wdd", difference.estimate / without, difference.low / without, difference.high / without)


def line_of_did(estimate: Did) -> Line:
    """The ratio as a share of change; NaN where there is none."""
    return Line("did", estimate.ratio - 1, estimate.low - 1, estimate.high - 1)


def line_of_synthetic(synthetic: Synthetic, level: float = 0.95) -> Line:
    """Placebo inference has no interval: both limits are the estimate where it is clear, and unbounded where not."""
    clear = synthetic.p_value <= 1 - level
    return Line(
        "synthetic_control",
        synthetic.change,
        synthetic.change if clear else -math.inf,
        synthetic.change if clear else math.inf,
    )


class Verdict(NamedTuple):
    """label: helped, no_sign, worse or cannot_tell. reasons: why. warnings: what to bear in mind. All codes."""

    label: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def verdict(
    lines: Iterable[Line],
    smallest: float | None,
    problems: Collection[str] = (),
    *,
    expected: float | None = None,
    together: Line | None = None,
) -> Verdict:
    """One word for what the methods say together, in this order; the first line that gives a figure decides.

    smallest: the drop, as a share, that is seen in eight of ten; None where none is. together: what the deciding method
    says of the area and its ring as one; None without a ring.
    cannot_tell: a problem of BLOCKING (all are named); no line (no_figure); another line is clear the other way
    (lines_disagree); clearly less in the area, but not in area and ring together (moved_perhaps); no clear change and a
    drop as large as `expected` (half where not stated) is seldom seen (power) or still within the interval
    (within_interval). helped, worse: the interval of the deciding line lies below, or above, no change. no_sign:
    otherwise. Problems that do not block become warnings. reasons end with the method that decided.
    """
    blocked = tuple(sorted(set(problems) & BLOCKING.keys()))
    warnings = tuple(sorted(set(problems) - BLOCKING.keys()))
    finite = [line for line in lines if math.isfinite(line.change)]
    if blocked or not finite:
        return Verdict(CANNOT_TELL, blocked or ("no_figure",), warnings)
    first, others = finite[0], finite[1:]
    clear = direction(first)
    if clear and any(direction(line) == -clear for line in others):
        return Verdict(CANNOT_TELL, ("lines_disagree",), warnings)
    if clear < 0 and together is not None and direction(together) >= 0:
        return Verdict(CANNOT_TELL, (MOVED_PERHAPS, first.method), warnings)
    if clear:
        return Verdict(HELPED if clear < 0 else WORSE, (_together(first, others), first.method), warnings)
    return _unclear(first, smallest, WORTHWHILE if expected is None else expected, warnings)


def direction(line: Line) -> int:
    """−1 clearly less, 1 clearly more, 0 not clear."""
    return -1 if line.high < 0 else 1 if line.low > 0 else 0


def _together(first: Line, others: Sequence[Line]) -> str:
    """Whether all lines point the same way, one stands alone, or some point the other way without being clear."""
    if not others:
        return "one_line"
    return "lines_agree" if all(line.change * first.change > 0 for line in others) else "lines_differ"


def _unclear(first: Line, smallest: float | None, expected: float, warnings: tuple[str, ...]) -> Verdict:
    if smallest is None or smallest > expected:
        return Verdict(CANNOT_TELL, ("power", first.method), warnings)
    if first.low <= -expected:
        return Verdict(CANNOT_TELL, ("within_interval", first.method), warnings)
    return Verdict(NO_SIGN, ("no_clear_change", first.method), warnings)
