"""Focus areas of the corporation's own: drawn on a map, or picked from streets and complexes. Places nothing."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import access
from buurtbeeld.access import Person
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register.fields import Key, Keys, Label, Outline
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked


@record
class FocusArea(Record):
    """An area with a code of its own (area_id focus:<code> after the next build): an outline, or area_ids inside it."""

    code: Annotated[str, Key(40, r"[A-Z0-9_-]+")]
    name: Label
    outline: Annotated[dict[str, Any], Outline()] | None = None
    members: Annotated[tuple[str, ...], Keys(200)] = ()

    made_by = "draw_focus_area"
    retention = Retention(2, "deleted_at", "in use until somebody removes it")
    once = ("code",)
    words = Words(
        noun=marked("aandachtsgebied"),
        verbs={
            "draw_focus_area": marked("aandachtsgebied bewaard"),
            "remove_focus_area": marked("aandachtsgebied weggehaald"),
        },
        labels={
            "code": marked("Code"),
            "outline": marked("Omtrek"),
            "members": marked("Straten en complexen"),
        },
    )

    def whole(self) -> None:
        """Either an outline, or members that are streets and complexes."""
        if (self.outline is None) == (not self.members):
            raise ValueRefused(
                "Expected an outline, or streets and complexes; found none or both. Choose one of the two."
            )
        for member in self.members:
            if member.split(":")[0] not in ("street", "complex"):
                raise ValueRefused(f"Expected streets and complexes, found {member!r:.60}. Choose them from the list.")


def draw_focus_area(
    engine: sa.Engine, area: FocusArea, *, by: Person, id: UUID | None = None, seen: int = 0
) -> Entry[FocusArea]:
    """Records a focus area, or with id and the version seen draws it anew.

    Raises ValueRefused unless it has either an outline or members that are streets and complexes, AccessDenied for a
    member outside the areas of who draws, ChangedMeanwhile with the standing one where the code is taken.
    """
    for member in area.members:
        access.check(by, "draw_focus_area", member)
    with acting(engine, by, "draw_focus_area") as act:
        return act.save(area, id, seen)


def remove_focus_area(engine: sa.Engine, area: UUID, *, seen: int, by: Person) -> Entry[FocusArea]:
    """Takes a focus area away from the next build on; its row stays. Raises ChangedMeanwhile."""
    with acting(engine, by, "remove_focus_area") as act:
        return act.remove(act.find(FocusArea, area), seen)
