"""Writes the SQL that reads a day or a moment as suppliers write it, by a Dutch clock. Rejects nothing."""

from __future__ import annotations

import re

from buurtbeeld.clock import DUTCH
from etl.descriptors.schema import Field
from etl.quoting import literal

OPEN_ENDS = ("closed_at", "in_stock_until", "valid_to")
"""Fields in which a day in 9999 or 2999 is how a system writes that there is no end."""

_NO_END = "(^|[^0-9:.])[29]999([^0-9]|$)|^[29]9991231"
_PLAIN = "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?"
_ZONED = r"(?i)^(.*:[0-9.]+) ?(Z|UTC|GMT|CET|CEST|[+-][0-9]{2}(?::?[0-9]{2})?)(?:\[[a-z_/]+\])?$"
MONTHS = "(jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*[.]?"
WEEKDAYS = "^(ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[a-z]*[.]?,? +"
ENGLISH = {"mrt": "mar", "maa": "mar", "mei": "may", "okt": "oct"}
AHEAD = 10
"""A year of two digits lies at most so many years after the delivery; else it is of the century before."""


def pattern(field: Field) -> str | None:
    """How the moments of a field are written; None for ISO 8601."""
    return field.format if field.format not in ("", "default", "any") else None


def without_year(written: str) -> bool:
    """Whether moments are written so that the name of the file must say the year."""
    return "%d" in written and not re.search("%[YyGcxs]", written)


def no_end(column: str) -> str:
    """Whether a text stands for an end that is not set."""
    return f"(contains({column}, '999') and regexp_matches({column}, '{_NO_END}'))"


def typed(raw: str, field: Field, kind: str) -> str:
    """A text as DATE or TIMESTAMP, NULL where it is none; may use $delivered_at."""
    if written := pattern(field):
        return f"cast({_written(raw, written)} as {kind})"
    if field.type == "year":
        return f"try_cast({raw} || '-01-01' as {kind})"
    if field.type == "yearmonth":
        return f"try_cast({raw} || '-01' as {kind})"
    if kind == "DATE":
        return f"case when length({raw}) <= 10 then try_cast({raw} as date) else cast({_iso(raw)} as date) end"
    return _iso(raw)


def _iso(raw: str) -> str:
    """Most moments are plain and are cast as they are; only the others pay for being taken apart."""
    # Suppliers write more digits of a second than there are microseconds.
    short = rf"regexp_replace({raw}, '([.][0-9]{{6}})[0-9]+', '\1')"
    # Late evening in UTC may be the next day here.
    instant = f"try_cast(concat(try_cast({_part(short, 1)} as timestamp), {_offset(_part(short, 2))}) as timestamptz)"
    return (
        f"case when regexp_full_match({raw}, '{_PLAIN}') then try_cast({raw} as timestamp)"
        f" when regexp_matches({raw}, {literal(_ZONED)}) then timezone('{DUTCH.key}', {instant})"
        f" else try_cast({short} as timestamp) end"
    )


def _part(raw: str, number: int) -> str:
    return f"regexp_extract({raw}, {literal(_ZONED)}, {number})"


def _offset(zone: str) -> str:
    return (
        f"case upper({zone}) when 'Z' then '+00' when 'UTC' then '+00' when 'GMT' then '+00'"
        f" when 'CET' then '+01' when 'CEST' then '+02' else {zone} end"
    )


def _written(raw: str, written: str) -> str:
    if without_year(written):
        raw, written = f"concat({raw}, ' ', $file_year)", f"{written} %Y"
    if re.search("%[aAbB]", written):
        if re.search("%[aA]", written):
            raw, written = f"regexp_replace(lower({raw}), '{WEEKDAYS}', '')", re.sub("%[aA][.]?,? *", "", written)
        raw, written = in_english(raw), written.replace("%B", "%b")
    read = f"try_strptime({raw}, {literal(written)})"
    if re.search("%[zZ]", written):
        return f"timezone('{DUTCH.key}', {read})"
    if re.search("(Z|UTC|GMT)$", written):
        return f"timezone('{DUTCH.key}', timezone('UTC', {read}))"
    if "%y" in written:
        ahead = f"{read} > $delivered_at + interval {AHEAD} year"
        return f"case when {ahead} then {read} - interval 100 year else {read} end"
    return read


def in_english(raw: str) -> str:
    """Names of months in Dutch or English, long or short, as the three letters that the database reads."""
    short = rf"regexp_replace(lower({raw}), '{MONTHS}', '\1')"
    for dutch, english in ENGLISH.items():
        short = f"replace({short}, '{dutch}', '{english}')"
    return short
