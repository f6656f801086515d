"""Runs what stands in queries/build, checks, evidence and analysis over a build in the making. Writes no SQL."""

from __future__ import annotations

import duckdb

from buurtbeeld.warehouse import QUERIES, bound


def read(name: str) -> str:
    """The SQL of queries/<name>.sql, its folder included: evidence/weeks."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def run(con: duckdb.DuckDBPyConnection, sql: str, **given: object) -> duckdb.DuckDBPyConnection:
    """Runs an SQL; a $name that is not given stands for the constant of codes with that name."""
    return con.execute(sql, bound(sql, **given))
