"""Cases on the landlord's and the mayor's ladder, with what truly went with each rung. Imitates no real case.

What is true: whether a case gets quiet depends on the rung it stands on and on how grave it is, on nothing else. Grave
cases start higher and get their first step later, so rungs and moments must be compared at equal gravity: mediation
raises the share quiet by 0.15 over a talk, while all cases together show next to nothing; the moment does nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from buurtbeeld.access import Person
from buurtbeeld.register import cases
from buurtbeeld.register.cases import LADDERS
from etl.demo.desk import Desk

RAISED = 0.15
"""How much more often it is truly quiet 180 days after mediation than after a talk, for light and for grave cases."""

QUIET = {
    "landlord": {
        "talk": (0.60, 0.15), "mediation": (0.60 + RAISED, 0.15 + RAISED), "behaviour_agreement": (0.62, 0.25),
        "dossier": (0.45, 0.15), "dissolution": (0.75, 0.60),
    },
    "mayor": {
        "low_threshold": (0.45, 0.20), "warning": (0.45, 0.25), "order": (0.55, 0.40), "penalty": (0.60, 0.50),
        "enforcement": (0.65, 0.55), "exclusion": (0.60, 0.50),
    },
}  # fmt: skip
"""Share that is truly quiet within 180 days after a rung, for light cases (severity 1, 2) and for grave ones."""

FIRST = {
    "landlord": (("talk", "mediation", "behaviour_agreement"), ((0.85, 0.15, 0.0), (0.25, 0.58, 0.17))),
    "mayor": (("low_threshold", "warning", "order"), ((0.7, 0.25, 0.05), (0.35, 0.45, 0.2))),
}
"""On which rung cases start, and how often: light ones, grave ones."""

NUMBER = {"landlord": 420, "mayor": 140}
EARLY = (0.8, 0.35)
"""Share of first steps within 30 days of the opening: of light cases, of grave ones."""
_ENDS = 0.2
"""Share of cases that are not quiet and yet get no further step: they end long after."""
_TO_MAYOR = 0.1
_MOVES = (("up", 0.68), ("skip", 0.15), ("back", 0.1), ("again", 0.07))
_THEMES = (
    ("nuisance", 0.5), ("drugs", 0.16), ("safety", 0.12), ("tenancy_fraud", 0.1), ("surroundings", 0.08), ("care", 0.04)
)  # fmt: skip
_OLDEST, _YOUNGEST = 1_000, 5


def truth() -> dict[str, Any]:
    """For truth.json: raised, and quiet per ladder and rung as [light, grave]."""
    quiet = {ladder: {kind: list(shares) for kind, shares in rungs.items()} for ladder, rungs in QUIET.items()}
    return {"raised": RAISED, "quiet_180": quiet}


def walk(desk: Desk, areas: list[str], by: Person) -> int:
    """Records cases and their steps in these areas; gives how many records."""
    return sum(_case(desk, ladder, areas, by) for ladder, number in NUMBER.items() for _turn in range(number))


def _case(desk: Desk, ladder: str, areas: list[str], by: Person) -> int:
    theme = str(desk.draw.choice([name for name, _share in _THEMES], p=[share for _name, share in _THEMES]))
    grave = int(desk.draw.random() < (0.5 if ladder == "landlord" else 0.7))
    what = cases.Case(
        area_id=desk.pick(areas),
        kind="WOO" if theme == "tenancy_fraud" else "SOC",
        theme=theme,
        severity=int(desk.draw.integers(3, 6) if grave else desk.draw.integers(1, 3)),
        opened_at=desk.ago(_YOUNGEST, _OLDEST),
    )
    case = cases.open_case(desk.engine, what, by=by)
    walked, end, result = path(desk.draw, ladder, grave, what.opened_at)
    taken = [step for step in walked if step[2] <= desk.until]
    for on, kind, day in taken:
        role = "municipality" if on == "mayor" else "landlord"
        cases.take_step(desk.engine, case.id, kind, day, by=by, ladder=on, by_role=role)
    if end <= desk.until:
        cases.close_case(desk.engine, case.id, end, result, seen=1, by=by)
    return 1 + len(taken)


def path(
    draw: np.random.Generator, ladder: str, grave: int, opened: date
) -> tuple[list[tuple[str, str, date]], date, str]:
    """The steps of a case as (ladder, kind, day), when it ended, and how."""
    kinds, often = FIRST[ladder]
    kind = str(draw.choice(kinds, p=often[grave]))
    early = draw.random() < EARLY[grave]
    day = opened + timedelta(int(draw.integers(0, 25) if early else draw.integers(35, 75)))
    walked: list[tuple[str, str, date]] = []
    while True:
        walked.append((ladder, kind, day))
        if draw.random() < QUIET[ladder][kind][grave]:
            return walked, day + timedelta(int(draw.integers(8, 175))), str(draw.choice(["solved", "improved"]))
        if kind == LADDERS[ladder][-1] or draw.random() < _ENDS or len(walked) > 7:
            return walked, day + timedelta(int(draw.integers(190, 360))), str(draw.choice(["unchanged", "moved_out"]))
        ladder, kind = _following(draw, ladder, kind, grave)
        day += timedelta(int(draw.integers(14, 80)))


def _following(draw: np.random.Generator, ladder: str, kind: str, grave: int) -> tuple[str, str]:
    if ladder == "landlord" and grave and draw.random() < _TO_MAYOR:
        return "mayor", "warning"
    rungs = LADDERS[ladder]
    now = rungs.index(kind)
    move = str(draw.choice([name for name, _share in _MOVES], p=[share for _name, share in _MOVES]))
    to = now + {"up": 1, "skip": 2, "back": -1, "again": 0}[move]
    return ladder, rungs[min(max(to, 0), len(rungs) - 1)]
