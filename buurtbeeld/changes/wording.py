"""What changed, made ready to draw and put in words. Asks nothing, draws nothing and decides nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.changes import verdicts
from buurtbeeld.changes.verdicts import BETTER, BOTH, SAME, UNKNOWN, WORSE
from buurtbeeld.charts import maps, palette
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _

"""Levels of which areas are compared with each other; a corporation has too few gemeenten for that."""
MOST = 8
"""So many rows of a kind stand on the page; the rest is in the table."""
ERRORS = 0.05
"""Of what is called real in one series of areas, this part may be chance (methods.change)."""


def with_words(changes: pd.DataFrame) -> pd.DataFrame:
    """Rows of area_changes with, in words: what (kind and theme), said (the judgement), verdict and band."""
    kinds = {kind: code_words.kind(kind).capitalize() for kind in changes["kind"].unique()}
    themes = changes["theme_name"].where(changes["theme"] != "all", _("alle thema's")).str.lower()
    real = changes["label"].isin([WORSE, BETTER])
    reasons, same = _reasons(), verdicts.labels()[SAME]
    said = pd.Series([reasons.get(reason, same) for reason in changes["reason"]], index=changes.index, dtype=object)
    said.loc[real] = [verdicts.likely(*row) for row in changes.loc[real, ["label", "adjusted"]].itertuples(index=False)]
    said.loc[real & changes["standing"].eq(1)] += "; " + _("nieuw deze maand")
    burst = changes["burst"].add(changes["burst_before"]).fillna(0) > 0
    said.loc[burst] += "; " + _("zonder een uitschieter van korte duur")
    return changes.assign(
        what=changes["kind"].map(kinds).astype("str") + " · " + themes,
        said=said,
        verdict=changes["label"].map(_verdicts()),
        band=_bands(changes),
        # Whole percents, never rounded up: 99.6 is not certain.
        chance_worse=np.floor(changes["probability_worse"] * 100),
    )


def _verdicts() -> dict[str, str]:
    """The same, short enough for a column."""
    names = verdicts.labels()
    marked = {WORSE: f"▲ {names[WORSE]}", BETTER: f"▼ {names[BETTER]}"}
    return names | marked | {SAME: _("niet duidelijk")}


def _reasons() -> dict[str, str]:
    """Why nothing can be told; a code that is not here has no word of its own."""
    return {
        "few_events": _("te weinig zaken om een verandering te kunnen zien"),
        "not_delivered": _("niet geleverd in beide jaren"),
        "no_homes": _("geen woningen"),
        "no_homes_now": _("geen woningen meer"),
        "no_homes_before": _("een jaar eerder nog geen woningen"),
        "no_events": _("geen zaken in beide jaren"),
        "no_comparison": _("geen ander gebied om mee te vergelijken"),
        "short_history": _("nog geen twee jaar aan gegevens"),
    }


def _bands(changes: pd.DataFrame) -> list[str]:
    """1,6 (1,3–2,0) of every row; a dash where nothing is known."""
    rounded = changes[["ratio", "low", "high"]].round(2)
    return [
        text.NOTHING if np.isnan(ratio) else f"{times(ratio)} ({times(low)}–{times(high)})"
        for ratio, low, high in rounded.itertuples(index=False)
    ]


def times(ratio: float) -> str:
    """1.63 -> 1,6; 0.42 -> 0,42, because below 1 a tenth is much; 100 and more is not said more precisely."""
    if ratio >= 100:
        return _("meer dan 100")
    return text.number(ratio, 0 if ratio >= 10 else 1 if ratio >= 1 else 2)


def not_judged(changes: pd.DataFrame) -> str:
    """Why no change at all can be judged, where there are homes and two years of reports."""
    if changes.empty:
        return _("Met deze keuze is er in beide jaren niets gemeld; kies een ander thema of een andere soort.")
    return _(
        "Van geen enkel gebied is te zeggen of er iets veranderde: er is in een van beide jaren te weinig geleverd."
    )


def real(changes: pd.DataFrame, label: str) -> pd.DataFrame:
    """The rows called worse or better, in the order given, with their counts in words, as many as fit on the page."""
    rows = changes.loc[changes["label"] == label].head(MOST)
    counted = [verdicts.counts(*row) for row in rows[["cases_before", "cases", "expected"]].itertuples(index=False)]
    return rows.assign(counted=counted).reset_index(drop=True)


def bands_in_words(rows: pd.DataFrame) -> str:
    """Every row of the figure in words."""
    return " ".join(
        _("{name}, {what}: {counted}, {said}; {band} keer de rest.").format(**row)
        for row in rows[["name", "what", "counted", "said", "band"]].to_dict("records")
    )


def head(changes: pd.DataFrame, label: str) -> str:
    """The head of a group, with how many of its rows are shown."""
    total = int((changes["label"] == label).sum())
    words = {WORSE: _("▲ Slechter dan elders"), BETTER: _("▼ Beter dan elders")}[label]
    return text.head(words, total, MOST)


def none_in_words(label: str) -> str:
    """That nothing was called worse, or better, and what to do with that."""
    return {
        WORSE: _("Nergens is zeker genoeg dat het slechter ging dan elders. De tabel toont wat er wel verschilt."),
        BETTER: _("Nergens is zeker genoeg dat het beter ging dan elders. De tabel toont wat er wel verschilt."),
    }[label]


def real_areas(areas: pd.DataFrame) -> list[str]:
    """The areas with a real change, in the order given."""
    return areas.loc[areas["label"].isin(_colours()), "area_id"].tolist()


def marks(areas: pd.DataFrame) -> dict[str, str]:
    """What is put before the series of areas with a real change."""
    signs = {WORSE: "▲", BETTER: "▼", BOTH: "▲▼"}
    changed = areas.loc[areas["label"].isin(signs)]
    return {
        row.area_id: f"{signs[row.label]} {row.label_name} · "
        for row in changed[["area_id", "label", "label_name"]].itertuples(index=False)
    }


def of_areas(changes: pd.DataFrame) -> pd.DataFrame:
    """One row per area: area_id, name, lies_in, label (worse, better, both, no clear change, unknown), what, said.

    An area is worse when any of its rows is; both when others are better; unknown only when nothing of it is known.
    what and said: those of its real changes. Areas with a real change first, else in the order given.
    """
    labelled = {label: changes["label"].eq(label).groupby(changes["area_id"]).any() for label in (WORSE, BETTER, SAME)}
    label = np.select(
        [labelled[WORSE] & labelled[BETTER], labelled[WORSE], labelled[BETTER], labelled[SAME]],
        [BOTH, WORSE, BETTER, SAME],
        UNKNOWN,
    )
    labels = pd.Series(label, index=labelled[WORSE].index)
    areas = changes.drop_duplicates("area_id")[["area_id", "level", "name", "lies_in"]].reset_index(drop=True)
    rows = changes.loc[changes["label"].isin([WORSE, BETTER])]
    lines = (rows["what"] + ": " + rows["said"]).groupby(rows["area_id"]).agg("; ".join).to_dict()
    what = [lines.get(area, "") for area in areas["area_id"]]
    areas = areas.assign(label=areas["area_id"].map(labels), what=what)
    return areas.assign(label_name=areas["label"].map(verdicts.labels()))


def in_words(areas: pd.DataFrame, level: str) -> str:
    """The most important sentence: how many areas are worse, better, neither, and not known."""
    number = {label: int((areas["label"] == label).sum()) for label in verdicts.labels()}
    worse, better = number[WORSE] + number[BOTH], number[BETTER] + number[BOTH]
    total = text.number(len(areas))
    if not worse and not better:
        words = _("In geen van de {total} {levels} ging het duidelijk anders dan in de andere.")
        return words.format(total=total, levels=code_words.levels(level)) + _rest(number[UNKNOWN])
    words = _("Van de {total} {levels} ging het in {worse} slechter en in {better} beter dan in de andere.")
    sentence = words.format(
        total=total, levels=code_words.levels(level), worse=text.number(worse), better=text.number(better)
    )
    return sentence + _rest(number[UNKNOWN])


def _rest(unknown: int) -> str:
    return _(" Van {number} is het niet te zeggen.", number=text.number(unknown)) if unknown else ""


def looked_at(changes: pd.DataFrame) -> str:
    """In how many series was looked, and in how many of them chance alone may have put a label."""
    series = changes[["kind", "theme"]].drop_duplicates().shape[0]
    areas = text.number(changes["area_id"].nunique())
    if series == 1:
        return _("Hier zijn {areas} gebieden in één reeks met elkaar vergeleken.", areas=areas)
    return _(
        "Hier zijn {areas} gebieden in {series} reeksen bekeken: elke soort gegevens apart, voor alle thema's samen en "
        "voor elk thema. Ook als er niets verandert, kan in 1 op de 20 reeksen toch iets echt lijken; hier in "
        "hoogstens {errors}. Hoe minder zaken erachter zitten, hoe eerder het toeval is.",
        areas=areas,
        series=text.number(series),
        errors=text.number(np.ceil(series * ERRORS)),
    )


def swing(stock: pd.DataFrame) -> pd.DataFrame:
    """The whole stock's change per kind as rows of a figure (see charts_changes.bands), with no colour."""
    rows = stock.dropna(subset=["ratio", "low", "high"])
    spans = [_("tussen {low} en {high}", low=_signed(low), high=_signed(high)) for low, high in _spans(rows)]
    return rows.assign(
        name=rows["kind"].map(code_words.kind).str.capitalize(),
        what=spans,
        counted=rows["ratio"].map(_signed),
        said=[_swung(low, high) for low, high in _spans(rows)],
        band=spans,
        label="",
    ).reset_index(drop=True)


