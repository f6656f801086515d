"""Answers made ready to draw: named, ordered, put in words. Asks nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from buurtbeeld import text
from buurtbeeld.areas import rates as area_rates
from buurtbeeld.areas import tables
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _

MOST = 24
"""So many small multiples fit on a page that can still be read; the rest is in the table."""


def labels(areas: tuple[str, ...], choices: pd.DataFrame) -> pd.Series:
    """Of each area the shortest label that tells it from the others: its name, with its kind, or with where it lies."""
    chosen = choices.loc[list(areas)]
    kinds = chosen["name"] + " (" + chosen["level"].map(code_words.level) + ")"
    kinds = kinds.where(~kinds.duplicated(keep=False), chosen["label"])
    return chosen["name"].where(~chosen["name"].duplicated(keep=False), kinds)


def compared(months: pd.DataFrame, areas: tuple[str, ...], labels: pd.Series, indexed: bool) -> pd.DataFrame:
    """series, month, value of the 12-month line of each area, in the order chosen."""
    turn = {area: place for place, area in enumerate(areas)}
    lines = months.assign(series=months["area_id"].map(labels), turn=months["area_id"].map(turn))
    lines = lines.sort_values(["turn", "month"], kind="stable")
    return lines.assign(value=lines["indexed" if indexed else "rolling"])[["series", "month", "value"]].reset_index(
        drop=True
    )


def in_turn(rates: pd.DataFrame, areas: tuple[str, ...], labels: pd.Series) -> pd.DataFrame:
    """The rates of these areas in the order chosen, with their label."""
    turn = {area: place for place, area in enumerate(areas)}
    rows = rates.loc[rates["area_id"].isin(turn)]
    rows = rows.assign(label=rows["area_id"].map(labels), turn=rows["area_id"].map(turn))
    return rows.sort_values(["turn", "theme"], kind="stable").reset_index(drop=True)


def of_themes(rates: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """name (of the theme), column (the area's label), value (its rate), themes in their own order; without 'all'.

    Where no rate is known, the value is the number of cases.
    """
    rows = rates.merge(themes[["theme", "name", "position"]], on="theme", suffixes=("_area", ""))
    rows = rows.loc[rows.groupby("theme")["reports"].transform("sum") > 0].sort_values(["position", "turn"])
    return rows.assign(column=rows["label"], value=rows["rate" if rows["rate"].notna().any() else "cases"])[
        ["name", "column", "value"]
    ].reset_index(drop=True)


def unit(rates: pd.DataFrame) -> str:
    """What the values of of_themes are."""
    if rates["rate"].isna().all():
        return _("Zaken in de laatste 12 maanden")
    return _("Zaken per 1.000 woningen per jaar")


def ordered(rates: pd.DataFrame, order: str, first: Sequence[str] = ()) -> pd.DataFrame:
    """The areas of a frame of rates by largest change, by rate or by name; where nothing is known last.

    first: the areas that come before all others when the order is by change, in this order.
    """
    rows = area_rates.areas(rates)
    if order == "name":
        return rows.sort_values(["name", "area_id"]).reset_index(drop=True)
    weight = rows["change"].abs() if order == "change" else rows["rate"]
    front = {area: place for place, area in enumerate(first)} if order == "change" else {}
    turns = rows.assign(weight=weight, front=rows["area_id"].map(front).fillna(len(front)))
    turns = turns.sort_values(["front", "weight", "area_id"], ascending=[True, False, True], na_position="last")
    return turns.drop(columns=["weight", "front"]).reset_index(drop=True)


def strips(
    months: pd.DataFrame, rates: pd.DataFrame, by: str, names: pd.Series, marks: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """series, month, value, remark of each area (by area_id) or theme (by theme), in the order of rates.

    marks: what is put before the remark of some of them.
    """
    remarks = {
        key: (marks or {}).get(key, "") + _change(before, now, homes)
        for key, before, now, homes in zip(*(rates[name] for name in (by, "rate_before", "rate", "homes")), strict=True)
    }
    turn = {key: place for place, key in enumerate(rates[by])}
    lines = months.loc[months[by].isin(turn)]
    lines = lines.assign(
        series=lines[by].map(names), value=lines["rolling"], remark=lines[by].map(remarks), turn=lines[by].map(turn)
    )
    kept = lines.sort_values(["turn", "month"], kind="stable")
    return kept[["series", "month", "value", "remark"]].reset_index(drop=True)


def example(areas: pd.DataFrame) -> str:
    """The area to begin a comparison with when none was chosen: the first focus area, else buurt, else any."""
    level = next(name for name in ("focus", "buurt", *areas["level"]) if name in set(areas["level"]))
    return str(areas.loc[areas["level"] == level, "area_id"].iloc[0])


def orders() -> dict[str, str]:
    """Ways to order small multiples."""
    return {"change": _("Echt veranderd eerst"), "rate": _("Hoogste waarde"), "name": _("Naam")}


def compare_heads() -> dict[str, str]:
    """Columns of the key figures of compared areas."""
    heads = tables.rate_heads()
    return {"label": heads["name"]} | {key: heads[key] for key in _COMPARED}


def _change(before: float, now: float, homes: float) -> str:
    if pd.isna(now):
        return text.rate(now, homes)
    return f"{text.rate(before)} → {text.rate(now)}"


_COMPARED = ("rate", "rate_before", "change", "reports", "reporters", "cases", "running", "homes")
