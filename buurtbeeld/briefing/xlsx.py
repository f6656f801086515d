"""The figures of the page as a workbook; text never becomes a formula or a link. Chooses no words."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from buurtbeeld.briefing import plain
from buurtbeeld.briefing.content import Briefing
from buurtbeeld.text import _

MADE = datetime(2020, 1, 1)
"""Written into every file as its moment of making, so that the same page gives the same bytes."""


def xlsx(briefing: Briefing) -> bytes:
    """One sheet: title, key figures, tables, footnote."""
    buffer, told = io.BytesIO(), plain.words(briefing)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": briefing.title, "created": MADE})
        sheet, bold = book.add_worksheet(_("Cijfers")), book.add_format({"bold": True})
        lines: list[tuple[tuple[str, ...], bool]] = [
            ((told["title"],), True),
            ((told["subtitle"],), False),
            ((), False),
        ]
        lines += [((each["label"], each["value"], each["beside"]), False) for each in told["figures"]]
        for table in briefing.tables:
            lines += [((), False), ((table.title,), True), (table.heads, True), *((row, False) for row in table.rows)]
        lines += [((), False), ((told["footnote"],), False)]
        for row, (line, strong) in enumerate(lines):
            for column, cell in enumerate(line):
                _write(sheet, row, column, cell, bold if strong else None)
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 2, 18)
    return buffer.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: str, how: object) -> None:
    plain_number = cell.replace(".", "").replace(",", "")
    if column and plain_number.isdigit():
        sheet.write_number(row, column, int(plain_number), how)
    else:
        sheet.write_string(row, column, cell, how)
