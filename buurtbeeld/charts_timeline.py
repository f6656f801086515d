"""What an area remembers, in lanes below its trend. Frames in, figures out; knows no Streamlit and no SQL."""

from __future__ import annotations

from typing import Any

import pandas as pd

from buurtbeeld import palette, timeline
from buurtbeeld.charts import Figure, _figure, _layer, _month_axis, _tip

LANE = 26
"""Height of one lane."""


def lanes(events: pd.DataFrame, months: pd.DataFrame) -> Figure:
    """A lane per kind of event, on the same months as the trend above it: a dot per day, a bar per period.

    events: of timeline.drawn. months: month (what the trend shows).
    """
    names = [name for name in timeline.lanes().values() if name in set(events["lane_name"])]
    ends = [months["month"].min().isoformat(), (months["month"].max() + pd.offsets.MonthBegin(1)).isoformat()]
    x: dict[str, Any] = _month_axis("at") | {"scale": {"domain": ends}}
    axis = {"title": None, "domain": False, "ticks": False, "labelLimit": 130, "grid": True, "gridOpacity": 0.5}
    y = {"field": "lane_name", "type": "nominal", "sort": names, "scale": {"domain": names}, "axis": axis}
    tips = [_tip("lane_name", " "), _tip("since", " "), _tip("words", " ")]
    colour = {"condition": {"test": "datum.lane === 'calamity'", "value": palette.CALAMITY}, "value": palette.MAIN}
    dot = {"type": "point", "filled": True, "size": 55, "opacity": 0.85}
    bar = {
        "type": "rule",
        "strokeWidth": 6,
        "strokeCap": "round",
        "opacity": 0.35,
        "color": palette.MAIN,
        "aria": False,
    }
    drawn = [
        _layer("events", bar, x=x, x2={"field": "until"}, y=y, tooltip=tips)
        | {"transform": [{"filter": "datum.period"}]},
        _layer("events", dot, x=x, y=y, color=colour, tooltip=tips),
    ]
    return _figure(drawn, {"events": events}, LANE * len(names) + 30)
