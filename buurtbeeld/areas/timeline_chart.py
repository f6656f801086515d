"""What an area remembers, in lanes below its trend. Frames in, figures out; knows no Streamlit and no SQL."""

from __future__ import annotations

import pandas as pd

from buurtbeeld.areas import timeline
from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import EDGE, FAINT_LABEL, NAME_LABEL, Figure, figure, layer, month_axis, tooltip

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
_HEAD = FAINT_LABEL | {"align": "left", "dy": -12, "aria": False}
_DOT = {"type": "point", "filled": True, "size": 55, "opacity": 0.85}
_BAR = {
    "type": "rule",
    "strokeWidth": 6,
    "strokeCap": "round",
    "opacity": 0.35,
    "color": palette.MAIN,
    "aria": False,
}
_UNSEEN = NAME_LABEL | {"dx": 8, "opacity": 0, "aria": False}


def lanes(events: pd.DataFrame, months: pd.DataFrame, beside: str = "") -> Figure:
    """A lane per kind of event, on the same months as the trend above it: a dot per day, a bar per period.

    events: of timeline.visible_events. months: month (what the trend shows). beside: what the trend says at its end; it
    is kept unseen here, so that the months stand right below those of the trend.
    """
    names = [name for name in timeline.lanes().values() if name in set(events["lane_name"])]
    first, last = months["month"].min(), months["month"].max()
    ends = [first.isoformat(), (last + pd.offsets.MonthBegin(1)).isoformat()]
    x = month_axis("at") | {"scale": {"domain": ends}}
    y = {"field": "lane_name", "type": "nominal", "sort": names, "scale": {"domain": names}, "axis": _AXIS}
    tips = [tooltip("lane_name", " "), tooltip("since", " "), tooltip("words", " ")]
    colour = {"condition": {"test": "datum.lane === 'calamity'", "value": palette.CALAMITY}, "value": palette.MAIN}
    drawn = [
        layer("names", _HEAD, x=x, y=y, text={"field": "lane_name"}),
        layer("events", _BAR, where="datum.period", x=x, x2={"field": "until"}, y=y, tooltip=tips),
        layer("events", _DOT, x=x, y=y, color=colour, tooltip=tips),
        layer("end", _UNSEEN, x=x, y=y, text={"field": "label"}),
    ]
    heads = pd.DataFrame({"lane_name": names, "at": first})
    end = pd.DataFrame({"lane_name": names[:1], "at": last, "label": beside})
    return figure(drawn, {"events": events, "names": heads, "end": end}, LANE * len(names) + 30)
