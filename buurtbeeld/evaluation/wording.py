"""What is said of an approach, in sentences: power, verdict, warnings. Words of what was found; judges nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from buurtbeeld import text
from buurtbeeld.charts import palette
from buurtbeeld.evaluation.results import ALTERED, NOT_FROZEN, ApproachEffect
from buurtbeeld.methods.evaluation.combined import Evaluation, Power
from buurtbeeld.methods.evaluation.verdict import (
    CANNOT_TELL,
    HELPED,
    MOVED_PERHAPS,
    NO_SIGN,
    WORSE,
    Line,
    Verdict,
)
from buurtbeeld.text import _

Z_95 = 1.959964


def power_of(power: Power) -> str:
    """Which drop would be called so in eight of ten at each day of judging; a sentence where there is nothing to count
    on."""
    if not power.yearly:
        return _("Vooraf zijn hier geen zaken bekend, dus er kan niets dalen.")
    if not power.compared:
        return _("Zonder gebied om mee te vergelijken is niet te zeggen of het hielp.")
    cases, here = text.number(power.yearly), {seen.months: seen.here for seen in power.seen}
    if not any(here.values()):
        return _(
            "Met {cases} zaken per jaar is ook een heel grote daling {days} maanden na de start meestal niet van "
            "toeval te onderscheiden: het oordeel zal dan ‘niet te zeggen’ zijn.",
            cases=cases,
            days=text.listing([str(months) for months in here]),
        )
    sentence = _(
        "Met {cases} zaken per jaar zien we in acht van de tien gevallen {drops}.", cases=cases, drops=_drops(here)
    )
    return f"{sentence} {_power_around(power)}"


def _power_around(power: Power) -> str:
    """The same of area and ring together: what has to be clear before it is called helped."""
    if not power.ring:
        return _("Er is geen ring met zaken: of het probleem verhuist is dan niet te zien.")
    around = {seen.months: seen.around for seen in power.seen}
    if not any(around.values()):
        return _("Of het dan ook met de ring erbij minder werd, is hier meestal niet te zien.")
    return _("Met de ring erbij, en dan pas heet het hulp: {drops}.", drops=_drops(around))


def _drops(shares: Mapping[int, float | None]) -> str:
    """Months after the start and the drop that is seen then: {12: 0.6} -> na 12 maanden een daling van 60 % of meer."""
    return text.listing(
        [
            _("na {months} maanden een daling van {share} % of meer", months=months, share=text.number(100 * share))
            if share
            else _("na {months} maanden geen enkele daling", months=months)
            for months, share in shares.items()
        ]
    )


def verdict(said: Verdict, deciding: Line | None) -> str:
    """The verdict in one sentence, with the change and its interval where there is one, else with the reasons."""
    if MOVED_PERHAPS in said.reasons and deciding is not None:
        return _(
            "Hier zijn er duidelijk minder zaken: {change} dan te verwachten was ({low} tot {high}). Niet te zeggen is "
            "of het hielp: tel je de gebieden eromheen mee, dan is het niet duidelijk minder.",
            change=_change(deciding.change),
            low=signed(deciding.low),
            high=signed(deciding.high),
        )
    if said.label == CANNOT_TELL or deciding is None:
        reasons = "; ".join(dict.fromkeys(_reason(code) for code in said.reasons if _reason(code)))
        return _("Niet te zeggen of het hielp: {reasons}.", reasons=reasons)
    sentence = {
        HELPED: _("Het hielp: {change} dan zonder aanpak te verwachten was ({low} tot {high})."),
        WORSE: _("Het werd slechter: {change} dan zonder aanpak te verwachten was ({low} tot {high})."),
        NO_SIGN: _("Geen teken dat het hielp: {change} dan te verwachten was ({low} tot {high})."),
    }[said.label]
    return sentence.format(change=_change(deciding.change), low=signed(deciding.low), high=signed(deciding.high))


def warnings(said: Verdict) -> list[str]:
    """What to bear in mind, a sentence each."""
    sentences = {
        "comparison_treated": _("Een vergelijkingsgebied had in deze tijd zelf een aanpak; het telt niet mee."),
        "comparison_gone": _("Een vastgelegd vergelijkingsgebied bestaat niet meer; de andere tellen."),
        "ring_gone": _("Een gebied uit de ring bestaat niet meer; de andere tellen."),
        "neighbour_treated": _("In de ring liep in deze tijd ook een aanpak."),
        "reporting_changed": _("Het melden of een levering veranderde in deze tijd: kijk eerst daarnaar."),
        "few_comparisons": _(
            "Er zijn minder dan drie vergelijkingsgebieden: hoe gebieden vanzelf uiteenlopen is dan niet te schatten."
        ),
        "unequal_level": _(
            "De vergelijkingsgebieden stonden vooraf niet even hoog; het antwoord leunt op de twee jaren ervoor."
        ),
        "no_ring": _("Er is geen ring met zaken: of het probleem verhuisde is niet te zien."),
        "rests_on_one_area": _("Zonder één van de vergelijkingsgebieden zou het antwoord anders zijn."),
    }
    return [sentences[code] for code in said.warnings if code in sentences]


def _reason(code: str) -> str:
    """Why it cannot be told; empty for the name of a method."""
    reasons = {
        "no_comparison": _("er is geen gebied om mee te vergelijken"),
        "too_young": _("de eerste dag van oordelen is er nog niet"),
        "short_history": _("er zijn minder dan twee jaar vooraf, dus het eigen verloop van het gebied is niet bekend"),
        "zero_before": _("er waren vooraf geen zaken, dus er kon niets dalen"),
        "not_delivered": _("over de maanden vooraf of erna is niets bekend"),
        "area_gone": _("het gebied bestaat niet meer in de cijfers"),
        "redrawn": _("het gebied is tussentijds anders getekend"),
        "overlaps": _("op dezelfde plek liep tegelijk een andere aanpak"),
        "not_equally_high": _("het vergelijkingsgebied stond vooraf niet even hoog"),
        "lines_disagree": _("de methoden spreken elkaar tegen"),
        "power": _("er zijn te weinig zaken, of te weinig jaren vooraf, om zo'n daling te kunnen zien"),
        "within_interval": _("zowel geen effect als het verwachte effect is mogelijk"),
        "no_figure": _("geen van de methoden geeft een uitkomst"),
    }
    return reasons.get(code, "")


def _change(change: float) -> str:
    share = text.number(abs(change) * 100)
    return _("{share} % minder", share=share) if change < 0 else _("{share} % meer", share=share)


def signed(change: float) -> str:
    """−0.5 → −50 %; +inf → onbegrensd."""
    if math.isinf(change):
        return _("onbegrensd")
    return f"{'−' if change < 0 else '+'}{text.number(abs(change) * 100)} %"


_LOOKS = {
    HELPED: ("green", "trending_down", palette.BETTER),
    WORSE: ("red", "trending_up", palette.WORSE),
    NO_SIGN: ("gray", "drag_handle", palette.QUIET),
    CANNOT_TELL: ("gray", "help", palette.QUIET),
    NOT_FROZEN: ("gray", "lock_open", palette.QUIET),
    ALTERED: ("red", "gpp_bad", palette.QUIET),
}
"""Per verdict the colour and icon of its badge, and its colour in a chart. What is not clear has no colour."""


def labels() -> dict[str, str]:
    """The verdicts in a word or two, the same on every page: helped -> hielp. Also why there is none."""
    return {
        HELPED: _("hielp"),
        WORSE: _("werd slechter"),
        NO_SIGN: _("geen teken"),
        CANNOT_TELL: _("niet te zeggen"),
        NOT_FROZEN: _("niet beoordeeld"),
        ALTERED: _("bevroren plan klopt niet meer"),
    }


def badge(label: str) -> str:
    """A verdict as a badge in Markdown."""
    colour, icon, _drawn = _LOOKS[label]
    return f":{colour}-badge[:material/{icon}: {labels()[label]}]"


def colour(label: str) -> str:
    """The colour of a verdict in a chart."""
    return _LOOKS[label][2]


def numbers_in_words(numbers: Mapping[str, int]) -> list[str]:
    """How many approaches got each verdict, in words; nothing of what none got."""
    words = {
        HELPED: _("{n} hielp"),
        WORSE: _("bij {n} werd het slechter"),
        NO_SIGN: _("bij {n} geen teken dat het hielp"),
        CANNOT_TELL: _("bij {n} niet te zeggen"),
        NOT_FROZEN: _("{n} niet beoordeeld"),
        ALTERED: _("bij {n} klopt het bevroren plan niet meer"),
    }
    return [sentence.format(n=numbers[label]) for label, sentence in words.items() if label in numbers]


def methods() -> dict[str, str]:
    """The methods as a caretaker can read them."""
    return {
        "did": _("Model met seizoen"),
        "wdd": _("Telling voor en na"),
        "synthetic_control": _("Nagebootst gebied"),
    }


def explained() -> dict[str, str]:
    """What each method does, in a sentence."""
    return {
        "did": _(
            "Model met seizoen: wat er elke maand veranderde, tegenover de vergelijkingsgebieden en tegenover hoe het "
            "gebied in de jaren ervoor al van ze wegliep. Het jaar vlak voor de start is meestal een piek, want een "
            "gebied wordt gekozen als het slecht gaat; die telt niet mee."
        ),
        "wdd": _(
            "Telling voor en na: hoeveel zaken er veranderden, min wat er in de vergelijkingsgebieden veranderde."
        ),
        "synthetic_control": _(
            "Nagebootst gebied: een mengsel van andere gebieden dat vooraf hetzelfde verloop had. Een marge is er "
            "niet; wel is te zien hoeveel gebieden zonder aanpak even ver afweken."
        ),
    }


def absent(result: Evaluation) -> list[str]:
    """Why a method gives no figure, a sentence each."""
    why = {
        "short_history": _("er zijn minder dan twee jaar vooraf"),
        "too_young": _("de eerste dag van oordelen is er nog niet"),
        "no_comparison": _("er is geen gebied om mee te vergelijken"),
        "zero_before": _("er waren vooraf geen zaken"),
        "few_donors": _("er zijn minder dan tien andere gebieden"),
        "no_fit": _("geen mengsel lijkt op het verloop vooraf"),
        "": _("er is te weinig om mee te rekenen"),
    }
    reasons = {"did": result.did.reason, "wdd": "", "synthetic_control": result.synthetic.reason}
    names, silent = methods(), [line.method for line in result.lines if not math.isfinite(line.change)]
    return [f"{names[method]}: {why.get(reasons[method], why[''])}." for method in silent]


def estimates(effect: ApproachEffect) -> pd.DataFrame:
    """What each method says, as charts_effects.whiskers wants it: name, change, low, high (in %), words."""
    names = methods()
    lines = [line for line in effect.result.lines if math.isfinite(line.change)]
    return change_rows([(names[line.method], line.change, line.low, line.high) for line in lines])


def left_out(effect: ApproachEffect, names: dict[str, str]) -> pd.DataFrame:
    """The same without each comparison area in turn. names: area_id -> label."""
    rows = effect.result.left_out
    lines = [
        (_("zonder {area}", area=names.get(row.left_out, row.left_out)), row.change, row.low, row.high)
        for row in rows.itertuples(index=False)
        if math.isfinite(row.change)
    ]
    return change_rows(lines)


def change_rows(lines: list[tuple[str, float, float, float]]) -> pd.DataFrame:
    """Low and high are empty where a method gives no interval."""
    bounded = [math.isfinite(low) and math.isfinite(high) and low < high for _name, _change, low, high in lines]
    frame = pd.DataFrame(lines, columns=["name", "change", "low", "high"]).astype({"change": float})
    words = [_range(*row[1:], with_ends) for row, with_ends in zip(lines, bounded, strict=True)]
    ends = frame[["low", "high"]].astype(float).where(pd.Series(bounded, dtype=bool), axis=0)
    return frame.assign(change=100 * frame["change"], low=100 * ends["low"], high=100 * ends["high"], words=words)


def _range(change: float, low: float, high: float, with_ends: bool) -> str:
    said = signed(change)
    return _("{change} ({low} tot {high})", change=said, low=signed(low), high=signed(high)) if with_ends else said


def estimates_in_words(rows: pd.DataFrame) -> str:
    """The estimates in one line: name and interval of each."""
    said = "; ".join(f"{row.name}: {row.words}" for row in rows.rename_axis(None).itertuples(index=False))
    return _("Verandering tegenover wat zonder aanpak te verwachten was. {each}.", each=said)


def left_out_in_words(rows: pd.DataFrame) -> str:
    """Between which changes the outcome lies when one area is left out."""
    low, high = signed(rows["change"].min() / 100), signed(rows["change"].max() / 100)
    return _("Zonder een van de gebieden ligt de verandering tussen {low} en {high}.", low=low, high=high)


def placebos(result: Evaluation) -> str:
    """How rare the deviation is among areas without an approach; empty where there is no synthetic control."""
    synthetic = result.synthetic
    if synthetic.reason:
        return ""
    n = round(synthetic.p_value * (synthetic.donors + 1))
    return _(
        "Nagebootst gebied: van de {all} gebieden week {n} (dit gebied meegeteld) minstens zo ver af als hier.",
        all=synthetic.donors + 1,
        n=n,
    )


def moved(result: Evaluation) -> str:
    """Whether the problem went elsewhere, in a sentence: what the interval allows, and no more."""
    if result.moved is None:
        return _("Er zijn geen gebieden om het gebied heen met zaken: of het probleem verhuisde is niet te zien.")
    quotient, low, high, reason = result.moved
    if reason == "target_did_not_fall":
        return _("In het gebied zelf daalde het niet duidelijk, dus er is niets dat verhuisd kan zijn.")
    if reason:
        return _("In de ring eromheen waren te weinig zaken: of het probleem verhuisde is niet te zien.")
    shares = {"low": text.number(max(-high, 0) * 100), "high": text.number(-low * 100)}
    if high < 0:
        back = text.number(-quotient * 100)
        return _(
            "In de ring eromheen kwam {back} % terug van wat hier verdween ({low} tot {high} %).", back=back, **shares
        )
    if low >= 0:
        return _("In de ring eromheen nam het ook af: er is geen teken dat het probleem verhuisde.")
    return _("Of het naar de ring eromheen verhuisde is niet te zeggen: van niets tot {high} % kan.", **shares)


def together(result: Evaluation) -> str:
    """Area and ring together, in cases a year; empty without a ring."""
    if result.net is None:
        return ""
    reach = Z_95 * result.net.se
    change, low, high = (
        cases(value) for value in (result.net.cases, result.net.cases - reach, result.net.cases + reach)
    )
    return _("Gebied en ring samen: {change} zaken per jaar ({low} tot {high}).", change=change, low=low, high=high)


def cases(change: float) -> str:
    """Cases more or fewer, whole: +8, −31, 0."""
    return text.signed(round(change))


def _years(years: float) -> str:
    return text.number(years, 0 if float(years).is_integer() else 1)


def based_on(effect: ApproachEffect, names: dict[str, str]) -> str:
    """What the result rests on: areas, sources, months before and after."""
    shown = [names.get(area, area) for area in effect.comparison]
    windows = effect.result.windows
    said = _("Vergeleken met {areas}.", areas=text.listing(shown)) if shown else ""
    basis = _(
        "Bronnen: {sources}. Eerste maand: {month}. Telling over {before} jaar vooraf en {after} jaar erna.",
        month=text.month(effect.plan.start),
        sources=text.listing(list(effect.sources)) if effect.sources else text.NOTHING,
        before=_years(windows.years[0]),
        after=_years(windows.years[1]),
    )
    return f"{said} {basis}".strip()
