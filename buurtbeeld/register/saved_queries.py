"""Analysts' own questions: keep, change, share, take back, and every version there was. Runs none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from buurtbeeld import access, clock
from buurtbeeld.access import Person
from buurtbeeld.errors import ChangedMeanwhile, QueryNotKept, RemarkRefused
from buurtbeeld.register import remarks, store
from buurtbeeld.register.tables import LONGEST_NAME, LONGEST_SQL, audit
from buurtbeeld.register.tables import saved_query as table


@dataclass(frozen=True)
class SavedQuery:
    """A question as it stands. shared: everybody sees it, only its owner changes it; created_at is in UTC."""

    id: UUID
    name: str
    sql: str
    owner: str
    shared: bool
    created_at: datetime
    version: int


@dataclass(frozen=True)
class Version:
    """A question as it was: the number of the version, its name, its SQL, and the moment it was written (UTC)."""

    version: int
    name: str
    sql: str
    at: datetime


def keep(engine: sa.Engine, name: str, sql: str, *, by: Person, shared: bool = False) -> SavedQuery:
    """Keeps a new question. Raises AccessDenied, RemarkRefused for a name (see remarks.refusal), QueryNotKept."""
    access.check(by, "analyse")
    row = _checked(name, sql) | {"id": uuid4(), "owner": by.id, "shared": shared, "version": 1}
    row |= {"created_at": clock.now()}
    with store.writing(engine) as con:
        con.execute(table.insert().values(**row))
        store.note(con, by.id, "keep_query", table, None, row)
        return _living(con, row["id"])


def change(
    engine: sa.Engine, query: UUID, name: str, sql: str, *, by: Person, seen: int, shared: bool | None = None
) -> SavedQuery:
    """Writes a new version of a question whose version the writer saw.

    Raises as keep does, QueryNotKept unless it is the writer's own, and ChangedMeanwhile with the question as it now
    stands: nothing is overwritten.
    """
    access.check(by, "analyse")
    values = _checked(name, sql)
    with store.writing(engine) as con:
        now = _own(con, query, by.id, seen)
        values |= {"shared": now.shared if shared is None else shared, "version": now.version + 1}
        con.execute(table.update().where(table.c.id == query).values(**values))
        store.note(con, by.id, "change_query", table, vars(now), vars(now) | values)
        return _living(con, query)


def take_back(engine: sa.Engine, query: UUID, *, by: Person, seen: int) -> SavedQuery:
    """Takes a question away, and gives it as it was; its row and its versions stay. Raises as change does."""
    access.check(by, "analyse")
    with store.writing(engine) as con:
        now = _own(con, query, by.id, seen)
        gone = {"deleted_at": clock.now(), "version": now.version + 1}
        con.execute(table.update().where(table.c.id == query).values(**gone))
        store.note(con, by.id, "take_back_query", table, vars(now), vars(now) | {"version": now.version + 1})
        return now


def visible(engine: sa.Engine, *, to: str) -> tuple[SavedQuery, ...]:
    """One's own questions first, then those that others share; by name."""
    mine = table.c.owner == to
    chosen = (
        table.select()
        .where(table.c.deleted_at.is_(None), sa.or_(mine, table.c.shared))
        .order_by(mine.desc(), sa.func.lower(table.c.name), table.c.id)
    )
    with store.reading(engine) as con:
        return tuple(_query(row) for row in con.execute(chosen))


def versions(engine: sa.Engine, query: UUID) -> tuple[Version, ...]:
    """Every version of a question, the newest first."""
    chosen = (
        sa.select(audit.c.version, audit.c.at, audit.c.after)
        .where(audit.c.record == table.name, audit.c.record_id == query, audit.c.verb != "take_back_query")
        .order_by(audit.c.id.desc())
    )
    with store.reading(engine) as con:
        return tuple(Version(row.version, row.after["name"], row.after["sql"], row.at) for row in con.execute(chosen))


def _checked(name: str, sql: str) -> dict[str, object]:
    written = remarks.tidied(name)
    refused = remarks.refusal(written) or ("long" if len(written) > LONGEST_NAME else "")
    if refused:
        raise RemarkRefused(refused, "name")
    if not sql.strip() or len(sql) > LONGEST_SQL:
        raise QueryNotKept("long" if sql.strip() else "empty")
    return {"name": written, "sql": sql.strip()}


def _own(con: sa.Connection, query: UUID, by: str, seen: int) -> SavedQuery:
    row = con.execute(table.select().where(table.c.id == query, table.c.deleted_at.is_(None))).one_or_none()
    now = None if row is None else _query(row)
    if now is None or now.version != seen:
        raise ChangedMeanwhile(
            "This question was changed or taken away meanwhile. Nothing was overwritten; look at it and decide again.",
            now,
        )
    if now.owner != by:
        raise QueryNotKept("owner")
    return now


def _living(con: sa.Connection, query: object) -> SavedQuery:
    return _query(con.execute(table.select().where(table.c.id == query)).one())


def _query(row: sa.Row) -> SavedQuery:
    return SavedQuery(row.id, row.name, row.sql, row.owner, row.shared, row.created_at, row.version)
