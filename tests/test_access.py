"""Who may do what: every verb by every role, as written down here once more; and what counts as this machine."""

from __future__ import annotations

import pytest

from buurtbeeld import access
from buurtbeeld.access import Person
from buurtbeeld.errors import AccessDenied

LETTERS = {"field": "f", "director": "d", "manager": "m", "analyst": "a", "partner": "p", "administrator": "A"}
MATRIX = {
    "read": "fdmaA", "read_shared": "fdmapA", "analyse": "maA", "read_audit": "mA",
    "record_observation": "fdmA", "withdraw": "fdmA", "bring_back": "fdmA", "recognise": "fdmA",
    "open_case": "dmA", "take_step": "dmA", "close_case": "dmA",
    "hand_over": "dmA", "acknowledge": "dmA", "first_action": "dmA", "feed_back": "dmA", "close_hand_over": "dmA",
    "keep_partner": "dmA", "remove_partner": "dmA", "keep_route": "dmA", "remove_route": "dmA",
    "hold_consultation": "dmA", "commit": "dmA", "keep_commitment": "dmA",
    "decide_initiative": "dmA", "finish_initiative": "dmA", "look_back": "dmA", "record_mediation": "dmA",
    "record_approach": "dmA", "end_approach": "dmA", "freeze_approach": "dmA",
    "draw_focus_area": "dmA", "remove_focus_area": "dmA", "override_mark": "dmA", "take_back_override": "dmA",
    "write_note": "dmA", "set_goal": "dmA", "review_goal": "dmA", "record_placement": "dmA",
    "mark_known": "dmA", "take_back": "dmA", "read_confidential": "dmA",
    "invite_person": "A", "change_person": "A", "deactivate_person": "A", "prune": "A",
}  # fmt: skip
HERE, ELSEWHERE = "buurt:BU18830503", "buurt:BU18830201"


def test_the_matrix_holds_every_verb() -> None:
    assert set(MATRIX) == set(access.MAY)


@pytest.mark.parametrize("verb", MATRIX)
@pytest.mark.parametrize("role", access.ROLES)
def test_every_verb_by_every_role(verb: str, role: str) -> None:
    person = Person("somebody", role)
    assert access.may(person, verb) is access.may(person, verb, HERE) is (LETTERS[role] in MATRIX[verb])
    if not access.may(person, verb):
        with pytest.raises(AccessDenied, match=rf"{verb} is for: .*; found '{role}'") as denied:
            access.check(person, verb)
        assert denied.value.reason == ("partner" if role == "partner" else "role")


@pytest.mark.parametrize("verb", MATRIX)
@pytest.mark.parametrize("role", access.ROLES)
def test_areas_narrow_a_director_and_nobody_else(verb: str, role: str) -> None:
    person = Person("somebody", role, frozenset({HERE}))
    anywhere = LETTERS[role] in MATRIX[verb]
    assert access.may(person, verb, HERE) is anywhere
    narrowed = role == "director" and verb not in {"read", "read_shared", "record_observation", "recognise"}
    assert access.may(person, verb, ELSEWHERE) is (anywhere and not narrowed)
    if anywhere and narrowed:
        with pytest.raises(AccessDenied, match=ELSEWHERE) as denied:
            access.check(person, verb, ELSEWHERE)
        assert denied.value.reason == "area"


@pytest.mark.parametrize(("role", "verb"), [("owner", "read"), ("", "read"), ("administrator", "rule")])
def test_what_nobody_wrote_down_nobody_may(role: str, verb: str) -> None:
    with pytest.raises(AccessDenied):
        access.check(Person("somebody", role), verb)


@pytest.mark.parametrize(
    ("remote", "headers", "local"),
    [
        (None, {}, True),
        (None, {"Host": "localhost:8501"}, True),
        ("127.0.0.1", {"host": "127.0.0.1:8501"}, True),
        ("::1", {"Host": "[::1]:8501"}, True),
        ("10.0.0.5", {"Host": "localhost:8501"}, False),
        ("somewhere", {"Host": "localhost:8501"}, False),
        (None, {"Host": "dashboard.example:8501"}, False),
        (None, {"Host": "127.0.0.1.example"}, False),
        (None, {"Host": "localhost", "X-Forwarded-For": "10.0.0.5"}, False),
        (None, {"Host": "localhost", "FORWARDED": "for=10.0.0.5"}, False),
    ],
)
def test_what_counts_as_this_machine(remote: str | None, headers: dict[str, str], local: bool) -> None:
    assert access.is_local(remote, headers) is local
