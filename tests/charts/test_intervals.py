"""Dots and bands hold to the schema, keep their order, and colour only what is real."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd
import pytest

from buurtbeeld.charts import intervals, palette
from buurtbeeld.charts.spec import Figure

ROWS = pd.DataFrame(
    {
        "name": ["A", "B", "C", "D"],
        "what": "w",
        "counted": "1 → 2 zaken",
        "said": "s",
        "band": "b",
        "ratio": [2.0, 0.001, 90.0, 1.1],
        "low": [1.5, 0.0001, 20.0, 0.9],
        "high": [3.0, 0.2, 400.0, 1.3],
        "label": ["worse", "better", "worse", ""],
    }
)


def checked(figure: Figure) -> Figure:
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    alt.LayerChart.from_dict(figure | {"datasets": data})
    return figure


def test_bands_hold_to_the_schema_also_when_empty() -> None:
    assert checked(intervals.bands(ROWS))["height"] > checked(intervals.bands(ROWS.head(0)))["height"]


def test_only_what_is_real_has_a_colour() -> None:
    placed = intervals.bands(ROWS)["datasets"]["rows"]
    assert placed["colour"].tolist() == [palette.WORSE, palette.BETTER, palette.WORSE, palette.QUIET]


@pytest.mark.parametrize("widest", [2.0, 4.0])
def test_what_lies_beyond_the_scale_points_outward_at_its_edge(widest: float) -> None:
    placed = intervals.bands(ROWS, widest)["datasets"]["rows"]
    assert placed[["from", "dot", "to"]].to_numpy().min() == 1 / widest
    assert placed[["from", "dot", "to"]].to_numpy().max() == widest
    assert placed["shape"].tolist() == ["circle", "triangle-left", "triangle-right", "circle"]
    assert (placed["from"] <= placed["dot"]).all() and (placed["dot"] <= placed["to"]).all()


def test_rows_stand_below_each_other_and_words_above_their_band() -> None:
    placed = intervals.bands(ROWS)["datasets"]["rows"]
    assert placed["level"].is_monotonic_decreasing
    assert (placed["top"] > placed["second"]).all() and (placed["second"] > placed["rise"]).all()
    assert (placed["foot"].iloc[:-1].to_numpy() > placed["top"].iloc[1:].to_numpy()).all()
