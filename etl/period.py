"""Makes the tables that say what a build covers: themes, months, and where the last whole month ends."""

from __future__ import annotations

import duckdb

from buurtbeeld.settings import ROOT
from etl.sources import register
from etl.sql_files import read, run


def months(con: duckdb.DuckDBPyConnection) -> bool:
    """Makes `theme`, `month` and the row of `build`; returns whether the months differ from those of the last build."""
    before = _rows(con)
    if before:
        con.execute("create or replace temp table build_before as select data_end, until_month from build")
        con.execute("create or replace temp table comparable_before as select source, kind from comparable")
    _make_theme(con)
    run(con, f"create or replace table build as {read('build/load/period')}", recorded=register.SOURCE)
    run(con, f"create or replace table month as {read('build/load/month')}")
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


def _rows(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    if not con.execute("select 1 from duckdb_tables() where table_name = 'month' and not temporary").fetchall():
        return []
    return con.execute("select month from month order by month").fetchall()
