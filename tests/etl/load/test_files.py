"""Is every file of a delivery read for what it is, however it is called, ordered and written?"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from etl import build as building
from etl.descriptors.read import deliveries
from etl.load.file_order import turn
from tests.etl import deliver
from tests.etl.load.test_values import NUMBERED, answer, delivered

ORDERS = [
    ("k_9.csv", "k_10.csv"),
    ("k (9).csv", "k (10).csv"),
    ("k_2024-01.csv", "k_2024-1-15.csv", "k_2024-2.csv", "k_202412.csv"),
    ("k_31-12-2024.csv", "k_01-01-2025.csv"),
    ("k_31122024.csv", "k_01012025.csv"),
    ("k_20241231.csv", "k_2025-01-01.csv"),
    ("k_dec 2024.csv", "k_januari-2025.csv", "k_feb2025.csv"),
    ("z_2023.csv", "a_2024.csv"),
    ("k.csv", "k_2024.csv"),
    ("k_2024w9.csv", "k_2024w10.csv"),
    ("k_2024_v2.csv", "k_2024_v10.csv"),
    ("k_20240131T0900.csv", "k_20240131T1000.csv"),
]


@pytest.mark.parametrize("files", ORDERS, ids=str)
def test_files_are_ordered_by_the_dates_and_numbers_in_their_names(files: tuple[str, ...]) -> None:
    assert sorted(files, key=turn) == list(files)


def test_the_newest_file_wins_for_reports_and_for_homes(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    delivered(raw, NUMBERED | {"status": {}}, {n: [("K1", "2024-03-01", "", f"in {n}")] for n in ("9", "10")})
    delivered(raw, {"home_id": {}, "complex": {}}, {n: [("H1", f"in {n}")] for n in ("dec 2024", "jan 2025")}, "homes")
    assert answer(tmp_path, "select status from signal") == [("in 10",)]
    assert answer(tmp_path, "select complex from home") == [("complex:in jan 2025",)]


LEFTOVERS = (
    "Thumbs.db", "thumbs.db", "ehthumbs.db", "Desktop.ini", ".DS_Store", "._klachten_1.csv", "~$klachten_1.xlsx",
    ".~lock.klachten_1.csv#", "klachten_1.csv~", "klachten_1.csv.part", "klachten_1.csv.tmp", "README.txt", "Icon\r",
    "klachten_1.csv:Zone.Identifier", "Klachten.lnk",
)  # fmt: skip


def test_what_windows_and_network_disks_leave_behind_is_no_delivery(tmp_path: Path) -> None:
    deliver.complaints(tmp_path, {"klachten_1.csv": []})
    for folder in (tmp_path, tmp_path / "complaints"):
        for name in LEFTOVERS:
            (folder / name).write_bytes(b"\0")
        for name in ("@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", "__MACOSX", "@Recycle"):
            (folder / name).mkdir()
    files, refused = deliveries(tmp_path)
    assert [each.file for each in files] == ["complaints/klachten_1.csv"] and refused == []


def test_names_in_letters_of_two_parts_are_the_same_names(tmp_path: Path) -> None:
    """A Mac writes é in two parts: in the name of a file, in a header and in a category."""
    parts = lambda text: unicodedata.normalize("NFD", text)  # noqa: E731
    raw = tmp_path / "raw" / "bron"
    fields = [{"name": "gemeld", "feeds": "registered_at"}, {"name": "categorieën", "feeds": "category"}]
    deliver.describe(raw, "één", {"path": "één_*.csv", "kind": "complaint"}, fields)
    (raw / parts("één.categories.csv")).write_text("category,theme,subtheme\ncafé,nuisance,noise\n", encoding="utf-8")
    lines = f"gemeld,{parts('categorieën')}\n2025-03-03,{parts('café')}\n2025-03-03,\u00a0Café\u200b\n"
    (raw / parts("één_1.csv")).write_text(lines, encoding="utf-8")
    assert answer(tmp_path, "select subtheme, source_category from signal order by 2") == [
        ("noise", "Café"),
        ("noise", "café"),
    ]


BLANKS = ["\u00a0K1", "K1\u00a0", "\tK1\t", "\u2009K1 ", "\ufeffK1", "K1\u200b", " K1"]


def test_blanks_of_every_kind_are_cut_off(tmp_path: Path) -> None:
    rows = [
        (f"{blank[: blank.index('K')]}K{n}{blank[blank.index('1') + 1 :]}", "2025-03-03\u00a0", "\u00a0")
        for n, blank in enumerate(BLANKS)
    ]
    delivered(tmp_path / "raw", NUMBERED, {"1": rows})
    assert answer(tmp_path, "select source_id from report order by 1") == [(f"K{n}",) for n in range(len(BLANKS))]
    assert answer(tmp_path, "select count(*) from report where closed_at is null") == [(len(BLANKS),)]


def test_two_sheets_of_a_workbook_are_two_deliveries(tmp_path: Path) -> None:
    raw = tmp_path / "raw" / "bron"
    fields = [{"name": "nr", "feeds": "source_id"}, {"name": "gemeld", "feeds": "registered_at"}]
    for name, kind in (("klachten", "complaint"), ("incidenten", "incident")):
        words = {"path": "alles.xlsx", "kind": kind, "dialect": {"sheetName": name}}
        deliver.describe(raw, name, words, fields)
    with pd.ExcelWriter(raw / "alles.xlsx", engine="xlsxwriter") as workbook:
        for name, rows in (("klachten", 2), ("incidenten", 3)):
            sheet = pd.DataFrame({"nr": range(rows), "gemeld": ["2025-03-03"] * rows})
            sheet.to_excel(workbook, sheet_name=name, index=False)
    assert answer(tmp_path, "select file, kind, loaded from delivery order by file") == [
        ("bron/alles.xlsx#incidenten", "incident", 3),
        ("bron/alles.xlsx#klachten", "complaint", 2),
    ]


LIMITS = [
    ({"minimum": "1"}, "2", "0", None),
    ({"maximum": 5}, "5", "6", None),
    ({"minimum": "1 or true"}, "", "", "is no number such as 2.5"),
    ({"maximum": "x'y"}, "", "", "is no number such as 2.5"),
]


@pytest.mark.parametrize(("limits", "good", "bad", "fault"), LIMITS)
def test_a_limit_of_a_column_of_numbers_is_a_number(
    tmp_path: Path, limits: dict[str, object], good: str, bad: str, fault: str | None
) -> None:
    rows = [("K1", "2025-03-03", good), ("K2", "2025-03-03", bad)]
    fields = {"source_id": {}, "registered_at": {}, "severity": {"constraints": limits}}
    delivered(tmp_path / "raw", fields, {"1": rows})
    if fault:
        _files, refused = deliveries(tmp_path / "raw")
        assert fault in refused[0].sentence
    else:
        assert answer(tmp_path, "select source_id from report") == [("K1",)]


def test_what_a_file_grows_by_while_it_is_read_is_read_by_the_next_build(tmp_path: Path) -> None:
    delivered(tmp_path / "raw", NUMBERED, {"1": [("K1", "2025-03-03", "")]})
    file = tmp_path / "raw" / "source" / "complaint_1.csv"

    def grow(sentence: str, part: float) -> None:
        if "K2" not in file.read_text(encoding="utf-8"):
            with file.open("a", encoding="utf-8") as lines:
                lines.write("K2;2025-03-04;\n")

    assert building.build(deliver.settings(tmp_path), grow).made
    assert answer(tmp_path, "select source_id from report order by 1") == [("K1",), ("K2",)]


YEARS = [
    ("meldingen 2025", "14 okt.", dt.datetime(2025, 10, 14)),
    ("maart 2024", "4 mrt", dt.datetime(2024, 3, 4)),
    ("2024-2025", "14 okt.", None),
    ("1", "14 okt.", None),
]


@pytest.mark.parametrize(("name", "written", "expected"), YEARS)
def test_a_day_without_a_year_is_in_the_one_year_that_the_file_says(
    tmp_path: Path, name: str, written: str, expected: dt.datetime | None
) -> None:
    fields = {"source_id": {}, "registered_at": {"type": "date", "format": "%d %b"}}
    delivered(tmp_path / "raw", fields, {name: [("K1", written)]})
    assert answer(tmp_path, "select registered_at from report") == ([(expected,)] if expected else [])
    reason = (
        f"registered_at: '{written}' is not a date written as %d %b, in the one year that the name of the file says"
    )
    assert answer(tmp_path, "select reasons from rejected") == ([] if expected else [([reason],)])


DAYS = [
    ({"type": "date", "format": "%d-%m-%Y"}, "31-12-2019", dt.date(2019, 12, 31), 0),
    ({"type": "date", "format": "%Y%m%d"}, "20191231", dt.date(2019, 12, 31), 0),
    ({"type": "date"}, "9999-12-31", None, 0),
    ({"type": "date"}, "ooit", None, 1),
]


@pytest.mark.parametrize(("words", "written", "expected", "findings"), DAYS)
def test_days_of_outlines_are_read_as_their_descriptor_says(
    tmp_path: Path, words: dict[str, str], written: str, expected: dt.date | None, findings: int
) -> None:
    raw = tmp_path / "raw"
    deliver.squares(raw)
    path, described = raw / "areas" / "buurten.geojson", raw / "areas" / "buurten.descriptor.json"
    features, descriptor = (json.loads(each.read_text(encoding="utf-8")) for each in (path, described))
    features["features"][0]["properties"]["tot"] = written
    descriptor["schema"]["fields"].append({"name": "tot", "feeds": "valid_to", **words})
    path.write_text(json.dumps(features), encoding="utf-8")
    described.write_text(json.dumps(descriptor), encoding="utf-8")
    assert answer(tmp_path, "select valid_to from area order by area_id limit 1") == [(expected,)]
    assert answer(tmp_path, "select count(*) from finding where detail like '%valid_to%'") == [(findings,)]
