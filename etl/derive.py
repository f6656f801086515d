"""Runs the queries of queries/build and queries/checks over a build in the making."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from buurtbeeld.errors import CheckFailed
from buurtbeeld.warehouse import QUERIES
from etl.quoting import identifier
from etl.sql_files import read, run

BY_MONTH = "-- Rebuilt by month."
LATELY = "-- Rebuilt when the last months change."
LATELY_FROM = "least(previous_from, recent_from)"
CLOSED = {"kind", "theme", "subtheme", "period", "window"}
"""Columns whose values come from the closed list of tables.words()."""


def derive(con: duckdb.DuckDBPyConnection, everything: bool, progress: Callable[[str], None]) -> None:
    """Makes every derived table; where not everything changed, only what the touched months have to do with.

    Queries read reports with their theme from `counted` (the months to rebuild) and `counted_lately` (the last 24
    months and later), and in which areas a place lies from `place_area`, by number: a query that counts per area_no
    becomes a table of numbers in `tall` and a view of its own name that says the area. Writing and grouping the
    names themselves costs more than the counting.
    """
    _counted(con, everything)
    for path in sorted((QUERIES / "build").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        name = path.stem.split("_", 1)[1]
        progress(path.stem)
        if everything or LATELY not in text or not _same_windows(con):
            _make(con, name, text, anew=everything or BY_MONTH not in text)
        elif con.execute(f"from touched_month cross join build where month >= {LATELY_FROM}").fetchone():
            again = _make_again if _is_per_area(con, text) else _make_anew
            again(con, name, text)


def _same_windows(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the last 24 months are the same days of the same sources as in the previous build."""
    days = con.execute("from build semi join build_before using (data_end, until_month)").fetchone()
    sources = con.execute(
        """from comparable anti join comparable_before using (source, kind)
        union all from comparable_before anti join comparable using (source, kind)"""
    ).fetchone()
    return bool(days) and not sources


def _make_again(con: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    """Counts anew only the areas in which a place was touched."""
    con.execute("alter table place_area rename to place_area_whole")
    con.execute("create temp table place_area as from place_area_whole semi join touched_area using (area_no)")
    _see_lately(con, "and place_id in (select place_id from place_area)")
    con.execute(f"delete from tall.{identifier(name)} where area_no in (from touched_area)")
    run(con, f"insert into tall.{identifier(name)} {_worded(con, text)}")
    con.execute("drop table place_area")
    con.execute("alter table place_area_whole rename to place_area")
    _see_lately(con)


def _worded(con: duckdb.DuckDBPyConnection, text: str) -> str:
    """The query with its closed words as numbers: writing them as text costs more than counting does."""
    columns = {column for (column, *_) in run(con, f"describe {text}").fetchall()} & CLOSED
    casts = ", ".join(f"cast({identifier(c)} as word) as {identifier(c)}" for c in sorted(columns))
    return f"select * replace ({casts}) from (\n{text}\n)" if casts else text


def _is_per_area(con: duckdb.DuckDBPyConnection, text: str) -> bool:
    return "area_no" in {column for (column, *_) in run(con, f"describe {text}").fetchall()}


def _make_anew(con: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    _make(con, name, text, anew=True)


def _make(con: duckdb.DuckDBPyConnection, name: str, text: str, anew: bool) -> None:
    numbered = _is_per_area(con, text)
    query = _worded(con, text)
    table = f"tall.{identifier(name)}" if numbered else identifier(name)
    if not anew:
        con.execute(f"delete from {table} where month in (from touched_month)")
        run(con, f"insert into {table} {query}")
        return
    run(con, f"create or replace table {table} as {query}")
    if numbered:
        con.execute(
            f"""create or replace view {identifier(name)} as
            select area.area_id, area.level, counts.* exclude (area_no)
            from {table} as counts join area on area.area_no = counts.area_no"""
        )


def _counted(con: duckdb.DuckDBPyConnection, everything: bool) -> None:
    con.execute("create schema if not exists tall")
    run(con, f"create or replace temp table place_area as {read('build/load/place_area')}")
    rows = f"(\n{read('build/load/counted')}\n)"
    if everything:
        con.execute(f"create or replace temp table counted as from {rows}")
        con.execute(f"create or replace temp view counted_lately as from counted where month >= {_LATELY}")
        return
    # What a month has in it is asked of the moments themselves first: that is cheaper than cutting each to its month.
    span = (
        "between (select min(month) from touched_month) and (select max(month) + interval 1 month from touched_month)"
    )
    con.execute(
        f"""create or replace temp table counted as
        from (from {rows} where "at" {span}) semi join touched_month using (month)"""
    )
    _see_lately(con)


def _see_lately(con: duckdb.DuckDBPyConnection, only: str = "") -> None:
    """counted_lately, of which only some may be needed: a condition that begins with 'and'."""
    rows = f"(\n{read('build/load/counted')}\n)"
    con.execute(f'create or replace temp view counted_lately as from {rows} where "at" >= {_LATELY} {only}')


_LATELY = f"(select {LATELY_FROM} from build)"


def check(con: duckdb.DuckDBPyConnection, folder: Path = QUERIES / "checks") -> int:
    """Runs every rule; returns how many. Raises CheckFailed naming the first broken rule and one offender."""
    rules = sorted(folder.glob("*.sql"))
    for rule in rules:
        cursor = run(con, rule.read_text(encoding="utf-8"))
        offender = cursor.fetchone()
        if offender is not None:
            names = [column[0] for column in cursor.description]
            example = ", ".join(f"{name} {value}" for name, value in zip(names, offender, strict=True))
            raise CheckFailed(
                f"The rule '{rule.stem.replace('_', ' ')}' does not hold, for example: {example}. "
                f"Nothing was published; see {rule.name} in {folder.parent.name}/{folder.name}."
            )
    return len(rules)
