"""Columns that each hold one thing, or one month, become rows of their own. Types nothing."""

from __future__ import annotations

import duckdb
import pandas as pd

from etl.descriptors.kinds import CELLS, KINDS
from etl.descriptors.read import Delivery
from etl.quoting import identifier


def load(
    con: duckdb.DuckDBPyConnection, kind: str, deliveries: list[Delivery], columns: tuple[str, ...], line: str
) -> None:
    """Adds a row to loaded.<kind>_rows for each cell of `stage`; line: SQL for where a staged row stands."""
    meanings = _meanings(deliveries)
    if meanings.empty:
        return
    value = CELLS[kind][1]
    meant = [name for name in meanings.columns if name not in ("file_no", "cell")]
    types = {field.name: field.type for field in KINDS[kind]}
    row = [name for name in columns if name != value]
    filled = {name: f"cell_row.{identifier(name)}" for name in row}
    filled |= {name: _meant(name, types[name], filled.get(name)) for name in meant}
    con.register("cell_meaning", meanings)
    con.execute(
        f"""insert into loaded.{kind}_rows
            (source, file, line, crs, {", ".join(map(identifier, filled))}, {identifier(value)})
        with cell_row as (
            select file.source, file.file, {line} as line, file.crs, stage.file_no,
                {"".join(f"stage.{identifier(name)}, " for name in row)}
                unnest(map_keys(wide)) as cell, unnest(map_values(wide)) as cell_value
            from stage join file using (file_no)
            where stage.reasons is null and wide is not null
        )
        select cell_row.source, cell_row.file, cell_row.line, cell_row.crs, {", ".join(filled.values())},
            cell_row.cell_value
        from cell_row join cell_meaning using (file_no, cell)"""
    )
    con.unregister("cell_meaning")


def _meanings(deliveries: list[Delivery]) -> pd.DataFrame:
    """One row per file and column of cells: file_no, cell (its key in `wide`), and what holds for it."""
    rows = [
        {"file_no": number, "cell": field.target.removeprefix("value:"), **delivery.descriptor.meaning(field)}
        for number, delivery in enumerate(deliveries)
        for field in delivery.descriptor.named
        if field.is_cell
    ]
    return pd.DataFrame(rows, dtype=object)


def _meant(name: str, kind: str, row: str | None) -> str:
    """SQL for a field that the column says, after what the row says of it: a year of the row, a month of the column."""
    text = f"cast(cell_meaning.{identifier(name)} as varchar)"
    if kind == "DATE":
        day = (
            f"concat({text}, substr('-01-01', length({text}) - 3))"
            if row is None
            else f"concat(year({row}), '-', {text}, '-01')"
        )
        return f"try_cast({day} as date)"
    return text if row is None else f"nullif(concat_ws('-', {row}, {text}), '')"
