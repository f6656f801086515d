"""What every table and column means, and which an analyst may see: queries/descriptions.csv. Reads no warehouse."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from string import Template

from buurtbeeld import codes
from buurtbeeld.settings import ROOT

PATH = ROOT / "queries" / "descriptions.csv"
EVERYWHERE = "*"
"""The table whose rows say what a column of that name means wherever it has no words of its own."""


@dataclass(frozen=True)
class Entry:
    """A table (column is empty) or a column; published: the analysis file has it, else nl and en say why not."""

    table: str
    column: str
    published: bool
    nl: str
    en: str


@functools.cache
def entries() -> tuple[Entry, ...]:
    """Everything in the list, a table before its columns; words that hold everywhere and constants are filled in."""
    rows = list(csv.DictReader(PATH.read_text(encoding="utf-8").splitlines()))
    shared = {row["column"]: row for row in rows if row["table"] == EVERYWHERE}
    filled = ({**row, **_words(row, shared)} for row in rows if row["table"] != EVERYWHERE)
    return tuple(Entry(row["table"], row["column"], row["published"] == "yes", row["nl"], row["en"]) for row in filled)


def _words(row: dict[str, str], shared: dict[str, dict[str, str]]) -> dict[str, str]:
    source = row if row["nl"] else shared.get(row["column"], row)
    return {name: Template(source[name]).substitute(codes.constants()) for name in ("nl", "en")}


@functools.cache
def published() -> dict[str, tuple[str, ...]]:
    """The columns of every table in the analysis file, in the order of the list."""
    tables = [entry.table for entry in entries() if not entry.column and entry.published]
    columns = [entry for entry in entries() if entry.column and entry.published]
    return {table: tuple(entry.column for entry in columns if entry.table == table) for table in tables}


@functools.cache
def meanings(language: str) -> dict[tuple[str, str], str]:
    """(table, column) -> words in this language (nl or en); a table itself has an empty column."""
    return {(entry.table, entry.column): getattr(entry, language) for entry in entries()}
