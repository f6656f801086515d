"""Why something was not recorded, in words: the one way from an error of the register to a sentence. Draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from buurtbeeld.errors import (
    AccessDenied,
    BuurtbeeldError,
    ChangedMeanwhile,
    DateRefused,
    PersonRefused,
    PhotoRefused,
    QueryNotKept,
    RegisterUnavailable,
    RemarkRefused,
    ValueRefused,
)
from buurtbeeld.record_display import labels
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _, marked


def sentence(error: BuurtbeeldError, verb: str) -> str:
    """What somebody hears who did this, and what to do about it; nothing was kept. error: of EXPECTED."""
    return _SENTENCES[type(error)](error, verb)


def unreadable() -> str:
    """What a page says that is nothing without what people recorded."""
    return _("Wat is vastgelegd kan nu niet worden gelezen. Probeer het zo opnieuw.")


def figures_only() -> str:
    """What a page says that goes on without what people recorded."""
    return _("Wat collega's hebben vastgelegd kan nu niet worden gelezen; de cijfers wel.")


def remark(reason: str) -> str:
    """Why a text may not be kept so, one of buurtbeeld.register.remarks.REASONS; empty for none."""
    return {
        "": "",
        "empty": _("Hier staat nog niets. Vul het in."),
        "long": _("Deze tekst is te lang. Kort hem in."),
        "mail": _("Hier staat een e-mail- of webadres in. Laat het weg."),
        "telephone": _("Hier lijkt een telefoonnummer in te staan. Laat het weg."),
        "number": _("Hier staat een lang nummer in, dat naar een persoon kan leiden. Laat het weg."),
        "postcode": _("Hier lijkt een postcode in te staan. Noem alleen de straat of het complex."),
        "address": _("Hier lijkt een huisnummer in te staan. Noem alleen de straat of het complex."),
        "name": _("Hier lijkt een naam van een persoon in te staan. Noem alleen een functie of organisatie."),
    }[reason]


def _nothing_kept(words: str) -> str:
    return f"{words} {_('Er is niets bewaard.')}"


def _denied(error: AccessDenied, _verb: str) -> str:
    if error.reason == "register":
        return _unavailable()
    words = {
        "area": _("Dit is niet een van uw gebieden."),
        "role": _("Dit mag u met uw rol niet."),
        "partner": _("Dit mag u met uw rol niet."),
    }
    return _nothing_kept(
        words.get(error.reason) or _("U bent niet meer aangemeld, of u hebt geen toegang meer. Laad de pagina opnieuw.")
    )


def _remark(error: RemarkRefused, verb: str) -> str:
    return _nothing_kept(f"{labels.label_or_name(labels.kind_of(verb), error.field)}: {remark(error.reason)}")


def _meanwhile(error: ChangedMeanwhile, _verb: str) -> str:
    """Both versions stand below it where there are two."""
    if error.now is None:
        return _("Dit is intussen weggehaald, door een collega of in een ander venster. Er is niets overschreven.")
    if isinstance(error.now, Entry) and error.now.version == 1:
        return _(
            "Dit is intussen al vastgelegd, door een collega of in een ander venster. Er is niets overschreven; kijk "
            "en beslis opnieuw."
        )
    return _(
        "Dit is intussen gewijzigd, door een collega of in een ander venster. Er is niets overschreven; kijk en "
        "beslis opnieuw."
    )


def _day(_error: DateRefused, verb: str) -> str:
    if verb == "mark_known":
        return _nothing_kept(_("Kies een dag tussen vandaag en een half jaar verder."))
    return _nothing_kept(
        _("Deze dag kan niet: hij ligt in de toekomst, of vóór een dag waarop hij moet volgen. Kies een andere dag.")
    )


def _value(_error: ValueRefused, verb: str) -> str:
    words = _VALUES.get(verb)
    return _nothing_kept(_(words) if words else _("Er ontbreekt iets, of een keuze kan niet. Loop de velden na."))


def _photo(_error: PhotoRefused, _verb: str) -> str:
    return _nothing_kept(
        _(
            "Dit bestand is geen foto die we kunnen bewaren (JPEG, PNG of WebP, hooguit 30 MB). Kies een andere, of "
            "laat de foto weg."
        )
    )


def _person(error: PersonRefused, _verb: str) -> str:
    words = {
        "email": _("Dit is geen e-mailadres. Vul het adres in waarmee iemand zich bij het werk aanmeldt."),
        "role": _("Kies een rol."),
        "twice": _("Iemand met dit e-mailadres heeft al toegang. Wijzig die hieronder."),
        "last": _(
            "Dit is de laatste beheerder. Maak eerst iemand anders beheerder, anders kan niemand meer mensen toelaten."
        ),
    }
    return _nothing_kept(words[error.reason])


def _question(error: QueryNotKept, _verb: str) -> str:
    words = {
        "empty": _("Er staat nog niets om te bewaren."),
        "long": _("Deze vraag is te lang om te bewaren."),
        "owner": _("Deze vraag is van een collega. Bewaar haar als nieuwe vraag."),
    }
    return _nothing_kept(words[error.reason])


def _unavailable(_error: RegisterUnavailable | None = None, _verb: str = "") -> str:
    return _("Het kon nu niet worden bewaard. Er is niets veranderd; probeer het zo nog eens.")


_SENTENCES: Mapping[type[BuurtbeeldError], Callable[[Any, str], str]] = {
    AccessDenied: _denied,
    RemarkRefused: _remark,
    DateRefused: _day,
    ValueRefused: _value,
    PhotoRefused: _photo,
    PersonRefused: _person,
    QueryNotKept: _question,
    ChangedMeanwhile: _meanwhile,
    RegisterUnavailable: _unavailable,
}
EXPECTED = tuple(_SENTENCES)
"""What a verb of the register may say to somebody who records; anything else is a fault of ours."""

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
