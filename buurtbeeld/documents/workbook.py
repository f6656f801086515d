"""A workbook in which text stays text: never a formula, a link or a number, whoever typed it. Chooses no words."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from buurtbeeld import clock

MADE = datetime(2020, 1, 1)
"""Written into files as their moment of making, so that the same content gives the same bytes."""
_SHEET = "Buurtbeeld"
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def opened(into: Path | io.BytesIO, title: str, *, row_by_row: bool = False) -> xlsxwriter.Workbook:
    """A new workbook, to be written and closed by a `with`. row_by_row: each row is let go of when the next begins, so
    that a long sheet needs little memory."""
    book = xlsxwriter.Workbook(into, _SAFE | {"constant_memory": row_by_row, "in_memory": not row_by_row})
    book.set_properties({"title": title, "created": MADE})
    return book


def table(frame: pd.DataFrame) -> bytes:
    """A frame as a workbook of one sheet, its heads in sight while one scrolls."""
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": _SAFE}) as writer:
        frame.apply(_cells).to_excel(writer, index=False, sheet_name=_SHEET, freeze_panes=(1, 0))
        writer.sheets[_SHEET].autofit()
    return buffer.getvalue()


def _cells(column: pd.Series) -> pd.Series:
    """Moments as a sheet has them: without a zone, by the Dutch clock, and as text outside the years of a sheet."""
    if column.dtype.kind != "M":
        return column
    moments = column.dt.tz_convert(clock.DUTCH).dt.tz_localize(None) if column.dt.tz else column
    inside = moments.isna() | moments.dt.year.between(1900, 9999)
    if inside.all():
        return moments
    return moments.astype(object).where(inside, moments.astype(str))
