"""Figures of marks hold to the Vega-Lite schema, draw no mark that is not there, and colour only what is clear."""

from __future__ import annotations

import json
import re

import altair as alt
import pandas as pd
import pytest
import vl_convert as vlc

from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import Figure
from buurtbeeld.codes import ALL
from buurtbeeld.scores import chart, explanation, tables
from buurtbeeld.scores import funnel as score_funnel
from tests.scores import test_funnel, test_tables, test_weights


def board(chosen: str = ALL, placed: bool = True) -> Figure:
    rows = test_tables.found()
    places = (
        test_tables.places() if placed else test_tables.places().assign(place=None, low=None, high=None, areas=None)
    )
    areas = tables.ordered(rows, places, chosen, "name")
    return chart.board(
        tables.marks_to_draw(rows, areas, chosen), tables.placed(areas, chosen), list(tables.panels(chosen).values())
    )


def stairs() -> Figure:
    story = explanation.why(test_tables.one(test_tables.UNEVEN), test_tables.SETTINGS, "A", "social")
    return chart.stairs(story.steps)


def funnel() -> Figure:
    measures = test_funnel.measures()
    return chart.funnel(score_funnel.points(measures), score_funnel.grid(measures))


def moves() -> Figure:
    return chart.moves(test_weights.moved({"physical": 0.0, "social": 0.0, "safety": 1.0}), 3)


def nothing_counted() -> Figure:
    measures = test_funnel.measures([0] * 6).assign(stock_rate=0.0, verdict="inside", direction="", rate=0.0)
    return chart.funnel(score_funnel.points(measures), score_funnel.grid(measures))


FIGURES = {
    "board": board,
    "board of one lens": lambda: board("social"),
    "board without places": lambda: board(placed=False),
    "board of a lens that is not measured": lambda: board("physical"),
    "stairs": stairs,
    "funnel": funnel,
    "funnel of nothing": nothing_counted,
    "moves": moves,
}


def plain(figure: Figure) -> Figure:
    """With its data as lists, as the page sends it."""
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    return figure | {"datasets": data}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_hold_to_the_schema_and_draw_what_is_in_their_data(name: str) -> None:
    figure = FIGURES[name]()
    alt.LayerChart.from_dict(plain(figure))
    for layer in figure["layer"]:
        data = figure["datasets"][layer["data"]["name"]]
        channels = [
            each for value in layer["encoding"].values() for each in (value if isinstance(value, list) else [value])
        ]
        absent = [each["field"] for each in channels if "field" in each and each["field"] not in data]
        assert not absent, f"drawn, but not in {layer['data']['name']}: {absent}"


@pytest.mark.parametrize("width", [358, 880])
def test_a_name_is_told_once_beside_or_above_its_row(width: int) -> None:
    fit = {"width": width, "autosize": {"type": "fit", "contains": "padding"}}
    drawn = vlc.vegalite_to_svg(plain(board()) | fit)
    names = [part for part in re.findall(r"<text[^>]*>[^<]*</text>", drawn) if ">Buurt A<" in part]
    assert len([part for part in names if 'opacity="0"' not in part]) == 1
    assert ">NaN<" not in drawn and ">null<" not in drawn


def test_a_mark_that_is_not_there_has_a_reason_and_no_dot() -> None:
    data = board()["datasets"]
    assert data["given"]["mark"].notna().all() and data["absent"]["mark"].isna().all()
    assert set(data["absent"]["said"]) == {"wordt niet gemeten"}
    assert len(data["tracks"]) == len(data["given"])


def test_only_what_is_clear_has_a_colour_and_what_is_incomplete_is_open() -> None:
    given = board("social")["datasets"]["given"].set_index(["area_id", "column"])
    assert given.loc[("A", ALL), "colour"] == palette.WORSE and given.loc[("C", ALL), "colour"] == palette.QUIET
    assert given.loc[("C", ALL), "filled"] == "transparent" != given.loc[("A", ALL), "filled"]
    points = funnel()["datasets"]["points"].set_index("name")
    assert points["colour"].to_dict() == {
        "Buurt A": palette.QUIET, "Buurt B": palette.WORSE, "Buurt C": palette.BETTER,
        "Buurt D": palette.QUIET, "Buurt E": palette.QUIET,
    }  # fmt: skip


def test_better_lies_to_the_right_in_every_panel() -> None:
    data = board()["datasets"]
    own = data["given"].sort_values("mark")
    assert (own["dot"] - own["panel"]).is_monotonic_increasing
    assert data["places"].sort_values("place")["dot"].is_monotonic_decreasing
    assert "places" not in board(placed=False)["datasets"]


def test_a_click_on_a_mark_tells_its_area_and_lens() -> None:
    chosen = [layer for layer in board()["layer"] if "params" in layer]
    assert len(chosen) == 1 and chosen[0]["params"][0]["select"]["fields"] == ["area_id", "lens"]
    assert {"area_id", "lens"} <= set(board()["datasets"]["given"].columns)


def test_steps_follow_one_another() -> None:
    data = stairs()["datasets"]
    assert isinstance(data["moving"], pd.DataFrame) and data["moving"]["step"].all()
    assert data["fixed"]["end"].tolist() == [6.5, 5.1]
