"""Matters handed to a partner: handed, acknowledged, first action, fed back, closed; each a day. Judges no partner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register import partners
from buurtbeeld.register.fields import AreaId, Choice, Happened, Key, Refers, Remark, Severity, Theme, Truth
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

OUTCOMES = ("accepted", "declined", "returned", "done")
DAYS = ("handed_at", "acknowledged_at", "first_action_at", "fed_back_at", "closed_at")
_Source = Annotated[str, Key(80)]


@record
class HandOver(Record):
    """A matter handed to a partner: about a case, a report (source and source_id), or a theme in an area."""

    area_id: AreaId
    theme: Theme
    severity: Severity | None = None
    case_id: Annotated[UUID, Refers("case")] | None = None
    source: _Source | None = None
    source_id: _Source | None = None
    partner_id: Annotated[UUID, Refers("partner")]
    consultation_id: Annotated[UUID, Refers("consultation")] | None = None
    question: Remark | None = None
    handed_at: Happened
    acknowledged_at: Happened | None = None
    first_action_at: Happened | None = None
    fed_back_at: Happened | None = None
    closed_at: Happened | None = None
    outcome: Annotated[str, Choice(OUTCOMES)] | None = None
    reason: Remark | None = None
    norm_days: partners.NormDays | None = None
    norm_kind: partners.NormKind = "work"
    confidential: Annotated[bool, Truth()] = False

    made_by = "hand_over"
    retention = Retention(7, "closed_at", "lead times over several covenants")
    warehouse_table = "hand_over"
    ordered = (DAYS,)
    since = (("handed_at", "case_id", "opened_at"),)
    words = Words(
        noun=marked("overdracht"),
        verbs={
            "hand_over": marked("overgedragen"),
            "acknowledge": marked("bevestiging genoteerd"),
            "first_action": marked("eerste actie genoteerd"),
            "feed_back": marked("terugkoppeling genoteerd"),
            "close_hand_over": marked("overdracht afgesloten"),
        },
        labels={
            "source": marked("Bron"),
            "source_id": marked("Nummer bij de bron"),
            "question": marked("Vraag aan de partner"),
            "handed_at": marked("Overgedragen"),
            "acknowledged_at": marked("Bevestigd"),
            "first_action_at": marked("Eerste actie"),
            "fed_back_at": marked("Teruggekoppeld"),
            "closed_at": marked("Afgesloten"),
            "reason": marked("Reden"),
        },
        choices={
            "accepted": marked("aangenomen"),
            "declined": marked("afgewezen"),
            "returned": marked("teruggegeven"),
            "done": marked("gedaan"),
        },
    )


def hand_over(engine: sa.Engine, what: HandOver, *, by: Person) -> Entry[HandOver]:
    """Hands a matter over. Without norm_days the norm of that day is taken from the route or the partner, and stays.

    Raises ValueRefused for a partner that was removed, DateRefused for a day before the case was opened, and what
    Act.add raises.
    """
    with acting(engine, by, "hand_over") as act:
        if what.norm_days is None:
            days, kind = partners.norm(act, what.partner_id, what.theme, what.severity)
            what = replace(what, norm_days=days, norm_kind=kind)
        return act.add(what)


def acknowledge(
    engine: sa.Engine,
    record: UUID,
    acknowledged_at: date,
    *,
    seen: int,
    by: Person,
    outcome: str | None = None,
    reason: str | None = None,
) -> Entry[HandOver]:
    """The partner says that it has the matter; outcome: accepted or declined where it says so, declined with a reason.

    Raises DateRefused for a day out of order, ValueRefused for one that is closed, ChangedMeanwhile, RemarkRefused.
    """
    _require_reason(outcome, reason)
    changes = {"acknowledged_at": acknowledged_at} | ({"outcome": outcome, "reason": reason} if outcome else {})
    return _set_days(engine, "acknowledge", record, seen, by, changes)


def first_action(engine: sa.Engine, record: UUID, first_action_at: date, *, seen: int, by: Person) -> Entry[HandOver]:
    """The partner did something for the first time. Raises what acknowledge raises."""
    return _set_days(engine, "first_action", record, seen, by, {"first_action_at": first_action_at})


def feed_back(engine: sa.Engine, record: UUID, fed_back_at: date, *, seen: int, by: Person) -> Entry[HandOver]:
    """The partner tells what it did: the day that the norm is about. Raises what acknowledge raises."""
    return _set_days(engine, "feed_back", record, seen, by, {"fed_back_at": fed_back_at})


def close_hand_over(
    engine: sa.Engine, record: UUID, closed_at: date, outcome: str, *, seen: int, by: Person, reason: str | None = None
) -> Entry[HandOver]:
    """Closes it as declined or returned (with a reason) or done. Raises what acknowledge raises."""
    if outcome == "accepted":
        raise ValueRefused("Expected declined, returned or done, found 'accepted': that is no end. Choose one.")
    _require_reason(outcome, reason)
    changes = {"closed_at": closed_at, "outcome": outcome, "reason": reason}
    return _set_days(engine, "close_hand_over", record, seen, by, changes)


def _require_reason(outcome: str | None, reason: str | None) -> None:
    if outcome in ("declined", "returned") and not (reason or "").strip():
        raise ValueRefused(f"Expected a reason why it was {outcome}, found none. Write one.")


def _set_days(
    engine: sa.Engine, verb: str, record: UUID, seen: int, by: Person, changes: dict[str, Any]
) -> Entry[HandOver]:
    with acting(engine, by, verb) as act:
        now = act.find(HandOver, record)
        if now.version == seen and now.what.closed_at:
            raise ValueRefused("Expected an open hand-over, found one that is closed. Hand the matter over anew.")
        return act.change(now, seen, **changes)
