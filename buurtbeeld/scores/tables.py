"""Marks of areas made ready to draw and to list. Asks nothing, draws nothing and says no sentence."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.codes import ALL, COLUMNS, LENSES
from buurtbeeld.glossary import code_words
from buurtbeeld.methods import rates
from buurtbeeld.methods.scores import marks as score_marks
from buurtbeeld.methods.scores import settings as score_settings
from buurtbeeld.methods.scores.settings import Indicator, ScoreSettings
from buurtbeeld.text import _

MOST = 30
"""So many areas are drawn; the rest is in the table."""

_WORDS = "_words"
"""Ends the name of a column that holds a mark as it is written."""


@functools.lru_cache(maxsize=8)
def in_force(settings: str) -> ScoreSettings:
    """The settings a build was made with, from their text in score_run. Raises SettingError as score_settings does."""
    return score_settings.interpret(settings, score_settings.catalogue())


def lenses() -> dict[str, str]:
    """The words for all three lenses, with a capital."""
    return {name: code_words.lens(name).capitalize() for name in LENSES}


def indicator_name(indicator: Indicator) -> str:
    """The indicator's name in the visitor's language."""
    return indicator.name_nl if text.language() == "nl" else indicator.name_en


def reason(code: str) -> str:
    """Why there is no mark, or no figure, in words."""
    return {
        "few_homes": _("te weinig woningen"),
        "short_history": _("nog geen 12 maanden bekend"),
        "not_delivered": _("niet geleverd"),
        "few_answers": _("te weinig antwoorden"),
        "stale": _("enquête te oud"),
        "few_areas": _("te weinig gebieden"),
        "no_spread": _("gebieden verschillen te weinig"),
        "not_measured": _("wordt niet gemeten"),
        "little_known": _("te weinig bekend"),
    }.get(code, "")


def measured(value: float, counted: bool) -> str:
    """A value in the indicator's own unit: counts per 1,000 homes a year, marks with one decimal."""
    if pd.isna(value):
        return _("onbekend")
    return text.number(rates.per_1000(value), 0 if value >= 0.1 else 1) if counted else text.number(value, 1)


def with_words(marks: pd.DataFrame, settings: ScoreSettings) -> pd.DataFrame:
    """Rows of score_marks with, in words: label (the mark), said, band, gaps (the names of what is missing) and bounds.

    said: higher or lower than the stock, no clear difference, or why there is no mark. A mark that misses something
    has an asterisk; bounds is then between which marks it would lie with what is missing at its worst and best.
    """
    names = {each.key: indicator_name(each) for each in settings.indicators}
    gaps = {keys: text.listing([names.get(key, key) for key in keys.split()]) for keys in marks["missing"].unique()}
    reasons = {code: reason(code) for code in marks["reason"].unique()}
    given = marks["mark"].notna()
    whole = given & marks["missing"].eq("")
    label = marks["mark"].map(functools.partial(text.number, decimals=1))
    verdict = marks["told"].map({"better": _("▲ hoger"), "worse": _("▼ lager")}).fillna(_("geen duidelijk verschil"))
    ends = zip(*score_marks.bounds(marks["mark"], marks["known"], settings), strict=True)
    bounds = np.array([_range(*pair) for pair in ends], dtype=object)
    # The number of a complex says little to who does not manage it.
    name = marks["name"].where(marks["level"] != "complex", marks["name"] + ", " + marks["lies_in"])
    return marks.assign(
        name=name,
        whole=whole,
        label=label.where(whole | ~given, label + "*"),
        said=verdict.where(given, marks["reason"].map(reasons)),
        band=[_range(*row) for row in marks[["low", "high"]].itertuples(index=False)],
        gaps=marks["missing"].map(gaps).where(marks["missing"] != "", ""),
        bounds=np.where(given & ~whole, bounds, ""),
    )


def _in_brackets(bounds: pd.Series) -> pd.Series:
    return (" (" + bounds + ")").where(bounds != "", "")


def _range(low: float, high: float) -> str:
    """4,9–6,2; a dash without a mark."""
    return text.NOTHING if pd.isna(low) else f"{text.number(low, 1)}–{text.number(high, 1)}"


def place_range(low: float, high: float) -> str:
    """3–9, or 3 where both are the same; a dash for an area that cannot be put in order."""
    if pd.isna(low):
        return text.NOTHING
    return text.number(low) if low == high else f"{text.number(low)}–{text.number(high)}"


def orders() -> dict[str, str]:
    """Ways to order areas."""
    return {"attention": _("Laagste eerst"), "best": _("Hoogste eerst"), "name": _("Naam")}


