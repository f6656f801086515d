"""Writes the analysis file beside a build: the tables and columns of queries/descriptions.csv. Adds none of its own."""

from __future__ import annotations

from pathlib import Path

import duckdb

from buurtbeeld import dictionary
from buurtbeeld.warehouse import QUERIES
from etl.casting import identifier, literal


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The published part of the build that con holds, as a file of its own, every table and column with its meaning.

    A table with a query in queries/analysis is what that query gives; any other is copied, published columns only.
    Closed words become text, so that programs which know no enumerated types can read them.
    """
    con.execute(f"attach {literal(str(path))} as analysis (storage_version 'v1.2.0')")
    try:
        # One transaction: some three hundred of them would each wait for the disk.
        con.execute("begin")
        for table, columns in dictionary.published().items():
            con.execute(f"create table analysis.{identifier(table)} as {_asked(con, table, columns)}")
        for (table, column), words in dictionary.says("nl").items():
            if column in dictionary.published().get(table, ()) or (not column and table in dictionary.published()):
                _comment(con, table, column, words)
        con.execute("commit")
        con.execute("checkpoint analysis")
    finally:
        con.execute("detach analysis")


def _asked(con: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> str:
    own = QUERIES / "analysis" / f"{table}.sql"
    rows = f"(\n{own.read_text(encoding='utf-8')}\n)" if own.is_file() else identifier(table)
    kinds = {name: str(kind) for name, kind, *_rest in con.execute(f"describe from {rows}").fetchall()}
    shown = (
        f"cast({identifier(column)} as varchar) as {identifier(column)}"
        if kinds[column].startswith("ENUM")
        else identifier(column)
        for column in columns
    )
    return f"select {', '.join(shown)} from {rows}"


def _comment(con: duckdb.DuckDBPyConnection, table: str, column: str, words: str) -> None:
    whole = f"analysis.{identifier(table)}"
    con.execute(
        f"comment on {f'column {whole}.{identifier(column)}' if column else f'table {whole}'} is {literal(words)}"
    )
