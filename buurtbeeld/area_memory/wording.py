"""When a goal of an area is reviewed, in words. Reviews nothing."""

from __future__ import annotations

from datetime import date

from buurtbeeld import text
from buurtbeeld.register.goals import Goal
from buurtbeeld.text import _


def review(what: Goal, today: date) -> str:
    """When a goal is reviewed, as a badge in Markdown; empty when it is reached or dropped."""
    if what.review_at is None:
        return ""
    if what.review_at <= today:
        return (
            f":orange-badge[:material/schedule: {_('herijken, had gemoeten op {day}', day=text.day(what.review_at))}]"
        )
    return f":gray-badge[{_('herijken op {day}', day=text.day(what.review_at))}]"
