"""How many homes went to special target groups, per area and quarter: aggregates only, never below the threshold."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import codes
from buurtbeeld.access import Person
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register.fields import AreaId, Choice, Key, Number
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

GROUPS = ("urgent", "status_holder", "supported_living", "youth", "elderly", "regular", "other")


@record
class Placement(Record):
    """A count of placements. quarter: YYYY-Qn."""

    area_id: AreaId
    quarter: Annotated[str, Key(7, r"20\d\d-Q[1-4]")]
    target_group: Annotated[str, Choice(GROUPS)]
    count: Annotated[int, Number(0, 100_000)]

    made_by = "record_placement"
    retention = Retention(7, "created_at", "aggregates, for load over the years")
    warehouse_table = "placement"
    once = ("area_id", "quarter", "target_group")
    words = Words(
        noun=marked("plaatsing"),
        verbs={
            "record_placement": marked("plaatsing vastgelegd"),
        },
        labels={
            "quarter": marked("Kwartaal"),
            "target_group": marked("Doelgroep"),
            "count": marked("Aantal woningen"),
        },
        choices={
            "urgent": marked("urgent"),
            "status_holder": marked("statushouders"),
            "supported_living": marked("beschermd wonen"),
            "youth": marked("jongeren"),
            "elderly": marked("ouderen"),
            "regular": marked("regulier"),
        },
    )

    def whole(self) -> None:
        """Never fewer than SMALLEST_COUNT, not even as a correction."""
        if self.count < codes.SMALLEST_COUNT:
            raise ValueRefused(
                f"Expected a count of {codes.SMALLEST_COUNT} or more, found {self.count}: fewer may lead to persons. "
                "Take a larger area or more quarters together, or leave it out."
            )


def record_placement(
    engine: sa.Engine, what: Placement, *, by: Person, id: UUID | None = None, seen: int = 0
) -> Entry[Placement]:
    """Keeps a count, or with id and the version seen corrects it. Raises ValueRefused below SMALLEST_COUNT,
    ChangedMeanwhile with the standing one where this count was given already."""
    with acting(engine, by, "record_placement") as act:
        return act.save(what, id, seen)
