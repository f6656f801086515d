"""The first records of an unknown file as named columns of text. Judges no meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio

from buurtbeeld.errors import FileRefused
from etl.blanks import trimmed
from etl.describe.encoding import decoded
from etl.descriptors.schema import FORMATS, Dialect, Field
from etl.formats import jsondocument, objects, values
from etl.formats.cells import cutter
from etl.formats.jsonlines import parsed
from etl.formats.spreadsheet import open_workbook

RECORDS = 2_000
DELIMITERS = (";", ",", "\t", "|")


@dataclass
class Sample:
    """Columns by name (texts, trimmed, empty ones kept), the descriptor's words about the file, and doubts."""

    columns: dict[str, list[str]]
    words: dict[str, Any] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


def sample(path: Path) -> Sample:
    """The sample of a file; raises FileRefused for a format that no descriptor can name."""
    kind = FORMATS.get(path.suffix.lower().lstrip("."))
    readers: dict[str, Callable[[Path], Sample]] = {
        "csv": _delimited,
        "jsonl": _json_lines,
        "json": _json_document,
        "parquet": _parquet,
    }
    if kind in ("xlsx", "xls", "ods"):
        return _sheet(path)
    if kind in ("gpkg", "geojson", "shp"):
        return _outlines(path)
    if kind is None:
        endings = ", ".join(sorted(FORMATS))
        raise FileRefused(
            f"{path.name} should end in one of {endings}. Rename a copy of it, or ask for another format."
        )
    return readers[kind](path)


def _delimited(path: Path) -> Sample:
    text, encoding, doubts = decoded(path)
    lines = [line.rstrip("\r") for line in text.split("\n")]
    delimiter, width = _delimiter([line for line in lines if line.strip()][:500])
    if width == 1:
        doubts.append(
            "No delimiter was found: the file is taken as one column. Set 'dialect.delimiter' if there is one."
        )
    cut = cutter(Dialect(delimiter=delimiter))
    rows = [cells if isinstance(cells := cut.cut(line), list) else [] for line in lines]
    top = _header_row(rows, width)
    dialect: dict[str, Any] = {"delimiter": delimiter}
    if top:
        dialect["headerRows"] = [top + 1]
        doubts.append(
            f"The header was found on line {top + 1}; what stands above it is taken as titles. Set 'headerRows' if not."
        )
    records = [row for row in rows[top + 1 :] if len(row) == width][:RECORDS]
    broken = sum(
        1 for row, line in zip(rows[top + 1 :], lines[top + 1 :], strict=True) if line.strip() and len(row) != width
    )
    if broken:
        doubts.append(
            f"{broken} of the first lines do not have {width} cells; a quoted cell may go on"
            " below, or the lines are damaged. Look at them."
        )
    return _named(rows[top], records, {"format": "csv", "encoding": encoding, "dialect": dialect}, doubts)


def _delimiter(lines: list[str]) -> tuple[str, int]:
    """The delimiter that cuts most lines into equally many cells, and how many; the header counts for a tenth."""
    best, cut_best = (0.0, 0), (",", 1)
    for delimiter in DELIMITERS:
        cut = cutter(Dialect(delimiter=delimiter))
        widths = Counter(len(cells) for line in lines if isinstance(cells := cut.cut(line), list))
        width, times = max(
            ((w, n) for w, n in widths.items() if w > 1), key=lambda each: (each[1], each[0]), default=(1, 0)
        )
        score = (round(times / max(len(lines), 1), 1), width)
        if width > 1 and score > best:
            best, cut_best = score, (delimiter, width)
    return cut_best


def _header_row(rows: list[list[str]], width: int) -> int:
    """The first row of full width; a header may end in a few names that are empty."""
    return next(
        (
            n
            for n, row in enumerate(rows[:100])
            if len(row) == width and sum(map(bool, map(str.strip, row))) > width / 2
        ),
        0,
    )


def _named(header: list[str], records: list[list[str]], words: dict[str, Any], doubts: list[str]) -> Sample:
    names = [trimmed(name) for name in header]
    while len(names) > 1 and not names[-1]:
        names.pop()
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        doubts.append(
            f"{len(twice)} names stand twice in the header ({', '.join(map(repr, twice[:5]))}): they cannot be fed."
            " Rename one in the file."
        )
    columns = {
        name: [trimmed(row[place]) if place < len(row) else "" for row in records]
        for place, name in enumerate(names)
        if name and name not in twice
    }
    return Sample(columns, words, doubts)


