"""Removes what was kept as long as its kind says. Judges no single record."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from buurtbeeld import access
from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.register import all_kinds, store
from buurtbeeld.register.deadlines import years_later
from buurtbeeld.register.records import Retention
from buurtbeeld.register.tables import audit, person

OF_PEOPLE = Retention(2, "session_epoch", "lines of audit stay, and then lead to nobody")
"""Somebody whose access ended so long ago is forgotten."""
WITHDRAWN_YEARS = 1
"""What was withdrawn goes after a year, whatever its kind."""


def period(table: str) -> Retention:
    """How long the rows of a table are kept: as the kind of record says, or those of people."""
    return all_kinds.every()[table].retention if table in all_kinds.every() else OF_PEOPLE


def prune(engine: sa.Engine, *, by: Person, dry_run: bool = False, on: date | None = None) -> dict[str, int]:
    """Removes for good what its period has passed for, and empties its lines of audit; returns rows per kind (and
    person: those whose access ended long ago).

    A record that others still refer to waits for them. Each one removed leaves a line of audit without contents.
    dry_run: counts, and changes nothing. on: the day to reckon from; default today. Raises AccessDenied.
    """
    access.check(by, "prune")
    kinds, removed = all_kinds.every(), dict[str, int]()
    with store.writing(engine) as con:
        # Those that refer come after those they refer to: from the last to the first, so that nothing blocks.
        for table in reversed(audit.metadata.sorted_tables):
            if table.name in kinds:
                removed[table.name] = _prune(con, table, on or today(), by)
        removed[person.name] = _forget(con, on or today(), by)
        if dry_run:
            con.rollback()
    return {name: rows for name, rows in removed.items() if rows}


def _forget(con: sa.Connection, on: date, by: Person) -> int:
    """Removes the addresses and accounts of people whose access ended long ago."""
    ended = person.c.active.is_(False) & _before(person.c.session_epoch, years_later(on, -OF_PEOPLE.years))
    gone = con.execute(sa.select(person.c.id, person.c.version).where(ended)).all()
    for row in gone:
        con.execute(person.delete().where(person.c.id == row.id))
        store.note_without_rows(con, by.id, "prune", person.name, row.id, row.version)
    return len(gone)


def _prune(con: sa.Connection, table: sa.Table, on: date, by: Person) -> int:
    gone = con.execute(sa.select(table.c.id, table.c.version).where(_passed(table, on), *_unreferred(table))).all()
    for row in gone:
        con.execute(audit.update().where(audit.c.record_id == row.id).values(before=sa.null(), after=sa.null()))
        con.execute(table.delete().where(table.c.id == row.id))
        store.note_without_rows(con, by.id, "prune", table.name, row.id, row.version)
    return len(gone)


def _passed(table: sa.Table, on: date) -> sa.ColumnElement[bool]:
    period = all_kinds.every()[table.name].retention
    return sa.or_(
        _before(table.c[period.since], years_later(on, -period.years)),
        _before(table.c.deleted_at, years_later(on, -WITHDRAWN_YEARS)) if period.since != "deleted_at" else sa.false(),
    )


def _before(column: sa.Column[date], limit: date) -> sa.ColumnElement[bool]:
    moment = not isinstance(column.type, sa.Date)
    return column < (datetime.combine(limit, time(), UTC) if moment else limit)


def _unreferred(table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """Nothing that is still there refers to the row."""
    keys = [key for kind in all_kinds.every().values() for key in kind.table.foreign_keys]
    referring = [key.parent for key in keys if key.column.table is table]
    return [~sa.exists().where(column == table.c.id) for column in referring]
