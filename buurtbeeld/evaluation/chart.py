"""An approach before and after, and what each method says of it. Frames in, figures out; counts nothing.

The wording beside it says the same in words.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import (
    FAINT_LABEL,
    LABEL,
    LINE,
    NAME_LABEL,
    Figure,
    as_given,
    figure,
    layer,
    month_axis,
    month_tooltip,
    quantity,
    scale_top,
    tooltip,
    value_axis,
)
from buurtbeeld.evaluation.quarterly_rates import QUARTER
from buurtbeeld.methods.evaluation.comparison_areas import EQUALLY_HIGH
from buurtbeeld.text import _

ROW = 30
_NAMES = {"labelLimit": 190, "labelPadding": 8, "domain": False, "ticks": False, "labelOverlap": False}


def heights(areas: pd.DataFrame) -> Figure:
    """How high each area stood before: a dot per area, the area itself in colour, on the band of what is equally high.

    areas: name, rate (cases per 1,000 homes a year), the area itself first.
    """
    own, first = float(areas["rate"].iloc[0]), [True, *[False] * (len(areas) - 1)]
    rows = areas[["name", "rate"]].assign(label=areas["rate"].map(text.number), own=first)
    band = pd.DataFrame([{"low": own / EQUALLY_HIGH, "high": own * EQUALLY_HIGH}])
    scale = {"domain": [0, scale_top(max(rows["rate"].max(), own * EQUALLY_HIGH))], "nice": False}
    above = {"orient": "bottom", "tickCount": 4, "gridOpacity": 0.5, "titleFontWeight": "normal"}
    unit = _("zaken per 1.000 woningen per jaar")
    x = {"field": "rate", "type": "quantitative", "title": unit, "scale": scale, "axis": above}
    y = {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": _NAMES}
    colour = {"condition": {"test": "datum.own", "value": palette.MAIN}, "value": palette.QUIET}
    rect = {"type": "rect", "color": palette.QUIET, "opacity": 0.2}
    dot = {"type": "point", "filled": True, "size": 90, "opacity": 1}
    low = quantity("low") | {"scale": scale}
    words = FAINT_LABEL | {"align": "left", "baseline": "bottom", "dy": -4, "fontSize": 11}
    drawn = [
        layer("band", rect, x=low, x2={"field": "high"}, tooltip={"value": _("even hoog")}),
        layer("band", words, x=low, y={"value": 0}, text={"value": _("even hoog als dit gebied")}),
        layer("rows", dot, x=x, y=y, color=colour, tooltip=[tooltip("name", " "), tooltip("label", unit)]),
    ]
    return figure(drawn, {"rows": rows, "band": band}, 26 * len(rows) + 70)


def before_and_after(quarters: pd.DataFrame, band: pd.DataFrame, start: date) -> Figure:
    """The area and its comparison per quarter, the start marked, and after it the range expected without the approach.

    quarters, band: of quarterly_rates. start: the first month that counts as after.
    """
    names = {"area": _("dit gebied"), "comparison": _("vergelijking")}
    quarters = quarters.assign(name=quarters["series"].map(names), middle=quarters["month"] + pd.Timedelta(days=45))
    last = quarters.groupby("series", sort=False).tail(1)
    top = scale_top(max(quarters["value"].max(), band["high"].max() if len(band) else 0))
    y = value_axis("value", _("zaken per 1.000 woningen per jaar"), top, 0)
    ends = [quarters["month"].min().isoformat(), (quarters["month"].max() + pd.DateOffset(months=QUARTER)).isoformat()]
    x = month_axis("middle") | {"scale": {"domain": ends}}
    colours = {"domain": list(names.values()), "range": [palette.MAIN, palette.QUIET]}
    colour = {"field": "name", "type": "nominal", "legend": None, "scale": colours}
    dash = colour | {"scale": {"domain": list(names.values()), "range": [[1, 0], [5, 3]]}}
    tips = [
        month_tooltip("month", _("kwartaal vanaf") + " %B %Y"),
        tooltip("name", " "),
        tooltip("value", _("zaken"), ",.0f"),
    ]
    begun = pd.DataFrame({"at": [pd.Timestamp(start)], "words": [_("start")]})
    at, rule = month_axis("at"), {"type": "rule", "color": "currentColor", "strokeDash": [2, 2]}
    drawn = [
        *_band(band),
        layer("begun", rule, x=at),
        layer("begun", LABEL | {"baseline": "bottom", "dy": -4}, x=at, y={"value": 0}, text={"field": "words"}),
        layer("shown", LINE, x=x, y=y, color=colour, strokeDash=dash, tooltip=tips),
        layer("last", NAME_LABEL | {"dx": 8}, x=x, y=quantity("value"), color=colour, text={"field": "name"}),
    ]
    return figure(drawn, {"shown": quarters, "last": last, "begun": begun, "band": band}, 300)


def _band(band: pd.DataFrame) -> list[Figure]:
    if band.empty:
        return []
    x = month_axis("since")
    rect = {"type": "rect", "color": palette.QUIET, "opacity": 0.25}
    middle = {"type": "rule", "color": palette.QUIET, "strokeWidth": 1.5}
    tips = [tooltip(name, word, ",.0f") for name, word in (("low", _("van")), ("high", _("tot")))]
    name = FAINT_LABEL | {"align": "left", "baseline": "bottom", "dx": 4, "dy": -4, "fontSize": 11}
    return [
        layer("band", rect, x=x, x2={"field": "until"}, y=quantity("low"), y2={"field": "high"}, tooltip=tips),
        layer("band", middle, x=x, x2={"field": "until"}, y=quantity("value")),
        layer("band", name, x=x, y=quantity("high"), text={"value": _("verwacht zonder aanpak")}),
    ]


def path_in_words(quarters: pd.DataFrame, band: pd.DataFrame) -> str:
    """The same message: the rate before and after, and what was to be expected."""
    own = quarters[quarters["series"].eq("area")]
    before, after = own[own["turn"] < 0]["value"].mean(), own[own["turn"] >= 0]["value"].mean()
    rates = _(
        "Zaken per 1.000 woningen per jaar in dit gebied: {before} voor de start, {after} erna.",
        before=text.number(before),
        after=text.number(after),
    )
    if band.empty:
        return rates
    row = band.iloc[0]
    low, high = text.number(row["low"]), text.number(row["high"])
    return f"{rates} " + _("Zonder aanpak waren er {low} tot {high} te verwachten (95 %).", low=low, high=high)


def whiskers(rows: pd.DataFrame, strong: bool = True) -> Figure:
    """A dot with its interval per row, on a scale of change in %, no change as a line; the figures at the right.

    rows: name, change, low, high (empty: no interval), words. strong: the figures that lead; else thinner.
    """
    reach = rows[["change", "low", "high"]].abs().max().max()
    most = float(min(max(reach if pd.notna(reach) else 0, 25) * 1.1, 220))
    least = -min(most, 105.0)
    rows = rows.assign(
        start=rows["low"].clip(least, most), end=rows["high"].clip(least, most), at=rows["change"].clip(least, most)
    )
    scale = {"domain": [least, most], "nice": False}
    axis = {
        "format": "+d",
        "tickCount": 5,
        "grid": True,
        "gridOpacity": 0.5,
        "labelExpr": "datum.value === 0 ? '0 %' : datum.label + ' %'",
    }
    x = {"field": "at", "type": "quantitative", "title": None, "scale": scale, "axis": axis}
    y = {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": _NAMES}
    colour = palette.MAIN if strong else palette.QUIET
    line = {"type": "rule", "color": colour, "strokeWidth": 3 if strong else 1.5, "aria": False}
    dot = {"type": "point", "filled": True, "size": 90 if strong else 45, "opacity": 1, "color": colour}
    tips = [tooltip("name", " "), tooltip("words", _("verandering"))]
    zero = {"type": "rule", "color": "currentColor", "opacity": 0.7}
    ends, at_zero = (quantity(field) | {"scale": scale} for field in ("start", "at"))
    drawn = [
        layer("none", zero, x=at_zero),
        layer("rows", line, "isValid(datum.start)", x=ends, x2={"field": "end"}, y=y, tooltip=tips),
        layer("rows", dot, x=x, y=y, tooltip=tips),
    ]
    return figure(drawn, {"rows": rows, "none": pd.DataFrame({"at": [0.0]})}, ROW * len(rows) + 60)


def specifications(curve: pd.DataFrame) -> Figure:
    """A dot with its interval per set of comparison areas, the lowest at the left; what is clear in colour.

    curve: as specification_curve gives it, shares of change.
    """
    most = float(np.clip(curve[["change", "low", "high"]].abs().max().max() * 100, 25, 220))
    scale = {"domain": [-min(most, 105.0), most], "nice": False, "clamp": True}
    ends = 100 * curve[["change", "low", "high"]].clip(-1.05, most / 100)
    colours = {-1: palette.BETTER, 0: palette.QUIET, 1: palette.WORSE}
    rows = ends.assign(turn=range(len(curve)), colour=curve["direction"].map(colours))
    rows["words"] = [f"{change:+.0f} % ({low:+.0f}, {high:+.0f})" for change, low, high in ends.to_numpy()]
    axis = {"format": "+d", "tickCount": 5, "gridOpacity": 0.5}
    x = {"field": "turn", "type": "quantitative", "axis": None, "scale": {"domain": [-1, len(curve)], "nice": False}}
    y = {"field": "change", "type": "quantitative", "title": _("verandering (%)"), "scale": scale, "axis": axis}
    low, at_zero = (quantity(field) | {"scale": scale} for field in ("low", "at"))
    tips = [tooltip("words", _("verandering"))]
    line = {"type": "rule", "strokeWidth": 2, "opacity": 0.35, "aria": False}
    dot = {"type": "point", "filled": True, "size": 18, "opacity": 1, "aria": False}
    drawn = [
        layer("none", {"type": "rule", "color": "currentColor", "opacity": 0.7}, y=at_zero),
        layer("rows", line, x=x, y=low, y2={"field": "high"}, color=as_given("colour"), tooltip=tips),
        layer("rows", dot, x=x, y=y, color=as_given("colour"), tooltip=tips),
    ]
    return figure(drawn, {"rows": rows, "none": pd.DataFrame({"at": [0.0]})}, 220)
