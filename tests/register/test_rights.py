"""Every verb asks for rights itself: each verb by each role, with nothing written where it is refused."""

from __future__ import annotations

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
from buurtbeeld.register import (
    approaches,
    cases,
    corrections,
    focus_areas,
    goals,
    hand_overs,
    initiatives,
    known_warnings,
    mark_overrides,
    mediations,
    meetings,
    notes,
    observations,
    partners,
    placements,
    reading,
    recognitions,
    retention,
    store,
)
from buurtbeeld.register.tables import audit
from tests.register.people import EVERYONE, MONDAY
from tests.register.samples import case, handed, idea, one_of_each, partner

Made = Mapping[str, Any]
TUESDAY = MONDAY + timedelta(1)

VERBS: Mapping[str, Callable[[sa.Engine, Made, Person], object]] = {
    "record_observation": lambda r, m, who: observations.record_observation(r, m["observation"].what, by=who),
    "open_case": lambda r, m, who: cases.open_case(r, case(), by=who),
    "take_step": lambda r, m, who: cases.take_step(r, m["case"].id, "talk", TUESDAY, by=who),
    "close_case": lambda r, m, who: cases.close_case(r, m["case"].id, TUESDAY, "solved", seen=1, by=who),
    "hand_over": lambda r, m, who: hand_overs.hand_over(r, handed(m["partner"]), by=who),
    "acknowledge": lambda r, m, who: hand_overs.acknowledge(r, m["hand_over"].id, TUESDAY, seen=1, by=who),
    "first_action": lambda r, m, who: hand_overs.first_action(r, m["hand_over"].id, TUESDAY, seen=2, by=who),
    "feed_back": lambda r, m, who: hand_overs.feed_back(r, m["hand_over"].id, TUESDAY, seen=3, by=who),
    "close_hand_over": lambda r, m, who: hand_overs.close_hand_over(
        r, m["hand_over"].id, TUESDAY, "done", seen=4, by=who
    ),
    "keep_partner": lambda r, m, who: partners.keep_partner(r, partner(name=f"Partner {who.role}"), by=who),
    "keep_route": lambda r, m, who: partners.keep_route(r, replace(m["route"].what, theme="care"), by=who),
    "remove_route": lambda r, m, who: partners.remove_route(r, m["route"].id, seen=1, by=who),
    "remove_partner": lambda r, m, who: partners.remove_partner(r, m["partner"].id, seen=1, by=who),
    "hold_consultation": lambda r, m, who: meetings.hold_consultation(r, m["consultation"].what, by=who),
    "commit": lambda r, m, who: meetings.commit(r, m["commitment"].what, by=who),
    "keep_commitment": lambda r, m, who: meetings.keep_commitment(r, m["commitment"].id, TUESDAY, seen=1, by=who),
    "decide_initiative": lambda r, m, who: initiatives.decide_initiative(r, idea(), by=who),
    "finish_initiative": lambda r, m, who: initiatives.finish_initiative(
        r, m["initiative"].id, TUESDAY, seen=1, by=who, spent=1
    ),
    "look_back": lambda r, m, who: initiatives.look_back(r, m["initiative"].id, TUESDAY, "mooi", seen=1, by=who),
    "record_mediation": lambda r, m, who: mediations.record_mediation(r, m["mediation"].what, by=who),
    "record_approach": lambda r, m, who: approaches.record_approach(r, m["approach"].what, by=who),
    "end_approach": lambda r, m, who: approaches.end_approach(r, m["approach"].id, TUESDAY, seen=1, by=who),
    "freeze_approach": lambda r, m, who: approaches.freeze_approach(
        r, m["approach"].id, approaches.Chosen(("buurt:BU9",)), seen=1, by=who
    ),
    "draw_focus_area": lambda r, m, who: focus_areas.draw_focus_area(
        r, replace(m["focus_area"].what, code="B"), by=who
    ),
    "remove_focus_area": lambda r, m, who: focus_areas.remove_focus_area(r, m["focus_area"].id, seen=1, by=who),
    "override_mark": lambda r, m, who: mark_overrides.override_mark(
        r, replace(m["override"].what, lens="safety"), by=who
    ),
    "take_back_override": lambda r, m, who: mark_overrides.take_back_override(r, m["override"].id, seen=1, by=who),
    "write_note": lambda r, m, who: notes.write_note(r, m["note"].what, by=who),
    "set_goal": lambda r, m, who: goals.set_goal(r, m["goal"].what, by=who),
    "review_goal": lambda r, m, who: goals.review_goal(r, m["goal"].id, TUESDAY, "behind", seen=2, by=who),
    "record_placement": lambda r, m, who: placements.record_placement(
        r, replace(m["placement"].what, quarter="2026-Q2"), by=who
    ),
    "mark_known": lambda r, m, who: known_warnings.mark_known(
        r, known_warnings.Series("buurt:BU1", "complaint", "drugs"), "Bekend", today(), by=who, today=today()
    ),
    "take_back": lambda r, m, who: known_warnings.take_back(r, m["known_warning"].id, seen=1, by=who),
    "read": lambda r, m, who: reading.listed(r, cases.Case, by=who),
    "read_confidential": lambda r, m, who: reading.read_confidential(r, cases.Case, m["case"].id, by=who),
    "withdraw": lambda r, m, who: corrections.withdraw(r, notes.Note, m["note"].id, seen=1, by=who),
    "bring_back": lambda r, m, who: corrections.bring_back(r, notes.Note, m["note"].id, seen=2, by=who),
    "recognise": lambda r, m, who: recognitions.recognise(r, m["recognition"].what, by=who),
    "prune": lambda r, m, who: retention.prune(r, by=who, dry_run=True),
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
                    does(register, made, who)
                assert who.role in access.MAY[verb], f"{who.role} did {verb}"
            except AccessDenied:
                own_only = verb in ("withdraw", "bring_back") and who.role == "field"
                assert who.role not in access.MAY[verb] or own_only, f"{who.role} was refused {verb}"
                assert told(register) == before, f"{verb} wrote before it asked"


def test_every_verb_has_its_rights() -> None:
    assert set(VERBS) <= set(access.MAY)
