"""Rows nobody knows beforehand get a fitting picture, and a plan reads as words."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from buurtbeeld.analysis import query_plan
from buurtbeeld.workbench import chart
from buurtbeeld.workbench.chart import Drawing

MONTHS = pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-01"])
CASES = {
    "months": (pd.DataFrame({"month": MONTHS, "n": [1, 2, 3]}), Drawing("line", "month", "n")),
    "months by kind": (
        pd.DataFrame({"month": MONTHS, "kind": ["a", "b", "a"], "n": [1, 2, 3]}),
        Drawing("line", "month", "n", "kind"),
    ),
    "names": (
        pd.DataFrame({"area_id": ["buurt:1", "buurt:2"], "name": ["x", "y"], "n": [1, 2]}),
        Drawing("bar", "name", "n"),
    ),
    "two numbers": (pd.DataFrame({"a": [1.0, 2.0], "b": [3, 4]}), Drawing("point", "a", "b")),
    "one number": (pd.DataFrame({"a": [1.0]}), None),
    "only words": (pd.DataFrame({"a": ["x"]}), None),
    "nothing": (pd.DataFrame({"a": ["x"], "n": [1]}).head(0), None),
}


@pytest.mark.parametrize("name", CASES)
def test_columns_say_which_chart(name: str) -> None:
    rows, expected = CASES[name]
    assert chart.suggestion(rows) == expected


@pytest.mark.parametrize("kind", ["line", "bar", "point"])
def test_every_drawing_is_a_valid_figure(kind: str) -> None:
    rows = pd.DataFrame({"month": MONTHS, "a.b[c]": [1, None, 3], "kind": ["x", "y", None]})
    for drawing in (
        Drawing(kind, "month", "a.b[c]", "kind"),
        Drawing(kind, "kind", "a.b[c]"),
        Drawing(kind, "a.b[c]", "a.b[c]"),
    ):
        figure = chart.draw(rows, drawing).figure
        plain = figure | {"datasets": {"rows": figure["datasets"]["rows"].astype(str).to_dict("records")}}
        alt.LayerChart.from_dict(plain)
        assert "a.b[c]" not in figure["datasets"]["rows"], "Vega would read it as a path."


def test_an_area_is_known_by_its_key() -> None:
    assert chart.area_column(pd.DataFrame({"x": ["a"], "where": ["street:A|B"]})) == "where"
    assert chart.area_column(pd.DataFrame({"x": ["buurt:1", "nowhere"]})) == ""


PLAN = """[{"name": "UNGROUPED_AGGREGATE", "extra_info": {}, "children": [{"name": "CROSS_PRODUCT", "extra_info": {},
  "children": [{"name": "SEQ_SCAN ", "extra_info": {"Table": "a.main.signal", "Estimated Cardinality": "40000"}},
  {"name": "SEQ_SCAN ", "extra_info": {"Table": "a.main.area", "Estimated Cardinality": "536"}}]}]}]"""


def test_a_plan_reads_as_words_and_says_when_it_is_heavy() -> None:
    assert query_plan.lines(PLAN) == [
        "telt alles samen",
        "   └ combineert alles met alles: verwacht 21.440.000 rijen",
        "      └ leest tabel: signal, verwacht 40.000 rijen",
        "      └ leest tabel: area, verwacht 536 rijen",
    ]
    assert query_plan.heavy(PLAN) and not query_plan.heavy(PLAN.replace("40000", "40"))
