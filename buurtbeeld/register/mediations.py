"""Neighbourhood mediation per buurt or larger: who referred, what came of it, what it cost whom. Holds no parties."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import codes
from buurtbeeld.access import Person
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register.fields import AreaId, Choice, Euros, Happened, Number, Truth
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

REFERRERS = ("landlord", "municipality", "police", "care", "self", "other")
OUTCOMES = ("solved", "improved", "not_solved", "stopped")
SHARES = ("share_landlord", "share_municipality", "share_other")
Share = Annotated[int, Number(0, 100)]


@record
class Mediation(Record):
    """One case at the mediators. weeks: how long it took; cost in whole euros; shares in percent, together 100."""

    area_id: AreaId
    referred_by: Annotated[str, Choice(REFERRERS)]
    referred_at: Happened
    suitable: Annotated[bool, Truth()] | None = None
    ended_at: Happened | None = None
    outcome: Annotated[str, Choice(OUTCOMES)] | None = None
    weeks: Annotated[int, Number(0, 260)] | None = None
    cost: Euros | None = None
    share_landlord: Share | None = None
    share_municipality: Share | None = None
    share_other: Share | None = None

    made_by = "record_mediation"
    retention = Retention(7, "ended_at", "co-funding is accounted for")
    warehouse_table = "mediation"
    ordered = (("referred_at", "ended_at"),)
    words = Words(
        noun=marked("bemiddeling"),
        verbs={
            "record_mediation": marked("bemiddeling vastgelegd"),
        },
        labels={
            "area_id": marked("Buurt of groter"),
            "referred_by": marked("Verwezen door"),
            "referred_at": marked("Verwezen op"),
            "suitable": marked("Geschikt"),
            "ended_at": marked("Beëindigd op"),
            "weeks": marked("Weken"),
            "share_landlord": marked("Deel corporatie (%)"),
            "share_municipality": marked("Deel gemeente (%)"),
            "share_other": marked("Deel anderen (%)"),
        },
        choices={
            "self": marked("bewoners zelf"),
            "not_solved": marked("niet opgelost"),
            "stopped": marked("gestopt"),
        },
    )

    def whole(self) -> None:
        """In a buurt or larger, no outcome of an unsuitable case, and shares that add up to 100."""
        if self.area_id.split(":")[0] not in codes.CBS_LEVELS:
            raise ValueRefused(f"Expected a buurt or larger, found {self.area_id!r:.60}. Choose the buurt it lies in.")
        if self.outcome and self.suitable is False:
            raise ValueRefused("Expected no outcome of a case that was not suitable. Leave one of the two out.")
        shares = [share for name in SHARES if (share := getattr(self, name)) is not None]
        if shares and sum(shares) != 100:
            raise ValueRefused(f"Expected shares that add up to 100, found {sum(shares)}. Correct them.")


def record_mediation(
    engine: sa.Engine, what: Mediation, *, by: Person, id: UUID | None = None, seen: int = 0
) -> Entry[Mediation]:
    """Records a referral, or with id and the version seen what became of it.

    Raises ValueRefused for an area smaller than a buurt, for an outcome of a case that was not suitable, and for shares
    that do not add up to 100; DateRefused; ChangedMeanwhile.
    """
    with acting(engine, by, "record_mediation") as act:
        return act.save(what, id, seen)
