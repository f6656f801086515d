"""When does a norm end, and who is past it? Work or calendar days, Dutch holidays. Knows no record and no frame."""

from __future__ import annotations

import functools
from datetime import date, timedelta

import holidays


@functools.lru_cache(maxsize=200)
def _free(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_work_day(day: date) -> bool:
    """Whether people work: Monday to Friday, and no holiday in the Netherlands (package holidays, its public ones)."""
    return day.weekday() < 5 and day not in _free(day.year)


def after(day: date, days: int, kind: str) -> date:
    """The last day within so many days after a day. work: counted in work days; calendar: an end that falls on a
    weekend or holiday moves to the next work day (as the Algemene termijnenwet has it)."""
    if kind == "work":
        for _ in range(days):
            day = _next_work_day(day + timedelta(1))
        return day
    return _next_work_day(day + timedelta(days))


def deadline(since: date, days: int | None, kind: str) -> date | None:
    """The last day of a norm of so many days that runs from a day; None without a norm."""
    return None if days is None else after(since, days, kind)


def overdue(last: date | None, answered: date | None, today: date) -> bool:
    """Whether the answer came, or comes at the earliest, after the last day of its norm; never without a norm."""
    return last is not None and (answered or today) > last


def _next_work_day(day: date) -> date:
    while not is_work_day(day):
        day += timedelta(1)
    return day
