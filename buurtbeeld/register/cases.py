"""Cases and the steps taken in them on three ladders: a history, never a status. Hands nothing over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.errors import DateRefused, ValueRefused
from buurtbeeld.register.fields import (
    AreaId,
    Choice,
    Happened,
    Key,
    Number,
    Refers,
    Remark,
    Severity,
    Story,
    Theme,
    Truth,
)
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import Act, acting, standing
from buurtbeeld.text import marked

LADDERS: Mapping[str, tuple[str, ...]] = {
    "landlord": ("talk", "mediation", "behaviour_agreement", "dossier", "dissolution"),
    "mayor": ("low_threshold", "warning", "order", "penalty", "enforcement", "exclusion"),
    "care": ("signalled", "visited", "care_meeting", "care_agreed", "compulsory_care"),
}
"""Per ladder its rungs, lowest first. Rungs may be skipped and stepped back. The mayor's six are the national ladder of
2022, the landlord's path is domain practice, and the rungs of care are ours."""
_RUNGS = tuple(dict.fromkeys(kind for rungs in LADDERS.values() for kind in rungs))
KINDS_OF_CASE = ("LEE", "OMG", "SOC", "WOO")
"""VERA, ZAAKTYPESOORT."""
RESULTS = ("solved", "improved", "unchanged", "moved_out", "dissolved", "handed_over", "unfounded")
OUTCOMES = ("worked", "partly", "no_effect", "refused", "pending")
ROLES = ("landlord", "municipality", "mayor", "police", "care", "mediation", "other")


@record
class Case(Record):
    """A matter followed over time. reference: its number in the system where persons are known; here they are not."""

    area_id: AreaId
    kind: Annotated[str, Choice(KINDS_OF_CASE)]
    theme: Theme
    subtheme: Theme | None = None
    severity: Severity | None = None
    opened_at: Happened
    closed_at: Happened | None = None
    result: Annotated[str, Choice(RESULTS)] | None = None
    reference: Annotated[str, Key(40, r"[A-Za-z0-9._/-]+", counts=False)] | None = None
    story: Story | None = None
    confidential: Annotated[bool, Truth()] = False

    made_by = "open_case"
    retention = Retention(7, "closed_at", "a ladder is proof for the mayor and the court; then it is history")
    warehouse_table = "case_file"
    ordered = (("opened_at", "closed_at"),)
    words = Words(
        noun=marked("dossier"),
        verbs={
            "open_case": marked("dossier geopend"),
            "close_case": marked("dossier gesloten"),
        },
        labels={
            "opened_at": marked("Geopend op"),
            "closed_at": marked("Gesloten op"),
            "reference": marked("Nummer in het zaaksysteem"),
        },
        choices={
            "LEE": marked("Leefbaarheid"),
            "OMG": marked("Omgeving"),
            "SOC": marked("Sociaal"),
            "WOO": marked("Woonfraude"),
            "unchanged": marked("niet veranderd"),
            "moved_out": marked("verhuisd"),
            "dissolved": marked("huur ontbonden"),
            "handed_over": marked("overgedragen"),
            "unfounded": marked("ongegrond"),
        },
    )

    def whole(self) -> None:
        """An end with its result, or neither: a case that is opened again has no result."""
        if (self.closed_at is None) != (self.result is None):
            raise ValueRefused("Expected an end with its result, found one without the other. Fill in both or none.")


