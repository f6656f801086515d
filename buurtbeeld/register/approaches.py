"""Approaches in an area, and what was frozen about them before anyone saw a result. Measures no effect."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import codes
from buurtbeeld.access import Person
from buurtbeeld.errors import ChangedMeanwhile, ValueRefused
from buurtbeeld.register import plan_hash
from buurtbeeld.register.fields import AreaId, Choice, Content, Euros, Key, Keys, Label, Number, Planned, Refers, Story
from buurtbeeld.register.plan_hash import Frozen
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting, stale, standing
from buurtbeeld.text import marked

APPROACHES = (*codes.LENSES, "combined")
MEASURES = ("facts_residents", *codes.EVIDENCE)
WORDS = ("mechanism", "expected_effect")
"""What of a frozen plan people typed."""


@record
class Approach(Record):
    """An intervention. mechanism: why it should work; expected_effect: on what, in words; expected_drop: in %.

    themes: what it aims at (none: everything); measure: the kinds of evidence that count; partners: their ids.
    """

    area_id: AreaId
    name: Label
    kind: Annotated[str, Choice(APPROACHES)]
    starts_at: Planned
    ends_at: Planned | None = None
    mechanism: Story | None = None
    expected_effect: Story | None = None
    expected_drop: Annotated[int, Number(1, 99)] | None = None
    themes: Annotated[tuple[str, ...], Keys(30)] = ()
    measure: Annotated[str, Choice(MEASURES)] = "facts_residents"
    partners: Annotated[tuple[str, ...], Keys(50)] = ()
    cost: Euros | None = None

    made_by = "record_approach"
    retention = Retention(15, "ends_at", "an area's vision runs fifteen years")
    warehouse_table = "approach"
    ordered = (("starts_at", "ends_at"),)
    words = Words(
        noun=marked("aanpak"),
        verbs={
            "record_approach": marked("aanpak vastgelegd"),
            "end_approach": marked("aanpak beëindigd"),
        },
        labels={
            "starts_at": marked("Begin"),
            "ends_at": marked("Einde"),
            "mechanism": marked("Waarom zou het werken?"),
            "expected_effect": marked("Verwacht effect"),
            "expected_drop": marked("Verwachte daling (%)"),
            "themes": marked("Gericht op"),
            "measure": marked("Wat telt mee?"),
        },
        choices={
            "combined": marked("samen"),
            "facts_residents": marked("feiten en bewoners"),
            "incident": marked("alleen feiten"),
            "complaint": marked("alleen bewoners"),
            "observation": marked("alleen medewerkers"),
        },
    )


@record
class ApproachFreeze(Record):
    """What was fixed about an approach (comparison areas, ring) at created_at by created_by; the database refuses to
    change it. number counts from 1 per approach; content and hash: of register.plan_hash. Whoever gets past the
    database's own rule leaves a freeze that is altered."""

    approach_id: Annotated[UUID, Refers("approach")]
    number: Annotated[int, Number(1, 10_000)]
    hash: Annotated[str, Key(64, r"[0-9a-f]{64}")]
    content: Annotated[dict[str, Any], Content(WORDS)]

    made_by = "freeze_approach"
    retention = Retention(15, "created_at", "goes with its approach")
    under = ("approach_id", "approach")
    once = ("approach_id", "number")
    words = Words(
        noun=marked("bevroren plan"),
        verbs={
            "freeze_approach": marked("aanpak bevroren"),
        },
        labels={
            **Approach.words.labels,
            "approach_id": marked("Aanpak"),
            "number": marked("Versie"),
            "hash": marked("Vingerafdruk"),
            "content": marked("Vastgelegd plan"),
            "expected": marked("Verwachte daling"),
            "start": marked("Begin"),
            "area": marked("Gebied"),
            "donors": marked("Gebieden voor het nagebootste gebied"),
            "judged_after": marked("Dagen van oordelen"),
        },
    )

    def altered(self) -> bool:
        """Whether the content no longer gives the hash that was written with it."""
        return not plan_hash.intact(frozen(self))


