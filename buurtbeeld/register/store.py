"""Opens the register and keeps every change whole: a transaction with its audit line, or nothing. Knows no record."""

from __future__ import annotations

import functools
import hashlib
import random
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from buurtbeeld import clock
from buurtbeeld.errors import RegisterUnavailable
from buurtbeeld.register.tables import audit
from buurtbeeld.settings import ROOT

Engine = sa.Engine
"""The register, as whoever may not know its database calls it."""
MIGRATIONS = Path(__file__).with_name("migrations")
WAIT_SECONDS = 20
"""So long a writer waits for another one; SQLite lets one write at a time. On a machine with too much to do, 5 s were
too short for one of eight that never stopped writing."""
CONNECT_SECONDS = 5
"""So long a server may take to answer at all."""
_ONE_AT_A_TIME = 7203
"""The number under which processes that start together wait for each other's migrations on PostgreSQL."""
_ASKS_AGAIN = (0.001, 0.008)
"""Seconds between two questions whether the other writer is done."""


@functools.lru_cache(maxsize=4)
def opened(where: str) -> sa.Engine:
    """The register at a path (SQLite, made when absent) or a database URL, its tables up to date.

    Raises RegisterUnavailable when it cannot be opened, or when a newer version of the product has written it.
    """
    engine = connected(where)
    with reading(engine) as con:
        standing = MigrationContext.configure(con).get_current_revision()
    if standing != _newest():
        with writing(engine) as con:
            if engine.dialect.name == "postgresql":
                con.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
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


@functools.cache
def _newest() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def migrate(con: sa.Connection, revision: str) -> None:
    """Brings the tables up to a revision, or down to an earlier one (base: none), in the connection's transaction.

    Whoever calls holds the write lock, so that of two processes that start together the second waits and finds the
    work done. Raises RegisterUnavailable for a revision that this version does not know.
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
    with _in_sentences(engine), engine.connect().execution_options(writes=True) as con, con.begin():
        yield con


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that reads and holds up nobody."""
    with _in_sentences(engine), engine.connect() as con:
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
    row = after or before or {}
    line = {"at": clock.now(), "by": by, "verb": verb, "record": record.name, "record_id": row["id"]}
    con.execute(audit.insert(), line | {"version": row["version"], "before": plain(before), "after": plain(after)})


def note_without_rows(con: sa.Connection, by: str, verb: str, record: str, record_id: UUID, version: int) -> None:
    """One line of audit about something that changed no row or may leave nothing behind: a reading, a pruning."""
    line = {"record_id": record_id, "version": version, "before": sa.null(), "after": sa.null()}
    con.execute(audit.insert().values(at=clock.now(), by=by, verb=verb, record=record, **line))


def connected(where: str) -> sa.Engine:
    """The register at a path or URL as it is, its tables not looked at. Raises RegisterUnavailable."""
    if "://" in where:
        return _remote(where)
    path = Path(where).expanduser().resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegisterUnavailable(f"{path.parent} cannot be made: {error}. Set BUURTBEELD_REGISTER.") from error
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT_SECONDS})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _remote(where: str) -> sa.Engine:
    try:
        url = sa.make_url(where)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() != "postgresql":
            raise RegisterUnavailable(
                f"BUURTBEELD_REGISTER names {url.drivername}, expected a path or postgresql://…. Change it."
            )
        # A server that went away and came back is noticed before a connection is used, not by a visitor.
        return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})
    except (sa.exc.ArgumentError, ValueError) as error:
        raise RegisterUnavailable(
            "BUURTBEELD_REGISTER is no database URL. Write postgresql://user:password@host/database, or a path."
        ) from error
    except ModuleNotFoundError as error:
        raise RegisterUnavailable(
            f"{error.name} is not installed, which PostgreSQL needs. Run 'pip install psycopg[binary]==3.3.9'."
        ) from error


def _prepare(dbapi: sa.PoolProxiedConnection, _record: object) -> None:
    # The driver would begin transactions late and by itself; we say when. WAL: readers and one writer together.
    dbapi.isolation_level = None  # type: ignore[attr-defined]
    cursor = dbapi.cursor()
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin(con: sa.Connection) -> None:
    # A reader that turns writer half-way cannot wait for another writer: SQLite refuses it at once. So writers say so.
    if not con.get_execution_options().get("writes"):
        con.exec_driver_sql("BEGIN")
        return
    # SQLite itself asks again ever more rarely, so that whoever waited longest gets the least turns: 5 s were too short
    # for eight busy processes. Asking at short, uneven intervals gives each the same chance.
    until = time.monotonic() + WAIT_SECONDS
    con.exec_driver_sql("pragma busy_timeout = 0")
    while not _locks(con, last=time.monotonic() > until):
        time.sleep(random.uniform(*_ASKS_AGAIN))
    con.exec_driver_sql(f"pragma busy_timeout = {round(WAIT_SECONDS * 1000)}")


def _locks(con: sa.Connection, last: bool) -> bool:
    try:
        con.exec_driver_sql("BEGIN IMMEDIATE")
    except sa.exc.OperationalError as error:
        if last or getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


@contextmanager
def _in_sentences(engine: sa.Engine) -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError:
        raise
    except sa.exc.DBAPIError as error:
        where, fault = engine.url.render_as_string(hide_password=True), " ".join(str(error.orig).split())
        raise RegisterUnavailable(
            f"The register at {where} could not be used: {fault}. Nothing was changed; try again, and check the disk "
            "and BUURTBEELD_REGISTER."
        ) from error


def plain(row: Mapping[str, object] | None) -> dict[str, object] | None:
    """A row as the audit keeps it: JSON."""
    return None if row is None else {name: _text(value) for name, value in row.items()}


def _text(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"sha256:{hashlib.sha256(value).hexdigest()}, {len(value)} bytes"
    return str(value) if isinstance(value, UUID) else value
