"""Backups while people work: whole, checked, and restored into either database with nothing thrown away."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from buurtbeeld.__main__ import app
from buurtbeeld.errors import BackupRefused
from buurtbeeld.register import all_kinds, backup, cases, reading, store
from buurtbeeld.register.tables import metadata
from tests.register import postgres
from tests.register.people import MANAGER
from tests.register.samples import case, one_of_each

KINDS = all_kinds.every()


def rows(engine: sa.Engine) -> dict[str, list[sa.Row]]:
    with store.reading(engine) as con:
        return {table.name: sorted(con.execute(table.select()).all(), key=str) for table in metadata.sorted_tables}


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Another register that is in use."""
    monkeypatch.chdir(tmp_path)
    if request.param == "sqlite":
        yield str(tmp_path / "elsewhere.sqlite")
    else:
        server: postgres.Server = request.getfixturevalue("postgres_server")
        yield server.database()


def test_a_backup_of_one_is_restored_into_the_other(where: str, elsewhere: str, tmp_path: Path) -> None:
    one_of_each(store.opened(where))
    count = backup.backup(where, tmp_path / "backup")
    other = store.opened(elsewhere)
    stood = cases.open_case(other, case(story="stond er al"), by=MANAGER)
    restored, before = backup.restore(elsewhere, tmp_path / "backup", by="keeper")
    assert restored == count - 1  # the number of the version is no row of ours
    found, expected = rows(other), rows(store.opened(where))
    assert found["audit"][-1].verb == "restore" or any(line.verb == "restore" for line in found["audit"])
    assert {name: found[name] for name in KINDS} == {name: expected[name] for name in KINDS}
    assert len(found["audit"]) == len(expected["audit"]) + 1
    assert cases.open_case(other, case(), by=MANAGER).version == 1
    kept = reading.listed(store.opened(str(before)), cases.Case, by=MANAGER)
    assert [each.id for each in kept] == [stood.id]


def test_a_backup_is_whole_while_others_write(where: str, tmp_path: Path) -> None:
    register = store.opened(where)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            opened = cases.open_case(register, case(), by=MANAGER)
            cases.take_step(register, opened.id, "talk", opened.what.opened_at, by=MANAGER)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        files = [tmp_path / f"backup {number}" for number in range(3)]
        for file in files:
            backup.backup(where, file)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    for file in files:
        held = rows(store.opened(str(file)))
        assert len(held["audit"]) == len(held["case"]) + len(held["step"])


def test_what_is_no_backup_changes_nothing(where: str, tmp_path: Path) -> None:
    register = store.opened(where)
    opened = cases.open_case(register, case(), by=MANAGER)
    good, text, other, newer = (tmp_path / name for name in ("good", "text", "other", "newer"))
    backup.backup(where, good)
    text.write_text("no database " * 900)
    with closing(sqlite3.connect(other)) as con:
        con.execute("create table x (y)")
    newer.write_bytes(good.read_bytes())
    with closing(sqlite3.connect(newer)) as con, con:
        con.execute("update alembic_version set version_num = '9999'")
    half = tmp_path / "half"
    half.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    faults = [
        (tmp_path / "absent", "there is no file"),
        (text, "not a database"),
        (other, "no audit"),
        (newer, "written by another version"),
        (half, "damaged|malformed"),
    ]
    for file, sentence in faults:
        with pytest.raises(BackupRefused, match=sentence):
            backup.restore(where, file, by="keeper")
    assert reading.listed(register, cases.Case, by=MANAGER) == (opened,)
    left = {path.name for path in tmp_path.rglob("*") if ".before-" in path.name}
    assert not left, left


def test_a_backup_overwrites_nothing_and_leaves_nothing_half(where: str, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(BackupRefused, match="is there already"):
        backup.backup(where, tmp_path / "there")
    with pytest.raises(BackupRefused, match="could not be written"):
        backup.backup(where, tmp_path / "no folder" / "backup")
    assert (tmp_path / "there").read_text() == "mine"


def test_the_command_line_says_what_it_did(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "backup"
    cases.open_case(store.opened(where), case(), by=MANAGER)
    run = CliRunner().invoke
    assert "holds the register: 3 rows" in run(app, ["backup", str(file)]).output
    assert "Restored 2 rows" in run(app, ["restore", str(file)]).output
    assert "Nothing has been kept long enough" in run(app, ["prune", "--dry-run"]).output


def test_an_error_of_ours_is_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "buurtbeeld", "restore", str(tmp_path / "absent")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith("Expected a backup, but there is no file")
