"""Streets where reports and opinions part, put in words. Asks nothing, draws nothing and explains nobody's silence."""

from __future__ import annotations

import pandas as pd

from buurtbeeld import text
from buurtbeeld.charts import palette
from buurtbeeld.glossary import code_words, probability
from buurtbeeld.text import _

SILENT, LOUD = "silent", "loud"
MOST = 6
"""So many areas of a kind stand on the page; the rest is in the table."""


def in_words(areas: pd.DataFrame, level: str) -> str:
    """The most important sentence: how many are silent, how many loud."""
    silent, loud = (int((areas["label"] == label).sum()) for label in (SILENT, LOUD))
    levels = code_words.levels(level)
    first = (
        _("In {areas} wordt weinig gemeld terwijl er zorgen zijn.", areas=_areas(silent, level))
        if silent
        else _("Er zijn geen {levels} waar weinig wordt gemeld terwijl er duidelijk zorgen zijn.", levels=levels)
    )
    second = (
        _("In {areas} wordt veel gemeld terwijl men er tevreden over is.", areas=_areas(loud, level))
        if loud
        else _("Het omgekeerde, veel gemeld en toch tevreden, komt niet duidelijk voor.")
    )
    return f"{first} {second}"


def _areas(number: int, level: str) -> str:
    return f"{text.number(number)} {code_words.level(level) if number == 1 else code_words.levels(level)}"


def of_label(areas: pd.DataFrame, label: str) -> pd.DataFrame:
    """The areas with this label, as many as fit on the page."""
    return areas.loc[areas["label"] == label].head(MOST).reset_index(drop=True)


def sentences(row: pd.Series, level: str) -> str:
    """The numbers of one area in words: reports against the stock, the opinion that differs, and how sure both are."""
    levels = code_words.levels(level)
    reports = _(
        "Bewoners meldden hier {own} zaken per 1.000 woningen per jaar; in alle {levels} samen zijn dat er {stock}.",
        own=text.rate(row["reports"]),
        levels=levels,
        stock=text.rate(row["reports_stock"]),
    )
    return f"{reports} {_opinion(row, levels)} {_sure(row)}"


def _opinion(row: pd.Series, levels: str) -> str:
    words = {
        "observation": _("Medewerkers zagen er {own} per 1.000 woningen, tegen {stock} in alle {levels} samen."),
        "staff": _("Medewerkers geven het een {own}, tegen een {stock} in alle {levels} samen."),
        "survey": _("Huurders geven het in de enquête een {own}, tegen een {stock} in alle {levels} samen."),
    }[row["view"]]
    decimals = 0 if row["view"] == "observation" else 1
    own, stock = (text.number(row[name], decimals) for name in ("opinion", "opinion_stock"))
    return words.format(own=own, stock=stock, levels=levels)


def _sure(row: pd.Series) -> str:
    if row["label"] == SILENT:
        words = _("Dat er minder wordt gemeld dan elders is {first}; dat men er bezorgder is ook {second}.")
        likely = 1 - row["reports_worse"], row["view_worse"]
    else:
        words = _("Dat er meer wordt gemeld dan elders is {first}; dat men er tevredener is ook {second}.")
        likely = row["reports_worse"], 1 - row["view_worse"]
    first, second = (probability.in_words(chance) for chance in likely)
    return words.format(first=first, second=second)


def rows(areas: pd.DataFrame) -> pd.DataFrame:
    """Two rows per area for charts_changes.bands: its reports and the opinion, each as times the stock's."""
    parts = [_row(row, name) for _place, row in areas.iterrows() for name in ("reports", "opinion")]
    return pd.DataFrame(parts)


def _row(row: pd.Series, name: str) -> dict[str, object]:
    view = "complaint" if name == "reports" else row["view"]
    rate = view in ("complaint", "observation")
    own, stock = (text.number(row[column], 0 if rate else 1) for column in (name, f"{name}_stock"))
    ratio = row[name] / row[f"{name}_stock"]
    return {
        "name": row["name"],
        "what": {
            "complaint": _("gemeld door bewoners"),
            "observation": _("gezien door medewerkers"),
            "staff": _("rapportcijfer van medewerkers"),
            "survey": _("rapportcijfer van huurders"),
        }[view],
        "counted": _("{own} per 1.000 woningen", own=own) if rate else _("een {own}", own=own),
        "said": _("alle samen {stock}", stock=stock),
        "band": text.number(ratio, 1 if ratio >= 1 else 2),
        "ratio": ratio,
        "low": min(1.0, ratio),
        "high": max(1.0, ratio),
        "label": "",
        "colour": palette.KIND["complaint" if view in ("complaint", "survey") else "observation"],
    }


