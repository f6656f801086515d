"""Withdrawn records that come back: whole, with what went with them, and never over what took their place."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from buurtbeeld.errors import ChangedMeanwhile, ValueRefused
from buurtbeeld.register import cases, corrections, partners, reading
from tests.register.people import COLLEAGUE, MONDAY
from tests.register.samples import one_of_each

TUESDAY = MONDAY + timedelta(1)


def test_what_was_withdrawn_comes_back_with_its_parts(register: sa.Engine) -> None:
    made = one_of_each(register)
    early = cases.take_step(register, made["case"].id, "dossier", TUESDAY, by=COLLEAGUE)
    corrections.withdraw(register, cases.Step, early.id, seen=1, by=COLLEAGUE)
    gone = corrections.withdraw(register, cases.Case, made["case"].id, seen=1, by=COLLEAGUE)
    with pytest.raises(ChangedMeanwhile):
        corrections.bring_back(register, cases.Case, gone.id, seen=1, by=COLLEAGUE)
    back = corrections.bring_back(register, cases.Case, gone.id, seen=gone.version, by=COLLEAGUE)
    assert (back.what, back.version, back.deleted_at) == (gone.what, 3, None)
    steps = reading.listed(register, cases.Step, by=COLLEAGUE, case_id=gone.id)
    assert [each.what.kind for each in steps] == ["talk"], "What was withdrawn earlier, by itself, stays away."
    lines = reading.history(register, cases.Case, gone.id, by=COLLEAGUE)
    assert [line.verb for line in lines] == ["open_case", "withdraw", "bring_back"]
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        corrections.bring_back(register, cases.Case, gone.id, seen=2, by=COLLEAGUE)
    assert meanwhile.value.now == back


def test_a_partner_comes_back_with_its_routes_unless_its_name_was_taken(register: sa.Engine) -> None:
    made = one_of_each(register)
    gone = partners.remove_partner(register, made["partner"].id, seen=1, by=COLLEAGUE)
    assert not reading.listed(register, partners.Route, by=COLLEAGUE)
    other = partners.keep_partner(register, made["partner"].what, by=COLLEAGUE)
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        corrections.bring_back(register, partners.Partner, gone.id, seen=gone.version, by=COLLEAGUE)
    assert meanwhile.value.now == other
    partners.remove_partner(register, other.id, seen=1, by=COLLEAGUE)
    corrections.bring_back(register, partners.Partner, gone.id, seen=gone.version, by=COLLEAGUE)
    assert [each.what for each in reading.listed(register, partners.Route, by=COLLEAGUE)] == [made["route"].what]


def test_a_step_does_not_come_back_without_its_case(register: sa.Engine) -> None:
    made = one_of_each(register)
    step = corrections.withdraw(register, cases.Step, made["step"].id, seen=1, by=COLLEAGUE)
    corrections.withdraw(register, cases.Case, made["case"].id, seen=1, by=COLLEAGUE)
    with pytest.raises(ValueRefused, match="a case that is there"):
        corrections.bring_back(register, cases.Step, step.id, seen=step.version, by=COLLEAGUE)
