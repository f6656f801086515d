"""What of the register may be said to one recipient, as sections in words. Reads nothing and counts no reports.

What leaves the corporation holds no remark or story, no place smaller than the area and nothing confidential, a theme
only where the page shows its count, and how many cases only in whole tens (docs/methods/disclosure.md says why).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buurtbeeld import text
from buurtbeeld.briefing.document import Section
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.briefing.register_extract import Records
from buurtbeeld.meetings import wording as meetings_wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import deadlines
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.cases import Step
from buurtbeeld.register.hand_overs import DAYS, HandOver
from buurtbeeld.register.meetings import Commitment
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _

TENS = 10
"""Outside, cases are counted in whole tens, rounded down: two such numbers subtracted leave a range of 9 or more."""
YEAR = timedelta(365)
RESIDENTS = frozenset({"tenants", "public"})


@dataclass(frozen=True)
class Reader:
    """Who reads, on which day. themes: theme -> name of those that may be named to them."""

    recipient: Recipient
    day: date
    themes: Mapping[str, str]

    def theme(self, name: str) -> str:
        """The theme in words, or words that name none."""
        return self.themes.get(name) or _("een kwestie")

    def number(self, cases: int) -> str:
        """How many cases, or nothing where that may not be said."""
        if not self.recipient.outside:
            return text.number(cases) if cases else ""
        return _("ten minste {n}", n=text.number(cases - cases % TENS)) if cases >= TENS else ""


def sections(records: Records, reader: Reader, heard: Sequence[str], warned: Sequence[str]) -> tuple[Section, ...]:
    """For partners and colleagues: agenda, done, open hand-overs, asked, commitments; for tenants and the public what
    we heard, did, and what comes. heard: lines about counts; warned: themes of early warnings that may be named.

    A section without lines is left out: a heading that says there is nothing would claim to know.
    """
    parts = (
        [
            Section("heard", _("Wat we hoorden"), tuple(heard)),
            Section("done", _("Wat we deden"), _done(records, reader)),
            Section("next", _("Wat er nu komt"), _coming(records, reader)),
            Section("promised", _("Afspraken van de vorige keer"), _promised(records, reader)),
        ]
        if reader.recipient.profile in RESIDENTS
        else [
            Section("agenda", _("Voorstel voor de agenda"), agenda(records, reader, warned)),
            Section("promised", _("Afspraken van de vorige keer"), _promised(records, reader)),
            Section("handed", _handed_title(reader), _handed(records, reader)),
            Section("asked", asked_title(), _asked(records, reader)),
            Section("done", _("Wat we deden"), _done(records, reader)),
        ]
    )
    return tuple(section for section in parts if section.lines)


def asked_title() -> str:
    """The heading above what is asked today."""
    return _("Wat we vandaag vragen")


def agenda(records: Records, reader: Reader, warned: Sequence[str]) -> tuple[str, ...]:
    """What to talk about: hand-overs past their norm, promises that were not kept, and what suddenly rose."""
    late = _past_norm(records, reader)
    broken = [what for what in _promises(records, reader) if meetings_wording.late(what, reader.day)]
    points = []
    if late:
        stuck = sum(deadlines.stuck(what, reader.day) for what in late)
        points.append(
            _("Overdrachten over de norm: {n}, waarvan {stuck} vast", n=len(late), stuck=stuck)
            if stuck
            else _("Overdrachten over de norm: {n}", n=len(late))
        )
    if broken:
        points.append(_("Afspraken die te laat zijn: {n}", n=len(broken)))
    points += [_("Nieuw signaal: {theme}, meer dan verwacht", theme=name.lower()) for name in warned]
    return tuple(points)


def _handed_title(reader: Reader) -> str:
    return _("Open overdrachten aan u") if reader.recipient.outside else _("Open overdrachten")


def _open(records: Records, reader: Reader) -> list[HandOver]:
    """Open hand-overs that this reader may see, the longest past its norm first: a partner its own only."""
    outside = reader.recipient.outside
    hand_overs = [
        record.what
        for record in records.hand_overs
        if record.what.closed_at is None
        and record.what.handed_at <= reader.day
        and not (outside and (record.what.confidential or str(record.what.partner_id) != reader.recipient.partner))
    ]
    return sorted(hand_overs, key=lambda what: (deadlines.due(what) or date.max, what.handed_at, what.theme))


def _past_norm(records: Records, reader: Reader) -> list[HandOver]:
    waiting = (what for what in _open(records, reader) if deadlines.answered(what) is None)
    return [what for what in waiting if deadlines.overdue(what, reader.day)]


def _handed(records: Records, reader: Reader) -> tuple[str, ...]:
    return tuple(_hand_over(what, records, reader) for what in _open(records, reader))


def _hand_over(what: HandOver, records: Records, reader: Reader) -> str:
    parts = [reader.theme(what.theme).capitalize()]
    if not reader.recipient.outside:
        parts.append(records.partners.get(str(what.partner_id), _("een partner")))
    parts.append(_("overgedragen op {day}", day=text.day(what.handed_at)))
    heard = [name for name in DAYS[1:-1] if getattr(what, name)]
    if heard:
        word = record_display.label(HandOver, heard[-1]).lower()
        parts.append(f"{word} {text.day(getattr(what, heard[-1]))}")
    return " · ".join([*parts, *_against_norm(what, reader.day)])


def _against_norm(what: HandOver, day: date) -> list[str]:
    last = deadlines.due(what)
    if last is None or deadlines.answered(what):
        return []
    if last < day:
        return [_("antwoord had gemoeten op {day}", day=text.day(last))]
    return [_("antwoord uiterlijk {day}", day=text.day(last))]


def _asked(records: Records, reader: Reader) -> tuple[str, ...]:
    """Proposals, from what is late; whoever makes the page can write others."""
    late = _past_norm(records, reader)
    questions = []
    if late:
        themes = dict.fromkeys(reader.theme(what.theme).lower() for what in late)
        questions.append(_("Wat is er gedaan met wat over de norm is ({themes})?", themes=text.listing(list(themes))))
    broken = [what for what in _promises(records, reader) if meetings_wording.late(what, reader.day)]
    if broken:
        questions.append(_("Wat is er nodig om de afspraken die te laat zijn alsnog na te komen?"))
    return tuple(questions)


def _promises(records: Records, reader: Reader) -> list[Commitment]:
    """Promises that this reader knows of: made by them or in their presence. Colleagues know all, the public none."""
    who, outside = reader.recipient.partner, reader.recipient.outside
    met = {record.id for record in records.consultations if who and who in record.what.partners}
    commitments = [
        record.what
        for record in records.commitments
        if not outside or (who and (str(record.what.partner_id) == who or record.what.consultation_id in met))
    ]
    since = reader.day - YEAR / 4
    current = [
        what for what in commitments if what.made_at <= reader.day and (what.kept_at is None or what.kept_at >= since)
    ]
    return sorted(current, key=lambda what: (what.kept_at is not None, what.due, what.text or ""))


def _promised(records: Records, reader: Reader) -> tuple[str, ...]:
    return tuple(
        " · ".join(
            (what.text or _("een afspraak"), meetings_wording.owner(what, records.partners), _kept(what, reader.day))
        )
        for what in _promises(records, reader)
    )


def _kept(what: Commitment, day: date) -> str:
    if what.kept_at and what.kept_at <= day:
        return _("nagekomen op {day}", day=text.day(what.kept_at))
    if meetings_wording.late(what, day):
        return _("nog niet nagekomen, had gemoeten op {day}", day=text.day(what.due))
    return _("loopt nog, uiterlijk {day}", day=text.day(what.due))


def _done(records: Records, reader: Reader) -> tuple[str, ...]:
    """Approaches and initiatives of the last year, and how many cases had which step or went to a partner."""
    since = reader.day - YEAR
    ran = [record.what for record in records.approaches if _ran(record.what, since, reader.day)]
    ready = [
        record.what
        for record in records.initiatives
        if record.what.done_at and since <= record.what.done_at <= reader.day
    ]
    lines = [_approach(what, reader) for what in sorted(ran, key=lambda what: what.starts_at)]
    lines += [
        _("{title}: klaar op {day}", title=what.title or _("Een initiatief"), day=text.day(what.done_at))
        for what in sorted(ready, key=lambda what: (what.done_at or since, what.title or ""))
    ]
    return (*lines, *_steps(records, reader, since), *_passed_on(records, reader, since))


def _ran(what: Approach, since: date, day: date) -> bool:
    return what.starts_at <= day and (what.ends_at is None or what.ends_at >= since)


def _approach(what: Approach, reader: Reader) -> str:
    """Residents read its kind; its name is for those who work on it."""
    kind = record_display.words(Approach, "kind")[what.kind]
    named = what.name and reader.recipient.profile not in RESIDENTS
    title = f"{what.name} ({kind})" if named else _("Een aanpak: {kind}", kind=kind)
    if what.ends_at and what.ends_at <= reader.day:
        return _(
            "{what}, van {since} tot en met {until}",
            what=title,
            since=_month(what.starts_at),
            until=_month(what.ends_at),
        )
    return _("{what}, sinds {since}", what=title, since=_month(what.starts_at))


def _month(day: date) -> str:
    return text.month(day)


def _steps(records: Records, reader: Reader, since: date) -> Iterable[str]:
    """Per kind of step in how many cases it was taken; several steps in one case are one household's."""
    private = {record.id for record in records.cases if record.what.confidential and reader.recipient.outside}
    taken: dict[str, set[object]] = {}
    for record in records.steps:
        if since <= record.what.at <= reader.day and record.what.case_id not in private:
            taken.setdefault(record.what.kind, set()).add(record.what.case_id)
    words = record_display.words(Step, "kind")
    counted = [(words[kind], reader.number(len(cases))) for kind, cases in taken.items()]
    said = [f"{word} ({number})" for word, number in sorted(counted) if number]
    return [_("Stappen, met het aantal zaken: {steps}", steps=text.listing(said))] if said else []


