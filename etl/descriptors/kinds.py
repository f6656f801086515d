"""The kinds of delivery and their canonical fields: the one list that describe, load and the documentation read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Canon:
    """A canonical field: its SQL type, whether a row without it is rejected, and what it means."""

    name: str
    type: str
    required: bool
    meaning: str


def _fields(*rows: tuple[str, str, bool, str]) -> tuple[Canon, ...]:
    return tuple(Canon(*row) for row in rows)


_ADDRESS = (
    ("postcode", "VARCHAR", False, "postcode, written in any usual way"),
    ("number", "VARCHAR", False, "house number, with or without addition"),
    ("letter", "VARCHAR", False, "letter of the house number, where it has a column of its own (BAG)"),
    ("addition", "VARCHAR", False, "addition to the house number"),
    ("street", "VARCHAR", False, "street name"),
    ("town", "VARCHAR", False, "town"),
    ("complex", "VARCHAR", False, "the corporation's complex code"),
)

_POINT = (
    ("x", "DOUBLE", False, "longitude, or first coordinate in the descriptor's crs"),
    ("y", "DOUBLE", False, "latitude, or second coordinate in the descriptor's crs"),
)

_SIGNAL = _fields(
    (
        "source_id",
        "VARCHAR",
        False,
        "the supplier's own number of the report; without one, file and line are its number",
    ),
    ("occurred_at", "TIMESTAMP", False, "when it happened (this or registered_at is needed)"),
    ("registered_at", "TIMESTAMP", False, "when it was reported"),
    ("closed_at", "TIMESTAMP", False, "when it was closed"),
    ("version_at", "TIMESTAMP", False, "when this version of the row was written; the latest wins"),
    ("case_id", "VARCHAR", False, "the supplier's number of the case the report belongs to"),
    ("category", "VARCHAR", False, "the supplier's category, mapped by the categories table"),
    ("severity", "INTEGER", False, "1 (light) to 5 (grave)"),
    ("status", "VARCHAR", False, "the supplier's status"),
    ("channel", "VARCHAR", False, "how it came in"),
    ("confidentiality", "VARCHAR", False, "VERA VERTROUWELIJKHEID code"),
    ("reporter", "VARCHAR", False, "who reported: only a keyed, rotating hash of it is kept"),
    ("area_code", "VARCHAR", False, "code of the buurt, wijk or gemeente, where the supplier gives no place"),
    *_POINT,
    *_ADDRESS,
)

KINDS: dict[str, tuple[Canon, ...]] = {
    "incident": _SIGNAL,
    "complaint": _SIGNAL,
    "observation": _SIGNAL,
    "homes": _fields(
        ("home_id", "VARCHAR", True, "the corporation's number of the rental unit"),
        ("in_stock_from", "DATE", False, "first day in stock; empty: always was"),
        ("in_stock_until", "DATE", False, "first day no longer in stock; empty: still is"),
        *_POINT,
        *_ADDRESS,
    ),
    "addresses": _fields(
        ("address_id", "VARCHAR", False, "the register's number (BAG: 16 digits)"), *_POINT, *_ADDRESS
    ),
    "areas": _fields(
        ("code", "VARCHAR", True, "code of the area (CBS GM, WK, BU; or own)"),
        ("name", "VARCHAR", False, "name of the area"),
        ("level", "VARCHAR", False, "gemeente, wijk, buurt, complex or street; else the descriptor's level"),
        ("parent_code", "VARCHAR", False, "code of the area it lies in; else found by geometry"),
        ("parent_name", "VARCHAR", False, "name of that area, where the same file carries it"),
        ("grandparent_code", "VARCHAR", False, "code of the area the parent lies in"),
        ("grandparent_name", "VARCHAR", False, "name of that area, where the same file carries it"),
        ("valid_from", "DATE", False, "first day of this outline"),
        ("valid_to", "DATE", False, "first day after it"),
    ),
    "area_links": _fields(
        ("from_area", "VARCHAR", True, "code of the area before the change"),
        ("to_area", "VARCHAR", True, "code of the area after it"),
        ("reason", "VARCHAR", False, "boundary_change, recode or contains"),
        ("share", "DOUBLE", False, "part of the old area that went to the new one, 0 to 1"),
    ),
    "focus_areas": _fields(
        ("code", "VARCHAR", True, "own code of the focus area"),
        ("name", "VARCHAR", False, "its name"),
        ("street", "VARCHAR", False, "a street that belongs to it (one row per member)"),
        ("town", "VARCHAR", False, "town of that street"),
        ("complex", "VARCHAR", False, "a complex that belongs to it"),
        ("postcode", "VARCHAR", False, "a postcode that belongs to it"),
    ),
    "staff_scores": _fields(
        ("area_code", "VARCHAR", True, "code of the area"),
        ("month", "DATE", True, "month of the score"),
        ("team", "VARCHAR", False, "team that scored"),
        ("aspect", "VARCHAR", True, "clean, intact, safe, nuisance or togetherness"),
        ("score", "DOUBLE", True, "1 to 10"),
    ),
    "surveys": _fields(
        ("area_code", "VARCHAR", True, "code of the area"),
        ("wave", "VARCHAR", True, "wave of the survey"),
        ("question", "VARCHAR", True, "question, unless the columns are the questions (value:<name>)"),
        ("mean", "DOUBLE", True, "mean answer"),
        ("n", "INTEGER", False, "answers"),
        ("sd", "DOUBLE", False, "standard deviation of the answers"),
    ),
    "indicators": _fields(
        ("area_code", "VARCHAR", True, "code of the area"),
        ("vintage", "VARCHAR", False, "year or period of the figure"),
        ("name", "VARCHAR", True, "indicator, unless the columns are the indicators (value:<name>)"),
        ("value", "DOUBLE", False, "its value; empty is unknown"),
        ("n", "INTEGER", False, "number it rests on"),
        ("low", "DOUBLE", False, "lower end of its interval"),
        ("high", "DOUBLE", False, "upper end of its interval"),
    ),
    "counts": _fields(
        ("area_code", "VARCHAR", True, "code of the area"),
        ("period", "DATE", True, "first day of the month, quarter or year that was counted over"),
        ("category", "VARCHAR", False, "what was counted, in the supplier's words; empty: everything together"),
        ("count", "INTEGER", False, "how many; empty is withheld or unknown, never zero"),
    ),
}

OUTLINES = ("areas", "focus_areas")

CELLS = {
    "indicators": ("name", "value"),
    "counts": ("category", "count"),
    "surveys": ("question", "mean"),
    "staff_scores": ("aspect", "score"),
}
"""Kinds of which a column may hold one thing, or one month, of its own: the field that value:<name> names, and the one
that its cells fill."""

POINT = "point"
"""What a column feeds that holds both coordinates: x and y."""

IDENTITY = {
    "incident": ("source_id",),
    "complaint": ("source_id",),
    "observation": ("source_id",),
    "homes": ("home_id",),
    "addresses": ("postcode", "number", "letter", "addition", "street", "town"),
    "areas": ("level", "code"),
    "area_links": ("from_area", "to_area"),
    "focus_areas": ("code", "street", "town", "complex", "postcode"),
    "staff_scores": ("area_code", "month", "team", "aspect"),
    "surveys": ("area_code", "wave", "question"),
    "indicators": ("area_code", "vintage", "name"),
    "counts": ("area_code", "period", "category"),
}
"""Within one source and kind, rows with the same identity are versions of one thing: the latest wins."""
