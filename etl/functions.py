"""Writes the functions of queries/functions into a database, so that whoever asks it counts with the same formulas."""

from __future__ import annotations

import duckdb

from buurtbeeld.warehouse import QUERIES


def write(con: duckdb.DuckDBPyConnection) -> None:
    """Makes every function in the database that con uses."""
    for path in sorted((QUERIES / "functions").glob("*.sql")):
        con.execute(path.read_text(encoding="utf-8"))
