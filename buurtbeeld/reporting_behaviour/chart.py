"""How people report: a trend with what lies in the reporting marked on it, and the mix of channels.

Frames in, figures out. Knows no Streamlit and no SQL; the wording beside it says the same in words.
"""

from __future__ import annotations

import pandas as pd

from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import (
    NAME_LABEL,
    Channel,
    Figure,
    dated_months,
    figure,
    layer,
    month_and_value,
    month_axis,
    quantity,
    scale_top,
    tooltip,
    value_axis,
)
from buurtbeeld.text import _

HEIGHT = 300
_NONE = {"datum": 0}
_SILENT = {"aria": False}
"""A layer that may be empty: to a screen reader it would be a picture without a name. The words say what it shows."""


def trend(months: pd.DataFrame, findings: pd.DataFrame, kind: str) -> Figure:
    """A bar per month, what was left out pale behind it, unknown months grey, and a numbered line per finding.

    months: month, until, value, ghost (empty where there is none), known. findings: number, since, until (missing while
    it lasts), head; those before the first month stand at its left edge.
    """
    months = months.assign(known=months["known"].astype(bool))
    y = value_axis("value", _("meldingen per maand"), scale_top(months[["value", "ghost"]].max().max()), 0)
    x, end = month_axis(), {"field": "until"}
    tips = month_and_value("value", _("meldingen"), 0)
    bar = {"type": "rect", "color": palette.KIND[kind]}
    gone = {"type": "rect", "color": palette.UNKNOWN, "opacity": 0.3, **_SILENT}
    drawn = [
        layer("unknown", gone, x=x, x2=end, tooltip={"value": _("niet geleverd: onbekend")}),
        layer("months", bar | {"opacity": 0.22, **_SILENT}, x=x, x2=end, y=y | {"field": "ghost"}, y2=_NONE),
        layer("months", bar | {"opacity": 0.75}, x=x, x2=end, y=y, y2=_NONE, tooltip=tips),
        *_marks(x),
    ]
    marks = _placed(findings, months)
    return figure(drawn, {"months": months, "unknown": months[~months["known"]], "marks": marks}, HEIGHT)


def _placed(findings: pd.DataFrame, months: pd.DataFrame) -> pd.DataFrame:
    """Where each finding stands: within the months shown, several of one month beside each other."""
    first, last = months["month"].min(), months["until"].max()
    since = findings["since"].clip(lower=first)
    until = findings["until"].fillna(last).clip(lower=first, upper=last)
    placed = findings.assign(since=since, until=until, label=findings["number"].astype(str))
    return placed.loc[placed["since"] <= last, ["number", "label", "head", "kind", "since", "until"]].assign(
        step=lambda rows: 14.0 * rows.groupby("since").cumcount()
    )


def _marks(x: Channel) -> list[Figure]:
    at, end = x | {"field": "since"}, {"field": "until"}
    tips = [tooltip("label", _("nummer")), tooltip("head", " ")]
    band = {"type": "rect", "color": palette.CALAMITY, "opacity": 0.1, **_SILENT}
    rule = {"type": "rule", "color": palette.CALAMITY, "strokeDash": [4, 3], "strokeWidth": 1.5, **_SILENT}
    name = NAME_LABEL | {"color": palette.CALAMITY, "baseline": "bottom", "align": "center", "dy": -3, **_SILENT}
    lasting = "datum.kind === 'stop' || datum.kind === 'concentration'"
    return [
        layer("marks", band, lasting, x=at, x2=end, tooltip=tips),
        layer("marks", rule, x=at, tooltip=tips),
        layer("marks", name | {"dx": {"expr": "datum.step"}}, x=at, y={"value": 0}, text={"field": "label"}),
    ]


def channels(mix: pd.DataFrame) -> Figure:
    """The share of each channel per quarter, stacked to the whole, a panel per source; the largest channel lowest.

    mix: source, channel, quarter, share.
    """
    order = mix.groupby("channel")["share"].sum().sort_values(ascending=False).index.tolist()
    quarters = dated_months(mix.rename(columns={"quarter": "month"})).assign(
        turn=lambda rows: rows["channel"].map({name: place for place, name in enumerate(order)})
    )
    colours = [palette.SERIES[place % len(palette.SERIES)] for place in range(len(order))]
    axis = {"format": ".0%", "tickCount": 3, "title": None, "grid": True, "gridOpacity": 0.6}
    legend = {"orient": "top", "title": None, "columns": 3, "labelLimit": 220}
    colour = {"field": "channel", "type": "nominal", "legend": legend, "scale": {"domain": order, "range": colours}}
    y = quantity("share") | {"stack": "normalize", "axis": axis}
    tips = [tooltip("channel", _("weg")), tooltip("share", _("aandeel"), ".0%")]
    area = {"type": "area", "opacity": 0.8, "line": False}
    drawn = [layer("mix", area, x=month_axis(), y=y, color=colour, order=quantity("turn"), tooltip=tips)]
    return figure(drawn, {"mix": quarters}, 240)
