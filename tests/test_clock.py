"""The day is the Dutch one, also in the hours in which it is still yesterday in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from buurtbeeld import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 1, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 1, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_today_begins_at_midnight_in_the_netherlands(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date
) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert clock.today() == day