def _passed_on(records: Records, reader: Reader, since: date) -> Iterable[str]:
    outside = reader.recipient.outside
    passed = [record.what for record in records.hand_overs if since <= record.what.handed_at <= reader.day]
    number = reader.number(sum(not (outside and what.confidential) for what in passed))
    return [_("Kwesties overgedragen aan partners: {number}", number=number)] if number else []


def _coming(records: Records, reader: Reader) -> tuple[str, ...]:
    """Initiatives that were granted and are not ready, approaches that begin, and for tenants the next meeting."""
    running = [
        record.what
        for record in records.initiatives
        if record.what.decision == "granted" and (record.what.done_at is None or record.what.done_at > reader.day)
    ]
    lines = [_("{title}: toegekend, nog niet klaar", title=what.title or _("Een initiatief")) for what in running]
    begin = sorted(record.what.starts_at for record in records.approaches if record.what.starts_at > reader.day)
    lines += [_("Een nieuwe aanpak begint op {day}", day=text.day(day)) for day in begin]
    if reader.recipient.profile == "tenants":
        meet = [record.what.held_at for record in _meetings(records, {"tenants"}) if record.what.held_at > reader.day]
        lines += [_("Het volgende overleg is op {day}", day=text.day(day)) for day in sorted(meet)[:1]]
    return tuple(sorted(lines))


def _meetings(records: Records, kinds: Collection[str]) -> list[Entry]:
    return [record for record in records.consultations if record.what.kind in kinds]
