"""What colleagues of the made-up corporation recorded: partners, cases, hand-overs, meetings. Imitates no person.

Everything goes through the register's own verbs, so that it keeps the same rules as what people enter.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.register import approaches, cases, goals, initiatives, meetings, notes, observations, partners
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from etl.demo import ladders, paces, scenario, stories, tried
from etl.demo.desk import Desk
from etl.demo.town import town

DIRECTOR = Person("gebiedsregisseur (verzonnen)", "director")
COLLEAGUE = Person("buurtmedewerker (verzonnen)", "field")
MANAGER = Person("manager (verzonnen)", "manager")
CASES, PROMISES, OBSERVATIONS = 26, 16, 12
STALE_DAYS = 62
_APPROACHES = {
    "across partners": "combined", "youth work": "social", "cameras": "safety", "clean-up with residents": "physical",
    "mediation": "social", "stairwell talks": "social",
}  # fmt: skip


def record(engine: Engine, truth: dict[str, Any], seed: int, now: date | None = None) -> int:
    """Fills an empty register in line with truth.json; gives the number of records, 0 where it held any already.

    The same truth, seed and day give the same content; ids and moments of recording differ. engine: the register of the
    demonstration alone (store.place), never that of colleagues. Records run on until `now` (today), so that what waits
    does not all look late, unless the corporation ended more than STALE_DAYS before.
    """
    if listed(engine, partners.Partner, by=MANAGER, removed=True):
        return 0
    last, now = date.fromisoformat(truth["made"]["until"]) - timedelta(1), now or today()
    until = now if now - last <= timedelta(STALE_DAYS) else last
    named = {row[0]: _partner(engine, *row, until=until) for row in stories.PARTNERS}
    desk = Desk(engine, until, np.random.default_rng([seed, 4242]), named)
    for theme, severity, name, way, days in stories.ROUTES:
        route = partners.Route(
            theme=theme, from_severity=severity, partner_id=named[name], way=way, norm_days=days, norm_kind="work"
        )
        partners.keep_route(engine, route, by=MANAGER)
    made = len(named) + len(stories.ROUTES) + _approaches(desk, truth)
    made += tried.record(desk, last + timedelta(1), DIRECTOR)
    return made + sum(make(desk) for make in (_cases, _walked, _meetings, _initiatives, _memory, _observations))


def area_of(level: str, area: str) -> str:
    """The area_id of a place that the scenario names: a buurt by its code, a street or complex by its street."""
    if level == "buurt":
        return f"buurt:{area}"
    buurt = next(block.buurt for block in scenario.BLOCKS if block.street == area)
    return f"street:{_towns()[buurt]}-{area}".lower().replace(" ", "-")


@functools.cache
def _towns() -> dict[str, str]:
    return dict(town().facts.set_index("buurtcode")["town"])


def _partner(engine: Engine, name: str, kind: str, desk: str, days: int, *, until: date) -> UUID:
    """Partners with a covenant have one for another year or more, one of them did until lately."""
    left = stories.COVENANTS.get(name)
    covenant = None if left is None else until + timedelta(left)
    what = partners.Partner(name=name, kind=kind, contact_role=desk, norm_days=days, covenant_until=covenant)
    return partners.keep_partner(engine, what, by=MANAGER).id


def _approaches(desk: Desk, truth: dict[str, Any]) -> int:
    for row in truth["approaches"]:
        end = row["until"] and date.fromisoformat(row["until"]) - timedelta(1)
        themes, effect, drop = stories.AIMS[row["kind"]]
        asked = tuple(str(desk.partners[stories.CALLED[name]]) for name in row["partners"])
        what = approaches.Approach(
            area_id=area_of(row["level"], row["area"]),
            name=row["name"],
            kind=_APPROACHES[row["kind"]],
            starts_at=date.fromisoformat(row["since"]),
            ends_at=end,
            partners=asked,
            mechanism=stories.MECHANISMS[row["kind"]],
            themes=themes,
            expected_effect=effect,
            expected_drop=drop,
        )
        approaches.record_approach(desk.engine, what, by=DIRECTOR)
    return len(truth["approaches"])


def _cases(desk: Desk) -> int:
    """Cases in the Van Goyenstraat ended with its approach; elsewhere some run on, and some have not moved lately."""
    made = sum(_case(desk, *row) for row in _of_goyen(desk.until))
    for _number in range(CASES):
        level, area, theme, subtheme = desk.pick(stories.TROUBLES)
        opened = desk.ago(15, 600)
        made += _case(desk, area_of(level, area), theme, subtheme, opened, None, desk.pick(stories.CASES[theme]))
    return made


def _of_goyen(until: date) -> list[tuple[str, str, str, date, str | None, str]]:
    start = date(until.year, until.month, 1) + timedelta(31 * (scenario.APPROACHES[0].since + 1))
    street = area_of("street", scenario.GOYEN)
    return [
        (street, theme, subtheme, start - timedelta(before), result, story)
        for theme, subtheme, before, result, story in stories.GOYEN
    ]


def _case(desk: Desk, area: str, theme: str, subtheme: str, opened: date, result: str | None, story: str) -> int:
    kind = "WOO" if theme == "tenancy_fraud" else "SOC"
    severity = int(desk.draw.integers(2, 6))
    what = cases.Case(
        area_id=area, kind=kind, theme=theme, subtheme=subtheme, severity=severity, opened_at=opened, story=story
    )
    case = cases.open_case(desk.engine, what, by=DIRECTOR)
    day, taken = opened, 0
    for ladder, rung in desk.pick(stories.PATHS):
        following = desk.later(day, 24)
        if following is None:
            break
        day, taken = following, taken + 1
        outcome = desk.pick(("worked", "partly", "no_effect", "no_effect", None))
        role = {"landlord": "landlord", "mayor": "municipality", "care": "care"}[ladder]
        more: dict[str, Any] = {"ladder": ladder, "by_role": role, "outcome": outcome}
        cases.take_step(desk.engine, case.id, rung, day, by=DIRECTOR, **more)
    end = desk.later(day, 30)
    if end and (result or desk.draw.random() < (0.3 if day > desk.until - timedelta(paces.OLD_DAYS) else 0.95)):
        ended = result or desk.pick(("solved", "improved", "unchanged", "moved_out"))
        cases.close_case(desk.engine, case.id, end, ended, seen=1, by=DIRECTOR)
    return 1 + taken


def _walked(desk: Desk) -> int:
    return ladders.walk(desk, _buurten(), DIRECTOR) + paces.hand_over(desk, _buurten(), DIRECTOR)


def _buurten() -> list[str]:
    """Every buurt of the town, in the order of their codes."""
    return [f"buurt:{code}" for code in sorted(town().facts["buurtcode"])]


def _meetings(desk: Desk) -> int:
    met = []
    for weeks, (kind, level, area, names, story) in enumerate(stories.MEETINGS):
        held = desk.until - timedelta(7 * (len(stories.MEETINGS) - weeks) * 3)
        what = meetings.Consultation(
            area_id=area_of(level, area),
            kind=kind,
            held_at=held,
            partners=tuple(str(desk.partners[name]) for name in names),
            story=story,
        )
        met.append(meetings.hold_consultation(desk.engine, what, by=DIRECTOR))
    for number in range(PROMISES):
        meeting, (text, name) = met[number % len(met)], stories.PROMISES[number % len(stories.PROMISES)]
        owner: dict[str, Any] = {"partner_id": desk.partners[name]} if name else {"own_role": "landlord"}
        made = meeting.what.held_at
        due = made + timedelta(int(desk.draw.integers(10, 45)))
        promise = meetings.Commitment(consultation_id=meeting.id, text=text, made_at=made, due=due, **owner)
        kept, at = meetings.commit(desk.engine, promise, by=DIRECTOR), desk.later(made, 22)
        if at and desk.draw.random() < 0.7:
            meetings.keep_commitment(desk.engine, kept.id, at, seen=1, by=DIRECTOR)
    return len(met) + PROMISES


def _initiatives(desk: Desk) -> int:
    for title, level, area, by, days, granted, result in stories.INITIATIVES:
        asked = desk.until - timedelta(days)
        more: dict[str, Any] = {"decided_at": asked + timedelta(20), "decision": "granted", "granted": granted}
        idea = initiatives.Initiative(
            area_id=area_of(level, area), title=title, idea_by=by, proposed_at=asked, **(more if granted else {})
        )
        kept = initiatives.decide_initiative(desk.engine, idea, by=DIRECTOR)
        done = asked + timedelta(80)
        if granted and done <= desk.until:
            spent: dict[str, Any] = {"spent": int(granted * 0.9), "participants": 14, "result": result}
            initiatives.finish_initiative(desk.engine, kept.id, done, seen=1, by=DIRECTOR, **spent)
            if days > 600:
                back: dict[str, Any] = {"seen": 2, "by": DIRECTOR}
                initiatives.look_back(desk.engine, kept.id, done + timedelta(370), stories.LOOKED_BACK, **back)
    return len(stories.INITIATIVES)


def _memory(desk: Desk) -> int:
    for level, area, vision, text, years in stories.GOALS:
        day = desk.until - timedelta(int(365 * years))
        goal = goals.Goal(area_id=area_of(level, area), vision=vision, text=text, set_at=day)
        kept = goals.set_goal(desk.engine, goal, by=MANAGER)
        if years > 2:
            later = goals.next_review(day)
            goals.review_goal(desk.engine, kept.id, later, "on_course", seen=1, by=MANAGER, story=stories.REVIEWED)
    for level, area, kind, text in stories.NOTES:
        notes.write_note(desk.engine, notes.Note(area_id=area_of(level, area), kind=kind, text=text), by=DIRECTOR)
    return len(stories.GOALS) + len(stories.NOTES)


def _observations(desk: Desk) -> int:
    for number in range(OBSERVATIONS):
        street, theme, subtheme, remark = stories.OBSERVATIONS[number % len(stories.OBSERVATIONS)]
        scores: dict[str, Any] = {aspect: int(desk.draw.integers(4, 9)) for aspect in observations.ASPECTS}
        what = observations.Observation(
            area_id=area_of("street", street),
            seen_at=desk.ago(0, 60),
            theme=theme,
            subtheme=subtheme,
            severity=int(desk.draw.integers(1, 5)),
            remark=remark,
            **(scores if number % 3 == 0 else {}),
        )
        observations.record_observation(desk.engine, what, by=COLLEAGUE)
    return OBSERVATIONS
