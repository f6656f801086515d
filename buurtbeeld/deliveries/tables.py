"""Deliveries put in words and their rows made fit to show: what leads to a front door is masked. Counts nothing."""

from __future__ import annotations

import json
import re

import pandas as pd

from buurtbeeld import clock, codes, text
from buurtbeeld.charts.key_figures import Figure
from buurtbeeld.deliveries import reasons
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _

MASK = "•"
_PLACES = re.compile(
    r"\b\d{4}\s?[A-Za-z]{2}\b"  # a postcode
    r"|-?\d{1,6}[.,]\d{3,}"  # a coordinate
    r"|(?<=[a-z]\s)\d{1,5}\b.*$"  # a number behind a street
    r"|^\d{1,5}\s?[-/ ]?\s?[A-Za-z0-9]{0,4}$"  # a house number with its addition, alone
)


def masked_row(row_text: object) -> str:
    """The named columns of a rejected row as 'column: value', without empty ones, places masked to a street."""
    if not isinstance(row_text, str) or not row_text:
        return ""
    try:
        row = json.loads(row_text)
    except ValueError:
        return _masked(row_text)
    if not isinstance(row, dict):
        return _masked(str(row))
    return "; ".join(f"{name}: {_masked(str(value))}" for name, value in row.items() if value not in (None, ""))


def _masked(value: str) -> str:
    return _PLACES.sub(MASK, value.strip())


def much_rejected(files: pd.DataFrame) -> pd.DataFrame:
    """One row per file of which more than a tenth was rejected: title and sentence."""
    titles = [_("Veel afgekeurd: {file}", file=file) for file in files["file"]]
    sentences = [
        _(
            "{rejected} van de {rows} regels zijn afgekeurd, meer dan een tiende. Hieronder staat waarom.",
            rejected=text.number(rejected),
            rows=text.number(rows),
        )
        for rejected, rows in zip(files["rejected"], files["rows_in"], strict=True)
    ]
    return pd.DataFrame({"title": titles, "sentence": sentences})


def totals(fresh: pd.DataFrame) -> list[Figure]:
    """What became of all rows together."""
    total = fresh.sum(numeric_only=True)
    meanings = {
        "loaded": (_("Ingelezen"), _("Regels die een melding, woning of gebied werden.")),
        "duplicates": (_("Dubbel"), _("Dezelfde bron en hetzelfde nummer: de laatste versie telt.")),
        "rejected": (_("Afgekeurd"), _("Bewaard met alle redenen; zie hieronder.")),
        "unplaced": (_("Zonder plaats"), _("Ingelezen en geteld, maar in geen gebied te plaatsen.")),
        "unknown_category": (_("Zonder thema"), _("Ingelezen als onbekend, omdat de categorie nog geen thema heeft.")),
    }
    rows = total["rows_in"]
    return [
        Figure(
            words, text.number(total[name]), _of_all(total) if name == "loaded" else _share(total[name], rows), meaning
        )
        for name, (words, meaning) in meanings.items()
    ]


