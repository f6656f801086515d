"""What each term means, in a sentence for who never learned statistics. The one home of these sentences."""

from __future__ import annotations

from dataclasses import dataclass

from buurtbeeld import chances
from buurtbeeld.text import _


@dataclass(frozen=True)
class Term:
    """A term as it stands on the page, and its meaning."""

    name: str
    meaning: str


def terms() -> dict[str, Term]:
    """Every term by its key, in the visitor's language."""
    return {key: Term(*words) for group in (_counting(), _changing(), _silence()) for key, words in group.items()}


def _counting() -> dict[str, tuple[str, str]]:
    return {
        "case": (
            _("Zaak"),
            _("Eén lopende kwestie. Wie nog eens meldt over dezelfde kwestie, opent geen nieuwe zaak."),
        ),
        "chance": (_("Kans in woorden"), chances.scale()),
        "interval": (
            _("Band"),
            _(
                "Zo ver kan het echte cijfer van het getelde af liggen: in 9 van de 10 gevallen ligt het binnen de "
                "band. Hoe minder zaken, hoe breder de band."
            ),
        ),
    }


def _changing() -> dict[str, tuple[str, str]]:
    return {
        "ratio": (
            _("Keer de rest"),
            _(
                "De verandering van dit gebied gedeeld door die van de andere gebieden in dezelfde maanden. 1,5 keer: "
                "het steeg anderhalf keer zo hard als de rest. Stijgt het overal, dan is dat geen nieuws over één "
                "gebied."
            ),
        ),
        "real_change": (
            _("Echt slechter of beter"),
            _(
                "Zo noemen we een verandering pas als van 100 van zulke uitspraken er hooguit 5 op toeval berusten. "
                "Daarbij telt mee dat we naar veel gebieden tegelijk kijken: wie lang zoekt, vindt altijd iets."
            ),
        ),
        "no_clear_change": (
            _("Geen duidelijke verandering"),
            _("Het verschil kan toeval zijn. Dat is iets anders dan: er is niets veranderd."),
        ),
        "expected": (
            _("Te verwachten"),
            _("Zoveel zaken had het gebied gehad als het met de andere gebieden was meebewogen."),
        ),
    }


def _silence() -> dict[str, tuple[str, str]]:
    return {
        "silent": (
            _("Stille straat"),
            _(
                "Bewoners melden er veel minder dan elders, terwijl medewerkers of huurders er juist bezorgd over "
                "zijn. Waarom er niet wordt gemeld, weten de cijfers niet."
            ),
        ),
        "loud": (
            _("Luide straat"),
            _("Er wordt veel meer gemeld dan elders, terwijl medewerkers of huurders er juist tevreden over zijn."),
        ),
        "stock": (_("Voorraad"), _("Alle woningen van de corporatie samen, in gebieden van dezelfde soort.")),
    }
