"""How a delimited text file begins: its header, the lines before the first record, where the named columns stand."""

from __future__ import annotations

from dataclasses import dataclass

from buurtbeeld.errors import FileRefused
from etl.descriptors.read import Delivery
from etl.formats import header
from etl.formats.cells import Cutter, Fault, cutter
from etl.formats.lines import LONGEST, Lines, check_encoding, opened

HEADER_LINES = 50
"""A header whose quotes are not closed within so many lines is refused."""


@dataclass(frozen=True)
class Table:
    """width: cells a record must have. places: where the named columns stand. above: lines before the first record.

    regular: nothing above the records keeps DuckDB from skipping exactly these lines. returns: the first line ends
    with a carriage return and a line feed.
    """

    width: int
    places: tuple[int, ...]
    above: int
    regular: bool
    returns: bool


def begin(delivery: Delivery) -> Table:
    """Reads only the start of a file; raises FileRefused where its header does not fit the descriptor."""
    descriptor = delivery.descriptor
    check_encoding(delivery.path, descriptor.encoding, descriptor.file.name)
    with opened(delivery.path, descriptor.encoding) as file:
        returns = file.readline(LONGEST).endswith("\r\n")
    with opened(delivery.path, descriptor.encoding) as file:
        lines = Lines(file, delivery.path.name)
        if not descriptor.dialect.header:
            names = [field.name for field in descriptor.fields]
            return Table(len(names), tuple(header.places(delivery, names)), 0, True, returns)
        names, regular = _names(delivery, lines, cutter(descriptor.dialect))
    while len(names) > 1 and not names[-1].strip():
        names.pop()
    return Table(len(names), tuple(header.places(delivery, names)), lines.number, regular, returns)


def _names(delivery: Delivery, lines: Lines, cut: Cutter) -> tuple[list[str], bool]:
    rows = delivery.descriptor.dialect.headerRows
    regular, levels = True, []
    for row in rows:
        while lines.number < row - 1:
            text, whole = _line(delivery, lines, row)
            regular &= whole and not (cut.quote and cut.quote in text)
        before = lines.number
        levels.append(_header(delivery, lines, cut, row))
        regular &= lines.number == before + 1 and lines.number == row
    width = max(map(len, levels))
    padded = [level + [""] * (width - len(level)) for level in levels]
    return [" ".join(filter(None, (part.strip() for part in parts))) for parts in zip(*padded, strict=True)], regular


def _header(delivery: Delivery, lines: Lines, cut: Cutter, row: int) -> list[str]:
    text = ""
    for _ in range(HEADER_LINES):
        line, _ = _line(delivery, lines, row)
        text += line
        cells = cut.cut(text.rstrip("\r\n").removeprefix("\ufeff"))
        if isinstance(cells, list):
            return cells
        if cells is Fault.STRAY:
            break
    assert isinstance(cells, Fault)
    raise FileRefused(
        f"{delivery.path.name} should have its header on line {row}; that line cannot be cut into names: {cells.value}."
        f" Look at 'dialect' in {delivery.descriptor.file.name}."
    )


def _line(delivery: Delivery, lines: Lines, row: int) -> tuple[str, bool]:
    text, whole = lines.next()
    if not text:
        raise FileRefused(
            f"{delivery.path.name} should have its header on line {row}; it ends after line {lines.number}."
            f" Change 'dialect.headerRows' in {delivery.descriptor.file.name}, or ask for the file again."
        )
    if not whole and lines.number == row:
        raise FileRefused(
            f"{delivery.path.name} should have its header on line {row}; that line is longer than a million characters."
            " Ask the supplier for a file with line ends."
        )
    return text, whole
