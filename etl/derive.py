"""Runs the queries of queries/build and queries/checks over a build in the making."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from buurtbeeld.errors import CheckFailed
from buurtbeeld.warehouse import QUERIES
from etl.casting import identifier

BY_MONTH = "-- Rebuilt by month."
CLOSED = {"level", "kind", "theme", "subtheme", "period", "window"}
"""Columns whose values come from the closed list of tables.words()."""


def derive(con: duckdb.DuckDBPyConnection, everything: bool, told: Callable[[str], None]) -> None:
    """Makes every derived table; where not everything changed, only the touched months of those rebuilt by month.

    Queries read signals with their place from `counted` (the months to rebuild) and `counted_all`.
    """
    _views(con, everything)
    for path in sorted((QUERIES / "build").glob("*.sql")):
        told(path.stem)
        name = identifier(path.stem.split("_", 1)[1])
        text = _worded(con, path.read_text(encoding="utf-8"))
        if not everything and BY_MONTH in text:
            con.execute(f"delete from {name} where month in (from touched_month)")
            con.execute(f"insert into {name} {text}")
        else:
            con.execute(f"create or replace table {name} as {text}")


def _worded(con: duckdb.DuckDBPyConnection, text: str) -> str:
    """The query with its closed words as numbers: writing them as text costs more than counting does."""
    columns = {name for (name, *_) in con.execute(f"describe {text}").fetchall()} & CLOSED
    if not columns:
        return text
    casts = ", ".join(f"cast({identifier(name)} as word) as {identifier(name)}" for name in sorted(columns))
    return f"select * replace ({casts}) from (\n{text}\n)"


def _views(con: duckdb.DuckDBPyConnection, everything: bool) -> None:
    columns = "signal.*, place.gemeente, place.wijk, place.buurt, place.complex, place.street, place.hexagon"
    query = f"select {columns} from signal join place on place.place_id = signal.place_id"
    con.execute(f"create or replace temp view counted_all as {query}")
    scope = "" if everything else " where signal.month in (select month from touched_month)"
    con.execute(f"create or replace temp view counted as {query}{scope}")


def check(con: duckdb.DuckDBPyConnection, folder: Path = QUERIES / "checks") -> int:
    """Runs every rule; returns how many. Raises CheckFailed naming the first broken rule and one offender."""
    rules = sorted(folder.glob("*.sql"))
    for rule in rules:
        cursor = con.execute(rule.read_text(encoding="utf-8"))
        offender = cursor.fetchone()
        if offender is not None:
            names = [column[0] for column in cursor.description]
            example = ", ".join(f"{name} {value}" for name, value in zip(names, offender, strict=True))
            raise CheckFailed(
                f"The rule '{rule.stem.replace('_', ' ')}' does not hold, for example: {example}. "
                f"Nothing was published; see {rule.name} in {folder.parent.name}/{folder.name}."
            )
    return len(rules)
