"""Is every cell, number and moment of a delivery taken for what it is, as suppliers really write them?"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from buurtbeeld.settings import ROOT
from buurtbeeld.warehouse import CONFIG
from etl import build as building
from etl.descriptors.read import deliveries
from etl.load import rows as loading
from etl.load import tables
from etl.sql_files import read, run
from tests.etl import deliver

DAY = {"type": "date", "format": "%d-%m-%Y"}
MOMENT = {"type": "datetime", "format": "%d-%m-%Y %H:%M"}
ISO = {"type": "datetime"}


def delivered(
    raw: Path, fields: dict[str, dict[str, str]], files: dict[str, list[tuple[str, ...]]], kind: str = "complaint"
) -> None:
    """A source per kind with files of rows; fields: what a column feeds, with its words."""
    columns = [
        {"name": name.replace(":", " "), "type": "string", "feeds": name, **words} for name, words in fields.items()
    ]
    folder = raw / "source"
    deliver.describe(folder, kind, {"path": f"{kind}_*.csv", "kind": kind, "dialect": {"delimiter": ";"}}, columns)
    for name, rows in files.items():
        lines = [";".join(column["name"] for column in columns), *(";".join(row) for row in rows)]
        (folder / f"{kind}_{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def answer(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Builds what was delivered below folder and asks the build."""
    settings = deliver.settings(folder)
    build = settings.warehouse / f"{building.build(settings).name}.duckdb"
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as con:
        return con.execute(query).fetchall()


REASONS = "select flatten(list(reasons)) from rejected"
NUMBERED = {"source_id": {}, "registered_at": ISO, "closed_at": ISO}

ORDERS = [
    (MOMENT, "3-3-2025 09:15", DAY, "3-3-2025", True),
    (MOMENT, "3-3-2025 09:15", DAY, "2-3-2025", False),
    (DAY, "3-3-2025", MOMENT, "3-3-2025 09:15", True),
    (MOMENT, "3-3-2025 09:15", MOMENT, "3-3-2025 09:14", False),
    (ISO, "2024-10-27T02:50:00+02:00", ISO, "2024-10-27T02:10:00+01:00", True),
    (ISO, "2024-10-27T03:50:00+01:00", ISO, "2024-10-27T02:10:00+01:00", False),
]


@pytest.mark.parametrize(("opened_as", "opened", "closed_as", "closed", "loaded"), ORDERS)
def test_the_coarser_of_a_day_and_a_moment_decides_which_comes_first(
    tmp_path: Path, opened_as: dict[str, str], opened: str, closed_as: dict[str, str], closed: str, loaded: bool
) -> None:
    delivered(
        tmp_path / "raw",
        {"source_id": {}, "registered_at": opened_as, "closed_at": closed_as},
        {"1": [("K1", opened, closed)]},
    )
    reasons = [] if loaded else [("closed_at lies before registered_at",)]
    assert answer(tmp_path, "select unnest(reasons) from rejected") == reasons


def test_a_report_may_happen_at_a_moment_of_the_day_on_which_it_was_registered(tmp_path: Path) -> None:
    delivered(
        tmp_path / "raw",
        {"source_id": {}, "registered_at": DAY, "occurred_at": MOMENT},
        {"1": [("K1", "3-3-2025", "3-3-2025 09:15")]},
    )
    assert answer(tmp_path, "select count(*) from report") == [(1,)]


NUMBERS = {
    "none": (["", ""], ["source/complaint_1.csv:2", "source/complaint_1.csv:3"], "2 reports have no number"),
    "damaged by a spreadsheet": (
        ["1,23457E+11", "1.23457E+11"],
        ["source/complaint_1.csv:2", "source/complaint_1.csv:3"],
        "2 reports have a number that a spreadsheet damaged",
    ),
    "letters that look so": (["E+5", "12E+"], ["12E+", "E+5"], None),
}


