"""Do colleagues recognise what a figure says of an area: yes, partly or no. Changes no figure."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa

from buurtbeeld import access, codes
from buurtbeeld.access import Person
from buurtbeeld.register.fields import AreaId, Choice, Happened, Remark
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

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
    words = Words(
        noun=marked("antwoord"),
        verbs={
            "recognise": marked("gezegd of de cijfers kloppen"),
        },
        labels={
            "area_id": marked("Straat of complex"),
            "figure": marked("Cijfer"),
            "by_role": marked("Rol"),
            "answer": marked("Herkent u dit?"),
            "remark": marked("Wat klopt er niet, of mist er?"),
        },
        choices={
            "rates": marked("aantallen"),
            "field": marked("buurtmedewerker"),
            "director": marked("gebiedsregisseur"),
            "manager": marked("manager"),
            "analyst": marked("analist"),
            "partner": marked("partner"),
            "administrator": marked("beheerder"),
            "yes": marked("ja"),
            "partly": marked("deels"),
            "no": marked("nee"),
        },
    )


def recognise(engine: sa.Engine, what: Recognition, *, by: Person) -> Entry[Recognition]:
    """Keeps an answer; a later one stands beside it, and is no correction. Raises RemarkRefused, AccessDenied."""
    with acting(engine, by, "recognise") as act:
        return act.add(what)
