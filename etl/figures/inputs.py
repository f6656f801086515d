"""What the methods look at, as frames and matrices over the judged areas and whole months. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from buurtbeeld import codes
from buurtbeeld.methods.scores.inputs import Tables, matrix, steady_sources
from etl.quoting import identifier
from etl.sql_files import read as read_sql
from etl.sql_files import run

AMONG = {level: (level,) for level in codes.FIGURE_LEVELS} | {codes.FOCUS: ("buurt", codes.FOCUS)}
"""Among which areas those of a level are measured: a corporation has few focus areas, so they are put among buurten."""


@dataclass(frozen=True)
class Evidence:
    """areas: area_id, area_no, level. months: whole months, first days. tables: see methods.evidence.Tables.

    data_end: the last moment known; until: the first day after the last whole month.
    """

    areas: pd.DataFrame
    months: pd.DatetimeIndex
    tables: Tables
    data_end: pd.Timestamp
    until: pd.Timestamp

    def groups(self, *levels: str) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
        """Per level its name, the area_ids it is measured among, and which of them are its own."""
        for level in levels or tuple(AMONG):
            among = self.areas[self.areas["level"].isin(AMONG[level])]
            own = among["level"].eq(level).to_numpy()
            if own.any() and len(self.months):
                yield level, among["area_id"].to_numpy(object), own

    def homes(self, areas: np.ndarray) -> np.ndarray:
        """(A, T) homes in stock."""
        return matrix(self.tables.homes, "homes_rented", areas, self.months)

    def steady(self, kind: str, reference: int, fewest: int) -> tuple[pd.DataFrame, np.ndarray]:
        """Counts of a kind by the sources that delivered throughout, and (T,) in which months all of them did."""
        source_months = self.tables.source_month[self.tables.source_month["kind"].eq(kind)]
        sources, months = steady_sources(source_months, self.months, reference, fewest)
        rows = self.tables.counts
        return rows[rows["kind"].eq(kind) & rows["source"].isin(sources)], months

    @property
    def kinds(self) -> list[str]:
        """Kinds of reports that were ever delivered."""
        return sorted(self.tables.source_month["kind"].unique())


def evidence_rows(con: duckdb.DuckDBPyConnection, name: str, **given: object) -> pd.DataFrame:
    """The answer of queries/evidence/<name>.sql; what is not given of its $names is a constant of codes."""
    return run(con, read_sql(f"evidence/{name}"), **given).df()


def read(con: duckdb.DuckDBPyConnection) -> Evidence:
    """Everything the methods need; makes the temporary table `judged`."""
    areas = evidence_rows(con, "judged")
    con.register("judged_rows", areas)
    con.execute(
        """create or replace temp table judged as
        select cast(area_id as varchar) as area_id, cast(area_no as integer) as area_no, cast(level as varchar) as level
        from judged_rows"""
    )
    con.unregister("judged_rows")
    source_months = con.execute(
        "select source, cast(kind as varchar) as kind, month, known from source_month order by all"
    ).df()
    staff = con.execute("select area_id, month, team, aspect, score from staff_score order by all").df()
    survey = con.execute("select area_id, wave, question, mean, n, sd from survey order by all").df()
    end, until, first = con.execute("select data_end, until_month, first_month from build").fetchone() or (
        None,
        None,
        None,
    )
    return Evidence(
        areas,
        pd.date_range(first, pd.Timestamp(until) - pd.Timedelta(days=1), freq="MS"),
        Tables(evidence_rows(con, "homes"), evidence_rows(con, "counts"), source_months, staff, survey),
        pd.Timestamp(end),
        pd.Timestamp(until),
    )


def keep(con: duckdb.DuckDBPyConnection, name: str, columns: str, parts: list[pd.DataFrame]) -> None:
    """Makes the table name from frames that hold these columns (names with blanks between them); NaN becomes NULL."""
    types = {column: TYPES.get(column, "DOUBLE") for column in columns.split()}
    written = ", ".join(f"{identifier(column)} {kind}" for column, kind in types.items())
    chosen = ", ".join(_cast(identifier(column), kind) for column, kind in types.items())
    con.execute(f"create or replace table {name} ({written})")
    filled = [part[list(types)] for part in parts if len(part)]
    if filled:
        con.register("kept_rows", pd.concat(filled, ignore_index=True))
        con.execute(f"insert into {name} select {chosen} from kept_rows")
        con.unregister("kept_rows")


def _cast(column: str, kind: str) -> str:
    return f"nullif({column}::double, 'nan'::double)" if kind == "DOUBLE" else f"{column}::{kind}"


_KINDS = {
    "VARCHAR": "area_id level kind theme source indicator label view reason verdict direction moved_by detail period "
    "other feature",
    "DATE": "since until week first_week last_week until_week reference begins joins",
    "INTEGER": "position sign areas cases cases_before burst burst_before months weeks series reports reporters",
    "SMALLINT": "standing",
    "BOOLEAN": "counted still alarm known watched",
}
TYPES = {column: kind for kind, columns in _KINDS.items() for column in columns.split()}
"""One name has one type in every table of the methods; all others are DOUBLE."""
