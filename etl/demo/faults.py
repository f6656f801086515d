"""The dirt of each supplier: what goes wrong, what must become of it, how often. Plants nothing itself."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from etl.demo.dirt import Fault
from etl.demo.tables import glue, in_json

FEW = 0.0006
SOME = 0.002
STREETS = ("Nergenslaan", "Onvindbaar 12bis", "Postbus", "Weg naar Nergens")


def _other(name: str) -> pa.Array:
    return lambda table: table[name].combine_chunks()


def _year_of_february(name: str, start: int, form: str) -> pa.Array:
    """31 February of the row's own year; `start` is where the year stands in the text."""
    left, right = form.split("YYYY")
    return lambda table: glue([left, pc.utf8_slice_codeunits(table[name].combine_chunks(), start, start + 4), right], "")


_NOWHERE = {"postcode": "9999ZZ", "huisnummer": "1", "toevoeging": "", "straat": "Nergenslaan", "plaats": "Nergenshuizen"}
_NO_PLACE = {"postcode": "", "huisnummer": "", "toevoeging": "", "straat": "", "plaats": ""}

COMPLAINTS = (
    Fault("impossible date 31-02", "rejected", FEW, {"gemeld_op": _year_of_february("gemeld_op", 6, "31-02-YYYY 10:00")}),
    Fault("date of zeros", "rejected", FEW, {"gemeld_op": "00-00-0000 00:00"}),
    Fault("date in 2099", "rejected", FEW, {"gemeld_op": "01-01-2099 12:00", "afgehandeld_op": ""}),
    Fault("closed before opened", "rejected", FEW, {"afgehandeld_op": "05-01-2001 09:00"}),
    Fault("no number", "rejected", FEW, {"meldnummer": ""}),
    Fault("two reasons", "rejected", FEW, {"meldnummer": "", "gemeld_op": "31-04-2022 10:00"}),
    Fault("line too short", "rejected", FEW, ragged="cut"),
    Fault("line too long", "rejected", FEW, {"omschrijving": "Bel mij; volgens Cunera Kanariegeel; spoed"}, ragged="spill"),
    Fault("formula", "rejected", FEW, {"soort": "=cmd|' /C calc'!A0"}),
    Fault("older version", "duplicates", SOME, {"status": "In behandeling", "afgehandeld_op": "", "gewijzigd_op": _other("gemeld_op")}),
    Fault("same row twice", "duplicates", FEW),
    Fault("address that matches nothing", "unplaced", SOME, _NOWHERE),
    Fault("no place at all", "unplaced", SOME, _NO_PLACE),
    Fault("category nobody mapped: WPO", "unknown_category", SOME, {"soort": "WPO"}),
    Fault("category nobody mapped: LAADPAAL", "unknown_category", SOME, {"soort": "LAADPAAL"}),
)


def incidents(metres: bool) -> tuple[Fault, ...]:
    """Faults of the public order files: the older ones carry degrees, the later ones RD metres."""
    x, y = ("x", "y") if metres else ("lon", "lat")
    bare = {"straat": "", "huisnummer": "", "toevoeging": "", "plaats": ""}
    february = ("31-02-YYYY 10:00", 6) if metres else ("YYYY-02-31 10:00", 0)
    zeros, future = ("00-00-0000 00:00", "01-01-2099 00:00") if metres else ("0000-00-00 00:00", "2099-01-01 00:00")
    swapped = {x: '"331500,0"', y: '"188000,0"'} if metres else {x: "50.987654", y: "5.861234"}
    other_system = {x: '"5,861234"', y: '"50,987654"'} if metres else {x: "188000.0", y: "331500.0"}
    return (
        Fault("impossible date 31-02", "rejected", FEW, {"voorgevallen": _year_of_february("voorgevallen", february[1], february[0])}),
        Fault("date of zeros", "rejected", FEW, {"geregistreerd": zeros}),
        Fault("date in 2099", "rejected", FEW, {"voorgevallen": future, "geregistreerd": future}),
        Fault("no number", "rejected", FEW, {"incidentnr": ""}),
        Fault("line too short", "rejected", FEW, ragged="cut"),
        Fault("line too long", "rejected", FEW, {"toelichting": "Zie verslag, opgemaakt door Foppe Kanariestein"}, ragged="spill"),
        Fault("coordinate without the other", "rejected", FEW, {x: ""} | {y: '"331500,0"' if metres else "50.98"}),
        Fault("coordinate that is no number", "rejected", FEW, {x: "NaN", y: "NaN"}),
        Fault("coordinate that is infinite", "rejected", FEW, {x: "inf", y: "-inf"}),
        Fault("severity outside 1 to 5", "rejected", FEW, {"ernst": "9"}),
        Fault("same row twice", "duplicates", SOME),
        Fault("coordinates swapped", "unplaced", FEW * 2, swapped | bare),
        Fault("coordinates in another system", "unplaced", FEW * 2, other_system | bare),
        Fault("no place at all", "unplaced", SOME, {x: "", y: ""} | bare),
        Fault("category nobody mapped: Drone", "unknown_category", SOME, {"type": "Drone"}),
    )


_NO_SPOT = {"straat": "", "plaats": "", "complex": "", "postcode": "", "huisnummer": "", "toevoeging": ""}

OBSERVATIONS = (
    Fault("impossible date 31-02", "rejected", FEW, {"datum": _year_of_february("datum", 0, "31-02-YYYY")}),
    Fault("date of zeros", "rejected", FEW, {"datum": "0000-00-00"}),
    Fault("date in 2099", "rejected", FEW, {"datum": "2099-01-01 09:00"}),
    Fault("date as a spreadsheet's day number", "rejected", FEW, {"datum": "44562.5"}),
    Fault("no number", "rejected", FEW, {"nummer": ""}),
    Fault("severity outside 1 to 5", "rejected", FEW, {"ernst": "7"}),
    Fault("severity in words", "rejected", FEW, {"ernst": "hoog"}),
    Fault("formula", "rejected", FEW, {"onderwerp": "=1+1"}),
    Fault("same row twice", "duplicates", SOME),
    Fault("complex that does not exist", "unplaced", SOME, _NO_SPOT | {"complex": "C9999"}),
    Fault("no place at all", "unplaced", SOME, _NO_SPOT),
    Fault("category nobody mapped: Drone gezien", "unknown_category", SOME, {"onderwerp": "Drone gezien"}),
)

PUBLIC_SPACE = (
    Fault("date of zeros", "rejected", FEW, {"created_at": '"0000-00-00T00:00:00"'}),
    Fault("impossible date 31-02", "rejected", FEW, {"created_at": _year_of_february("created_at", 1, '"YYYY-02-31T10:00"')}),
    Fault("date in 2099", "rejected", FEW, {"created_at": '"2099-01-01T00:00"', "closed_at": "null"}),
    Fault("closed before opened", "rejected", FEW, {"closed_at": '"2001-01-05T09:00"'}),
    Fault("no number", "rejected", FEW, {"id": "null"}),
    Fault("half a line", "rejected", FEW, ragged="cut"),
    Fault("coordinate without the other", "rejected", FEW, {"lat": "null"}),
    Fault("older version", "duplicates", SOME, {"state": '"in behandeling"', "closed_at": "null", "updated_at": _other("created_at")}),
    Fault("coordinates swapped", "unplaced", FEW * 2, {"lon": "50.987654", "lat": "5.861234"}),
    Fault("no place at all", "unplaced", SOME, {"lon": "null", "lat": "null"}),
    Fault("category nobody mapped: overlast-op-het-water", "unknown_category", SOME, {"main_category": '"overlast-op-het-water"'}),
)
