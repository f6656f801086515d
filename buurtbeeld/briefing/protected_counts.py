"""Counts of an area as tables to protect, and as rows for the page once they are. Says nothing in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import pandas as pd

from buurtbeeld.areas import rates as area_rates
from buurtbeeld.methods.disclosure import linked_tables
from buurtbeeld.methods.disclosure.control import HIDDEN, SHOWN, Tables

DIMS = ("area", "kind", "theme", "period")
STAFF = "observation"
"""Of this kind of evidence the page shows every theme; of the others only their total."""
COLUMNS = {"cases_compared": "last_12", "cases_before": "previous_12"}
Ask = Callable[..., pd.DataFrame]


def tables_to_protect(rates: pd.DataFrame, tops: pd.DataFrame, area_id: str, until: pd.Timestamp) -> Tables:
    """Cases of this year and the year before, by theme, by kind of evidence, and what staff saw by theme, with totals.

    tops: kind, theme, period, top; where no reporter is known, nobody is taken to have made more than half.
    """
    year, names = pd.DateOffset(months=12), {}
    for column, end in (("cases_compared", until), ("cases_before", until - year)):
        since, last = f"{end - year:%Y-%m}", f"{end:%Y-%m}"
        names[column] = (f"{since}/{last}", linked_tables.months(since, last))
    own = rates[(rates["area_id"] == area_id) & (rates["months_known"] > 0)]
    own = own[own["kind"].isin(["all", STAFF]) | (own["theme"] == "all")]
    parts = [
        own.assign(period=COLUMNS[column])
        .merge(tops, on=["kind", "theme", "period"], how="left")
        .assign(area=area_id, period=period, value=own[column].to_numpy())[[*DIMS, "value", "homes", "top"]]
        for column, (period, _months) in names.items()
    ]
    themes, kinds = (sorted(set(rates[name]) - {"all"}) for name in ("theme", "kind"))
    wholes: dict[str, dict[str, Collection[str]]] = {"theme": {"all": themes}, "kind": {"all": kinds}}
    wholes["period"] = dict(names.values())
    return Tables(DIMS, pd.concat(parts, ignore_index=True).fillna({"top": 0.0}), wholes)


def beside_earlier(counts: Tables, area_id: str, earlier: Sequence[pd.DataFrame], ask: Ask) -> Tables:
    """The counts with what their areas and periods, and those of earlier exports, consist of."""
    if not earlier:
        return counts
    ledger = pd.concat(earlier)
    wholes = {name: linked_tables.months(*name.split("/")) for name in ledger["period"].unique()}
    pieces = _pieces({area_id, *ledger["area"].unique()}, ask)
    return replace(counts, wholes={**counts.wholes, "area": pieces, "period": {**counts.wholes["period"], **wholes}})


def linked(area_id: str, areas: Collection[str], ask: Ask) -> set[str]:
    """Those of these areas that share a place with this one, or with one that does, in any number of steps."""
    if not areas:
        return set()
    pieces = _pieces({area_id, *areas}, ask)
    reached, places = {area_id}, pieces.get(area_id, {area_id})
    while more := {area for area, held in pieces.items() if area not in reached and held & places}:
        reached |= more
        places = places.union(*(pieces[area] for area in more))
    return reached & set(areas)


def _pieces(areas: Collection[str], ask: Ask) -> dict[str, set[str]]:
    rows = ask("area_pieces", areas="|".join(sorted(areas)))
    return {str(area): set(group) for area, group in rows.groupby("area_id")["piece"]}


def page_rows(published: Tables | None, themes: pd.DataFrame) -> pd.DataFrame:
    """kind, theme, name, now, before, state: one row per theme and per kind; now and before NaN where hidden."""
    if published is None:
        return pd.DataFrame(columns=["kind", "theme", "name", "now", "before", "state"])
    cells = published.cells
    periods = sorted(cells["period"].unique())
    wide = cells.pivot(index=["kind", "theme"], columns="period", values=["value", "state"])
    names = themes.drop_duplicates("theme").set_index("theme")["name"].to_dict()
    rows = pd.DataFrame(
        {
            "before": pd.to_numeric(wide["value"][periods[0]]),
            "now": pd.to_numeric(wide["value"][periods[-1]]),
            "state": wide["state"][periods[-1]],
        }
    ).reset_index()
    return rows.assign(name=rows["theme"].map(names).fillna(rows["theme"]))


def of(rows: pd.DataFrame, kind: str, theme: str = "all") -> pd.Series | None:
    """The row of a kind and theme; None where there is none."""
    matches = rows[(rows["kind"] == kind) & (rows["theme"] == theme)]
    return matches.iloc[0] if len(matches) else None


def by_theme(rows: pd.DataFrame, kind: str = "all") -> pd.DataFrame:
    """The themes of a kind whose count is shown, the largest first."""
    themes = rows[(rows["kind"] == kind) & (rows["theme"] != "all")]
    return themes[themes["now"].notna()].sort_values(["now", "theme"], ascending=[False, True])


def nameable(rows: pd.DataFrame, themes: pd.DataFrame) -> dict[str, str]:
    """theme -> name of those whose count of this year is shown: to name another would tell that it is not nought."""
    shown = by_theme(rows)
    return {
        theme: name for theme, name in zip(themes["theme"], themes["name"], strict=True) if theme in set(shown["theme"])
    }


def hidden(rows: pd.DataFrame) -> int:
    """How many of them are hidden."""
    return int(rows["state"].eq(HIDDEN).sum())


def rates_of(rows: pd.DataFrame, rates: pd.DataFrame, area_id: str) -> tuple[float, float] | None:
    """Cases per 1,000 homes a year of the area and of the corporation, of the sources that the counts are of.

    rows: of page_rows. None where there is no rate, and where it would tell a count that is hidden: kinds that were
    known in other months are divided by other home-years, so that the total and its rate together say how many each
    kind had.
    """
    both = rates[(rates["kind"] == "all") & (rates["theme"] == "all")].set_index("area_id")
    both = both.loc[[area_id, area_rates.CORPORATION]]
    kinds = rows[(rows["theme"] == "all") & (rows["kind"] != "all")]
    telling = kinds["now"].isna().any() and both["home_years"].isna().any()
    own, corporation = both["rate_compared"]
    return None if telling or pd.isna(own) else (own, corporation)


def is_shown(row: pd.Series | None) -> bool:
    """Whether the counts of both years are on the page."""
    return row is not None and row["state"] == SHOWN and pd.notna(row["now"]) and pd.notna(row["before"])
