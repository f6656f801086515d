"""Notes about an area, and the hand-over note for a new director: the memory of an area. About no person."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.register.fields import AreaId, Choice, Story, Truth
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked


@record
class Note(Record):
    """What somebody wants to be remembered of an area; kind hand_over: for who comes after."""

    area_id: AreaId
    kind: Annotated[str, Choice(("area", "hand_over"))] = "area"
    text: Story
    confidential: Annotated[bool, Truth()] = False

    made_by = "write_note"
    retention = Retention(7, "created_at", "the memory of an area, not an archive")
    words = Words(
        noun=marked("notitie"),
        verbs={
            "write_note": marked("notitie bewaard"),
        },
        labels={
            "text": marked("Tekst"),
        },
        choices={
            "area": marked("notitie"),
            "hand_over": marked("overdracht aan een opvolger"),
        },
    )


def write_note(engine: sa.Engine, note: Note, *, by: Person, id: UUID | None = None, seen: int = 0) -> Entry[Note]:
    """Writes a note, or with id and the version seen changes it. Raises RemarkRefused, ChangedMeanwhile."""
    with acting(engine, by, "write_note") as act:
        return act.save(note, id, seen)
