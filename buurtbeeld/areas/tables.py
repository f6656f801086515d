"""Key figures and cards in words, made from frames. Draws nothing and counts nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from buurtbeeld import codes, text
from buurtbeeld.areas import rates as area_rates
from buurtbeeld.charts.key_figures import Figure
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _

SMALL = codes.without("gemeente", "wijk", "buurt")
"""Levels whose areas are too small to find on a map by themselves."""
_ROW = ["area_id", "kind", "rate", "homes", "reports", "reporters", "cases", "running"]


def of_area(rates: pd.DataFrame, area: str, theme: str) -> list[Figure]:
    """Key figures of one area, with the corporation's beside them when it is not all of it."""
    rows, all_of_it = _rows(rates, area, theme), _is_whole(rates, area)
    own, whole = (rows.get((place, "all"), _NOTHING) for place in (area, area_rates.CORPORATION))
    names = {
        "reports": (_("Meldingen"), _("Alles wat binnenkwam: elke melding telt, ook een herhaling.")),
        "reporters": (
            _("Unieke melders"),
            _("Hoeveel verschillende melders er waren. Veel meldingen van weinig melders vragen een ander gesprek."),
        ),
        "cases": (
            _("Zaken"),
            _("Een zaak is één lopende kwestie: verdere meldingen daarover openen geen nieuwe zaak."),
        ),
        "running": (
            _("Liepen al"),
            _("Zaken die vóór deze 12 maanden begonnen en daarin nog liepen. Ze tellen bij Zaken niet mee."),
        ),
        "homes": (_("Woningen"), _("Verhuurde woningen in de laatste hele maand: de noemer van de cijfers.")),
    }
    explained = _(
        "Zaken van de laatste 12 hele maanden per 1.000 woningen. Pas vanaf {n} woningen.", n=codes.FEWEST_HOMES
    )
    figures = [(_("Per 1.000 won."), _rate(own), _rate(whole), explained)] + [
        (name, text.number(getattr(own, field)), text.number(getattr(whole, field)), meaning)
        for field, (name, meaning) in names.items()
    ]
    return [
        Figure(name, value, "" if all_of_it else _("corporatie {whole}", whole=other), meaning)
        for name, value, other, meaning in figures
    ]


def of_kinds(rates: pd.DataFrame, area: str, theme: str) -> list[Figure]:
    """Facts, residents and staff beside each other: the rate of each kind of evidence."""
    rows, all_of_it = _rows(rates, area, theme), _is_whole(rates, area)
    meanings = {
        "incident": _("Feiten: calamiteiten en andere gebeurtenissen, per 1.000 woningen per jaar."),
        "complaint": _("Wat bewoners melden, per 1.000 woningen per jaar."),
        "observation": _("Wat medewerkers zelf zien, per 1.000 woningen per jaar."),
    }
    figures = []
    for kind in codes.EVIDENCE:
        own, whole = (rows.get((place, kind)) for place in (area, area_rates.CORPORATION))
        beside = _("corporatie {whole}", whole=_rate(whole)) if own and whole and not all_of_it else ""
        figures.append(
            Figure(
                code_words.kind(kind).capitalize(), _rate(own) if own else _("niet geleverd"), beside, meanings[kind]
            )
        )
    return figures


def around_in(around: pd.DataFrame) -> list[str]:
    """The area to set beside one that lies in these: the buurt, else the next larger; none where there is none."""
    levels = around.drop_duplicates("level").set_index("level")["area_id"]
    return [levels[level] for level in reversed(codes.CBS_LEVELS) if level in levels][:1]


def asked_elsewhere(inside: pd.DataFrame, kind: str) -> str:
    """That nobody was asked about an area as a whole, and inside how many areas people were; empty when nowhere."""
    places = inside.loc[inside["kind"] == kind]
    if places.empty:
        return ""
    areas = [f"{text.number(row.areas)} {code_words.levels(row.level)}" for row in places.itertuples(index=False)]
    return _("Niet gevraagd over dit gebied als geheel; wel bekend van {areas} hierbinnen.", areas=text.listing(areas))


