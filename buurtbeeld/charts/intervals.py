"""Changes and opinions drawn as dots and bands against what is usual. Frames in, figures out; knows no Streamlit."""

from __future__ import annotations

import pandas as pd

from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import (
    FAINT_LABEL,
    LABEL,
    NAME_LABEL,
    Channel,
    Figure,
    as_given,
    bare_axis,
    figure,
    layer,
    tooltip,
)
from buurtbeeld.text import _

ROW = 74
"""Height of a row: two lines of words and the band below them."""

_FOOT = 34
"""Room for the words of the scale, in pixels."""
_COLOURS = {"worse": palette.WORSE, "better": palette.BETTER}
_STEPS = (0.25, 0.5, 1.0, 2.0, 4.0)


def bands(rows: pd.DataFrame, widest: float = 4.0) -> Figure:
    """A row per change, in the order given: its name, its counts, what it is about, what is said, and dot and band.

    rows: name, what, counted, said (short texts), ratio, low, high (times the usual), label (worse and better have a
    colour, everything else is grey), or colour where it means something else. widest: the scale runs from 1/widest to
    widest; what lies beyond stands at its edge as a triangle that points outward.
    """
    placed = _placed(rows, widest)
    steps = [step for step in _STEPS if 1 / widest <= step <= widest]
    scale = {"type": "log", "base": 2, "domain": [1 / widest, widest], "nice": False}
    axis = {"values": steps, "labelExpr": _step_words(), "grid": True, "gridOpacity": 0.5, "domain": False}
    axis |= {"ticks": False, "labelPadding": 6, "labelFlush": True, "labelOverlap": False}
    x = {"field": "from", "type": "quantitative", "scale": scale, "title": None, "axis": axis}
    dot = x | {"field": "dot"}
    y, colour, shape = bare_axis("level", -len(placed), 0), as_given("colour"), as_given("shape")
    band = {"type": "rule", "strokeWidth": 7, "strokeCap": "round", "opacity": 0.4}
    point = {"type": "point", "filled": True, "size": 110, "opacity": 1}
    usual = {"type": "rule", "color": "currentColor", "opacity": 0.6, "strokeDash": [3, 3]}
    drawn = [
        layer("usual", usual, x=x | {"field": "at"}, y=y | {"field": "foot"}, y2={"field": "rise"}),
        layer("rows", band, x=x, x2={"field": "to"}, y=y, color=colour, tooltip=_tips()),
        layer("rows", point, x=dot, y=y, color=colour, shape=shape, tooltip=_tips()),
        *_words(y),
    ]
    usual_at = placed[["foot", "rise"]].assign(at=1.0)
    return figure(drawn, {"rows": placed, "usual": usual_at}, ROW * len(placed) + _FOOT)


def _placed(rows: pd.DataFrame, widest: float) -> pd.DataFrame:
    """Rows with the place of their words and of their band, drawn in to the scale."""
    inside = rows[["low", "ratio", "high"]].astype(float).clip(1 / widest, widest)
    turn = -pd.Series(range(len(rows)), index=rows.index, dtype=float)
    beyond = rows["ratio"].gt(widest).map({True: "triangle-right", False: "circle"})
    shape = beyond.mask(rows["ratio"].lt(1 / widest), "triangle-left")
    colours = rows["colour"] if "colour" in rows else rows["label"].map(_COLOURS).fillna(palette.QUIET)
    return rows.assign(
        **{"from": inside["low"], "to": inside["high"], "dot": inside["ratio"], "shape": shape},
        colour=colours,
        top=turn - 0.08,
        second=turn - 0.34,
        level=turn - 0.74,
        foot=turn - 0.9,
        rise=turn - 0.58,
    ).reset_index(drop=True)


def _words(y: Channel) -> list[Figure]:
    """Name and counts on the first line, what it is about and what is said on the second."""
    right = {"align": "right"}
    bold = NAME_LABEL | {"baseline": "top"}
    faint = FAINT_LABEL | {"baseline": "top", "align": "left"}
    plain = LABEL | {"baseline": "top"}
    at = {"left": {"value": 0}, "right": {"value": "width"}}
    placed = (
        ("name", bold | {"limit": {"expr": "width * 0.6"}}, "left", "top"),
        ("counted", plain | right, "right", "top"),
        ("what", faint | {"limit": {"expr": "width * 0.52"}}, "left", "second"),
        ("said", faint | right | {"limit": {"expr": "width * 0.47"}}, "right", "second"),
    )
    return [
        layer("rows", mark, x=at[side], y=y | {"field": line}, text={"field": field})
        for field, mark, side, line in placed
    ]


def _tips() -> list[Figure]:
    return [
        tooltip("name", " "),
        tooltip("what", " "),
        tooltip("counted", " "),
        tooltip("band", _("keer de rest")),
        tooltip("said", " "),
    ]


def _step_words() -> str:
    """The words of the scale as an expression: half as many, as usual, twice as many."""
    words = {0.25: _("kwart"), 0.5: _("helft"), 1.0: _("gelijk"), 2.0: _("2 keer"), 4.0: _("4 keer")}
    tests = [f"datum.value === {step} ? '{word}' : " for step, word in words.items()]
    return "".join(tests) + "''"
