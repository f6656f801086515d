"""How long every kind of record is kept, in one table, and the pruning that keeps to it. Judges no single record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from buurtbeeld import access
from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.register import store
from buurtbeeld.register.all_kinds import KINDS
from buurtbeeld.register.deadlines import years_later
from buurtbeeld.register.tables import audit, person


@dataclass(frozen=True)
class Kept:
    """So many whole years after a column's day; a row in which that column is empty is not done yet, and stays."""

    years: int
    since: str
    why: str


PERIODS: Mapping[str, Kept] = {
    "observation": Kept(3, "seen_at", "two years are compared, and the current one"),
    "photo": Kept(1, "created_at", "a picture may show more than was meant"),
    "case": Kept(7, "closed_at", "a ladder is proof for the mayor and the court; then it is history"),
    "step": Kept(7, "at", "goes with its case, never before it"),
    "hand_over": Kept(7, "closed_at", "lead times over several covenants"),
    "partner": Kept(2, "deleted_at", "only once nothing refers to it any more"),
    "route": Kept(2, "deleted_at", "goes with its partner"),
    "consultation": Kept(7, "held_at", "what was agreed outlives who agreed it"),
    "commitment": Kept(7, "kept_at", "an unkept promise stays"),
    "initiative": Kept(7, "done_at", "receipts, as in the books"),
    "mediation": Kept(7, "ended_at", "co-funding is accounted for"),
    "approach": Kept(15, "ends_at", "an area's vision runs fifteen years"),
    "approach_freeze": Kept(15, "created_at", "goes with its approach"),
    "focus_area": Kept(2, "deleted_at", "in use until somebody removes it"),
    "goal": Kept(15, "set_at", "an area's vision runs fifteen years"),
    "goal_review": Kept(15, "at", "goes with its goal"),
    "note": Kept(7, "created_at", "the memory of an area, not an archive"),
    "override": Kept(3, "month", "as long as its mark is compared"),
    "placement": Kept(7, "created_at", "aggregates, for load over the years"),
    "recognition": Kept(3, "at", "as long as figures are compared"),
    "known_warning": Kept(1, "until", "a warning is forgotten after a year"),
}
"""The periods are ours, except where a reason names another; change them here, and nowhere else."""

ENDED_YEARS = 2
"""Somebody whose access ended so long ago is forgotten: the lines of audit stay, and lead to nobody."""
WITHDRAWN_YEARS = 1
"""What was withdrawn goes after a year, whatever its kind."""


def prune(engine: sa.Engine, *, by: Person, dry_run: bool = False, on: date | None = None) -> dict[str, int]:
    """Removes for good what its period has passed for, and empties its lines of audit; returns rows per kind (and
    person: those whose access ended long ago).

    A record that others still refer to waits for them. Each one removed leaves a line of audit without contents.
    dry_run: counts, and changes nothing. on: the day to reckon from; default today. Raises AccessDenied.
    """
    access.check(by, "prune")
    found: dict[str, int] = {}
    with store.writing(engine) as con:
        # Those that refer come after those they refer to: from the last to the first, so that nothing blocks.
        for table in reversed(audit.metadata.sorted_tables):
            if table.name in PERIODS:
                found[table.name] = _prune(con, table, on or today(), by)
        found[person.name] = _forget(con, on or today(), by)
        if dry_run:
            con.rollback()
    return {name: found[name] for name in (*PERIODS, person.name) if found[name]}


def _forget(con: sa.Connection, on: date, by: Person) -> int:
    """Removes the addresses and accounts of people whose access ended long ago."""
    ended = person.c.active.is_(False) & _before(person.c.session_epoch, years_later(on, -ENDED_YEARS))
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
    period = PERIODS[table.name]
    return sa.or_(
        _before(table.c[period.since], years_later(on, -period.years)),
        _before(table.c.deleted_at, years_later(on, -WITHDRAWN_YEARS)) if period.since != "deleted_at" else sa.false(),
    )


def _before(column: sa.Column[date], limit: date) -> sa.ColumnElement[bool]:
    moment = not isinstance(column.type, sa.Date)
    return column < (datetime.combine(limit, time(), UTC) if moment else limit)


def _unreferred(table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """Nothing that is still there refers to the row."""
    referring = [key.parent for kind in KINDS.values() for key in kind.table.foreign_keys if key.column.table is table]
    return [~sa.exists().where(column == table.c.id) for column in referring]