def not_asked(kind: str) -> str:
    """That nobody was asked anywhere around, and what to deliver."""
    return {
        "complaint": _("Er is geen enquête bekend van dit gebied. Lever er een aan (soort surveys)."),
        "observation": _("Er zijn geen rapportcijfers van dit gebied bekend. Lever ze aan (soort staff_scores)."),
    }[kind]


def counts_of_kinds(rates: pd.DataFrame, area: str, themes: pd.DataFrame) -> pd.DataFrame:
    """Reports per theme and kind of one area: name, kind, value; empty where no month of the kind is known."""
    rows = rates.loc[(rates["area_id"] == area) & (rates["kind"] != "all") & (rates["theme"] != "all")]
    totals = rows.groupby("theme")["reports"].sum()
    turn = {theme: place for place, theme in enumerate(themes["theme"]) if totals.get(theme, 0) > 0}
    rows = rows.assign(
        turn=rows["theme"].map(turn),
        name=rows["theme"].map(dict(zip(themes["theme"], themes["name"], strict=True))),
        value=rows["reports"].where(rows["months_known"] > 0),
    )
    kept = rows.dropna(subset=["turn"]).sort_values(["turn", "kind"])
    return kept[["name", "kind", "value"]].reset_index(drop=True)


def none_reported(rates: pd.DataFrame, area: str) -> str:
    """That nothing was reported of an area, or that nothing is known of it."""
    own = _rows(rates, area, "all").get((area, "all"), _NOTHING)
    if pd.isna(own.reports):
        return _("Hiervan is niets bekend.")
    return _("Er kwam in de laatste 12 hele maanden geen enkele melding binnen.")


def remarks(rates: pd.DataFrame, area: str) -> str:
    """What must be known of an area's figures: which kinds miss months, and that it is all there is."""
    whole = (
        _("Dit gebied is de hele corporatie; er staat daarom niets naast de cijfers.") if _is_whole(rates, area) else ""
    )
    return " ".join(part for part in (unknown_months(rates, area), whole) if part)


def unknown_months(rates: pd.DataFrame, area: str) -> str:
    """Which kinds of evidence miss months of the last year; empty when all is known."""
    own = rates.loc[(rates["area_id"] == area) & (rates["theme"] == "all") & rates["kind"].isin(codes.EVIDENCE)]
    gaps = [
        _("{kind}: {months} van 12 maanden bekend", kind=code_words.kind(row.kind), months=row.months_known)
        for row in own.itertuples(index=False)
        if row.months_known < 12
    ]
    missing = [kind for kind in codes.EVIDENCE if kind not in set(own["kind"])]
    words = text.listing(gaps).capitalize() + "." if gaps else ""
    return " ".join(part for part in (words, _not_delivered(missing)) if part)


def _not_delivered(missing: list[str]) -> str:
    """Which kinds of evidence nobody delivered, and as what they can be."""
    if not missing:
        return ""
    return _(
        "Niet geleverd: {kinds}. Lever ze aan als soort {names}.",
        kinds=text.listing([code_words.kind(kind) for kind in missing]),
        names=text.listing(missing),
    )


def mapped(areas: pd.DataFrame, outlines: pd.DataFrame) -> pd.DataFrame:
    """Areas that have an outline, with the words of their tooltip."""
    rows = outlines[["area_id", "lon", "lat", "geometry"]].merge(
        areas[["area_id", "name", "rate", "homes", "cases", "running", "reports"]], on="area_id"
    )
    return rows.assign(
        value=rows["rate"],
        rate=[text.rate(*row) for row in rows[["rate", "homes"]].itertuples(index=False)],
        **{name: rows[name].map(text.number) for name in ("homes", "cases", "running", "reports")},
    )[["area_id", "name", "geometry", "lon", "lat", "value", "rate", "homes", "cases", "running", "reports"]]


def tip() -> str:
    """What an area on the map says of itself."""
    lines = (
        "{name}",
        "{rate} " + _("zaken per 1.000 woningen per jaar"),
        _("{cases} zaken uit {reports} meldingen", cases="{cases}", reports="{reports}"),
        _("{number} zaken liepen al", number="{running}"),
        "{homes} " + _("woningen"),
    )
    return "\n".join(lines)


