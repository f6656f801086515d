"""When is what due, overdue or stuck? Days in, days out; reads nothing."""

from __future__ import annotations

from datetime import date

from buurtbeeld import working_days
from buurtbeeld.register.hand_overs import DAYS, HandOver
from buurtbeeld.register.initiatives import Initiative

SHORTEST_SILENCE = 14
"""Days without any sign after which a hand-over past its norm is stuck; a longer norm allows as long a silence."""


def due(what: HandOver) -> date | None:
    """The last day on which a hand-over is fed back within its norm; None without a norm."""
    return working_days.deadline(what.handed_at, what.norm_days, what.norm_kind)


def answered(what: HandOver) -> date | None:
    """The day on which the partner answered: fed back, else closed; None while we wait."""
    return what.fed_back_at or what.closed_at


def overdue(what: HandOver, today: date) -> bool:
    """Whether the answer came or comes after the norm, as of today."""
    return working_days.overdue(due(what), answered(what), today)


def silent_days(what: HandOver, today: date) -> int:
    """Calendar days since anything was heard of an open hand-over; 0 for a closed one."""
    heard = max(day for name in DAYS if (day := getattr(what, name)) is not None)
    return 0 if what.closed_at else (today - heard).days


def stuck(what: HandOver, today: date) -> bool:
    """Open, unanswered, past its norm, and nothing heard for as long as the norm or SHORTEST_SILENCE days."""
    waits = answered(what) is None and overdue(what, today)
    return waits and silent_days(what, today) >= max(what.norm_days or 0, SHORTEST_SILENCE)


def look_back_due(what: Initiative) -> date | None:
    """When an initiative is looked back upon: 12 months after it was done; None when it is not done or looked back."""
    return None if what.done_at is None or what.looked_back_at else years_later(what.done_at, 1)


def years_later(day: date, years: int) -> date:
    """The same day so many years later; the last of February for the leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
