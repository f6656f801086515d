"""The words of the demonstration: street names, sentences, names of nobody. All invented; likeness is chance."""

from __future__ import annotations

_STEMS = """
Merel Lijster Zwaluw Koekoek Reiger Fazanten Kievit Wulp Spreeuwen Nachtegaal Leeuwerik Roodborst Specht Havik Uilen
Eiken Beuken Linden Wilgen Berken Essen Populieren Elzen Esdoorn Hulst Vlier Lijsterbes Meidoorn Jasmijn
Sleutelbloem Anjelieren Rozen Tulpen Lelie Klaver Korenbloem Boterbloem Margriet Viooltjes Narcissen Dahlia Lavendel
Tijm Kamille Molenaars Smids Bakkers Wevers Kuipers Pottenbakkers Steenbakkers Schippers Herders Boeren Brouwers
Timmer Metsel Kompel Schacht Lampen Kolen Bergmans Ploeg Dorsvlegel Zeis Haver Gerst Tarwe Rogge Koren Hooi
Boomgaard Kersen Peren Appel Pruimen Noten Beek Bron Veld Akker Weide Heide Heuvel Dal Grubbe Leem Mergel Grind Zand
Maas Geleenbeek Keutel Kerk Kapel Klooster Abdij Pastorie School Markt Molen Poort Wal Gracht Brug Tol Station
Raadhuis Kasteel Hoeve Schans Anjer Andoorn Bosrand Zonne Maan Sterren Noorder Zuider Ooster Wester Koningin Prins
Gravin Hertog Baron Ridder
"""
ROOTS = tuple(_STEMS.split())
ENDINGS = ("straat", "straat", "straat", "laan", "hof", "weg", "plein", "pad", "dreef", "singel")
ACCENTED = ("Andréhof", "Daniëlstraat", "Café-Chantantplein", "Renéstraat", "Zoëlaan", "Ruïneweg")
LETTERS = "ABCDEGHJKLMNPRSTVWXZ"

_GIVEN = "Aafke Bartel Cunera Diederik Elvira Foppe Gitte Hidde Iduna Joris Kaatje Ludo"
FIRST_NAMES = tuple(_GIVEN.split())
LAST_NAMES = ("Kanariegeel", "van Kanariën", "Kwakkelkanarie", "de Kanariekweker", "Kanariestein", "ter Kanarie")
CANARIES = ("anarie", "06-5550", "naamloos.example")
"""Every made-up name, telephone number and e-mail address holds one of these; none may be found in a warehouse."""

SENTENCES = (
    "Al drie nachten lawaai tot na middernacht",
    'Mevrouw {name} zegt: "zo kan het niet langer"',
    "Vuilniszakken naast de container, volgens {name}",
    "Bel terug op {phone} na zessen",
    "Antwoord graag naar {mail}",
    "De lamp in het portiek is stuk; het is er donker",
    "Ruzie in de hal, buurman {name} is erbij geweest",
    'Groep jongeren bij de speeltuin, "ze gaan niet weg"',
    "Kosten geschat op € 250, zie eerdere melding",
    "Melder wil anoniem blijven",
    "Hond van {name} blaft de hele dag",
    "Geur van hennep in de kelder",
)
STATUS_OPEN = "In behandeling"
STATUS_CLOSED = "Afgehandeld"
CHANNELS = ("Telefoon", "E-mail", "Website", "Balie", "App", "Wijkbeheerder")
CHANNEL_SHARES = (0.44, 0.19, 0.17, 0.08, 0.09, 0.03)
STAFF = tuple(f"{first} {last}" for first in FIRST_NAMES[:7] for last in LAST_NAMES[:4])[:26]


def people() -> list[str]:
    """Every made-up full name, always in the same order."""
    return [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES]


def telephones() -> list[str]:
    """One made-up number per name."""
    return [f"06-5550{number:04d}" for number in range(1000, 1000 + len(people()))]


def mailboxes() -> list[str]:
    """One made-up address per name."""
    return [f"{name.lower().replace(' ', '.').replace('ë', 'e')}@naamloos.example" for name in people()]


def sentences() -> list[str]:
    """Free text as people type it, with names, telephone numbers and quotes in it."""
    trio = list(zip(people(), telephones(), mailboxes(), strict=True))
    return [text.format(name=name, phone=phone, mail=mail) for text in SENTENCES for name, phone, mail in trio[::7]]