def rows_in_words(drawn: pd.DataFrame) -> str:
    """Every row of the figure in words."""
    return " ".join(
        _("{name}, {what}: {counted}, {said}.").format(**row)
        for row in drawn[["name", "what", "counted", "said"]].to_dict("records")
    )


def head(areas: pd.DataFrame, label: str) -> str:
    """The head of a group, with how many of its areas are shown."""
    total = int((areas["label"] == label).sum())
    words = {SILENT: _("Stil: weinig gemeld, wel zorgen"), LOUD: _("Luid: veel gemeld, toch tevreden")}[label]
    return text.head(words, total, MOST)


def what_to_do(label: str) -> str:
    """What one can do with an area of this label, and what one cannot conclude."""
    return {
        SILENT: _(
            "**Wat kunt u doen?** Ga kijken en bel eens aan; vraag de huismeester en de wijkagent wat zij zien. "
            "Misschien denken bewoners dat melden niet helpt, durven zij niet, of weten zij niet waar. Misschien valt "
            "het mee. De cijfers zeggen alleen dat meldingen en oordeel hier uiteenlopen."
        ),
        LOUD: _(
            "**Wat kunt u doen?** Kijk op de pagina van het gebied hoeveel verschillende melders er zijn: soms meldt "
            "één huishouden veel. Vraag ook of medewerkers er wel op de juiste tijd komen. Neem meldingen serieus, ook "
            "als men tevreden lijkt."
        ),
    }[label]


def not_judged(areas: pd.DataFrame, level: str) -> str:
    """How many areas could be judged, and why the others could not, in one line."""
    reasons = {
        "no_opinion": _("zonder oordeel van medewerkers of huurders dat genoeg zegt"),
        "few_events": _("met te weinig woningen om van veel of weinig meldingen te spreken"),
        "few_answers": _("met te weinig antwoorden"),
        "not_delivered": _("zonder woningen of zonder levering"),
    }
    judged = int((areas["reason"] == "").sum())
    words = (
        _("Van {total} {levels} is er 1 beoordeeld")
        if judged == 1
        else _("Van {total} {levels} zijn er {judged} beoordeeld")
    )
    sentence = words.format(total=text.number(len(areas)), levels=code_words.levels(level), judged=text.number(judged))
    counts = areas.loc[areas["reason"] != "", "reason"].value_counts()
    parts = [f"{text.number(number)} {reasons.get(reason, reason)}" for reason, number in counts.items()]
    return sentence + ("; " + _("niet te beoordelen: ") + text.listing(parts) if parts else "") + "."


def nothing_judged(areas: pd.DataFrame, level: str) -> str:
    """Why not one area can be judged, where there are homes and months enough."""
    if areas.empty:
        return _("Van dit niveau heeft geen enkel gebied woningen.")
    deliver = _(
        "Lever waarnemingen (soort `observation`), rapportcijfers van medewerkers (soort `staff_scores`) of een "
        "enquête (soort `surveys`) aan."
    )
    return f"{not_judged(areas, level)} {deliver}"


def with_words(areas: pd.DataFrame) -> pd.DataFrame:
    """The judged areas for a table: label and opinion in words."""
    labels = {SILENT: _("stil"), LOUD: _("luid"), "": _("geen van beide")}
    views = {
        "observation": _("gezien door medewerkers, per 1.000 woningen"),
        "staff": _("rapportcijfer van medewerkers"),
        "survey": _("rapportcijfer van huurders"),
        "": "",
    }
    kept = areas.loc[areas["reason"] == ""]
    return kept.assign(verdict=kept["label"].map(labels), view_name=kept["view"].map(views)).reset_index(drop=True)


def heads() -> dict[str, str]:
    """Columns of the table of judged areas."""
    return {
        "name": _("Gebied"),
        "verdict": _("Oordeel"),
        "reports": _("Gemeld per 1.000 woningen"),
        "reports_stock": _("Gemeld, alle samen"),
        "opinion": _("Oordeel van anderen"),
        "opinion_stock": _("Dat oordeel, alle samen"),
        "view_name": _("Wat dat is"),
        "lies_in": _("Ligt in"),
    }


ON_SCREEN = ("name", "verdict", "reports", "opinion", "view_name")
"""The columns that fit on a page; what they are compared with stands in the sentence above them."""
