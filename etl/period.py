"""Which months a build covers, and where the last whole month ends. Decides it from the data alone."""

from __future__ import annotations

import duckdb

from buurtbeeld.settings import ROOT

REGISTER = "register"
"""What a colleague records today says nothing about how far the deliveries reach: months are known by those alone."""
MISSED = 3
"""Fewer than so many expected reports between the last one and the month's end: the month may well be whole."""


def months(con: duckdb.DuckDBPyConnection) -> bool:
    """Makes `theme`, `month` and the row of `build`; returns whether the months differ from those of the last build.

    The month of the last report is whole when the rest of it would, at the last year's rhythm, have brought fewer than
    three reports (a Poisson count of mean 3 is zero in 5 % of cases).
    """
    before = _rows(con)
    if before:
        con.execute("create or replace temp table build_before as select data_end, until_month from build")
        con.execute("create or replace temp table comparable_before as select source, kind from comparable")
    _make_theme(con)
    _make_build(con)
    con.execute(
        """create or replace table month as
        with last as (select date_trunc('month', greatest(data_end, until_month - interval 1 day)) as ending from build)
        select cast(unnest(range(first_month, ending + interval 1 day, interval 1 month)) as date) as month
        from build cross join last"""
    )
    return before != _rows(con)


def _make_theme(con: duckdb.DuckDBPyConnection) -> None:
    """The reference list in its own order."""
    themes = str(ROOT / "data" / "reference" / "themes.csv").replace("'", "''")
    con.execute(
        f"""create or replace table theme as
        select theme, subtheme, theme_nl, theme_en, name_nl, name_en, lens, calamity = 'yes' as calamity,
            vera_kind, vera_detail, cast(vera_from as date) as vera_from, own = 'yes' as own,
            cast(row_number() over () as integer) as position
        from read_csv('{themes}', header = true, all_varchar = true, delim = ',', quote = '"')"""
    )


def _make_build(con: duckdb.DuckDBPyConnection) -> None:
    """What the build covers; its name, time and version are filled in at the end."""
    con.execute(
        f"""create or replace table build as
        with span as (
            select min(first_at) as first_at, coalesce(max(last_at), timestamp '2000-01-01') as last_at
            from loaded.report_day join delivery using (file_id) where delivery.source <> '{REGISTER}'
        ),
        pace as (
            select span.*, last_day(cast(last_at as date)) - cast(last_at as date) as days_left,
                (select sum(reports) from loaded.report_day where day > cast(last_at as date) - 365)
                    / greatest(1, least(365, cast(last_at as date) - cast(first_at as date))) as per_day
            from span)
        select '' as name, timestamp '2000-01-01' as built_at, '' as code_version, false as demonstration,
            last_at as data_end,
            cast(date_trunc('month', coalesce(first_at, last_at)) as date) as first_month,
            cast(date_trunc('month', last_at) + case when days_left * per_day < {MISSED} then interval 1 month
                else interval 0 month end as date) as until_month,
            cast(until_month - interval 12 month as date) as last_from,
            cast(until_month - interval 24 month as date) as previous_from,
            cast(date_trunc('month', last_at - interval 60 day) as date) as recent_from
        from pace"""
    )


def _rows(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    if not con.execute("select 1 from duckdb_tables() where table_name = 'month' and not temporary").fetchall():
        return []
    return con.execute("select month from month order by month").fetchall()
