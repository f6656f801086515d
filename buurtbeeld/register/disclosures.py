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
PUBLIC = "public"


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
    engine: sa.Engine, export: Export, *, by: str, recipients: Sequence[str] = (), seen: int | None = None
) -> UUID | None:
    """Adds a line; raises RegisterUnavailable. An export that cannot be logged must not be handed out.

    seen: how many earlier exports to these recipients, public ones included, it was protected against. When there are
    more by now nothing is added, and None is given: counted and added in one transaction, so that of two colleagues
    who export at the same moment the second protects anew.
    """
    number = uuid4()
    row = vars(export) | {"export_id": number, "at": clock.now(), "by": by, "cells": list(export.cells)}
    with store.writing(engine) as con:
        if seen is not None:
            if con.dialect.name == "postgresql":
                # Writers of SQLite wait for each other from the start; here only for who changes the same table.
                con.execute(sa.text("lock table disclosure_log in share row exclusive mode"))
            there = con.execute(sa.select(sa.func.count()).select_from(table).where(_theirs(recipients))).scalar_one()
            if there != seen:
                return None
        con.execute(table.insert().values(**row))
    return number


def all_logged(engine: sa.Engine) -> tuple[Disclosure, ...]:
    """Every line, the latest first."""
    columns = [column for column in table.c if column.name != "cells"]
    with store.reading(engine) as con:
        return tuple(Disclosure(**row._mapping) for row in con.execute(sa.select(*columns).order_by(table.c.at.desc())))


def earlier(
    engine: sa.Engine, recipients: Sequence[str], areas: Collection[str] | None = None
) -> tuple[list[dict[str, object]], ...]:
    """What this recipient already has, oldest first: exports under any of its keys, and what everybody may see.

    areas: of these areas only; the cells of hundreds of exports take longer to read than the page to make.
    """
    which = [_theirs(recipients)] if areas is None else [_theirs(recipients), table.c.areas.in_(list(areas))]
    with store.reading(engine) as con:
        chosen = sa.select(table.c.cells).where(*which).order_by(table.c.at, table.c.export_id)
        return tuple(row.cells for row in con.execute(chosen))


def areas_of(engine: sa.Engine, recipients: Sequence[str]) -> tuple[int, frozenset[str]]:
    """How many exports this recipient has, in the sense of earlier, and of which areas."""
    with store.reading(engine) as con:
        chosen = sa.select(table.c.areas, sa.func.count()).where(_theirs(recipients)).group_by(table.c.areas)
        counts = con.execute(chosen).all()
    return sum(count for _area, count in counts), frozenset(area for area, _count in counts)


def _theirs(recipients: Sequence[str]) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.recipient.in_(list(recipients)), table.c.profile == PUBLIC)