def _sheet(path: Path) -> Sample:
    doubts: list[str] = []
    any_field = Field(name="any")
    with open_workbook(path) as workbook:
        names = workbook.sheet_names
        heights = {name: workbook.get_sheet_by_name(name).total_height for name in names}
        chosen = max(names, key=lambda name: heights[name])
        if len(names) > 1:
            doubts.append(
                f"The file has {len(names)} sheets; '{chosen}' is the longest and was taken."
                " Set 'sheetName' for another."
            )
        cells = zip(range(RECORDS + 100), workbook.get_sheet_by_name(chosen).iter_rows(), strict=False)
        rows = [[values.text(cell, any_field) or "" for cell in row] for _, row in cells]
    filled = Counter(sum(map(bool, row)) for row in rows if sum(map(bool, row)) > 1)
    width = max(filled, default=1)
    top = next((n for n, row in enumerate(rows) if sum(map(bool, row)) >= 0.6 * width), 0)
    if top:
        doubts.append(
            f"The header was found in row {top + 1}; what stands above it is taken as titles. Set 'headerRows' if not."
        )
    dialect: dict[str, Any] = {"sheetName": chosen} | ({"headerRows": [top + 1]} if top else {})
    words = {"format": FORMATS[path.suffix.lower().lstrip(".")], "dialect": dialect}
    return _named(rows[top] if rows else [], rows[top + 1 :][:RECORDS], words, doubts)


def _json_lines(path: Path) -> Sample:
    text, encoding, doubts = decoded(path)
    records = [given for line in text.split("\n")[:RECORDS] if isinstance(given := parsed(line), dict)]
    if not records:
        doubts.append("No line is a JSON object. Ask for one object a line.")
    return Sample(_by_path(records), {"format": "jsonl", "encoding": encoding}, doubts)


def _json_document(path: Path) -> Sample:
    _text, encoding, doubts = decoded(path)
    try:
        records = jsondocument.documents(path, encoding)
    except ValueError:
        return _json_lines(path)
    return Sample(
        _by_path([each for each in records if isinstance(each, dict)][:RECORDS]),
        {"format": "json", "encoding": encoding},
        doubts,
    )


def _by_path(records: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The texts of every key, nested ones by their path."""
    fields = {name: Field(name=name) for each in records for name in objects.flat(each)}
    return {name: [trimmed(objects.cell(each, field) or "") for each in records] for name, field in fields.items()}


def _parquet(path: Path) -> Sample:
    any_field = Field(name="any")
    try:
        batch = next(pq.ParquetFile(path).iter_batches(RECORDS), None)
    except (pa.ArrowException, OSError) as error:
        raise FileRefused(f"{path.name} should be Parquet; it cannot be opened: {error}. Ask for it again.") from error
    columns = batch.to_pydict() if batch is not None else {}
    texts = {name: [values.text(value, any_field) or "" for value in column] for name, column in columns.items()}
    return Sample(texts, {"format": "parquet"})


def _outlines(path: Path) -> Sample:
    try:
        layers = [name for name, geometry in pyogrio.list_layers(path) if geometry]
        info = pyogrio.read_info(path, layer=layers[0] if layers else 0)
        frame = pyogrio.read_dataframe(
            path, layer=layers[0] if layers else 0, read_geometry=False, max_features=RECORDS
        )
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise FileRefused(
            f"{path.name} should hold outlines; it cannot be opened: {error}. Ask for it again."
        ) from error
    words: dict[str, Any] = {"format": FORMATS[path.suffix.lower().lstrip(".")]}
    if words["format"] == "gpkg":
        words["dialect"] = {"layer": layers[0] if layers else ""}
    if info["crs"]:
        words["crs"] = info["crs"] if len(info["crs"]) < 40 else "OGC:CRS84"
    columns = {
        name: ["" if value != value or value is None else trimmed(str(value)) for value in frame[name]]
        for name in frame
    }
    return Sample(columns, words, _outline_doubts(layers, info))


def _outline_doubts(layers: list[str], info: dict[str, Any]) -> list[str]:
    doubts = []
    if len(layers) > 1:
        doubts.append(
            f"The file has {len(layers)} layers ({', '.join(layers)}); '{layers[0]}' was taken."
            " Set 'dialect.layer' for another."
        )
    if "Polygon" not in str(info["geometry_type"]):
        doubts.append(f"The layer holds {info['geometry_type']}, not polygons: it has no outlines. Ask for outlines.")
    if not info["crs"] or len(info["crs"]) >= 40:
        doubts.append("The file does not name its reference system. Is it degrees, or EPSG:28992? Set 'crs'.")
    return doubts
