"""Frames in, figures (Vega-Lite specifications with their data) out. Knows no Streamlit and no SQL.

Text takes the colour of the page around it (currentColor), so that every figure reads in light and in dark. The same
message in words is in buurtbeeld.in_words, under the same name. Specifications are plain dictionaries because composing
one with Altair takes 40 to 80 ms of each page's 150; the tests hold them to the schema.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import vl_convert as vlc

from buurtbeeld import text
from buurtbeeld.charts import palette
from buurtbeeld.text import _

Figure = dict[str, object]
Given: TypeAlias = pd.DataFrame | None

ROW = 66
"""Height of one of several series below each other."""

_LABEL = {"color": "currentColor", "fontSize": 12}
_NAME = _LABEL | {"type": "text", "align": "left", "fontWeight": 600}
_FAINT = _LABEL | {"type": "text", "opacity": 0.75}
_LINE = {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-domains"}
_POINT = {"type": "point", "filled": True, "size": 55, "opacity": 1}
_DASHES = ([1, 0], [1, 0], [1, 0], [6, 3], [2, 2])
_SHARE = 0.62
_HEAD, _LETTER = 16, 7.2
EDGE = 42  # pixels left of every trend, so that what stands below it has its months right below
"""Height of a line of heads above columns and the width of their letters, in pixels."""
_MOST_MARKS, _MOST_RULES = 60, 24


def trend(months: pd.DataFrame, unit: str, calamities: Given = None, gaps: Given = None, decimals: int = 0) -> Figure:
    """One area through time: a bar per month, its 12-month line, gaps (or unknown months) grey, calamities as marks.

    months: month, value, rolling (both in unit; empty where unknown), known. calamities: at, label. gaps: as in lines.
    """
    months = _dated_months(months)
    last = months.dropna(subset=["rolling"]).tail(1)
    data = {"months": months, "last": last.assign(label=last["rolling"].map(_words(decimals)))}
    y = _value_axis("value", unit, _top(months[["value", "rolling"]].max().max()), decimals)
    rolling = {"field": "rolling", "type": "quantitative"}
    bar = {"type": "bar", "color": palette.QUIET, "opacity": 0.35}
    layers = [
        _layer("months", bar, x=_month_axis(timeUnit="yearmonth"), y=y, tooltip=_tips("value", unit, decimals)),
        _layer(
            "months",
            _LINE | {"color": palette.MAIN},
            x=_month_axis(),
            y=rolling,
            tooltip=_tips("rolling", _year(), decimals),
        ),
        _layer("last", _POINT | {"color": palette.MAIN}, x=_month_axis(), y=rolling),
        _layer("last", _NAME | {"dx": 8}, x=_month_axis(), y=rolling, text={"field": "label"}),
    ]
    behind, banded = _unknown_bands(months) if gaps is None or gaps.empty else _gap_bands(gaps)
    before, marked = _calamities(calamities, months)
    return _figure([*behind, *layers, *before], data | banded | marked, 280)


def lines(
    series: pd.DataFrame, unit: str, indexed: bool = False, decimals: int = 0, gaps: pd.DataFrame | None = None
) -> Figure:
    """Two to five areas on one scale, each line named at its end; indexed draws the level of 100, gaps grey bands.

    series: series (its name), month, value (in unit, or 100 = the first 12 months; empty where unknown).
    gaps: source, since, until of stretches in which a source did not deliver.
    """
    series = _dated_months(series)
    behind, banded = _gap_bands(gaps)
    names = list(series["series"].drop_duplicates())
    top = _top(series["value"].max())
    last = series.dropna(subset=["value"]).groupby("series", sort=False).tail(1)
    last = last.assign(label=last["series"].map(_short) + "  " + last["value"].map(_words(decimals)).astype(str))
    last["height"] = _apart(last["value"], top * 0.07)
    by_name = {"field": "series", "type": "nominal", "legend": None}
    colour = by_name | {"scale": {"domain": names, "range": list(palette.SERIES[: len(names)])}}
    dash = by_name | {"scale": {"domain": names, "range": list(_DASHES[: len(names)])}}
    tips = [_tip("series", _("gebied")), *_tips("value", unit, decimals)]
    y, value = _value_axis("value", unit, top, decimals), {"field": "value", "type": "quantitative"}
    height = {"field": "height", "type": "quantitative"}
    level = {"type": "rule", "color": palette.QUIET, "strokeDash": [2, 2]}
    drawn = [
        *([_layer("level", level, y={"field": "at", "type": "quantitative"})] if indexed else []),
        _layer("series", _LINE, x=_month_axis(), y=y, color=colour, strokeDash=dash, tooltip=tips),
        _layer("last", _POINT, x=_month_axis(), y=value, color=colour),
        _layer("last", _NAME | {"dx": 9, "limit": 200}, x=_month_axis(), y=height, text={"field": "label"}),
    ]
    data = {"series": series, "last": last, "level": pd.DataFrame({"at": [100.0]})}
    return _figure([*behind, *drawn], data | banded, 340)


def strips(series: pd.DataFrame, decimals: int = 0, same_scale: bool = True, gaps: Given = None) -> Figure:
    """Small multiples below each other, in the order given: a name, its line, a remark; gaps grey, as in lines.

    series: series (its name), month, value (empty where unknown), remark (short text at the right, may be empty).
    """
    placed, rows = _in_rows(_dated_months(series), same_scale)
    behind, banded = _gap_bands(gaps)
    y = _row_axis(len(rows))
    foot, each = {"field": "base", "type": "quantitative", "axis": None}, {"field": "series", "type": "nominal"}
    area = {"type": "area", "color": palette.QUIET, "opacity": 0.18}
    line = _LINE | {"color": palette.MAIN, "strokeWidth": 1.75}
    tips = [_tip("series", _("reeks")), *_tips("value", _("waarde"), decimals)]
    drawn = [
        _layer("series", area, x=_month_axis(), y=y, y2={"field": "base"}, detail=each),
        _layer(
            "series", {"type": "line", "color": palette.QUIET, "strokeWidth": 0.5}, x=_month_axis(), y=foot, detail=each
        ),
        _layer("series", line, x=_month_axis(), y=y, detail=each, tooltip=tips),
        *_row_names(),
    ]
    return _figure([*behind, *drawn], {"series": placed, "rows": rows} | banded, ROW * len(rows))


def volume(months: pd.DataFrame) -> Figure:
    """How much each source delivered per month, a row per source on its own scale; months without a delivery are grey.

    months: series (the source's name), month, value, known, remark (short text at the right).
    """
    placed, rows = _in_rows(
        _dated_months(months.assign(value=months["value"].where(months["known"]))), same_scale=False
    )
    placed["until"] = placed["month"] + pd.offsets.MonthBegin(1)
    missing = placed[~placed["known"]].assign(level=lambda row: row["base"] + _SHARE, words=_("niet geleverd"))
    y, end, foot = _row_axis(len(rows)), {"field": "until"}, {"field": "base"}
    source = _tip("series", _("bron"))
    bar = {"type": "rect", "color": palette.MAIN, "opacity": 0.8}
    gap = {"type": "rect", "color": palette.UNKNOWN, "opacity": 0.45}
    drawn = [
        _layer(
            "missing", gap, x=_month_axis(), x2=end, y=y, y2=foot, tooltip=[source, _month_tip(), _tip("words", " ")]
        ),
        _layer(
            "known", bar, x=_month_axis(), x2=end, y=y, y2=foot, tooltip=[source, *_tips("value", _("meldingen"), 0)]
        ),
        *_row_names(),
    ]
    return _figure(drawn, {"known": placed[placed["known"]], "missing": missing, "rows": rows}, ROW * len(rows))


def bars(frame: pd.DataFrame, unit: str, beside: str = "", decimals: int = 0) -> Figure:
    """Bars from zero, in the order given, with another value (the corporation's, say) as a tick.

    frame: name, value, and other where there is something to put beside it. beside: what the tick means.
    """
    both = [column for column in ("value", "other") if column in frame]
    # The value stands before its bar: behind it, a tick would strike it through or claim it.
    frame = frame.assign(row=frame["name"] + ": " + frame["value"].map(_words(decimals)).astype(str))
    scale = {"domain": [0, _top(frame[both].max().max())], "nice": False}
    value, other = (
        {"field": name, "type": "quantitative", "axis": None, "scale": scale} for name in ("value", "other")
    )
    named = [(unit, "value"), (beside, "other")][: len(both)]
    tips = [_tip("name", " "), *(_tip(field, title, _digits(decimals)) for title, field in named)]
    y = _name_axis(210) | {"field": "row"}
    drawn = [
        _layer("bars", {"type": "bar", "color": palette.MAIN, "height": {"band": _SHARE}}, x=value, y=y, tooltip=tips)
    ]
    if "other" in frame:
        tick = {"type": "tick", "color": "currentColor", "thickness": 2, "height": {"band": 0.9}}
        drawn.append(_layer("bars", tick, x=other, y=y, tooltip=tips))
    return _figure(drawn, {"bars": frame}, 30 * len(frame) + 10)


def evidence(frame: pd.DataFrame) -> Figure:
    """Facts, residents and staff side by side: a column per kind of evidence on its own scale, a row per theme.

    frame: name (theme), kind (incident, complaint, observation), value (a count; empty where unknown). Order is kept.
    """
    kinds = [kind for kind in ("incident", "complaint", "observation") if kind in set(frame["kind"])]
    heads = {text.kind(kind): palette.KIND[kind] for kind in kinds}
    return _columns(frame.assign(column=frame["kind"].map(text.kind)), heads, same_scale=False, decimals=0)


def side_by_side(frame: pd.DataFrame, decimals: int = 0) -> Figure:
    """The same figure of several areas: a column per area, all on one scale, a row per theme; colours as in lines.

    frame: name (theme), column (the area's name), value (empty where unknown). Both orders are kept.
    """
    heads = dict(zip(frame["column"].drop_duplicates(), palette.SERIES, strict=False))
    return _columns(frame, heads, same_scale=True, decimals=decimals)


def _columns(frame: pd.DataFrame, heads: dict[str, str], same_scale: bool, decimals: int) -> Figure:
    turn = {name: float(place) for place, name in enumerate(heads)}
    most = frame.groupby("column")["value"].transform("max")
    most = (most * 0 + frame["value"].max() if same_scale else most).clip(lower=1e-9)
    placed = frame.assign(start=frame["column"].map(turn).astype(float), label=frame["value"].map(_words(decimals)))
    placed = placed.assign(end=placed["start"] + 0.5 * (frame["value"] / most).fillna(0))
    scale = {"domain": [0, len(heads)], "nice": False}
    x, end = ({"field": name, "type": "quantitative", "axis": None, "scale": scale} for name in ("start", "end"))
    colours = {"domain": list(heads), "range": list(heads.values())}
    colour = {"field": "column", "type": "nominal", "legend": None, "scale": colours}
    tips = [_tip("name", " "), _tip("column", " "), _tip("label", _("waarde"))]
    beside = _LABEL | {"type": "text", "align": "left", "dx": 5}
    y = _name_axis(150)
    bar = {"type": "bar", "height": {"band": _SHARE}}
    drawn = [
        _layer("placed", bar, x=x, x2={"field": "end"}, y=y, color=colour, tooltip=tips),
        _layer("placed", beside, x=end, y=y, text={"field": "label"}),
    ]
    data = {"placed": placed, "once": pd.DataFrame({"at": [0]})}
    height = 30 * placed["name"].nunique() + 8 * len(heads)
    return _figure(drawn + _column_heads(list(heads)), data, height)


def _column_heads(names: Sequence[str]) -> list[Figure]:
    """Names above columns: side by side where the longest fits its column, else each on a line of its own."""
    each, layers = f"width / {len(names)}", []
    narrow = f"{each} < {max(map(len, names), default=0) * _LETTER + 12}"
    for place, name in enumerate(names):
        # On a line of its own, a name of the right half ends where its column ends: all of it stays in sight.
        right = int(2 * place >= len(names))
        mark = _NAME | {"text": name, "baseline": "bottom", "dy": -8}
        mark |= {"align": {"expr": f"{narrow} && {right} ? 'right' : 'left'"}}
        across = {"expr": f"{each} * ({narrow} ? {place + right} : {place})"}
        line = {"expr": f"{narrow} ? {_HEAD * (place + 1 - len(names))} : 0"}
        layers.append(_layer("once", mark, x={"value": across}, y={"value": line}))
    return layers


def _figure(layers: Sequence[Figure], data: dict[str, pd.DataFrame], height: int) -> Figure:
    config = {"locale": _locale(text.language()), "view": {"strokeWidth": 0}, "mark": {"tooltip": None}}
    return {"layer": list(layers), "datasets": data, "height": height, "config": config}


def _layer(data: str, mark: Mapping[str, object], **encoding: object) -> Figure:
    return {"data": {"name": data}, "mark": mark, "encoding": encoding}


@functools.cache
def _locale(language: str) -> dict[str, object]:
    name: Any = {"nl": "nl-NL", "en": "en-GB"}[language]
    return {"number": vlc.get_format_locale(name), "time": vlc.get_time_format_locale(name)}


def _month_axis(field: str = "month", **how: object) -> Figure:
    axis = {"format": "%Y", "tickCount": "year", "grid": False, "domain": True, "ticks": True, "labelFlush": False}
    return {"field": field, "type": "temporal", "title": None, "axis": axis | {"labelPadding": 4}, **how}


def _value_axis(field: str, unit: str, top: float, decimals: int) -> Figure:
    # The unit stands above the axis, level and in full: a turned word is read late or never.
    level = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleBaseline": "bottom", "titleLimit": 600}
    above = {"titleX": 0, "titleY": -26}
    side = {"labelPadding": 6, "minExtent": EDGE}
    axis = {"format": _digits(decimals), "tickCount": 4, "gridOpacity": 0.6, **side, **level, **above}
    return {
        "field": field,
        "type": "quantitative",
        "title": unit,
        "axis": axis,
        "scale": {"domain": [0, top], "nice": False},
    }


def _row_axis(rows: int) -> Figure:
    return {"field": "level", "type": "quantitative", "axis": None, "scale": {"domain": [-rows, 0], "nice": False}}


def _name_axis(limit: int) -> Figure:
    axis = {"labelLimit": limit, "labelPadding": 8, "labelOverlap": False, "domain": False, "ticks": False}
    return {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": axis}


def _row_names() -> list[Figure]:
    head = {"field": "top", "type": "quantitative", "axis": None}
    remark = _FAINT | {"align": "right", "baseline": "top"}
    return [
        _layer("rows", _NAME | {"baseline": "top"}, x={"value": 0}, y=head, text={"field": "series"}),
        _layer("rows", remark, x={"value": "width"}, y=head, text={"field": "remark"}),
    ]


def _tip(field: str, title: str, digits: str | None = None) -> Figure:
    named: Figure = {"field": field, "title": title}
    return named | ({"type": "quantitative", "format": digits} if digits else {"type": "nominal"})


def _month_tip(field: str = "month", shown: str = "%B %Y") -> Figure:
    return {"field": field, "type": "temporal", "title": _("maand"), "format": shown}


def _tips(field: str, title: str, decimals: int) -> list[Figure]:
    return [_month_tip(), _tip(field, title, _digits(decimals))]


def _year() -> str:
    return _("gemiddeld over 12 maanden")


def _digits(decimals: int) -> str:
    return f",.{decimals}f"


def _words(decimals: int) -> functools.partial[str]:
    return functools.partial(text.number, decimals=decimals)


def _short(name: str) -> str:
    """A name short enough for the end of a line; what is between brackets stays, for that tells it from others."""
    first, _bracket, kind = name.partition(" (")
    kept = f" ({kind}" if kind else ""
    most = max(22 - len(kept), 8)
    return first + kept if len(first) <= most else first[: most - 1] + "…" + kept


def _top(highest: float) -> float:
    return float(highest) * 1.05 if pd.notna(highest) and highest > 0 else 1.0


def _dated_months(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(month=pd.to_datetime(frame["month"])).reset_index(drop=True)


def _unknown_bands(months: pd.DataFrame) -> tuple[list[Figure], dict[str, pd.DataFrame]]:
    run = (months["known"] != months["known"].shift()).cumsum()
    bands = months[~months["known"]].groupby(run)["month"].agg(since="min", latest="max").reset_index(drop=True)
    return _bands(bands.assign(until=bands["latest"] + pd.offsets.MonthBegin(1), words=_("niet geleverd: onbekend")))


def _gap_bands(gaps: pd.DataFrame | None) -> tuple[list[Figure], dict[str, pd.DataFrame]]:
    if gaps is None or gaps.empty:
        return [], {}
    words = gaps["source"].map(lambda source: _("{source} leverde niet", source=source))
    return _bands(gaps.assign(since=pd.to_datetime(gaps["since"]), until=pd.to_datetime(gaps["until"]), words=words))


def _bands(bands: pd.DataFrame) -> tuple[list[Figure], dict[str, pd.DataFrame]]:
    rect = {"type": "rect", "color": palette.UNKNOWN, "opacity": 0.2}
    tips = [_month_tip("since"), _tip("words", " ")]
    x = _month_axis("since")
    words = _FAINT | {"align": "right", "baseline": "bottom", "dy": -4, "fontSize": 11}
    end = _month_axis("until")
    drawn = [
        _layer("bands", rect, x=x, x2={"field": "until"}, tooltip=tips),
        _layer("bands", words, x=end, y={"value": 0}, text={"field": "words"}),
    ]
    return (drawn if len(bands) else []), {"bands": bands}


def _calamities(found: pd.DataFrame | None, months: pd.DataFrame) -> tuple[list[Figure], dict[str, pd.DataFrame]]:
    # A row of a thousand marks says nothing; the words under the chart still count them.
    if found is None or found.empty or len(found) > _MOST_MARKS:
        return [], {}
    dated = found.assign(at=pd.to_datetime(found["at"])).sort_values("at").reset_index(drop=True)
    dated["words"] = dated["label"] + " " + dated["at"].map(text.short_month)
    named = dated.loc[_spread(dated["at"], (months["month"].max() - months["month"].min()) / 4)]
    tips = [_month_tip("at", "%-d %B %Y"), _tip("label", _("calamiteit"))]
    x = _month_axis("at")
    mark = {"type": "point", "shape": "triangle-down", "filled": True, "size": 45, "color": palette.CALAMITY}
    marks = [_layer("calamities", mark, x=x, y={"value": 2}, tooltip=tips)]
    if len(dated) <= _MOST_RULES:
        rule = {"type": "rule", "color": palette.CALAMITY, "strokeDash": [3, 2], "opacity": 0.8}
        words = _LABEL | {"type": "text", "align": "left", "baseline": "bottom", "dx": -3, "dy": -5}
        marks.append(_layer("calamities", rule, x=x, tooltip=tips))
        marks.append(_layer("named", words, x=x, y={"value": 0}, text={"field": "words"}))
    return marks, {"calamities": dated, "named": named}


def _spread(moments: pd.Series, gap: pd.Timedelta) -> list[int]:
    """Index of moments that lie at least gap apart, the latest first: their names do not run into each other."""
    kept: list[int] = []
    for index, moment in moments[::-1].items():
        if not kept or moments[kept[-1]] - moment >= gap:
            kept.append(index)
    return kept


def _apart(values: pd.Series, gap: float) -> pd.Series:
    """Heights for labels of these values, in the same order and at least gap apart."""
    placed = values.sort_values()
    heights: list[float] = []
    for value in placed:
        heights.append(max(value, heights[-1] + gap) if heights else value)
    return pd.Series(heights, index=placed.index, dtype=float).reindex(values.index)


def _in_rows(series: pd.DataFrame, same_scale: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The series below each other: level is where a value is drawn, base the foot of its row, top where its name is."""
    row, names = pd.factorize(series["series"])
    values = series["value"].to_numpy(dtype=float, na_value=np.nan)
    most = np.full(len(names), np.nan)
    np.fmax.at(most, np.zeros_like(row) if same_scale else row, values)
    base = -1.0 - row
    height = np.maximum(most[0] if same_scale else most[row], 1e-9)
    placed = series.assign(base=base, level=base + _SHARE * values / height)
    rows = pd.DataFrame({"series": names, "base": -1.0 - np.arange(len(names))})
    first = series["remark"].to_numpy()[np.unique(row, return_index=True)[1]]
    return placed, rows.assign(remark=first, top=rows["base"] + 0.94)
