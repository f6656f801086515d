"""The kit that Vega-Lite specifications are put together from: marks, layers, channels, tooltips. Draws nothing itself.

Text takes the colour of the page around it (currentColor), so that every figure reads in light and in dark.
Specifications are plain dictionaries because composing one with Altair takes 40 to 80 ms of each page's 150; the tests
hold them to the schema. The words here are those of Vega-Lite.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import vl_convert as vlc

from buurtbeeld import text
from buurtbeeld.text import _

Figure = dict[str, object]
"""A specification or a part of one: a layer, a channel."""
Channel = dict[str, Any]
"""A channel of an encoding, to which a chart may add properties."""

LABEL = {"type": "text", "color": "currentColor", "fontSize": 12}
"""The mark of every text in a figure."""
NAME_LABEL = LABEL | {"align": "left", "fontWeight": 600}
"""The mark of a name: bold, to the right of where it stands."""
FAINT_LABEL = LABEL | {"opacity": 0.75}
"""The mark of a remark beside what is drawn."""
LINE = {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-domains"}
"""The mark of a line through time; it breaks where a value is unknown."""
POINT = {"type": "point", "filled": True, "size": 55, "opacity": 1}
"""The mark of the point at the end of a line."""

EDGE = 42
"""Pixels left of every trend, so that what stands below it has its months right below."""


@dataclass(frozen=True)
class Chart:
    """A figure and the same message in words, for eyes and for screen readers: neither is shown without the other."""

    figure: Figure
    words: str


def figure(layers: Sequence[Figure], data: dict[str, pd.DataFrame], height: int) -> Figure:
    """A specification of these layers over each other, with the tables they name; height in pixels."""
    config = {"locale": _locale(text.language()), "view": {"strokeWidth": 0}, "mark": {"tooltip": None}}
    return {"layer": list(layers), "datasets": data, "height": height, "config": config}


def layer(data: str, mark: Mapping[str, object], where: str = "", **encoding: object) -> Figure:
    """A mark for each row of a table of the figure; where: an expression that leaves rows out."""
    drawn: Figure = {"data": {"name": data}, "mark": mark, "encoding": encoding}
    return drawn | ({"transform": [{"filter": where}]} if where else {})


@functools.cache
def _locale(language: str) -> dict[str, object]:
    name: Any = {"nl": "nl-NL", "en": "en-GB"}[language]
    return {"number": vlc.get_format_locale(name), "time": vlc.get_time_format_locale(name)}


def month_axis(field: str = "month", **properties: object) -> Channel:
    """A channel of months with an axis that names years."""
    axis = {"format": "%Y", "tickCount": "year", "grid": False, "domain": True, "ticks": True, "labelFlush": False}
    return {"field": field, "type": "temporal", "title": None, "axis": axis | {"labelPadding": 4}, **properties}


def value_axis(field: str, unit: str, top: float, decimals: int) -> Channel:
    """A channel of values from zero to top, with an axis that bears their unit."""
    # The unit stands above the axis, level and in full: a turned word is read late or never.
    level = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleBaseline": "bottom", "titleLimit": 600}
    above = {"titleX": 0, "titleY": -26}
    side = {"labelPadding": 6, "minExtent": EDGE}
    axis = {"format": number_format(decimals), "tickCount": 4, "gridOpacity": 0.6, **side, **level, **above}
    return {
        "field": field,
        "type": "quantitative",
        "title": unit,
        "axis": axis,
        "scale": {"domain": [0, top], "nice": False},
    }


def bare_axis(field: str, first: float, last: float) -> Channel:
    """A channel of numbers without an axis, its scale from the first value to the last."""
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [first, last], "nice": False}}


def quantity(field: str) -> Channel:
    """A channel of numbers on the scale and the axis of another layer."""
    return {"field": field, "type": "quantitative"}


def as_given(field: str) -> Channel:
    """A channel whose column holds what is drawn (a colour, a shape, a width): no scale and no legend."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def scale_top(highest: float) -> float:
    """Where a scale from zero ends so that the highest value stays inside it; 1 where there is none."""
    return float(highest) * 1.05 if pd.notna(highest) and highest > 0 else 1.0


def tooltip(field: str, title: str, digits: str = "") -> Figure:
    """A line of a tooltip: a column, what it is called, and, of a number, its format."""
    named: Figure = {"field": field, "title": title}
    return named | ({"type": "quantitative", "format": digits} if digits else {"type": "nominal"})


def month_tooltip(field: str = "month", time_format: str = "%B %Y") -> Figure:
    """A line of a tooltip with a month, or with a day where the format says so."""
    return {"field": field, "type": "temporal", "title": _("maand"), "format": time_format}


def month_and_value(field: str, title: str, decimals: int) -> list[Figure]:
    """A tooltip of a month and a value of that month."""
    return [month_tooltip(), tooltip(field, title, number_format(decimals))]


def number_format(decimals: int) -> str:
    """The format of a number, as Vega wants it: thousands parted, so many decimals."""
    return f",.{decimals}f"


def dated_months(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its months as moments, numbered from zero."""
    return frame.assign(month=pd.to_datetime(frame["month"])).reset_index(drop=True)
