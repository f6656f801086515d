"""Columns of numbers that are each one thing, one month or one year: what to say of them. Reads no file."""

from __future__ import annotations

import re

from etl.describe.columns import Column
from etl.describe.heads import plain
from etl.describe.heads import words as split
from etl.descriptors.kinds import CELLS, KINDS

MONTHS = ("jan", "feb", "m(?:rt|aa|ar)", "apr", "m(?:ei|ay)", "jun", "jul", "aug", "sep", "o(?:kt|ct)", "nov", "dec")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)[-_ ]?(?:m|mm|-)?[-_ ]?(0[1-9]|1[0-2])", re.IGNORECASE)
PERIODS = {"indicators": "vintage", "staff_scores": "month", "counts": "period"}
PLACING = {"lat", "lon", "x", "y", "latitude", "longitude", "rdx", "rdy", "centroid", "coord", "coordinaat"}
"""Words in the heads of numbers that place a row."""
ROWS = (
    "id",
    "nr",
    "rij",
    "fid",
    "objectid",
    "index",
    "volgnr",
    "recs",
    "lat",
    "lon",
    "x",
    "y",
    "latitude",
    "longitude",
)
"""Heads of numbers that number rows or place them."""


def period(head: str) -> str | None:
    """The month or year that a head is: 2026-01, 2026, or 01 for a month of any year."""
    text = head.strip()
    if _YEAR.fullmatch(text):
        return text
    if written := _YEAR_MONTH.fullmatch(text):
        return f"{written[1]}-{written[2]}"
    for number, month in enumerate(MONTHS, start=1):
        if named := re.fullmatch(rf"{month}[a-z]*\.?[-_ ']*((?:19|20)?\d\d)?", text, re.IGNORECASE):
            year = named[1] and f"20{named[1][-2:]}" if len(named[1] or "") < 4 else named[1]
            return f"{year}-{number:02d}" if year else f"{number:02d}"
    return None


def words(kind: str, free: list[Column], fed: set[str]) -> dict[str, dict[str, object]]:
    """feeds and means by column name, of columns that feed nothing yet."""
    if kind not in CELLS or CELLS[kind][1] in fed:
        return {}
    thing, value = CELLS[kind]
    numbers = [column for column in free if column.type in ("number", "integer", "any") and not _of_rows(column)]
    periods = {column.name: each for column in numbers if (each := period(column.name))}
    word = PERIODS.get(kind)
    dated = word in fed or all(len(each) > 2 for each in periods.values())
    if word and len(periods) > 1 and dated and (thing in fed or not _needed(kind, thing)):
        return {name: {"feeds": value, "means": {word: each}} for name, each in periods.items()}
    if thing in fed:
        return {}
    return {
        column.name: {"feeds": f"value:{column.name}"}
        for column in numbers
        if column.texts and column.name not in periods and (len(set(column.texts)) > 1 or len(column.texts) < 6)
    }


def _needed(kind: str, field: str) -> bool:
    return next(each.required for each in KINDS[kind] if each.name == field)


def _of_rows(column: Column) -> bool:
    return (
        plain(column.name) in ROWS
        or bool(PLACING & set(split(column.name)))
        or (column.type == "integer" and column.unique and plain(column.name).endswith(("id", "nr", "code", "code8")))
    )
