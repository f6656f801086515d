"""Keeps how many reports each file brought per day and in which words, so that nobody counts millions for it again."""

from __future__ import annotations

import duckdb

from etl.sql_files import read


def count(con: duckdb.DuckDBPyConnection, fresh: bool) -> None:
    """Makes loaded.report_day: file_id, category_id, day, reports, first_at, last_at; counts only files in which
    something changed (touched_file), or all."""
    touched = "where file_id in (select file_id from touched_file)"
    con.execute(f"create or replace temp view recount as from report {'' if fresh else touched}")
    counted = read("build/load/report_day")
    if fresh:
        con.execute(f"create or replace table loaded.report_day as {counted}")
        return
    con.execute(f"delete from loaded.report_day {touched}")
    con.execute(f"insert into loaded.report_day {counted}")
