"""What each chart and map says, in a sentence or two. Names and frames of series, bars and maps; judges nothing."""

from __future__ import annotations

from datetime import date

import pandas as pd

from buurtbeeld import text
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _


def trend(
    months: pd.DataFrame, *, unit: str, calamities: pd.DataFrame | None = None, gaps: pd.DataFrame | None = None
) -> str:
    """First and last 12-month value, the highest month, what was not delivered and the calamities."""
    rolling = months.dropna(subset=["rolling"])
    parts = [_course(rolling, unit) if len(rolling) else _("Er is te weinig bekend voor een lijn.")]
    single = months.dropna(subset=["value"])
    if len(single):
        peak = single.loc[single["value"].idxmax()]
        value = text.number(peak["value"])
        parts.append(_("Hoogste maand: {month} ({value}).", month=text.month(peak["month"]), value=value))
    parts += _undelivered(months, gaps)
    if calamities is not None and len(calamities):
        number = calamities["total"].iloc[0] if "total" in calamities else len(calamities)
        parts.append(_("Calamiteiten in deze periode: {number}.", number=text.number(number)))
    return " ".join(parts)


def _undelivered(months: pd.DataFrame, gaps: pd.DataFrame | None) -> list[str]:
    parts, unknown = [], int((~months["known"]).sum())
    if unknown:
        words = _("Van {number} maanden is niets geleverd; die zijn onbekend, niet nul.")
        parts.append(words.format(number=text.number(unknown)))
    if gaps is not None and len(gaps):
        words = _("Grijs: {sources} leverde niet. Een daling daar hoeft geen verbetering te zijn.")
        parts.append(words.format(sources=text.listing(sorted(set(gaps["source"])))))
    return parts


def lines(series: pd.DataFrame, *, unit: str) -> str:
    """Of each series its first and last value."""
    values = series.dropna(subset=["value"])
    if values.empty:
        return _("Er is te weinig bekend voor een lijn.")
    words = [f"{name}: {_from_to(rows['value'])}" for name, rows in values.groupby("series", sort=False)]
    missing = [name for name in series["series"].drop_duplicates() if name not in set(values["series"])]
    if missing:
        words.append(_("te weinig bekend: {names}", names=text.listing(missing)))
    span = _("Van {first} tot {last}", first=text.month(values["month"].min()), last=text.month(values["month"].max()))
    return f"{span} ({unit}). {'; '.join(words)}."


def strips(series: pd.DataFrame) -> str:
    """How many series, and the first three with their remark."""
    rows = series.drop_duplicates("series")
    first = [f"{row.series} ({row.remark})" if row.remark else row.series for row in rows.head(3).itertuples()]
    return _(
        "{number} reeksen onder elkaar; bovenaan {first}.", number=text.number(len(rows)), first=text.listing(first)
    )


def volume(months: pd.DataFrame) -> str:
    """Of each source the last month it delivered and how many months are missing."""
    words = []
    for name, rows in months.groupby("series", sort=False):
        delivered, missing = rows[rows["known"] & (rows["value"] > 0)], int((~rows["known"]).sum())
        last = text.month(delivered["month"].max()) if len(delivered) else text.NOTHING
        sentence = _("{name} leverde voor het laatst over {month}", name=name, month=last)
        words.append(sentence + (_(", {number} maanden ontbreken", number=missing) if missing else ""))
    return "; ".join(words) + "."


def bars(frame: pd.DataFrame, *, unit: str, reference: str = "", decimals: int = 0) -> str:
    """Every name with its value, and the value beside it where all share it; else what the tick stands for."""
    words = [f"{row.name} {text.number(row.value, decimals)}" for row in frame.itertuples(index=False)]
    other = frame["other"].dropna().unique() if "other" in frame else []
    tail = f" ({reference} {text.number(other[0], decimals)})" if len(other) == 1 else ""
    mark = " " + _("Het streepje is het {beside}.", beside=reference) if len(other) > 1 else ""
    return f"{unit}: {', '.join(words)}{tail}.{mark}"


