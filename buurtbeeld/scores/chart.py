"""Marks, what they are made of, places and the funnel drawn. Frames in, figures out; knows no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from buurtbeeld import text
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
    quantity,
    tooltip,
)
from buurtbeeld.glossary import code_words
from buurtbeeld.methods.scores.marks import HIGHEST, LOWEST, MIDDLE
from buurtbeeld.scores import tables
from buurtbeeld.text import _

ROW = 36
"""Height of an area's row of marks."""

STEP = 46
"""Height of a step: its name, what it is about, and its bar."""

SELECTED = "mark"
"""Name of the selection that a click on a mark makes; it holds area_id and lens."""

_WIDE = 560
"""From this width on names stand beside the marks, else above them."""
_NAMES = 200
_HEAD = 44
_COLOURS = {"worse": palette.WORSE, "better": palette.BETTER}
_INSIDE = (0.04, 0.7)
"""From where to where in a panel the scale runs; the mark itself is written after it."""


def board(rows: pd.DataFrame, places: pd.DataFrame, heads: Sequence[str], own: pd.DataFrame | None = None) -> Figure:
    """A row per area, a panel per head: dot and band on the scale from 1 to 10 with 6.5 marked, and the mark.

    rows: of marks_to_draw: row, panel, name, lens, mark, low, high, told, whole, label, said, band, gaps. places: row,
    name, and, for a last panel with the place, place, low, high, areas, where; without the column place no such panel.
    A mark that tells nothing is grey; one that misses something is an open dot; without a mark the reason stands there.
    own: of overrides.marks_to_draw, rows beside which somebody set a mark of their own: a diamond, which moves no dot.
    """
    ordering = "place" in places
    number = len(heads) + ordering
    placed = _placed(rows)
    given, absent = placed[placed["mark"].notna()], placed[placed["mark"].isna()]
    x, y = _panel_axis("from", number), _rows_axis(len(places))
    colour = as_given("colour")
    dot = {"type": "point", "size": 90, "strokeWidth": 2, "opacity": 1}
    bold = LABEL | {"align": "left", "dx": 4, "fontWeight": 600}
    why = FAINT_LABEL | {"align": "left", "fontSize": 11, "limit": {"expr": f"(width - {_offset()}) / {number} - 4"}}
    select = {"name": SELECTED, "select": {"type": "point", "fields": ["area_id", "lens"], "on": "click"}}
    layers = [
        *_ground(number),
        layer("given", _band(), x=x, x2={"field": "to"}, y=y, color=colour, tooltip=_mark_tips()),
        layer(
            "given", dot, x=x | {"field": "dot"}, y=y, tooltip=_mark_tips(),
            color=colour, fill=as_given("filled"),
        ) | {"params": [select]},
        layer("given", bold, x=x | {"field": "after"}, y=y, text={"field": "label"}),
        layer("absent", why, x=x | {"field": "start"}, y=y, text={"field": "said"}, tooltip=_mark_tips()),
        *_area_names(),
    ]  # fmt: skip
    data = {"given": given, "absent": absent, "rows": _named(places), **_scale_marks(given, places, heads)}
    if own is not None and len(own):
        layers.append(_own(x, y))
        data["own"] = _placed(own).assign(at=own["panel"] + _across(own["own"], LOWEST, HIGHEST))
    if ordering:
        layers += _places(number)
        data["places"] = _placed_places(places, number)
    return figure(layers, data, ROW * len(places) + _HEAD)


def _own(x: Channel, y: Channel) -> Figure:
    """Marks of somebody's own: diamonds in the colour of words, over the dots and never instead of them."""
    diamond = {
        "type": "point",
        "shape": "diamond",
        "size": 130,
        "strokeWidth": 2,
        "color": "currentColor",
        "opacity": 1,
    }
    tips = [tooltip("name", " "), tooltip("said_own", _("eigen cijfer")), tooltip("label", _("berekend"))]
    return layer("own", diamond, x=x | {"field": "at"}, y=y, tooltip=tips)


