"""Are sheets, JSON lines and Parquet read as text like any other file, and refused when they are not what they say?"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buurtbeeld.errors import FileRefused
from tests.etl.formats.reading_of import careful, delivery

CELLS = {
    "text": ("geluid", "geluid"),
    "a number": (12, "12"),
    "a large number": (123456789012345, "123456789012345"),
    "a fraction": (1.5, "1.5"),
    "leading zeros": ("0012", "0012"),
    "a truth": (True, "true"),
    "a formula as text": ("=cmd|'/c calc'!A1", "=cmd|'/c calc'!A1"),
    "a date": (dt.date(2024, 1, 5), "2024-01-05"),
    "a moment": (dt.datetime(2024, 1, 5, 13, 30, 15), "2024-01-05 13:30:15"),
    "a time": (dt.time(10, 30), "10:30:00"),
    "nothing": (None, None),
}


def sheet(path: Path, rows: list[list[Any]], name: str = "Blad1") -> Path:
    """A workbook with one sheet; strings stay strings, dates are real dates."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(name)
        formats = {
            dt.date: book.add_format({"num_format": "dd-mm-yyyy"}),
            dt.datetime: book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
            dt.time: book.add_format({"num_format": "hh:mm"}),
        }
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date | dt.time):
                    page.write_datetime(number, place, cell, formats[type(cell)])
                else:
                    page.write(number, place, cell)
    return path


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_becomes_its_text(tmp_path: Path, name: str) -> None:
    cell, text = CELLS[name]
    one = delivery(sheet(tmp_path / "k.xlsx", [["id", "datum", "soort"], [1, "x", cell]]))
    assert careful(one, tmp_path) == [("1", "x", text, 2, None)]


def test_typed_cells_are_written_as_the_descriptor_expects(tmp_path: Path) -> None:
    rows = [["id", "datum", "soort"], [1, dt.date(2024, 1, 5), 7.5], [2, "06-01-2024", "8,5"]]
    fields = [
        {"name": "id", "feeds": "source_id"},
        {"name": "datum", "type": "date", "format": "%d-%m-%Y", "feeds": "registered_at"},
        {"name": "soort", "type": "number", "decimalChar": ",", "feeds": "category"},
    ]
    one = delivery(sheet(tmp_path / "k.xlsx", rows), schema={"fields": fields})
    assert [row[:3] for row in careful(one, tmp_path)] == [("1", "05-01-2024", "7,5"), ("2", "06-01-2024", "8,5")]


def test_titles_blank_rows_errors_and_sheets(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "k.xlsx") as book:
        book.add_worksheet("Uitleg").write(0, 0, "Lees dit")
        page = book.add_worksheet("Gegevens")
        page.write(1, 2, "Klachten 2024")
        page.write_row(3, 1, ["id", "datum", "soort"])
        page.write_row(4, 1, ["K1", "x"])
        page.write_formula(4, 3, "=NA()", None, "#N/A")
        page.write_row(6, 1, ["K2", "y", "z"])
    one = delivery(tmp_path / "k.xlsx", dialect={"sheetName": "Gegevens", "headerRows": [4]})
    assert careful(one, tmp_path) == [("K1", "x", None, 5, None), ("K2", "y", "z", 7, None)]
    for dialect, sentence in (
        ({}, "has no column 'id'; it has 'Lees dit'"),
        ({"sheetName": "Blad1"}, "has no sheet 'Blad1'; it has 'Uitleg', 'Gegevens'"),
        ({"sheetNumber": 3}, "has no sheet 'number 3'"),
        ({"sheetName": "Gegevens", "headerRows": [90]}, "the sheet ends after row 7"),
    ):
        with pytest.raises(FileRefused, match=sentence):
            careful(delivery(tmp_path / "k.xlsx", dialect=dialect), tmp_path)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def lying(path: Path) -> Path:
    """A zip file of which one member says it unpacks to ten bytes and does not."""
    zipped(path, {"xl/worksheets/sheet1.xml": b"0" * 1_000_000})
    content = path.read_bytes().replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)
    return path


