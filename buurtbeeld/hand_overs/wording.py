"""Hand-overs in words: what waits, what is late and what is stuck. Judges nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display.display import Names
from buurtbeeld.register import deadlines
from buurtbeeld.register.hand_overs import DAYS, HandOver
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _

Rows = Sequence[Entry[HandOver]]
STATES = ("open", "overdue", "stuck", "closed")


def chosen(records: Iterable[Entry[HandOver]], state: str, areas: frozenset[str], today: date) -> list[Entry[HandOver]]:
    """Hand-overs in one of STATES, in these areas (none: everywhere); stuck ones and the longest overdue first."""
    tests = {
        "open": lambda what: what.closed_at is None,
        "overdue": lambda what: what.closed_at is None and deadlines.overdue(what, today),
        "stuck": lambda what: deadlines.stuck(what, today),
        "closed": lambda what: what.closed_at is not None,
    }
    fitting = [
        record for record in records if tests[state](record.what) and (not areas or record.what.area_id in areas)
    ]
    return sorted(
        fitting, key=lambda record: (not deadlines.stuck(record.what, today), _last(record.what), record.created_at)
    )


def _last(what: HandOver) -> date:
    return deadlines.due(what) or date.max


def answer(records: Rows, today: date) -> str:
    """How many are open, how many of them past their norm, and how many are stuck."""
    open_ones = [record.what for record in records if record.what.closed_at is None]
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
        outcome = record_display.words(HandOver, "outcome").get(what.outcome or "", text.NOTHING)
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
    sentence = _("aan {who} op {day}", who=names.get(str(what.partner_id), "?"), day=text.day(what.handed_at))
    heard = [name for name in DAYS[1:] if getattr(what, name)]
    if heard:
        word = record_display.label(HandOver, heard[-1]).lower()
        return f"{sentence}; " + _(
            "laatste bericht: {word} op {day}", word=word, day=text.day(getattr(what, heard[-1]))
        )
    return f"{sentence}; " + _("nog niets gehoord")


def dates(what: HandOver) -> list[tuple[str, date | None]]:
    """The five days in their order, with their words."""
    return [(record_display.label(HandOver, name), getattr(what, name)) for name in DAYS]


def norm(what: HandOver) -> str:
    """The norm that holds for it, with its last day."""
    if what.norm_days is None:
        return _("Er is geen norm afgesproken.")
    kind = record_display.words(HandOver, "norm_kind")[what.norm_kind]
    return _("Norm: {n} {kind}, dus uiterlijk {day}.", n=what.norm_days, kind=kind, day=text.day(deadlines.due(what)))
