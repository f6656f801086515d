"""Writes files, descriptors and tables of categories as suppliers would deliver them. Knows no content."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyproj
import shapely

from buurtbeeld.documents.workbook import opened

RD = "EPSG:28992"
Field = dict[str, object]


def field(name: str, feeds: str | None = None, kind: str = "string", **more: object) -> Field:
    """A column of a descriptor; without `feeds` nothing reads it."""
    return {"name": name, "type": kind} | more | ({"feeds": feeds} if feeds else {})


def descriptor(folder: Path, name: str, path: str, kind: str, fields: list[Field], **more: object) -> None:
    """Writes <name>.descriptor.json; `more` are further words of the descriptor."""
    given = {"name": name, "path": path, "kind": kind} | more
    given |= {"licence": "verzonnen, vrij te gebruiken", "demonstration": True}
    given["schema"] = {"fields": fields, "missingValues": [""]}
    (folder / f"{name}.descriptor.json").write_text(
        json.dumps(given, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def one_file(path: Path, kind: str, fields: list[Field], more: Mapping[str, object]) -> None:
    """The descriptor of a single file, named after it."""
    descriptor(path.parent, path.stem, path.name, kind, fields, **more)


def categories(folder: Path, name: str, rows: list[tuple[str, str, str]]) -> None:
    """Writes <name>.categories.csv: category, theme, subtheme."""
    table(folder / f"{name}.categories.csv", ["category", "theme", "subtheme"], rows)


def table(path: Path, header: list[str], rows: list[tuple], delimiter: str = ",", encoding: str = "utf-8") -> None:
    """A small table, written by hand."""
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)


def text(path: Path, lines: pa.Array, encoding: str, above: tuple[str, ...] = (), end: str = "\r\n") -> None:
    """Lines as they are, after those above them; in parts, so that a large file needs little memory."""
    first = end.join(above) + end if above else ""
    with path.open("wb") as file:
        file.write(first.encode(encoding))
        # utf-16 writes its byte order mark once, with the header.
        rest = "utf-16-le" if encoding == "utf-16" else encoding
        for start in range(0, len(lines), 100_000):
            part = lines.slice(start, 100_000).to_pylist()
            file.write((end.join(part) + end).encode(rest))


def workbook(path: Path, sheet: str, above: tuple[str, ...], header: list[str], columns: list[list]) -> None:
    """A spreadsheet with title rows; nothing becomes a formula or a link. The same input gives the same bytes."""
    with opened(path, sheet, row_by_row=True) as book:
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        page = book.add_worksheet(sheet)
        for row, line in enumerate(above):
            page.write_string(row, 0, line)
        page.write_row(len(above), 0, header)
        for row, values in enumerate(zip(*columns, strict=True), start=len(above) + 1):
            for column, value in enumerate(values):
                if isinstance(value, datetime):
                    page.write_datetime(row, column, value, moment)
                elif value != "":
                    page.write(row, column, value)


def outlines(path: Path, shapes: list[shapely.Geometry], properties: list[dict[str, object]]) -> None:
    """GeoJSON in RD metres, with the reference system named as Dutch suppliers do."""
    features = [
        {"type": "Feature", "properties": each, "geometry": json.loads(shapely.to_geojson(shape))}
        for shape, each in zip(shapes, properties, strict=True)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    given = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(given, ensure_ascii=False) + "\n", encoding="utf-8")


def degrees(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """RD metres as longitude and latitude."""
    return pyproj.Transformer.from_crs(RD, "OGC:CRS84", always_xy=True).transform(x, y)


def month(until: date, offset: int) -> date:
    """The first day of the month that lies `offset` months from until."""
    return (np.datetime64(until, "M") + offset).astype("datetime64[D]").item()
