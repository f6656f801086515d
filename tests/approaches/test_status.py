"""The versions of a plan: the first decides, later ones are marked, and old ones keep their hash and their meaning."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from buurtbeeld import codes
from buurtbeeld.approaches import plan, status
from buurtbeeld.approaches.status import ApproachHistory
from buurtbeeld.register import approaches, plan_hash
from buurtbeeld.register.approaches import Approach, ApproachFreeze
from buurtbeeld.register.records import Entry

START = date(2024, 1, 1)
OLD = {
    "area": "street:B", "kind": "social", "start": "2024-01-01", "themes": [], "measure": "facts_residents",
    "mechanism": "Omdat het moet", "expected_effect": None, "expected": None, "comparison": ["street:C"], "ring": [],
    "donors": [],
}  # fmt: skip
"""As plans were frozen before days of judging were part of them."""


def entry(what: Any, on: date = START, altered: bool = False) -> Entry:
    moment = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return Entry(uuid4(), what, moment, "x", 1, None, altered)


def approach() -> Entry[Approach]:
    what = Approach(area_id="street:B", name="X", kind="social", starts_at=START, mechanism="Omdat het moet")
    return entry(what)


def history(*versions: tuple[date, dict[str, Any], bool]) -> ApproachHistory:
    freezes = [
        entry(ApproachFreeze(approach_id=UUID(int=1), number=number, hash="0" * 64, content=content), on, altered)
        for number, (on, content, altered) in enumerate(versions, 1)
    ]
    return ApproachHistory(approach(), freezes)


LATER = OLD | {"comparison": ["street:D"], "judged_after": [6, 18]}


def test_the_first_version_decides_and_later_ones_stand_beside_it() -> None:
    found = history((START, OLD, False), (date(2025, 3, 1), LATER, False))
    assert found.frozen_plan == plan.of_content(OLD)
    assert found.other_plans == {2: plan.of_content(LATER)}
    assert found.last is not None and found.last.what.number == 2 and not found.altered


@pytest.mark.parametrize(
    ("on", "after"), [(date(2023, 12, 1), False), (date(2024, 1, 31), False), (date(2024, 2, 1), True)]
)
def test_a_version_is_marked_when_a_month_after_the_start_could_be_seen(on: date, after: bool) -> None:
    found = history((date(2023, 11, 1), OLD, False), (on, LATER, False))
    assert found.after_an_outcome(found.freezes[1]) is after
    words = status.version(found, 2, {"x": "Bo"})
    assert ("gekozen na het zien van een uitkomst" in words) is after and "anders: " in words
    assert not found.after_an_outcome(found.freezes[0])


def test_an_altered_version_decides_nothing_and_the_next_one_does() -> None:
    found = history((START, OLD, True), (date(2025, 3, 1), LATER, False))
    assert found.frozen_plan == plan.of_content(LATER) and found.other_plans == {} and not found.altered
    assert history((START, OLD, True)).altered and history((START, OLD, True)).frozen_plan is None
    assert not history().altered


def test_a_plan_from_before_days_of_judging_keeps_its_hash_and_is_judged_on_the_usual_days() -> None:
    frozen = plan_hash.freeze(OLD)
    assert frozen.hash == "936a4acb2f69f99371205e0d626822e32b9391cb4614fa1dc6c6d2e915e3d8e9"
    assert plan.of_content(OLD).judged_after == () and plan.of_content(OLD).looks == codes.JUDGED_AFTER
    old = ApproachFreeze(approach_id=UUID(int=1), number=1, hash=frozen.hash, content=OLD)
    assert not old.altered()
    assert approaches.changed_since(approach().what, old) == []
    assert "niet wanneer er wordt geoordeeld; we houden 12 en 24" in status.days_of_judging(plan.of_content(OLD))
    assert "Er wordt geoordeeld 6 en 18 maanden" in status.days_of_judging(plan.of_content(LATER))
