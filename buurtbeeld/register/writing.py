"""The one way in which records are added, changed and withdrawn: rights, version, audit. Knows no kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa

from buurtbeeld import access, clock
from buurtbeeld.access import Person
from buurtbeeld.errors import ChangedMeanwhile, ValueRefused
from buurtbeeld.register import records, store
from buurtbeeld.register.fields import Refers
from buurtbeeld.register.records import KINDS, Entry, Record

T = TypeVar("T", bound=Record)
_ID, _SEEN = sa.bindparam("its id", type_=sa.Uuid()), sa.bindparam("version seen", type_=sa.Integer())


@contextmanager
def acting(engine: sa.Engine, by: Person, verb: str) -> Iterator[Act]:
    """A transaction in which somebody does one thing: kept whole when the block ends, undone when it fails.

    Raises AccessDenied where this role may never do it, RegisterUnavailable.
    """
    access.check(by, verb)
    with store.writing(engine) as con:
        yield Act(con, by, verb)


@dataclass(frozen=True)
class Act:
    """Somebody who does something: every record goes through it, so none escapes the rights, the rules or the audit."""

    con: sa.Connection
    by: Person
    verb: str

    def add(self, what: T) -> Entry[T]:
        """Keeps a new record. Raises AccessDenied, RemarkRefused, DateRefused, ValueRefused, and ChangedMeanwhile with
        the standing record where only one may live."""
        new = Entry(uuid4(), records.checked(what), clock.now(), self.by.id, 1)
        self._allow(new.what)
        self._find_references(new.what, list(what.fields))
        self._write(new, type(what).table.insert(), {})
        self._note(None, new)
        return new

    def save(self, what: T, record: UUID | None, seen: int) -> Entry[T]:
        """Adds what is new (no id), or makes a record what is given. Raises what add and change raise."""
        if record is None:
            return self.add(what)
        return self.change(self.find(type(what), record), seen, **vars(what))

    def change(self, standing: Entry[T], seen: int, **values: Any) -> Entry[T]:
        """Changes a record whose version the writer saw; the others raise ChangedMeanwhile with what now stands."""
        self._allow(standing.what)
        changed: T = replace(standing.what, **values)  # type: ignore[type-var]
        new = replace(standing, what=records.checked(changed), version=seen + 1)
        if set(values) & {"area_id", *_under(standing.what)}:
            self._allow(new.what)
        self._find_references(new.what, list(values))
        self._bound_others(new, values)
        self._update(standing, seen, new)
        return new

    def remove(self, standing: Entry[T], seen: int) -> Entry[T]:
        """Withdraws a record whose version the writer saw: the row stays until its retention has passed."""
        self._allow(standing.what)
        new = replace(standing, version=seen + 1, deleted_at=clock.now())
        self._update(standing, seen, new)
        return new

    def bring_back(self, gone: Entry[T], seen: int) -> Entry[T]:
        """Makes a withdrawn record, whose version the writer saw, stand again. Raises what add raises."""
        self._allow(gone.what)
        new = replace(gone, version=seen + 1, deleted_at=None)
        self._find_references(new.what, list(new.what.fields))
        self._update(gone, seen, new)
        return new

    def find_withdrawn(self, kind: type[T], record: UUID) -> Entry[T]:
        """The record as it was withdrawn. Raises ChangedMeanwhile with the standing one where a colleague brought it
        back, without one where prune took it."""
        row = self.con.execute(kind.table.select().where(kind.table.c.id == record)).one_or_none()
        entry = None if row is None else records.entry(kind, row)
        if entry is None or entry.deleted_at is None:
            raise ChangedMeanwhile(stale(kind.called, entry), *([entry] if entry else []))
        return entry

    def find(self, kind: type[T], record: UUID) -> Entry[T]:
        """The record as it stands, held against other writers until the block ends. Raises ChangedMeanwhile when it
        was withdrawn or never was."""
        entries = standing(self.con, kind, kind.table.c.id == record)
        if not entries:
            raise ChangedMeanwhile(stale(kind.called, None))
        return entries[0]

    def _update(self, before: Entry[T], seen: int, after: Entry[T]) -> None:
        table = type(before.what).table
        stood = table.c.deleted_at.is_(None) if before.deleted_at is None else table.c.deleted_at.is_not(None)
        row = (table.c.id == _ID) & (table.c.version == _SEEN) & stood
        if self._write(after, table.update().where(row), {_ID.key: before.id, _SEEN.key: seen}) != 1:
            now = standing(self.con, type(before.what), table.c.id == before.id)
            raise ChangedMeanwhile(stale(before.what.called, now[0] if now else None), *now[:1])
        self._note(before, after)

    def _write(self, new: Entry[T], statement: sa.Insert | sa.Update, found_by: dict[str, Any]) -> int:
        """Rows written. Where writers do not wait for each other, the database's own rule tells them of each other."""
        kind = type(new.what)
        try:
            # PostgreSQL answers no question after a refusal, unless the refused statement stood in a part of its own.
            with self.con.begin_nested() if kind.once else nullcontext():
                return self.con.execute(statement, records.row_of(new) | found_by).rowcount
        except sa.exc.IntegrityError as error:
            if not kind.once:
                raise ValueRefused(f"This {kind.called} belongs to something that is gone. Choose again.") from error
            there = standing(self.con, kind, *(kind.table.c[name] == getattr(new.what, name) for name in kind.once))
            raise ChangedMeanwhile(stale(kind.called, there[0] if there else None), *there[:1]) from error

    def _note(self, before: Entry[T] | None, after: Entry[T]) -> None:
        rows = [None if record is None else records.row_of(record) for record in (before, after)]
        store.note(self.con, self.by.id, self.verb, type(after.what).table, rows[0], rows[1])

    def _allow(self, what: Record) -> None:
        access.check(self.by, self.verb, area_of(self.con, what))

    def _find_references(self, what: Record, names: list[str]) -> None:
        """What is referred to anew must be there, and no day may lie before the day that it depends on."""
        since = {refers: (own, day) for own, refers, day in what.since}
        for name, (field, _optional) in what.fields.items():
            own, day = since.get(name, ("", ""))
            if not isinstance(field, Refers) or getattr(what, name) is None or not {name, own} & set(names):
                continue
            table = KINDS[field.to].table
            row = self.con.execute(table.select().where(table.c.id == getattr(what, name))).one_or_none()
            if row is None or (row.deleted_at is not None and name in names):
                raise ValueRefused(
                    f"Expected for {name} a {field.to} that is there, but it was withdrawn. Choose another one."
                )
            if own and getattr(what, own) is not None:
                records.not_before(own, getattr(what, own), f"{field.to}, {day}", getattr(row, day))

    def _bound_others(self, new: Entry[T], values: dict[str, Any]) -> None:
        """A day may not move past the days of other records that depend on it."""
        for kind in KINDS.values():
            for own, refers, day in kind.since:
                field, _optional = kind.fields[refers]
                if isinstance(field, Refers) and field.to == new.what.called and day in values:
                    for each in standing(self.con, kind, kind.table.c[refers] == new.id):
                        own_day = getattr(each.what, own)
                        if own_day is not None:
                            records.not_before(f"{own} of a {kind.called}", own_day, day, getattr(new.what, day))