def evidence(frame: pd.DataFrame) -> str:
    """Per kind of evidence the theme with most reports."""
    words = []
    for kind, rows in frame.dropna(subset=["value"]).groupby("kind", sort=False):
        most = rows.loc[rows["value"].idxmax()]
        sentence = _("{kind}: {total} meldingen, meest over {theme} ({number})")
        total, number = text.number(rows["value"].sum()), text.number(most["value"])
        words.append(sentence.format(kind=code_words.kind(kind), total=total, theme=most["name"], number=number))
    return "; ".join(words).capitalize() + "." if words else _("Hiervan is niets bekend.")


def side_by_side(frame: pd.DataFrame, *, unit: str) -> str:
    """Of every area the theme with the highest value."""
    words = []
    for column, rows in frame.dropna(subset=["value"]).groupby("column", sort=False):
        most = rows.loc[rows["value"].idxmax()]
        words.append(
            _("{area}: meest {theme} ({value})", area=column, theme=most["name"], value=text.rate(most["value"]))
        )
    return f"{unit}. {'; '.join(words)}." if words else _("Er is te weinig bekend om te vergelijken.")


def areas(frame: pd.DataFrame, *, unit: str) -> str:
    """How many areas have a value, and the highest and lowest by name."""
    ranking = frame.dropna(subset=["value"]).sort_values(["value", "name"], ascending=[False, True])
    if ranking.empty:
        return _("Van geen van de gebieden is genoeg bekend.")
    high, low = (f"{row['name']} ({text.number(row['value'])})" for _place, row in ranking.iloc[[0, -1]].iterrows())
    unknown = len(frame) - len(ranking)
    tail = _(" Van {number} gebieden is te weinig bekend (grijs).", number=text.number(unknown)) if unknown else ""
    if not ranking["value"].iloc[0] > 0:
        nothing = _("{unit}: nul in alle {number} gebieden; er is er geen enkele.{tail}")
        return nothing.format(unit=unit, number=text.number(len(ranking)), tail=tail)
    sentence = _("{unit} in {number} gebieden: het hoogst in {high}, het laagst in {low}.{tail}")
    return sentence.format(unit=unit, number=text.number(len(ranking)), high=high, low=low, tail=tail)


def places_in_words(frame: pd.DataFrame, since: date, until: date, smallest: int, elsewhere: int = 0) -> str:
    """How many places are shown, the one with most, and how many reports are not on the map.

    elsewhere is how many reports have no place on it at all.
    """
    period = _period(since, (pd.Timestamp(until) - pd.DateOffset(months=1)).date())
    words = [_("{period}: nergens {smallest} meldingen of meer.", period=period, smallest=smallest)]
    if len(frame):
        most = frame.iloc[0]
        words = [
            _(
                "{period}: {places} plekken met {smallest} meldingen of meer; de meeste in {name} ({value}).",
                period=period,
                places=text.number(len(frame)),
                smallest=smallest,
                name=most["name"],
                value=text.number(most["value"]),
            ),
            _(
                "Nog {hidden} meldingen liggen op plekken met minder en staan niet op de kaart.",
                hidden=text.number(most["hidden"]),
            ),
        ]
    if elsewhere:
        words.append(_("Van {number} meldingen is zo'n plek niet bekend.", number=text.number(elsewhere)))
    return " ".join(words)


def _period(first: date, last: date) -> str:
    if first == last:
        return text.month(first).capitalize()
    return _("{since} tot en met {until}", since=text.month(first).capitalize(), until=text.month(last))


def _course(rolling: pd.DataFrame, unit: str) -> str:
    first, last = text.month(rolling["month"].iloc[0]), text.month(rolling["month"].iloc[-1])
    sentence = _("{unit}, gemiddeld over 12 maanden: {change} tussen {first} en {last}.")
    return sentence.format(unit=unit, change=_from_to(rolling["rolling"]), first=first, last=last)


def _from_to(values: pd.Series) -> str:
    return _("van {first} naar {last}", first=text.number(values.iloc[0]), last=text.number(values.iloc[-1]))
