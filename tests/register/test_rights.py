"""Every verb asks for rights itself: each verb by each role, with nothing written where it is refused."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from buurtbeeld import access
from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.errors import AccessDenied, RegisterError
from buurtbeeld.register import all_kinds, corrections, reading, retention, store
from buurtbeeld.register.approaches import Chosen
from buurtbeeld.register.cases import Case
from buurtbeeld.register.known_warnings import Series
from buurtbeeld.register.notes import Note
from buurtbeeld.register.tables import audit
from tests.register.people import EVERYONE, MONDAY
from tests.register.samples import case, handed, idea, one_of_each, partner

KINDS = all_kinds.every()

Made = Mapping[str, Any]
Do = Callable[..., object]
"""A verb of this register as somebody does it."""
TUESDAY = MONDAY + timedelta(1)

FUNCTIONS = {
    name: function
    for module in (*(sys.modules[kind.__module__] for kind in KINDS.values()), corrections, reading, retention)
    for name, function in vars(module).items()
    if inspect.isfunction(function)
} | {"read": reading.listed}
"""Every verb by its name, which is that of its right; reading is listing."""

VERBS: Mapping[str, Callable[[Do, Made, Person], object]] = {
    **{kind.made_by: lambda do, m, who, name=name: do(m[name].what) for name, kind in KINDS.items() if name != "photo"},
    "open_case": lambda do, m, who: do(case()),
    "take_step": lambda do, m, who: do(m["case"].id, "talk", TUESDAY),
    "close_case": lambda do, m, who: do(m["case"].id, TUESDAY, "solved", seen=1),
    "hand_over": lambda do, m, who: do(handed(m["partner"])),
    "acknowledge": lambda do, m, who: do(m["hand_over"].id, TUESDAY, seen=1),
    "first_action": lambda do, m, who: do(m["hand_over"].id, TUESDAY, seen=2),
    "feed_back": lambda do, m, who: do(m["hand_over"].id, TUESDAY, seen=3),
    "close_hand_over": lambda do, m, who: do(m["hand_over"].id, TUESDAY, "done", seen=4),
    "keep_partner": lambda do, m, who: do(partner(name=f"Partner {who.role}")),
    "keep_route": lambda do, m, who: do(replace(m["route"].what, theme="care")),
    "remove_route": lambda do, m, who: do(m["route"].id, seen=1),
    "remove_partner": lambda do, m, who: do(m["partner"].id, seen=1),
    "keep_commitment": lambda do, m, who: do(m["commitment"].id, TUESDAY, seen=1),
    "decide_initiative": lambda do, m, who: do(idea()),
    "finish_initiative": lambda do, m, who: do(m["initiative"].id, TUESDAY, seen=1, spent=1),
    "look_back": lambda do, m, who: do(m["initiative"].id, TUESDAY, "mooi", seen=1),
    "end_approach": lambda do, m, who: do(m["approach"].id, TUESDAY, seen=1),
    "freeze_approach": lambda do, m, who: do(m["approach"].id, Chosen(("buurt:BU9",)), seen=1),
    "draw_focus_area": lambda do, m, who: do(replace(m["focus_area"].what, code="B")),
    "remove_focus_area": lambda do, m, who: do(m["focus_area"].id, seen=1),
    "override_mark": lambda do, m, who: do(replace(m["override"].what, lens="safety")),
    "take_back_override": lambda do, m, who: do(m["override"].id, seen=1),
    "review_goal": lambda do, m, who: do(m["goal"].id, TUESDAY, "behind", seen=2),
    "record_placement": lambda do, m, who: do(replace(m["placement"].what, quarter="2026-Q2")),
    "mark_known": lambda do, m, who: do(Series("buurt:BU1", "complaint", "drugs"), "Bekend", today(), today=today()),
    "take_back": lambda do, m, who: do(m["known_warning"].id, seen=1),
    "read": lambda do, m, who: do(Case),
    "read_confidential": lambda do, m, who: do(Case, m["case"].id),
    "withdraw": lambda do, m, who: do(Note, m["note"].id, seen=1),
    "bring_back": lambda do, m, who: do(Note, m["note"].id, seen=2),
    "prune": lambda do, m, who: do(dry_run=True),
}


def told(register: sa.Engine) -> int:
    """Lines of audit."""
    with store.reading(register) as con:
        return int(con.execute(sa.select(sa.func.count()).select_from(audit)).scalar_one())


def test_every_verb_by_every_role(register: sa.Engine) -> None:
    made = one_of_each(register)
    for verb, does in VERBS.items():
        for who in EVERYONE:
            before = told(register)
            try:
                # A second role finds the record changed by the first, which is no matter of rights.
                with suppress(RegisterError):
                    does(functools.partial(FUNCTIONS[verb], register, by=who), made, who)
                assert who.role in access.MAY[verb], f"{who.role} did {verb}"
            except AccessDenied:
                own_only = verb in ("withdraw", "bring_back") and who.role == "field"
                assert who.role not in access.MAY[verb] or own_only, f"{who.role} was refused {verb}"
                assert told(register) == before, f"{verb} wrote before it asked"


def test_every_verb_has_its_rights() -> None:
    elsewhere = {"read_shared", "analyse", "read_audit", "invite_person", "change_person", "deactivate_person"}
    assert set(VERBS) == set(access.MAY) - elsewhere
