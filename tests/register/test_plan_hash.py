"""A frozen plan: the same content has the same hash, any change makes a version, nothing ambiguous is frozen."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtbeeld.register import plan_hash

PLAN = {
    "area": "street:VGS", "kind": "across partners", "start": date(2024, 1, 1), "mechanism": "Samen optreden",
    "measure": "cases", "comparison": ["street:b", "street:a"], "ring": [], "expected": 0.5,
}  # fmt: skip


def test_the_content_is_canonical_and_the_hash_is_of_it() -> None:
    found = plan_hash.freeze(PLAN)
    assert found.content == (
        '{"area":"street:VGS","comparison":["street:a","street:b"],"expected":0.5,"kind":"across partners",'
        '"measure":"cases","mechanism":"Samen optreden","ring":[],"start":"2024-01-01"}'
    )
    assert found.hash == hashlib.sha256(found.content.encode()).hexdigest()
    assert found.version == 1
    assert plan_hash.intact(found)
    assert not plan_hash.intact(found._replace(content=found.content.replace("0.5", "0.2")))


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"comparison": ("street:a", "street:b", "street:a")}, True),
        ({"start": datetime(2024, 1, 1, 9, 30)}, True),
        ({"mechanism": " Samen optreden "}, True),
        ({"comparison": ["street:a"]}, False),
        ({"expected": 0.4}, False),
        ({"mechanism": "samen optreden"}, False),
        ({"start": date(2024, 2, 1)}, False),
        ({"remark": None}, False),
    ],
)
def test_a_change_makes_the_next_version_and_nothing_else_does(changes: dict, same: bool) -> None:
    first = plan_hash.freeze(PLAN)
    found = plan_hash.freeze(PLAN | changes, first)
    assert (found.hash == first.hash) == same
    assert found.version == (1 if same else 2)
    assert plan_hash.changed(first, found) == ([] if same else sorted(changes)) or "remark" in changes


@pytest.mark.parametrize("held", [{"expected": float("nan")}, [], "plan", None])
def test_whatever_a_database_holds_can_be_checked(held: object) -> None:
    was = plan_hash.freeze(PLAN)
    now = was._replace(content=plan_hash.canonical(held))
    assert not plan_hash.intact(now)
    assert plan_hash.freeze(PLAN, now).version == 2, "After a version that is not intact comes the next one."


@given(st.permutations(list(PLAN.items())))
def test_the_order_of_fields_does_not_matter(items: list) -> None:
    assert plan_hash.freeze(dict(items)) == plan_hash.freeze(PLAN)


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ({name: value for name, value in PLAN.items() if name not in ("ring", "kind")}, "Expected kind, ring"),
        (PLAN | {"expected": float("nan")}, "expected, found nan"),
        (PLAN | {"cost": {"euro": 3}}, "cost, found"),
    ],
)
def test_what_is_absent_or_ambiguous_is_refused(plan: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        plan_hash.freeze(plan)
