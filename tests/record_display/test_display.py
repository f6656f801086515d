"""Records in words: every field and choice has one, errors become sentences, text of people stays text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from buurtbeeld import access, text
from buurtbeeld.cases import progress
from buurtbeeld.errors import (
    AccessDenied,
    ChangedMeanwhile,
    DateRefused,
    PersonRefused,
    PhotoRefused,
    QueryNotKept,
    RegisterUnavailable,
    RemarkRefused,
    ValueRefused,
)
from buurtbeeld.hand_overs import wording as hand_overs_wording
from buurtbeeld.meetings import wording as meetings_wording
from buurtbeeld.record_display import display, labels, refusals
from buurtbeeld.register import all_kinds, people
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.fields import Choice
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.meetings import Commitment
from buurtbeeld.register.records import Entry
from buurtbeeld.register.remarks import REASONS

KINDS = all_kinds.every()

MONDAY = date(2026, 3, 2)
FORMS = sorted(labels.kinds())
VERBS = sorted({kind.made_by for kind in KINDS.values()} | {"close_case", "feed_back", "look_back", "withdraw"})


def kept(what, version: int = 1) -> Entry:
    return Entry(uuid4(), what, datetime(2026, 3, 2, 9, tzinfo=UTC), "somebody", version)


def case(**more) -> Case:
    return Case(**({"area_id": "buurt:BU1", "kind": "SOC", "theme": "nuisance", "opened_at": MONDAY} | more))


def step(days: int, ladder: str = "landlord", kind: str = "talk", rung: int = 1, **more) -> Step:
    return Step(case_id=uuid4(), ladder=ladder, kind=kind, rung=rung, at=MONDAY + timedelta(days), **more)


def handed_over(**more) -> HandOver:
    given = {"area_id": "buurt:BU1", "theme": "nuisance", "partner_id": uuid4(), "handed_at": MONDAY, "norm_days": 5}
    return HandOver(**(given | more))


@pytest.mark.parametrize("name", FORMS)
def test_every_field_and_every_choice_of_a_form_has_a_word(name: str) -> None:
    kind = KINDS[name]
    for field, (rule, _optional) in kind.fields.items():
        assert display.label(kind, field)
        if isinstance(rule, Choice):
            words = display.words(kind, field)
            assert list(words) == list(rule.words) and len(set(words.values())) == len(words), words


@pytest.mark.parametrize("verb", VERBS)
def test_every_refusal_is_a_dutch_sentence_that_says_nothing_was_kept(verb: str) -> None:
    errors = [
        ValueRefused("English"), DateRefused("English"), PhotoRefused("English"), ChangedMeanwhile("English"),
        ChangedMeanwhile("English", kept(case(), 1)), ChangedMeanwhile("English", kept(case(), 2)),
        RegisterUnavailable("English"), *(RemarkRefused(reason) for reason in REASONS),
        *(PersonRefused(reason, "English") for reason in people.REASONS),
        *(QueryNotKept(reason) for reason in ("empty", "long", "owner")),
        *(AccessDenied("English", reason) for reason in access.REASONS),
    ]  # fmt: skip
    for error in errors:
        sentence = refusals.sentence(error, verb)
        assert "English" not in sentence and sentence.endswith(".")
        assert re.search("niets (bewaard|overschreven|veranderd)", sentence), sentence
    assert "rol" in refusals.sentence(AccessDenied("English"), verb)
    assert "gebieden" in refusals.sentence(AccessDenied("English", "area"), verb)
    assert set(refusals.EXPECTED) == {type(error) for error in errors}


@pytest.mark.parametrize(
    "words",
    [
        "[klik](http://x.nl)",
        "<script>alert(1)</script>",
        "**vet** _schuin_ `code`",
        "![beeld](x)",
        "$x$ :red[a]",
        "# kop",
        "'; drop table note; -- stond er",
        "-- eerst, <-> en -> daarna <- of >= of <= of ~=",
    ],
)
def test_what_people_type_is_shown_as_it_is(words: str) -> None:
    shown = text.plain(words)
    assert re.sub(r"\\(.)", r"\1", shown).replace("\N{WORD JOINER}", "") == words
    # What Streamlit draws as one sign: an arrow or a dash between blanks.
    assert not re.search(r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)", re.sub(r"\\(.)", r"\1", shown))
    assert not re.search(r"(?<!\\)[\[\]<>*_`#$]", shown)


def test_both_versions_show_only_what_differs() -> None:
    mine, theirs = case(severity=4, story="Wat ik *wilde*"), case(severity=2)
    wanted, now = display.both(mine, {}, kept(theirs))
    assert "Ernst: **4**" in wanted and "Ernst: **2**" in now
    assert r"Wat ik \*wilde\*" in wanted and "Thema" not in wanted
    assert display.both(mine, {}, kept(mine))[0] == "Hetzelfde als wat u wilde."


def test_a_case_waits_four_weeks_after_its_last_step() -> None:
    one, other, closed = kept(case()), kept(case(opened_at=MONDAY - timedelta(9))), kept(case(closed_at=MONDAY))
    steps = [kept(step(10)), kept(step(3, "mayor", "order", 3))]
    steps = [Entry(each.id, Step(**{**vars(each.what), "case_id": one.id}), each.created_at, "x", 1) for each in steps]
    found = progress.with_steps([closed, one, other], steps)
    assert [each.case.id for each in found] == [other.id, one.id, closed.id]
    assert found[1].due == MONDAY + timedelta(38) and found[2].due is None
    assert [each.what.kind for each in found[1].steps] == ["order", "talk"]
    due = progress.chosen(found, "due", frozenset(), MONDAY + timedelta(20))
    assert [each.case.id for each in due] == [other.id]
    assert progress.answer(found, MONDAY + timedelta(20)) == "2 dossiers staan open; 1 wachten op een volgende stap"
    assert progress.chosen(found, "open", frozenset({"buurt:BU2"}), MONDAY) == []
    assert progress.next_rung(found[1].steps, "mayor") == "penalty"
    assert progress.next_rung(found[1].steps, "care") == "signalled"
    landlord = progress.ladders(found[1].steps)["Verhuurder"]
    assert landlord[0].at == MONDAY + timedelta(10) and landlord[1].at is None


@pytest.mark.parametrize(
    ("more", "today", "words"),
    [
        ({}, 4, "antwoord uiterlijk 9 maart 2026"),
        ({}, 9, "2 dagen over de norm"),
        ({}, 40, "zit vast, 40 dagen stil"),
        ({"fed_back_at": MONDAY}, 40, "binnen de norm teruggekoppeld"),
        ({"norm_days": None}, 40, "geen norm afgesproken"),
        ({"closed_at": MONDAY, "outcome": "returned"}, 40, "afgesloten: teruggegeven"),
    ],
)
def test_a_badge_says_how_a_hand_over_stands(more: dict, today: int, words: str) -> None:
    assert words in hand_overs_wording.badge(handed_over(**more), MONDAY + timedelta(today))


def test_late_promises_come_first_and_kept_ones_by_day() -> None:
    def promise(due: int, kept_at: int | None = None) -> Entry[Commitment]:
        at = None if kept_at is None else MONDAY + timedelta(kept_at)
        what = Commitment(own_role="landlord", text="Sloten", made_at=MONDAY, due=MONDAY + timedelta(due), kept_at=at)
        return kept(what)

    rows = [promise(9), promise(2), promise(1, 1), promise(1, 3)]
    today = MONDAY + timedelta(5)
    assert meetings_wording.chosen(rows, "open", today) == [rows[1], rows[0]]
    assert meetings_wording.chosen(rows, "late", today) == [rows[1]]
    assert meetings_wording.chosen(rows, "kept", today) == [rows[3], rows[2]]
    assert meetings_wording.answer(rows, today) == "2 afspraken open, 1 te laat"


def test_every_verb_of_a_page_is_a_verb_of_access() -> None:
    assert set(labels.verbs()) <= set(access.MAY)
