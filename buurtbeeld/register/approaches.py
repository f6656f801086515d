"""Approaches in an area, and what was frozen about them before anyone saw a result. Measures no effect."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.register import records
from buurtbeeld.register.fields import AreaId, Choice, Content, Euros, Key, Keys, Label, Number, Planned, Refers, Story
from buurtbeeld.register.keeping import acting, standing
from buurtbeeld.register.records import Kept, Record, record

APPROACHES = ("physical", "social", "safety", "combined")


@record
class Approach(Record):
    """An intervention. mechanism: why it should work; expected_effect: on what, and how much; partners: their ids."""

    area_id: AreaId
    name: Label
    kind: Annotated[str, Choice(APPROACHES)]
    starts_at: Planned
    ends_at: Planned | None = None
    mechanism: Story | None = None
    expected_effect: Story | None = None
    partners: Annotated[tuple[str, ...], Keys(50)] = ()
    cost: Euros | None = None

    made_by = "record_approach"
    ordered = (("starts_at", "ends_at"),)


@record
class ApproachFreeze(Record):
    """What was fixed about an approach (comparison areas, ring) at created_at by created_by; the database refuses to
    change it. number counts from 1 per approach; hash: SHA-256 of the content with its keys in order."""

    approach_id: Annotated[UUID, Refers("approach")]
    number: Annotated[int, Number(1, 10_000)]
    hash: Annotated[str, Key(64, r"[0-9a-f]{64}")]
    content: Annotated[dict[str, Any], Content()]

    made_by = "freeze_approach"
    under = ("approach_id", "approach")
    once = ("approach_id", "number")


def record_approach(
    engine: sa.Engine, what: Approach, *, by: Person, id: UUID | None = None, seen: int = 0
) -> Kept[Approach]:
    """Records an approach, or with id and the version seen changes it. Raises what Act.add and Act.change raise."""
    with acting(engine, by, "record_approach") as act:
        return act.save(what, id, seen)


def end_approach(engine: sa.Engine, approach: UUID, at: date, *, seen: int, by: Person) -> Kept[Approach]:
    """Notes its last day. Raises DateRefused for a day before its start, ChangedMeanwhile."""
    with acting(engine, by, "end_approach") as act:
        return act.change(act.find(Approach, approach), seen, ends_at=at)


def freeze_approach(
    engine: sa.Engine, approach: UUID, content: Mapping[str, Any], *, by: Person
) -> Kept[ApproachFreeze]:
    """Fixes content for an approach as its next number; what was frozen before stays. Raises ValueRefused for what
    JSON cannot say, ChangedMeanwhile when a colleague froze at the same moment."""
    with acting(engine, by, "freeze_approach") as act:
        act.find(Approach, approach)
        before = standing(act.con, ApproachFreeze, ApproachFreeze.table.c.approach_id == approach)
        number = 1 + max((freeze.what.number for freeze in before), default=0)
        frozen = ApproachFreeze(approach_id=approach, number=number, hash="0" * 64, content=dict(content))
        plain = records.checked(frozen).content
        return act.add(ApproachFreeze(approach_id=approach, number=number, hash=hash_of(plain), content=plain))


def hash_of(content: Mapping[str, Any]) -> str:
    """SHA-256 in hexadecimal of content as JSON with its keys in order and no blanks."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
