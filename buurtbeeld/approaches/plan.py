"""What of an approach is frozen: area, period, comparison and measure. Estimates nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from buurtbeeld import codes

MEASURES: Mapping[str, tuple[str, ...]] = {
    "facts_residents": ("incident", "complaint"),
    **{kind: (kind,) for kind in codes.EVIDENCE},
}
"""Which kinds of evidence each measure counts. Colleagues look more often where an approach is at work, so what they
see is a measure of its own."""


LAST_DAY = 15
"""An approach that begins later in a month has that month before it."""


@dataclass(frozen=True)
class Plan:
    """What was frozen, as the figures need it. start: first month; expected: the drop looked for, as a share."""

    area: str
    start: date
    themes: tuple[str, ...] = ()
    measure: str = "facts_residents"
    comparison: tuple[str, ...] = ()
    ring: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    expected: float | None = None

    @staticmethod
    def of(content: Mapping[str, Any]) -> Plan:
        """From the content of a freeze."""
        listed = {name: tuple(content.get(name) or ()) for name in ("themes", "comparison", "ring", "donors")}
        start, expected = first_month(date.fromisoformat(content["start"])), content.get("expected")
        return Plan(content["area"], start, measure=content["measure"], expected=expected, **listed)


class Running(NamedTuple):
    """An approach as others must know of it: its id, area, first and last day (None while it lasts)."""

    approach: str
    area: str
    start: date
    end: date | None


def first_month(day: date) -> date:
    """The month from which an approach that begins on this day can show: its own, or the next."""
    later = day.day > LAST_DAY
    return date(day.year + (later and day.month == 12), (day.month % 12 + 1) if later else day.month, 1)
