"""Do colleagues recognise what a figure says of an area: yes, partly or no. Changes no figure."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa

from buurtbeeld import access, codes
from buurtbeeld.access import Person
from buurtbeeld.register.fields import AreaId, Choice, Happened, Remark
from buurtbeeld.register.records import Kept, Record, Retention, record
from buurtbeeld.register.writing import acting

ANSWERS = ("yes", "partly", "no")
FIGURES = ("rates", *codes.LENSES)
"""What is recognised: the counts of an area, or its mark on one lens."""


@record
class Recognition(Record):
    """Somebody's answer to 'do you recognise these figures?'. by_role: the role in which it was given."""

    area_id: AreaId
    figure: Annotated[str, Choice(FIGURES)]
    at: Happened
    by_role: Annotated[str, Choice(access.ROLES)]
    answer: Annotated[str, Choice(ANSWERS)]
    remark: Remark | None = None

    made_by = "recognise"
    retention = Retention(3, "at", "as long as figures are compared")
    warehouse_table = "recognition"


def recognise(engine: sa.Engine, what: Recognition, *, by: Person) -> Kept[Recognition]:
    """Keeps an answer; a later one stands beside it, and is no correction. Raises RemarkRefused, AccessDenied."""
    with acting(engine, by, "recognise") as act:
        return act.add(what)
