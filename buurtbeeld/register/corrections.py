"""Corrects a field of any record, or withdraws a record entered by mistake. Makes none."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register.reading import require_own
from buurtbeeld.register.records import KINDS, Entry, Record, entry
from buurtbeeld.register.writing import acting, standing

T = TypeVar("T", bound=Record)
FROZEN = frozenset({"approach_freeze", "goal_review", "photo"})
"""Kinds whose fields stay as they were recorded."""
_FOR_EVER = frozenset({"approach_freeze"})
_GO_ALONG = {"partner": (("route", "partner_id"),)}
"""Kinds that lie in no other one, and yet go and come with it."""


def correct(engine: sa.Engine, kind: type[T], record: UUID, *, seen: int, by: Person, **values: Any) -> Entry[T]:
    """Changes fields of a record whose version was seen; whoever may make one may correct one (field: its own).

    Raises ChangedMeanwhile, RemarkRefused, DateRefused, ValueRefused (also for a kind in FROZEN), AccessDenied.
    """
    unknown = set(values) - kind.fields.keys()
    if kind.called in FROZEN or unknown:
        raise ValueRefused(
            f"Expected fields of a {kind.called} that may change, found {sorted(values)}. Choose others."
        )
    with acting(engine, by, kind.made_by) as act:
        now = act.find(kind, record)
        require_own(by, now)
        return act.change(now, seen, **values)


def withdraw(engine: sa.Engine, kind: type[T], record: UUID, *, seen: int, by: Person) -> Entry[T]:
    """Takes a record and its parts (steps, photos, reviews) out of every list and count; rows and history stay until
    prune. field: its own only.

    Raises ValueRefused for what was frozen, ChangedMeanwhile, AccessDenied.
    """
    if kind.called in _FOR_EVER:
        raise ValueRefused(
            "Expected a record that may go, found one that was frozen. Freeze the approach anew instead."
        )
    with acting(engine, by, "withdraw") as act:
        now = act.find(kind, record)
        require_own(by, now)
        gone = act.remove(now, seen)
        for part, field in _parts(kind):
            for each in standing(act.con, part, part.table.c[field] == record):
                act.remove(each, each.version)
        return gone


def bring_back(engine: sa.Engine, kind: type[T], record: UUID, *, seen: int, by: Person) -> Entry[T]:
    """Makes a withdrawn record stand again, with the parts that were withdrawn together with it. field: its own only.

    Raises ChangedMeanwhile (also where another one took its place), ValueRefused where something that it refers to
    went, AccessDenied.
    """
    with acting(engine, by, "bring_back") as act:
        gone = act.find_withdrawn(kind, record)
        require_own(by, gone)
        back = act.bring_back(gone, seen)
        for part, field in _parts(kind):
            # Parts go after what they belong to, in the same transaction; what went earlier was withdrawn by itself.
            chosen = part.table.select().where(
                part.table.c[field] == record, part.table.c.deleted_at >= gone.deleted_at
            )
            for row in act.con.execute(chosen):
                act.bring_back(entry(part, row), row.version)
        return back


def _parts(kind: type[Record]) -> list[tuple[type[Record], str]]:
    """Kinds that are nothing without this one, and the field that says to which they belong: steps of a case."""
    under = [(part, *part.under) for part in KINDS.values() if part.under and part.called not in _FOR_EVER]
    parts = [(part, field) for part, field, above in under if above == kind.called and not part.fields[field][1]]
    return parts + [(KINDS[part], field) for part, field in _GO_ALONG.get(kind.called, ())]
