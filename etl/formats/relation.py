"""What reading hands to loading, and the Parquet file that careful reading leaves behind. Types nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.descriptors.read import Delivery
from etl.quoting import literal

UNREADABLE = "\udcff"
"""Stands for bytes that are not text, from decoding until a record is stored; no file can contain it."""

Record = tuple[int, tuple[str | None, ...], str | None]
"""Line where the record starts, the text of the named columns, and why the record is broken (None: it is not)."""

BATCH_RECORDS = 20_000
BATCH_CHARACTERS = 16_000_000


@dataclass(frozen=True)
class Rows:
    """A table expression that yields the named columns as VARCHAR, called as in the descriptor, in its order.

    Regular rows: record n (from 0) stands on line first_line + n, and there must be exactly `records` of them; if
    there are not, or the relation cannot be read, the file has to be read with care. Careful rows: first_line and
    records are None, and the relation also yields line (BIGINT, from 1) and broken (VARCHAR, NULL where sound).
    """

    relation: str
    first_line: int | None = None
    records: int | None = None


def own_file(workspace: Path, suffix: str) -> Path:
    """An empty file in the workspace under a name never used before: DuckDB remembers what it read under a name."""
    handle, path = tempfile.mkstemp(suffix, dir=workspace)
    os.close(handle)
    return Path(path)


def store(records: Iterable[Record], delivery: Delivery, workspace: Path) -> Rows:
    """Writes records to Parquet in batches, whatever their number, and points at the file."""
    names = [field.name for field in delivery.descriptor.named]
    path = own_file(workspace, ".parquet")
    schema = pa.schema([*((name, pa.string()) for name in names), ("line", pa.int64()), ("broken", pa.string())])
    with pq.ParquetWriter(path, schema, compression="snappy") as writer:
        for batch in _batches(records):
            writer.write_table(_table(batch, names, schema))
    return Rows(f"read_parquet({literal(path.as_posix())})")


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    size = 0
    for record in records:
        batch.append(record)
        size += sum(map(len, filter(None, record[1])))
        if len(batch) >= BATCH_RECORDS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    yield batch


def _table(batch: list[Record], names: list[str], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*(cells for _, cells, _ in batch), strict=True)) or [()] * len(names)
    broken = [reason for _, _, reason in batch]
    arrays = []
    for name, column in zip(names, columns, strict=True):
        try:
            array = pa.array(column, pa.string())
        except UnicodeEncodeError:
            array = pa.array(_replaced(name, column, broken), pa.string())
        _mark_nul(name, array, broken)
        arrays.append(pc.if_else(pc.equal(array, ""), None, array))
    lines = pa.array([line for line, _, _ in batch], pa.int64())
    return pa.table([*arrays, lines, pa.array(broken, pa.string())], schema=schema)


def _replaced(name: str, column: tuple[str | None, ...], broken: list[str | None]) -> list[str | None]:
    cells = list(column)
    for number, cell in enumerate(cells):
        if cell is not None and not _is_text(cell):
            cells[number] = cell.encode("utf-8", "replace").decode("utf-8")
            broken[number] = broken[number] or f"bytes that are not text in column '{name}'"
    return cells


def _is_text(cell: str) -> bool:
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _mark_nul(name: str, array: pa.Array, broken: list[str | None]) -> None:
    rows = pc.indices_nonzero(pc.fill_null(pc.match_substring(array, "\0"), False))
    for number in rows.to_pylist():
        broken[number] = broken[number] or f"a zero byte in column '{name}'"
