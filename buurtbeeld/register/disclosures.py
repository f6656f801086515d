"""What left the corporation, to whom: a log that only grows. Judges nothing and hides nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from buurtbeeld import clock
from buurtbeeld.register import store
from buurtbeeld.register.tables import Utc, metadata

table = sa.Table(
    "disclosure_log",
    metadata,
    sa.Column("export_id", sa.Uuid, primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("profile", sa.String(20), nullable=False),
    sa.Column("recipient", sa.String(160), nullable=False),
    sa.Column("areas", sa.String(400), nullable=False),
    sa.Column("period", sa.String(60), nullable=False),
    sa.Column("format", sa.String(10), nullable=False),
    sa.Column("cells_shown", sa.Integer, nullable=False),
    sa.Column("cells_hidden", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("cells", sa.JSON, nullable=False),
)
"""One row per export. cells: what was published, a hidden count without its value; see disclosure.to_remember."""


@dataclass(frozen=True)
class Export:
    """What is logged. areas: area_ids joined by '|'; hash: SHA-256 of the file, in hexadecimal; at in UTC."""

    profile: str
    recipient: str
    areas: str
    period: str
    format: str
    cells_shown: int
    cells_hidden: int
    hash: str
    cells: Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Disclosure:
    """A line of the log, without what was published."""

    export_id: UUID
    at: datetime
    by: str
    profile: str
    recipient: str
    areas: str
    period: str
    format: str
    cells_shown: int
    cells_hidden: int
    hash: str


def log(
    engine: sa.Engine, export: Export, *, by: str, profiles: Collection[str] = (), seen: int | None = None
) -> UUID | None:
    """Adds a line; raises RegisterUnavailable. An export that cannot be logged must not be handed out.

    seen: how many earlier exports to these profiles it was protected against. When there are more by now nothing is
    added, and None is given: counted and added in one transaction, so that of two colleagues who export at the same
    moment the second protects anew.
    """
    number = uuid4()
    row = vars(export) | {"export_id": number, "at": clock.now(), "by": by, "cells": list(export.cells)}
    with store.writing(engine) as con:
        if seen is not None:
            if con.dialect.name == "postgresql":
                # Writers of SQLite wait for each other from the start; here only for who changes the same table.
                con.execute(sa.text("lock table disclosure_log in share row exclusive mode"))
            logged = sa.select(sa.func.count()).select_from(table).where(table.c.profile.in_(list(profiles)))
            if con.execute(logged).scalar_one() != seen:
                return None
        con.execute(table.insert().values(**row))
    return number


def all_logged(engine: sa.Engine) -> tuple[Disclosure, ...]:
    """Every line, the latest first."""
    columns = [column for column in table.c if column.name != "cells"]
    with store.reading(engine) as con:
        return tuple(Disclosure(**row._mapping) for row in con.execute(sa.select(*columns).order_by(table.c.at.desc())))


def earlier(
    engine: sa.Engine, profiles: Collection[str], areas: Collection[str] | None = None
) -> tuple[list[dict[str, object]], ...]:
    """The cells of all exports to recipients of these profiles, oldest first: whoever has one may have the others.

    areas: of these areas only; the cells of hundreds of exports take longer to read than the page to make.
    """
    which = [table.c.profile.in_(list(profiles)), *([] if areas is None else [table.c.areas.in_(list(areas))])]
    with store.reading(engine) as con:
        chosen = sa.select(table.c.cells).where(*which).order_by(table.c.at, table.c.export_id)
        return tuple(row.cells for row in con.execute(chosen))


def areas_of(engine: sa.Engine, profiles: Collection[str]) -> tuple[int, frozenset[str]]:
    """How many exports these profiles have, and of which areas."""
    with store.reading(engine) as con:
        chosen = sa.select(table.c.areas, sa.func.count()).where(table.c.profile.in_(list(profiles)))
        rows = con.execute(chosen.group_by(table.c.areas)).all()
    return sum(count for _area, count in rows), frozenset(area for area, _count in rows)
