"""Values of one moment drawn as bars, each chart with its words: frames in, charts out. Knows no Streamlit and no SQL.

No chart without rows: every function gives None for an empty frame.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import pandas as pd

from buurtbeeld import codes, text
from buurtbeeld.charts import captions, palette
from buurtbeeld.charts.spec import (
    LABEL,
    NAME_LABEL,
    Channel,
    Chart,
    Figure,
    bare_axis,
    figure,
    layer,
    number_format,
    scale_top,
    tooltip,
)
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _

_THICKNESS = {"band": 0.62}
"""How much of its row a bar takes."""
_HEAD, _LETTER = 16, 7.2
"""Height of a line of heads above columns and the width of their letters, in pixels."""


def plain(frame: pd.DataFrame, *, unit: str, reference: str = "", decimals: int = 0) -> Chart | None:
    """Bars from zero, in the order given, with another value (the corporation's, say) as a tick.

    frame: name, value, and other where there is something to compare with. reference: what the tick stands for.
    """
    if frame.empty:
        return None
    ticked = "other" in frame
    # The value stands before its bar: behind it, a tick would strike it through or claim it.
    values = frame["value"].map(functools.partial(text.number, decimals=decimals)).astype(str)
    rows, y = frame.assign(row=frame["name"] + ": " + values), _name_axis(210) | {"field": "row"}
    top = scale_top(frame[["value", "other"] if ticked else ["value"]].max().max())
    tips = [tooltip("name", " "), tooltip("value", unit, number_format(decimals))]
    tips += [tooltip("other", reference, number_format(decimals))] if ticked else []
    bar = {"type": "bar", "color": palette.MAIN, "height": _THICKNESS}
    layers = [layer("bars", bar, x=bare_axis("value", 0, top), y=y, tooltip=tips)]
    if ticked:
        tick = {"type": "tick", "color": "currentColor", "thickness": 2, "height": {"band": 0.9}}
        layers.append(layer("bars", tick, x=bare_axis("other", 0, top), y=y, tooltip=tips))
    words = captions.bars(frame, unit=unit, reference=reference, decimals=decimals)
    return Chart(figure(layers, {"bars": rows}, 30 * len(frame) + 10), words)


def evidence(frame: pd.DataFrame) -> Chart | None:
    """Facts, residents and staff side by side: a column per kind of evidence on its own scale, a row per theme.

    frame: name (theme), kind (incident, complaint, observation), value (a count; empty where unknown). Order is kept.
    """
    if frame.empty:
        return None
    kinds = [kind for kind in codes.EVIDENCE if kind in set(frame["kind"])]
    heads = {code_words.kind(kind): palette.KIND[kind] for kind in kinds}
    most = frame.groupby("kind")["value"].transform("max")
    return Chart(
        _columns(frame.assign(column=frame["kind"].map(code_words.kind)), heads, most), captions.evidence(frame)
    )


def side_by_side(frame: pd.DataFrame, *, unit: str) -> Chart | None:
    """The same figure of several areas: a column per area, all on one scale, a row per theme; colours as of lines.

    frame: name (theme), column (the area's name), value (empty where unknown). Both orders are kept.
    """
    if frame.empty:
        return None
    heads = dict(zip(frame["column"].drop_duplicates(), palette.SERIES, strict=False))
    most = pd.Series(frame["value"].max(), index=frame.index)
    return Chart(_columns(frame, heads, most), captions.side_by_side(frame, unit=unit))


def _columns(frame: pd.DataFrame, heads: dict[str, str], most: pd.Series) -> Figure:
    """A column of bars per head (its colour); most: per row the value that fills half of its column."""
    turn = {name: float(place) for place, name in enumerate(heads)}
    placed = frame.assign(start=frame["column"].map(turn).astype(float), label=frame["value"].map(text.number))
    placed = placed.assign(end=placed["start"] + 0.5 * (frame["value"] / most.clip(lower=1e-9)).fillna(0))
    x, end = (bare_axis(field, 0, len(heads)) for field in ("start", "end"))
    colours = {"domain": list(heads), "range": list(heads.values())}
    colour = {"field": "column", "type": "nominal", "legend": None, "scale": colours}
    tips = [tooltip("name", " "), tooltip("column", " "), tooltip("label", _("waarde"))]
    y, bar, value = _name_axis(150), {"type": "bar", "height": _THICKNESS}, LABEL | {"align": "left", "dx": 5}
    layers = [
        layer("placed", bar, x=x, x2={"field": "end"}, y=y, color=colour, tooltip=tips),
        layer("placed", value, x=end, y=y, text={"field": "label"}),
        *_column_heads(list(heads)),
    ]
    data = {"placed": placed, "once": pd.DataFrame({"at": [0]})}
    return figure(layers, data, 30 * placed["name"].nunique() + 8 * len(heads))


def _column_heads(names: Sequence[str]) -> list[Figure]:
    """Names above columns: side by side where the longest fits its column, else each on a line of its own."""
    each, layers = f"width / {len(names)}", []
    narrow = f"{each} < {max(map(len, names)) * _LETTER + 12}"
    for place, name in enumerate(names):
        # On a line of its own, a name of the right half ends where its column ends: all of it stays in sight.
        right = int(2 * place >= len(names))
        mark = NAME_LABEL | {"text": name, "baseline": "bottom", "dy": -8}
        mark |= {"align": {"expr": f"{narrow} && {right} ? 'right' : 'left'"}}
        across = {"expr": f"{each} * ({narrow} ? {place + right} : {place})"}
        line = {"expr": f"{narrow} ? {_HEAD * (place + 1 - len(names))} : 0"}
        layers.append(layer("once", mark, x={"value": across}, y={"value": line}))
    return layers


def _name_axis(limit: int) -> Channel:
    axis = {"labelLimit": limit, "labelPadding": 8, "labelOverlap": False, "domain": False, "ticks": False}
    return {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": axis}
