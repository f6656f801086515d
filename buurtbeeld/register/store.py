"""Opens the register and keeps every change whole: a transaction with its audit line, or nothing. Knows no record."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from buurtbeeld.errors import RegisterUnavailable
from buurtbeeld.register.tables import audit
from buurtbeeld.settings import ROOT

Engine = sa.Engine
"""The register, as whoever may not know its database calls it."""
MIGRATIONS = Path(__file__).with_name("migrations")
WAIT_SECONDS = 5
"""So long a writer waits for another one; SQLite lets one write at a time."""
_BEGINS = {True: "BEGIN IMMEDIATE", False: "BEGIN"}


@functools.lru_cache(maxsize=4)
def opened(where: str) -> sa.Engine:
    """The register at a path (SQLite, made when absent) or a database URL, its tables up to date.

    Raises RegisterUnavailable when it cannot be opened, or when a newer version of the product has written it.
    """
    engine = _engine(where)
    with writing(engine) as con:
        migrate(con, "head")
    return engine


def place(where: str, demonstration: bool) -> str:
    """Where records go: into the register, or those of an open demonstration into a file of their own.

    Anybody may do anything in a demonstration; none of it may turn up among what colleagues recorded, nor may anybody
    see there what they did.
    """
    if not demonstration:
        return where
    path = ROOT / "data" / "register" / "register.sqlite" if "://" in where else Path(where)
    return str(path.with_name(f"{path.stem}-demonstration{path.suffix}"))


def migrate(con: sa.Connection, revision: str) -> None:
    """Brings the tables up to a revision, or down to an earlier one (base: none), in the connection's transaction.

    The transaction holds the write lock of SQLite, so that of two processes that start together the second waits and
    finds the work done. Raises RegisterUnavailable for a revision that this version does not know.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = con
    try:
        (command.downgrade if revision == "base" else command.upgrade)(config, revision)
    except CommandError as error:
        raise RegisterUnavailable(
            f"The register was written by another version of Buurtbeeld ({error}). Install that one or a newer one."
        ) from error


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that holds the write lock from its start; kept when the block ends, undone when it fails."""
    with _said(engine), engine.connect().execution_options(writes=True) as con, con.begin():
        yield con


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that reads and holds up nobody."""
    with _said(engine), engine.connect() as con:
        yield con


def note(
    con: sa.Connection,
    by: str,
    verb: str,
    record: sa.Table,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
) -> None:
    """One line of audit in the same transaction as what it tells; before and after are whole rows."""
    told = after or before or {}
    line = {"record_id": told["id"], "version": told["version"], "before": _plain(before), "after": _plain(after)}
    con.execute(audit.insert().values(at=datetime.now(UTC), by=by, verb=verb, record=record.name, **line))


def _engine(where: str) -> sa.Engine:
    if "://" in where:
        return sa.create_engine(where)
    path = Path(where).expanduser().resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegisterUnavailable(f"{path.parent} cannot be made: {error}. Set BUURTBEELD_REGISTER.") from error
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT_SECONDS})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(dbapi: sa.PoolProxiedConnection, _record: object) -> None:
    # The driver would begin transactions late and by itself; we say when. WAL: readers and one writer together.
    dbapi.isolation_level = None  # type: ignore[attr-defined]
    cursor = dbapi.cursor()
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin(con: sa.Connection) -> None:
    # A reader that turns writer half-way cannot wait for another writer: SQLite refuses it at once. So writers say so.
    con.exec_driver_sql(_BEGINS[bool(con.get_execution_options().get("writes"))])


@contextmanager
def _said(engine: sa.Engine) -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError:
        raise
    except sa.exc.DBAPIError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise RegisterUnavailable(
            f"The register at {where} could not be used: {error.orig}. Nothing was changed; try again, "
            "and check the disk and BUURTBEELD_REGISTER."
        ) from error


def _plain(row: Mapping[str, object] | None) -> dict[str, object] | None:
    return None if row is None else {name: _text(value) for name, value in row.items()}


def _text(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
