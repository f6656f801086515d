"""Commitments, consultations, initiatives and goals in words: what is due, late or to be looked back on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display.display import Names
from buurtbeeld.register.meetings import Commitment, Consultation
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _

Promises = Sequence[Entry[Commitment]]


def late(what: Commitment, today: date) -> bool:
    """Whether a promise should have been kept by now."""
    return what.kept_at is None and what.due < today


def chosen(records: Iterable[Entry[Commitment]], state: str, today: date) -> list[Entry[Commitment]]:
    """state: open (late ones first), late, kept (the last first)."""
    if state == "kept":
        return record_display.newest_first((record for record in records if record.what.kept_at), "kept_at")
    open_ones = [
        record for record in records if not record.what.kept_at and (state == "open" or late(record.what, today))
    ]
    return sorted(open_ones, key=lambda record: (record.what.due, record.created_at))


def answer(records: Promises, today: date) -> str:
    """How many promises are open, and how many of them late."""
    open_ones = [record for record in records if not record.what.kept_at]
    if not open_ones:
        return _("Alle afspraken zijn nagekomen") if records else _("Er zijn nog geen afspraken")
    n = sum(late(record.what, today) for record in open_ones)
    return _("{n} afspraken open, {late} te laat", n=len(open_ones), late=n)


def owner(what: Commitment, names: Names) -> str:
    """Who promised it: a partner, or a role of our own."""
    if what.partner_id:
        return names.get(str(what.partner_id), "?")
    return record_display.words(Commitment, "own_role").get(what.own_role or "", text.NOTHING)


def badge(what: Commitment, today: date) -> str:
    """How a promise stands, as a badge in Markdown."""
    if what.kept_at:
        return f":green-badge[:material/check: {_('nagekomen op {day}', day=text.day(what.kept_at))}]"
    if late(what, today):
        return f":orange-badge[:material/schedule: {_('{n} dagen te laat', n=(today - what.due).days)}]"
    return f":gray-badge[{_('uiterlijk {day}', day=text.day(what.due))}]"


def meeting(what: Consultation, names: Names) -> str:
    """A meeting in a line: kind, day, where."""
    kind, day = record_display.words(Consultation, "kind")[what.kind].capitalize(), text.day(what.held_at)
    where = names.get(what.area_id or "", what.area_id or "")
    return f"{kind}, {day}" + (f", {where}" if where else "")