def _offset() -> str:
    """Room for names, as an expression: none on a phone, where they stand above."""
    return f"(width < {_WIDE} ? 0 : {_NAMES})"


def _panel_axis(field: str, panels: int) -> Channel:
    scale = {"domain": [0, panels], "range": [{"expr": _offset()}, {"expr": "width"}], "nice": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _rows_axis(rows: int, field: str = "level") -> Channel:
    scale = {"domain": [-rows, _HEAD / ROW], "nice": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _across(value: pd.Series, low: float, high: float) -> pd.Series:
    """Where in a panel of width 1 a value on the scale from low to high stands."""
    left, right = _INSIDE
    return left + (value.clip(low, high) - low) / max(high - low, 1e-9) * (right - left)


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Marks with their place in panel and row, and their colour."""
    across = {
        name: rows["panel"] + _across(rows[name].astype(float), LOWEST, HIGHEST) for name in ("low", "mark", "high")
    }
    colour = rows["told"].map(_COLOURS).fillna(palette.QUIET)
    return rows.assign(
        **{"from": across["low"], "to": across["high"], "dot": across["mark"]},
        start=rows["panel"] + _INSIDE[0],
        after=rows["panel"] + _INSIDE[1] + 0.01,
        level=-rows["row"] - 0.66,
        colour=colour,
        filled=colour.where(rows["whole"], "transparent"),
    )


def _band() -> Figure:
    return {"type": "rule", "strokeWidth": 6, "strokeCap": "round", "opacity": 0.38}


def _ground(panels: int) -> list[Figure]:
    """Behind the marks: a faint line per row and panel, 6.5, the ends of the scale in words, and the heads."""
    x = _panel_axis("from", panels)
    line = {"type": "rule", "color": palette.QUIET, "opacity": 0.35}
    middle = {"type": "rule", "color": "currentColor", "opacity": 0.6}
    words = FAINT_LABEL | {"fontSize": 11, "baseline": "bottom"}
    head = NAME_LABEL | {"baseline": "top", "limit": {"expr": f"(width - {_offset()}) / {panels} - 6"}}
    return [
        layer("tracks", line, x=x, x2={"field": "to"}, y=_level("level")),
        layer("middles", middle, x=x, y=_level("foot"), y2={"field": "top"}),
        layer("ticks", words | {"align": "center"}, x=x, y={"value": _HEAD - 6}, text={"field": "words"}),
        layer("heads", head, x=x, y={"value": 2}, text={"field": "words"}),
    ]


def _level(field: str) -> Channel:
    return quantity(field) | {"axis": None}


def _scale_marks(given: pd.DataFrame, places: pd.DataFrame, heads: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Where scales are drawn: only behind marks that are there."""
    left, right = _INSIDE
    panels = pd.DataFrame({"panel": range(len(heads)), "words": list(heads)})
    at = pd.Series([LOWEST, MIDDLE, HIGHEST])
    ticks = pd.DataFrame(
        {"at": _across(at, LOWEST, HIGHEST), "words": [text.number(each, each % 1 > 0) for each in at]}
    )
    ticks = ticks.merge(panels[["panel"]], how="cross")
    middle = float(_across(pd.Series([MIDDLE]), LOWEST, HIGHEST).iloc[0])
    if "place" in places:
        ends = pd.DataFrame(
            {"at": [left, right], "words": [text.number(places["areas"].max()), "1"], "panel": len(heads)}
        )
        ticks = pd.concat([ticks, ends], ignore_index=True)
        panels.loc[len(heads)] = [len(heads), _("Plaats")]
    return {
        "tracks": given[["panel", "level"]].assign(**{"from": given["panel"] + left, "to": given["panel"] + right}),
        "middles": given[["level"]].assign(
            **{"from": given["panel"] + middle}, foot=given["level"] - 0.26, top=given["level"] + 0.26
        ),
        "ticks": ticks.assign(**{"from": ticks["panel"] + ticks["at"]}),
        "heads": panels.assign(**{"from": panels["panel"] + left}),
    }


def _named(places: pd.DataFrame) -> pd.DataFrame:
    return places[["row", "name"]].assign(beside=-places["row"] - 0.66, above=-places["row"] - 0.12)


def _area_names() -> list[Figure]:
    """The name beside its row; above it on a phone. Both are drawn, one of them invisible."""
    wide = {"expr": f"width < {_WIDE} ? 0 : 1"}
    narrow = {"expr": f"width < {_WIDE} ? 1 : 0"}
    text_of = {"field": "name"}
    beside = NAME_LABEL | {"fontWeight": 400, "limit": _NAMES - 12, "opacity": wide, "baseline": "middle"}
    above = NAME_LABEL | {"fontSize": 11, "opacity": narrow, "baseline": "top"}
    return [
        layer("rows", beside, x={"value": 0}, y=_level("beside"), text=text_of),
        layer("rows", above, x={"value": 0}, y=_level("above"), text=text_of),
    ]


def _places(panels: int) -> list[Figure]:
    x = _panel_axis("from", panels)
    tips = [tooltip("name", " "), tooltip("where", _("plaats"))]
    bar = _band() | {"color": palette.QUIET}
    dot = {"type": "point", "shape": "diamond", "filled": True, "size": 70, "color": palette.QUIET, "opacity": 1}
    words = LABEL | {"align": "left", "dx": 4, "fontWeight": 600}
    return [
        layer("places", bar, x=x, x2={"field": "to"}, y=_level("level"), tooltip=tips),
        layer("places", dot, x=x | {"field": "dot"}, y=_level("level"), tooltip=tips),
        layer("places", words, x=x | {"field": "after"}, y=_level("level"), text={"field": "label"}),
    ]


def _placed_places(places: pd.DataFrame, panels: int) -> pd.DataFrame:
    """Places drawn from last (left) to first (right), so that right is better, as in every other panel."""
    ranked = places.dropna(subset=["place"])
    last = float(ranked["areas"].max()) if len(ranked) else 2.0
    across = {
        name: panels - 1 + _across(last + 1 - ranked[name].astype(float), 1, last) for name in ("place", "low", "high")
    }
    label = [tables.place_range(low, high) for low, high in ranked[["low", "high"]].itertuples(index=False)]
    return ranked.assign(
        **{"from": across["high"], "to": across["low"], "dot": across["place"]},
        after=panels - 1 + _INSIDE[1] + 0.01,
        level=-ranked["row"] - 0.66,
        label=label,
    )


def _mark_tips() -> list[Figure]:
    return [
        tooltip("name", " "),
        tooltip("head", " "),
        tooltip("label", _("cijfer")),
        tooltip("band", _("band")),
        tooltip("said", " "),
        tooltip("gaps", _("onbekend")),
    ]


def stairs(steps: pd.DataFrame) -> Figure:
    """From one mark to another, a step per row: where it begins, where it ends, what it is about and its size.

    steps: name, begin, end, label, detail, column (facts, residents, staff or empty), step (False: a mark itself).
    """
    low, high = steps[["begin", "end"]].min().min(), steps[["begin", "end"]].max().max()
    room = max((high - low) * 0.06, 0.05)
    placed = steps.assign(
        top=-steps.index - 0.06, second=-steps.index - 0.36, level=-steps.index - 0.79,
        colour=steps["column"].map(code_words.KIND_OF).map(palette.KIND).fillna(palette.QUIET),
    )  # fmt: skip
    x, y = bare_axis("begin", low - room, high + room), bare_axis("level", -len(steps), 0)
    colour = as_given("colour")
    tips = [tooltip("name", " "), tooltip("detail", " "), tooltip("label", _("punten"))]
    bar = {"type": "bar", "height": 10, "cornerRadius": 1}
    track = {"type": "rule", "color": palette.QUIET, "opacity": 0.3}
    whole = {"type": "point", "shape": "diamond", "filled": True, "size": 110, "color": "currentColor", "opacity": 1}
    moving, fixed = placed[placed["step"]], placed[~placed["step"]]
    drawn = [
        layer("steps", track, x={"value": 0}, x2={"value": "width"}, y=y),
        layer("moving", bar, x=x, x2={"field": "end"}, y=y, color=colour, tooltip=tips),
        layer("fixed", whole, x=x | {"field": "end"}, y=y),
        *_step_words(y),
    ]
    return figure(drawn, {"steps": placed, "moving": moving, "fixed": fixed}, STEP * len(steps))


def _step_words(y: Channel) -> list[Figure]:
    bold = NAME_LABEL | {"baseline": "top", "limit": {"expr": "width - 56"}}
    faint = FAINT_LABEL | {"baseline": "top", "align": "left", "fontSize": 11, "limit": {"expr": "width"}}
    right = NAME_LABEL | {"baseline": "top", "align": "right"}
    return [
        layer("steps", bold, x={"value": 0}, y=y | {"field": "top"}, text={"field": "name"}),
        layer("steps", faint, x={"value": 0}, y=y | {"field": "second"}, text={"field": "detail"}),
        layer("steps", right, x={"value": "width"}, y=y | {"field": "top"}, text={"field": "label"}),
    ]


def funnel(points: pd.DataFrame, grid: pd.DataFrame) -> Figure:
    """Rates against homes with the limits of chance; who lies outside has a colour, a triangle and a name.

    points: of funnel.points: name, home_years, rate, cases, expected, outside, alarm, direction, said. grid: of
    funnel.grid: homes, stock, low, high, lowest, highest. Rates per 1,000 homes a year; above is worse.
    """
    top = max(points["rate"].max(), min(grid["highest"].max(), points["rate"].max() * 1.6)) * 1.06 or 1.0
    drawn = grid.assign(**{name: grid[name].clip(upper=top) for name in ("high", "highest")})
    named = points.assign(
        colour=points["direction"].map({"above": palette.WORSE, "below": palette.BETTER}).where(points["outside"]),
        shape=points["direction"].map({"above": "triangle-up", "below": "triangle-down"}).where(points["outside"]),
        hollow=points["outside"] & ~points["alarm"],
    )
    named = named.assign(colour=named["colour"].fillna(palette.QUIET), shape=named["shape"].fillna("circle"))
    named["filled"] = named["colour"].mask(named["hollow"], "transparent")
    out = named[named["outside"]].head(14)
    most = float(grid["homes"].max())
    left = out["home_years"] > 0.75 * most
    return figure(
        [*_limits(top, most), *_points(top, most)],
        {"limits": drawn, "points": named, "right": out[~left], "left": out[left]},
        380,
    )


def _axes(top: float, most: float, field: str = "rate", along: str = "home_years") -> Channel:
    level = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleBaseline": "bottom"}
    level |= {"titleX": 0, "titleY": -12, "titleLimit": 600}
    y_axis = {"tickCount": 5, "format": ",.0f", "gridOpacity": 0.4, "labelPadding": 6, "domain": False, **level}
    x_axis = {"tickCount": 6, "format": ",.0f", "grid": False, "labelFlush": True, "titlePadding": 8}
    homes, rates = _("Woningen in het gebied"), _("Zaken per 1.000 woningen per jaar")
    return {
        "x": {
            "field": along, "type": "quantitative", "title": homes, "axis": x_axis,
            "scale": {"domain": [0, most], "nice": False},
        },
        "y": {
            "field": field, "type": "quantitative", "title": rates, "axis": y_axis,
            "scale": {"domain": [0, top], "nice": False},
        },
    }  # fmt: skip


def _limits(top: float, most: float) -> list[Figure]:
    """The bands in which areas of a size lie by chance, and the stock's rate."""
    outer = {"type": "area", "color": palette.QUIET, "opacity": 0.14}
    inner = {"type": "area", "color": palette.QUIET, "opacity": 0.2}
    stock = {"type": "line", "color": "currentColor", "strokeDash": [4, 3], "strokeWidth": 1.25, "opacity": 0.7}

    def axes(field: str) -> Channel:
        return _axes(top, most, field, "homes")

    return [
        layer("limits", outer, **axes("lowest"), y2={"field": "highest"}),
        layer("limits", inner, **axes("low"), y2={"field": "high"}),
        layer("limits", stock, **axes("stock")),
    ]


def _points(top: float, most: float) -> list[Figure]:
    axes = _axes(top, most)
    tips = [
        tooltip("name", " "),
        tooltip("said", _("oordeel")),
        tooltip("rate", _("per 1.000 woningen"), ",.0f"),
        tooltip("cases", _("zaken"), ",.0f"),
        tooltip("reports", _("meldingen"), ",.0f"),
        tooltip("expected", _("als de hele corporatie"), ",.0f"),
        tooltip("home_years", _("woningen"), ",.0f"),
    ]
    point = {"type": "point", "size": 80, "strokeWidth": 2, "opacity": 1}
    name = LABEL | {"fontSize": 11.5, "limit": 190}
    seen: dict[str, Any] = {
        channel: as_given(field) for channel, field in (("shape", "shape"), ("color", "colour"), ("fill", "filled"))
    }
    return [
        layer("points", point, **axes, **seen, tooltip=tips),
        layer("right", name | {"align": "left", "dx": 8}, **axes, text={"field": "name"}),
        layer("left", name | {"align": "right", "dx": -8}, **axes, text={"field": "name"}),
    ]


def moves(rows: pd.DataFrame, last: int) -> Figure:
    """From which place to which, a row per area, its band behind it. rows: of weights.moves; last: the last place."""
    placed = rows.reset_index(drop=True)
    turn = -placed.index.to_series()
    placed = placed.assign(
        top=turn - 0.08, level=turn - 0.7,
        label=placed["place_before"].map(text.number) + " → " + placed["place"].map(text.number),
        shape=(placed["moved"] > 0).map({True: "triangle-right", False: "triangle-left"}),
    )  # fmt: skip
    # Left is last, right is first: better lies to the right, as with marks.
    x, y = bare_axis("place_before", last + 0.5, 0.5), bare_axis("level", -len(placed), 0)
    band = {"type": "rule", "strokeWidth": 10, "strokeCap": "round", "opacity": 0.25, "color": palette.QUIET}
    line = {"type": "rule", "strokeWidth": 2, "color": palette.MAIN}
    start = {"type": "point", "filled": True, "size": 45, "color": palette.MAIN, "opacity": 1}
    end = {"type": "point", "filled": True, "size": 110, "color": palette.MAIN, "opacity": 1}
    shape = as_given("shape")
    head, right = NAME_LABEL | {"baseline": "top"}, LABEL | {"baseline": "top", "align": "right"}
    drawn = [
        layer("banded", band, x=x | {"field": "low"}, x2={"field": "high"}, y=y),
        layer("rows", line, x=x, x2={"field": "place"}, y=y),
        layer("rows", start, x=x, y=y),
        layer("rows", end, x=x | {"field": "place"}, y=y, shape=shape),
        layer("rows", head, x={"value": 0}, y=y | {"field": "top"}, text={"field": "name"}),
        layer("rows", right, x={"value": "width"}, y=y | {"field": "top"}, text={"field": "label"}),
    ]
    return figure(drawn, {"rows": placed, "banded": placed.dropna(subset=["low"])}, 40 * len(placed))
