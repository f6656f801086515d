"""Norms in work and calendar days, with the Dutch holidays; overdue and stuck."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from buurtbeeld import working_days
from buurtbeeld.register import deadlines
from buurtbeeld.register.hand_overs import HandOver

DAYS = [
    (date(2026, 3, 2), 5, "work", date(2026, 3, 9)),       # Monday to Monday
    (date(2026, 3, 6), 1, "work", date(2026, 3, 9)),       # over a weekend
    (date(2026, 3, 7), 1, "work", date(2026, 3, 9)),       # handed on a Saturday
    (date(2026, 4, 2), 1, "work", date(2026, 4, 7)),       # over Good Friday and Easter Monday
    (date(2026, 4, 24), 1, "work", date(2026, 4, 28)),     # over King's Day on a Monday
    (date(2025, 4, 25), 1, "work", date(2025, 4, 28)),     # King's Day on a Saturday, as the 27th is a Sunday
    (date(2026, 12, 24), 2, "work", date(2026, 12, 29)),   # Christmas and a weekend
    (date(2026, 12, 31), 1, "work", date(2027, 1, 4)),     # into another year
    (date(2026, 3, 2), 14, "calendar", date(2026, 3, 16)),
    (date(2026, 3, 2), 5, "calendar", date(2026, 3, 9)),   # ends on a Saturday: the Monday after
    (date(2026, 12, 18), 7, "calendar", date(2026, 12, 28)),  # ends at Christmas
    (date(2028, 2, 28), 1, "calendar", date(2028, 2, 29)),
    (date(2026, 3, 30), 5, "calendar", date(2026, 4, 7)),  # ends on a Saturday, then Easter
    (date(2025, 5, 2), 1, "work", date(2025, 5, 6)),       # 5 May is free in years that end in 0 or 5
    (date(2026, 5, 4), 1, "work", date(2026, 5, 5)),       # and not in others
    (date(2026, 7, 4), 0, "work", date(2026, 7, 4)),       # the same day
]  # fmt: skip


@pytest.mark.parametrize(("day", "days", "kind", "expected"), DAYS)
def test_the_last_day_of_a_norm(day: date, days: int, kind: str, expected: date) -> None:
    assert working_days.after(day, days, kind) == expected


SENT = HandOver(area_id="buurt:BU1", theme="nuisance", partner_id=UUID(int=1), handed_at=date(2026, 3, 2), norm_days=5)

STATES = [
    ({}, date(2026, 3, 9), False, False), ({}, date(2026, 3, 10), True, False), ({}, date(2026, 3, 16), True, True),
    ({"first_action_at": date(2026, 3, 12)}, date(2026, 3, 20), True, False),
    ({"first_action_at": date(2026, 3, 12)}, date(2026, 3, 26), True, True),
    ({"norm_days": 30}, date(2026, 4, 20), True, True),
    ({"fed_back_at": date(2026, 3, 9)}, date(2026, 6, 1), False, False),
    ({"fed_back_at": date(2026, 3, 11)}, date(2026, 6, 1), True, False),
    ({"closed_at": date(2026, 3, 4)}, date(2026, 6, 1), False, False),
    ({"norm_days": None}, date(2026, 6, 1), False, False),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "today", "overdue", "stuck"), STATES)
def test_overdue_and_stuck(changed: dict[str, object], today: date, overdue: bool, stuck: bool) -> None:
    sent = replace(SENT, **changed)
    assert (deadlines.overdue(sent, today), deadlines.stuck(sent, today)) == (overdue, stuck)
