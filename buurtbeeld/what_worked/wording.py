"""What closed approaches and initiatives came to, in sentences. Words of what was found; judges nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from buurtbeeld import codes, text
from buurtbeeld.charts import palette
from buurtbeeld.evaluation import wording as evaluation_wording
from buurtbeeld.evaluation.results import ALTERED
from buurtbeeld.glossary import code_words
from buurtbeeld.methods.evaluation.meta_analysis import FEWEST, IdeaComparison
from buurtbeeld.methods.evaluation.verdict import Line
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.text import _
from buurtbeeld.what_worked import summary
from buurtbeeld.what_worked.summary import Card

Names = Mapping[str, str]


def answer(cards: Sequence[Card]) -> str:
    """How many approaches ended, and what became clear of them; null results are told as well."""
    numbers = summary.counts(cards)
    closed = numbers.get(summary.APPROACH, 0)
    if not closed:
        return _("Er is nog geen aanpak afgesloten")
    sentence = _("1 afgesloten aanpak") if closed == 1 else _("{n} afgesloten aanpakken", n=closed)
    return f"{sentence}: {text.listing(evaluation_wording.numbers_in_words(numbers))}"


def title(card: Card, names: Names) -> str:
    """Its name, or its kind and area for roles that see no texts."""
    return card.name or f"{kind(card)}, {names.get(card.area_id, card.area_id)}"


def kind(card: Card) -> str:
    """The kind of an approach, or whose idea an initiative was, with a capital."""
    if card.sort == summary.INITIATIVE:
        by = record_display.words(Initiative, "idea_by")[card.kind]
        return _("Initiatief van {who}", who=by)
    return _("Aanpak, {kind}", kind=record_display.words(Approach, "kind")[card.kind])


def about(card: Card, names: Names) -> str:
    """Kind, area, period and what it aimed at, in a line."""
    period = _("{first} tot {last}", first=text.short_month(card.since), last=text.short_month(card.until))
    themes = [names.get(theme, theme) for theme in card.themes]
    return " · ".join(
        [kind(card), names.get(card.area_id, card.area_id), period, *([text.listing(themes)] if themes else [])]
    )


def badge(card: Card) -> str:
    """The verdict as a badge in Markdown; for an initiative that it is told only together with others."""
    if card.sort == summary.INITIATIVE:
        return f":gray-badge[{_('klein: samen geteld')}]"
    return evaluation_wording.badge(card.label)


def verdict(card: Card) -> str:
    """The verdict in a sentence, with the effect and its interval where there is one."""
    if card.sort == summary.INITIATIVE:
        return ""
    if card.label == ALTERED:
        return _(
            "Geen oordeel: het bevroren plan is daarna veranderd, buiten Buurtbeeld om. Bij de aanpak staat wat u kunt "
            "doen."
        )
    if card.effect is None:
        return _("Niet beoordeeld: er is vooraf niet vastgelegd waarmee we vergelijken.")
    said = evaluation_wording.verdict(card.effect.result.verdict, card.effect.deciding)
    measured = _measured(card)
    return f"{said} {measured}" if card.label == "cannot_tell" and measured else said


def _measured(card: Card) -> str:
    line = _line(card)
    return "" if line is None else _("Gemeten: {change}.", change=effect(line.change, line.low, line.high))


def _line(card: Card) -> Line | None:
    line = card.effect.deciding if card.effect else None
    return line if line is not None and math.isfinite(line.change) else None


def less(change: float) -> str:
    """-0.24 -> 24% minder zaken."""
    share = text.percent(abs(change))
    return _("{share} minder zaken", share=share) if change < 0 else _("{share} meer zaken", share=share)


def effect(change: float, low: float, high: float) -> str:
    """-0.24, -0.57, 0.34 -> −24% (−57 tot +34)."""
    upper = _("onbegrensd") if math.isinf(high) else text.signed(100 * high)
    return _("{change}% ({low} tot {high})", change=text.signed(100 * change), low=text.signed(100 * low), high=upper)


def rows(cards: Sequence[Card], pooled: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Rows for charts_changes.bands: every approach with a figure, the last first, then each kind together."""
    approaches = [_row(card, names) for card in cards if card.sort == summary.APPROACH and _line(card)]
    columns = ["name", "what", "counted", "said", "band", "ratio", "low", "high", "label", "colour"]
    return pd.DataFrame([*approaches, *_together(pooled)], columns=columns)


def _row(card: Card, names: Names) -> dict[str, object]:
    line = _line(card) or Line("", math.nan, math.nan, math.nan)
    row = {"name": title(card, names), "what": about(card, {**names, card.area_id: _level(card)}), "label": card.label}
    row |= {"said": evaluation_wording.labels()[card.label], "colour": evaluation_wording.colour(card.label)}
    row |= {"counted": effect(line.change, line.low, line.high)}
    return row | _limits(line.change, line.low, line.high)


