"""Meetings with partners, and what was promised there: text, owner, due day, kept or not. Names no persons."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register.cases import ROLES
from buurtbeeld.register.fields import AreaId, Choice, Happened, Keys, Planned, Refers, Remark, Story
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

MEETINGS = ("stand_up", "area_meeting", "partner_meeting", "case_meeting", "tenants", "other")


@record
class Consultation(Record):
    """A meeting. partners: ids of the partners present; held_at may lie ahead."""

    area_id: AreaId | None = None
    kind: Annotated[str, Choice(MEETINGS)]
    held_at: Planned
    partners: Annotated[tuple[str, ...], Keys(50)] = ()
    story: Story | None = None

    made_by = "hold_consultation"
    retention = Retention(7, "held_at", "what was agreed outlives who agreed it")
    warehouse_table = "consultation"
    words = Words(
        noun=marked("overleg"),
        verbs={
            "hold_consultation": marked("overleg vastgelegd"),
        },
        labels={
            "held_at": marked("Gehouden op"),
            "story": marked("Verslag in het kort"),
        },
        choices={
            "stand_up": marked("weekstart"),
            "area_meeting": marked("gebiedsoverleg"),
            "partner_meeting": marked("partneroverleg"),
            "case_meeting": marked("casusoverleg"),
            "tenants": marked("overleg met huurders"),
        },
    )


@record
class Commitment(Record):
    """What a partner, or a role of our own, promised to do. kept_at: the day it was done."""

    consultation_id: Annotated[UUID, Refers("consultation")] | None = None
    area_id: AreaId | None = None
    partner_id: Annotated[UUID, Refers("partner")] | None = None
    own_role: Annotated[str, Choice(ROLES)] | None = None
    text: Remark
    made_at: Happened
    due: Planned
    kept_at: Happened | None = None

    made_by = "commit"
    retention = Retention(7, "kept_at", "an unkept promise stays")
    warehouse_table = "commitment"
    under = ("consultation_id", "consultation")
    ordered = (("made_at", "due"), ("made_at", "kept_at"))
    since = (("made_at", "consultation_id", "held_at"),)
    words = Words(
        noun=marked("afspraak"),
        verbs={
            "commit": marked("afspraak vastgelegd"),
            "keep_commitment": marked("afspraak nagekomen"),
        },
        labels={
            "own_role": marked("Wie van ons"),
            "text": marked("Wat is afgesproken?"),
            "made_at": marked("Afgesproken op"),
            "due": marked("Uiterlijk"),
            "kept_at": marked("Nagekomen op"),
        },
    )

    def whole(self) -> None:
        """One owner: a partner or a role of our own."""
        if (self.partner_id is None) == (self.own_role is None):
            raise ValueRefused("Expected one owner, a partner or a role of our own; found none or both. Choose one.")


def hold_consultation(engine: sa.Engine, meeting: Consultation, *, by: Person) -> Entry[Consultation]:
    """Records a meeting. Raises what Act.add raises."""
    with acting(engine, by, "hold_consultation") as act:
        return act.add(meeting)


def commit(engine: sa.Engine, promise: Commitment, *, by: Person) -> Entry[Commitment]:
    """Records a promise of one owner: a partner or a role. Raises ValueRefused for none or both, DateRefused for a due
    day before it was made."""
    with acting(engine, by, "commit") as act:
        return act.add(promise)


def keep_commitment(engine: sa.Engine, promise: UUID, kept_at: date, *, seen: int, by: Person) -> Entry[Commitment]:
    """Notes that a promise was kept, and when. Raises DateRefused, ChangedMeanwhile."""
    with acting(engine, by, "keep_commitment") as act:
        return act.change(act.find(Commitment, promise), seen, kept_at=kept_at)