def _spans(rows: pd.DataFrame) -> list[tuple[float, float]]:
    return list(rows[["low", "high"]].itertuples(index=False, name=None))


def _swung(low: float, high: float) -> str:
    if low > 1:
        return _("echt meer")
    return _("echt minder") if high < 1 else _("kan toeval zijn")


def _signed(ratio: float) -> str:
    """1.05 -> +5%."""
    return f"{text.signed(round((ratio - 1) * 100))}%"


def swing_in_words(stock: pd.DataFrame, level: str) -> str:
    """What all areas did together; it is no area's news, and is taken out of everything else on the page."""
    rows = swing(stock)
    if rows.empty:
        return _("Wat overal samen veranderde is niet te zeggen: er is in een van beide jaren te weinig geleverd.")
    parts = [
        _("{kind} {change} ({said})").format(kind=kind.lower(), change=change, said=said)
        for kind, change, said in rows[["name", "counted", "said"]].itertuples(index=False)
    ]
    words = _("Zaken per woning in alle {levels} samen, tegenover een jaar eerder: {parts}.")
    words = words.format(levels=code_words.levels(level), parts=text.listing(parts))
    months = int(rows["months"].min())
    if months == 12:
        return words
    return words + _(" Vergeleken zijn de {months} maanden die in beide jaren bekend zijn.", months=months)


