"""Retention: a period for every kind, nothing gone before it or while it is referred to, and no words left in the audit."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from buurtbeeld.clock import today
from buurtbeeld.errors import AccessDenied
from buurtbeeld.register import all_kinds, cases, hand_overs, known_warnings, partners, reading, retention, store
from buurtbeeld.register.tables import audit
from tests.register.people import ADMINISTRATOR, MANAGER, MONDAY
from tests.register.samples import case, handed, one_of_each, partner

KINDS = all_kinds.every()

FAR = date(2099, 1, 1)


def told(register: sa.Engine) -> str:
    with store.reading(register) as con:
        return json.dumps([[line.before, line.after] for line in con.execute(audit.select())])


def test_every_kind_has_a_period_that_can_pass() -> None:
    for kind in KINDS.values():
        period = kind.retention
        assert period.since in kind.table.c and period.years > 0 and period.why


def test_nothing_goes_before_its_period(register: sa.Engine) -> None:
    one_of_each(register)
    assert retention.prune(register, by=ADMINISTRATOR, on=MONDAY + timedelta(365)) == {}


def test_what_is_done_goes_and_what_is_open_stays(register: sa.Engine) -> None:
    opened = cases.open_case(register, case(story="blijft staan"), by=MANAGER)
    closed = cases.open_case(register, case(story="mag verdwijnen"), by=MANAGER)
    cases.take_step(register, closed.id, "talk", MONDAY, remark="ook dit", by=MANAGER)
    cases.close_case(register, closed.id, MONDAY, "solved", seen=1, by=MANAGER)
    expected = {"case": 1, "step": 1}
    day = MONDAY.replace(year=MONDAY.year + 7)
    assert retention.prune(register, by=ADMINISTRATOR, on=day) == {}
    later = day + timedelta(1)
    assert retention.prune(register, by=ADMINISTRATOR, on=later, dry_run=True) == expected
    assert "mag verdwijnen" in told(register) and len(reading.listed(register, cases.Case, by=MANAGER)) == 2
    assert retention.prune(register, by=ADMINISTRATOR, on=later) == expected
    assert [kept.id for kept in reading.listed(register, cases.Case, by=MANAGER, removed=True)] == [opened.id]
    words = told(register)
    assert "blijft staan" in words and "mag verdwijnen" not in words and "ook dit" not in words
    with store.reading(register) as con:
        rows = con.execute(sa.select(audit.c.verb, audit.c.by).where(audit.c.record_id == closed.id)).all()
    assert [tuple(row) for row in rows] == [
        ("open_case", "manager"),
        ("close_case", "manager"),
        ("prune", "administrator"),
    ]


def test_a_partner_waits_for_its_hand_overs(register: sa.Engine) -> None:
    to = partners.keep_partner(register, partner(), by=MANAGER)
    sent = hand_overs.hand_over(register, handed(to), by=MANAGER)
    partners.remove_partner(register, to.id, seen=1, by=MANAGER)
    assert retention.prune(register, by=ADMINISTRATOR, on=FAR) == {}
    hand_overs.close_hand_over(register, sent.id, MONDAY, "done", seen=1, by=MANAGER)
    assert retention.prune(register, by=ADMINISTRATOR, on=FAR) == {"hand_over": 1, "partner": 1}


def test_what_was_withdrawn_goes_after_a_year(register: sa.Engine) -> None:
    mark = known_warnings.mark_known(
        register, known_warnings.Series("buurt:BU1", "complaint", "drugs"), "kermis", today(), by=MANAGER, today=today()
    )
    known_warnings.take_back(register, mark.id, by=MANAGER, seen=1)
    assert retention.prune(register, by=ADMINISTRATOR, on=today() + timedelta(364)) == {}
    assert retention.prune(register, by=ADMINISTRATOR, on=today() + timedelta(368)) == {"known_warning": 1}


def test_only_who_may_prunes(register: sa.Engine) -> None:
    with pytest.raises(AccessDenied):
        retention.prune(register, by=MANAGER)
