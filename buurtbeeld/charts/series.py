"""Values through time drawn, each chart with its words: frames in, charts out. Knows no Streamlit and no SQL.

No chart without rows: every function gives None for an empty frame.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.charts import captions, palette
from buurtbeeld.charts.spec import (
    FAINT_LABEL,
    LABEL,
    LINE,
    NAME_LABEL,
    POINT,
    Channel,
    Chart,
    Figure,
    bare_axis,
    dated_months,
    figure,
    layer,
    month_and_value,
    month_axis,
    month_tooltip,
    quantity,
    scale_top,
    tooltip,
    value_axis,
)
from buurtbeeld.text import _

_ROW = 66
"""Height of one of several series below each other, in pixels."""
_STRIP = 0.62
"""The part of its row that the highest value of a series takes; its name stands above it."""
_DASHES = ([1, 0], [1, 0], [1, 0], [6, 3], [2, 2])
"""Dashes of as many lines as there are colours for."""
_MOST_MARKS, _MOST_RULES = 60, 24
"""Of more calamities none is drawn, or each as a mark above the figure only."""

_Layers = tuple[list[Figure], dict[str, pd.DataFrame]]
"""Layers and the tables that they name."""


def trend(
    months: pd.DataFrame, *, unit: str, calamities: pd.DataFrame | None = None, gaps: pd.DataFrame | None = None
) -> Chart | None:
    """One area through time: a bar per month, its 12-month line, gaps (or unknown months) grey, calamities as marks.

    months: month, value, rolling (both in unit; empty where unknown), known. calamities: at, label. gaps: as in lines.
    """
    if months.empty:
        return None
    months = dated_months(months)
    last = months.dropna(subset=["rolling"]).tail(1)
    data = {"months": months, "last": last.assign(label=last["rolling"].map(text.number))}
    y, rolling = value_axis("value", unit, scale_top(months[["value", "rolling"]].max().max()), 0), quantity("rolling")
    of_month, of_year = (
        month_and_value(field, title, 0)
        for field, title in (("value", unit), ("rolling", _("gemiddeld over 12 maanden")))
    )
    bar, blue = {"type": "bar", "color": palette.QUIET, "opacity": 0.35}, {"color": palette.MAIN}
    layers = [
        layer("months", bar, x=month_axis(timeUnit="yearmonth"), y=y, tooltip=of_month),
        layer("months", LINE | blue, x=month_axis(), y=rolling, tooltip=of_year),
        layer("last", POINT | blue, x=month_axis(), y=rolling),
        layer("last", NAME_LABEL | {"dx": 8}, x=month_axis(), y=rolling, text={"field": "label"}),
    ]
    behind, bands = _unknown_bands(months) if gaps is None or gaps.empty else _gap_bands(gaps)
    before, marks = _calamities(calamities, months)
    drawn = figure([*behind, *layers, *before], data | bands | marks, 280)
    return Chart(drawn, captions.trend(months, unit=unit, calamities=calamities, gaps=gaps))


def lines(series: pd.DataFrame, *, unit: str, indexed: bool = False, gaps: pd.DataFrame | None = None) -> Chart | None:
    """Two to five areas on one scale, each line named at its end; indexed draws the level of 100, gaps grey bands.

    series: series (its name), month, value (in unit, or 100 = the first 12 months; empty where unknown).
    gaps: source, since, until of stretches in which a source did not deliver.
    """
    if series.empty:
        return None
    series = dated_months(series)
    behind, bands = _gap_bands(gaps)
    top = scale_top(series["value"].max())
    ends = _line_ends(series, top * 0.07)
    names = list(series["series"].drop_duplicates())
    by_name = {"field": "series", "type": "nominal", "legend": None}
    colour = by_name | {"scale": {"domain": names, "range": list(palette.SERIES[: len(names)])}}
    dash = by_name | {"scale": {"domain": names, "range": list(_DASHES[: len(names)])}}
    y, tips = value_axis("value", unit, top, 0), [tooltip("series", _("gebied")), *month_and_value("value", unit, 0)]
    level, name = {"type": "rule", "color": palette.QUIET, "strokeDash": [2, 2]}, NAME_LABEL | {"dx": 9, "limit": 200}
    layers = [
        *([layer("level", level, y=quantity("at"))] if indexed else []),
        layer("series", LINE, x=month_axis(), y=y, color=colour, strokeDash=dash, tooltip=tips),
        layer("last", POINT, x=month_axis(), y=quantity("value"), color=colour),
        layer("last", name, x=month_axis(), y=quantity("height"), text={"field": "label"}),
    ]
    data = {"series": series, "last": ends, "level": pd.DataFrame({"at": [100.0]})}
    return Chart(figure([*behind, *layers], data | bands, 340), captions.lines(series, unit=unit))


def _line_ends(series: pd.DataFrame, gap: float) -> pd.DataFrame:
    """The last value of each series, with the words that stand there and a height at which they do not collide."""
    last = series.dropna(subset=["value"]).groupby("series", sort=False).tail(1)
    last = last.assign(label=last["series"].map(_short) + "  " + last["value"].map(text.number).astype(str))
    last["height"] = _apart(last["value"], gap)
    return last


def strips(
    series: pd.DataFrame, *, decimals: int = 0, same_scale: bool = True, gaps: pd.DataFrame | None = None
) -> Chart | None:
    """Small multiples below each other, in the order given: a name, its line, a remark; gaps grey, as in lines.

    series: series (its name), month, value (empty where unknown), remark (short text at the right, may be empty).
    """
    if series.empty:
        return None
    placed, rows = _in_rows(dated_months(series), same_scale)
    behind, bands = _gap_bands(gaps)
    y, foot, each = _level(len(rows)), quantity("base") | {"axis": None}, {"field": "series", "type": "nominal"}
    area = {"type": "area", "color": palette.QUIET, "opacity": 0.18}
    ground = {"type": "line", "color": palette.QUIET, "strokeWidth": 0.5}
    line = LINE | {"color": palette.MAIN, "strokeWidth": 1.75}
    tips = [tooltip("series", _("reeks")), *month_and_value("value", _("waarde"), decimals)]
    layers = [
        layer("series", area, x=month_axis(), y=y, y2={"field": "base"}, detail=each),
        layer("series", ground, x=month_axis(), y=foot, detail=each),
        layer("series", line, x=month_axis(), y=y, detail=each, tooltip=tips),
        *_row_names(),
    ]
    drawn = figure([*behind, *layers], {"series": placed, "rows": rows} | bands, _ROW * len(rows))
    return Chart(drawn, captions.strips(series))


def volume(months: pd.DataFrame) -> Chart | None:
    """How much each source delivered per month, a row per source on its own scale; months without a delivery are grey.

    months: series (the source's name), month, value, known, remark (short text at the right).
    """
    if months.empty:
        return None
    delivered = months.assign(value=months["value"].where(months["known"]))
    placed, rows = _in_rows(dated_months(delivered), same_scale=False)
    placed["until"] = placed["month"] + pd.offsets.MonthBegin(1)
    missing = placed[~placed["known"]].assign(level=lambda row: row["base"] + _STRIP, words=_("niet geleverd"))
    place: dict[str, Any] = {
        "x": month_axis(),
        "x2": {"field": "until"},
        "y": _level(len(rows)),
        "y2": {"field": "base"},
    }
    source = tooltip("series", _("bron"))
    bar = {"type": "rect", "color": palette.MAIN, "opacity": 0.8}
    gap = {"type": "rect", "color": palette.UNKNOWN, "opacity": 0.45}
    layers = [
        layer("missing", gap, **place, tooltip=[source, month_tooltip(), tooltip("words", " ")]),
        layer("known", bar, **place, tooltip=[source, *month_and_value("value", _("meldingen"), 0)]),
        *_row_names(),
    ]
    data = {"known": placed[placed["known"]], "missing": missing, "rows": rows}
    return Chart(figure(layers, data, _ROW * len(rows)), captions.volume(months))


def _level(rows: int) -> Channel:
    return bare_axis("level", -rows, 0)


def _row_names() -> list[Figure]:
    head = quantity("top") | {"axis": None}
    remark = FAINT_LABEL | {"align": "right", "baseline": "top"}
    return [
        layer("rows", NAME_LABEL | {"baseline": "top"}, x={"value": 0}, y=head, text={"field": "series"}),
        layer("rows", remark, x={"value": "width"}, y=head, text={"field": "remark"}),
    ]


def _short(name: str) -> str:
    """A name short enough for the end of a line; what is between brackets stays, for that tells it from others."""
    first, _bracket, kind = name.partition(" (")
    ending = f" ({kind}" if kind else ""
    most = max(22 - len(ending), 8)
    return first + ending if len(first) <= most else first[: most - 1] + "…" + ending


def _unknown_bands(months: pd.DataFrame) -> _Layers:
    run = (months["known"] != months["known"].shift()).cumsum()
    bands = months[~months["known"]].groupby(run)["month"].agg(since="min", latest="max").reset_index(drop=True)
    return _bands(bands.assign(until=bands["latest"] + pd.offsets.MonthBegin(1), words=_("niet geleverd: onbekend")))


def _gap_bands(gaps: pd.DataFrame | None) -> _Layers:
    if gaps is None or gaps.empty:
        return [], {}
    words = gaps["source"].map(lambda source: _("{source} leverde niet", source=source))
    return _bands(gaps.assign(since=pd.to_datetime(gaps["since"]), until=pd.to_datetime(gaps["until"]), words=words))


def _bands(bands: pd.DataFrame) -> _Layers:
    rect = {"type": "rect", "color": palette.UNKNOWN, "opacity": 0.2}
    tips = [month_tooltip("since"), tooltip("words", " ")]
    words = FAINT_LABEL | {"align": "right", "baseline": "bottom", "dy": -4, "fontSize": 11}
    layers = [
        layer("bands", rect, x=month_axis("since"), x2={"field": "until"}, tooltip=tips),
        layer("bands", words, x=month_axis("until"), y={"value": 0}, text={"field": "words"}),
    ]
    return (layers if len(bands) else []), {"bands": bands}


def _calamities(calamities: pd.DataFrame | None, months: pd.DataFrame) -> _Layers:
    # A row of a thousand marks says nothing; the words under the chart still count them.
    if calamities is None or calamities.empty or len(calamities) > _MOST_MARKS:
        return [], {}
    dated = calamities.assign(at=pd.to_datetime(calamities["at"])).sort_values("at").reset_index(drop=True)
    dated["words"] = dated["label"] + " " + dated["at"].map(text.short_month)
    named = dated.loc[_spread(dated["at"], (months["month"].max() - months["month"].min()) / 4)]
    tips = [month_tooltip("at", "%-d %B %Y"), tooltip("label", _("calamiteit"))]
    x = month_axis("at")
    mark = {"type": "point", "shape": "triangle-down", "filled": True, "size": 45, "color": palette.CALAMITY}
    layers = [layer("calamities", mark, x=x, y={"value": 2}, tooltip=tips)]
    if len(dated) <= _MOST_RULES:
        rule = {"type": "rule", "color": palette.CALAMITY, "strokeDash": [3, 2], "opacity": 0.8}
        words = LABEL | {"align": "left", "baseline": "bottom", "dx": -3, "dy": -5}
        layers.append(layer("calamities", rule, x=x, tooltip=tips))
        layers.append(layer("named", words, x=x, y={"value": 0}, text={"field": "words"}))
    return layers, {"calamities": dated, "named": named}


def _spread(moments: pd.Series, gap: pd.Timedelta) -> list[int]:
    """Index of moments that lie at least gap apart, the latest first: their names do not run into each other."""
    apart: list[int] = []
    for index, moment in moments[::-1].items():
        if not apart or moments[apart[-1]] - moment >= gap:
            apart.append(index)
    return apart


def _apart(values: pd.Series, gap: float) -> pd.Series:
    """Heights for labels of these values, in the same order and at least gap apart."""
    rising = values.sort_values()
    heights: list[float] = []
    for value in rising:
        heights.append(max(value, heights[-1] + gap) if heights else value)
    return pd.Series(heights, index=rising.index, dtype=float).reindex(values.index)


def _in_rows(series: pd.DataFrame, same_scale: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The series below each other: level is where a value is drawn, base the foot of its row, top where its name is."""
    row, names = pd.factorize(series["series"])
    values = series["value"].to_numpy(dtype=float, na_value=np.nan)
    most = np.full(len(names), np.nan)
    np.fmax.at(most, np.zeros_like(row) if same_scale else row, values)
    base = -1.0 - row
    height = np.maximum(most[0] if same_scale else most[row], 1e-9)
    placed = series.assign(base=base, level=base + _STRIP * values / height)
    rows = pd.DataFrame({"series": names, "base": -1.0 - np.arange(len(names))})
    first = series["remark"].to_numpy()[np.unique(row, return_index=True)[1]]
    return placed, rows.assign(remark=first, top=rows["base"] + 0.94)
