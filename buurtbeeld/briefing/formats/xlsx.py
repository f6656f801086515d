"""The figures of the page as a workbook; text never becomes a formula or a link. Chooses no words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from xlsxwriter.worksheet import Worksheet

from buurtbeeld import text
from buurtbeeld.briefing import layout
from buurtbeeld.briefing.document import Briefing
from buurtbeeld.briefing.formats import Format
from buurtbeeld.documents import workbook
from buurtbeeld.text import _


def xlsx(briefing: Briefing) -> bytes:
    """One sheet: title, key figures, marks, tables, sections, footnote."""
    buffer, words = io.BytesIO(), layout.words(briefing)
    with workbook.opened(buffer, briefing.title) as book:
        sheet, bold = book.add_worksheet(_("Cijfers")), book.add_format({"bold": True})
        for row, (line, strong) in enumerate(_lines(words)):
            for column, cell in enumerate(line):
                _write(sheet, row, column, cell, bold if strong else None)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 3, 22)
    return buffer.getvalue()


def _lines(words: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Rows of the sheet, and whether each is a head."""
    yield (words["title"],), True
    yield (words["subtitle"],), False
    yield (), False
    yield from (((each["label"], each["value"], each["beside"]), False) for each in words["figures"])
    if words["marks"]:
        yield from (((), False), ((words["marks"]["title"],), True))
        yield from ((row, False) for row in zip(words["marks"]["names"], words["marks"]["words"], strict=True))
        yield (words["marks"]["note"],), False
    for table in words["tables"]:
        yield from (((), False), ((table["title"],), True), (table["heads"], True))
        yield from ((row, False) for row in table["rows"])
    for section in words["sections"]:
        yield from (((), False), ((section["title"],), True))
        yield from (((line,), False) for line in section["lines"])
    yield from (((), False), ((words["footnote"],), False))


def _write(sheet: Worksheet, row: int, column: int, cell: str, how: object) -> None:
    value = text.as_number(cell) if column else None
    if value is None:
        sheet.write_string(row, column, cell, how)
    else:
        sheet.write_number(row, column, value, how)


FORMAT = Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", xlsx)
