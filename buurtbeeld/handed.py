"""Hand-overs in words and per partner: what waits, what is late, what is stuck, and how long it took. Judges nobody."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from buurtbeeld import recorded, text
from buurtbeeld.recorded import Names
from buurtbeeld.register import deadlines
from buurtbeeld.register.handing_over import DAYS, HandOver
from buurtbeeld.register.records import Kept
from buurtbeeld.text import _

Rows = Sequence[Kept[HandOver]]
STATES = ("open", "overdue", "stuck", "closed")


def chosen(records: Iterable[Kept[HandOver]], state: str, areas: frozenset[str], today: date) -> list[Kept[HandOver]]:
    """Hand-overs in one of STATES, in these areas (none: everywhere); stuck ones and the longest overdue first."""
    tests = {
        "open": lambda what: what.closed_at is None,
        "overdue": lambda what: what.closed_at is None and deadlines.overdue(what, today),
        "stuck": lambda what: deadlines.stuck(what, today),
        "closed": lambda what: what.closed_at is not None,
    }
    found = [one for one in records if tests[state](one.what) and (not areas or one.what.area_id in areas)]
    return sorted(found, key=lambda one: (not deadlines.stuck(one.what, today), _last(one.what), one.created_at))


def _last(what: HandOver) -> date:
    return deadlines.due(what) or date.max


def answer(records: Rows, today: date) -> str:
    """How many are open, how many of them past their norm, and how many are stuck."""
    open_ones = [one.what for one in records if one.what.closed_at is None]
    if not open_ones:
        return _("Er staat niets open bij partners")
    late, stuck = (sum(rule(what, today) for what in open_ones) for rule in (deadlines.overdue, deadlines.stuck))
    return _(
        "{n} open bij partners; {late} over de norm, waarvan {stuck} vast", n=len(open_ones), late=late, stuck=stuck
    )


def title(what: HandOver, names: Names) -> str:
    """What was handed over, and where it plays."""
    return f"{names.get(what.theme, what.theme)}, {names.get(what.area_id, what.area_id)}"


def badge(what: HandOver, today: date) -> str:
    """How it stands against its norm, as a badge in Markdown."""
    last = deadlines.due(what)
    if what.closed_at:
        outcome = recorded.words(HandOver, "outcome").get(what.outcome or "", text.NOTHING)
        return f":gray-badge[{_('afgesloten')}: {outcome}]"
    if deadlines.stuck(what, today):
        return f":red-badge[:material/block: {_('zit vast, {n} dagen stil', n=deadlines.silent_days(what, today))}]"
    if deadlines.overdue(what, today):
        late = (deadlines.answered(what) or today, last or today)
        return f":orange-badge[:material/schedule: {_('{n} dagen over de norm', n=(late[0] - late[1]).days)}]"
    if last is None:
        return f":gray-badge[{_('geen norm afgesproken')}]"
    if deadlines.answered(what):
        return f":green-badge[:material/check: {_('binnen de norm teruggekoppeld')}]"
    return f":gray-badge[{_('antwoord uiterlijk {day}', day=text.day(last))}]"


def summary(what: HandOver, names: Names) -> str:
    """To whom, since when, and the last that was heard."""
    told = _("aan {who} op {day}", who=names.get(str(what.partner_id), "?"), day=text.day(what.handed_at))
    heard = [name for name in DAYS[1:] if getattr(what, name)]
    if heard:
        word = recorded.label(HandOver, heard[-1]).lower()
        return f"{told}; " + _("laatste bericht: {word} op {day}", word=word, day=text.day(getattr(what, heard[-1])))
    return f"{told}; " + _("nog niets gehoord")


def dates(what: HandOver) -> list[tuple[str, date | None]]:
    """The five days in their order, with their words."""
    return [(recorded.label(HandOver, name), getattr(what, name)) for name in DAYS]


def norm(what: HandOver) -> str:
    """The norm that holds for it, with its last day."""
    if what.norm_days is None:
        return _("Er is geen norm afgesproken.")
    kind = recorded.words(HandOver, "norm_kind")[what.norm_kind]
    return _("Norm: {n} {kind}, dus uiterlijk {day}.", n=what.norm_days, kind=kind, day=text.day(deadlines.due(what)))


def lead_times(records: Rows, partners: Names, today: date) -> pd.DataFrame:
    """Per partner: handed, open, overdue and stuck now; n and median days to each answer of those that were answered.

    Columns as in heads(); a median without any answer is empty. Open ones are in no median, so a slow partner looks
    faster than it is: that is said above the table.
    """
    by: dict[str, list[HandOver]] = {}
    for one in records:
        by.setdefault(str(one.what.partner_id), []).append(one.what)
    rows = [_of_partner(partners.get(key, "?"), whats, today) for key, whats in by.items()]
    return pd.DataFrame(rows, columns=list(heads())).sort_values(["stuck", "overdue", "partner"], ascending=[0, 0, 1])


def _of_partner(name: str, whats: Sequence[HandOver], today: date) -> dict[str, object]:
    waiting = [what for what in whats if what.closed_at is None]
    row: dict[str, object] = {"partner": name, "handed": len(whats), "open": len(waiting)}
    row["overdue"] = sum(deadlines.overdue(what, today) for what in waiting)
    row["stuck"] = sum(deadlines.stuck(what, today) for what in waiting)
    for column in DAYS[1:4]:
        took = [(day - what.handed_at).days for what in whats if (day := getattr(what, column))]
        row[f"{column}_n"], row[column] = len(took), float(statistics.median(took)) if took else None
    return row


def heads() -> dict[str, str]:
    """Columns of the lead times."""
    return {
        "partner": _("Partner"),
        "handed": _("Overgedragen"),
        "open": _("Open"),
        "overdue": _("Over de norm"),
        "stuck": _("Vast"),
        "acknowledged_at": _("Dagen tot bevestiging"),
        "acknowledged_at_n": _("bevestigd"),
        "first_action_at": _("Dagen tot eerste actie"),
        "first_action_at_n": _("met actie"),
        "fed_back_at": _("Dagen tot terugkoppeling"),
        "fed_back_at_n": _("teruggekoppeld"),
    }


IN_SIGHT = ("partner", "handed", "open", "overdue", "stuck", "fed_back_at", "fed_back_at_n")
