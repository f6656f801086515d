"""Why a row was rejected, in the visitor's language. Decides nothing: the build does, in English."""

from __future__ import annotations

import re

from buurtbeeld.text import _


def worded(reason: str) -> str:
    """The reason in the visitor's language; as the build wrote it where we have no words for it."""
    for pattern, words in _known():
        found = re.fullmatch(pattern, reason)
        if found:
            return words.format(**found.groupdict())
    return reason


def _known() -> list[tuple[str, str]]:
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
        (rf"{field} is not (?P<low>\d+) to (?P<high>\d+)", _("{field} ligt niet tussen {low} en {high}")),
        (r"row has (?P<found>\d+) cells, expected (?P<wanted>\d+)", _("rij heeft {found} cellen, verwacht {wanted}")),
        ("one coordinate is given without the other", _("één coördinaat zonder de andere")),
        (f"{field}: starts like a formula, not like text", _("{field}: begint als een formule, niet als tekst")),
        ("line is not a JSON object: .*", _("regel is geen JSON-object")),
    ]
