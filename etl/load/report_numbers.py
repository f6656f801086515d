"""Numbers of reports: absent ones, those that a spreadsheet damaged, those that stand in a build more than once."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from etl.load.casting import damaged
from etl.load.rows import FINDINGS, Stage
from etl.sql_files import read, run

SAME = "hash(delivery.source, delivery.kind, row.source_id)"
"""Finds candidates for being the same report; what is the same is then decided on the three themselves."""

UNNUMBERED, DAMAGED, GIVEN_AGAIN = KINDS = ("number_missing", "number_damaged", "number_given_again")
"""Kinds of finding that are written here."""


def legible(column: str) -> str:
    """SQL: the number as delivered, NULL where it is damaged."""
    return "null" if column == "null" else f"case when {damaged(column)} then null else {column} end"


def number(column: str, line: str) -> str:
    """SQL: the number of a report; where it has none that can be read, file and line are its number."""
    return f"coalesce({legible(column)}, concat(file.file, ':', {line}))"


def note_unnumbered(con: duckdb.DuckDBPyConnection, staged: Stage) -> None:
    """A finding for each file of `stage` with reports whose number is its line."""
    column = "stage.source_id" if "source_id" in staged.columns else "cast(null as varchar)"
    for kind, which, what in (
        (UNNUMBERED, f"{column} is null", "have no number"),
        (DAMAGED, damaged(column), "have a number that a spreadsheet damaged (1,23457E+11)"),
    ):
        con.execute(
            f"""insert into loaded.file_finding
            select file.source, file.file, '{kind}', concat(count(*), ' reports {what}, so file and line are '
                'their number: a report that is delivered again in another file counts twice')
            from stage join file on file.file_no = stage.file_no
            where stage.reasons is null and {which}
            group by file.source, file.file"""
        )


def say(con: duckdb.DuckDBPyConnection) -> None:
    """Brings to `finding` what was noticed of files while reading, and which numbers were given again."""
    con.execute(f"delete from finding where kind in {(*KINDS, *FINDINGS)}")
    con.execute("insert into finding select source, file, kind, null, detail from loaded.file_finding")
    run(con, f"insert into finding {read('build/load/number_given_again')}", finding=GIVEN_AGAIN)


def find_twice(con: duckdb.DuckDBPyConnection) -> int:
    """Makes the temporary table `twice` of every value of SAME that two reports share; returns how many there are."""
    # Sorting five million numbers takes a fifth of the time in which they are grouped.
    hashes = np.sort(
        con.execute(
            f"select {SAME} as same from report as row join delivery on delivery.file_id = row.file_id"
        ).fetchnumpy()["same"]
    )
    twice = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    con.register("twice_rows", pd.DataFrame({"same": twice.astype(np.uint64)}))
    con.execute("create or replace temp table twice as select same::ubigint as same from twice_rows")
    con.unregister("twice_rows")
    return len(twice)