def ordered(marks: pd.DataFrame, places: pd.DataFrame, chosen: str, order: str) -> pd.DataFrame:
    """One row per area in the order asked: area_id, name, lies_in, place, low, high, areas, moved_by, where (in words).

    With all lenses by place, with one lens (chosen) by its mark; areas without one come last. where: '3–9 van 24'.
    """
    areas = marks.drop_duplicates("area_id")[["area_id", "name", "lies_in"]].merge(places, on="area_id", how="left")
    where = [
        place_range(low, high) if pd.isna(low) else _("{range} van {areas}", range=place_range(low, high), areas=number)
        for low, high, number in areas[["low", "high", "areas"]].itertuples(index=False)
    ]
    areas = areas.assign(where=where)
    if order == "name":
        return areas.sort_values(["name", "area_id"], ignore_index=True)
    if chosen == ALL:
        weight = -areas["place"]
    else:
        own = marks[(marks["lens"] == chosen) & (marks["column"] == ALL)].set_index("area_id")["mark"]
        weight = areas["area_id"].map(own)
    rows = areas.assign(weight=weight).sort_values(
        ["weight", "name", "area_id"], ascending=[order == "attention", True, True], na_position="last"
    )
    return rows.drop(columns="weight").reset_index(drop=True)


def panels(chosen: str) -> dict[tuple[str, str], str]:
    """What stands beside each other: (lens, column) -> head. All lenses, or one lens with its three columns."""
    if chosen == ALL:
        return {(name, ALL): code_words.lens(name).capitalize() for name in LENSES}
    return {(chosen, ALL): code_words.lens(chosen).capitalize()} | {
        (chosen, name): code_words.column(name).capitalize() for name in COLUMNS
    }


def marks_to_draw(marks: pd.DataFrame, areas: pd.DataFrame, chosen: str) -> pd.DataFrame:
    """Marks of the first areas with row (of the area), panel (its place in `panels`) and head, to be drawn."""
    heads = panels(chosen)
    turn = {key: place for place, key in enumerate(heads)}
    row = {area: place for place, area in enumerate(areas["area_id"].head(MOST))}
    keys = list(zip(marks["lens"], marks["column"], strict=True))
    rows = marks.assign(
        panel=[turn.get(key, -1) for key in keys],
        head=[heads.get(key, "") for key in keys],
        row=marks["area_id"].map(row),
    )
    return rows[rows["panel"].ge(0) & rows["row"].notna()].sort_values(["row", "panel"], ignore_index=True)


def placed(areas: pd.DataFrame, chosen: str) -> pd.DataFrame:
    """The first areas with the row in which they are drawn; with their place only where all lenses are shown."""
    shown = areas.head(MOST).assign(row=range(min(len(areas), MOST)))
    return shown if chosen == ALL and shown["place"].notna().any() else shown[["row", "name"]]


def shown_lenses(chosen: str) -> tuple[str, ...]:
    """The lenses that a choice is about."""
    return LENSES if chosen == ALL else (chosen,)