@record
class Step(Record):
    """One step on a ladder. rung: its place on the ladder, from 1; by_role: who took it."""

    case_id: Annotated[UUID, Refers("case")]
    ladder: Annotated[str, Choice(tuple(LADDERS))]
    kind: Annotated[str, Choice(_RUNGS)]
    rung: Annotated[int, Number(1, 6)]
    at: Happened
    by_role: Annotated[str, Choice(ROLES)] = "landlord"
    outcome: Annotated[str, Choice(OUTCOMES)] | None = None
    remark: Remark | None = None

    made_by = "take_step"
    retention = Retention(7, "at", "goes with its case, never before it")
    warehouse_table = "step"
    under = ("case_id", "case")
    since = (("at", "case_id", "opened_at"),)
    words = Words(
        noun=marked("stap"),
        verbs={
            "take_step": marked("stap gezet"),
        },
        labels={
            "ladder": marked("Ladder"),
            "kind": marked("Trede"),
            "rung": marked("Trede"),
            "by_role": marked("Gezet door"),
        },
        choices={
            "ladder.landlord": marked("Verhuurder"),
            "ladder.mayor": marked("Burgemeester"),
            "ladder.care": marked("Zorg"),
            "talk": marked("gesprek"),
            "behaviour_agreement": marked("gedragsovereenkomst"),
            "dossier": marked("dossieropbouw"),
            "dissolution": marked("ontbinding"),
            "low_threshold": marked("laagdrempelig, bemiddelen"),
            "warning": marked("waarschuwing"),
            "order": marked("gedragsaanwijzing"),
            "penalty": marked("last onder dwangsom"),
            "enforcement": marked("last onder bestuursdwang"),
            "exclusion": marked("tijdelijk huisverbod"),
            "signalled": marked("gesignaleerd"),
            "visited": marked("huisbezoek"),
            "care_meeting": marked("zorgoverleg"),
            "care_agreed": marked("zorgafspraken"),
            "compulsory_care": marked("verplichte zorg"),
            "by_role.landlord": marked("corporatie"),
            "by_role.mayor": marked("burgemeester"),
            "by_role.care": marked("zorg"),
            "worked": marked("hielp"),
            "partly": marked("hielp deels"),
            "no_effect": marked("hielp niet"),
            "refused": marked("geweigerd"),
            "pending": marked("nog niet bekend"),
        },
    )

    def whole(self) -> None:
        """A rung of its ladder, by its number."""
        rungs = LADDERS[self.ladder]
        if self.kind not in rungs or rungs[self.rung - 1 : self.rung] != (self.kind,):
            raise ValueRefused(f"Expected one of {', '.join(rungs)}, found {self.kind!r:.60}. Choose one.")


def open_case(engine: sa.Engine, case: Case, *, by: Person) -> Entry[Case]:
    """Opens a case; it is closed by close_case only. Raises RemarkRefused, DateRefused, ValueRefused, AccessDenied."""
    if case.closed_at or case.result:
        raise ValueRefused("Expected a case that is open, found one with an end. Open it, then close it.")
    with acting(engine, by, "open_case") as act:
        return act.add(case)


def take_step(
    engine: sa.Engine,
    case: UUID,
    kind: str,
    at: date,
    *,
    by: Person,
    ladder: str = "landlord",
    by_role: str = "landlord",
    outcome: str | None = None,
    remark: str | None = None,
) -> Entry[Step]:
    """Adds a step to an open case, on any rung of a ladder of LADDERS, in any order of rungs.

    Raises ValueRefused for a rung that the ladder does not have and for a closed case, DateRefused for a day before
    the case was opened, and what Act.add raises. What came of a step later is told by correcting.correct.
    """
    rungs = LADDERS.get(ladder, ())
    if kind not in rungs:
        raise ValueRefused(f"Expected one of {', '.join(rungs) or ', '.join(LADDERS)}, found {kind!r:.60}. Choose one.")
    with acting(engine, by, "take_step") as act:
        if act.find(Case, case).what.closed_at:
            raise ValueRefused("Expected an open case, found one that is closed. Open a new case for what came after.")
        return act.add(
            Step(
                case_id=case,
                ladder=ladder,
                kind=kind,
                rung=rungs.index(kind) + 1,
                at=at,
                by_role=by_role,
                outcome=outcome,
                remark=remark,
            )
        )


def close_case(engine: sa.Engine, case: UUID, closed_at: date, result: str, *, seen: int, by: Person) -> Entry[Case]:
    """Closes a case with its result. Raises DateRefused for a day before its last step, ChangedMeanwhile."""
    with acting(engine, by, "close_case") as act:
        last = max((step.what.at for step in _steps(act, case)), default=None)
        if last and closed_at < last:
            raise DateRefused(f"Expected a day from {last} (the last step), found {closed_at}. Choose another day.")
        return act.change(act.find(Case, case), seen, closed_at=closed_at, result=result)


def _steps(act: Act, case: UUID) -> list[Entry[Step]]:
    return standing(act.con, Step, Step.table.c.case_id == case)
