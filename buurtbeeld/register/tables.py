"""What all tables of the register share: their list, moments in UTC, the audit. Migrations make them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class Utc(sa.TypeDecorator[datetime]):
    """A moment in UTC: aware outside, without its zone inside, because SQLite has no type that keeps one."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Aware -> UTC without zone; ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"Expected a moment with its zone, found {value!r}. Use clock.now().")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """UTC without zone -> aware."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = sa.MetaData()

LONGEST_NAME, LONGEST_SQL = 120, 20_000

saved_query = sa.Table(
    "saved_query",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.String(LONGEST_NAME), nullable=False),
    sa.Column("sql", sa.String(LONGEST_SQL), nullable=False),
    sa.Column("owner", sa.String(120), nullable=False),
    sa.Column("shared", sa.Boolean, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("deleted_at", Utc),
)
"""An analyst's own question as it stands; earlier versions are whole rows in the audit."""

sa.Index("saved_query_owner", saved_query.c.owner, saved_query.c.name)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("by", sa.String(120), nullable=False),
    sa.Column("verb", sa.String(40), nullable=False),
    sa.Column("record", sa.String(40), nullable=False),
    sa.Column("record_id", sa.Uuid, nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("before", sa.JSON),
    sa.Column("after", sa.JSON),
)
"""Who did what, when, with the row before and after it; the database itself refuses to change or remove a line."""

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("email", sa.String(254), nullable=False),
    sa.Column("issuer", sa.String(255)),
    sa.Column("subject", sa.String(255)),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("areas", sa.JSON, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("session_epoch", Utc),
    sa.Column("invited_by", sa.String(120), nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
"""Who may sign in. issuer and subject: the account, known from the first sign-in. Sessions that began before
session_epoch have ended. The audit never holds email, issuer or subject: it knows people by id."""

_ACTIVE: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), person.c.active)
sa.Index("person_once", person.c.email, unique=True, **_ACTIVE)
