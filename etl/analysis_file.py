"""Writes the analysis file beside a build: the tables and columns of queries/descriptions.csv. Adds none of its own.

What is large is kept as numbers in the schema tall; analysts read it through a view of the same name as the table in
the warehouse. Closed words are text there, so that programs that know no enumerated types can read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from buurtbeeld.analysis import data_dictionary
from buurtbeeld.warehouse import QUERIES
from etl import functions
from etl.quoting import identifier, literal
from etl.sql_files import read, run

PIECES = ("area", "category", "place", "report")
"""Tables of the schema tall with a query in queries/analysis/tall: what the views lean on."""


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The published part of the build that con holds, as a file of its own, every table and column with its meaning.

    A table with a query in queries/analysis is what that query gives; any other is copied, published columns only.
    """
    (made,) = con.execute("select current_database()").fetchone() or ("",)
    con.execute(f"attach {literal(str(path))} as analysis (storage_version 'v1.2.0')")
    try:
        with _transaction(con):
            _pieces(con)
            views = {table: _kept(con, table, columns) for table, columns in data_dictionary.published().items()}
            # A view finds its tables only in the file that it stands in.
            con.execute("use analysis")
            functions.write(con)
            for table, query in views.items():
                if query:
                    con.execute(f"create view {identifier(table)} as {query}")
                _describe(con, table, "view" if query else "table")
        con.execute("checkpoint analysis")
    finally:
        con.execute(f"use {identifier(made)}")
        con.execute("detach analysis")


@contextmanager
def _transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All statements in one: some three hundred of them would each wait for the disk."""
    con.execute("begin")
    try:
        yield
    except duckdb.Error:
        con.execute("rollback")
        raise
    con.execute("commit")


def _pieces(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create schema analysis.tall")
    run(con, f"create or replace temp table place_told as {_query('tall/place_told')}")
    for name in PIECES:
        run(con, f"create table analysis.tall.{name} as {_query(f'tall/{name}')}")
    con.execute("drop table place_told")


def _kept(con: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> str:
    """Keeps the rows of a table; gives the query of the view that shows them, or nothing where they show themselves."""
    query = _query(table)
    if "tall." in query:
        return query
    rows = f"(\n{query}\n)" if query else identifier(table)
    kinds = {name: str(kind) for name, kind, *_rest in run(con, f"describe from {rows}").fetchall()}
    closed = {column for column in columns if kinds[column].startswith("ENUM")}
    shown = ", ".join(
        f"cast({identifier(c)} as varchar) as {identifier(c)}" if c in closed else identifier(c) for c in columns
    )
    whole = f"tall.{identifier(table)}"
    if _is_numbered(con, table, columns):
        con.execute(f"create table analysis.{whole} as from {whole}")
        return f"select {shown} from {whole} join tall.area using (area_no)"
    if closed and not query:
        con.execute(f"create table analysis.{whole} as select {', '.join(map(identifier, columns))} from {rows}")
        return f"select {shown} from {whole}"
    run(con, f"create table analysis.{identifier(table)} as select {shown} from {rows}")
    return ""


def _query(name: str) -> str:
    return read(f"analysis/{name}") if (QUERIES / "analysis" / f"{name}.sql").is_file() else ""


def _is_numbered(con: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> bool:
    """Whether the build keeps it by number of area, and needs nothing but `area` to show it."""
    columns_of_tall = con.execute(
        "select column_name from duckdb_columns() where database_name = current_database() and schema_name = 'tall'"
        " and table_name = ?",
        [table],
    )
    return {name for (name,) in columns_of_tall.fetchall()} - {"area_no"} == set(columns) - {"area_id", "level"}


def _describe(con: duckdb.DuckDBPyConnection, table: str, sort: str) -> None:
    meanings = data_dictionary.meanings("nl")
    con.execute(f"comment on {sort} {identifier(table)} is {literal(meanings[table, ''])}")
    for column in data_dictionary.published()[table]:
        con.execute(f"comment on column {identifier(table)}.{identifier(column)} is {literal(meanings[table, column])}")
