"""A picture of rows nobody knows beforehand: which kinds their columns allow, and the figure. Knows no Streamlit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pandas as pd

from buurtbeeld.charts import palette
from buurtbeeld.charts.spec import LINE, POINT, Chart, figure, layer
from buurtbeeld.text import _

MOST_BARS = 40
MOST_COLOURS = 5
MOST_POINTS = 5_000
_AREA_ID = re.compile(r"(gemeente|wijk|buurt|complex|street|focus):.+")


@dataclass(frozen=True)
class Drawing:
    """How rows are drawn. kind: line, bar or point; x, y and colour are columns, colour may be empty."""

    kind: str
    x: str
    y: str
    colour: str = ""


def kinds() -> dict[str, str]:
    """What a chart can be, in words."""
    return {"line": _("lijn"), "bar": _("staven"), "point": _("punten")}


def numbers(rows: pd.DataFrame) -> list[str]:
    """Columns with numbers."""
    return [str(name) for name, kind in rows.dtypes.items() if kind.kind in "iuf"]


def moments(rows: pd.DataFrame) -> list[str]:
    """Columns with days or moments."""
    return [str(name) for name, kind in rows.dtypes.items() if kind.kind == "M"]


def words(rows: pd.DataFrame) -> list[str]:
    """Columns with text, those that name things before those that are keys."""
    names = [str(name) for name, kind in rows.dtypes.items() if kind.kind not in "iufMmb"]
    return sorted(names, key=lambda name: (name.endswith("_id"), not name.startswith("name")))


def area_column(rows: pd.DataFrame) -> str:
    """The first column in which every filled cell is an area_id; empty when there is none."""
    for name in words(rows):
        cells = rows[name].dropna()
        if len(cells) and cells.map(lambda cell: bool(_AREA_ID.fullmatch(str(cell)))).all():
            return name
    return ""


def suggestion(rows: pd.DataFrame) -> Drawing | None:
    """What these columns ask for: a line over time, bars per name, points of two numbers; None without a number."""
    y, days, names = numbers(rows), moments(rows), words(rows)
    if not y or rows.empty:
        return None
    if days:
        split = next((name for name in names if 1 < rows[name].nunique() <= MOST_COLOURS), "")
        return Drawing("line", days[0], y[0], split)
    if names:
        return Drawing("bar", names[0], y[0])
    return Drawing("point", y[0], y[1]) if len(y) > 1 else None


def draw(rows: pd.DataFrame, how: Drawing) -> Chart:
    """The chart; of bars the first MOST_BARS rows, of points the first MOST_POINTS."""
    how = replace(how, colour=how.colour if how.colour in rows else "")
    shown = rows.head(MOST_BARS if how.kind == "bar" else MOST_POINTS)
    # Vega reads a dot or a bracket in a name as a path; numbered columns cannot be misread.
    fields = {column: f"c{place}" for place, column in enumerate(dict.fromkeys((how.x, how.y, how.colour))) if column}
    data = shown[list(fields)].rename(columns=fields)
    mark, encoding = _mark(shown, how, fields)
    height = 24 * max(len(data), 3) + 40 if how.kind == "bar" else 340
    drawn = layer("rows", mark, **encoding, tooltip=[_tooltip(shown, column, key) for column, key in fields.items()])
    return Chart(figure([drawn], {"rows": data}, height), _in_words(rows, how))


def _mark(rows: pd.DataFrame, how: Drawing, fields: dict[str, str]) -> tuple[dict, dict]:
    x = _axis(rows, how.x, fields)
    y = _axis(rows, how.y, fields)
    if how.kind == "bar":
        across = y | {"axis": {"gridOpacity": 0.5}}
        down = {"field": fields[how.x], "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260}}
        return {"type": "bar", "color": palette.MAIN}, {"x": across, "y": down} | _colour(rows, how, fields)
    mark = (LINE | {"point": len(rows) < MOST_BARS} if how.kind == "line" else POINT) | {"color": palette.MAIN}
    return mark, {"x": x, "y": y} | _colour(rows, how, fields)


def _axis(rows: pd.DataFrame, column: str, fields: dict[str, str]) -> dict:
    kind = "temporal" if column in moments(rows) else "quantitative" if column in numbers(rows) else "nominal"
    return {"field": fields[column], "type": kind, "title": column} | ({"sort": None} if kind == "nominal" else {})


def _colour(rows: pd.DataFrame, how: Drawing, fields: dict[str, str]) -> dict:
    if not how.colour:
        return {}
    values = [str(value) for value in rows[how.colour].dropna().unique()][:MOST_COLOURS]
    scale = {"domain": values, "range": list(palette.SERIES[: len(values)])}
    legend = {"orient": "top", "title": None}
    return {"color": {"field": fields[how.colour], "type": "nominal", "scale": scale, "legend": legend}}


def _tooltip(rows: pd.DataFrame, column: str, key: str) -> dict:
    kind = "temporal" if column in moments(rows) else "quantitative" if column in numbers(rows) else "nominal"
    return {"field": key, "type": kind, "title": column}


def _in_words(rows: pd.DataFrame, how: Drawing) -> str:
    sentence = _("{y} per {x}, {number} rijen.", y=how.y, x=how.x, number=len(rows))
    if how.kind == "bar" and len(rows) > MOST_BARS:
        sentence += " " + _("Getekend: de eerste {number}.", number=MOST_BARS)
    return sentence