def _level(card: Card) -> str:
    return code_words.level(card.level)


def _together(pooled: pd.DataFrame) -> list[dict[str, object]]:
    kinds = record_display.words(Approach, "kind")
    return [
        {
            "name": _("Samen: {kind}", kind=kinds[row["kind"]]),
            "what": _("{n} aanpakken", n=row["n"]),
            "counted": effect(row["change"], row["low"], row["high"]),
            "said": _("een volgende: {low} tot {high}%", **_next(row)),
            "label": "",
            "colour": palette.MAIN,
        }
        | _limits(row["change"], row["low"], row["high"])
        for row in pooled[pooled["reason"].eq("")].to_dict("records")
    ]


def _next(row: Mapping[str, float]) -> dict[str, str]:
    """Where the next approach of a kind may come out."""
    return {"low": text.signed(100 * row["next_low"]), "high": text.signed(100 * row["next_high"])}


def _limits(change: float, low: float, high: float) -> dict[str, object]:
    lowest, highest = max(1 + low, 0.01), min(1 + high, 100.0)
    band = f"{text.number(lowest, 2)}–{text.number(highest, 2)}"
    return {"ratio": max(1 + change, 0.01), "low": lowest, "high": highest, "band": band}


def bands_in_words(bands: pd.DataFrame) -> str:
    """The picture in words."""
    parts = [f"{row.name}: {row.counted}, {row.said}" for row in bands.itertuples(index=False)]
    return _("Verschil met wat zonder aanpak te verwachten was: {told}.", told="; ".join(parts))


def together(pooled: pd.DataFrame) -> list[str]:
    """A line per kind of approach: the mean effect and where the next one may come out, or how many there are."""
    kinds, lines = record_display.words(Approach, "kind"), []
    for row in pooled.to_dict("records"):
        values = {"kind": kinds[row["kind"]], "n": row["n"], "closed": row["closed"]}
        if row["reason"]:
            lines.append(
                _(
                    "**Soort ‘{kind}’**: {n} van {closed} met een uitkomst; vanaf {most} tellen we ze samen.",
                    **values,
                    most=FEWEST,
                )
            )
        else:
            mean = less(row["change"])
            values |= {"low": text.signed(100 * row["low"]), "high": text.signed(100 * row["high"])}
            clear = _(" Dat is duidelijk.") if row["low"] > 0 or row["high"] < 0 else _(" Geen duidelijk verschil.")
            following = _(" De uitkomst van een volgende ligt naar verwachting tussen {low} en {high}%.", **_next(row))
            lines.append(
                _("**Soort ‘{kind}’**: {n} aanpakken samen: {mean} ({low} tot {high}%).", **values, mean=mean)
                + clear
                + following
            )
    return lines


def ideas(comparison: IdeaComparison) -> str:
    """Residents' initiatives against staff's, or how many are lacking; never one by one."""
    numbers = {"resident": comparison.n_resident, "staff": comparison.n_staff}
    if comparison.reason == "no_cases":
        return _("Rond de initiatieven waren geen zaken: er valt niets te vergelijken.")
    if comparison.reason:
        return _(
            "Te vroeg om te vergelijken: {resident} initiatieven van bewoners en {staff} van medewerkers met een jaar "
            "ervoor en een jaar erna. Vanaf {most} van elk tellen we ze samen.",
            **numbers, most=FEWEST,
        )  # fmt: skip
    clear = not comparison.low <= 1 <= comparison.high
    verdict = _("Dat verschil is duidelijk.") if clear else _("Dat is geen duidelijk verschil.")
    sentence = _(
        "Rond {resident} initiatieven van bewoners: {changed} dan te verwachten was. Rond {staff} van medewerkers: "
        "{other}. Het een gedeeld door het ander: {ratio} ({low} tot {high}); 1 is gelijk.",
        **numbers,
        changed=less(comparison.resident),
        other=less(comparison.staff),
        ratio=text.number(comparison.ratio, 2),
        low=text.number(comparison.low, 2),
        high=text.number(comparison.high, 2),
    )
    return f"{sentence} {verdict}"


def sorts() -> dict[str, str]:
    """What the library can be narrowed to."""
    return {codes.ALL: _("Alles"), summary.APPROACH: _("Aanpakken"), summary.INITIATIVE: _("Initiatieven")}


def themes(cards: Sequence[Card], names: Names) -> dict[str, str]:
    """The themes that an approach aimed at, by name."""
    used = sorted({theme for card in cards for theme in card.themes}, key=lambda theme: names.get(theme, theme))
    return {codes.ALL: _("Alle thema's")} | {theme: names.get(theme, theme) for theme in used}


def levels(cards: Sequence[Card]) -> dict[str, str]:
    """The kinds of area that there are cards of."""
    used = sorted({card.level for card in cards})
    return {codes.ALL: _("Alle soorten gebied")} | {level: code_words.level(level).capitalize() for level in used}
