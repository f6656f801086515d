"""Is every cell, number and moment of a delivery taken for what it is, as suppliers really write them?"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from buurtbeeld.warehouse import CONFIG
from etl import build as building
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
