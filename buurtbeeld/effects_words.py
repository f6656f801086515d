"""What is said of an approach, in sentences: power, verdict, warnings. Words of what was found; judges nothing."""

from __future__ import annotations

import math

from buurtbeeld import text
from buurtbeeld.methods.effects import Detectable, Line, Verdict
from buurtbeeld.text import _


def power(before: float, years: float, detectable: Detectable) -> str:
    """How large a drop would have been clear: "with 34 cases a year a drop of 60 % or more", in Dutch.

    before: cases before, over so many years. The share is rounded up: no smaller drop would have been clear.
    """
    cases = text.number(before / years)
    if detectable.share is None:
        return _("Met {cases} zaken per jaar hadden we geen enkele daling kunnen zien.", cases=cases)
    share = text.number(math.ceil(detectable.share * 100 - 1e-9))
    return _(
        "Met {cases} zaken per jaar hadden we een daling van {share} % of meer kunnen zien.", cases=cases, share=share
    )


def verdict(said: Verdict, deciding: Line | None) -> str:
    """The verdict in one sentence, with the change and its interval where there is one, else with the reasons."""
    if said.label == "cannot_tell" or deciding is None:
        reasons = "; ".join(dict.fromkeys(_reason(code) for code in said.reasons if _reason(code)))
        return _("Niet te zeggen of het hielp: {reasons}.", reasons=reasons)
    sentence = {
        "helped": _("Het hielp: {change} dan zonder aanpak te verwachten was ({low} tot {high})."),
        "worse": _("Het werd erger: {change} dan zonder aanpak te verwachten was ({low} tot {high})."),
        "no_sign": _("Geen teken dat het hielp: {change} dan te verwachten was ({low} tot {high})."),
    }[said.label]
    return sentence.format(change=_change(deciding.change), low=_signed(deciding.low), high=_signed(deciding.high))


def warnings(said: Verdict) -> list[str]:
    """What to bear in mind, a sentence each."""
    sentences = {
        "comparison_treated": _("Een vergelijkingsgebied had in deze tijd zelf een aanpak; het telt niet mee."),
        "comparison_gone": _("Een vastgelegd vergelijkingsgebied bestaat niet meer; de andere tellen."),
        "ring_gone": _("Een gebied uit de ring bestaat niet meer; de andere tellen."),
        "neighbour_treated": _("In de ring liep in deze tijd ook een aanpak."),
        "reporting_changed": _("Het melden of een levering veranderde in deze tijd: kijk eerst daarnaar."),
        "unequal_level": _(
            "De vergelijkingsgebieden stonden vooraf niet even hoog; het antwoord leunt op de twee jaren ervoor."
        ),
        "short_history": _("Er zijn minder dan 24 maanden vooraf: seizoen en niveau zijn minder goed bekend."),
        "rests_on_one_area": _("Zonder één van de vergelijkingsgebieden zou het antwoord anders zijn."),
    }
    return [sentences[code] for code in said.warnings if code in sentences]


def _reason(code: str) -> str:
    """Why it cannot be told; empty for the name of a method."""
    reasons = {
        "no_comparison": _("er is geen gebied om mee te vergelijken"),
        "too_young": _("de aanpak is jonger dan drie maanden"),
        "zero_before": _("er waren vooraf geen zaken, dus er kon niets dalen"),
        "not_delivered": _("over de maanden vooraf of erna is niets bekend"),
        "area_gone": _("het gebied bestaat niet meer in de cijfers"),
        "redrawn": _("het gebied is tussentijds anders getekend"),
        "overlaps": _("op dezelfde plek liep tegelijk een andere aanpak"),
        "not_equally_high": _("het vergelijkingsgebied stond vooraf niet even hoog"),
        "lines_disagree": _("de methoden spreken elkaar tegen"),
        "moved_away": _("wat hier daalde, steeg in de omgeving minstens zoveel"),
        "power": _("er zijn te weinig zaken om zo'n daling te kunnen zien"),
        "within_interval": _("zowel geen effect als het verwachte effect is mogelijk"),
        "no_figure": _("geen van de methoden geeft een uitkomst"),
    }
    return reasons.get(code, "")


def _change(change: float) -> str:
    share = text.number(abs(change) * 100)
    return _("{share} % minder", share=share) if change < 0 else _("{share} % meer", share=share)


def _signed(change: float) -> str:
    """−0.5 → −50 %; +inf → onbegrensd."""
    if math.isinf(change):
        return _("onbegrensd")
    return f"{'−' if change < 0 else '+'}{text.number(abs(change) * 100)} %"
