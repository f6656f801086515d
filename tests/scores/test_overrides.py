"""Marks of somebody's own: which one holds, what is said beside the computed one, and where it is drawn."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pandas as pd

from buurtbeeld.register.mark_overrides import Override
from buurtbeeld.register.records import Entry
from buurtbeeld.scores import chart, overrides

MARCH, APRIL, TODAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 6)


def own(**more: Any) -> Entry[Override]:
    given = {"area_id": "buurt:A", "lens": "social", "month": MARCH, "mark": 5.0, "instead_of": 6.4, "reason": "Anders"}
    what = Override(**(given | {"until": date(2026, 6, 1)} | more))
    return Entry(uuid4(), what, datetime(2026, 3, 2, tzinfo=UTC), "somebody", 1)


def rows() -> pd.DataFrame:
    """As tables.marks_to_draw gives them: two areas, one lens with two columns."""
    kinds = [("buurt:A", "social", "all"), ("buurt:A", "social", "facts"), ("buurt:B", "social", "all")]
    found = pd.DataFrame(kinds, columns=["area_id", "lens", "column"])
    return found.assign(
        name="Naam", head="Sociaal", panel=[0, 1, 0], row=[0, 0, 1], mark=[6.4, 6.0, 7.0], low=5.0, high=8.0,
        told=None, whole=True, label=["6,4", "6,0", "7,0"], said="", band="", gaps="",
    )  # fmt: skip


def test_the_latest_month_holds_and_only_until_its_day() -> None:
    later, ended, other = own(month=APRIL, mark=4.5), own(lens="safety", until=date(2026, 5, 5)), own(column="facts")
    held = overrides.in_force([later, own(), ended, other], TODAY)
    assert held == {("buurt:A", "social"): later}
    assert overrides.in_force([own(until=TODAY)], TODAY), "Its last day is one on which it holds."
    assert overrides.in_force([own(until=None)], TODAY), "One from before there were ends holds on."


def test_both_marks_are_said_and_the_one_of_now_where_it_moved() -> None:
    assert overrides.beside(own().what, 6.4, MARCH) == "**Eigen cijfer 5,0**, over maart 2026; toen berekend: 6,4."
    assert overrides.beside(own().what, 6.9, APRIL).endswith("toen berekend: 6,4, nu 6,9.")
    assert "geen berekend cijfer" in overrides.beside(own(instead_of=None).what, float("nan"), APRIL)


def test_a_diamond_stands_beside_the_dot_of_the_whole_lens_only_and_moves_none() -> None:
    held = overrides.in_force([own()], TODAY)
    drawn = overrides.marks_to_draw(rows(), held)
    assert drawn[["area_id", "column", "own"]].to_numpy().tolist() == [["buurt:A", "all", 5.0]]
    places = pd.DataFrame({"row": [0, 1], "name": ["A", "B"]})
    bare, both = (chart.board(rows(), places, ["Sociaal", "Feiten"], each) for each in (None, drawn))
    assert both["datasets"]["given"].equals(bare["datasets"]["given"]) and len(both["datasets"]["own"]) == 1
    assert len(both["layer"]) == len(bare["layer"]) + 1
    empty = chart.board(rows(), places, ["Sociaal", "Feiten"], overrides.marks_to_draw(rows(), {}))
    assert len(empty["layer"]) == len(bare["layer"]), "No layer without a mark."


def test_the_table_has_a_column_only_where_somebody_has_a_mark() -> None:
    areas = pd.DataFrame({"area_id": ["buurt:B", "buurt:A"]})
    words = overrides.by_area(overrides.in_force([own(), own(lens="safety", mark=4.0)], TODAY), areas)
    assert words.tolist() == ["", "Sociaal 5,0 (tot en met 1 juni 2026); Veiligheid 4,0 (tot en met 1 juni 2026)"]
    assert overrides.on_screen(("name", "gaps"), words) == ("name", "own", "gaps")
    assert overrides.on_screen(("name", "gaps"), overrides.by_area({}, areas)) == ("name", "gaps")
    assert overrides.answer({}, ["buurt:A"]) == "" and "één gebied" in overrides.answer(
        overrides.in_force([own(), own(lens="safety")], TODAY), ["buurt:A"]
    )