def recent_heads() -> dict[str, str]:
    """Columns of the table of the last week and 30 days."""
    return {
        "name": _("Gebied"),
        "week": _("Laatste 7 dagen"),
        "week_before": _("7 dagen ervoor"),
        "days_30": _("Laatste 30 dagen"),
        "days_30_before": _("30 dagen ervoor"),
        "change": _("Verschil in 30 dagen"),
    }


def measured(series: pd.DataFrame) -> tuple[pd.DataFrame, str, str]:
    """The months of area_series with their unit and how to read them: rates, or cases where no rate is known."""
    if series["value"].notna().any():
        how = _("Per maand omgerekend naar een jaar; de lijn is het gemiddelde over 12 maanden.")
        return series, _("Zaken per 1.000 woningen per jaar"), how
    by_series = series.groupby(["area_id", "theme"])["cases"]
    rolling = by_series.transform(lambda cases: cases.rolling(12).mean())
    how = _("Aantallen, want er is geen cijfer per 1.000 woningen; de lijn is het gemiddelde over 12 maanden.")
    return series.assign(value=series["cases"], rolling=rolling), _("Zaken per maand"), how


def months_of(series: pd.DataFrame, theme: str) -> pd.DataFrame:
    """The months of one theme, or of all together."""
    return series.loc[series["theme"] == theme].reset_index(drop=True)


