"""Excel and OpenDocument sheets, as text. Opens nothing that unpacks to more than it should."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from buurtbeeld.errors import FileRefused
from etl.descriptors.read import Delivery
from etl.formats import header, values
from etl.formats.relation import Record, Rows, store

UNPACKED = 300_000_000
RATIO = 200
SUSPECT = 50_000_000
CELLS = 50_000_000
"""A sheet is held in memory as a full rectangle: one stray cell far away makes a small file enormous."""
CHUNK = 4_194_304
_CELL = re.compile(rb'<c [^>]{0,40}?r="([A-Z]{1,3})([0-9]{1,7})"')


def rows(delivery: Delivery, workspace: Path) -> Rows:
    """Careful rows of one sheet; line is the row of the sheet."""
    with open_workbook(delivery.path) as workbook:
        return store(_records(delivery, _sheet(delivery, workbook)), delivery, workspace)


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook, once it is known to be one and of bearable size; raises FileRefused."""
    with path.open("rb") as file:
        start = file.read(8)
    if not (path.suffix.lower() == ".xls" and start.startswith(b"\xd0\xcf\x11\xe0")):
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise FileRefused(
                f"{path.name} should be an open workbook; it has a password or is an old .xls."
                " Save it as .xlsx without one."
            )
        check_archive(path)
    elif path.stat().st_size > UNPACKED:
        raise FileRefused(_too_large(path, path.stat().st_size))
    try:
        return CalamineWorkbook.from_path(path)
    except CalamineError as error:
        raise FileRefused(
            f"{path.name} should be a workbook; it cannot be opened: {error}. Save it again as .xlsx."
        ) from error


def check_archive(path: Path) -> None:
    """Refuses what is no zip file, unpacks to too much, or lies about how much."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            total = sum(member.file_size for member in members)
            packed = max(path.stat().st_size, 1)
            if total > UNPACKED or (total > SUSPECT and total / packed > RATIO) or len(members) > 10_000:
                raise FileRefused(_too_large(path, total))
            for member in members:
                _check_member(archive, member, path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        raise FileRefused(
            f"{path.name} should be a workbook; it is no sound zip file: {error}. Ask for it again."
        ) from error


def _too_large(path: Path, size: int) -> str:
    return (
        f"{path.name} should unpack to at most {UNPACKED // 1_000_000} MB; it says {size / 1_000_000:,.0f} MB from"
        f" {path.stat().st_size / 1_000_000:,.1f} MB. Ask for it as csv or parquet."
    )


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    """Unpacks to nowhere: zipfile stops at the size that was promised and compares the checksum."""
    is_sheet = "worksheets/" in member.filename
    height, width, rest = 0, 0, b""
    with archive.open(member) as unpacked:
        while chunk := unpacked.read(CHUNK):
            if is_sheet:
                cells = _CELL.findall(rest + chunk)
                height = max([height, *(int(row) for _, row in cells)])
                width = max([width, *(_column(letters) for letters in {letters for letters, _ in cells})])
                rest = chunk[-80:]
    if height * width > CELLS:
        raise FileRefused(
            f"{path.name} should hold at most {CELLS:,} cells in a sheet; {member.filename} spans {height:,} rows by"
            f" {width:,} columns. Remove the stray cells far from the table, or ask for it as csv."
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(delivery: Delivery, workbook: CalamineWorkbook) -> CalamineSheet:
    dialect, names = delivery.descriptor.dialect, workbook.sheet_names
    number = (dialect.sheetNumber or 1) - 1
    name = dialect.sheetName or (names[number] if 0 <= number < len(names) else f"number {number + 1}")
    if name not in names:
        shown = ", ".join(f"'{each}'" for each in names[:20])
        raise FileRefused(
            f"{delivery.path.name} has no sheet '{name}'; it has {shown}."
            f" Set 'dialect.sheetName' in {delivery.descriptor.file.name}."
        )
    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, ValueError) as error:
        raise FileRefused(
            f"{delivery.path.name}: sheet '{name}' cannot be read: {error}. Save it again as .xlsx."
        ) from error


def _records(delivery: Delivery, sheet: CalamineSheet) -> Iterator[Record]:
    named = delivery.descriptor.named
    places, above = _header(delivery, sheet)
    for row, cells in enumerate(sheet.iter_rows(), start=1):
        if row > above and any(cell != "" for cell in cells):
            yield row, tuple(values.text(cells[place], field) for place, field in zip(places, named, strict=True)), None


def _header(delivery: Delivery, sheet: CalamineSheet) -> tuple[list[int], int]:
    dialect = delivery.descriptor.dialect
    if not dialect.header:
        return header.places(delivery, [field.name for field in delivery.descriptor.fields]), 0
    above = dialect.headerRows[-1]
    rows = [cells for cells, _ in zip(sheet.iter_rows(), range(above), strict=False)]
    if len(rows) < above:
        raise FileRefused(
            f"{delivery.path.name} should have its header in row {above}; the sheet ends after row {len(rows)}."
            f" Change 'dialect.headerRows' in {delivery.descriptor.file.name}, or look at the sheet."
        )
    levels = [[_name(cell) for cell in rows[row - 1]] for row in dialect.headerRows]
    return header.places(delivery, [" ".join(filter(None, parts)) for parts in zip(*levels, strict=True)]), above


def _name(cell: object) -> str:
    return (values.number(cell) if isinstance(cell, float) else str(cell)).strip()
