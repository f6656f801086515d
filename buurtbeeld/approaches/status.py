"""Approaches with what was frozen about them, in words: where each stands and what it says. Judges no effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buurtbeeld import text
from buurtbeeld.approaches.plan import Running, first_month, of_content
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display.display import Names
from buurtbeeld.register import approaches, plan_hash
from buurtbeeld.register.approaches import Approach, ApproachFreeze
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _


@dataclass(frozen=True)
class ApproachHistory:
    """An approach with its freezes, the first version first. The first decides: who sees an outcome and then chooses
    anew what to compare with, sooner or later gets the one they like."""

    approach: Entry[Approach]
    freezes: Sequence[Entry[ApproachFreeze]]

    @property
    def last(self) -> Entry[ApproachFreeze] | None:
        """The version that was frozen last."""
        return self.freezes[-1] if self.freezes else None

    @property
    def deciding(self) -> Entry[ApproachFreeze] | None:
        """The version that counts: the first that is as it was frozen."""
        return next((freeze for freeze in self.freezes if not freeze.altered), None)

    @property
    def frozen_plan(self) -> Plan | None:
        """The version that counts, as the figures need it. None before freezing, and where every version is altered."""
        return None if self.deciding is None else of_content(self.deciding.what.content)

    @property
    def other_plans(self) -> dict[int, Plan]:
        """The later versions that are as they were frozen, by number: shown beside the one that counts."""
        return {
            freeze.what.number: of_content(freeze.what.content)
            for freeze in self.freezes
            if not freeze.altered and freeze is not self.deciding
        }

    def after_an_outcome(self, freeze: Entry[ApproachFreeze]) -> bool:
        """Whether this version was chosen when a month after the start could be seen of the one that counts."""
        plan = self.frozen_plan
        if plan is None or freeze is self.deciding:
            return False
        return freeze.created_at.date() >= first_month(plan.start + timedelta(days=31))

    @property
    def altered(self) -> bool:
        """Whether no version is any longer what was frozen."""
        return bool(self.freezes) and self.deciding is None


def histories(records: Iterable[Entry[Approach]], freezes: Iterable[Entry[ApproachFreeze]]) -> list[ApproachHistory]:
    """Every approach with its versions, the last to begin first."""
    of: dict[object, list[Entry[ApproachFreeze]]] = {}
    for freeze in sorted(freezes, key=lambda approach: approach.what.number):
        of.setdefault(freeze.what.approach_id, []).append(freeze)
    return [
        ApproachHistory(approach, of.get(approach.id, []))
        for approach in record_display.newest_first(records, "starts_at")
    ]


def running(histories: Iterable[ApproachHistory]) -> tuple[Running, ...]:
    """What the judging of one approach must know of all: the same for the same register, whatever the order."""
    rows = (
        Running(str(history.approach.id), history.approach.what.area_id, *_days(history.approach.what))
        for history in histories
    )
    return tuple(sorted(rows))


def _days(what: Approach) -> tuple[date, date | None]:
    return what.starts_at, what.ends_at


def plan(what: Approach) -> Plan:
    """The approach as it stands, before anything was chosen to compare with."""
    expected = None if what.expected_drop is None else what.expected_drop / 100
    start = first_month(what.starts_at)
    return Plan(what.area_id, start, tuple(sorted(what.themes)), what.measure, expected=expected)


STATES = ("all", "to_freeze", "running", "ended")


def states() -> dict[str, str]:
    """What a list of approaches can be narrowed to."""
    words = (_("Alle"), _("Nog niet bevroren"), _("Loopt"), _("Afgelopen"))
    return dict(zip(STATES, words, strict=True))


def chosen(
    histories: Iterable[ApproachHistory], state: str, areas: frozenset[str], today: date
) -> list[ApproachHistory]:
    """state: of STATES; areas: those alone, unless there are none."""
    tests = {
        "all": lambda history: True,
        "to_freeze": lambda history: history.last is None,
        "running": lambda history: stage(history.approach.what, today) != "ended",
        "ended": lambda history: stage(history.approach.what, today) == "ended",
    }
    return [
        history
        for history in histories
        if tests[state](history) and (not areas or history.approach.what.area_id in areas)
    ]


def stage(what: Approach, today: date) -> str:
    """planned, running or ended."""
    if what.starts_at > today:
        return "planned"
    return "ended" if what.ends_at and what.ends_at < today else "running"


def answer(histories: Sequence[ApproachHistory], today: date) -> str:
    """How many approaches run, and how many wait to be frozen."""
    if not histories:
        return _("Er is nog geen aanpak vastgelegd")
    n = sum(stage(history.approach.what, today) == "running" for history in histories)
    open_ones, altered = (
        sum(history.last is None for history in histories),
        sum(history.altered for history in histories),
    )
    runs = _("1 aanpak loopt") if n == 1 else _("{n} aanpakken lopen", n=n)
    waits = _("alle zijn bevroren") if not open_ones else _("{n} nog niet bevroren", n=open_ones)
    wrong = [_("bij {n} klopt het bevroren plan niet meer", n=altered)] if altered else []
    return ", ".join([runs, waits, *wrong])


def badges(history: ApproachHistory, today: date) -> str:
    """Where an approach stands, as badges in Markdown."""
    runs = {"planned": _("begint nog"), "running": _("loopt"), "ended": _("afgelopen")}[
        stage(history.approach.what, today)
    ]
    if history.last is None:
        return f":gray-badge[{runs}] :orange-badge[:material/ac_unit: {_('nog niet bevroren')}]"
    if history.altered:
        return f":gray-badge[{runs}] :red-badge[:material/gpp_bad: {_('bevroren plan klopt niet meer')}]"
    frozen = _("bevroren, versie {n}", n=history.last.what.number)
    return f":gray-badge[{runs}] :blue-badge[:material/ac_unit: {frozen}]"


def title(what: Approach, names: Names) -> str:
    """Its name, or its kind and area for roles that see no texts."""
    return what.name or f"{record_display.words(Approach, 'kind')[what.kind]}, {names.get(what.area_id, what.area_id)}"


def period(what: Approach) -> str:
    """From when to when."""
    if what.ends_at is None:
        return _("sinds {day}", day=text.day(what.starts_at))
    return _("{first} tot en met {last}", first=text.day(what.starts_at), last=text.day(what.ends_at))


def about(what: Approach, names: Names) -> list[tuple[str, str]]:
    """What was recorded, as pairs of label and words; nothing of what is empty."""
    fields = (
        "mechanism", "expected_effect", "expected_drop", "themes", "measure", "partners", "kind", "cost",
    )  # fmt: skip
    values = [(name, getattr(what, name)) for name in fields]
    filled = [(name, value) for name, value in values if value not in (None, "", ())]
    pairs = [
        (record_display.label(Approach, name).rstrip("?"), record_display.value(Approach, name, value, names))
        for name, value in filled
    ]
    return pairs if what.themes else [*pairs, (record_display.label(Approach, "themes"), _("alle thema’s"))]


def altered(number: int) -> str:
    """What it means that a frozen version is altered, and what to do."""
    return _(
        "Versie {n} van dit plan klopt niet meer met wat er is bevroren: daarna is er iets in veranderd, buiten "
        "Buurtbeeld om. Niemand weet zo nog welke vergelijking vooraf was afgesproken, en dus is er geen oordeel. "
        "Kijk hierboven bij ‘Toon wie wat wanneer vastlegde’ wat er toen is bevroren, laat een manager of beheerder "
        "uitzoeken wat er is gebeurd, en bevries het plan opnieuw: dat wordt een nieuwe versie.",
        n=number,
    )


def beside_altered(number: int, counts: int) -> str:
    """That a version is altered, and which one counts now."""
    return _(
        "Versie {n} van dit plan klopt niet meer met wat er is bevroren: daarna is er iets in veranderd, buiten "
        "Buurtbeeld om. Het oordeel rust daarom op versie {counts}. Laat een manager of beheerder uitzoeken wat er is "
        "gebeurd.",
        n=number,
        counts=counts,
    )


def compared_with(freeze: ApproachFreeze, names: Names) -> str:
    """What was frozen to compare with, and the ring, in a line each; and on which days it is judged."""
    lines = []
    for name in ("comparison", "ring"):
        areas = [names.get(area, area) for area in freeze.content[name]]
        lines.append(f"{record_display.label(Approach, name)}: {text.listing(areas)}.")
    return " ".join([*lines, days_of_judging(of_content(freeze.content))])


def days_of_judging(plan: Plan) -> str:
    """When a plan is judged, and whether that was agreed."""
    months = text.listing([str(look) for look in plan.looks])
    if plan.judged_after:
        return _("Er wordt geoordeeld {months} maanden na de start, en daartussen niet.", months=months)
    return _(
        "In het plan staat niet wanneer er wordt geoordeeld; we houden {months} maanden na de start aan, en oordelen "
        "daartussen niet.",
        months=months,
    )


def field_names(fields: Iterable[str]) -> str:
    """Fields of a frozen plan in words: start and themes -> begin en gericht op."""
    return text.listing([record_display.label(ApproachFreeze, name).lower() for name in fields])


def version(history: ApproachHistory, number: int, doers: Names) -> str:
    """A version in a line: who froze it and when, and what changed since the one before, where both are intact."""
    freeze = next(each for each in history.freezes if each.what.number == number)
    who = text.plain(doers[freeze.created_by])
    sentence = _(
        "Versie {n}, bevroren op {moment} door {who}",
        n=number,
        moment=record_display.moment(freeze.created_at),
        who=who,
    )
    if freeze.altered:
        return _("{version}; klopt niet meer met wat er is bevroren", version=sentence)
    if history.after_an_outcome(freeze):
        sentence = _("{version}; gekozen na het zien van een uitkomst", version=sentence)
    before = next((each for each in history.freezes if each.what.number == number - 1), None)
    if before is None or before.altered:
        return sentence
    changed = plan_hash.changed(approaches.frozen(before.what), approaches.frozen(freeze.what))
    return _("{version}; anders: {fields}", version=sentence, fields=field_names(changed))
