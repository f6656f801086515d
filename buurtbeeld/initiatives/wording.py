"""Where initiatives stand, what they cost and when to look back, in words. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import deadlines
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _


def money(what: Initiative) -> str:
    """What was granted and spent, in words."""
    granted, spent = record_display.value(Initiative, "granted", what.granted, {}), what.spent
    if what.granted is None:
        return ""
    sentence = _("{euros} toegekend", euros=granted)
    return (
        sentence
        if spent is None
        else f"{sentence}, " + _("{euros} besteed", euros=record_display.value(Initiative, "spent", spent, {}))
    )


def stage(what: Initiative) -> str:
    """Where an initiative stands: idea, granted, refused, done, look, looked_back."""
    if what.decision != "granted":
        return "refused" if what.decision else "idea"
    if what.done_at is None:
        return "granted"
    return "looked_back" if what.looked_back_at else "done"


def stages() -> dict[str, str]:
    """The stages of an initiative in words."""
    return {
        "idea": _("Idee"),
        "granted": _("Loopt"),
        "done": _("Klaar, terugblik volgt"),
        "looked_back": _("Teruggeblikt"),
        "refused": _("Afgewezen"),
    }


def look_back(what: Initiative, today: date) -> str:
    """When somebody looks back on it, as a badge in Markdown; empty when it is not done or was looked back upon."""
    day = deadlines.look_back_due(what)
    if day is None:
        return ""
    if day <= today:
        return f":orange-badge[:material/schedule: {_('terugblik aan de beurt sinds {day}', day=text.day(day))}]"
    return f":gray-badge[{_('terugblik op {day}', day=text.day(day))}]"


def ledger(records: Sequence[Entry[Initiative]]) -> str:
    """How many initiatives there are, what was granted and spent, and how many began with residents."""
    if not records:
        return _("Er zijn nog geen initiatieven")
    whats = [record.what for record in records]
    residents = sum(what.idea_by == "resident" for what in whats)
    granted, spent = (sum(getattr(what, name) or 0 for what in whats) for name in ("granted", "spent"))
    return _(
        "{n} initiatieven, {residents} van bewoners; € {granted} toegekend, € {spent} besteed",
        n=len(whats),
        residents=residents,
        granted=text.number(granted),
        spent=text.number(spent),
    )
