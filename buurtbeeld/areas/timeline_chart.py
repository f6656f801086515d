"""What an area remembers, in lanes below its trend. Frames in, figures out; knows no Streamlit and no SQL."""

from __future__ import annotations

from typing import Any

import pandas as pd

from buurtbeeld.areas import timeline
from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import _FAINT, _NAME, EDGE, Figure, _figure, _layer, _month_axis, _tip

LANE = 34
"""Height of one lane: its name, and what happened below it."""
_AXIS = {
    "title": None,
    "domain": False,
    "ticks": False,
    "labels": False,
    "grid": True,
    "gridOpacity": 0.5,
    "minExtent": EDGE,
}
_HEAD = _FAINT | {"align": "left", "dy": -12, "aria": False}
_DOT = {"type": "point", "filled": True, "size": 55, "opacity": 0.85}
_BAR = {
    "type": "rule",
    "strokeWidth": 6,
    "strokeCap": "round",
    "opacity": 0.35,
    "color": palette.MAIN,
    "aria": False,
}
_UNSEEN = _NAME | {"dx": 8, "opacity": 0, "aria": False}


def lanes(events: pd.DataFrame, months: pd.DataFrame, beside: str = "") -> Figure:
    """A lane per kind of event, on the same months as the trend above it: a dot per day, a bar per period.

    events: of timeline.drawn. months: month (what the trend shows). beside: what the trend says at its end; it is kept
    unseen here, so that the months stand right below those of the trend.
    """
    names = [name for name in timeline.lanes().values() if name in set(events["lane_name"])]
    first, last = months["month"].min(), months["month"].max()
    ends = [first.isoformat(), (last + pd.offsets.MonthBegin(1)).isoformat()]
    x: dict[str, Any] = _month_axis("at") | {"scale": {"domain": ends}}
    y = {"field": "lane_name", "type": "nominal", "sort": names, "scale": {"domain": names}, "axis": _AXIS}
    tips = [_tip("lane_name", " "), _tip("since", " "), _tip("words", " ")]
    colour = {"condition": {"test": "datum.lane === 'calamity'", "value": palette.CALAMITY}, "value": palette.MAIN}
    drawn = [
        _layer("names", _HEAD, x=x, y=y, text={"field": "lane_name"}),
        _layer("events", _BAR, x=x, x2={"field": "until"}, y=y, tooltip=tips)
        | {"transform": [{"filter": "datum.period"}]},
        _layer("events", _DOT, x=x, y=y, color=colour, tooltip=tips),
        _layer("end", _UNSEEN, x=x, y=y, text={"field": "label"}),
    ]
    heads = pd.DataFrame({"lane_name": names, "at": first})
    end = pd.DataFrame({"lane_name": names[:1], "at": last, "label": beside})
    return _figure(drawn, {"events": events, "names": heads, "end": end}, LANE * len(names) + 30)
