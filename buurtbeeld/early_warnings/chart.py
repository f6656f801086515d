"""Weeks against what was to be expected. Frames in, figures out; knows no Streamlit and no SQL.

The wording beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import LABEL, Channel, Figure, figure, layer, quantity, scale_top, tooltip, value_axis
from buurtbeeld.text import _

HEIGHT = 150


def weeks(series: pd.DataFrame, kind: str, unit: str) -> Figure:
    """Two years of weeks as bars on the band of what is ordinary; weeks outside it in full colour, the first one named.

    series: week, until, value, expected, upper (empty where nothing can be said), outside, known. kind: its colour.
    """
    series = series.assign(first=series["outside"] & ~series["outside"].cummax().shift(fill_value=False))
    y = value_axis("value", unit, scale_top(series[["value", "upper"]].max().max()), 0)
    y |= {"axis": y["axis"] | {"tickCount": 3, "tickMinStep": 1}}
    x = _week_axis("week", series)
    band = {"type": "area", "color": palette.QUIET, "opacity": 0.28, "interpolate": "step-after"}
    usual = {"type": "line", "color": palette.QUIET, "strokeDash": [4, 3], "strokeWidth": 1.5}
    gone = {"type": "rect", "color": palette.UNKNOWN, "opacity": 0.3}
    drawn = [
        _only("!datum.known", gone, x=x, x2={"field": "until"}, tooltip={"value": _("niet geleverd: onbekend")}),
        _only("datum.upper !== null", band, x=x, y=quantity("upper"), y2={"datum": 0}),
        _only("datum.upper !== null", usual, x=x, y=quantity("expected")),
        *_bars(kind, x, y),
        *_first(x),
    ]
    return figure(drawn, {"weeks": series}, HEIGHT)


def _only(where: str, mark: Mapping[str, object], **encoding: object) -> Figure:
    """A layer of some of the rows: one table a figure is sent, because each costs time of the page."""
    # One that is left without rows would be a picture without a name to a screen reader; the words say what it shows.
    return layer("weeks", {**mark, "aria": False}, where, **encoding)


def _bars(kind: str, x: Channel, y: Channel) -> list[Figure]:
    tips = [
        _week_tip(),
        tooltip("value", _("gemeld"), ",.0f"),
        tooltip("expected", _("verwacht"), ",.1f"),
        tooltip("upper", _("gewoon tot en met"), ",.0f"),
    ]
    bar = {"type": "rect", "color": palette.KIND[kind]}
    place = {"x": x, "x2": {"field": "until"}, "y": y, "y2": {"datum": 0}, "tooltip": tips}
    return [_only("!datum.outside", bar | {"opacity": 0.45}, **place), _only("datum.outside", bar, **place)]


def _first(x: Channel) -> list[Figure]:
    """A line at the first week outside, named to its left: at the right the chart ends."""
    rule = {"type": "rule", "color": "currentColor", "strokeDash": [2, 2], "opacity": 0.8}
    words = LABEL | {"align": "right", "baseline": "bottom", "dx": 3, "dy": -4}
    return [
        _only("datum.first", rule, x=x, tooltip=[_week_tip()]),
        _only("datum.first", words, x=x, y={"value": 0}, text={"value": _("eerste week buiten de band")}),
    ]


def _week_axis(field: str, series: pd.DataFrame) -> Channel:
    axis = {"format": "%b %Y", "tickCount": 5, "grid": False, "domain": True, "labelPadding": 4, "labelFlush": True}
    ends = [stamp.isoformat() for stamp in (series["week"].min(), series["until"].max())]
    return {"field": field, "type": "temporal", "title": None, "axis": axis, "scale": {"domain": ends}}


def _week_tip() -> Figure:
    return {"field": "week", "type": "temporal", "title": _("week van"), "format": "%-d %B %Y"}
