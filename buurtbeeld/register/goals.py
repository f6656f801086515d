"""Goals of an area's vision and their review every two years. Measures no progress."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.register.fields import AreaId, Choice, Happened, Key, Label, Measure, Planned, Refers, Remark, Story
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

STATES = ("open", "on_course", "behind", "reached", "dropped")
YEARS_BETWEEN_REVIEWS = 2


@record
class Goal(Record):
    """What a vision wants of an area. indicator: a name in the warehouse; review_at: the next review."""

    area_id: AreaId
    vision: Label
    text: Remark
    set_at: Happened
    indicator: Annotated[str, Key(80)] | None = None
    target: Annotated[float, Measure()] | None = None
    review_at: Planned | None = None
    state: Annotated[str, Choice(STATES)] = "open"

    made_by = "set_goal"
    retention = Retention(15, "set_at", "an area's vision runs fifteen years")
    warehouse_table = "goal"
    ordered = (("set_at", "review_at"),)
    words = Words(
        noun=marked("doel"),
        verbs={
            "set_goal": marked("doel bewaard"),
        },
        labels={
            "vision": marked("Gebiedsvisie"),
            "text": marked("Doel"),
            "set_at": marked("Vastgesteld op"),
            "indicator": marked("Indicator"),
            "target": marked("Streefwaarde"),
            "review_at": marked("Herijken op"),
        },
    )


@record
class GoalReview(Record):
    """How a goal stood on a day. value: of its indicator, as it was then."""

    goal_id: Annotated[UUID, Refers("goal")]
    at: Happened
    state: Annotated[str, Choice(STATES)]
    value: Annotated[float, Measure()] | None = None
    story: Story | None = None

    made_by = "review_goal"
    retention = Retention(15, "at", "goes with its goal")
    warehouse_table = "goal_review"
    under = ("goal_id", "goal")
    since = (("at", "goal_id", "set_at"),)
    words = Words(
        verbs={
            "review_goal": marked("doel herijkt"),
        },
        labels={
            "value": marked("Waarde"),
        },
    )


def set_goal(engine: sa.Engine, goal: Goal, *, by: Person, id: UUID | None = None, seen: int = 0) -> Entry[Goal]:
    """Sets a goal, reviewed after two years unless review_at says otherwise; with id and version changes it."""
    if goal.review_at is None:
        goal = replace(goal, review_at=next_review(goal.set_at))
    with acting(engine, by, "set_goal") as act:
        return act.save(goal, id, seen)


def review_goal(
    engine: sa.Engine,
    goal: UUID,
    at: date,
    state: str,
    *,
    seen: int,
    by: Person,
    value: float | None = None,
    story: str | None = None,
) -> tuple[Entry[Goal], Entry[GoalReview]]:
    """Reviews a goal: its state from now on, and a review that stays. The next is due two years later, unless it was
    reached or dropped. Raises DateRefused for a day before it was set, ChangedMeanwhile."""
    with acting(engine, by, "review_goal") as act:
        review = act.add(GoalReview(goal_id=goal, at=at, state=state, value=value, story=story))
        following = None if state in ("reached", "dropped") else next_review(at)
        return act.change(act.find(Goal, goal), seen, state=state, review_at=following), review


def next_review(day: date) -> date:
    """The day two years later; the last of February for the leap day."""
    last = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last.replace(year=day.year + YEARS_BETWEEN_REVIEWS)
