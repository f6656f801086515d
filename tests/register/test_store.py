"""Opening the register: tables up and down with what is in them, and a sentence where it cannot be used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from buurtbeeld.errors import RegisterUnavailable
from buurtbeeld.register import all_kinds, cases, disclosures, known_warnings, reading, store, tables
from tests.register import postgres
from tests.register.people import MANAGER
from tests.register.samples import case, one_of_each

KINDS = all_kinds.every()

VERSIONS = [script.revision for script in reversed(list(ScriptDirectory(str(store.MIGRATIONS)).walk_revisions()))]
OWN = {"audit", "person", "alembic_version"}


assert disclosures.table.metadata is tables.metadata


def names(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def migrated(where: str, revision: str) -> sa.Engine:
    engine = store.connected(where)
    with store.writing(engine) as con:
        store.migrate(con, revision)
    return engine


def mark_of_old(engine: sa.Engine) -> None:
    """A mark and its line of audit as the first version wrote them."""
    mark = {"id": uuid4(), "area_id": "buurt:BU1", "kind": "complaint", "theme": "nuisance", "remark": "kiosk"}
    mark |= {"until": date(2026, 11, 9), "created_at": datetime.now(UTC), "version": 1}
    with store.writing(engine) as con:
        con.execute(known_warnings.KnownWarning.table.insert().values(**mark))
        line = {"record": "known_warning", "record_id": mark["id"], "version": 1, "after": {"remark": "kiosk"}}
        con.execute(tables.audit.insert().values(at=datetime.now(UTC), by="an old hand", verb="mark_known", **line))


def test_migrations_go_up_and_down_and_up(where: str) -> None:
    register = store.opened(where)
    assert names(register) == set(tables.metadata.tables) | {"alembic_version"} >= set(KINDS) | OWN
    one_of_each(register)
    for revision in [*reversed(VERSIONS[:-1]), "base"]:
        with store.writing(register) as con:
            store.migrate(con, revision)
    assert names(register) == {"alembic_version"}
    with store.writing(register) as con:
        store.migrate(con, "head")
    assert len(one_of_each(register)) == len(KINDS) - 1


@pytest.mark.parametrize("revision", VERSIONS[:-1])
def test_what_an_earlier_version_wrote_is_there_after_an_upgrade(where: str, revision: str) -> None:
    mark_of_old(migrated(where, revision))
    (mark,) = known_warnings.all_known(store.opened(where), by=MANAGER)
    assert (mark.remark, mark.version) == ("kiosk", 1)
    (told, *_rest) = reading.history(store.opened(where), known_warnings.KnownWarning, mark.id, by=MANAGER)
    assert (told.by, told.after) == ("an old hand", {"remark": "kiosk"})
    known_warnings.take_back(store.opened(where), mark.id, by=MANAGER, seen=1)
    assert known_warnings.all_known(store.opened(where), by=MANAGER) == ()
    (kept,) = reading.listed(store.opened(where), known_warnings.KnownWarning, by=MANAGER, removed=True)
    assert kept.created_by == ("an old hand" if VERSIONS.index(revision) < VERSIONS.index("0003") else "")


def test_the_migrations_make_what_the_records_say(where: str) -> None:
    with store.reading(store.opened(where)) as con:
        assert compare_metadata(MigrationContext.configure(con), tables.metadata) == []


def test_a_migration_that_fails_leaves_what_was(where: str) -> None:
    register = store.opened(where)
    cases.open_case(register, case(), by=MANAGER)
    with pytest.raises(RuntimeError), store.writing(register) as con:
        store.migrate(con, "base")
        raise RuntimeError("the power went")
    assert len(reading.listed(register, cases.Case, by=MANAGER)) == 1


def test_writers_and_readers_work_together(register: sa.Engine) -> None:
    with store.writing(register) as writer, store.reading(register) as reader:
        writer.execute(sa.update(tables.audit).values(verb="never"))
        assert reader.execute(tables.audit.select()).all() == []


def test_a_register_of_a_newer_version_is_refused(where: str) -> None:
    with store.writing(store.opened(where)) as con:
        con.execute(sa.text("update alembic_version set version_num = '9999'"))
    store.opened.cache_clear()
    with pytest.raises(RegisterUnavailable, match="written by another version"):
        store.opened(where)


def test_a_writer_that_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    register = store.opened(str(tmp_path / "register.sqlite"))
    with store.writing(register), pytest.raises(RegisterUnavailable, match=r"locked.*Nothing was changed; try again"):
        cases.open_case(register, case(), by=MANAGER)
    assert cases.open_case(register, case(), by=MANAGER).version == 1


def test_a_full_disk_is_told_and_nothing_half_is_kept(tmp_path: Path) -> None:
    register = store.opened(str(tmp_path / "register.sqlite"))
    first = cases.open_case(register, case(), by=MANAGER)
    with store.reading(register) as con:
        pages = con.exec_driver_sql("pragma page_count").scalar_one()

    @sa.event.listens_for(register, "begin")
    def _no_more_room(con: sa.Connection) -> None:
        con.exec_driver_sql(f"pragma max_page_count = {pages}")

    kept = [first]
    with pytest.raises(RegisterUnavailable, match=r"full.*Nothing was changed; try again, and check the disk"):
        while len(kept) < 500:
            kept.append(cases.open_case(register, case(story="lang verhaal " * 150), by=MANAGER))
    assert reading.listed(register, cases.Case, by=MANAGER) == tuple(kept)
    with store.reading(register) as con:
        assert con.execute(sa.select(sa.func.count()).select_from(tables.audit)).scalar_one() == len(kept)
        assert con.exec_driver_sql("pragma integrity_check").scalar_one() == "ok"


def test_a_file_that_is_no_register_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    path.write_text("this is no database " * 100)
    with pytest.raises(RegisterUnavailable, match="not a database"):
        store.opened(str(path))
    assert path.read_text().startswith("this is no database")


def test_a_corrupted_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    register = store.opened(str(path))
    for _ in range(40):
        cases.open_case(register, case(story="lang verhaal " * 150), by=MANAGER)
    register.dispose()
    with closing(sqlite3.connect(path)) as con:
        con.execute("pragma wal_checkpoint(truncate)")
        (page,) = con.execute("select rootpage from sqlite_master where name = 'case'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(RegisterUnavailable, match=r"malformed.*Nothing was changed"):
        reading.listed(register, cases.Case, by=MANAGER)


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("mysql://root@localhost/x", "expected a path or postgresql"),
        ("sqlite:///x.sqlite", "expected a path or postgresql"),
        ("postgresql://user:secret@host:port/x", "is no database URL"),
        ("postgresql://postgres:secret@127.0.0.1:1/x", "could not be used"),
    ],
)
def test_a_place_that_cannot_be_is_told_without_its_password(where: str, sentence: str) -> None:
    with pytest.raises(RegisterUnavailable, match=sentence) as told:
        store.opened(where)
    assert "secret" not in str(told.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegisterUnavailable, match="BUURTBEELD_REGISTER"):
        store.opened(str(tmp_path / "file" / "below" / "register.sqlite"))


def test_a_server_that_goes_away_and_comes_back(postgres_server: postgres.Server) -> None:
    register = store.opened(postgres_server.database())
    first = cases.open_case(register, case(), by=MANAGER)
    postgres_server.stop()
    try:
        for failing in (
            lambda: cases.open_case(register, case(), by=MANAGER),
            lambda: reading.listed(register, cases.Case, by=MANAGER),
        ):
            with pytest.raises(RegisterUnavailable, match=r"could not be used.*Nothing was changed; try again"):
                failing()
    finally:
        postgres_server.start()
    assert reading.listed(register, cases.Case, by=MANAGER) == (first,)
    assert cases.open_case(register, case(), by=MANAGER).version == 1


def test_a_server_that_goes_away_half_way_leaves_nothing(postgres_server: postgres.Server) -> None:
    register = store.opened(postgres_server.database())
    with pytest.raises(RegisterUnavailable, match="Nothing was changed"), store.writing(register) as con:
        con.execute(
            tables.audit.insert().values(
                at=datetime.now(UTC), by="x", verb="x", record="x", record_id=uuid4(), version=1
            )
        )
        postgres_server.stop()
        postgres_server.start()
        con.execute(tables.audit.select())
    with store.reading(register) as con:
        assert con.execute(tables.audit.select()).all() == []


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="with its zone"):
        tables.Utc().process_bind_param(datetime(2026, 1, 1), sa.create_engine("sqlite://").dialect)
