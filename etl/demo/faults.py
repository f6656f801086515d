"""The dirt of each supplier: what goes wrong, what must become of it, how often. Plants nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from etl.demo.dirt import Change, Fault
from etl.demo.tables import glue

FEW = 0.0006
SOME = 0.002


def _rejected(name: str, changes: Change | None = None, ragged: str = "") -> Fault:
    return Fault(name, "rejected", FEW, changes or {}, ragged)


def _twice(name: str, share: float, changes: Change | None = None) -> Fault:
    return Fault(name, "duplicates", share, changes or {})


def _unplaced(name: str, changes: Change) -> Fault:
    return Fault(name, "unplaced", SOME, changes)


def _unknown(column: str, category: str) -> Fault:
    shown = category.strip('"')
    return Fault(f"category nobody mapped: {shown}", "unknown_category", SOME, {column: category})


def _same(name: str) -> Callable[[pa.Table], pa.Array]:
    return lambda table: table[name].combine_chunks()


def _in_its_year(name: str, start: int, form: str) -> Callable[[pa.Table], pa.Array]:
    """form with YYYY replaced by the row's own year, which begins at character `start` of the column."""
    left, right = form.split("YYYY")
    return lambda table: glue(
        [left, pc.utf8_slice_codeunits(table[name].combine_chunks(), start, start + 4), right], ""
    )


_EMPTY = {"postcode": "", "huisnummer": "", "toevoeging": "", "straat": "", "plaats": ""}
_NOWHERE = _EMPTY | {"postcode": "9999ZZ", "huisnummer": "1", "straat": "Nergenslaan", "plaats": "Nergenshuizen"}
_UNFINISHED: Change = {"status": "In behandeling", "afgehandeld_op": "", "gewijzigd_op": _same("gemeld_op")}

_SPILT = {"omschrijving": "Bel mij; volgens Cunera Kanariegeel; spoed"}

COMPLAINTS = (
    _rejected("impossible date 31-02", {"gemeld_op": _in_its_year("gemeld_op", 6, "31-02-YYYY 10:00")}),
    _rejected("date of zeros", {"gemeld_op": "00-00-0000 00:00"}),
    _rejected("date in 2099", {"gemeld_op": "01-01-2099 12:00", "afgehandeld_op": ""}),
    _rejected("closed before opened", {"afgehandeld_op": "05-01-2001 09:00"}),
    _rejected("two reasons", {"afgehandeld_op": "31-04-2022 11:00", "gemeld_op": "31-04-2022 10:00"}),
    _rejected("line too short", ragged="cut"),
    # Without its quotes this text is three cells: a name lands in the next column, which is a named one.
    # The town is filled in, for surplus cells that are empty are forgiven.
    _rejected("line too long", _SPILT | {"plaats": "Sittard"}, ragged="spill"),
    _rejected("formula", {"soort": "=cmd|' /C calc'!A0"}),
    _twice("older version", SOME, _UNFINISHED),
    _twice("same row twice", FEW),
    _unplaced("address that matches nothing", _NOWHERE),
    _unplaced("no place at all", _EMPTY),
    _unknown("soort", "WPO"),
    _unknown("soort", "LAADPAAL"),
)


@dataclass(frozen=True)
class _Writing:
    """How one of the two systems of public order writes coordinates and moments."""

    x: str
    y: str
    year_at: int
    february: str
    zeros: str
    future: str
    lone_y: str
    swapped: tuple[str, str]
    foreign: tuple[str, str]


_DEGREES = _Writing(
    "lon", "lat", 0, "YYYY-02-31 10:00", "0000-00-00 00:00", "2099-01-01 00:00", "50.98",
    swapped=("50.987654", "5.861234"), foreign=("188000.0", "331500.0"),
)  # fmt: skip
_METRES = _Writing(
    "x", "y", 6, "31-02-YYYY 10:00", "00-00-0000 00:00", "01-01-2099 00:00", '"331500,0"',
    swapped=('"331500,0"', '"188000,0"'), foreign=('"5,861234"', '"50,987654"'),
)  # fmt: skip


def incidents(metres: bool) -> tuple[Fault, ...]:
    """Faults of the public order files: the older ones carry degrees, the later ones RD metres."""
    way = _METRES if metres else _DEGREES
    x, y = way.x, way.y
    bare = {name: text for name, text in _EMPTY.items() if name != "postcode"}
    return (
        _rejected("impossible date 31-02", {"voorgevallen": _in_its_year("voorgevallen", way.year_at, way.february)}),
        _rejected("date of zeros", {"geregistreerd": way.zeros}),
        _rejected("date in 2099", {"voorgevallen": way.future, "geregistreerd": way.future}),
        _rejected("line too short", ragged="cut"),
        _rejected("line too long", {"toelichting": "Zie verslag, gemaakt door Foppe Kanariestein"}, ragged="spill"),
        _rejected("coordinate without the other", {x: "", y: way.lone_y}),
        _rejected("coordinate that is no number", {x: "NaN", y: "NaN"}),
        _rejected("coordinate that is infinite", {x: "inf", y: "-inf"}),
        _rejected("severity outside 1 to 5", {"ernst": "9"}),
        _twice("same row twice", SOME),
        _rejected("coordinates swapped", {x: way.swapped[0], y: way.swapped[1]} | bare),
        _rejected("coordinates in another system", {x: way.foreign[0], y: way.foreign[1]} | bare),
        _unplaced("no place at all", {x: "", y: ""} | bare),
        _unknown("type", "Drone"),
    )


_NO_SPOT = _EMPTY | {"complex": ""}

OBSERVATIONS = (
    _rejected("impossible date 31-02", {"datum": _in_its_year("datum", 0, "31-02-YYYY")}),
    _rejected("date of zeros", {"datum": "0000-00-00"}),
    _rejected("date in 2099", {"datum": "2099-01-01 09:00"}),
    _rejected("date as a spreadsheet's day number", {"datum": "44562.5"}),
    _rejected("severity outside 1 to 5", {"ernst": "7"}),
    _rejected("severity in words", {"ernst": "hoog"}),
    _rejected("formula", {"onderwerp": "=1+1"}),
    _twice("same row twice", SOME),
    _unplaced("complex that does not exist", _NO_SPOT | {"complex": "C9999"}),
    _unplaced("no place at all", _NO_SPOT),
    _unknown("onderwerp", "Drone gezien"),
)

_OPEN: Change = {"state": '"in behandeling"', "closed_at": "null", "updated_at": _same("created_at")}

PUBLIC_SPACE = (
    _rejected("date of zeros", {"created_at": '"0000-00-00T00:00:00"'}),
    _rejected("impossible date 31-02", {"created_at": _in_its_year("created_at", 1, '"YYYY-02-31T10:00"')}),
    _rejected("date in 2099", {"created_at": '"2099-01-01T00:00"', "closed_at": "null"}),
    _rejected("closed before opened", {"closed_at": '"2001-01-05T09:00"'}),
    _rejected("half a line", ragged="cut"),
    _rejected("coordinate without the other", {"lat": "null"}),
    _twice("older version", SOME, _OPEN),
    _rejected("coordinates swapped", {"lon": "50.987654", "lat": "5.861234"}),
    _unplaced("no place at all", {"lon": "null", "lat": "null"}),
    _unknown("main_category", '"overlast-op-het-water"'),
)
