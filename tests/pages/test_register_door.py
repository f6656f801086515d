"""A button that records at once is told what its visitor saw: what a colleague did in between is never overwritten."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.register import approaches, cases, corrections, known_warnings, partners, store
from buurtbeeld.register.approaches import Approach, ApproachFreeze
from buurtbeeld.register.cases import Case
from buurtbeeld.register.known_warnings import Series
from buurtbeeld.register.partners import Partner
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from tests.pages.conftest import Open, settled
from tests.pages.test_follow_up import words

COLLEAGUE = Person("collega", "manager")
MEANWHILE = "Dit is intussen gewijzigd, door een collega of in een ander venster"
GOYEN = "street:geleen-van-goyenstraat"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    where = str(tmp_path / "register.sqlite")
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    return store.opened(store.place(where, True))


def press(app: AppTest, key: str) -> str:
    app.button(key=key).click()
    return words(settled(app.run()))


def test_what_a_colleague_changed_is_not_removed_unseen(open_page: Open, engine: Engine) -> None:
    partner = partners.keep_partner(engine, Partner(name="Loket", kind="care"), by=COLLEAGUE)
    app = open_page("pages/follow_up/partners.py")
    partners.keep_partner(engine, Partner(name="Loket", kind="police"), by=COLLEAGUE, id=partner.id, seen=1)
    assert MEANWHILE in press(app, f"sure_partner_{partner.id}")
    assert [one.what.kind for one in listed(engine, Partner, by=COLLEAGUE)] == ["police"]
    assert "De partner is weggehaald." in press(app, f"sure_partner_{partner.id}"), "Now it was seen."
    assert "Teruggehaald: partner." in press(app, f"undo_{partner.id}")


def test_what_a_colleague_changed_is_not_withdrawn_unseen(open_page: Open, engine: Engine) -> None:
    what = Case(area_id=GOYEN, kind="SOC", theme="nuisance", opened_at=today())
    case = cases.open_case(engine, what, by=COLLEAGUE)
    app = open_page("pages/follow_up/cases.py", case=str(case.id))
    corrections.correct(engine, Case, case.id, seen=1, by=COLLEAGUE, severity=5)
    assert MEANWHILE in press(app, f"sure_mend_{case.id}")
    assert [one.what.severity for one in listed(engine, Case, by=COLLEAGUE)] == [5]


def test_what_a_colleague_changed_is_not_frozen_unseen(open_page: Open, engine: Engine) -> None:
    what = Approach(area_id=GOYEN, name="Samen", kind="social", starts_at=date(2024, 1, 1), mechanism="Daarom")
    approach = approaches.record_approach(engine, what, by=COLLEAGUE)
    app = open_page("pages/follow_up/approaches.py", approach=str(approach.id))
    corrections.correct(engine, Approach, approach.id, seen=1, by=COLLEAGUE, starts_at=date(2025, 1, 1))
    assert MEANWHILE in press(app, f"freeze_{approach.id}")
    assert not listed(engine, ApproachFreeze, by=COLLEAGUE)


def test_a_mark_that_a_colleague_changed_is_not_taken_back_unseen(open_page: Open, engine: Engine) -> None:
    until, series = today() + timedelta(7), Series(GOYEN, "complaint", "nuisance")
    mark = known_warnings.mark_known(engine, series, "kiosk", until, by=COLLEAGUE, today=today())
    app = open_page("pages/trends/early_warnings.py")
    known_warnings.mark_known(engine, series, "kiosk en park", until, by=COLLEAGUE, today=today(), seen=1)
    assert MEANWHILE in press(app, f"back_{mark.id}")
    assert [one.remark for one in known_warnings.all_known(engine, by=COLLEAGUE)] == ["kiosk en park"]
    assert "Het signaal staat weer in de lijst." in press(app, f"back_{mark.id}")
    assert known_warnings.all_known(engine, by=COLLEAGUE) == ()
