"""Cuts the text of one record into cells, as DuckDB's strict reader does. Reads no file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from etl.vocabulary import Dialect


class Fault(Enum):
    """Why the text is no record (yet)."""

    OPEN = "a quote is opened and never closed"
    STRAY = "a quote within quotes is not doubled"


@dataclass(frozen=True)
class Cutter:
    """Cuts by one dialect. A cell is quoted if a quote, with at most one blank before it, opens it."""

    delimiter: str
    quote: str
    cell: re.Pattern[str]
    opening: re.Pattern[str]
    unescape: tuple[tuple[str, str], ...]
    plain: bool

    def cut(self, text: str) -> list[str] | Fault:
        """The cells of a record's text without its line end."""
        if self.plain or (self.quote and self.quote not in text):
            return text.split(self.delimiter)
        cells: list[str] = []
        match, position, end = self.cell.match, 0, len(text)
        while True:
            found = match(text, position)
            if not found:
                return Fault.OPEN if self.opening.fullmatch(text, position) else Fault.STRAY
            cells.append(self._value(found))
            position = found.end()
            if position >= end and not found["more"]:
                return cells

    def _value(self, found: re.Match[str]) -> str:
        value = found["quoted"]
        if value is None:
            return found["bare"]
        for written, meant in self.unescape:
            value = value.replace(written, meant)
        return value


def cutter(dialect: Dialect) -> Cutter:
    """The cutter of a dialect; characters that an escapeChar protects lose it."""
    d, q, e = (re.escape(each or "") for each in (dialect.delimiter, dialect.quoteChar, dialect.escapeChar))
    blank = " *" if dialect.skipInitialSpace else " ?"
    lead = " *" if dialect.skipInitialSpace else ""
    more = f"(?:(?P<more>{d})|\\Z)"
    if not q:
        return Cutter(dialect.delimiter, "", re.compile(f"{lead}(?P<bare>[^{d}]*+)(?P<quoted>(?!))?{more}"),
                      re.compile("(?!)"), (), not lead)  # fmt: skip
    inside = "|".join([f"[^{q}{e}]++", *([f"{e}."] if e else []), *([f"{q}{q}"] if dialect.doubleQuote else [])])
    quoted = f"{blank}{q}(?P<quoted>(?:{inside})*+){q} *"
    bare = f"(?!{blank}{q}){lead}(?P<bare>[^{d}]*+)"
    unescape = [(2 * dialect.quoteChar, dialect.quoteChar)] if dialect.doubleQuote and dialect.quoteChar else []
    if dialect.escapeChar:
        unescape = [(dialect.escapeChar + (dialect.quoteChar or ""), dialect.quoteChar or ""), *unescape]
    return Cutter(
        dialect.delimiter,
        dialect.quoteChar or "",
        re.compile(f"(?:{quoted}|{bare}){more}", re.DOTALL),
        re.compile(f"{blank}{q}(?:{inside})*+{e and f'{e}?'}", re.DOTALL),
        tuple(unescape),
        False,
    )