@pytest.mark.parametrize(("numbers", "stored", "finding"), NUMBERS.values(), ids=NUMBERS)
def test_a_report_without_a_number_is_no_report_less(
    tmp_path: Path, numbers: list[str], stored: list[str], finding: str | None
) -> None:
    delivered(tmp_path / "raw", NUMBERED, {"1": [(number, "2024-03-01", "") for number in numbers]})
    assert answer(tmp_path, "select source_id from report order by 1") == [(number,) for number in stored]
    details = answer(tmp_path, "select detail from finding where kind like 'number_%'")
    assert [detail[: len(finding or "")] for (detail,) in details] == ([finding] if finding else [])


def test_a_descriptor_may_have_no_number_at_all_and_the_finding_goes_with_the_file(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    delivered(raw, {"registered_at": ISO, "category": {}}, {"1": [("2024-03-01", "a")] * 3, "2": [("2024-03-01", "a")]})
    assert answer(tmp_path, "select count(*), count(distinct source_id) from report") == [(4, 4)]
    (raw / "source" / "complaint_1.csv").unlink()
    assert answer(tmp_path, "select file from finding where kind = 'number_missing'") == [("source/complaint_2.csv",)]


def test_kinds_that_are_numbered_alike_in_one_folder_stay_apart(tmp_path: Path) -> None:
    for kind in ("complaint", "incident", "observation"):
        rows = [(str(number), "2024-03-01", "") for number in range(5)]
        delivered(tmp_path / "raw", NUMBERED, {"1": rows}, kind)
    assert answer(tmp_path, "select loaded, duplicates from delivery") == [(5, 0)] * 3


def test_numbers_that_begin_anew_each_year_are_other_reports_and_that_is_said(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    delivered(raw, NUMBERED, {str(y): [(str(n), f"{y}-0{n}-01", "") for n in range(1, 5)] for y in (2022, 2023, 2024)})
    assert answer(tmp_path, "select sum(loaded), sum(duplicates) from delivery") == [(12, 0)]
    (detail,) = answer(tmp_path, "select detail from finding where kind = 'number_given_again'")[0]
    assert detail.startswith("4 numbers of kind complaint were given again")
    delivered(raw, NUMBERED, {"2025": [("1", "2025-01-01", ""), ("1", "2025-01-02", "2025-02-01")]})
    assert answer(tmp_path, "select loaded, duplicates from delivery where file like '%2025%'") == [(1, 1)]
    delivered(raw, NUMBERED, {"2025": []})
    for year in (2023, 2024, 2025):
        (raw / "source" / f"complaint_{year}.csv").unlink()
    assert answer(tmp_path, "select count(*) from finding where kind like 'number_%'") == [(0,)]


def test_reports_of_one_moment_stay_together_when_their_number_is_given_again() -> None:
    """The engine promises no order among them; of so many that shows nearly always."""
    with duckdb.connect(config={"threads": 4}) as con:
        con.execute(
            """create table version_candidate as
            select row_number() over () as report_row, 'source' as source, 'complaint' as kind,
                cast(number as varchar) as source_id,
                timestamp '2024-01-01' + case when line = 0 then interval 0 day else interval 300 day end as "at",
                cast(null as timestamp) as version_at, 'file' as file, line
            from range(100) numbers(number), range(3001) lines(line) order by hash(number, line)"""
        )
        run(con, f"create table older as {read('build/load/older_version')}")
        ask = "select count(*), count(*) filter (line = 0) from version_candidate semi join older using (report_row)"
        assert con.execute(ask).fetchall() == [(100 * 2999, 0)]


def staged(folder: Path, words: dict[str, str], feeds: str, cells: list[str], kind: str = "complaint") -> list[object]:
    """What one column's cells become in rows that are good otherwise; where a row is rejected, its reasons."""
    others = {
        "complaint": {"registered_at": ISO},
        "homes": {"home_id": {}},
        "indicators": {"area_code": {}, "value:b": {"type": "number"}},
        "staff_scores": {"area_code": {}, "month": ISO, "aspect": {}},
    }[kind]
    filled = {
        "registered_at": "2020-01-01",
        "home_id": "V",
        "area_code": "BU1",
        "value:b": "1",
        "month": "2024-01-01",
        "aspect": "clean",
    }
    fields = {**{name: each for name, each in others.items() if name != feeds}, feeds: words}
    rows = [(*(filled[name] for name in fields if name != feeds), cell) for cell in cells]
    delivered(folder / "raw", fields, {"1": rows}, kind)
    con = duckdb.connect()
    tables.create(con)
    loading.stage(con, deliveries(folder / "raw")[0], folder, lambda _sentence, _size: None)
    cell = f"wide['{feeds.removeprefix('value:')}']" if feeds.startswith("value:") else f'"{feeds}"'
    found = con.execute(f"select {cell}, reasons from stage order by rowid").fetchall()
    return [reasons or (str(value) if isinstance(value, dt.date) else value) for value, reasons in found]


COMMA = {"type": "number", "decimalChar": ","}
YEAR_OF_TWO = {"type": "date", "format": "%d-%m-%y"}
NAMED = {"type": "date", "format": "%d %B %Y"}
JULY = "2024-07-01 00:30:00"

CELLS = [
    ("registered_at", ISO, "2024-06-30 22:30:00 UTC", JULY),
    ("registered_at", ISO, "2024-06-30T22:30Z", JULY),
    ("registered_at", ISO, "2024-06-30T22:30:00.0000000 +00:00", JULY),
    ("registered_at", ISO, "2024-06-30 22:30:00.0000000Z", JULY),
    ("registered_at", ISO, "2024-06-30T18:30:00-0400", JULY),
    ("registered_at", ISO, "2024-07-01T00:30:00+02:00[Europe/Amsterdam]", JULY),
    ("registered_at", ISO, "2024-07-01 00:30:00 CEST", JULY),
    ("registered_at", ISO, "2024-07-01 00:30:00.0000000", JULY),
    ("registered_at", ISO, "2024-07-01T00:30", JULY),
    ("registered_at", ISO, "2024-7-1 0:30", JULY),
    ("registered_at", ISO, "2024-13-01 00:30 UTC", ["registered_at: '2024-13-01 00:30 UTC' is not a date written as YYYY-MM-DD"]),
    ("registered_at", {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"}, "2024-06-30T22:30:00Z", JULY),
    ("registered_at", {"type": "datetime", "format": "%d-%m-%Y %H:%M %z"}, "30-06-2024 22:30 +0000", JULY),
    ("registered_at", NAMED, "4 mrt 2025", "2025-03-04 00:00:00"),
    ("registered_at", NAMED, "14 okt. 2024", "2024-10-14 00:00:00"),
    ("registered_at", NAMED, "1 Mei 2024", "2024-05-01 00:00:00"),
    ("registered_at", NAMED, "31 augustus 2024", "2024-08-31 00:00:00"),
    ("registered_at", NAMED, "3 March 2025", "2025-03-03 00:00:00"),
    ("registered_at", {"type": "datetime", "format": "%A %d %b %Y %H:%M"}, "maandag 3 maart 2025 09:15", "2025-03-03 09:15:00"),
    ("registered_at", {"type": "date", "format": "%d-%b-%y"}, "03-mrt-25", "2025-03-03 00:00:00"),
    ("closed_at", ISO, "9999-12-31", None),
    ("closed_at", ISO, "9999-12-31 23:59:59.000", None),
    ("closed_at", DAY, "31-12-9999", None),
    ("closed_at", ISO, "2024-07-01 00:30:00.999999", "2024-07-01 00:30:00.999999"),
    ("in_stock_until", {"type": "date", "format": "%Y%m%d"}, "99991231", None),
    ("in_stock_from", YEAR_OF_TWO, "01-07-62", "1962-07-01"),
    ("in_stock_from", YEAR_OF_TWO, "01-07-24", "2024-07-01"),
    ("in_stock_until", YEAR_OF_TWO, "01-07-31", "2031-07-01"),
    ("in_stock_from", {"type": "date"}, "2023-12-31T23:00:00Z", "2024-01-01"),
    ("value:a", COMMA, "0,5", 0.5),
    ("value:a", COMMA, "1.234", 1234.0),
    ("value:a", COMMA, "1.234.567,5", 1234567.5),
    ("value:a", COMMA, "0.125", 0.125),
    ("value:a", COMMA, "\u22120,5", -0.5),
    ("value:a", COMMA, "12,5%", 12.5),
    ("value:a", COMMA, "12,5\u00a0%", 12.5),
    ("value:a", COMMA, "1\u00a0234,5", 1234.5),
    ("value:a", COMMA, "x", None),
    ("value:a", COMMA, ".", None),
    ("value:a", COMMA, "12 5", None),
    ("value:a", {"type": "number"}, "inf", None),
    ("value:a", {"type": "number"}, "1.234", 1.234),
    ("value:a", {"type": "number"}, "\u22121.5e3", -1500.0),
    ("severity", {"type": "integer"}, "3", 3),
    ("severity", {"type": "integer"}, "x", ["severity: 'x' is not a whole number"]),
    ("n", {"type": "integer"}, "1.234", 1234),
    ("score", COMMA, "8.5", 8.5),
    ("score", COMMA, "1.234", ["score is not 1 to 10"]),
]  # fmt: skip
KIND = {
    "in_stock_from": "homes",
    "in_stock_until": "homes",
    "value:a": "indicators",
    "n": "indicators",
    "score": "staff_scores",
}


def test_a_cell_is_what_its_supplier_meant(tmp_path: Path) -> None:
    wrong = {}
    for number, (feeds, words, cell, expected) in enumerate(CELLS):
        folder = tmp_path / str(number)
        found = staged(folder, words, feeds, [cell], KIND.get(feeds, "complaint"))
        if found != [expected]:
            wrong[feeds, cell] = (found, expected)
    assert wrong == {}


def test_a_cell_that_cannot_be_read_costs_a_wide_row_no_other_cell_and_is_said(tmp_path: Path) -> None:
    fields = {"area_code": {}, "value:a": COMMA, "value:b": COMMA}
    rows = [("BU1", "1,5", "x"), ("BU2", ".", "2,5"), ("BU3", "3", "")]
    delivered(tmp_path / "raw", fields, {"1": rows}, "indicators")
    values = answer(tmp_path, "select value from loaded.indicators order by area_code, name")
    assert values == [(1.5,), (None,), (None,), (2.5,), (3.0,), (None,)]
    assert answer(tmp_path, "select rejected from delivery") == [(0,)]
    ((detail,),) = answer(tmp_path, "select detail from finding where kind = 'cell_unknown'")
    assert detail == ("2 cells are unknown, because they cannot be read; the first is value:b: 'x' is not a number")


def test_a_file_that_is_dated_before_its_rows_was_delivered_now(tmp_path: Path) -> None:
    delivered(
        tmp_path / "raw", NUMBERED, {"1": [(str(n), "2024-03-01", "") for n in range(3)] + [("9", "2999-01-01", "")]}
    )
    os.utime(tmp_path / "raw" / "source" / "complaint_1.csv", (315532800, 315532800))
    assert answer(tmp_path, "select loaded, rejected from delivery") == [(3, 1)]
    assert answer(tmp_path, "select detail from finding where kind = 'file_date'") == [
        ("the file is dated 1980-01-01, before most of its rows",)
    ]


@pytest.mark.parametrize(("bad", "code"), [(1, 0), (2, 4)])
def test_a_build_that_rejects_more_than_a_tenth_of_a_file_says_so(tmp_path: Path, bad: int, code: int) -> None:
    good = [(str(n), "2024-03-01", "") for n in range(10)]
    delivered(tmp_path / "raw", NUMBERED, {"1": good[bad:] + [("K", "31-31-31", "")] * bad})
    done = subprocess.run(
        [sys.executable, "-m", "etl", "build", "--raw", str(tmp_path / "raw"), "--warehouse", str(tmp_path / "warehouse")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert ("complaint_1.csv: 2 of 10 rows" in " ".join(done.stderr.split())) == bool(code)
