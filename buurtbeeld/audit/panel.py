"""The filters of the audit: who, what and which period, kept in the URL. Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import streamlit as st

from buurtbeeld import clock, codes
from buurtbeeld.audit import tables
from buurtbeeld.record_display import roles
from buurtbeeld.register import audit as register_audit
from buurtbeeld.register.audit import Filter, Line
from buurtbeeld.text import _
from buurtbeeld.ui import choices, filters, guard, page, register

PERIODS = ("7", "30", "90", "365")
_IN_SIGHT = 12


def chosen() -> tuple[Line, ...]:
    """The lines that the visitor asks for, with the filters drawn; a sentence and the page stops without a register."""
    reader = guard.visitor()
    by, verbs = register.read(register_audit.choices, reader=reader)
    with st.grid(3, min_column_width=180, gap="small", vertical_alignment="bottom"):
        period = filters.pick("days", _("Tijdvak"), _periods(), "30")
        who = filters.pick("by", _("Wie"), {codes.ALL: _("Iedereen")} | _doers(by), codes.ALL)
        verb = filters.pick("verb", _("Wat"), {codes.ALL: _("Alles")} | tables.verbs(verbs), codes.ALL)
    since, until = _bounds(int(period), clock.now())
    wanted = Filter(since, until, "" if who == codes.ALL else who, "" if verb == codes.ALL else verb)
    return register.read(register_audit.lines, wanted, reader=reader)


def draw_lines(lines: Sequence[Line]) -> None:
    """The lines as a table with its download, or a sentence where there are none."""
    if not lines:
        st.caption(_("Kies een langer tijdvak, of iemand of iets anders."))
        return
    table, words = tables.table(lines, choices.area_names()), _("Wie wat deed en wanneer, nieuwste eerst")
    page.table_with_download(
        table,
        "wie_deed_wat",
        tables.heads(),
        words=words,
        height=520 if len(lines) > _IN_SIGHT else "auto",
        only=tables.ON_SCREEN,
    )


def _periods() -> dict[str, str]:
    return {days: _("Laatste {days} dagen", days=days) for days in PERIODS}


def _doers(by: dict[str, str]) -> dict[str, str]:
    return {doer_id: roles.doer(doer_id, name if name != doer_id else None) for doer_id, name in by.items()}


def _bounds(days: int, now: datetime) -> tuple[datetime, datetime]:
    """The last so many days on a Dutch calendar, today with them, in UTC."""
    first = now.astimezone(clock.DUTCH).date() - timedelta(days=days - 1)
    return datetime.combine(first, time(), clock.DUTCH).astimezone(UTC), now + timedelta(seconds=1)
