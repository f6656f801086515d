"""Marks on early warnings: kept, changed and taken back; two writers never overwrite each other."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from buurtbeeld.errors import ChangedMeanwhile, DateRefused, RegisterUnavailable, RemarkRefused
from buurtbeeld.register import known_warnings, store, writing
from buurtbeeld.register.known_warnings import KnownWarning, Series
from buurtbeeld.register.tables import audit
from tests.register.people import COLLEAGUE, MANAGER

TODAY = date(2026, 11, 2)
NEXT_WEEK = TODAY + timedelta(days=7)
NUISANCE = Series("buurt:BU18830503", "complaint", "nuisance")
BY = {"by": MANAGER, "today": TODAY}


def lines(register: sa.Engine) -> list[sa.Row]:
    with store.reading(register) as con:
        return list(con.execute(audit.select().order_by(audit.c.id)))


def test_a_mark_is_kept_with_its_remark_day_and_moment(register: sa.Engine) -> None:
    before = datetime.now(UTC)
    mark = known_warnings.mark_known(register, NUISANCE, " Jongeren bij\tde  kiosk ", NEXT_WEEK, **BY)
    assert known_warnings.all_known(register, by=MANAGER) == (mark,)
    assert (mark.series, mark.remark, mark.until, mark.version) == (
        NUISANCE,
        "Jongeren bij de kiosk",
        NEXT_WEEK,
        1,
    )
    assert before <= mark.created_at <= datetime.now(UTC)


def test_a_mark_is_changed_by_who_saw_it(register: sa.Engine) -> None:
    mark = known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    later = known_warnings.mark_known(register, NUISANCE, "kiosk en park", TODAY, **BY, seen=mark.version)
    assert (later.id, later.version, later.until, later.created_at) == (mark.id, 2, TODAY, mark.created_at)
    assert known_warnings.all_known(register, by=MANAGER) == (later,)


def test_a_mark_taken_back_is_gone_and_its_row_stays(register: sa.Engine) -> None:
    mark = known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    known_warnings.take_back(register, mark.id, by=MANAGER, seen=1)
    assert known_warnings.all_known(register, by=MANAGER) == ()
    with store.reading(register) as con:
        row = con.execute(KnownWarning.table.select()).one()
    assert row.deleted_at is not None and row.remark == "kiosk"
    assert known_warnings.mark_known(register, NUISANCE, "weer de kiosk", NEXT_WEEK, **BY).id != mark.id


@pytest.mark.parametrize("until", [TODAY - timedelta(days=1), TODAY + timedelta(days=known_warnings.LONGEST_DAYS + 1)])
def test_a_day_in_the_past_or_too_far_away_is_refused(register: sa.Engine, until: date) -> None:
    with pytest.raises(DateRefused, match="Expected a day from 2026-11-02"):
        known_warnings.mark_known(register, NUISANCE, "kiosk", until, **BY)
    assert known_warnings.all_known(register, by=MANAGER) == () and lines(register) == []


def test_a_remark_that_leads_to_a_person_is_refused_and_written_nowhere(register: sa.Engine, where: str) -> None:
    with pytest.raises(RemarkRefused) as refused:
        known_warnings.mark_known(register, NUISANCE, "bel 0612345678", NEXT_WEEK, **BY)
    assert refused.value.reason == "telephone"
    assert known_warnings.all_known(register, by=MANAGER) == () and lines(register) == []
    if register.dialect.name == "sqlite":
        held = b"".join(path.read_bytes() for path in Path(where).parent.iterdir())
        assert b"0612345678" not in held


def test_a_mark_whose_day_has_passed_makes_room(register: sa.Engine) -> None:
    old = known_warnings.mark_known(register, NUISANCE, "kiosk", TODAY, **BY)
    tomorrow = TODAY + timedelta(days=1)
    new = known_warnings.mark_known(register, NUISANCE, "park", NEXT_WEEK, by=MANAGER, today=tomorrow)
    assert new.id != old.id and known_warnings.all_known(register, by=MANAGER) == (new,)
    assert [line.verb for line in lines(register)] == ["mark_known", "take_back", "mark_known"]


def test_who_did_not_see_a_mark_overwrites_nothing(register: sa.Engine) -> None:
    first = known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    with pytest.raises(
        ChangedMeanwhile, match=r"A colleague changed this mark meanwhile.*Nothing was overwritten"
    ) as told:
        known_warnings.mark_known(register, NUISANCE, "anders", TODAY, **BY)
    assert (told.value.now.id, told.value.now.version) == (first.id, first.version)
    assert known_warnings.all_known(register, by=MANAGER) == (first,)


def test_two_changes_of_one_version_leave_the_first(register: sa.Engine) -> None:
    known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    first = known_warnings.mark_known(register, NUISANCE, "park", NEXT_WEEK, **BY, seen=1)
    with pytest.raises(ChangedMeanwhile) as told:
        known_warnings.mark_known(register, NUISANCE, "plein", NEXT_WEEK, **BY, seen=1)
    assert (told.value.now.id, told.value.now.version) == (first.id, first.version)
    with pytest.raises(ChangedMeanwhile):
        known_warnings.take_back(register, first.id, by=MANAGER, seen=1)
    assert known_warnings.all_known(register, by=MANAGER) == (first,)


def test_changing_what_was_taken_back_is_said(register: sa.Engine) -> None:
    mark = known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    known_warnings.take_back(register, mark.id, by=MANAGER, seen=1)
    for late in (
        lambda: known_warnings.mark_known(register, NUISANCE, "park", NEXT_WEEK, **BY, seen=1),
        lambda: known_warnings.take_back(register, mark.id, by=MANAGER, seen=1),
    ):
        with pytest.raises(ChangedMeanwhile, match="A colleague withdrew this .* meanwhile"):
            late()
    assert known_warnings.all_known(register, by=MANAGER) == ()


def test_the_database_itself_allows_one_living_mark_a_series(register: sa.Engine) -> None:
    """The rule that holds where writers do not wait for each other."""
    mark = known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    with writing.acting(register, MANAGER, "mark_known") as act, pytest.raises(ChangedMeanwhile) as told:
        act.add(known_warnings.KnownWarning(**vars(NUISANCE), remark="anders", until=TODAY))
    assert told.value.now.id == mark.id


def test_every_change_is_told_with_before_and_after(register: sa.Engine) -> None:
    mark = known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    known_warnings.mark_known(register, NUISANCE, "park", NEXT_WEEK, **BY, seen=1)
    known_warnings.take_back(register, mark.id, by=COLLEAGUE, seen=2)
    told = lines(register)
    assert [(line.verb, line.by, line.version) for line in told] == [
        ("mark_known", "manager", 1), ("mark_known", "manager", 2), ("take_back", "colleague", 3),
    ]  # fmt: skip
    assert {line.record_id for line in told} == {mark.id}
    assert told[0].before is None and told[0].after["remark"] == "kiosk"
    assert (told[1].before["remark"], told[1].after["remark"]) == ("kiosk", "park")


CHANGES = ("update audit set verb = 'none'", "update audit set version = 2, before = null", "delete from audit")


@pytest.mark.parametrize("change", CHANGES)
def test_the_audit_only_grows(register: sa.Engine, change: str) -> None:
    known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    with pytest.raises(sa.exc.IntegrityError, match="only grows"), store.writing(register) as con:
        con.execute(sa.text(change))
    assert len(lines(register)) == 1


def test_a_failure_half_way_leaves_nothing(register: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise sa.exc.OperationalError("insert", {}, OSError("database or disk is full"))

    monkeypatch.setattr(store, "note", full)
    with pytest.raises(RegisterUnavailable, match=r"disk is full.*Nothing was changed"):
        known_warnings.mark_known(register, NUISANCE, "kiosk", NEXT_WEEK, **BY)
    assert known_warnings.all_known(register, by=MANAGER) == ()


def test_two_threads_marking_one_series_end_with_one_mark(register: sa.Engine) -> None:
    outcomes: list[str] = []

    def mark(remark: str) -> None:
        try:
            outcomes.append(known_warnings.mark_known(register, NUISANCE, remark, NEXT_WEEK, **BY).remark)
        except ChangedMeanwhile as told:
            outcomes.append(f"told of {told.now.what.remark}")

    threads = [threading.Thread(target=mark, args=(f"schrijver {letter}",)) for letter in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (kept,) = known_warnings.all_known(register, by=MANAGER)
    assert sorted(outcomes) == sorted([kept.remark] + [f"told of {kept.remark}"] * 7)


def test_quotes_and_formulas_are_text(register: sa.Engine) -> None:
    text = "'); drop table audit; -- <script>alert(1)</script> =SOM(1)"
    assert known_warnings.mark_known(register, NUISANCE, text, NEXT_WEEK, **BY).remark == text
    assert known_warnings.all_known(register, by=MANAGER)[0].remark == text
