"""Rows of one file that give one thing different values: rejects all of them. Compares no two files."""

from __future__ import annotations

import duckdb

from etl.descriptors.kinds import CELLS, IDENTITY, KINDS
from etl.quoting import identifier, literal
from etl.sql_files import read, run

VALUES_CONTRADICT = "values_contradict"
"""The kind of finding that says how many there were."""
MEASURED = ("staff_scores", "surveys", "indicators", "counts")
"""Kinds whose rows are values: of other kinds a later row is a newer version."""


def reject(con: duckdb.DuckDBPyConnection, number: int, kind: str, columns: tuple[str, ...]) -> int:
    """Gives the rows of a file in `stage` that contradict each other a reason; returns how many they are."""
    if kind not in MEASURED:
        return 0
    con.execute(f"create or replace temp view measured as {_measured(number, kind, columns)}")
    run(con, f"create or replace temp table contradicting as {read('build/load/contradicting')}")
    shown = ", ".join(f"{identifier(name)} := {identifier(name)}" for name in (*columns, "wide"))
    reason = literal(f"{_identity(kind)}: other rows of this file say something else of the same")
    con.execute(
        f"""update stage set reasons = [{reason}], row_text = cast(to_json(struct_pack({shown})) as varchar)
        where rowid in (from contradicting)"""
    )
    (rows,) = con.execute("select count(*) from contradicting").fetchone() or (0,)
    return int(rows)


def finding(rows: int, kind: str) -> str:
    """What is said of so many rows of a kind."""
    return f"{rows} rows say different things of the same {_identity(kind)}; none of them is used"


def _identity(kind: str) -> str:
    return ", ".join(IDENTITY[kind])


def _measured(number: int, kind: str, columns: tuple[str, ...]) -> str:
    """SQL: row_no, thing and value of every value in a file; where the columns are the things, one row per cell."""
    key = [identifier(name) for name in IDENTITY[kind] if name in columns]
    beside = [
        identifier(field.name) for field in KINDS[kind] if field.name in columns and field.name not in IDENTITY[kind]
    ]
    good = f"from stage where file_no = {number} and reasons is null"
    parts = []
    if beside:
        given = " or ".join(f"{name} is not null" for name in beside)
        parts.append(
            f"select rowid as row_no, {_row(key)} as thing, {_row(beside)} as value {good} and wide is null "
            f"and ({given})"
        )
    if kind in CELLS:
        cell = f"select rowid as row_no, *, unnest(map_entries(wide)) as cell {good} and wide is not null"
        parts.append(
            f"select row_no, {_row([*key, 'cell.key'])} as thing, {_row(['cell.value', *beside])} as value "
            f"from ({cell}) where cell.value is not null"
        )
    return " union all ".join(parts)


def _row(columns: list[str]) -> str:
    """SQL: these as one text; a blank is not the same as nothing."""
    return f"cast([{', '.join(f'cast({column} as varchar)' for column in columns)}] as varchar)"
