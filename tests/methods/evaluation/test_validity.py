"""What stands in the way of a verdict, as a table of cases."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from buurtbeeld.methods.evaluation import verdict
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.methods.evaluation.validity import WARNINGS, Period, conditions

DAY = pd.Timestamp
PLAN = Plan("x", date(2024, 1, 1), comparison=("a", "b"), ring=("r", "s"))
PERIOD = Period(DAY("2022-01-01"), DAY("2025-01-01"))
AREAS = [(name, None, None) for name in ("x", "a", "b", "r", "s", "big", "part")]
INSIDE = [("big", "x"), ("x", "part")]


def told(approaches=(), areas=None, links=(), reporting=()):
    return conditions(
        PLAN,
        PERIOD,
        pd.DataFrame(list(approaches), columns=["area", "start", "end"]),
        pd.DataFrame(areas or AREAS, columns=["area_id", "valid_from", "valid_to"]),
        pd.DataFrame(INSIDE, columns=["area_id", "inside"]),
        pd.DataFrame(list(links), columns=["from_area", "to_area", "share"]),
        pd.DataFrame(list(reporting), columns=["area_id", "kind", "since", "until"]),
    )


def ended(name: str, day: str = "2024-06-01") -> list[tuple]:
    return [(area, None, DAY(day) if area == name else None) for area, _from, _to in AREAS]


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({}, ()),
        ({"approaches": [("x", DAY("2024-03-01"), None)]}, ("overlaps",)),
        ({"approaches": [("part", DAY("2023-01-01"), DAY("2023-05-01"))]}, ("overlaps",)),
        ({"approaches": [("big", DAY("2023-01-01"), None)]}, ("overlaps",)),
        ({"approaches": [("x", DAY("2020-01-01"), DAY("2022-01-01"))]}, ()),
        ({"approaches": [("x", DAY("2025-01-01"), None)]}, ()),
        ({"approaches": [("a", DAY("2024-03-01"), None)]}, ("comparison_treated",)),
        ({"approaches": [("s", DAY("2024-03-01"), None)]}, ("neighbour_treated",)),
        ({"areas": ended("a")}, ("comparison_gone",)),
        ({"areas": ended("r")}, ("ring_gone",)),
        ({"areas": ended("x")}, ("redrawn",)),
        ({"areas": ended("x"), "links": [("x", "x2", 0.6), ("x", "x3", 0.4)]}, ("redrawn",)),
        ({"areas": ended("x"), "links": [("x", "x2", 0.99)]}, ()),
        ({"areas": ended("x", "2026-01-01")}, ()),
        ({"areas": [row for row in AREAS if row[0] not in ("a", "b")]}, ("comparison_gone", "no_comparison")),
        ({"areas": [row for row in AREAS if row[0] != "x"]}, ("area_gone",)),
        ({"reporting": [("x", "channel", DAY("2023-05-01"), None)]}, ("reporting_changed",)),
        ({"reporting": [(None, "stop", DAY("2023-05-01"), None)]}, ("reporting_changed",)),
        ({"reporting": [("elsewhere", "jump", DAY("2023-05-01"), None)]}, ()),
        ({"reporting": [(None, "stop", DAY("2020-05-01"), DAY("2020-09-01"))]}, ()),
        ({"reporting": [("x", "concentration", DAY("2023-05-01"), None)]}, ()),
    ],
)
def test_what_stands_in_the_way(given: dict, problems: tuple) -> None:
    assert told(**given).problems == problems


def test_what_is_left_to_compare_with() -> None:
    found = told([("a", DAY("2024-03-01"), None)], ended("s"))
    assert (found.comparison, found.ring) == (("b",), ("r",))


def test_every_code_is_explained_once() -> None:
    assert not WARNINGS.keys() & verdict.BLOCKING.keys()
