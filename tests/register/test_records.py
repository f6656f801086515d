"""Every kind of record: kept as given, changed by who saw it, withdrawn and never lost; and every fault has a sentence."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from buurtbeeld.clock import today
from buurtbeeld.errors import AccessDenied, ChangedMeanwhile, DateRefused, RegisterError, RemarkRefused, ValueRefused
from buurtbeeld.register import (
    all_kinds,
    approaches,
    cases,
    corrections,
    deadlines,
    focus_areas,
    goals,
    hand_overs,
    initiatives,
    mark_overrides,
    mediations,
    meetings,
    observations,
    partners,
    placements,
    reading,
    recognitions,
    store,
)
from buurtbeeld.register.fields import Text
from buurtbeeld.register.tables import audit
from tests.register.people import ANALYST, COLLEAGUE, DIRECTOR, FIELD, MANAGER, MONDAY
from tests.register.samples import AREA, COMPLEX, SQUARE, case, freeze, handed, idea, one_of_each, partner

KINDS = all_kinds.every()

TUESDAY, SUNDAY = MONDAY + timedelta(1), MONDAY - timedelta(1)


def lines(register: sa.Engine, verb: str) -> list[sa.Row]:
    with store.reading(register) as con:
        return list(con.execute(audit.select().where(audit.c.verb == verb).order_by(audit.c.id)))


def test_one_of_each_is_kept_as_given_and_told_in_the_audit(register: sa.Engine) -> None:
    made = one_of_each(register)
    assert set(made) | {"photo"} == set(KINDS)
    for name, record in made.items():
        (found,) = reading.listed(register, KINDS[name], by=MANAGER, id=record.id)
        told = reading.history(register, KINDS[name], record.id, by=MANAGER)
        assert (told[0].by, told[0].version, told[0].before) == (COLLEAGUE.id, 1, {})
        assert found.version == len(told) and found.created_by == COLLEAGUE.id
        if found.version == 1:
            assert found == record


def test_a_colleague_who_was_first_is_told_and_nothing_is_overwritten(register: sa.Engine) -> None:
    for name, record in one_of_each(register).items():
        kind, version = KINDS[name], reading.listed(register, KINDS[name], by=MANAGER, id=record.id)[0].version
        if name in corrections.FROZEN:
            continue
        field = next(field for field in fields(kind))
        same = {field.name: getattr(record.what, field.name)}
        first = corrections.correct(register, kind, record.id, seen=version, by=MANAGER, **same)
        for late in (corrections.correct, corrections.withdraw):
            with pytest.raises(ChangedMeanwhile, match="A colleague changed this .*Nothing was overwritten") as told:
                late(
                    register,
                    kind,
                    record.id,
                    seen=version,
                    by=COLLEAGUE,
                    **(same if late is corrections.correct else {}),
                )
            assert told.value.now == first, name


def test_what_was_withdrawn_is_out_of_the_lists_and_its_row_stays(register: sa.Engine) -> None:
    opened = one_of_each(register)["case"]
    gone = corrections.withdraw(register, cases.Case, opened.id, seen=1, by=MANAGER)
    assert gone.deleted_at is not None
    for kind in (cases.Case, cases.Step):
        assert reading.listed(register, kind, by=MANAGER) == ()
        assert len(reading.listed(register, kind, by=MANAGER, removed=True)) == 1
    assert len(reading.listed(register, hand_overs.HandOver, by=MANAGER)) == 1
    with pytest.raises(ChangedMeanwhile, match="A colleague withdrew this case meanwhile") as told:
        cases.take_step(register, opened.id, "talk", TUESDAY, by=MANAGER)
    assert told.value.now is None


INJECTED = (
    "'; drop table audit; --", '<script>alert("x")</script>', "=HYPERLINK(zeg het, voort)", "../../etc/passwd {{7*7}} ${x}",
    "%(name)s :name ? $1 \\x00 \\", "+cmd|' /C calc'!A0", "regel \u202eomgekeerd", "Łódź 漢字 🙂 ï",
)  # fmt: skip


def test_injected_words_come_back_as_words(register: sa.Engine) -> None:
    for name, record in one_of_each(register).items():
        texts = [field for field, (kind, _optional) in record.what.fields.items() if isinstance(kind, Text)]
        if not texts or name in corrections.FROZEN:
            continue
        for text in INJECTED:
            version = reading.listed(register, KINDS[name], by=MANAGER, id=record.id)[0].version
            corrections.correct(
                register, KINDS[name], record.id, seen=version, by=MANAGER, **dict.fromkeys(texts, text)
            )
            (found,) = reading.listed(register, KINDS[name], by=MANAGER, id=record.id)
            expected = text.replace("\u202e", " ").replace("  ", " ")
            assert [getattr(found.what, each) for each in texts] == [expected] * len(texts), name


KEYS = ("'; drop table x; --", "=1+1", "a\nb", "<b>", "", " ", "x" * 200, "buurt:", "../../x", "buurt:\x00")


def test_an_area_is_a_key_and_nothing_else(register: sa.Engine) -> None:
    for key in KEYS:
        with pytest.raises(ValueRefused, match=r"Expected .* area_id"):
            cases.open_case(register, case(area_id=key), by=MANAGER)
    assert lines(register, "open_case") == []


TOO_EARLY = [
    lambda r, m: cases.take_step(r, m["case"].id, "dossier", SUNDAY, by=MANAGER),
    lambda r, m: cases.close_case(r, m["case"].id, SUNDAY, "solved", seen=1, by=MANAGER),
    lambda r, m: hand_overs.hand_over(r, handed(m["partner"], case_id=m["case"].id, handed_at=SUNDAY), by=MANAGER),
    lambda r, m: hand_overs.acknowledge(r, m["hand_over"].id, SUNDAY, seen=1, by=MANAGER),
    lambda r, m: hand_overs.first_action(r, m["hand_over"].id, SUNDAY, seen=1, by=MANAGER),
    lambda r, m: hand_overs.feed_back(r, m["hand_over"].id, SUNDAY, seen=1, by=MANAGER),
    lambda r, m: hand_overs.close_hand_over(r, m["hand_over"].id, SUNDAY, "done", seen=1, by=MANAGER),
    lambda r, m: meetings.keep_commitment(r, m["commitment"].id, SUNDAY, seen=1, by=MANAGER),
    lambda r, m: meetings.commit(r, replace(m["commitment"].what, due=SUNDAY), by=MANAGER),
    lambda r, m: meetings.commit(r, replace(m["commitment"].what, made_at=SUNDAY), by=MANAGER),
    lambda r, m: initiatives.decide_initiative(r, idea(decided_at=SUNDAY, decision="granted"), by=MANAGER),
    lambda r, m: mediations.record_mediation(r, replace(m["mediation"].what, ended_at=SUNDAY), by=MANAGER),
    lambda r, m: approaches.end_approach(r, m["approach"].id, SUNDAY, seen=1, by=MANAGER),
    lambda r, m: goals.review_goal(r, m["goal"].id, SUNDAY, "behind", seen=2, by=MANAGER),
    lambda r, m: corrections.correct(r, cases.Case, m["case"].id, seen=1, by=MANAGER, opened_at=TUESDAY),
    lambda r, m: corrections.correct(r, cases.Step, m["step"].id, seen=1, by=MANAGER, at=SUNDAY),
    lambda r, m: corrections.correct(
        r, meetings.Consultation, m["consultation"].id, seen=1, by=MANAGER, held_at=TUESDAY
    ),
]


def test_a_day_before_its_predecessor_is_refused_and_nothing_changes(register: sa.Engine) -> None:
    made = one_of_each(register)
    with store.reading(register) as con:
        before = con.execute(sa.select(sa.func.count()).select_from(audit)).scalar_one()
    for number, early in enumerate(TOO_EARLY):
        with pytest.raises(DateRefused, match=r"Expected .*a day from 2026-03-0\d.*Choose another day"):
            early(register, made)
            pytest.fail(f"number {number} was accepted")
    with store.reading(register) as con:
        assert con.execute(sa.select(sa.func.count()).select_from(audit)).scalar_one() == before


REFUSED = [
    (lambda r, m: observations.record_observation(r, observations.Observation(area_id=COMPLEX, seen_at=MONDAY, theme="drugs"), by=MANAGER), ValueRefused, "theme with subtheme and severity, or a score"),
    (lambda r, m: observations.record_observation(r, observations.Observation(area_id=COMPLEX, seen_at=MONDAY, clean=11), by=MANAGER), ValueRefused, "clean a whole number from 1 to 10, found 11"),
    (lambda r, m: observations.record_observation(r, observations.Observation(area_id=COMPLEX, seen_at=date(2099, 1, 1), clean=1), by=MANAGER), DateRefused, "seen_at a day up to today, found 2099"),
    (lambda r, m: observations.record_observation(r, observations.Observation(area_id=COMPLEX, seen_at=MONDAY, clean=1, remark="bel 06-12345678"), by=MANAGER), RemarkRefused, "remark .* found: telephone"),
    (lambda r, m: cases.open_case(r, case(kind="XXX"), by=MANAGER), ValueRefused, "kind one of LEE, OMG"),
    (lambda r, m: cases.open_case(r, case(closed_at=MONDAY), by=MANAGER), ValueRefused, "a case that is open"),
    (lambda r, m: cases.open_case(r, case(story="mevrouw Jansen klaagt"), by=MANAGER), RemarkRefused, "story .* found: name"),
    (lambda r, m: cases.take_step(r, m["case"].id, "penalty", MONDAY, by=MANAGER), ValueRefused, "one of talk, mediation"),
    (lambda r, m: cases.take_step(r, m["case"].id, "talk", MONDAY, ladder="prison", by=MANAGER), ValueRefused, "one of landlord, mayor, care"),
    (lambda r, m: hand_overs.hand_over(r, replace(m["hand_over"].what, partner_id=uuid4()), by=MANAGER), ValueRefused, "a partner that is there"),
    (lambda r, m: hand_overs.close_hand_over(r, m["hand_over"].id, TUESDAY, "returned", seen=1, by=MANAGER), ValueRefused, "a reason why it was returned"),
    (lambda r, m: hand_overs.close_hand_over(r, m["hand_over"].id, TUESDAY, "accepted", seen=1, by=MANAGER), ValueRefused, "declined, returned or done"),
    (lambda r, m: meetings.commit(r, replace(m["commitment"].what, own_role="landlord"), by=MANAGER), ValueRefused, "one owner"),
    (lambda r, m: initiatives.decide_initiative(r, idea(granted=500), by=MANAGER), ValueRefused, "granted idea only"),
    (lambda r, m: initiatives.finish_initiative(r, m["initiative"].id, TUESDAY, seen=1, by=MANAGER, spent=1), ValueRefused, "that was granted"),
    (lambda r, m: initiatives.look_back(r, m["initiative"].id, TUESDAY, "mooi", seen=1, by=MANAGER), ValueRefused, "that was done"),
    (lambda r, m: mediations.record_mediation(r, replace(m["mediation"].what, area_id=COMPLEX), by=MANAGER), ValueRefused, "a buurt or larger"),
    (lambda r, m: mediations.record_mediation(r, replace(m["mediation"].what, share_landlord=60, share_other=30), by=MANAGER), ValueRefused, "add up to 100, found 90"),
    (lambda r, m: mediations.record_mediation(r, replace(m["mediation"].what, suitable=False, outcome="solved"), by=MANAGER), ValueRefused, "not suitable"),
    (lambda r, m: freeze(r, m, (AREA,)), ValueRefused, "found the area itself"),
    (lambda r, m: freeze(r, m, ("buurt:BU2",), ("buurt:BU2",)), ValueRefused, "or one in the ring"),
    (lambda r, m: freeze(r, m, ("Straat 1 -- drop",) * 501), ValueRefused, "a list of at most 500"),
    (lambda r, m: freeze(r, m, ("buurt:BU2",), seen=7), ChangedMeanwhile, "changed this approach meanwhile"),
    (lambda r, m: corrections.correct(r, approaches.ApproachFreeze, m["approach_freeze"].id, seen=1, by=MANAGER, number=2), ValueRefused, "fields of a approach_freeze that may change"),
    (lambda r, m: corrections.withdraw(r, approaches.ApproachFreeze, m["approach_freeze"].id, seen=1, by=MANAGER), ValueRefused, "that was frozen"),
    (lambda r, m: corrections.correct(r, cases.Case, m["case"].id, seen=1, by=MANAGER, version=7), ValueRefused, "fields of a case"),
    (lambda r, m: focus_areas.draw_focus_area(r, focus_areas.FocusArea(code="X", name="Geen van beide"), by=MANAGER), ValueRefused, "none or both"),
    (lambda r, m: focus_areas.draw_focus_area(r, focus_areas.FocusArea(code="X", name="Buurt", members=(AREA,)), by=MANAGER), ValueRefused, "streets and complexes"),
    (lambda r, m: focus_areas.draw_focus_area(r, focus_areas.FocusArea(code="X", name="Punt", outline={"type": "Point", "coordinates": [5, 51]}), by=MANAGER), ValueRefused, "a polygon in longitude"),
    (lambda r, m: focus_areas.draw_focus_area(r, focus_areas.FocusArea(code="X", name="Ver weg", outline=SQUARE | {"coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}), by=MANAGER), ValueRefused, "Draw it again"),
    (lambda r, m: focus_areas.draw_focus_area(r, focus_areas.FocusArea(code="X", name="Kruis", outline=SQUARE | {"coordinates": [[[5, 51], [6, 52], [6, 51], [5, 52], [5, 51]]]}), by=MANAGER), ValueRefused, "does not cross itself"),
    (lambda r, m: mark_overrides.override_mark(r, replace(m["override"].what, month=MONDAY), by=MANAGER), ValueRefused, "first day of a month"),
    (lambda r, m: mark_overrides.override_mark(r, replace(m["override"].what, month=date(2026, 2, 1), mark=10.5), by=MANAGER), ValueRefused, "from 1 to 10, found 10.5"),
    (lambda r, m: mark_overrides.override_mark(r, m["override"].what, by=MANAGER), ChangedMeanwhile, "it is now version 1"),
    (lambda r, m: mark_overrides.override_mark(r, replace(m["override"].what, until=None), by=MANAGER), ValueRefused, "a day until which"),
    (lambda r, m: mark_overrides.override_mark(r, replace(m["override"].what, until=today() - timedelta(1)), by=MANAGER), DateRefused, "an until from today"),
    (lambda r, m: mark_overrides.override_mark(r, replace(m["override"].what, until=today() + timedelta(400)), by=MANAGER), DateRefused, "an until from today"),
    (lambda r, m: recognitions.recognise(r, replace(m["recognition"].what, answer="maybe"), by=MANAGER), ValueRefused, "answer one of yes, partly, no"),
    (lambda r, m: recognitions.recognise(r, replace(m["recognition"].what, at=date(2099, 1, 1)), by=MANAGER), DateRefused, "at a day up to today"),
    (lambda r, m: partners.keep_partner(r, m["partner"].what, by=MANAGER), ChangedMeanwhile, "it is now version 1"),
    (lambda r, m: placements.record_placement(r, replace(m["placement"].what, quarter="2026-Q2", count=4), by=MANAGER), ValueRefused, "5 or more, found 4"),
    (lambda r, m: placements.record_placement(r, replace(m["placement"].what, quarter="2026-Q5"), by=MANAGER), ValueRefused, "Expected for quarter"),
]  # fmt: skip


def test_what_cannot_be_is_refused_in_a_sentence(register: sa.Engine) -> None:
    made = one_of_each(register)
    for number, (wrong, error, sentence) in enumerate(REFUSED):
        with pytest.raises(RegisterError, match=sentence) as told:
            wrong(register, made)
            pytest.fail(f"number {number} was accepted")
        assert type(told.value) is error, number


def test_rungs_are_skipped_and_stepped_back_and_all_stay(register: sa.Engine) -> None:
    opened = cases.open_case(register, case(), by=MANAGER)
    walked = [
        ("landlord", "talk"),
        ("landlord", "dossier"),
        ("mayor", "penalty"),
        ("mayor", "warning"),
        ("care", "visited"),
    ]
    for days, (ladder, kind) in enumerate(walked):
        cases.take_step(register, opened.id, kind, MONDAY + timedelta(days), ladder=ladder, by=MANAGER)
    steps = reading.listed(register, cases.Step, by=MANAGER, case_id=opened.id)
    assert [(step.what.ladder, step.what.kind) for step in steps] == walked
    assert [step.what.rung for step in steps] == [1, 4, 4, 2, 2]
    with pytest.raises(DateRefused, match="the last step"):
        cases.close_case(register, opened.id, MONDAY, "solved", seen=1, by=MANAGER)
    cases.close_case(register, opened.id, MONDAY + timedelta(9), "solved", seen=1, by=MANAGER)
    with pytest.raises(ValueRefused, match="Open a new case"):
        cases.take_step(register, opened.id, "talk", MONDAY + timedelta(9), by=MANAGER)


def test_a_hand_over_runs_its_course(register: sa.Engine) -> None:
    to = partners.keep_partner(register, partner(), by=MANAGER)
    sent = hand_overs.hand_over(register, handed(to), by=MANAGER)
    assert (sent.what.norm_days, sent.what.norm_kind) == (5, "work")
    assert deadlines.due(sent.what) == date(2026, 3, 9)
    partners.keep_partner(register, replace(to.what, norm_days=9), id=to.id, seen=1, by=MANAGER)
    sent = hand_overs.acknowledge(register, sent.id, MONDAY, seen=1, outcome="accepted", by=MANAGER)
    assert (sent.what.norm_days, sent.what.outcome) == (5, "accepted")
    sent = hand_overs.feed_back(register, sent.id, TUESDAY, seen=2, by=MANAGER)
    assert not deadlines.overdue(sent.what, date(2026, 12, 1))
    sent = hand_overs.close_hand_over(register, sent.id, TUESDAY, "done", seen=3, by=MANAGER)
    with pytest.raises(ValueRefused, match="Hand the matter over anew"):
        hand_overs.feed_back(register, sent.id, TUESDAY, seen=4, by=MANAGER)


def test_the_norm_is_the_routes_before_the_partners(register: sa.Engine) -> None:
    to = partners.keep_partner(register, partner(norm_days=None), by=MANAGER)
    for severity, days in ((1, 20), (4, 2)):
        route = partners.Route(
            theme="drugs",
            from_severity=severity,
            partner_id=to.id,
            way="telephone",
            norm_days=days,
            norm_kind="calendar",
        )
        partners.keep_route(register, route, by=MANAGER)
    norms = [
        hand_overs.hand_over(register, handed(to, theme=theme, severity=severity), by=MANAGER).what
        for theme, severity in (("drugs", None), ("drugs", 3), ("drugs", 5), ("nuisance", 5))
    ]
    assert [(what.norm_days, what.norm_kind) for what in norms] == [
        (20, "calendar"),
        (20, "calendar"),
        (2, "calendar"),
        (None, "work"),
    ]
    assert deadlines.due(norms[3]) is None and not deadlines.overdue(norms[3], date(2027, 1, 1))


def test_a_partner_with_open_hand_overs_is_removed_softly_and_they_go_on(register: sa.Engine) -> None:
    made = one_of_each(register)
    partners.remove_partner(register, made["partner"].id, seen=1, by=MANAGER)
    (still,) = reading.listed(register, hand_overs.HandOver, by=MANAGER)
    (gone,) = reading.listed(register, partners.Partner, by=MANAGER, removed=True, id=still.what.partner_id)
    assert gone.what.name == "Gemeente, openbare orde" and gone.deleted_at
    assert reading.listed(register, partners.Route, by=MANAGER) == ()
    assert hand_overs.feed_back(register, still.id, TUESDAY, seen=1, by=MANAGER).what.fed_back_at == TUESDAY
    with pytest.raises(ValueRefused, match="a partner that is there, but it was withdrawn"):
        hand_overs.hand_over(register, handed(gone), by=MANAGER)


def test_an_initiative_from_idea_to_look_back(register: sa.Engine) -> None:
    kept = initiatives.decide_initiative(register, idea(), by=MANAGER)
    granted = replace(kept.what, decision="granted", decided_at=TUESDAY, granted=500)
    kept = initiatives.decide_initiative(register, granted, id=kept.id, seen=1, by=MANAGER)
    kept = initiatives.finish_initiative(
        register,
        kept.id,
        date(2026, 4, 1),
        seen=2,
        by=MANAGER,
        spent=480,
        participants=12,
        result="Staat er en wordt gebruikt",
    )
    assert deadlines.look_back_due(kept.what) == date(2027, 4, 1)
    kept = initiatives.look_back(register, kept.id, date(2026, 5, 1), "Nog heel", seen=3, by=MANAGER)
    assert (deadlines.look_back_due(kept.what), kept.version) == (None, 4)


def test_both_marks_stay_visible(register: sa.Engine) -> None:
    own = one_of_each(register)["override"]
    assert (own.what.mark, own.what.instead_of, own.created_by) == (5.5, 7.1, COLLEAGUE.id)
    mark_overrides.take_back_override(register, own.id, seen=1, by=MANAGER)
    assert mark_overrides.override_mark(register, own.what, by=MANAGER).id != own.id


def test_a_goal_is_reviewed_every_two_years(register: sa.Engine) -> None:
    assert goals.next_review(date(2024, 2, 29)) == date(2026, 2, 28)
    made = one_of_each(register)
    (goal,) = reading.listed(register, goals.Goal, by=MANAGER)
    assert (goal.what.state, goal.what.review_at, goal.version) == ("on_course", date(2028, 3, 2), 2)
    goal, review = goals.review_goal(register, made["goal"].id, TUESDAY, "reached", seen=2, by=MANAGER)
    assert goal.what.review_at is None and review.what.at == TUESDAY


def test_a_director_with_areas_changes_things_there_only(register: sa.Engine) -> None:
    inside = cases.open_case(register, case(), by=DIRECTOR)
    outside = cases.open_case(register, case(area_id="complex:C2"), by=MANAGER)
    assert [found.id for found in reading.listed(register, cases.Case, by=DIRECTOR)] == [inside.id, outside.id]
    for denied in (
        lambda: cases.open_case(register, case(area_id="complex:C2"), by=DIRECTOR),
        lambda: cases.take_step(register, outside.id, "talk", MONDAY, by=DIRECTOR),
        lambda: corrections.correct(register, cases.Case, inside.id, seen=1, by=DIRECTOR, area_id="complex:C2"),
        lambda: reading.read_confidential(register, cases.Case, outside.id, by=DIRECTOR),
        lambda: corrections.withdraw(register, cases.Case, outside.id, seen=1, by=DIRECTOR),
        lambda: focus_areas.draw_focus_area(
            register, focus_areas.FocusArea(code="X", name="Erbuiten", members=("street:Elders",)), by=DIRECTOR
        ),
    ):
        with pytest.raises(AccessDenied, match=r"complex:C2|street:Elders"):
            denied()
    assert len(reading.listed(register, cases.Case, by=MANAGER)) == 2 and lines(register, "take_step") == []


def test_the_field_withdraws_and_corrects_its_own_only(register: sa.Engine) -> None:
    seen = observations.Observation(area_id=COMPLEX, seen_at=MONDAY, clean=4)
    own, other = (observations.record_observation(register, seen, by=who) for who in (FIELD, MANAGER))
    assert corrections.correct(register, observations.Observation, own.id, seen=1, by=FIELD, clean=5).what.clean == 5
    assert corrections.withdraw(register, observations.Observation, own.id, seen=2, by=FIELD).deleted_at
    for touch in (corrections.correct, corrections.withdraw):
        with pytest.raises(AccessDenied, match="a record of your own"):
            touch(register, observations.Observation, other.id, seen=1, by=FIELD)


def test_confidential_words_are_hidden_until_read_and_reading_is_told(register: sa.Engine) -> None:
    secret = cases.open_case(register, case(confidential=True, story="Zorgelijk"), by=COLLEAGUE)
    cases.take_step(register, secret.id, "talk", MONDAY, remark="Werd boos", by=COLLEAGUE)
    open_one = cases.open_case(register, case(story="Muziek"), by=COLLEAGUE)
    stories = {found.id: found.what.story for found in reading.listed(register, cases.Case, by=MANAGER)}
    assert stories == {secret.id: None, open_one.id: "Muziek"}
    assert reading.listed(register, cases.Step, by=MANAGER)[0].what.remark is None
    assert {found.what.story for found in reading.listed(register, cases.Case, by=ANALYST)} == {None}
    for denied in (ANALYST, FIELD):
        with pytest.raises(AccessDenied):
            reading.read_confidential(register, cases.Case, secret.id, by=denied)
    assert reading.read_confidential(register, cases.Case, secret.id, by=MANAGER).what.story == "Zorgelijk"
    (line,) = lines(register, "read")
    assert (line.by, line.record, line.record_id, line.version, line.before, line.after) == (
        MANAGER.id,
        "case",
        secret.id,
        1,
        None,
        None,
    )
    assert not any(
        {"story", "remark"} & told.after.keys() for told in reading.history(register, cases.Case, secret.id, by=MANAGER)
    )
