"""Reads small files that tests write, by descriptors that tests write. Mocks nothing."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import duckdb

from etl import formats
from etl.descriptors.read import Delivery, interpret
from etl.formats.relation import Rows

COLUMNS = ("id", "datum", "soort")
FEEDS = ("source_id", "registered_at", "category")


def delivery(path: Path, columns: tuple[str, ...] = COLUMNS, **words: Any) -> Delivery:
    """A delivery of complaints; `columns` feed source_id, registered_at and category in this order."""
    fields = [
        {"name": name} | ({"feeds": feeds} if feeds else {})
        for name, feeds in zip(columns, (*FEEDS, *[None] * len(columns)), strict=False)
    ]
    described = {"path": path.name, "kind": "complaint", "schema": {"fields": fields}} | words
    descriptor = interpret(described, path.with_name("klachten.descriptor.json"), json.dumps(described))
    return Delivery(descriptor, path, f"{path.parent.name}/{path.name}")


def answer(rows: Rows) -> list[tuple[Any, ...]]:
    """Every row of a relation."""
    return _connection().execute(f"select * from {rows.relation}").fetchall()


@functools.cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def careful(one: Delivery, workspace: Path) -> list[tuple[Any, ...]]:
    """Every careful row: the named columns, line, broken."""
    return answer(formats.careful_rows(one, workspace))


def fast(one: Delivery, workspace: Path) -> list[tuple[Any, ...]] | None:
    """The rows of the fast reading with their lines, or None where loading would turn to careful reading."""
    rows = formats.rows(one, workspace)
    if rows.first_line is None:
        return None
    try:
        found = answer(rows)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    if len(found) != rows.records:
        return None
    return [(*row, rows.first_line + number, None) for number, row in enumerate(found)]
