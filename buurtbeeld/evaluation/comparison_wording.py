"""Why an area is proposed to compare with, and why not: in words and as a table. Proposes nothing."""

from __future__ import annotations

import pandas as pd

from buurtbeeld import text
from buurtbeeld.evaluation.comparison import ComparisonOffer
from buurtbeeld.text import _

SAME = 0.1
"""Within ten per cent we say 'about as many'."""


def offer_sentence(offer: ComparisonOffer) -> str:
    """What is proposed, in a sentence; where there is nothing alike: why, and what to do."""
    reason = offer.proposal.reason
    n = len(offer.comparison)
    if reason == "zero_before":
        return _(
            "In de twee jaar ervoor was hier geen enkele zaak, dus er kan niets dalen. Kies andere thema’s of een "
            "groter gebied."
        )
    if reason == "no_area_alike" and not n:
        return _(
            "Geen enkel gebied lijkt genoeg op dit gebied. U kunt er zelf gebieden bij kiezen, of een ander niveau "
            "nemen; zonder vergelijking is niet te zeggen of het hielp."
        )
    equally = len(offer.proposal.areas)
    if not equally:
        return _(
            "Geen gebied dat erop lijkt stond vooraf even hoog. Hieronder staan de gebieden die het meest lijken; dan "
            "is twee jaar aan gegevens vooraf nodig."
        )
    sentence = (
        _("Eén gebied lijkt op dit gebied en stond vooraf even hoog.")
        if equally == 1
        else _("{n} gebieden lijken op dit gebied en stonden vooraf even hoog.", n=equally)
    )
    if n > equally:
        sentence += " " + _("Om er drie te hebben staat erbij wat verder het meest lijkt, maar hoger of lager stond.")
    return sentence


def reason(own: pd.Series, other: pd.Series) -> str:
    """Why an area is alike, or in what it is not: homes, level before, trend. Rows of ComparisonOffer.areas."""
    parts = [
        _("{its} tegen {own} woningen", its=text.number(other["homes"]), own=text.number(own["homes"])),
        height(other["ratio"]),
        trend(other["trend"]),
    ]
    if abs(other["in_complexes"] - own["in_complexes"]) > SAME:
        shares = text.percent(other["in_complexes"]), text.percent(own["in_complexes"])
        parts.insert(1, _("{its} tegen {own} in complexen", its=shares[0], own=shares[1]))
    return "; ".join(part for part in parts if part)


def height(ratio: float) -> str:
    """0.77 -> vooraf 0,8 keer zo veel zaken per woning; empty where unknown."""
    if pd.isna(ratio):
        return ""
    if abs(ratio - 1) <= SAME:
        return _("vooraf evenveel zaken per woning")
    return _("vooraf {n} keer zo veel zaken per woning", n=text.number(ratio, 1))


def trend(ratio: float) -> str:
    """1.12 -> steeg in het jaar ervoor met 12 %; empty where unknown."""
    if pd.isna(ratio):
        return ""
    share = text.number(abs(ratio - 1) * 100)
    if share == "0":
        return _("bleef in het jaar ervoor gelijk")
    return _("steeg in het jaar ervoor {n} %", n=share) if ratio > 1 else _("daalde in het jaar ervoor {n} %", n=share)


def refused(offer: ComparisonOffer) -> list[str]:
    """Why the other areas were not proposed, a line per reason with how many they are."""
    counts = offer.proposal.refused["reason"].value_counts()
    words = {
        "here": _("{n} gebieden liggen in of om het gebied zelf"),
        "ring": _("{n} gebieden liggen in de ring eromheen: daar kan het probleem naartoe gaan"),
        "treated": _("{n} gebieden hadden in deze tijd zelf een aanpak, of overlappen daarmee"),
        "unlike": _("{n} gebieden lijken te weinig op dit gebied in woningen, niveau en verloop"),
        "not_equally_high": _("{n} gebieden lijken erop, maar stonden vooraf hoger of lager (meer dan anderhalf keer)"),
    }
    return [words[code].format(n=text.number(counts[code])) for code in words if counts.get(code)]


def heights_in_words(areas: pd.DataFrame) -> str:
    """The message of charts_effects.heights: how high the area stood, and between which levels the others did."""
    own, others = areas.iloc[0], areas.iloc[1:]
    if others.empty:
        return _(
            "Vooraf per jaar {own} zaken per 1.000 woningen; er is nog niets om mee te vergelijken.",
            own=text.number(own["rate"]),
        )
    return _(
        "Vooraf per jaar {own} zaken per 1.000 woningen in {name}; in de vergelijkingsgebieden {low} tot {high}.",
        own=text.number(own["rate"]),
        name=own["name"],
        low=text.number(others["rate"].min()),
        high=text.number(others["rate"].max()),
    )
