"""Commitments, consultations, initiatives and goals in words: what is due, late or to be looked back on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from buurtbeeld import recorded, text
from buurtbeeld.recorded import Names
from buurtbeeld.register import deadlines
from buurtbeeld.register.goals import Goal
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.meetings import Commitment, Consultation
from buurtbeeld.register.partners import Partner, Route
from buurtbeeld.register.records import Kept
from buurtbeeld.text import _

Promises = Sequence[Kept[Commitment]]


def late(what: Commitment, today: date) -> bool:
    """Whether a promise should have been kept by now."""
    return what.kept_at is None and what.due < today


def chosen(records: Iterable[Kept[Commitment]], state: str, today: date) -> list[Kept[Commitment]]:
    """state: open (late ones first), late, kept (the last first)."""
    if state == "kept":
        return recorded.newest_first((one for one in records if one.what.kept_at), "kept_at")
    open_ones = [one for one in records if not one.what.kept_at and (state == "open" or late(one.what, today))]
    return sorted(open_ones, key=lambda one: (one.what.due, one.created_at))


def answer(records: Promises, today: date) -> str:
    """How many promises are open, and how many of them late."""
    open_ones = [one for one in records if not one.what.kept_at]
    if not open_ones:
        return _("Alle afspraken zijn nagekomen") if records else _("Er zijn nog geen afspraken")
    n = sum(late(one.what, today) for one in open_ones)
    return _("{n} afspraken open, {late} te laat", n=len(open_ones), late=n)


def owner(what: Commitment, names: Names) -> str:
    """Who promised it: a partner, or a role of our own."""
    if what.partner_id:
        return names.get(str(what.partner_id), "?")
    return recorded.words(Commitment, "own_role").get(what.own_role or "", text.NOTHING)


def badge(what: Commitment, today: date) -> str:
    """How a promise stands, as a badge in Markdown."""
    if what.kept_at:
        return f":green-badge[:material/check: {_('nagekomen op {day}', day=text.day(what.kept_at))}]"
    if late(what, today):
        return f":orange-badge[:material/schedule: {_('{n} dagen te laat', n=(today - what.due).days)}]"
    return f":gray-badge[{_('uiterlijk {day}', day=text.day(what.due))}]"


def meeting(what: Consultation, names: Names) -> str:
    """A meeting in a line: kind, day, where."""
    kind, day = recorded.words(Consultation, "kind")[what.kind].capitalize(), text.day(what.held_at)
    where = names.get(what.area_id or "", what.area_id or "")
    return f"{kind}, {day}" + (f", {where}" if where else "")


def money(what: Initiative) -> str:
    """What was granted and spent, in words."""
    granted, spent = recorded.value(Initiative, "granted", what.granted, {}), what.spent
    if what.granted is None:
        return ""
    told = _("{euros} toegekend", euros=granted)
    return (
        told
        if spent is None
        else f"{told}, " + _("{euros} besteed", euros=recorded.value(Initiative, "spent", spent, {}))
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


def ledger(records: Sequence[Kept[Initiative]]) -> str:
    """How many initiatives there are, what was granted and spent, and how many began with residents."""
    if not records:
        return _("Er zijn nog geen initiatieven")
    whats = [one.what for one in records]
    residents = sum(what.idea_by == "resident" for what in whats)
    granted, spent = (sum(getattr(what, name) or 0 for what in whats) for name in ("granted", "spent"))
    return _(
        "{n} initiatieven, {residents} van bewoners; € {granted} toegekend, € {spent} besteed",
        n=len(whats),
        residents=residents,
        granted=text.number(granted),
        spent=text.number(spent),
    )


def review(what: Goal, today: date) -> str:
    """When a goal is reviewed, as a badge in Markdown; empty when it is reached or dropped."""
    if what.review_at is None:
        return ""
    if what.review_at <= today:
        return (
            f":orange-badge[:material/schedule: {_('herijken, had gemoeten op {day}', day=text.day(what.review_at))}]"
        )
    return f":gray-badge[{_('herijken op {day}', day=text.day(what.review_at))}]"


def route(what: Route, names: Names) -> str:
    """A route in a line: from which severity, to whom, how, and within which norm."""
    way = recorded.words(Route, "way")[what.way]
    told = _(
        "ernst {n} en hoger: {who}, via {way}", n=what.from_severity, who=names.get(str(what.partner_id), "?"), way=way
    )
    return f"{told}; {norm(what)}" if what.norm_days else told


def norm(what: Route | Partner) -> str:
    """A norm in words; a dash without one."""
    if what.norm_days is None:
        return text.NOTHING
    if what.norm_days == 1:
        return _("binnen één werkdag") if what.norm_kind == "work" else _("binnen één dag")
    return _("binnen {n} {kind}", n=what.norm_days, kind=recorded.words(Route, "norm_kind")[what.norm_kind])
