"""Cuts the text of one record into cells, as DuckDB's strict reader does. Reads no file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from etl.descriptors.schema import Dialect


class Fault(Enum):
    """Why the text is no record (yet)."""

    OPEN = "a quote is opened and never closed"
    STRAY = "a quote within quotes is not doubled"


@dataclass(frozen=True)
class Cutter:
    """Cuts by one dialect. A cell is quoted if a quote, with at most one blank before it, opens it.

    signs: a record without these is just split. odd: a record with these Python's own reader would cut differently.
    texts: what reader reads next.
    """

    delimiter: str
    quote: str
    escape: str
    signs: re.Pattern[str]
    odd: re.Pattern[str] | None
    cell: re.Pattern[str]
    opening: re.Pattern[str]
    texts: list[str]
    reader: Iterator[list[str]]

    def cut(self, text: str) -> list[str] | Fault:
        """The cells of a record's text without its line end."""
        if not self.signs.search(text):
            return text.split(self.delimiter)
        if self.odd and not self.odd.search(text):
            self.texts.append(text)
            try:
                return next(self.reader)
            except (csv.Error, IndexError):
                # Blanks behind a quote, a very long cell, a quote left open or another fault: the pattern tells which.
                pass
        return self._by_pattern(text)

    def _by_pattern(self, text: str) -> list[str] | Fault:
        cells: list[str] = []
        position, end = 0, len(text)
        while True:
            match = self.cell.match(text, position)
            if not match:
                return Fault.OPEN if self.opening.fullmatch(text, position) else Fault.STRAY
            cells.append(self._value(match))
            position = match.end()
            if position >= end and not match["more"]:
                return cells

    def _value(self, match: re.Match[str]) -> str:
        sign = self.escape if match["quoted"] is None else self.escape + self.quote
        value = match["quoted"] or match["bare"] or ""
        return re.sub(f"[{re.escape(sign)}](.?)", r"\1", value, flags=re.DOTALL) if sign else value


def cutter(dialect: Dialect) -> Cutter:
    """The cutter of a dialect; a character behind the escapeChar stands for itself."""
    quote, escape = dialect.quoteChar or "", dialect.escapeChar or ""
    d, q, e = (re.escape(each) for each in (dialect.delimiter, quote, escape))
    blank, lead = (" *", " *") if dialect.skipInitialSpace else (" ?", "")
    escaped = f"|{e}." if e else ""
    # DuckDB goes on with a quoted cell where only blanks stand between a closing and an opening quote; so do we.
    inside = f"(?:[^{q}{e}]++{escaped}{f'|{q} *{q}' if dialect.doubleQuote else ''})*+"
    bare = f"{lead}(?P<bare>(?:[^{d}{e}]++{escaped})*+)"
    more = f"(?:(?P<more>{d})|\\Z)"
    quoted = f"{blank}{q}(?P<quoted>{inside}){q} *" if q else "(?P<quoted>(?!))"
    ordinary = quote and dialect.doubleQuote and not escape and not dialect.skipInitialSpace
    texts: list[str] = []
    return Cutter(
        dialect.delimiter,
        quote,
        escape,
        re.compile("|".join([*filter(None, (q, e, lead and " "))]) or "(?!)"),
        re.compile(f"(?:^|{d}) {q}|\r") if ordinary else None,
        re.compile(f"(?:{quoted}|{f'(?!{blank}{q})' if q else ''}{bare}){more}", re.DOTALL),
        re.compile(f"{blank}{q}{inside}{e and f'{e}?'}" if q else "(?!)", re.DOTALL),
        texts,
        # One reader for all records, fed one text at a time: making a reader costs more than reading a record.
        csv.reader(iter(texts.pop, None), delimiter=dialect.delimiter, quotechar=quote or None, strict=True),
    )