def far_away(path: Path) -> Path:
    """A workbook with a stray cell in its very last corner."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "datum", "soort"])
        page.write(1_048_575, 16_383, "x")
    return path


NO_WORKBOOK = {
    "text": (lambda path: path.write_text("id,datum,soort\n"), "no sound zip file"),
    "nothing": (lambda path: path.write_bytes(b""), "no sound zip file"),
    "an old workbook under a new name": (
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600),
        "password or is an old .xls",
    ),
    "a zip file of something else": (lambda path: zipped(path, {"a.txt": b"x"}), "cannot be opened"),
    "a bomb": (lambda path: zipped(path, {"xl/worksheets/sheet1.xml": b"0" * 60_000_000}), "unpack to at most 300 MB"),
    "a bomb that lies": (lying, "no sound zip file"),
    "a stray cell far away": (far_away, "spans 1,048,576 rows by 16,384 columns"),
}


@pytest.mark.parametrize("name", NO_WORKBOOK)
def test_what_is_no_bearable_workbook_is_refused(tmp_path: Path, name: str) -> None:
    make, sentence = NO_WORKBOOK[name]
    make(tmp_path / "k.xlsx")
    with pytest.raises(FileRefused, match=sentence):
        careful(delivery(tmp_path / "k.xlsx"), tmp_path)


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path / "k.xlsx", [["id", "datum", "soort"], [1, 2, 3]])
    whole = path.read_bytes()
    for part in range(0, len(whole), 211):
        path.write_bytes(whole[:part])
        with pytest.raises(FileRefused):
            careful(delivery(path), tmp_path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=30))
def test_a_damaged_sheet_is_read_or_refused(tmp_path: Path, place: int, damage: bytes) -> None:
    book = io.BytesIO()
    sheet(book, [["id", "datum", "soort"], ["K1", dt.date(2024, 1, 5), 3]])  # type: ignore[arg-type]
    with zipfile.ZipFile(book) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    page = members["xl/worksheets/sheet1.xml"]
    place %= len(page)
    members["xl/worksheets/sheet1.xml"] = page[:place] + damage + page[place + len(damage) :]
    one = delivery(zipped(tmp_path / "k.xlsx", members))
    try:
        careful(one, tmp_path)
    except FileRefused as refusal:
        assert str(refusal).startswith("k.xlsx")


JSON_LINES = {
    "an object": ('{"id": 1, "datum": "x", "soort": "geluid"}', ("1", "x", "geluid"), None),
    "numbers as they were written": ('{"id": 12345678901234567890, "datum": 1.10, "soort": 1e5}', ("12345678901234567890", "1.10", "1e5"), None),
    "truths, gaps and missing keys": ('{"id": true, "datum": null}', ("true", None, None), None),
    "what is nested": ('{"id": "a", "datum": [1, {"b": 2.5}], "soort": {"é": null}}', ("a", '[1,{"b":2.5}]', '{"é":null}'), None),
    "no JSON": ("{id: 1}", (None,) * 3, "line is not a JSON object"),
    "half a line": ('{"id": 1, "datum": "x', (None,) * 3, "line is not a JSON object"),
    "no object": ("[1, 2]", (None,) * 3, "line is not a JSON object"),
    "nested without end": ('{"id": ' + "[" * 100_000, (None,) * 3, "line is not a JSON object"),
    "half a character": ('{"id": "\\ud800", "datum": "x"}', ("?", "x", None), "bytes that are not text in column 'id'"),
    "a zero byte": ('{"id": "a\\u0000", "datum": "x"}', ("a\0", "x", None), "a zero byte in column 'id'"),
}  # fmt: skip


@pytest.mark.parametrize("name", JSON_LINES)
def test_a_json_line_becomes_a_row(tmp_path: Path, name: str) -> None:
    line, cells, broken = JSON_LINES[name]
    path = tmp_path / "k.jsonl"
    path.write_text('\n{"id": "first"}\n' + line + "\n\n", encoding="utf-8")
    first, second = careful(delivery(path), tmp_path)
    assert first == ("first", None, None, 2, None)
    assert second[:4] == (*cells, 3)
    assert second[4] is None if broken is None else second[4].startswith(broken)


def test_json_lines_with_other_keys_or_nothing_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "k.jsonl"
    for text, sentence in (('{"nummer": 1}\n', "has no key 'id'; it has 'nummer'"), ("", "is empty")):
        path.write_text(text)
        with pytest.raises(FileRefused, match=sentence):
            careful(delivery(path), tmp_path)


def test_parquet_becomes_text(tmp_path: Path) -> None:
    path = tmp_path / "k[1].parquet"
    winter, summer = dt.datetime(2024, 1, 5, 12, tzinfo=dt.UTC), dt.datetime(2024, 7, 5, 12, tzinfo=dt.UTC)
    pq.write_table(
        pa.table({"soort": [{"a": [1]}, None], "datum": [winter, summer], "id": [1.0, 2.5], "x": [1, 2]}), path
    )
    assert careful(delivery(path), tmp_path) == [
        ("1", "2024-01-05 13:00:00", '{"a":[1]}', 1, None),
        ("2.5", "2024-07-05 14:00:00", None, 2, None),
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1" * 3, b"id,datum,soort\n", os.urandom(200)])
def test_what_is_no_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k.parquet").write_bytes(content)
    with pytest.raises(FileRefused, match="should be Parquet"):
        careful(delivery(tmp_path / "k.parquet"), tmp_path)


def test_parquet_without_a_column_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1], "soort": [json.dumps({})]}), tmp_path / "k.parquet")
    with pytest.raises(FileRefused, match="has no column 'datum'; it has 'id', 'soort'"):
        careful(delivery(tmp_path / "k.parquet"), tmp_path)


ROW = {"id": 1, "datum": "2024-01-05", "soort": "a"}
NESTED = {"melding": {"id": 7.0, "op": [{"dag": "2024-01-05"}]}, "plek": {"geometrie": {"coordinates": [4.90, 52.3]}}}
DOCUMENTS = {
    "a list": ([ROW, ROW], "json", ("id", "datum", "soort"), [("1", "2024-01-05", "a", n, None) for n in (1, 2)]),
    "a list in an object": ({"count": 1, "results": [ROW]}, "json", ("id", "datum"), [("1", "2024-01-05", 1, None)]),
    "no object": (
        [ROW, 3],
        "json",
        ("id", "datum"),
        [("1", "2024-01-05", 1, None), (None, None, 2, "record is not a JSON object")],
    ),
    "paths": (
        [NESTED],
        "json",
        ("melding.id", "melding.op.0.dag", "plek.geometrie.coordinates"),
        [("7.0", "2024-01-05", "[4.9,52.3]", 1, None)],
    ),
    "points": (
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": ROW, "geometry": {"type": "Point", "coordinates": [5, 52.1]}}],
        },
        "geojson",
        ("id", "datum", "geometry.coordinates"),
        [("1", "2024-01-05", "[5,52.1]", 1, None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("document", "ending", "columns", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_json_document_holds_records(
    tmp_path: Path, document: Any, ending: str, columns: tuple[str, ...], expected: list[tuple[Any, ...]]
) -> None:
    path = tmp_path / f"k.{ending}"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert careful(delivery(path, columns), tmp_path) == expected


REFUSED = {"two lists": {"a": [ROW], "b": [ROW]}, "no list": {"a": 1}, "text": "x"}


@pytest.mark.parametrize("document", REFUSED.values(), ids=REFUSED)
def test_a_json_document_without_one_list_is_refused(tmp_path: Path, document: Any) -> None:
    path = tmp_path / "k.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(FileRefused, match="should hold one list of objects"):
        careful(delivery(path), tmp_path)


def test_json_lines_may_be_called_json(tmp_path: Path) -> None:
    path = tmp_path / "k.json"
    path.write_text(f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n", encoding="utf-8")
    assert len(careful(delivery(path), tmp_path)) == 2
