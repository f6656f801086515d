"""From any delivered file to rows of text with line numbers. Reads only named columns, types nothing."""

from __future__ import annotations

from pathlib import Path

from buurtbeeld.errors import FileRefused
from etl.descriptors.read import Delivery
from etl.formats import columnar, delimited, jsondocument, jsonlines, spreadsheet
from etl.formats.relation import Rows

_OTHERS = {
    "xlsx": spreadsheet.rows,
    "xls": spreadsheet.rows,
    "ods": spreadsheet.rows,
    "jsonl": jsonlines.rows,
    "json": jsondocument.rows,
    "geojson": jsondocument.rows,
    "parquet": columnar.rows,
}


def rows(delivery: Delivery, workspace: Path) -> Rows:
    """The rows of a file, regular where that is possible; raises FileRefused."""
    return _read(delivery, workspace, delimited.rows)


def careful_rows(delivery: Delivery, workspace: Path) -> Rows:
    """The rows of a file with line and broken; raises FileRefused."""
    return _read(delivery, workspace, delimited.careful_rows)


def _read(delivery: Delivery, workspace: Path, text_reader: object) -> Rows:
    reader = _OTHERS.get(delivery.descriptor.format, text_reader)
    try:
        return reader(delivery, workspace)  # type: ignore[operator]
    except OSError as error:
        raise FileRefused(
            f"{delivery.path.name} should be readable; it is not: {error.strerror}. Look at the file."
        ) from error
