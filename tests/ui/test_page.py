"""Downloads that a spreadsheet opens without asking, and that run nothing."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from buurtbeeld import access
from buurtbeeld.documents import workbook
from buurtbeeld.ui import page, share

FRAME = pd.DataFrame(
    {"Gebied": ["=cmd|' /C calc'!A0", "+31", "@x", "Born"], "Cijfer": [1234.5, None, -2.0, 0.0], "Zaken": [1, 2, 3, 4]}
)


@pytest.mark.parametrize(("dutch", "line"), [(True, "'+31;;2"), (False, "'+31,,2")])
def test_a_csv_holds_no_formula(dutch: bool, line: str) -> None:
    written = page.csv(FRAME, dutch).decode("utf-8-sig").splitlines()
    assert written[2] == line
    assert not [row for row in written if row.startswith(("=", "+", "@"))]


def test_a_csv_has_the_decimal_sign_of_its_language() -> None:
    assert b"1234,5" in page.csv(FRAME, dutch=True)
    assert b"1234.5" in page.csv(FRAME, dutch=False)


def test_an_excel_file_holds_text_and_numbers_only() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.table(FRAME)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["Gebied", "Cijfer", "Zaken"]
    assert rows[1][0] == "=cmd|' /C calc'!A0", "Kept as text: a formula would have come back as its result."
    assert rows[1][1] == 1234.5


def test_a_count_is_written_as_a_whole_number() -> None:
    frame = pd.DataFrame({"Zaken": [303.0, None], "Cijfer": [1.0, 2.5], "Niets": [None, float("nan")]})
    lines = page.csv(frame, dutch=True).decode("utf-8-sig").splitlines()
    assert lines[1:] == ["303;1,0;", ";2,5;"]


@pytest.mark.parametrize(("limit", "parts_of_it"), [("", 2), ("Alleen hier.", 3)])
def test_a_mail_says_where_its_link_works(limit: str, parts_of_it: int) -> None:
    assert len(share.in_mail("Over", "http://127.0.0.1:8501/?a=b", limit).split("\n\n")) == parts_of_it
    assert access.is_own_name("127.0.0.1") and access.is_own_name("Localhost") and not access.is_own_name("beeld.lan")
