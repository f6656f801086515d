"""Every type that the database answers with leaves as CSV, Excel and Parquet, and says what it said."""

from __future__ import annotations

import io
from datetime import datetime

import duckdb
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from buurtbeeld.analysis.ask import as_frame
from buurtbeeld.documents import workbook
from buurtbeeld.ui import page

CASES = [
    ("timestamp '2026-03-01 14:05:06'", "2026-03-01 14:05:06", datetime(2026, 3, 1, 14, 5, 6)),
    ("timestamp '2026-03-01 14:05:06.25'", "2026-03-01 14:05:06.250", datetime(2026, 3, 1, 14, 5, 6, 250000)),
    ("timestamptz '2026-03-01 14:05:06+02'", "2026-03-01 13:05:06+01:00", datetime(2026, 3, 1, 13, 5, 6)),
    ("timestamptz '2026-07-01 23:30:00+00'", "2026-07-02 01:30:00+02:00", datetime(2026, 7, 2, 1, 30)),
    ("date '2026-03-01'", "2026-03-01", None),
    ("date '9999-12-31'", "9999-12-31", None),
    ("date '1721-07-01'", "1721-07-01", "1721-07-01"),
    ("timestamp 'infinity'", "294247-01-10 04:00:54.775807", "294247-01-10 04:00:54.775807"),
    ("interval '14 months 3 days 2 hours'", "14 months 3 days 02:00:00", "14 months 3 days 02:00:00"),
    ("interval (-90) second", "'-00:01:30", "-00:01:30"),
    ("interval 0 day", "00:00:00", "00:00:00"),
    ("map {'a': interval '1.5 seconds'}", "{'a': '00:00:01.500000'}", "{'a': '00:00:01.500000'}"),
    ("union_value(k := 1)", "1", "1"),
    ("18446744073709551615::ubigint", "1.8446744073709552e+19", None),
    ("time '14:05'", "14:05:00", None),
    ("[1, 2]", "[1 2]", None),
]


@pytest.mark.parametrize(("sql", "in_csv", "in_sheet"), CASES, ids=[sql for sql, _csv, _sheet in CASES])
def test_every_type_leaves(sql: str, in_csv: str, in_sheet: object) -> None:
    frame = as_frame(
        duckdb.sql(f"select {sql} as value union all select null order by value nulls last").to_arrow_table()
    )
    assert page.csv(frame, dutch=False).decode("utf-8-sig").splitlines()[1] == in_csv
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook.table(frame))).get_sheet_by_index(0).to_python()
    assert in_sheet in (None, rows[1][0])
    assert len(pd.read_parquet(io.BytesIO(frame.to_parquet(index=False)))) == 2


def test_a_head_is_no_formula() -> None:
    assert b"'=1+1" in page.csv(pd.DataFrame({"=1+1": [1]}), dutch=True)