def theme_strips(series: pd.DataFrame, themes: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """Yearly rate per theme as series, month, value, remark, the theme with the highest last value first.

    Where no year is known yet, its months."""
    line = "rolling" if series["rolling"].notna().any() else "value"
    last = series.loc[series["theme"] != "all"].groupby("theme")[line].last()
    last = last.sort_values(ascending=False, kind="stable")
    turn = {theme: place for place, theme in enumerate(last[last > 0].index)}
    placed = series.assign(turn=series["theme"].map(turn))
    ordered = placed.dropna(subset=["turn"]).sort_values(["turn", "month"])
    names = dict(zip(themes["theme"], themes["name"], strict=True))
    whole = rates.loc[(rates["area_id"] == area_rates.CORPORATION) & (rates["kind"] == "all")].set_index("theme")[
        "rate"
    ]
    remarks = {theme: _beside_whole(value, whole[theme]) for theme, value in last.items()}
    return ordered.assign(series=ordered["theme"].map(names), value=ordered[line], remark=ordered["theme"].map(remarks))


def _beside_whole(value: float, whole: float) -> str:
    """12 (corporatie 9); 12 alone where the corporation has no rate."""
    own = text.number(value, 0 if value >= 10 else 1)
    return own if pd.isna(whole) else _("{own} (corporatie {whole})", own=own, whole=text.rate(whole))


def views(answers: pd.DataFrame, kind: str) -> pd.DataFrame:
    """What staff (observation) or residents (complaint) answered: name, value, other (the mean of such areas)."""
    rows = answers.loc[answers["kind"] == kind]
    names = rows["question"].map(aspect) + " (" + rows["moment"] + ")"
    return pd.DataFrame({"name": names, "value": rows["mean"], "other": rows["peers"]}).reset_index(drop=True)


def place_of_views(answers: pd.DataFrame, name: str) -> str:
    """Where the answers come from, when that is an area around this one; else empty."""
    places = answers["place"].unique()
    return _("Gevraagd in {place}", place=places[0]) if len(places) and places[0] != name else ""


def homes(months: pd.DataFrame, name: str) -> pd.DataFrame:
    """Homes per month as one series."""
    return months.assign(series=name).rename(columns={"homes_rented": "value"})


MOST_LINES = 5
"""So many lines have a colour of their own."""


def counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Counts by others (area_counts) with the length of their period in words; what has no category is everything."""
    lengths = {1: _("maand"), 3: _("kwartaal"), 12: _("jaar")}
    return rows.assign(
        category=rows["category"].mask(rows["category"] == "", _("alles")), length=rows["months"].map(lengths)
    )


def lines_of_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """The largest categories of area_counts as series, month, value."""
    worded = counts(rows)
    name = worded["category"] + " (" + worded["source"] + ", " + _("per") + " " + worded["length"] + ")"
    lines = worded.assign(series=name)
    return lines[lines["series"].isin(name.drop_duplicates().head(MOST_LINES))][["series", "month", "value"]]


def counts_heads() -> dict[str, str]:
    """Columns of the table of counts by others."""
    return {
        "source": _("Bron"),
        "category": _("Categorie"),
        "month": _("Vanaf"),
        "length": _("Per"),
        "value": _("Aantal"),
    }


def aspect(name: str) -> str:
    """The word for what staff score: clean -> schoon. A survey's question is its own word."""
    return {
        "clean": _("schoon"),
        "intact": _("heel"),
        "safe": _("veilig"),
        "nuisance": _("overlast"),
        "togetherness": _("samenleven"),
    }.get(name, name)


def inside(rates: pd.DataFrame, area: str, theme: str) -> pd.DataFrame:
    """The areas directly in this one, with their level in words."""
    rows = rates.loc[
        (rates["kind"] == "all") & (rates["theme"] == theme) & ~rates["area_id"].isin([area, area_rates.CORPORATION])
    ]
    return rows.assign(level=rows["level"].map(code_words.level)).reset_index(drop=True)


def reports(rows: pd.DataFrame) -> pd.DataFrame:
    """Reports with their kind and precision in words."""
    precise = {
        "coordinates": _("coördinaten"),
        "address": _("adres"),
        "street": _("straat"),
        "complex": _("complex"),
        "area": _("gebied"),
    }
    return rows.assign(
        kind=rows["kind"].map(code_words.kind), precision=rows["precision"].map(lambda name: precise.get(name, name))
    )


def report_heads() -> dict[str, str]:
    """Columns of a table of reports: what, and the file and line it came from."""
    return {
        "at": _("Datum"),
        "kind": _("Soort"),
        "theme": _("Thema"),
        "name": _("Onderwerp"),
        "source_category": _("Categorie van de bron"),
        "opens_case": _("Nieuwe zaak"),
        "precision": _("Geplaatst op"),
        "source": _("Bron"),
        "file": _("Bestand"),
        "line": _("Regel"),
    }


def inside_heads() -> dict[str, str]:
    """Columns of a table of areas inside another."""
    heads = rate_heads()
    return {"name": heads.pop("name"), "level": _("Soort gebied")} | {
        key: heads[key] for key in heads if key != "lies_in"
    }


def rate_heads() -> dict[str, str]:
    """Columns of a table of rates, in the order in which they are read."""
    return {
        "name": _("Gebied"),
        "rate": _("Per 1.000 woningen"),
        "rate_before": _("Jaar eerder"),
        "change": _("Verschil"),
        "cases": _("Zaken"),
        "running": _("Liepen al"),
        "reports": _("Meldingen"),
        "reporters": _("Melders"),
        "homes": _("Woningen"),
        "lies_in": _("Ligt in"),
    }


def at_a_glance(level: str) -> tuple[str, ...]:
    """Of the columns of rate_heads those that fit beside a map; of small areas where they lie too: names come back."""
    if level in SMALL:
        return ("name", "lies_in", "rate", "change") if level == "complex" else ("name", "lies_in", "rate")
    return ("name", "rate", "change", "cases", "reports")


_NOTHING = SimpleNamespace(rate=None, homes=0, reports=None, reporters=None, cases=None, running=0)
"""An area of which no row came: nothing is known of it."""


def _is_whole(rates: pd.DataFrame, area: str) -> bool:
    """Whether the area holds all there is: the same homes and the same reports as the corporation."""
    rows = _rows(rates, area, "all")
    own, whole = (rows.get((place, "all"), _NOTHING) for place in (area, area_rates.CORPORATION))
    return own.reports is not None and (own.homes, own.reports) == (whole.homes, whole.reports)


def _rate(row: Any) -> str:
    return text.rate(row.rate, row.homes)


def _rows(rates: pd.DataFrame, area: str, theme: str) -> dict[tuple[str, str], Any]:
    """The rows of an area and of the corporation by area and kind."""
    own = (rates["area_id"] == area) | (rates["area_id"] == area_rates.CORPORATION)
    matches = rates.loc[own & (rates["theme"] == theme), _ROW]
    return {(row.area_id, row.kind): row for row in matches.itertuples(index=False)}
