"""A ladder as it was walked, and what went with each rung. Frames in, figures out; knows no Streamlit and no SQL.

Both figures give a rung the same height, so that they can stand beside each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import FAINT_LABEL, LABEL, NAME_LABEL, Figure, as_given, figure, layer, quantity, tooltip
from buurtbeeld.methods.escalation import FEWEST
from buurtbeeld.text import _

ROW = 88
"""Height of a rung, in pixels."""
THICKEST = 14
"""Width of the line that most cases walked, in pixels; every other line is as wide as its share of that."""

_FORMS = {"step": palette.SERIES[0], "skip": palette.SERIES[1], "back": palette.SERIES[3]}
"""A step onto the next rung, rungs skipped, a step back: colour, side and dashes tell them apart."""
_MIDDLE, _RIGHT, _LEFT = 62.0, 28.0, 14.0
"""Where the ladder stands between 0 and 100, and how far the longest line bends out at either side."""
_POINTS = 25
_GROUP = {
    "all": (palette.MAIN, "circle"),
    "light": (palette.SERIES[2], "square"),
    "grave": (palette.SERIES[1], "diamond"),
}


def path(moves: pd.DataFrame, rungs: pd.DataFrame) -> Figure:
    """The ladder with the lowest rung below: steps up along it, skipped rungs bent to the right, back to the left.

    moves: came_from (0 the opening), went_to, cases: the rows of `transitions` that lead from a rung to another.
    rungs: rung, name, remark (a line below the name), from the opening (0) up.
    """
    lines, marks = _lines(moves)
    bar = {"type": "rule", "color": palette.QUIET, "opacity": 0.35, "strokeWidth": 2}
    colour, width = as_given("colour"), as_given("width") | {"type": "quantitative"}
    dash = {"field": "dash", "type": "nominal", "legend": None, "scale": {"domain": [0, 1], "range": [[1, 0], [7, 4]]}}
    x, y, tips = _across("x"), _up("y", len(rungs)), _move_tips()
    drawn = [
        layer("rungs", bar, x={"value": 0}, x2={"value": "width"}, y=_up("rung", len(rungs))),
        layer(
            "lines",
            {"type": "line", "strokeCap": "butt", "opacity": 0.75, "aria": False},
            x=x, y=y, order=quantity("turn"), detail={"field": "move", "type": "nominal"},
            stroke=colour, strokeWidth=width, strokeDash=dash, tooltip=tips,
        ),
        *_arrows(x, y, tips),
        layer("rungs", {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": "currentColor"},
               x={"datum": _MIDDLE, **_place(x)}, y=_up("rung", len(rungs))),
        *_names(len(rungs)),
    ]  # fmt: skip
    return figure(drawn, {"rungs": rungs, "lines": lines, "marks": marks}, int(ROW * (len(rungs) - 0.15)))


def _arrows(x: Figure, y: Figure, tips: list[Figure]) -> list[Figure]:
    shape = as_given("shape")
    point = {"type": "point", "filled": True, "size": 70, "opacity": 1, "color": "currentColor", "aria": False}
    number = LABEL | {"fontWeight": 600, "aria": False, "dy": {"expr": "datum.rise"}}
    layers = [layer("marks", point, "datum.shape !== ''", x=x, y=y, shape=shape, tooltip=tips)]
    for side, dx in (("left", 9), ("right", -9)):
        words, cases = number | {"align": side, "baseline": "middle", "dx": dx}, {"field": "cases", "format": ",.0f"}
        layers.append(layer("marks", words, f"datum.side === '{side}'", x=x, y=y, text=cases, tooltip=tips))
    return layers


def _lines(moves: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Points of every line, and where its arrow and its number stand."""
    # A handful of cases draws no thick lines.
    most, points, marks = max(FEWEST, *moves["cases"], 0), [], []
    longest = (moves["went_to"] - moves["came_from"]).abs().max() if len(moves) else 1
    for turn, move in enumerate(moves.itertuples(index=False)):
        form = "step" if move.went_to - move.came_from == 1 else "skip" if move.went_to > move.came_from else "back"
        line = {"move": turn, "cases": move.cases, "words": _move_words(move), "colour": _FORMS[form]}
        line |= {"width": max(1.2, THICKEST * move.cases / most), "dash": int(form == "back")}
        reach = _reach(abs(move.went_to - move.came_from), longest, form)
        angle = np.linspace(0, np.pi, _POINTS if reach else 2)
        middle, half = (move.came_from + move.went_to) / 2, (move.went_to - move.came_from) / 2
        xs, ys = _MIDDLE + reach * np.sin(angle), middle - half * np.cos(angle)
        points += [line | {"turn": step, "x": a, "y": b} for step, (a, b) in enumerate(zip(xs, ys, strict=True))]
        shape = {"step": "", "skip": "triangle-up", "back": "triangle-down"}[form]
        # Over two rungs, the middle lies on the one that was skipped: the number stands above its line.
        mark = {"x": _MIDDLE + reach, "y": middle, "shape": shape, "rise": 0 if middle % 1 else -9}
        marks.append(line | mark | {"side": "right" if form == "back" else "left"})
    empty = ["move", "cases", "words", "colour", "width", "dash", "turn", "x", "y"]
    return pd.DataFrame(points, columns=empty), pd.DataFrame(
        marks, columns=[*empty[:6], "x", "y", "shape", "rise", "side"]
    )


