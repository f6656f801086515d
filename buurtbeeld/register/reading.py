"""What may be read by whom: lists without what is confidential, one whole record with a line of audit, history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import access
from buurtbeeld.access import Person
from buurtbeeld.errors import AccessDenied, ChangedMeanwhile
from buurtbeeld.register import records, store
from buurtbeeld.register.records import KINDS, Entry, Record
from buurtbeeld.register.tables import audit
from buurtbeeld.register.writing import area_of, stale, standing

T = TypeVar("T", bound=Record)
WITHOUT_TEXTS = frozenset({"analyst"})
"""Roles that see keys, choices, numbers and days of records, and nothing that people typed."""


@dataclass(frozen=True)
class HistoryLine:
    """One line of a record's history. before and after hold the columns that changed; at is in UTC."""

    at: datetime
    by: str
    verb: str
    version: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def listed(
    engine: sa.Engine, kind: type[T], *, by: Person, removed: bool = False, **which: object
) -> tuple[Entry[T], ...]:
    """The records of a kind that who reads may see, oldest first; which: columns that equal a value, or one of a
    tuple of values. removed: the withdrawn ones too, such as partners that old hand-overs went to.

    What people typed and photographed is None in confidential records (read_confidential shows one) and for roles in
    WITHOUT_TEXTS. Raises AccessDenied, RegisterUnavailable.
    """
    access.check(by, "read")
    table = kind.table
    conditions = [table.c[name].in_(v) if isinstance(v, tuple) else table.c[name] == v for name, v in which.items()]
    if not removed:
        conditions.append(table.c.deleted_at.is_(None))
    with store.reading(engine) as con:
        chosen = table.select().where(*conditions).order_by(table.c.created_at, table.c.id)
        rows = [records.entry(kind, row) for row in con.execute(chosen)]
        about = _about(con, kind)
    seen = ((record, *about(record.what)) for record in rows)
    return tuple(
        records.texts_hidden(record) if private or by.role in WITHOUT_TEXTS else record
        for record, area, private in seen
        if access.may(by, "read", area)
    )


def read_confidential(engine: sa.Engine, kind: type[T], record: UUID, *, by: Person) -> Entry[T]:
    """One whole record, with a line of audit (verb read) that stays. Who wrote a record may always read it.

    Raises AccessDenied, ChangedMeanwhile when it was withdrawn.
    """
    access.check(by, "read")
    with store.writing(engine) as con:
        entry = next(iter(standing(con, kind, kind.table.c.id == record)), None)
        if entry is None:
            raise ChangedMeanwhile(stale(kind.called, None))
        if entry.created_by != by.id:
            access.check(by, "read_confidential", area_of(con, entry.what))
        store.note_without_rows(con, by.id, "read", kind.called, record, entry.version)
        return entry


def history(engine: sa.Engine, kind: type[T], record: UUID, *, by: Person) -> tuple[HistoryLine, ...]:
    """Everything that was done to a record, oldest first, readings of a confidential one included.

    Raises AccessDenied; texts are left out where `listed` leaves them out.
    """
    access.check(by, "read")
    with store.reading(engine) as con:
        row = con.execute(kind.table.select().where(kind.table.c.id == record)).one_or_none()
        if row is None:
            return ()
        area, private = _about(con, kind)(records.entry(kind, row).what)
        access.check(by, "read", area)
        lines = con.execute(audit.select().where(audit.c.record_id == record).order_by(audit.c.id)).all()
    hide = private or by.role in WITHOUT_TEXTS
    hidden = {name for name, (field, _optional) in kind.fields.items() if hide and not field.counts}
    return tuple(_history_line(line, hidden) for line in lines)


def _history_line(line: sa.Row[Any], hidden: set[str]) -> HistoryLine:
    before, after = line.before or {}, line.after or {}
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} - hidden
    shown = [{name: row[name] for name in sorted(changed & row.keys())} for row in (before, after)]
    return HistoryLine(line.at, line.by, line.verb, line.version, shown[0], shown[1])


def _about(con: sa.Connection, kind: type[Record]) -> Callable[[Record], tuple[str | None, bool]]:
    """Per record of a kind its area (None without one), and whether its texts are confidential: its own doing, or
    that of the record it belongs to."""
    above: dict[UUID, tuple[str | None, bool]] = {}
    if kind.under is not None:
        parents = KINDS[kind.under[1]]
        about = _about(con, parents)
        rows = [records.entry(parents, row) for row in con.execute(parents.table.select())]
        above = {row.id: about(row.what) for row in rows}

    def tell(what: Record) -> tuple[str | None, bool]:
        refers = getattr(what, kind.under[0]) if kind.under else None
        area, private = above.get(refers, (None, False)) if refers else (None, False)
        own = bool(kind.private or getattr(what, "confidential", False))
        return getattr(what, "area_id", None) or area, private or own

    return tell


def require_own(by: Person, record: Entry[Any]) -> None:
    """Raises AccessDenied where somebody of the field touches what a colleague recorded."""
    if by.role == "field" and record.created_by != by.id:
        raise AccessDenied("Expected a record of your own, found a colleague's. Ask your director to do this.")