def table(marks: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """One row per area, in the order of areas: name, where, gaps in words, and per lens and column two columns.

    `lens_column` is the mark as a number, empty where there is none; `lens_column_words` the same as it is written.
    """
    named = marks.assign(key=marks["lens"] + "_" + marks["column"]).set_index(["area_id", "key"])
    numbers = named["mark"].round(1).unstack("key")
    words = named["label"].unstack("key").add_suffix(_WORDS)
    whole = marks[(marks["column"] == ALL) & (marks["gaps"] != "")]
    gaps = (
        (whole["lens"].map(code_words.lens).str.capitalize() + ": " + whole["gaps"] + _in_brackets(whole["bounds"]))
        .groupby(whole["area_id"])
        .agg("; ".join)
    )
    rows = areas.merge(words, left_on="area_id", right_index=True, how="left")
    rows = rows.merge(numbers, left_on="area_id", right_index=True, how="left")
    return rows.assign(gaps=rows["area_id"].map(gaps).fillna(""))


def heads() -> dict[str, str]:
    """Columns of the table of marks: as written, and as numbers for the download."""
    names = {f"{each}_{ALL}": code_words.lens(each).capitalize() for each in LENSES}
    names |= {
        f"{each}_{own}": f"{code_words.lens(each).capitalize()}: {code_words.column(own)}"
        for each in LENSES
        for own in COLUMNS
    }
    columns = {"name": _("Gebied"), "where": _("Plaats (band)")}
    columns |= {f"{key}{_WORDS}": words for key, words in names.items()}
    columns |= {"gaps": _("Onbekend"), "lies_in": _("Ligt in")}
    return columns | {key: _("{name} (getal)", name=words) for key, words in names.items()}


def on_screen(chosen: str) -> tuple[str, ...]:
    """The columns of that table that fit the page: all lenses, or one with its facts, residents and staff."""
    own = [f"{name}_{column}{_WORDS}" for name, column in panels(chosen)]
    return ("name", "where", *own, "gaps") if chosen == ALL else ("name", *own, "gaps")


def starting_area(marks: pd.DataFrame, areas: pd.DataFrame) -> str:
    """The area to explain first: the one furthest below the stock with its whole band; else the first in the order."""
    whole = marks[(marks["column"] == ALL) & marks["mark"].notna()]
    if whole.empty:
        return str(areas["area_id"].iloc[0])
    return str(whole.loc[whole["high"].idxmin(), "area_id"])


def weights_table(settings: ScoreSettings, stock: pd.DataFrame) -> pd.DataFrame:
    """The settings in force, readably: one row per indicator with lens, column, weights, what counts and the stock."""
    by = stock.set_index("indicator")
    return pd.DataFrame(
        {
            "lens": code_words.lens(each.lens).capitalize(),
            "column": code_words.column(each.column).capitalize(),
            "name": indicator_name(each),
            "weight": round(each.weight * 100, 2),
            "better": _("meer is beter") if each.sign > 0 else _("meer is slechter"),
            "stock": _stock_of(each, by),
            "reference": _reference_of(each, by),
        }
        for each in sorted(settings.indicators, key=lambda own: LENSES.index(own.lens))
    )


def _stock_of(each: Indicator, by: pd.DataFrame) -> str:
    mean = by["mean"].get(each.key, np.nan)
    if pd.isna(mean):
        return text.NOTHING
    if each.count is None:
        return _("cijfer {value}", value=measured(mean, False))
    return _("{value} per 1.000 woningen", value=measured(mean, True))


def _reference_of(each: Indicator, by: pd.DataFrame) -> str:
    last = pd.to_datetime(by["reference"].get(each.key))
    return text.NOTHING if last is None or pd.isna(last) else text.short_month(last)


def weights_heads() -> dict[str, str]:
    """Columns of the table of weights."""
    return {
        "lens": _("Lens"),
        "column": _("Kolom"),
        "name": _("Wat telt mee"),
        "weight": _("Gewicht (%)"),
        "better": _("Richting"),
        "stock": _("De hele corporatie"),
        "reference": _("Jaar t/m"),
    }


def in_words(marks: pd.DataFrame, level: str, chosen: str) -> str:
    """In how many areas a lens lies clearly below the stock, and the lowest of them; in how many above."""
    whole = marks[(marks["column"] == ALL) & marks["lens"].isin(shown_lenses(chosen))]
    if whole["mark"].isna().all():
        return _(
            "Er is hier nog geen rapportcijfer: daarvoor is te weinig bekend. De tabel hieronder zegt per gebied wat "
            "ontbreekt; lever dat aan."
        )
    below, above = (set(whole.loc[whole["told"] == verdict, "area_id"]) for verdict in ("worse", "better"))
    over = (
        _("In {above} ligt er een duidelijk boven.", above=text.number(len(above)))
        if above
        else _("Nergens ligt er een duidelijk boven.")
    )
    if not below:
        words = _("In geen van de {levels} ligt een cijfer duidelijk onder de 6,5 van de hele corporatie.")
        return words.format(levels=code_words.levels(level)) + " " + over
    lowest = whole[whole["told"] == "worse"].sort_values(["high", "area_id"]).drop_duplicates("area_id").head(3)
    said = _(
        "In {below} van de {total} {levels} ligt een cijfer duidelijk onder de 6,5 van de hele corporatie, het verst "
        "in {names}.",
        below=text.number(len(below)),
        total=text.number(whole["area_id"].nunique()),
        levels=code_words.levels(level),
        names=text.listing(
            [f"{name} ({code_words.lens(own)})" for name, own in lowest[["name", "lens"]].itertuples(index=False)]
        ),
    )
    return f"{said} {over}"


def board_in_words(marks: pd.DataFrame, areas: pd.DataFrame, chosen: str) -> str:
    """The first three areas with their marks, how many are drawn, and what is missing where."""
    said = []
    for area in areas.head(3).itertuples(index=False):
        own = marks[(marks["area_id"] == area.area_id) & (marks["column"] == ALL)].set_index("lens")
        given = [
            f"{code_words.lens(name)} {own.at[name, 'label']}" for name in shown_lenses(chosen) if name in own.index
        ]
        said.append(f"{area.name}: {', '.join(given)}")
    first = _("Bovenaan {areas}.", areas="; ".join(said))
    hidden = len(areas) - MOST
    more = _("Nog {number} staan in de tabel.", number=text.number(hidden)) if hidden > 0 else ""
    return " ".join(part for part in (first, more, gaps_in_words(marks, chosen)) if part)


def gaps_in_words(marks: pd.DataFrame, chosen: str) -> str:
    """Per lens which indicators are unknown, and in how many areas; empty where all is known."""
    said = []
    for name in shown_lenses(chosen):
        own = marks[(marks["lens"] == name) & (marks["column"] == ALL)]
        gone = own["gaps"].value_counts()
        gone = gone[gone.index != ""]
        if len(gone):
            said.append(
                _("{lens} is onvolledig in {number} van {total} (vooral: {gaps})").format(
                    lens=code_words.lens(name),
                    number=text.number(gone.sum()),
                    total=text.number(len(own)),
                    gaps=gone.index[0],
                )
            )
    return ("* " + "; ".join(said) + ".") if said else ""


def legend(chosen: str) -> str:
    """How to read the board."""
    said = _(
        "Stip: het cijfer. Band: daar ligt het in 9 van de 10 gevallen. Streepje: 6,5, de hele corporatie. Rood of "
        "groen: de hele band ligt onder of boven 6,5; grijs: geen duidelijk verschil. Open stip met "
        "*: er ontbreekt iets."
    )
    if chosen != ALL:
        return said
    return said + " " + _("Plaats: 1 is best; de band loopt van de laagste tot de hoogste plaats die mogelijk is.")


def head(marks: pd.DataFrame, area: str, name: str) -> str:
    """The lens with its mark and band in bold, and what is said of it."""
    own = marks[(marks["area_id"] == area) & (marks["lens"] == name) & (marks["column"] == ALL)]
    row = own.iloc[0]
    if pd.isna(row["mark"]):
        words = _("**{lens}: geen cijfer** ({reason})")
        return words.format(lens=code_words.lens(name).capitalize(), reason=row["said"])
    words = _("**{lens} {mark}** (band {band}), {said}")
    mark = row["label"].replace("*", r"\*")
    said = words.format(lens=code_words.lens(name).capitalize(), mark=mark, band=row["band"], said=row["said"])
    return f"{said}{_if_known(row)}"


def _if_known(row: pd.Series) -> str:
    """Between which marks it would lie if what is missing were known; empty where nothing is."""
    if not row["bounds"]:
        return ""
    words = _("; onbekend: {gaps}. Met dat op zijn slechtst of op zijn best ligt het cijfer op {bounds}")
    return words.format(gaps=row["gaps"], bounds=row["bounds"])


def place_in_words(areas: pd.DataFrame, area: str) -> str:
    """The place of an area with its band, and what moves it most; that it has none where it lacks a mark."""
    row = areas.set_index("area_id").loc[area]
    if pd.isna(row["place"]):
        return _("Geen plaats in de volgorde: niet elke lens heeft een cijfer.")
    moved = {
        "data": _("toeval in de cijfers"),
        "weights": _("de gekozen gewichten"),
        "scale": _("de manier van vergelijken"),
        "sum": _("de manier van optellen"),
    }.get(row["moved_by"])
    said = _("Plaats {where} (1 is best)", where=row["where"])
    return (
        f"{said}."
        if moved is None
        else _("{said}; wat die plaats het meest verschuift: {moved}.", said=said, moved=moved)
    )


def settings_in_words(settings: ScoreSettings) -> str:
    """What decides a mark besides the weights of indicators."""
    limits, by = settings.thresholds, settings.lenses
    return _(
        "6,5 is de hele corporatie in {year}; één punt is één standaardafwijking: de gewone afstand tussen gebieden. "
        "Niets telt voor meer dan {most} standaardafwijkingen. Een lens waarvan minder dan {known} van het gewicht "
        "bekend is, krijgt geen cijfer; een gebied met minder dan {homes} woningen ook niet. In de volgorde wegen de "
        "lenzen {lenses}.",
        year=settings.reference_year,
        most=text.number(limits.winsorise),
        known=text.percent(limits.known_weight),
        homes=text.number(limits.smallest_homes),
        lenses=text.listing([f"{code_words.lens(each)} {text.percent(by.get(each, 0))}" for each in LENSES]),
    )