def standing(con: sa.Connection, kind: type[T], *which: sa.ColumnElement[bool]) -> list[Entry[T]]:
    """The living records of a kind that meet all conditions, in no order; a writer holds them."""
    chosen = kind.table.select().where(*which, kind.table.c.deleted_at.is_(None))
    writes = con.get_execution_options().get("writes")
    return [records.entry(kind, row) for row in con.execute(chosen.with_for_update() if writes else chosen)]


def area_of(con: sa.Connection, what: Record) -> str | None:
    """The area that rights to a record depend on: its own, else that of the record it belongs to; None without any."""
    own: str | None = getattr(what, "area_id", None)
    if own is not None or what.under is None:
        return own
    above = KINDS[what.under[1]]
    row = con.execute(above.table.select().where(above.table.c.id == getattr(what, what.under[0]))).one_or_none()
    return None if row is None else area_of(con, records.entry(above, row).what)


def stale(called: str, now: Entry[Any] | None) -> str:
    """What a writer hears who did not see what a colleague did."""
    thing = called.replace("_", " ")
    if now is None:
        return f"A colleague withdrew this {thing} meanwhile. Nothing was overwritten; enter it again if it is needed."
    return (
        f"A colleague changed this {thing} meanwhile: it is now version {now.version}. Nothing was overwritten; "
        "look at both and decide again."
    )


def _under(what: Record) -> tuple[str, ...]:
    return () if what.under is None else (what.under[0],)
