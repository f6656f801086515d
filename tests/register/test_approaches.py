"""What was frozen about an approach: once per content, as it stands, for ever, and without words for who may not read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.approaches import plan as approaches_plan
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register import approaches, plan_hash, reading, store
from tests.register.people import ANALYST, MANAGER, MONDAY
from tests.register.samples import alter, freeze, one_of_each

TUESDAY = MONDAY + timedelta(1)


def test_what_was_frozen_stays_and_grows_by_number(register: sa.Engine) -> None:
    made = one_of_each(register)
    approach, first = made["approach"], made["approach_freeze"]
    assert freeze(register, made, ("buurt:BU3", "buurt:BU2"), ("buurt:BU4",)).id == first.id, (
        "The same plan is no news."
    )
    second = freeze(register, made, ("buurt:BU2",))
    assert (second.what.number, second.what.hash == first.what.hash) == (2, False)
    table = approaches.ApproachFreeze.table
    with pytest.raises(sa.exc.IntegrityError, match="What was frozen stays"), store.writing(register) as con:
        con.execute(table.update().values(number=9))
    frozen = reading.listed(register, approaches.ApproachFreeze, by=MANAGER, approach_id=approach.id)
    assert [each.altered for each in frozen] == [False, False]
    told = [approaches.frozen(each.what) for each in frozen]
    assert plan_hash.changed(*told) == ["comparison", "ring"]


def test_a_change_of_the_plan_asks_for_a_new_version_and_a_new_name_does_not(register: sa.Engine) -> None:
    made = one_of_each(register)
    what, freeze_of = made["approach"].what, made["approach_freeze"].what
    assert approaches.changed_since(replace(what, name="Anders", cost=5, ends_at=TUESDAY), freeze_of) == []
    other = replace(what, starts_at=TUESDAY, themes=("nuisance",), expected_drop=30)
    assert approaches.changed_since(other, freeze_of) == ["expected", "start", "themes"]
    nothing_said = approaches.record_approach(register, replace(what, mechanism=None), by=MANAGER)
    with pytest.raises(ValueRefused, match="why the approach should work"):
        approaches.freeze_approach(register, nothing_said.id, approaches.Chosen(()), seen=1, by=MANAGER)


def test_an_analyst_sees_of_a_freeze_all_but_what_was_typed(register: sa.Engine) -> None:
    freeze_of = one_of_each(register)["approach_freeze"]
    [seen] = reading.listed(register, approaches.ApproachFreeze, by=ANALYST)
    assert freeze_of.what.content["mechanism"].startswith("Wie het schoon vindt")
    assert seen.what.content == freeze_of.what.content | {"mechanism": None, "expected_effect": None}
    assert approaches.changed_since(made_of(register, ANALYST), seen.what) == []
    assert not seen.altered, "What is hidden from a reader was not altered."


ALTERED = (
    {"content": lambda was: was | {"comparison": ["buurt:BU9"]}},
    {"content": lambda was: was | {"mechanism": "Omdat het kan"}},
    {"content": lambda was: was | {"expected": 0.99}},
    {"content": lambda was: {name: each for name, each in was.items() if name != "start"}},
    {"content": lambda was: list(was)},
    {"hash": lambda was: was[::-1]},
)


@pytest.mark.parametrize("change", ALTERED)
def test_what_was_changed_past_the_register_is_altered_for_every_reader(
    register: sa.Engine, change: dict[str, Callable[[Any], Any]]
) -> None:
    first = one_of_each(register)["approach_freeze"]
    alter(register, first.id, **{name: new(getattr(first.what, name)) for name, new in change.items()})
    for reader in (MANAGER, ANALYST):
        [seen] = reading.listed(register, approaches.ApproachFreeze, by=reader)
        assert seen.altered


@pytest.mark.parametrize("change", [{"content": {}}, {"hash": "0" * 64}])
def test_after_an_altered_version_the_same_plan_is_a_new_one(register: sa.Engine, change: dict[str, Any]) -> None:
    made = one_of_each(register)
    first = made["approach_freeze"]
    alter(register, first.id, **change)
    second = freeze(register, made, ("buurt:BU2", "buurt:BU3"), ("buurt:BU4",))
    assert (second.what.number, second.what.hash) == (2, first.what.hash)
    frozen = reading.listed(register, approaches.ApproachFreeze, by=MANAGER)
    assert [each.altered for each in frozen] == [True, False]
    assert freeze(register, made, ("buurt:BU2", "buurt:BU3"), ("buurt:BU4",)).id == second.id


def made_of(register: sa.Engine, by: Person) -> approaches.Approach:
    [one] = reading.listed(register, approaches.Approach, by=by)
    return one.what


def test_every_measure_counts_something() -> None:
    assert tuple(approaches_plan.MEASURES) == approaches.MEASURES
