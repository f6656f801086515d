"""Cases and their steps in words: what was done, on which rung, and when the next step is due. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display.display import Names
from buurtbeeld.register.cases import LADDERS, Case, Step
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _

NEXT_STEP_DAYS = 28
"""A case that is open asks for a step, or for its end, every four weeks. A choice of ours, not a legal term."""


@dataclass(frozen=True)
class CaseFile:
    """A case with its steps, the earliest first; due: the day by which the next step is taken, None when closed."""

    case: Entry[Case]
    steps: Sequence[Entry[Step]]
    due: date | None


@dataclass(frozen=True)
class Rung:
    """A rung of a ladder in words, and the last day on which it was stepped on; None: never."""

    name: str
    at: date | None


def with_steps(cases: Iterable[Entry[Case]], steps: Iterable[Entry[Step]]) -> list[CaseFile]:
    """Every case with its steps: open ones first, those longest overdue on top; then closed ones, the last first."""
    of: dict[object, list[Entry[Step]]] = {}
    for step in sorted(steps, key=lambda each: (each.what.at, each.created_at)):
        of.setdefault(step.what.case_id, []).append(step)
    case_files = [CaseFile(case, of.get(case.id, []), due(case.what, of.get(case.id, []))) for case in cases]
    running = sorted((each for each in case_files if each.due), key=lambda each: (each.due, each.case.created_at))
    closed = [each for each in case_files if not each.due]
    return running + sorted(closed, key=lambda each: each.case.what.closed_at or date.min, reverse=True)


def due(case: Case, steps: Sequence[Entry[Step]]) -> date | None:
    """By when the next step is taken: NEXT_STEP_DAYS after the last one, or after the opening."""
    last = max([case.opened_at, *(step.what.at for step in steps)])
    return None if case.closed_at else last + timedelta(NEXT_STEP_DAYS)


def chosen(case_files: Iterable[CaseFile], state: str, areas: frozenset[str], today: date) -> list[CaseFile]:
    """state: due (open, and the next step is due), open, closed; areas: those alone, unless there are none."""
    tests = {
        "due": lambda case_file: case_file.due is not None and case_file.due <= today,
        "open": lambda case_file: case_file.due is not None,
        "closed": lambda case_file: case_file.due is None,
    }
    return [
        case_file
        for case_file in case_files
        if tests[state](case_file) and (not areas or case_file.case.what.area_id in areas)
    ]


def answer(case_files: Sequence[CaseFile], today: date) -> str:
    """How many cases are open, and how many of them wait for a step."""
    waiting = sum(case_file.due is not None and case_file.due <= today for case_file in case_files)
    count = sum(case_file.due is not None for case_file in case_files)
    if not count:
        return _("Er staat geen dossier open")
    files = _("Eén dossier staat open") if count == 1 else _("{n} dossiers staan open", n=count)
    return _("{open}; {n} wachten op een volgende stap", open=files, n=waiting)


def title(case: Case, names: Names) -> str:
    """What a case is about, and where."""
    about = names.get(case.subtheme or case.theme, case.theme)
    return f"{about}, {names.get(case.area_id, case.area_id)}"


def summary(case_file: CaseFile) -> str:
    """When it was opened, what was done last, and what came of it."""
    case = case_file.case.what
    line = _("Geopend {day}", day=text.day(case.opened_at))
    if case_file.steps:
        line += "; " + _("laatste stap: {step}", step=step_in_words(case_file.steps[-1].what))
    if case.closed_at:
        result = record_display.words(Case, "result").get(case.result or "", text.NOTHING)
        return line + "; " + _("gesloten {day}: {result}", day=text.day(case.closed_at), result=result)
    return line + ("" if case_file.steps else "; " + _("nog geen stap gezet"))


def step_in_words(step: Step) -> str:
    """A step in one line: what, on which ladder, when, by whom, and what came of it."""
    line = _(
        "{kind} ({ladder}, trede {rung}) op {day}",
        kind=record_display.words(Step, "kind")[step.kind],
        ladder=record_display.words(Step, "ladder")[step.ladder].lower(),
        rung=step.rung,
        day=text.day(step.at),
    )
    return f"{line}, {record_display.words(Step, 'outcome')[step.outcome]}" if step.outcome else line


def waits(case_file: CaseFile, today: date) -> str:
    """When the next step is due, as a badge in Markdown; empty for a closed case."""
    if case_file.due is None:
        return ""
    late = (today - case_file.due).days
    if late >= 0:
        words = _("volgende stap is aan de beurt") if late == 0 else _("volgende stap {n} dagen te laat", n=late)
        return f":orange-badge[:material/schedule: {words}]"
    return f":gray-badge[{_('volgende stap uiterlijk {day}', day=text.day(case_file.due))}]"


def ladders(steps: Sequence[Entry[Step]]) -> dict[str, list[Rung]]:
    """Every ladder in words with its rungs, lowest first, and when each was last stepped on."""
    at: dict[tuple[str, str], date] = {}
    for step in steps:
        at[step.what.ladder, step.what.kind] = max(step.what.at, at.get((step.what.ladder, step.what.kind), date.min))
    names, rungs = record_display.words(Step, "ladder"), record_display.words(Step, "kind")
    return {
        names[ladder]: [Rung(rungs[kind], at.get((ladder, kind))) for kind in kinds]
        for ladder, kinds in LADDERS.items()
    }


def rungs(ladder: str) -> dict[str, str]:
    """The rungs of a ladder, key -> number and words."""
    words = record_display.words(Step, "kind")
    return {kind: f"{number}. {words[kind]}" for number, kind in enumerate(LADDERS.get(ladder, ()), 1)}


def next_rung(steps: Sequence[Entry[Step]], ladder: str) -> str | None:
    """The rung above the last one on this ladder: what a form proposes. Any other may be chosen."""
    kinds = LADDERS.get(ladder, ())
    taken = [step.what.rung for step in steps if step.what.ladder == ladder]
    return kinds[min(taken[-1] if taken else 0, len(kinds) - 1)] if kinds else None
