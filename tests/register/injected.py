"""Words that would do something if they were anything but words, in every field that people type in. Asserts nothing."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.register import all_kinds, corrections, goals, reading
from buurtbeeld.register.fields import Text
from buurtbeeld.register.records import Entry
from tests.register.people import MANAGER
from tests.register.samples import AREA, COMPLEX, one_of_each

KINDS = all_kinds.every()

TRICKS = (
    "=HYPERLINK(1) {mark}",
    "<img src=x onerror=hacked()> {mark}",
    "<script>hacked()</script> {mark}",
    "'; drop table note; -- {mark}",
    "[klik](javascript:hacked()) {mark}",
    "![beeld](x) :red[kleur] {mark}",
    "../../etc/passwd {mark}",
    "{{7*7}} ${{7*7}} {mark}",
    "@SUM(1+1) +1 {mark}",
)
"""Scripts, formulas, SQL, paths, links, templates: each with a mark by which it is found again."""


def typed() -> list[tuple[str, str]]:
    """Every field that people type in, by the kind it is of: read from the records, so that a new one is there too."""
    return [
        (name, field) for name, kind in KINDS.items() for field, (rule, _o) in kind.fields.items() if _is_text(rule)
    ]


def mark(kind: str, field: str) -> str:
    """The word by which the text of a field is found again."""
    return f"veld-{kind}-{field}".replace("_", "-")


def words(kind: str, field: str, turn: int = 0) -> str:
    """A trick for this field; another turn, another trick. Begins with what a spreadsheet takes for a formula or not."""
    number = typed().index((kind, field)) + turn
    trick = TRICKS[number % len(TRICKS)]
    # 'mail' is what an @ is taken for, so that one stands where the rule allows it: nowhere.
    return trick.replace("@", "=").format(mark=mark(kind, field))


def record(register: sa.Engine, street: str, buurt: str, turn: int = 0) -> dict[str, Entry[Any]]:
    """One of each kind with a trick in each of its fields, in areas that are there."""
    made: dict[str, Entry[Any]] = {}
    for name, one in one_of_each(register, MANAGER).items():
        values: dict[str, Any] = {field: words(name, field, turn) for kind, field in typed() if kind == name}
        if getattr(one.what, "area_id", None):
            values["area_id"] = {AREA: buurt, COMPLEX: street}[one.what.area_id]
        if name in corrections.FROZEN or not values:
            made[name] = one
            continue
        version = reading.listed(register, KINDS[name], by=MANAGER, id=one.id)[0].version
        made[name] = corrections.correct(register, KINDS[name], one.id, seen=version, by=MANAGER, **values)
    goal, story = made["goal"], words("goal_review", "story", turn)
    _goal, made["goal_review"] = goals.review_goal(
        register, goal.id, today(), "behind", seen=goal.version, by=MANAGER, story=story
    )
    return made


READER = Person("reader", "administrator")


def _is_text(rule: object) -> bool:
    return isinstance(rule, Text)
