"""What day and what moment is it? The one clock: days on the Dutch calendar, moments in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DUTCH = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """The day it is in the Netherlands, wherever the server stands."""
    return now().astimezone(DUTCH).date()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