def record_approach(
    engine: sa.Engine, what: Approach, *, by: Person, id: UUID | None = None, seen: int = 0
) -> Entry[Approach]:
    """Records an approach, or with id and the version seen changes it. Raises what Act.add and Act.change raise."""
    with acting(engine, by, "record_approach") as act:
        return act.save(what, id, seen)


def end_approach(engine: sa.Engine, approach: UUID, ends_at: date, *, seen: int, by: Person) -> Entry[Approach]:
    """Notes its last day. Raises DateRefused for a day before its start, ChangedMeanwhile."""
    with acting(engine, by, "end_approach") as act:
        return act.change(act.find(Approach, approach), seen, ends_at=ends_at)


class Chosen(NamedTuple):
    """What is chosen before any result is seen: areas to compare with, the ring around, and further areas that a
    synthetic control may be mixed from (area_ids); and after how many months it is judged."""

    comparison: tuple[str, ...]
    ring: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    judged_after: tuple[int, ...] = codes.JUDGED_AFTER


def freeze_approach(
    engine: sa.Engine, approach: UUID, chosen: Chosen, *, seen: int, by: Person
) -> Entry[ApproachFreeze]:
    """Fixes an approach as it stands, with what was chosen, as its next version; what was frozen before stays, and what
    did not change is no new version: then the last one is given.

    Raises ValueRefused without a mechanism, or where an area is compared with itself or also lies in the ring;
    ChangedMeanwhile when the approach is no longer the version seen, or a colleague froze at the same moment.
    """
    with acting(engine, by, "freeze_approach") as act:
        now = act.find(Approach, approach)
        if now.version != seen:
            raise ChangedMeanwhile(stale("approach", now), now)
        before = standing(act.con, ApproachFreeze, ApproachFreeze.table.c.approach_id == approach)
        last = max(before, key=lambda freeze: freeze.what.number, default=None)
        previous = None if last is None else frozen(last.what)
        new = plan_hash.freeze(_plan(now.what, chosen), previous)
        if last is not None and new.version == last.what.number:
            return last
        content = json.loads(new.content)
        return act.add(ApproachFreeze(approach_id=approach, number=new.version, hash=new.hash, content=content))


def frozen(what: ApproachFreeze) -> Frozen:
    """A freeze as register.plan_hash wants it: to check it, or to say what changed."""
    return Frozen(plan_hash.canonical(what.content), what.hash, what.number)


def changed_since(what: Approach, last: ApproachFreeze) -> list[str]:
    """The fields of the plan that are no longer as they were frozen, in order; none where nothing changed."""
    content = last.content
    chosen = Chosen(*(tuple(content.get(name, ())) for name in Chosen._fields))
    before, after = frozen(last), plan_hash.freeze(_fields(what, chosen))
    return [name for name in plan_hash.changed(before, after) if name in content]


def _plan(what: Approach, chosen: Chosen) -> dict[str, Any]:
    if not what.mechanism:
        raise ValueRefused("Expected why the approach should work, found nothing. Write it down before freezing.")
    areas = [Keys(500).checked(name, getattr(chosen, name)) for name in ("comparison", "ring", "donors")]
    comparison, ring = set(areas[0]), set(areas[1])
    if what.area_id in comparison | ring or comparison & ring:
        raise ValueRefused(
            "Expected other areas to compare with, each once; found the area itself, or one in the ring."
        )
    days = tuple(sorted(set(chosen.judged_after)))
    if not days or not set(days) <= set(codes.DAYS_OF_JUDGING):
        raise ValueRefused(
            f"Expected days of judging among {codes.DAYS_OF_JUDGING} months, found {days}; choose again."
        )
    return _fields(what, Chosen(areas[0], areas[1], areas[2], days))


def _fields(what: Approach, chosen: Chosen) -> dict[str, Any]:
    """The plan: what the result depends on, and why it should work. A new name, partner or last day changes nothing."""
    drop = what.expected_drop
    plan: dict[str, Collection[str] | Collection[int] | str | float | date | None] = {
        "area": what.area_id, "kind": what.kind, "start": what.starts_at, "themes": what.themes,
        "measure": what.measure, "mechanism": what.mechanism, "expected_effect": what.expected_effect,
        "expected": None if drop is None else drop / 100,
    }  # fmt: skip
    return plan | chosen._asdict()
