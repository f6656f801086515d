"""How long partners take: medians with their intervals, and the share that still waits. Knows no Streamlit, no SQL."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import _FAINT, _LABEL, _NAME, Figure, _figure, _layer, _tip
from buurtbeeld.lead_times import wording
from buurtbeeld.lead_times.figures import FEWEST, Paced, norm
from buurtbeeld.text import _

ROW = 58


def partners(by_partner: Mapping[str, Paced], names: Mapping[str, str]) -> Figure:
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
    y: Figure = {
        "field": "level",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-len(rows), 0], "nice": False},
    }
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    tips = [_tip("name", " "), _tip("said", " "), _tip("against", " ")]
    band = {"type": "rule", "strokeWidth": 7, "strokeCap": "round", "opacity": 0.4, "aria": False}
    dot = {"type": "point", "filled": True, "size": 100, "opacity": 1, "aria": False}
    tick = {"type": "tick", "orient": "vertical", "color": "currentColor", "thickness": 2, "height": 16, "aria": False}
    drawn = [
        _layer("rows", band, x=x, x2={"field": "high"}, y=y, color=colour, tooltip=tips) | _where("low"),
        _layer("rows", dot, x=x | {"field": "days"}, y=y, color=colour, tooltip=tips) | _where("days"),
        _layer("rows", tick, x=x | {"field": "norm"}, y=y, tooltip=tips) | _where("norm"),
        *_words(y),
    ]
    return _figure(drawn, {"rows": rows}, ROW * len(rows) + 20)


def _rows(by_partner: Mapping[str, Paced], names: Mapping[str, str]) -> pd.DataFrame:
    colours = {"slower": palette.WORSE, "faster": palette.BETTER}
    marks = {"slower": "▲ " + _("trager"), "faster": "▼ " + _("sneller")}
    found = []
    for turn, (key, one) in enumerate(by_partner.items()):
        enough = one.median.n >= FEWEST
        row: dict[str, Any] = {"name": names.get(key, "?"), "level": -turn - 0.55, "top": -turn - 0.06}
        row |= {f"{end}": _finite(getattr(one.median, name)) if enough else math.nan
                for end, name in (("days", "median"), ("low", "low"), ("high", "high"))}  # fmt: skip
        if enough and not math.isnan(row["low"]) and math.isnan(row["high"]):
            row["high"] = 1e6
        row |= {"norm": _norm_days(one), "said": wording.days(one.median), "against": wording.norm(one)}
        mark = marks.get(one.faster.word, "")
        row |= {"counted": f"{row['said']}; n = {one.median.n}" if enough else row["said"], "mark": mark}
        found.append(row | {"colour": colours.get(one.faster.word, palette.MAIN)})
    return pd.DataFrame(found)


def _norm_days(one: Paced) -> float:
    """The norm in calendar days, to draw beside calendar days: five work days are a week."""
    held = norm(one.hand_overs)
    if held is None:
        return math.nan
    return held[0] * 7 / 5 if held[1] == "work" else float(held[0])


def _finite(value: float) -> float:
    return value if math.isfinite(value) else math.nan


def _where(field: str) -> Figure:
    return {"transform": [{"filter": f"isValid(datum.{field})"}]}


def _words(y: Figure) -> list[Figure]:
    above = {"value": 0}, y | {"field": "top"}
    said = _LABEL | {"type": "text", "align": "right", "baseline": "top"}
    bold = _NAME | {"baseline": "top", "limit": {"expr": "width * 0.45"}}
    return [
        _layer("rows", bold, x=above[0], y=above[1], text={"field": "name"}),
        _layer("rows", said, x={"value": "width"}, y=above[1], text={"field": "counted"}),
        _layer("rows", said | {"fontWeight": 600, "baseline": "middle", "aria": False}, x={"value": "width"}, y=y,
               text={"field": "mark"}, color={"field": "colour", "type": "nominal", "scale": None, "legend": None}),
    ]  # fmt: skip


def curve(steps: pd.DataFrame, last: float) -> Figure:
    """Share still waiting per day as steps, with its band; the other partners together grey behind it.

    steps: day, open, low, high (0 to 1), who (one, others). last: the day up to which it is drawn.
    """
    shown = _cut(steps, last)
    scale = {"domain": [0, last], "nice": False}
    days = {"tickCount": 6, "grid": False, "labelPadding": 4}
    x = {"field": "day", "type": "quantitative", "scale": scale, "title": _("dagen na het overdragen"), "axis": days}
    share = {"values": [0, 0.25, 0.5, 0.75, 1], "format": "%", "gridOpacity": 0.5}
    y = {"field": "open", "type": "quantitative", "scale": {"domain": [0, 1]}, "title": None, "axis": share}
    tips = [_tip("day", _("dag"), ",.0f"), _tip("open", _("wacht nog"), ".0%")]
    line = {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5, "aria": False}
    band = {"type": "area", "interpolate": "step-after", "opacity": 0.2, "color": palette.MAIN, "aria": False}
    half = {"type": "rule", "strokeDash": [4, 3], "color": "currentColor", "opacity": 0.5}
    one, others = ({"transform": [{"filter": f"datum.who === '{who}'"}]} for who in ("one", "others"))
    words = _FAINT | {"align": "right", "baseline": "bottom", "dy": -3}
    drawn = [
        _layer("steps", line | {"color": palette.QUIET}, x=x, y=y, tooltip=tips) | others,
        _layer("steps", band, x=x, y=y | {"field": "low"}, y2={"field": "high"}) | one,
        _layer("steps", line | {"color": palette.MAIN}, x=x, y=y, tooltip=tips) | one,
        _layer("half", half, y=y | {"field": "at"}),
        _layer("half", words, x={"value": "width"}, y=y | {"field": "at"}, text={"value": _("de helft")}),
    ]
    return _figure(drawn, {"steps": shown, "half": pd.DataFrame({"at": [0.5]})}, 260)


def _cut(steps: pd.DataFrame, last: float) -> pd.DataFrame:
    """The steps up to a day, and on that day what holds there, for who is known longer."""
    known = steps.groupby("who")["day"].transform("max")
    edge = steps[(steps["day"] <= last) & (known > last)].groupby("who", sort=False).tail(1).assign(day=last)
    return pd.concat([steps[steps["day"] <= last], edge], ignore_index=True)


def last_day(steps: pd.DataFrame, median: float) -> float:
    """Up to which day the curve is worth drawing: four times the median, or the last day that is known."""
    last = float(steps.loc[steps["who"].eq("one"), "day"].max())
    return max(7.0, min(last, 4 * median))
