"""A professional's own mark beside the computed one: both stay visible, with author and reason. Computes no mark."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import codes
from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.errors import DateRefused, ValueRefused
from buurtbeeld.register.fields import AreaId, Choice, Happened, Measure, Planned, Remark
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

LONGEST_DAYS = 366
"""A mark of one's own is looked at again within a year, or it is forgotten and stands for ever."""


@record
class Override(Record):
    """A mark of somebody's own for one lens and column of an area in a month; instead_of: the computed one, None
    where none could be given; until: the last day on which it is shown. The author is created_by."""

    area_id: AreaId
    lens: Annotated[str, Choice(codes.LENSES)]
    column: Annotated[str, Choice((codes.ALL, *codes.COLUMNS))] = codes.ALL
    month: Happened
    mark: Annotated[float, Measure(1, 10)]
    instead_of: Annotated[float, Measure(1, 10)] | None = None
    reason: Remark
    until: Planned | None = None

    made_by = "override_mark"
    retention = Retention(3, "month", "as long as its mark is compared")
    warehouse_table = "override"
    once = ("area_id", "lens", "column", "month")
    ordered = (("month", "until"),)
    words = Words(
        noun=marked("eigen cijfer"),
        verbs={
            "override_mark": marked("eigen cijfer gegeven"),
            "take_back_override": marked("eigen cijfer teruggenomen"),
        },
        labels={
            "area_id": marked("Straat of complex"),
            "lens": marked("Lens"),
            "column": marked("Kolom"),
            "month": marked("Maand"),
            "mark": marked("Eigen cijfer, van 1 tot 10"),
            "instead_of": marked("Berekend cijfer"),
            "reason": marked("Waarom wijkt dit af?"),
        },
        choices={
            "all": marked("samen"),
            "facts": marked("feiten"),
            "residents": marked("bewoners"),
        },
    )


def override_mark(
    engine: sa.Engine, own: Override, *, by: Person, id: UUID | None = None, seen: int = 0
) -> Entry[Override]:
    """Sets a mark of one's own, or with id and the version seen changes it. Raises ValueRefused for a month that is no
    first day and without an until, DateRefused for an until that has passed or lies over LONGEST_DAYS away,
    ChangedMeanwhile with the standing one where a colleague set one."""
    if own.until is None:
        raise ValueRefused("Expected a day until which this mark holds, found none. Choose one.")
    last = today() + timedelta(LONGEST_DAYS)
    if not today() <= own.until <= last:
        raise DateRefused(f"Expected an until from today up to {last}, found {own.until}. Choose another day.")
    if own.month.day != 1:
        raise ValueRefused(f"Expected the first day of a month, found {own.month}. Choose the month.")
    with acting(engine, by, "override_mark") as act:
        return act.save(own, id, seen)


def take_back_override(engine: sa.Engine, own: UUID, *, seen: int, by: Person) -> Entry[Override]:
    """Leaves the computed mark alone again; the row stays. Raises ChangedMeanwhile."""
    with acting(engine, by, "take_back_override") as act:
        return act.remove(act.find(Override, own), seen)
