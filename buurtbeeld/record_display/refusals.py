"""Why something was not recorded, in words: the one way from an error of the register to a sentence. Draws nothing."""

from __future__ import annotations

from buurtbeeld.errors import (
    AccessDenied,
    BuurtbeeldError,
    ChangedMeanwhile,
    DateRefused,
    PhotoRefused,
    RegisterUnavailable,
    RemarkRefused,
    ValueRefused,
)
from buurtbeeld.record_display import labels, refusals
from buurtbeeld.register.records import Kept
from buurtbeeld.text import _, marked

EXPECTED = (AccessDenied, RemarkRefused, DateRefused, ValueRefused, PhotoRefused, ChangedMeanwhile, RegisterUnavailable)
"""What a verb of the register may say to somebody who records; anything else is a fault of ours."""


def sentence(error: BuurtbeeldError, verb: str) -> str:
    """What somebody hears who did this, and what to do about it; nothing was kept."""
    if isinstance(error, AccessDenied):
        return _("Dit is niet een van uw gebieden.") if error.reason == "area" else _("Dit mag u met uw rol niet.")
    if isinstance(error, RemarkRefused):
        return f"{_field(error.field)}: {remark(error.reason)} {_('Er is niets bewaard.')}"
    if isinstance(error, ChangedMeanwhile):
        return meanwhile(error.now)
    if isinstance(error, DateRefused) and verb == "mark_known":
        return _("Kies een dag tussen vandaag en een half jaar verder. Er is niets bewaard.")
    known: dict[type[BuurtbeeldError], str] = {
        DateRefused: _(
            "Deze dag kan niet: hij ligt in de toekomst, of vóór een dag waarop hij moet volgen. Kies een andere dag. "
            "Er is niets bewaard."
        ),
        PhotoRefused: _(
            "Dit bestand is geen foto die we kunnen bewaren (JPEG, PNG of WebP, hooguit 30 MB). Kies een andere, of "
            "laat de foto weg. Er is niets bewaard."
        ),
        RegisterUnavailable: _("Het kon nu niet worden bewaard. Er is niets veranderd; probeer het zo nog eens."),
    }
    return known.get(type(error)) or f"{_value(verb)} {_('Er is niets bewaard.')}"


def remark(reason: str) -> str:
    """Why a text may not be kept so, one of buurtbeeld.register.remarks.REASONS; empty for none."""
    return {
        "": "",
        "empty": _("Schrijf in een paar woorden wat er bekend is."),
        "long": _("Deze tekst is te lang. Kort hem in."),
        "mail": _("Hier staat een e-mail- of webadres in. Laat het weg."),
        "telephone": _("Hier lijkt een telefoonnummer in te staan. Laat het weg."),
        "number": _("Hier staat een lang nummer in, dat naar een persoon kan leiden. Laat het weg."),
        "postcode": _("Hier lijkt een postcode in te staan. Noem alleen de straat of het complex."),
        "address": _("Hier lijkt een huisnummer in te staan. Noem alleen de straat of het complex."),
        "name": _("Hier lijkt een naam van een persoon in te staan. Noem alleen een functie of organisatie."),
    }[reason]


def meanwhile(now: object) -> str:
    """What a writer hears whose colleague was first; both versions stand below it where there are two."""
    if now is None:
        return _("Een collega heeft dit intussen weggehaald. Er is niets overschreven.")
    if isinstance(now, Kept) and now.version == 1:
        return _("Een collega heeft dit intussen al vastgelegd. Er is niets overschreven; kijk en beslis opnieuw.")
    return _("Een collega heeft dit intussen gewijzigd. Er is niets overschreven; kijk en beslis opnieuw.")


def _field(name: str) -> str:
    return labels.labels().get(name, name)


_VALUES = {
    "record_observation": marked(
        "Kies een straat of complex, en een onderwerp met ernst of een cijfer: een van beide is nodig."
    ),
    "open_case": marked("Vul gebied, soort, thema en dag in."),
    "take_step": marked(
        "Kies een trede van deze ladder. Is het dossier gesloten, open dan een nieuw voor wat daarna kwam."
    ),
    "hand_over": marked("Kies een gebied, een thema en een partner die er nog is."),
    "acknowledge": marked(
        "Deze overdracht is al afgesloten, of er ontbreekt een reden. Een afwijzing heeft er een nodig."
    ),
    "first_action": marked("Deze overdracht is al afgesloten. Draag de kwestie opnieuw over."),
    "feed_back": marked("Deze overdracht is al afgesloten. Draag de kwestie opnieuw over."),
    "close_hand_over": marked("Schrijf waarom dit is afgewezen of teruggegeven."),
    "keep_partner": marked("Vul een naam en een soort partner in."),
    "keep_route": marked("Kies een thema, een partner die er nog is, en hoe u die bereikt."),
    "commit": marked("Kies wie dit doet: één partner, of een van ons."),
    "decide_initiative": marked("Een besluit heeft een dag nodig, en alleen wat is toegekend krijgt geld."),
    "finish_initiative": marked("Alleen een toegekend initiatief kan klaar zijn. Neem eerst een besluit."),
    "look_back": marked("Noteer eerst dat het initiatief klaar is."),
    "record_approach": marked("Geef een gebied, een naam, een soort en een begin; het einde ligt niet voor het begin."),
    "freeze_approach": marked(
        "Schrijf eerst op waarom de aanpak zou werken. Een vergelijkingsgebied ligt buiten het gebied en de ring."
    ),
    "draw_focus_area": marked("Geef een code in hoofdletters en cijfers, een naam, en minstens één straat of complex."),
    "override_mark": marked("Geef een cijfer van 1 tot 10 en een dag tot en met wanneer het geldt, hooguit een jaar."),
    "record_mediation": marked(
        "Kies een buurt of groter, geen uitkomst bij een ongeschikte zaak, en delen die samen 100 zijn."
    ),
    "record_placement": marked(
        "Minder dan 5 plaatsingen leggen we niet vast: dat kan naar personen leiden. Neem een groter gebied."
    ),
}


def _value(verb: str) -> str:
    words = _VALUES.get(verb)
    return _(words) if words else _("Er ontbreekt iets, of een keuze kan niet. Loop de velden na.")


def refusal(reason: str) -> str:
    """Why a remark was not kept, in words; see buurtbeeld.register.remarks."""
    return refusals.remark(reason) + " " + _("Er is niets bewaard.")