def mapped(areas: pd.DataFrame, outlines: pd.DataFrame) -> pd.DataFrame:
    """Areas that have an outline, with their colour and the words of their tooltip; nothing real is grey."""
    rows = outlines[["area_id", "lon", "lat", "geometry"]].merge(areas, on="area_id")
    colours = rows["label"].map(_colours()).fillna(palette.UNKNOWN)
    # Names of what changed come first where not all names fit.
    return rows.assign(colour=colours, value=rows["label"].isin(_colours()).astype(float))


def _colours() -> dict[str, str]:
    return {WORSE: palette.WORSE, BETTER: palette.BETTER, BOTH: palette.CALAMITY}


def legend(areas: pd.DataFrame) -> list[maps.Step]:
    """What the colours stand for; both only where it occurs."""
    names = verdicts.labels()
    shown = [label for label in _colours() if label != BOTH or BOTH in set(areas["label"])]
    steps = [maps.Step(_colours()[label], names[label]) for label in shown]
    return [*steps, maps.Step(palette.UNKNOWN, _("geen duidelijk verschil met elders, of niet te zeggen"))]


def tip() -> str:
    """What an area on the map says of itself."""
    return "{name}\n{label_name}\n{what}"


def map_in_words(areas: pd.DataFrame) -> str:
    """Which areas are coloured, by name."""
    parts = []
    for label, words in verdicts.labels().items():
        if label in _colours():
            names = areas.loc[areas["label"] == label, "name"].tolist()
            parts += [f"{words.capitalize()}: {text.listing(names)}."] if names else []
    return " ".join(parts) or _("Geen enkel gebied is gekleurd: nergens is een duidelijk verschil met elders.")


def heads() -> dict[str, str]:
    """Columns of the table of changes; a download has them all."""
    return {
        "name": _("Gebied"),
        "what": _("Wat"),
        "verdict": _("Oordeel"),
        "cases_before": _("Jaar eerder"),
        "cases": _("Zaken"),
        "reports": _("Meldingen"),
        "said": _("In woorden"),
        "expected": _("Te verwachten"),
        "band": _("Keer de rest"),
        "chance_worse": _("Kans op slechter (%)"),
        "lies_in": _("Ligt in"),
    }


ON_SCREEN = ("name", "what", "verdict", "cases_before", "cases", "reports", "band")
"""The columns that fit beside a map."""


def multiples_in_words() -> str:
    """How to read the series below a page about change, beside labels that compare like with like."""
    return _(
        "Elk punt telt alles van de 12 maanden tot en met die maand. De getallen rechts vergelijken twee jaar met "
        "bronnen die in beide leverden; in een grijze band leverde een bron niet, en dan zakt de lijn vanzelf. "
    )
