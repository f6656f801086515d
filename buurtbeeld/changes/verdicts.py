"""Whether it went worse or better than elsewhere, in words that stand beside the counts. Decides nothing.

A label compares an area with the other areas, one kind of evidence at a time: who reads that it went better beside a
count that rose must read of which kind, against what, and how much would have been ordinary. Every page, briefing and
mail takes its words from here.
"""

from __future__ import annotations

from buurtbeeld import text
from buurtbeeld.glossary import code_words, probability
from buurtbeeld.text import _

WORSE, BETTER, BOTH, SAME, UNKNOWN = "worse", "better", "both", "no clear change", "unknown"


def labels() -> dict[str, str]:
    """Every label in a few words."""
    return {
        WORSE: _("slechter dan elders"),
        BETTER: _("beter dan elders"),
        BOTH: _("deels slechter, deels beter dan elders"),
        SAME: _("geen duidelijk verschil met elders"),
        UNKNOWN: _("niet te zeggen"),
    }


def likely(label: str, adjusted: float) -> str:
    """A label that is real, with how sure it is."""
    words = {WORSE: _("{chance} slechter dan elders"), BETTER: _("{chance} beter dan elders")}
    return words[label].format(chance=probability.in_words(adjusted))


def counts(before: float, now: float, expected: float) -> str:
    """Both years, and what it would have been had it gone as elsewhere."""
    words = _("{before} → {now} zaken (te verwachten {expected})")
    return words.format(before=text.number(before), now=text.number(now), expected=text.number(expected))


def own(before: float, now: float) -> str:
    """Both years of all kinds together; whether chance made the difference is not said."""
    if now == before:
        return _("Een jaar eerder waren het er evenveel.")
    if now > before:
        return _(
            "Een jaar eerder waren het er {before}: nu {n} meer.",
            before=text.number(before),
            n=text.number(now - before),
        )
    return _(
        "Een jaar eerder waren het er {before}: nu {n} minder.", before=text.number(before), n=text.number(before - now)
    )


def beside_others(kind: str, label: str, before: float, now: float, expected: float) -> str:
    """A label that is real of one kind: its own counts, what it would have been elsewhere, and what follows."""
    words = {
        WORSE: _(
            "{kind}: van {before} naar {now} zaken. Was het gegaan als in andere gebieden, dan waren het er ongeveer "
            "{expected}: slechter dan elders dus, meer dan door toeval."
        ),
        BETTER: _(
            "{kind}: van {before} naar {now} zaken. Was het gegaan als in andere gebieden, dan waren het er ongeveer "
            "{expected}: beter dan elders dus, meer dan door toeval."
        ),
    }
    numbers = {"before": text.number(before), "now": text.number(now), "expected": text.number(expected)}
    return words[label].format(kind=code_words.kind(kind).capitalize(), **numbers)


def none_real(kinds: list[str]) -> str:
    """That none of these kinds went otherwise than elsewhere, as far as can be said; of no kind, that nothing can."""
    if not kinds:
        return _("Of het hier anders ging dan in andere gebieden, is niet te zeggen.")
    names = text.listing([code_words.kind(kind) for kind in kinds])
    return _("Met andere gebieden is geen duidelijk verschil te zien bij: {kinds}.", kinds=names)
