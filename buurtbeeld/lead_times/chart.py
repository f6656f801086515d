"""How long partners take: medians with their intervals, and the share that still waits. Knows no Streamlit, no SQL."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

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
from buurtbeeld.lead_times import wording
from buurtbeeld.lead_times.figures import FEWEST, LeadTimes, norm
from buurtbeeld.text import _

ROW = 58


def partners(by_partner: Mapping[str, LeadTimes], names: Mapping[str, str]) -> Figure:
    """A row per partner, in the order given: its name and its days in words, and below them dot, band and norm.

    Where the limit is not reached the band runs to the edge. With too few hand-overs only the words stand there.
    """
    rows = _rows(by_partner, names)
    top = (
        max(10.0, 1.08 * float(rows[["days", "norm"]].max().max()))
        if rows[["days", "norm"]].notna().any().any()
        else 10.0
    )
    top = max(top, min(2 * top, 1.02 * float(rows["high"].max())) if rows["high"].notna().any() else top)
    rows = rows.assign(high=rows["high"].clip(upper=top), low=rows["low"].clip(upper=top))
    scale = {"domain": [0, top], "nice": False}
    axis = {"format": ",.0f", "tickCount": 6, "gridOpacity": 0.5, "domain": False, "ticks": False, "labelPadding": 6}
    x = {"field": "low", "type": "quantitative", "scale": scale, "title": None, "axis": axis}
    y, colour = bare_axis("level", -len(rows), 0), as_given("colour")
    tips = [tooltip("name", " "), tooltip("said", " "), tooltip("against", " ")]
    band = {"type": "rule", "strokeWidth": 7, "strokeCap": "round", "opacity": 0.4, "aria": False}
    dot = {"type": "point", "filled": True, "size": 100, "opacity": 1, "aria": False}
    tick = {"type": "tick", "orient": "vertical", "color": "currentColor", "thickness": 2, "height": 16, "aria": False}
    drawn = [
        layer("rows", band, _filled("low"), x=x, x2={"field": "high"}, y=y, color=colour, tooltip=tips),
        layer("rows", dot, _filled("days"), x=x | {"field": "days"}, y=y, color=colour, tooltip=tips),
        layer("rows", tick, _filled("norm"), x=x | {"field": "norm"}, y=y, tooltip=tips),
        *_words(y),
    ]
    return figure(drawn, {"rows": rows}, ROW * len(rows) + 20)


def _rows(by_partner: Mapping[str, LeadTimes], names: Mapping[str, str]) -> pd.DataFrame:
    colours = {"slower": palette.WORSE, "faster": palette.BETTER}
    marks = {"slower": "▲ " + _("trager"), "faster": "▼ " + _("sneller")}
    rows = []
    for turn, (key, partner) in enumerate(by_partner.items()):
        enough = partner.median.n >= FEWEST
        row: dict[str, Any] = {"name": names.get(key, "?"), "level": -turn - 0.55, "top": -turn - 0.06}
        row |= {f"{end}": _finite(getattr(partner.median, name)) if enough else math.nan
                for end, name in (("days", "median"), ("low", "low"), ("high", "high"))}  # fmt: skip
        if enough and not math.isnan(row["low"]) and math.isnan(row["high"]):
            row["high"] = 1e6
        row |= {"norm": _norm_days(partner), "said": wording.days(partner.median), "against": wording.norm(partner)}
        mark = marks.get(partner.faster.word, "")
        row |= {"counted": f"{row['said']}; n = {partner.median.n}" if enough else row["said"], "mark": mark}
        rows.append(row | {"colour": colours.get(partner.faster.word, palette.MAIN)})
    return pd.DataFrame(rows)


def _norm_days(partner: LeadTimes) -> float:
    """The norm in calendar days, to draw beside calendar days: five work days are a week."""
    agreed = norm(partner.hand_overs)
    if agreed is None:
        return math.nan
    days, counted = agreed
    return days * 7 / 5 if counted == "work" else float(days)


def _finite(value: float) -> float:
    return value if math.isfinite(value) else math.nan


def _filled(field: str) -> str:
    return f"isValid(datum.{field})"


def _words(y: Channel) -> list[Figure]:
    above, right = y | {"field": "top"}, {"value": "width"}
    days = LABEL | {"align": "right", "baseline": "top"}
    mark = days | {"fontWeight": 600, "baseline": "middle", "aria": False}
    bold = NAME_LABEL | {"baseline": "top", "limit": {"expr": "width * 0.45"}}
    return [
        layer("rows", bold, x={"value": 0}, y=above, text={"field": "name"}),
        layer("rows", days, x=right, y=above, text={"field": "counted"}),
        layer("rows", mark, x=right, y=y, text={"field": "mark"}, color=as_given("colour")),
    ]


def curve(steps: pd.DataFrame, last: float) -> Figure:
    """Share still waiting per day as steps, with its band; the other partners together grey behind it.

    steps: day, open, low, high (0 to 1), who (partner, others). last: the day up to which it is drawn.
    """
    steps = _cut(steps, last)
    scale = {"domain": [0, last], "nice": False}
    days = {"tickCount": 6, "grid": False, "labelPadding": 4}
    x = {"field": "day", "type": "quantitative", "scale": scale, "title": _("dagen na het overdragen"), "axis": days}
    share = {"values": [0, 0.25, 0.5, 0.75, 1], "format": "%", "gridOpacity": 0.5}
    y = {"field": "open", "type": "quantitative", "scale": {"domain": [0, 1]}, "title": None, "axis": share}
    tips = [tooltip("day", _("dag"), ",.0f"), tooltip("open", _("wacht nog"), ".0%")]
    line = {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5, "aria": False}
    band = {"type": "area", "interpolate": "step-after", "opacity": 0.2, "color": palette.MAIN, "aria": False}
    half = {"type": "rule", "strokeDash": [4, 3], "color": "currentColor", "opacity": 0.5}
    partner, others = (f"datum.who === '{who}'" for who in ("partner", "others"))
    words = FAINT_LABEL | {"align": "right", "baseline": "bottom", "dy": -3}
    drawn = [
        layer("steps", line | {"color": palette.QUIET}, others, x=x, y=y, tooltip=tips),
        layer("steps", band, partner, x=x, y=y | {"field": "low"}, y2={"field": "high"}),
        layer("steps", line | {"color": palette.MAIN}, partner, x=x, y=y, tooltip=tips),
        layer("half", half, y=y | {"field": "at"}),
        layer("half", words, x={"value": "width"}, y=y | {"field": "at"}, text={"value": _("de helft")}),
    ]
    return figure(drawn, {"steps": steps, "half": pd.DataFrame({"at": [0.5]})}, 260)


def _cut(steps: pd.DataFrame, last: float) -> pd.DataFrame:
    """The steps up to a day, and on that day what holds there, for who is known longer."""
    longest = steps.groupby("who")["day"].transform("max")
    edge = steps[(steps["day"] <= last) & (longest > last)].groupby("who", sort=False).tail(1).assign(day=last)
    return pd.concat([steps[steps["day"] <= last], edge], ignore_index=True)


def last_day(steps: pd.DataFrame, median: float) -> float:
    """Up to which day the curve is worth drawing: four times the median, or the last day that is known."""
    last = float(steps.loc[steps["who"].eq("partner"), "day"].max())
    return max(7.0, min(last, 4 * median))
