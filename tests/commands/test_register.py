"""The commands about the register. Tests what they say; what they do is tested with the register."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from buurtbeeld.__main__ import app
from buurtbeeld.register import people, store
from buurtbeeld.register.tables import person
from tests.register.people import ADMINISTRATOR


def test_prune_says_why_of_records_and_of_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = str(tmp_path / "register.sqlite")
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    engine = store.opened(where)
    people.invite_person(engine, "stays@c.nl", "administrator", by=ADMINISTRATOR)
    gone = people.invite_person(engine, "gone@c.nl", "field", by=ADMINISTRATOR)
    people.deactivate_person(engine, gone.id, by=ADMINISTRATOR, seen=1)
    with store.writing(engine) as con:
        con.execute(
            person.update().where(person.c.id == gone.id).values(session_epoch=datetime.now(UTC) - timedelta(800))
        )
    for given, words in ((["--dry-run"], "Would remove 1 of person: 2 years"), ([], "Removed 1 of person: 2 years")):
        result = CliRunner().invoke(app, ["prune", *given])
        assert result.exit_code == 0 and words in result.output, (result.output, result.exception)
    assert "Nothing has been kept long enough" in CliRunner().invoke(app, ["prune"]).output
