"""Writes the SQL that reads a number as suppliers write it. Rejects nothing."""

from __future__ import annotations

from etl.descriptors.schema import Field
from etl.quoting import literal

_THOUSANDS = "[+-]?[1-9][0-9]{0,2}([.][0-9]{3})+(,[0-9]+)?"
_COUNT = "[+-]?[1-9][0-9]{0,2}([.][0-9]{3})+|[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+"
_BLANKS = r"[ \x{00A0}\x{2009}\x{202F}]"
COORDINATES = ("x", "y")
"""Of these a point parts no thousands: 5.805 is a longitude."""


def typed(raw: str, field: Field, kind: str) -> str:
    """A text as DOUBLE or INTEGER, NULL where it is none. Only what is no plain number is tidied and tried again."""
    tried = [f"try_cast({_plain(text, field, kind)} as {kind})" for text in (raw, _tidy(raw))]
    return f"coalesce({', '.join(tried)})"


def _tidy(raw: str) -> str:
    """Without what people see and a database does not read: the minus sign U+2212, %, blanks that part thousands."""
    hyphen = f"replace({raw}, '\u2212', '-')"
    whole = f"regexp_replace({hyphen}, '{_BLANKS}*%$', '')"
    return rf"regexp_replace({whole}, '{_BLANKS}([0-9]{{3}})\b', '\1', 'g')"


def _plain(raw: str, field: Field, kind: str) -> str:
    if field.groupChar:
        raw = f"replace({raw}, {literal(field.groupChar)}, '')"
    elif kind == "INTEGER":
        parted = f"(contains({raw}, '.') or contains({raw}, ',')) and regexp_full_match({raw}, '{_COUNT}')"
        raw = f"case when {parted} then replace(replace({raw}, '.', ''), ',', '') else {raw} end"
    elif field.decimalChar == "," and field.feeds not in COORDINATES:
        parted = f"contains({raw}, '.') and regexp_full_match({raw}, '{_THOUSANDS}')"
        raw = f"case when {parted} then replace({raw}, '.', '') else {raw} end"
    if field.decimalChar and field.decimalChar != ".":
        raw = f"replace({raw}, {literal(field.decimalChar)}, '.')"
    return raw
