"""Opening the register: tables up and down, one file for all builds, and a sentence where it cannot be used."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from buurtbeeld.access import LOCAL
from buurtbeeld.errors import RegisterUnavailable
from buurtbeeld.register import known, store, tables
from buurtbeeld.register.known import Series
from buurtbeeld.settings import Settings
from tests.conftest import built

MARK = (Series("buurt:BU1", "complaint", "nuisance"), "kiosk", date(2026, 11, 9))


@pytest.fixture
def where(tmp_path: Path) -> str:
    return str(tmp_path / "register.sqlite")


def names(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def test_migrations_go_up_and_down_and_up(where: str) -> None:
    register = store.opened(where)
    assert names(register) == {"known_warning", "saved_query", "audit", "person", "alembic_version"}
    with store.writing(register) as con:
        store.migrate(con, "base")
    assert names(register) == {"alembic_version"}
    with store.writing(register) as con:
        store.migrate(con, "head")
    assert known.mark_known(register, *MARK, by=LOCAL, today=date(2026, 11, 2)).version == 1


def test_the_migrations_make_what_the_tables_say(where: str) -> None:
    with store.reading(store.opened(where)) as con:
        assert compare_metadata(MigrationContext.configure(con), tables.metadata) == []


def test_a_migration_that_fails_leaves_what_was(where: str) -> None:
    register = store.opened(where)
    known.mark_known(register, *MARK, by=LOCAL, today=date(2026, 11, 2))
    with pytest.raises(RuntimeError), store.writing(register) as con:
        store.migrate(con, "base")
        raise RuntimeError("the power went")
    assert len(known.all_known(register)) == 1


def test_writers_and_readers_work_together(where: str) -> None:
    register = store.opened(where)
    with store.reading(register) as con:
        assert con.exec_driver_sql("pragma journal_mode").scalar_one() == "wal"
    with store.writing(register), store.reading(register) as reader:
        assert reader.execute(tables.known_warning.select()).all() == []


def test_a_writer_that_waits_too_long_is_told(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    register = store.opened(where)
    with store.writing(register), pytest.raises(RegisterUnavailable, match=r"locked.*Nothing was changed; try again"):
        known.mark_known(register, *MARK, by=LOCAL, today=date(2026, 11, 2))
    assert known.mark_known(register, *MARK, by=LOCAL, today=date(2026, 11, 2)).version == 1


def test_a_file_that_is_no_register_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    path.write_text("this is no database " * 100)
    with pytest.raises(RegisterUnavailable, match="not a database"):
        store.opened(str(path))
    assert path.read_text().startswith("this is no database")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegisterUnavailable, match="BUURTBEELD_REGISTER"):
        store.opened(str(tmp_path / "file" / "below" / "register.sqlite"))


def test_a_register_of_a_newer_version_is_refused(where: str) -> None:
    with store.writing(store.opened(where)) as con:
        con.execute(sa.text("update alembic_version set version_num = '9999'"))
    store.opened.cache_clear()
    with pytest.raises(RegisterUnavailable, match="written by another version"):
        store.opened(where)


def test_marks_survive_a_rebuild_of_the_warehouse(tinytown: Settings, tmp_path: Path) -> None:
    mine = Settings(
        raw=tinytown.raw,
        warehouse=tmp_path / "warehouse",
        reporter_key=tinytown.reporter_key,
        register=str(tmp_path / "register" / "register.sqlite"),
    )
    built(mine)
    mark = known.mark_known(store.opened(mine.register), *MARK, by=LOCAL, today=date(2026, 11, 2))
    shutil.rmtree(mine.warehouse)
    built(mine)
    store.opened.cache_clear()
    assert known.all_known(store.opened(mine.register)) == (mark,)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="with its zone"):
        tables.Utc().process_bind_param(store.datetime(2026, 1, 1), sa.create_engine("sqlite://").dialect)
