"""Keeps how many reports each file brought per day and in which words, so that nobody counts millions for it again."""

from __future__ import annotations

import duckdb


def count(con: duckdb.DuckDBPyConnection, fresh: bool) -> None:
    """Makes loaded.report_day: file_id, category_id, day, reports, first_at, last_at; counts only files in which
    something changed (touched_file), or all."""
    at = "coalesce(occurred_at, registered_at)"
    counted = f"""select file_id, category_id, cast({at} as date) as day, count(*) as reports,
            min({at}) as first_at, max({at}) as last_at
        from report {{}} group by file_id, category_id, cast({at} as date)"""
    if fresh:
        con.execute(f"create or replace table loaded.report_day as {counted.format('')}")
        return
    touched = "where file_id in (select file_id from touched_file)"
    con.execute(f"delete from loaded.report_day {touched}")
    con.execute(f"insert into loaded.report_day {counted.format(touched)}")
