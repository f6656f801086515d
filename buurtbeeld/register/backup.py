"""Backups of the register while it is in use: always one SQLite file, whatever database it came from. Plans none."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import clock
from buurtbeeld.errors import BackupRefused, RegisterUnavailable
from buurtbeeld.register import store
from buurtbeeld.register.tables import metadata

NOBODY = UUID(int=0)
"""Stands in the audit where a line is about the register as a whole."""


def backup(where: str, file: Path) -> int:
    """Copies the register to one file of its own, whole as it was at one moment; returns its records, audit included.

    Nobody has to stop writing. Raises BackupRefused where the file exists or cannot be written, RegisterUnavailable.
    """
    if file.exists():
        raise BackupRefused(f"Expected a new file, but {file} is there already. Choose another name, or remove it.")
    if not file.parent.is_dir():
        raise BackupRefused(f"{file} could not be written: there is no folder {file.parent}. Make it first.")
    engine = store.opened(where)
    partial = file.with_name(f"{file.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        _copy(engine, partial)
        with closing(sqlite3.connect(partial)) as con:
            # One file, without a log beside it: that is what people carry away.
            con.execute("pragma journal_mode = delete")
        rows = _checked(partial)
        _synced(partial)
        partial.rename(file)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(f"{file} could not be written: {error}. Nothing was left; look at the disk.") from error
    finally:
        partial.unlink(missing_ok=True)
    return rows


def restore(where: str, file: Path, *, by: str) -> tuple[int, Path]:
    """Puts a backup in the place of the register, in one transaction, while it is in use.

    The backup is checked first, brought to this version's tables in a copy, and poured in: until that ends everybody
    reads what was there. What stood before is kept as a backup beside the register, or in the working folder where that
    is a server. Returns the rows that were restored, and that file. Raises BackupRefused, RegisterUnavailable.
    """
    if not file.is_file():
        raise BackupRefused(f"Expected a backup, but there is no file {file}. Look at its name.")
    engine = store.opened(where)
    before = _beside(engine)
    copy = before.with_name(f"{before.name}.new")
    try:
        _checked(file)
        with closing(_plain(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        restored = store.opened.__wrapped__(str(copy))
        with store.reading(restored) as source, store.writing(engine) as target:
            _hold(target)
            backup(where, before)
            rows = _pour(source, target)
            store.note_without_rows(target, by, "restore", "register", NOBODY, 0)
        restored.dispose()
    except (OSError, sqlite3.Error, RegisterUnavailable) as error:
        raise BackupRefused(f"{file} could not be restored: {error} The register is as it was.") from error
    finally:
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()
    return rows, before


def _hold(con: sa.Connection) -> None:
    """Nobody writes any more until the transaction ends; whoever reads goes on reading."""
    if con.dialect.name == "postgresql":
        con.execute(sa.text("lock table audit in exclusive mode"))


def _copy(engine: sa.Engine, partial: Path) -> None:
    if engine.dialect.name == "sqlite":
        with closing(_plain(Path(str(engine.url.database)))) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
        return
    made = store.opened.__wrapped__(str(partial))
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as source, store.writing(made) as target:
        _pour(source, target)
    made.dispose()


def _plain(file: Path) -> sqlite3.Connection:
    """The file, read-only: looking at a backup makes no empty file where there is none."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _pour(source: sa.Connection, target: sa.Connection) -> int:
    """All rows of all tables into another register, whose tables are made anew: the audit cannot be emptied."""
    store.migrate(target, "base")
    store.migrate(target, "head")
    rows = 0
    for table in metadata.sorted_tables:
        for part in source.execute(table.select()).mappings().partitions(500):
            target.execute(table.insert(), [dict(row) for row in part])
            rows += len(part)
    if target.dialect.name == "postgresql":
        highest = sa.select(sa.func.max(metadata.tables["audit"].c.id)).scalar_subquery()
        target.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence("audit", "id"), highest)))
    return rows


def _checked(file: Path) -> int:
    """Rows in a backup; raises BackupRefused for a file that is none, or that was damaged."""
    engine = sa.create_engine("sqlite://", creator=lambda: _plain(file), poolclass=sa.NullPool)
    try:
        with engine.connect() as con:
            verdict = con.exec_driver_sql("pragma quick_check").scalar_one()
            tables = sa.inspect(con).get_table_names()
            counts = [sa.select(sa.func.count()).select_from(sa.table(name)) for name in tables]
            rows = sum(con.execute(count).scalar_one() for count in counts)
    except sa.exc.DatabaseError as error:
        raise BackupRefused(
            f"Expected a backup of the register, but {file}: {error.orig}. Take another one."
        ) from error
    if verdict != "ok" or not {"audit", "alembic_version"} <= set(tables):
        fault = "damaged pages" if verdict != "ok" else "no audit"
        raise BackupRefused(f"Expected a whole backup of the register, found in {file} {fault}. Take another one.")
    return rows


def _beside(engine: sa.Engine) -> Path:
    stamp = clock.now().strftime("%Y%m%dT%H%M%S.%fZ")
    if engine.dialect.name == "sqlite":
        standing = Path(str(engine.url.database))
        return standing.with_name(f"{standing.name}.before-{stamp}")
    return Path.cwd() / f"register.sqlite.before-{stamp}"


def _synced(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