def _reach(span: int, longest: int, form: str) -> float:
    """How far a line over so many rungs bends out: longer ones further, so that lines and numbers do not meet."""
    if form == "step":
        return 0.0
    if form == "back":
        return -_LEFT * (0.45 + 0.55 * (span - 1) / max(1, longest - 1))
    return _RIGHT * (0.45 + 0.55 * (span - 2) / max(1, longest - 2))


def _move_words(move: Any) -> str:
    named = {0: _("de opening")}
    came, went = (named.get(rung, _("trede {rung}", rung=rung)) for rung in (move.came_from, move.went_to))
    return _("van {came} naar {went}", came=came, went=went)


def _move_tips() -> list[Figure]:
    return [tooltip("words", " "), tooltip("cases", _("keer"), ",.0f")]


def _names(rows: int) -> list[Figure]:
    y, aside = _up("rung", rows), {"value": 0}
    remark = FAINT_LABEL | {"align": "left", "baseline": "top", "dy": 6}
    return [
        layer("rungs", NAME_LABEL | {"baseline": "bottom", "dy": -5}, x=aside, y=y, text={"field": "name"}),
        layer("rungs", remark, x=aside, y=y, text={"field": "remark"}),
    ]


def _across(field: str) -> Figure:
    return {"field": field, **_place({"scale": {"domain": [0, 100], "nice": False}})}


def _place(x: Figure) -> Figure:
    return {"type": "quantitative", "axis": None, "scale": x["scale"]}


def _up(field: str, rows: int) -> Figure:
    scale = {"domain": [-0.3, rows - 0.45], "nice": False, "zero": False}
    return quantity(field) | {"axis": None, "scale": scale}


def quiet(shares: pd.DataFrame, rungs: pd.DataFrame) -> Figure:
    """Per rung the share of cases that was quiet, with its interval: all cases, light ones and grave ones.

    shares: rung, group (all, light, grave), n, share, low, high (0 to 1; NaN below ten cases). rungs: as in `path`.
    """
    placed = _placed(shares)
    # A third of the width is kept free for the words at the right.
    scale = {"domain": [0, 1.62], "nice": False}
    axis = {
        "values": [0, 0.5, 1],
        "format": "%",
        "gridOpacity": 0.5,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    }
    x = {"field": "low", "type": "quantitative", "scale": scale, "title": None, "axis": axis}
    y, colour, shape = _up("level", len(rungs)), as_given("colour"), as_given("shape")
    band = {"type": "rule", "strokeWidth": 6, "strokeCap": "round", "opacity": 0.4, "aria": False}
    point = {"type": "point", "filled": True, "size": 80, "opacity": 1, "aria": False}
    tips, with_share = [tooltip("words", " ")], "isValid(datum.share)"
    words = LABEL | {"align": "right", "baseline": "middle", "aria": False}
    drawn = [
        layer("shares", band, with_share, x=x, x2={"field": "high"}, y=y, color=colour, tooltip=tips),
        layer("shares", point, with_share, x=x | {"field": "share"}, y=y, color=colour, shape=shape, tooltip=tips),
        layer("shares", words, x={"value": "width"}, y=y, text={"field": "said"}),
        layer("rungs", NAME_LABEL | {"baseline": "bottom", "dy": -5}, x={"value": 0}, y=_up("rung", len(rungs)),
               text={"field": "name"}),
    ]  # fmt: skip
    return figure(drawn, {"shares": placed, "rungs": rungs}, int(ROW * (len(rungs) - 0.15)))


def _placed(shares: pd.DataFrame) -> pd.DataFrame:
    turn = {"all": 0.1, "light": 0.31, "grave": 0.52}
    drawn = shares[shares["group"].isin(list(turn))]
    named = {"all": _("alle"), "light": _("licht"), "grave": _("zwaar")}
    words = [
        f"{named[row.group]} {text.percent(row.share)}" if row.n >= FEWEST else _few(named[row.group], row.n)
        for row in drawn.itertuples(index=False)
    ]
    colours = [_GROUP[group][0] for group in drawn["group"]]
    return drawn.assign(
        level=drawn["rung"] - drawn["group"].map(turn).astype(float),
        said=words,
        words=[f"{share}; n = {n}" for share, n in zip(words, drawn["n"], strict=True)],
        colour=colours,
        shape=[_GROUP[group][1] for group in drawn["group"]],
    )


def _few(name: str, n: int) -> str:
    return _("{name}: {n}, te weinig", name=name, n=n)


def ladder(names: Sequence[str], remarks: Sequence[str], opening: str = "") -> pd.DataFrame:
    """The rungs of both figures: rung, name, remark; from the opening (0) where it has a name, else from the first."""
    rows = [(0, opening, ""), *((number, *pair) for number, pair in enumerate(zip(names, remarks, strict=True), 1))]
    return pd.DataFrame(rows, columns=["rung", "name", "remark"])