def with_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Codes as words, dates as days, examples fit to show."""
    written = {"kind": _kinds(), "status": {"loaded": _("ingelezen"), "refused": _("geweigerd")}}
    table = frame.assign(
        **{
            name: frame[name].map(lambda code, words=words: words.get(code, code))
            for name, words in written.items()
            if name in frame
        }
    )
    if "reason" in table:
        table["reason"] = table["reason"].map(reasons.in_words)
    if "example" in table:
        table["example"] = table["example"].map(masked_row)
    if "personal_data" in table:
        table["personal_data"] = table["personal_data"].map({True: _("ja"), False: _("nee")})
    for name in {"modified_at", "read_at"} & set(table):
        # Kept in UTC, without a zone.
        table[name] = table[name].dt.tz_localize("UTC").dt.tz_convert(clock.DUTCH).dt.tz_localize(None)
    return table


def source_heads() -> dict[str, str]:
    """Columns of the table of sources."""
    return {
        "source": _("Bron"),
        "kind": _("Soort"),
        "last": _("Laatste gegevens"),
        "months_missing": _("Maanden zonder levering"),
        "rows_in": _("Regels"),
        **_fate(),
        "refused": _("Geweigerde bestanden"),
        "supplier": _("Leverancier"),
        "licence": _("Licentie"),
        "refresh": _("Ververst"),
        "personal_data": _("Persoonsgegevens in het bestand"),
    }


def file_heads() -> dict[str, str]:
    """Columns of the table of files."""
    names = {"file": _("Bestand"), "kind": _("Soort"), "status": _("Stand"), "first": _("Van"), "last": _("Tot en met")}
    return names | {"rows_in": _("Regels"), **_fate(), "modified_at": _("Geleverd"), "read_at": _("Ingelezen op")}


def rejection_heads() -> dict[str, str]:
    """Columns of the table of reasons."""
    names = {"source": _("Bron"), "reason": _("Reden"), "times": _("Regels"), "file": _("Bestand"), "line": _("Regel")}
    return names | {"example": _("Voorbeeld")}


def unmapped_heads() -> dict[str, str]:
    """Columns of the table of categories without a theme."""
    return {"source": _("Bron"), "category": _("Categorie van de bron"), "times": _("Meldingen")}


def outside(counts: pd.DataFrame) -> pd.DataFrame:
    """What lies in no area of a level, per source and level: kind and level in words, with its share in percent."""
    return counts.assign(
        kind=counts["kind"].map(lambda kind: _kinds().get(kind, kind)),
        level=counts["level"].map(code_words.level),
        share=counts["outside"] / counts["items"] * 100,
    )


def outside_heads() -> dict[str, str]:
    """Columns of the table of what lies in no area."""
    return {
        "source": _("Bron"),
        "kind": _("Soort"),
        "level": _("Niveau"),
        "items": _("Ingelezen"),
        "outside": _("In geen gebied"),
        "share": _("Procent"),
    }


def findings(remarks: pd.DataFrame) -> pd.DataFrame:
    """Findings with kind and detail in the visitor's language."""
    kinds = {
        "overlap": _("overlap"),
        "repaired": _("hersteld"),
        "refused": _("niet gebruikt"),
        "derived": _("afgeleid"),
        "outline_missing": _("zonder omtrek"),
        "level_unknown": _("onbekend niveau"),
        "delivered_twice": _("dubbel geleverd"),
        "joined": _("samengevoegd"),
        "contradiction": _("spreekt zichzelf tegen"),
        "values_contradict": _("spreekt zichzelf tegen"),
        "parent_unknown": _("onbekend gebied"),
        "link_unknown": _("onbekend gebied"),
        "cell_unknown": _("onleesbare cellen"),
        "file_date": _("datum van het bestand"),
        "number_missing": _("zonder nummer"),
        "number_damaged": _("beschadigd nummer"),
        "number_given_again": _("nummer opnieuw gebruikt"),
    }
    return remarks.assign(
        kind=remarks["kind"].map(lambda kind: kinds.get(kind, kind)), detail=remarks["detail"].map(reasons.in_words)
    )


def finding_heads() -> dict[str, str]:
    """Columns of the table of findings."""
    return {
        "source": _("Bron"),
        "file": _("Bestand"),
        "kind": _("Soort"),
        "area": _("Gebied"),
        "detail": _("Bevinding"),
    }


def _fate() -> dict[str, str]:
    return {
        "loaded": _("Ingelezen"),
        "duplicates": _("Dubbel"),
        "rejected": _("Afgekeurd"),
        "left_out": _("Niet bedoeld"),
        "unplaced": _("Zonder plaats"),
        "unknown_category": _("Zonder thema"),
    }


def _kinds() -> dict[str, str]:
    return {
        **{kind: code_words.kind(kind) for kind in codes.EVIDENCE},
        "homes": _("woningen"),
        "areas": _("grenzen"),
        "area_links": _("grenswijzigingen"),
        "addresses": _("adressen"),
        "focus_areas": _("aandachtsgebieden"),
        "staff_scores": _("rapportcijfers"),
        "surveys": _("enquêtes"),
        "indicators": _("kerncijfers"),
        "counts": _("tellingen van anderen"),
    }


def _share(part: float, whole: float) -> str:
    share = part / whole if whole else 0.0
    return _("{share} van de regels", share=f"{text.number(share * 100, 1)}\N{NO-BREAK SPACE}%")


def _of_all(total: pd.Series) -> str:
    return _("van {rows} regels", rows=text.number(total["rows_in"]))


def volumes(months: pd.DataFrame) -> pd.DataFrame:
    """series, month, value, known, remark of every source."""
    series = months.assign(series=months["source"] + " (" + months["kind"].map(code_words.kind) + ")")
    last = series[series["value"] > 0].groupby("series")["month"].max().map(text.short_month).astype(object)
    return series.assign(remark=_("laatste: ") + series["series"].map(last).fillna(text.NOTHING))
