"""Analysts' questions: kept, changed with every version, shared, and never overwritten by another writer."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.errors import AccessDenied, ChangedMeanwhile, QueryNotKept, RemarkRefused
from buurtbeeld.register import saved_queries, store
from buurtbeeld.register.tables import LONGEST_SQL

ANNA, BRAM = Person("anna", "analyst"), Person("bram", "manager")


@pytest.fixture
def register(tmp_path: Path) -> sa.Engine:
    return store.opened(str(tmp_path / "register.sqlite"))


def test_a_question_is_kept_changed_and_every_version_stays(register: sa.Engine) -> None:
    kept = saved_queries.keep(register, " Geluid  per buurt ", "select 1 ", by=ANNA)
    assert (kept.name, kept.sql, kept.version, kept.shared) == ("Geluid per buurt", "select 1", 1, False)
    changed = saved_queries.change(register, kept.id, "Geluid", "select 2", by=ANNA, seen=1, shared=True)
    assert (changed.version, changed.shared) == (2, True)
    assert [(one.version, one.sql) for one in saved_queries.versions(register, kept.id)] == [
        (2, "select 2"),
        (1, "select 1"),
    ]


def test_own_ones_come_first_and_only_shared_ones_of_others(register: sa.Engine) -> None:
    for name, by, shared in (("b", ANNA, False), ("a", BRAM, True), ("c", BRAM, False), ("a mine", ANNA, True)):
        saved_queries.keep(register, f"vraag {name}", "select 1", by=by, shared=shared)
    assert [one.name for one in saved_queries.visible(register, to=ANNA.id)] == ["vraag a mine", "vraag b", "vraag a"]


def test_nobody_overwrites_or_takes_what_is_not_theirs(register: sa.Engine) -> None:
    kept = saved_queries.keep(register, "vraag", "select 1", by=ANNA, shared=True)
    with pytest.raises(QueryNotKept, match="owner"):
        saved_queries.change(register, kept.id, "vraag", "select 2", by=BRAM, seen=1)
    with pytest.raises(QueryNotKept, match="owner"):
        saved_queries.take_back(register, kept.id, by=BRAM, seen=1)
    saved_queries.change(register, kept.id, "vraag", "select 2", by=ANNA, seen=1)
    with pytest.raises(ChangedMeanwhile) as raised:
        saved_queries.change(register, kept.id, "vraag", "select 3", by=ANNA, seen=1)
    assert isinstance(raised.value.now, saved_queries.SavedQuery) and raised.value.now.sql == "select 2"


def test_what_is_taken_back_is_gone_for_all_but_its_versions_stay(register: sa.Engine) -> None:
    kept = saved_queries.keep(register, "vraag", "select 1", by=ANNA, shared=True)
    saved_queries.take_back(register, kept.id, by=ANNA, seen=1)
    assert saved_queries.visible(register, to=ANNA.id) == ()
    assert len(saved_queries.versions(register, kept.id)) == 1
    with pytest.raises(ChangedMeanwhile):
        saved_queries.take_back(register, kept.id, by=ANNA, seen=2)


@pytest.mark.parametrize(
    ("name", "sql", "error"),
    [
        ("", "select 1", RemarkRefused),
        ("de heer Jansen", "select 1", RemarkRefused),
        ("x" * 200, "select 1", RemarkRefused),
        ("vraag", "  ", QueryNotKept),
        ("vraag", "x" * (LONGEST_SQL + 1), QueryNotKept),
    ],
)
def test_what_may_not_be_kept_is_told(register: sa.Engine, name: str, sql: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        saved_queries.keep(register, name, sql, by=ANNA)
    assert saved_queries.visible(register, to=ANNA.id) == ()


def test_only_who_may_analyse_keeps_questions(register: sa.Engine) -> None:
    with pytest.raises(AccessDenied):
        saved_queries.keep(register, "vraag", "select 1", by=Person("kees", "field"))
