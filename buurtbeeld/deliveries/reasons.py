"""What the build noticed or rejected, in the visitor's language. Decides nothing: the build does, in English."""

from __future__ import annotations

import re

from buurtbeeld.text import _


def in_words(reason: str) -> str:
    """The reason in the visitor's language; as the build wrote it where we have no words for it."""
    for pattern, words in [*_of_rows(), *_of_numbers(), *_of_cells(), *_of_outlines(), *_of_areas(), *_of_parts()]:
        match = re.fullmatch(pattern, reason)
        if match:
            return words.format(**match.groupdict())
    return reason


def _of_rows() -> list[tuple[str, str]]:
    field, value = r"(?P<field>\w+)", r"(?P<value>.+)"
    return [
        ("neither occurred_at nor registered_at is known", _("geen datum van de gebeurtenis of van de melding bekend")),
        (f"{field}: empty, but it is needed", _("{field}: leeg, maar verplicht")),
        (
            f"{field}: {value} is not a date written as (?P<form>[^;]+)(;.*)?",
            _("{field}: {value} is geen datum als {form}"),
        ),
        (f"{field}: {value} lies after the delivery", _("{field}: {value} ligt na de levering")),
        (rf"{field} lies before (?P<other>\w+)", _("{field} ligt vóór {other}")),
        (f"{field}: {value} is not a whole number", _("{field}: {value} is geen heel getal")),
        (f"{field}: {value} is not a (finite )?number", _("{field}: {value} is geen bruikbaar getal")),
        (f"{field} is negative", _("{field} is negatief")),
        (rf"{field} is not (?P<low>\d+) to (?P<high>\d+)", _("{field} ligt niet tussen {low} en {high}")),
        (r"row has (?P<found>\d+) cells, expected (?P<wanted>\d+)", _("rij heeft {found} cellen, verwacht {wanted}")),
        ("one coordinate is given without the other", _("één coördinaat zonder de andere")),
        (f"{field}: starts like a formula, not like text", _("{field}: begint als een formule, niet als tekst")),
        ("line is not a JSON object: .*", _("regel is geen JSON-object")),
    ]


def _of_numbers() -> list[tuple[str, str]]:
    number = r"(?P<number>\d+)"
    return [
        (
            f"{number} reports have no number, so file and line .*",
            _(
                "{number} meldingen hebben geen nummer; bestand en regel zijn hun nummer. Komt een melding nog eens in"
                " een ander bestand, dan telt ze dubbel."
            ),
        ),
        (
            f"{number} reports have a number that a spreadsheet damaged .*",
            _(
                "{number} meldingen hebben een nummer dat een rekenblad beschadigde (1,23457E+11); bestand en regel"
                " zijn hun nummer. Komt een melding nog eens in een ander bestand, dan telt ze dubbel. Vraag het"
                " bestand opnieuw, met de nummers als tekst."
            ),
        ),
        (
            f"{number} numbers of kind (?P<kind>\\w+) were given again more than (?P<days>\\d+) days later: .*",
            _(
                "{number} nummers ({kind}) kwamen meer dan {days} dagen later terug en zijn als andere meldingen "
                "geteld. Begint de nummering elk jaar opnieuw?"
            ),
        ),
    ]


def _of_cells() -> list[tuple[str, str]]:
    number = r"(?P<number>\d+)"
    return [
        (
            f"{number} cells are unknown, because they cannot be read; the first is (?P<name>.*): '(?P<value>.*)' .*",
            _("{number} cellen zijn onbekend, omdat ze niet te lezen zijn; de eerste: {value} bij {name}"),
        ),
        (
            "the file is dated (?P<day>.*), before most of its rows",
            _("het bestand draagt de datum {day}, maar de meeste regels zijn jonger: de dag van inlezen geldt"),
        ),
        (
            r"(?P<field>\w+): (?P<value>.+) is a number that a spreadsheet damaged",
            _("{field}: {value} is een nummer dat een rekenblad beschadigde"),
        ),
        (
            "(?P<fields>.*): other rows of this file say something else of the same",
            _("{fields}: andere regels van dit bestand zeggen over hetzelfde iets anders"),
        ),
        (
            f"{number} rows say different things of the same (?P<fields>.*); none of them is used",
            _(
                "{number} regels spreken elkaar tegen: gelijk in {fields}, anders in waarde. Geen ervan telt. Ontbreekt"
                " er een kolom die ze uit elkaar houdt, zoals de maand? Aantallen per gebied, periode en categorie zijn"
                " een eigen soort levering: counts."
            ),
        ),
    ]


