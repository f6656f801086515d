"""What was done, by whom and when, newest first; who looked is in it too. Changes no line of the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import access, clock
from buurtbeeld.access import Person
from buurtbeeld.register import store
from buurtbeeld.register.tables import audit, person

MOST = 5_000
READ = "read_audit"
AGAIN = timedelta(minutes=10)
"""Who looks again within this time with the same filters has not looked twice: a page is drawn at every click."""
_ITSELF = UUID(int=0)
"""The record that a look at the audit is about: the audit."""
_SHOWN = ("at", "by", "verb", "record", "record_id", "before", "after")


@dataclass(frozen=True)
class Line:
    """One line of the audit. email: of who did it, of_email: of whom it was done to, where those are known people."""

    at: datetime
    by: str
    email: str | None
    verb: str
    record: str
    record_id: UUID
    of_email: str | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class Filter:
    """Which lines: since ≤ at < until (UTC), by one person's id, of one verb; empty: all."""

    since: datetime
    until: datetime
    by: str = ""
    verb: str = ""


def lines(engine: sa.Engine, which: Filter, *, reader: Person) -> tuple[Line, ...]:
    """The wanted lines, newest first, at most MOST of them; leaves a line that says who looked. Raises AccessDenied,
    RegisterUnavailable."""
    access.check(reader, READ)
    answer = _lines(engine, which)
    _note(engine, which, reader)
    return answer


def _note(engine: sa.Engine, which: Filter, reader: Person) -> None:
    request = {"id": _ITSELF, "version": 1, "since": which.since.date(), "doer": which.by, "verb": which.verb}
    lately = audit.select().where(audit.c.verb == READ, audit.c.by == reader.id)
    lately = lately.where(audit.c.at > clock.now() - AGAIN)
    with store.reading(engine) as con:
        looked = [line.after for line in con.execute(lately)]
    if store.plain(request) not in looked:
        with store.writing(engine) as con:
            store.note(con, reader.id, READ, audit, None, request)


def _lines(engine: sa.Engine, which: Filter) -> tuple[Line, ...]:
    chosen = audit.select().where(audit.c.at >= which.since, audit.c.at < which.until)
    for column, value in ((audit.c.by, which.by), (audit.c.verb, which.verb)):
        chosen = chosen.where(column == value) if value else chosen
    with store.reading(engine) as con:
        names = _names(con)
        rows = con.execute(chosen.order_by(audit.c.id.desc()).limit(MOST))
        return tuple(
            Line(
                **{name: value for name, value in row._mapping.items() if name in _SHOWN},
                email=names.get(row.by),
                of_email=names.get(str(row.record_id)),
            )
            for row in rows
        )


def choices(engine: sa.Engine, *, reader: Person) -> tuple[dict[str, str], tuple[str, ...]]:
    """Who did anything (id -> address, or the id itself), and which verbs were used. Raises AccessDenied."""
    access.check(reader, "read_audit")
    with store.reading(engine) as con:
        names = _names(con)
        by = con.execute(sa.select(audit.c.by).distinct().order_by(audit.c.by)).scalars()
        verbs = con.execute(sa.select(audit.c.verb).distinct().order_by(audit.c.verb)).scalars()
        return {doer: names.get(doer, doer) for doer in by}, tuple(verbs)


def _names(con: sa.Connection) -> dict[str, str]:
    return {str(row.id): row.email for row in con.execute(sa.select(person.c.id, person.c.email))}
