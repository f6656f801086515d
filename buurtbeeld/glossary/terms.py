"""What each term means, in a sentence for who never learned statistics. The one home of these sentences."""

from __future__ import annotations

from dataclasses import dataclass

from buurtbeeld.glossary import probability
from buurtbeeld.text import _, marked


@dataclass(frozen=True)
class Term:
    """A term as it stands on the page, and its meaning."""

    name: str
    meaning: str


def terms() -> dict[str, Term]:
    """Every term by its key, in the visitor's language."""
    named = {key: Term(_(name), _(meaning)) for key, (name, meaning) in _TERMS.items()}
    return named | {"chance": Term(_("Kans in woorden"), probability.scale())}


_TERMS: dict[str, tuple[str, str]] = {
    "case": (
        marked("Zaak"),
        marked("Eén lopende kwestie. Wie nog eens meldt over dezelfde kwestie, opent geen nieuwe zaak."),
    ),
    "interval": (
        marked("Band"),
        marked(
            "Zo ver kan het echte cijfer van het getelde af liggen: in 9 van de 10 gevallen ligt het binnen de "
            "band. Hoe minder zaken, hoe breder de band."
        ),
    ),
    "ratio": (
        marked("Keer de rest"),
        marked(
            "De verandering van dit gebied gedeeld door die van de andere gebieden in dezelfde maanden. 1,5 keer: "
            "het steeg anderhalf keer zo hard als de rest. Stijgt het overal, dan is dat geen nieuws over één "
            "gebied."
        ),
    ),
    "real_change": (
        marked("Slechter of beter dan elders"),
        marked(
            "Het ging hier anders dan in de andere gebieden in dezelfde maanden; het eigen aantal kan intussen "
            "gestegen of gedaald zijn. Dat zeggen we pas als van 100 van zulke uitspraken er hooguit 5 op toeval "
            "berusten. "
            "Daarbij telt mee dat we naar veel gebieden tegelijk kijken: wie lang zoekt, vindt altijd iets."
        ),
    ),
    "no_clear_change": (
        marked("Geen duidelijk verschil met elders"),
        marked("Het verschil met de andere gebieden kan toeval zijn. Dat is iets anders dan: er is niets veranderd."),
    ),
    "expected": (
        marked("Te verwachten"),
        marked("Zoveel zaken had het gebied gehad als het met de andere gebieden was meebewogen."),
    ),
    "silent": (
        marked("Stille straat"),
        marked(
            "Bewoners melden er veel minder dan elders, terwijl medewerkers of huurders er juist bezorgd over zijn. "
            "Waarom er niet wordt gemeld, weten de cijfers niet."
        ),
    ),
    "loud": (
        marked("Luide straat"),
        marked("Er wordt veel meer gemeld dan elders, terwijl medewerkers of huurders er juist tevreden over zijn."),
    ),
    "shrunk": (
        marked("Gewogen cijfer"),
        marked(
            "In een kleine straat maakt één zaak al veel uit. Daarom telt het eigen cijfer zwaarder naarmate er "
            "meer woningen zijn, en anders meer wat gewoon is. Zo lijkt een straat niet stil of luid door toeval."
        ),
    ),
    "stock": (
        marked("De hele corporatie"),
        marked("Alle woningen van de corporatie samen, in gebieden van dezelfde soort."),
    ),
    "expected_band": (
        marked("Verwachte band"),
        marked(
            "Wat voor dit gebied gewoon is in deze tijd van het jaar, berekend uit hooguit vijf eerdere jaren, het "
            "laatste half jaar niet meegeteld. De streepjeslijn is het verwachte aantal; tot de bovenkant van het "
            "grijs is gewoon."
        ),
    ),
    "four_weeks": (
        marked("Vier weken samen"),
        marked(
            "Iets kan ook langzaam groeien: elke week net binnen de band, maar vier weken samen erbuiten. Dan telt "
            "elke staaf de vier weken tot en met die week."
        ),
    ),
    "watched": (
        marked("Bewaakte reeks"),
        marked(
            "Eén soort meldingen over één thema in één gebied, met vijf of meer meldingen in de laatste elf weken. "
            "Met minder dan vijf in vier weken komt er nooit een signaal."
        ),
    ),
    "known": (
        marked("Bekend"),
        marked(
            "Iemand weet wat er speelt en heeft dat erbij geschreven. Tot en met de gekozen dag staat het signaal "
            "onderaan; daarna komt het vanzelf terug."
        ),
    ),
    "mark": (
        marked("Rapportcijfer"),
        marked(
            "Van 1 tot 10, hoger is beter. 6,5 is de hele corporatie in het referentiejaar: een 6,5 is dus gewoon "
            "voor deze corporatie, niet goed of slecht."
        ),
    ),
    "lens": (
        marked("Lens"),
        marked(
            "Drie manieren van kijken die we niet op één hoop gooien: fysiek (schoon, heel), sociaal (overlast, "
            "zorg, samenleven) en veiligheid."
        ),
    ),
    "columns": (
        marked("Feiten, bewoners, medewerkers"),
        marked(
            "Wat vaststaat, wat bewoners melden of in de enquête zeggen, en wat eigen mensen zien. Spreken ze "
            "elkaar tegen, dan is dat zelf een bericht; kies één lens om ze naast elkaar te zien."
        ),
    ),
    "incomplete": (
        marked("Onvolledig (*, open stip)"),
        marked(
            "Een deel van wat meetelt is onbekend. Dat telt als de hele corporatie, met een bredere band; de andere "
            "gewichten worden niet stilletjes groter. Is minder dan de helft bekend, dan is er geen cijfer."
        ),
    ),
    "weight": (
        marked("Gewicht"),
        marked("Hoe zwaar iets telt binnen zijn lens. De gewichten zijn een afspraak, geen meting."),
    ),
    "deviation": (
        marked("Standaardafwijking"),
        marked("Hoe ver gebieden gewoonlijk van het gemiddelde liggen. Eén punt op het rapport is één zo’n afstand."),
    ),
    "reference_year": (
        marked("Referentiejaar"),
        marked(
            "Het jaar waarin de hele corporatie gemiddeld een 6,5 had. Zo is een cijfer van nu met dat van toen te "
            "vergelijken."
        ),
    ),
    "place": (
        marked("Plaats"),
        marked(
            "De drie lenzen samen dienen alleen om gebieden op volgorde te zetten; 1 is best. Toeval en gekozen "
            "gewichten verschuiven die plaats, daarom staat er een band: plaats 3–9 van 24. Gebieden waarvan de "
            "banden overlappen, verschillen niet duidelijk."
        ),
    ),
    "funnel": (
        marked("Trechter"),
        marked(
            "Elke stip is een gebied: hoe verder naar rechts, hoe meer woningen. Links is de trechter wijd, want in "
            "een klein gebied doet toeval veel; rechts is hij smal."
        ),
    ),
    "limits": (
        marked("Grenzen van de trechter"),
        marked(
            "Van 100 gebieden waar niets bijzonders is, vallen er door toeval hooguit 5 buiten de binnenste "
            "grenzen, en van 1.000 hooguit 2 buiten de buitenste. Buiten de binnenste is reden om te kijken; buiten "
            "de buitenste is het vrijwel zeker geen toeval. Waarom, zegt de trechter niet."
        ),
    ),
    "feed_stop": (
        marked("Gestopte aanvoer"),
        marked(
            "Er kwam zo lang niets binnen dat het bij het gewone ritme van deze bron geen toeval kan zijn. Niets "
            "binnen is dan onbekend, niet nul."
        ),
    ),
    "jump": (
        marked("Sprong"),
        marked(
            "In bijna alle buurten tegelijk ineens veel meer of minder. Buurten veranderen niet allemaal op één dag."
        ),
    ),
    "recode": (
        marked("Andere code"),
        marked(
            "Een categorie houdt op waar een andere van dezelfde grootte begint: dezelfde zaken onder een nieuwe naam."
        ),
    ),
    "channel_mix": (
        marked("Andere weg"),
        marked("Een tiende of meer van de meldingen komt voortaan anders binnen: per app in plaats van per telefoon."),
    ),
    "top_share": (
        marked("Aandeel van de grootste melder"),
        marked(
            "Het deel van alle meldingen dat van één melder komt. Wie dat is, weten we niet: melders zijn versleuteld "
            "en de sleutel wisselt elk jaar."
        ),
    ),
    "known_share": (
        marked("Met en zonder"),
        marked(
            "‘Zonder’ laat bronnen weg die stopten of sprongen, en de meldingen van wie in dat jaar meer dan de helft "
            "stuurde. Er wordt niets bijgerekend."
        ),
    ),
}
