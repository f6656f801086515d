"""Changes delivered files row by row, whatever their format: what is wrong with the rows that stay, stays wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from python_calamine import CalamineWorkbook

from etl.demo import papers
from etl.descriptors.schema import Descriptor

Row = list[Any]


@dataclass
class Sheet:
    """The rows of a file as lists of cells, and how to write them back. Rows are numbered from 0, and round again."""

    rows: list[Row]
    write: Callable[[list[Row]], None]

    def change(self, row: int, other: int) -> None:
        """A cell becomes what it is in another row."""
        one, two = (self.rows[index % len(self.rows)] for index in (row, other))
        column = (row + other) % min(len(one), len(two))
        if min(len(one), len(two)) > 1:
            one[column] = two[column]
        self.write(self.rows)

    def add(self, row: int, other: int) -> None:
        """A new thing comes in, like that of another row."""
        self._insert(row, other, "9")

    def repeat(self, row: int, other: int) -> None:
        """A row comes in twice."""
        self._insert(row, other, "")

    def _insert(self, row: int, at: int, more: str) -> None:
        first, *rest = self.rows[row % len(self.rows)]
        self.rows.insert(at % (len(self.rows) + 1), [f"{first}{more}" if isinstance(first, str) else first, *rest])
        self.write(self.rows)

    def take_away(self, row: int, other: int) -> None:
        """Some rows are no longer there, up to all of them."""
        start = row % len(self.rows)
        del self.rows[start : start + 1 + other % (len(self.rows) + 5)]
        self.write(self.rows)

    def turn_round(self, _row: int, _other: int) -> None:
        """The same rows in another order."""
        self.write(self.rows[::-1])


ROWS = (Sheet.change, Sheet.add, Sheet.repeat, Sheet.take_away, Sheet.turn_round)


def opened(path: Path, descriptor: Descriptor) -> Sheet:
    """The rows of a file that can be read; a line that is broken is a row of one cell."""
    return _READERS[descriptor.format](path, descriptor)


def _lines(path: Path, descriptor: Descriptor) -> Sheet:
    form = {"delimiter": descriptor.dialect.delimiter, "lineterminator": "\r\n"}
    above = descriptor.dialect.headerRows[-1]
    lines = path.read_bytes().decode(descriptor.encoding).splitlines()

    def write(rows: list[Row]) -> None:
        text = io.StringIO()
        csv.writer(text, **form).writerows(rows)
        whole = "".join(f"{line}\r\n" for line in lines[:above]) + text.getvalue()
        path.write_bytes(whole.encode(descriptor.encoding))

    return Sheet([next(csv.reader([line], **form)) for line in lines[above:] if line], write)


def _json_lines(path: Path, descriptor: Descriptor) -> Sheet:
    names = [field.name for field in descriptor.fields]

    def cells(line: str) -> Row:
        try:
            return [json.loads(line).get(name) for name in names]
        except ValueError:
            return [line]

    def line(row: Row) -> str:
        return row[0] if len(row) == 1 else json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)

    def write(rows: list[Row]) -> None:
        path.write_text("".join(f"{line(row)}\n" for row in rows), encoding="utf-8")

    return Sheet([cells(each) for each in path.read_text(encoding="utf-8").splitlines()], write)


def _workbook(path: Path, descriptor: Descriptor) -> Sheet:
    sheet, above = descriptor.dialect.sheetName or "", descriptor.dialect.headerRows[-1]
    with CalamineWorkbook.from_path(path) as book:
        lines = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    titles = tuple(str(line[0]) for line in lines[: above - 1])

    def write(rows: list[Row]) -> None:
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in lines[above - 1]]
        papers.workbook(path, sheet, titles, lines[above - 1], columns)

    return Sheet([[_whole(cell) for cell in line] for line in lines[above:]], write)


def _whole(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _parquet(path: Path, _descriptor: Descriptor) -> Sheet:
    table = pa.parquet.read_table(path)

    def write(rows: list[Row]) -> None:
        given = [dict(zip(table.column_names, row, strict=True)) for row in rows]
        pa.parquet.write_table(pa.Table.from_pylist(given, table.schema), path)

    return Sheet([list(row.values()) for row in table.to_pylist()], write)


def _outlines(path: Path, _descriptor: Descriptor) -> Sheet:
    """The properties of each feature, and its outline as the last cell."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    names = list(whole["features"][0]["properties"]) if whole["features"] else []

    def write(rows: list[Row]) -> None:
        features = [
            {"type": "Feature", "properties": dict(zip(names, row[:-1], strict=True)), "geometry": row[-1]}
            for row in rows
        ]
        path.write_text(json.dumps(whole | {"features": features}, ensure_ascii=False), encoding="utf-8")

    return Sheet([[*each["properties"].values(), each["geometry"]] for each in whole["features"]], write)


_READERS = {"csv": _lines, "jsonl": _json_lines, "xlsx": _workbook, "parquet": _parquet, "geojson": _outlines}
