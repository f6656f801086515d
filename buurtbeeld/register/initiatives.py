"""Small projects of residents and staff: idea, money, result, and the look back after a year. Holds no persons."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register.fields import AreaId, Choice, Euros, Happened, Label, Number, Remark
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

DECISIONS = ("granted", "refused")


@record
class Initiative(Record):
    """A garden, a bench, a meeting room. Money in whole euros."""

    area_id: AreaId
    title: Label
    idea_by: Annotated[str, Choice(("resident", "staff"))]
    proposed_at: Happened
    decided_at: Happened | None = None
    decision: Annotated[str, Choice(DECISIONS)] | None = None
    granted: Euros | None = None
    done_at: Happened | None = None
    spent: Euros | None = None
    participants: Annotated[int, Number(0, 10_000)] | None = None
    result: Remark | None = None
    looked_back_at: Happened | None = None
    look_back: Remark | None = None

    made_by = "decide_initiative"
    retention = Retention(7, "done_at", "receipts, as in the books")
    warehouse_table = "initiative"
    ordered = (("proposed_at", "decided_at", "done_at", "looked_back_at"),)
    words = Words(
        noun=marked("initiatief"),
        verbs={
            "decide_initiative": marked("initiatief bewaard"),
            "finish_initiative": marked("initiatief klaar"),
            "look_back": marked("teruggekeken"),
        },
        labels={
            "title": marked("Titel"),
            "idea_by": marked("Idee van"),
            "proposed_at": marked("Voorgesteld op"),
            "decided_at": marked("Besloten op"),
            "decision": marked("Besluit"),
            "granted": marked("Toegekend (€)"),
            "done_at": marked("Klaar op"),
            "spent": marked("Besteed (€)"),
            "participants": marked("Deelnemers"),
            "looked_back_at": marked("Teruggekeken op"),
            "look_back": marked("Wat is er nog van over?"),
        },
        choices={
            "resident": marked("bewoners"),
            "granted": marked("toegekend"),
            "refused": marked("afgewezen"),
        },
    )

    def whole(self) -> None:
        """A decision with its day, and money only where it was granted."""
        if (self.decision is None) != (self.decided_at is None):
            raise ValueRefused("Expected a decision with its day, found one without the other. Fill in both or none.")
        if self.granted and self.decision != "granted":
            raise ValueRefused("Expected money for a granted idea only, found some. Grant it, or leave the money out.")


def decide_initiative(
    engine: sa.Engine, idea: Initiative, *, by: Person, id: UUID | None = None, seen: int = 0
) -> Entry[Initiative]:
    """Records an idea, decided upon or still open; with id and the version seen, decides upon one recorded earlier.

    Raises ValueRefused for a decision without its day, or money that was not granted; DateRefused; ChangedMeanwhile.
    """
    with acting(engine, by, "decide_initiative") as act:
        return act.save(idea, id, seen)


def finish_initiative(
    engine: sa.Engine,
    record: UUID,
    done_at: date,
    *,
    seen: int,
    by: Person,
    spent: int,
    participants: int | None = None,
    result: str | None = None,
) -> Entry[Initiative]:
    """Notes that a granted initiative was done, and what came of it. Raises ValueRefused, DateRefused."""
    with acting(engine, by, "finish_initiative") as act:
        now = act.find(Initiative, record)
        if now.version == seen and now.what.decision != "granted":
            raise ValueRefused("Expected an initiative that was granted, found one that was not. Decide upon it first.")
        return act.change(now, seen, done_at=done_at, spent=spent, participants=participants, result=result)


def look_back(
    engine: sa.Engine, record: UUID, looked_back_at: date, look_back: str, *, seen: int, by: Person
) -> Entry[Initiative]:
    """Notes what is left of it, due 12 months after it was done. Raises ValueRefused before it was done."""
    with acting(engine, by, "look_back") as act:
        now = act.find(Initiative, record)
        if now.version == seen and now.what.done_at is None:
            raise ValueRefused("Expected an initiative that was done, found one that was not. Finish it first.")
        return act.change(now, seen, looked_back_at=looked_back_at, look_back=look_back)
