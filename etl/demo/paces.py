"""Hand-overs per partner with how fast each truly is, and who got slower. About no real body.

What is true: every partner keeps its own pace, but for one, which takes SLOWER_TIMES as long since SLOWER_DAYS before
the end; and one partner got so few hand-overs that nothing can be said of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from buurtbeeld.access import Person
from buurtbeeld.register import hand_overs
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.records import Entry
from etl.demo import stories
from etl.demo.desk import Desk

SLOWER, SLOWER_TIMES, SLOWER_DAYS = "Handhaving", 3.0, 91
FEW = "Brandweer"
OLD_DAYS = 120
"""What began so long ago has mostly ended by now."""
LONGEST_AGO = 540

PACE = {
    "Handhaving": (200, 4, 0.95, ("nuisance",)),
    "Politie": (70, 3, 0.95, ("safety", "drugs")),
    "Buurtbemiddeling": (60, 8, 0.95, ("nuisance",)),
    "Gemeente, openbare orde": (45, 14, 0.75, ("drugs", "safety", "tenancy_fraud")),
    "Sociaal wijkteam": (40, 24, 0.7, ("care",)),
    "Stadsdeelmanager": (30, 3, 0.95, ("surroundings",)),
    "Jongerenwerk": (25, 9, 0.85, ("nuisance",)),
    FEW: (3, 12, 0.9, ("safety",)),
}
"""Per partner: hand-overs, half of its feedback comes within so many days, chance that each answer comes, themes."""


def truth() -> dict[str, Any]:
    """For truth.json: who got slower, how much and since how many days before the end; who has too few."""
    return {"slower": SLOWER, "times": SLOWER_TIMES, "since_days": SLOWER_DAYS, "few": FEW}


def hand_over(desk: Desk, areas: list[str], by: Person) -> int:
    """Records the hand-overs of every partner; gives how many."""
    for name, (number, typical, answers, themes) in PACE.items():
        for _turn in range(number):
            # Not of today: what was handed over this morning has no answer yet and shows nothing.
            day = desk.ago(1, LONGEST_AGO)
            what = hand_overs.HandOver(
                area_id=desk.pick(areas),
                theme=desk.pick(themes),
                severity=int(desk.draw.integers(2, 6)),
                partner_id=desk.partners[name],
                handed_at=day,
                question=desk.pick(stories.QUESTIONS),
            )
            slow = name == SLOWER and day >= desk.until - timedelta(SLOWER_DAYS)
            handed = hand_overs.hand_over(desk.engine, what, by=by)
            _answers(desk, handed, typical * (SLOWER_TIMES if slow else 1), answers, by)
    return sum(row[0] for row in PACE.values())


def _answers(desk: Desk, handed: Any, typical: float, answers: float, by: Person) -> None:
    """acknowledged, first action, fed back, closed: each after the one before, until the partner falls silent."""
    verbs: list[Callable[..., Entry[HandOver]]]
    verbs = [hand_overs.acknowledge, hand_overs.first_action, hand_overs.feed_back]
    day, version = handed.what.handed_at, handed.version
    answers = answers if _is_young(desk, day) else 1 - (1 - answers) / 5
    for share, verb in zip((0.2, 0.5, 0.5), verbs, strict=True):
        following = desk.later(day, typical * share)
        if following is None or desk.draw.random() > answers:
            return
        day, version = following, version + 1
        verb(desk.engine, handed.id, day, seen=version - 1, by=by)
    end = desk.later(day, 6)
    if end:
        outcome, reason = desk.pick(stories.ENDS)
        more: dict[str, Any] = {"seen": version, "by": by, "reason": reason}
        hand_overs.close_hand_over(desk.engine, handed.id, end, outcome, **more)


def _is_young(desk: Desk, day: date) -> bool:
    return day > desk.until - timedelta(OLD_DAYS)
