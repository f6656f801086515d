"""What of an approach is frozen: area, period, comparison and measure. Estimates nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from buurtbeeld import codes
from buurtbeeld.methods.evaluation.plan import Plan

MEASURES: Mapping[str, tuple[str, ...]] = {
    "facts_residents": ("incident", "complaint"),
    **{kind: (kind,) for kind in codes.EVIDENCE},
}
"""Which kinds of evidence each measure counts. Colleagues look more often where an approach is at work, so what they
see is a measure of its own."""


LAST_DAY = 15
"""An approach that begins later in a month has that month before it."""


def of_content(content: Mapping[str, Any]) -> Plan:
    """The plan that the content of a freeze says."""
    areas = {name: tuple(content.get(name) or ()) for name in ("themes", "comparison", "ring", "donors")}
    start = first_month(date.fromisoformat(content["start"]))
    days = tuple(content.get("judged_after") or ())
    return Plan(
        content["area"], start, measure=content["measure"], expected=content.get("expected"), judged_after=days, **areas
    )


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