def _of_outlines() -> list[tuple[str, str]]:
    repaired = r"the outline was repaired \((?P<why>.*)\)"
    return [
        ("the outline is empty", _("de omtrek is leeg")),
        ("the outline is not a polygon", _("de omtrek is geen vlak")),
        (r"the outline has more than (?P<most>[\d,]+) points", _("de omtrek heeft meer dan {most} punten")),
        ("the outline lies outside its reference system", _("de omtrek ligt buiten zijn coördinatenstelsel")),
        ("the outline lies where (?P<crs>.*) is not used", _("de omtrek ligt waar {crs} niet wordt gebruikt")),
        (
            "the outline crosses itself and nothing is left of it when repaired",
            _("de omtrek kruist zichzelf en na herstel blijft er niets van over"),
        ),
        (f"(?P<code>.*): {repaired}", _("{code}: de omtrek kruiste zichzelf en is hersteld ({why})")),
        (repaired, _("de omtrek kruiste zichzelf en is hersteld ({why})")),
        (
            "coordinates look like degrees, but the file or descriptor says (?P<crs>.*)",
            _("de coördinaten lijken graden, maar het bestand of de beschrijving zegt {crs}"),
        ),
        (
            "coordinates look like RD metres, but the file or descriptor says degrees",
            _("de coördinaten lijken RD in meters, maar het bestand of de beschrijving zegt graden"),
        ),
        ("RD x and y look swapped", _("x en y van RD lijken verwisseld")),
        ("longitude and latitude look swapped", _("lengte en breedte lijken verwisseld")),
    ]


def _of_areas() -> list[tuple[str, str]]:
    code = "(?P<code>.*?)"
    return [
        (
            r"(?P<number>\d+) areas of level (?P<level>\w+) were made from the areas that name them: none .*",
            _("{number} gebieden van niveau {level} zijn gemaakt uit de gebieden die ze noemen: ze zijn niet geleverd"),
        ),
        (
            rf"{code} overlaps (?P<first>.*?) for (?P<share>[\d.]+%) of the smaller; there .* is used, delivered first",
            _("{code} ligt voor {share} van het kleinste gebied over {first} heen; daar geldt {first}, die eerst kwam"),
        ),
        (f"{code}: no outline was delivered", _("{code}: er is geen omtrek geleverd")),
        (f"{code}: lies in (?P<parent>.*), which is no area", _("{code}: ligt in {parent}, en dat is geen gebied")),
        (
            f"{code}: level (?P<level>.*) is none of .*; not used",
            _("{code}: niveau {level} is onbekend; het gebied is niet gebruikt"),
        ),
        (
            r"(?P<number>\d+) outlines were delivered; the first is used",
            _("er zijn {number} omtrekken geleverd; de eerste geldt"),
        ),
        (
            f"{code} to (?P<other>.*): the second is no area that was delivered",
            _("{code} naar {other}: het tweede is geen geleverd gebied"),
        ),
    ]


def _of_parts() -> list[tuple[str, str]]:
    code = "(?P<code>.*?)"
    return [
        (
            f"{code}: (?P<number>\\d+) parts were joined into one outline",
            _("{code}: {number} delen zijn samengevoegd tot één omtrek"),
        ),
        (
            f"{code}: stands for (?P<number>\\d+) different names: (?P<values>.*)",
            _("{code} staat voor {number} verschillende namen: {values}; kijk of de juiste kolom de code is"),
        ),
        (
            f"{code}: stands for (?P<number>\\d+) different levels: (?P<values>.*)",
            _("{code} staat voor {number} verschillende niveaus: {values}; kijk of de juiste kolom de code is"),
        ),
    ]
