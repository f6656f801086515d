"""Asks the analysis file through the sandbox: a question of queries/ by name, or an SQL of one's own. Draws nothing."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from buurtbeeld import settings, warehouse
from buurtbeeld.analysis import catalogue
from buurtbeeld.analysis.sandbox.pool import Pool, RunningQuestion
from buurtbeeld.analysis.sandbox.worker import Limits
from buurtbeeld.errors import ParameterRefused


def ask(question: str = "", /, *, sql: str = "", **parameters: object) -> pd.DataFrame:
    """The answer as a frame, from the newest build: ask("area_changes", theme="nuisance") or ask(sql="select …").

    What is not given has the default of queries/parameters.csv; days are dates or texts as 2026-01-31. The setting
    BUURTBEELD_WAREHOUSE says where the builds are. Raises NoWarehouse, UnknownQuestion, or an AnalysisError (see
    buurtbeeld.errors). An answer has at most BUURTBEELD_ANALYSIS_ROWS rows; frame.attrs["capped"] says whether there
    were more.
    """
    answer = begin(*sql_and_parameters(question, sql), parameters).answer()
    frame = as_frame(answer.rows)
    frame.attrs["capped"] = answer.capped
    return frame


def sql_and_parameters(question: str, sql: str) -> tuple[str, tuple[catalogue.Parameter, ...]]:
    """The SQL of a question's name, or one's own, and its parameters; raises ParameterRefused for both or neither."""
    if bool(question) == bool(sql):
        raise ParameterRefused("Expected the name of a question or an SQL, found both or neither. Give one of them.")
    if question:
        entry = catalogue.question(question)
        return entry.sql, entry.parameters
    return sql, catalogue.parameters(sql)


def begin(
    sql: str, parameters: tuple[catalogue.Parameter, ...], given: dict[str, object], *, explain: bool = False
) -> RunningQuestion:
    """Asks beside the caller; days that have a default need the row of table build first."""
    processes = pool()
    build = _build(processes) if any(parameter.kind == "day" for parameter in parameters) else {}
    return processes.begin(sql, catalogue.values(parameters, given, build), explain)


def pool() -> Pool:
    """The processes of the newest analysis file; those of an older one end when their work is done."""
    chosen = settings.read()
    file = warehouse.newest_analysis(chosen.warehouse)
    limits = Limits(
        seconds=chosen.analysis_seconds,
        memory_mb=chosen.analysis_memory_mb,
        rows=chosen.analysis_rows,
        bytes=chosen.analysis_mb * 1_000_000,
        at_once=chosen.analysis_at_once,
    )
    return _current.of(file, limits)


class _Current:
    """The pool of this process: of the newest file, with the limits of now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: Pool | None = None

    def of(self, file: Path, limits: Limits) -> Pool:
        with self._lock:
            if self._pool is None or (self._pool.file, self._pool.limits) != (file, limits):
                if self._pool:
                    self._pool.close()
                # One more than work: where one was stopped, the next question need not wait for its successor.
                self._pool = Pool(file, limits, ready=limits.at_once + 1)
            return self._pool

    def close(self) -> None:
        with self._lock:
            if self._pool:
                self._pool.close()
            self._pool = None


_current = _Current()


def close() -> None:
    """Ends the processes of this process; the next question starts others."""
    _current.close()


def _build(processes: Pool) -> dict[str, object]:
    row = processes.ask(catalogue.question("build").sql).rows.to_pylist()[0]
    until: date | None = row["until_month"]
    if until is None:
        return row
    month = date(until.year - (until.month == 1), (until.month - 2) % 12 + 1, 1)
    return row | {"month": month, "last_from": until.replace(year=until.year - 1)}


def tables() -> dict[str, dict[str, str]]:
    """table -> column -> type, as the newest analysis file has them; not the numbers that its views lean on."""
    rows = pool().begin("show all tables").answer().rows.to_pylist()
    return {
        row["name"]: dict(zip(row["column_names"], row["column_types"], strict=True))
        for row in rows
        if row["schema"] == "main"
    }


def as_frame(rows: pa.Table) -> pd.DataFrame:
    """Rows as pandas and files have them: sums as whole or broken numbers, days as datetime64, what only the database
    knows (an interval, a map, a union, or one within another) as text."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_decimal(field.type):
            rows = rows.set_column(place, field.name, _number(rows.column(place)))
        elif _only_text(field.type):
            rows = rows.set_column(place, field.name, _as_text(rows.column(place)))
    return rows.to_pandas(date_as_object=False)


def _number(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.type.scale == 0:
        try:
            return column.cast(pa.int64())
        except pa.ArrowInvalid:
            return column.cast(pa.float64())
    return column.cast(pa.float64())


def _only_text(kind: pa.DataType) -> bool:
    if pa.types.is_interval(kind) or pa.types.is_map(kind) or pa.types.is_union(kind):
        return True
    return any(_only_text(kind.field(place).type) for place in range(kind.num_fields))


def _as_text(column: pa.ChunkedArray) -> pa.Array:
    values = column.to_pylist(maps_as_pydicts="lossy")
    return pa.array([None if value is None else str(_in_words(value)) for value in values], pa.string())


def _in_words(value: object) -> object:
    """An interval as the database writes it, 14 months 3 days 02:00:00, wherever it lies in the value."""
    if isinstance(value, pa.MonthDayNano):
        seconds, rest = divmod(abs(value.nanoseconds), 1_000_000_000)
        sign = "-" if value.nanoseconds < 0 else ""
        clock = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        clock += f".{rest // 1000:06}" if rest else ""
        parts = [f"{number} {unit}" for number, unit in ((value.months, "months"), (value.days, "days")) if number]
        return " ".join([*parts, clock] if value.nanoseconds or not parts else parts)
    if isinstance(value, dict):
        return {key: _in_words(each) for key, each in value.items()}
    return [_in_words(each) for each in value] if isinstance(value, list) else value
