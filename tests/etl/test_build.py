"""Does a build lose nothing, invent nothing, and leave the last one on air whatever happens?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from buurtbeeld.errors import BuildRunning, CheckFailed, DeliveryError
from buurtbeeld.settings import ROOT
from buurtbeeld.warehouse import ANALYSIS, CONFIG, newest_analysis
from etl import build as building
from etl import derive, publish
from etl.status import status
from tests.etl import deliver

GOOD = ("K1", "03-02-2024", "05-02-2024", "geluid", "H1", 5.805, 50.905, "", "")


def built(folder: Path, **others: object) -> Path:
    """Builds folder/raw; returns the published file."""
    settings = deliver.settings(folder, **others)
    return settings.warehouse / f"{building.build(settings).name}.duckdb"


def counts(folder: Path) -> dict[str, object]:
    """The status of source 'complaints'."""
    found = status(folder / "warehouse")
    return next(source for source in found["sources"] if source["name"] == "complaints")


def rows_of(build: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as con:
        return con.execute(query).fetchall()


CASES = [
    ("a good row", GOOD, None),
    ("no date at all", ("K1", "", "", *GOOD[3:]), "neither occurred_at nor registered_at"),
    ("31 February", ("K1", "31-02-2024", *GOOD[2:]), "'31-02-2024' is not a date"),
    ("year zero", ("K1", "00-00-0000", *GOOD[2:]), "is not a date"),
    ("year 2099", ("K1", "01-01-2099", "", *GOOD[3:]), "lies after the delivery"),
    ("year 1900", ("K1", "01-01-1900", *GOOD[2:]), "lies before 1990"),
    ("spreadsheet date", ("K1", "45292", *GOOD[2:]), "as a spreadsheet number it would be 2024-01-01"),
    ("closed before reported", ("K1", "03-02-2024", "01-02-2024", *GOOD[3:]), "closed_at lies before registered_at"),
    ("not a number", (*GOOD[:5], "NaN", 50.905, "", ""), "not a finite number"),
    ("infinite", (*GOOD[:5], "inf", 50.905, "", ""), "not a finite number"),
    ("one coordinate", (*GOOD[:5], "", 50.905, "", ""), "one coordinate is given without the other"),
    ("a word as coordinate", (*GOOD[:5], "oost", 50.905, "", ""), "'oost' is not a number"),
    ("latitude and longitude swapped", (*GOOD[:5], 50.905, 5.805, "", ""), "longitude and latitude look swapped"),
    ("RD given as degrees", (*GOOD[:5], 187000, 331000, "", ""), "look like RD metres"),
    ("a formula", ("=cmd|' /C calc'!A0", *GOOD[1:]), "starts like a formula"),
]


@pytest.mark.parametrize(("name", "row", "reason"), CASES, ids=[case[0] for case in CASES])
def test_a_row_is_loaded_or_rejected_with_its_reason(
    tmp_path: Path, name: str, row: tuple[object, ...], reason: str | None
) -> None:
    deliver.squares(tmp_path / "raw")
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [row, ("K2", *GOOD[1:])]})
    build = built(tmp_path)
    found = rows_of(build, "select file, line, reasons from rejected")
    if reason is None:
        assert found == []
        assert counts(tmp_path)["loaded"] == 2
    else:
        ((file, line, reasons),) = found
        assert (file, line) == ("complaints/klachten_1.csv", 2)
        assert any(reason in given for given in reasons), reasons
        assert (counts(tmp_path)["loaded"], counts(tmp_path)["rejected"]) == (1, 1)


def test_a_moment_with_an_offset_becomes_dutch_time(tmp_path: Path) -> None:
    fields = [
        {"name": "id", "type": "string", "feeds": "source_id"},
        {"name": "at", "type": "datetime", "feeds": "registered_at"},
    ]
    deliver.describe(tmp_path / "raw" / "signals", "s", {"path": "s.csv", "kind": "complaint"}, fields)
    moments = [
        "2024-06-30T22:30:00Z",
        "2024-01-31T23:30:00+00:00",
        "2024-07-01T00:30:00",
        "2024-07-01 00:30",
        "2024-07-01",
    ]
    lines = "".join(f"{number},{moment}\n" for number, moment in enumerate(moments))
    (tmp_path / "raw" / "signals" / "s.csv").write_text("id,at\n" + lines)
    found = rows_of(built(tmp_path), "select cast(registered_at as varchar) from report order by source_id")
    july = ("2024-07-01 00:30:00",)
    assert found == [july, ("2024-02-01 00:30:00",), july, july, ("2024-07-01 00:00:00",)]


def test_all_reasons_of_a_row_are_kept(tmp_path: Path) -> None:
    deliver.complaints(
        tmp_path / "raw", {"klachten_1.csv": [("=1", "31-02-2024", "99-99-2024", "geluid", "H1", "oost", 1, "", "")]}
    )
    ((reasons, text),) = rows_of(built(tmp_path), "select reasons, row_text from rejected")
    assert len(reasons) == 4, reasons
    assert "31-02-2024" in text and "H1" not in text


def test_the_latest_version_wins_and_both_are_accounted_for(tmp_path: Path) -> None:
    older = ("K1", "03-02-2024", "", "geluid", "H1", 5.805, 50.905, "04-02-2024", "")
    newer = ("K1", "03-02-2024", "", "vuil", "H1", 5.805, 50.905, "05-02-2024", "")
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [newer], "klachten_2.csv": [older]})
    build = built(tmp_path)
    assert rows_of(build, "select subtheme from signal") == [("litter",)]
    assert [counts(tmp_path)[name] for name in ("rows_in", "loaded", "duplicates", "rejected")] == [2, 1, 1, 0]


def test_an_unmapped_category_is_unknown_counted_and_reported(tmp_path: Path) -> None:
    rows = [("K1", *GOOD[1:]), ("K2", *GOOD[1:3], "ufo", *GOOD[4:]), ("K3", *GOOD[1:3], "bel 0612345678", *GOOD[4:])]
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": rows})
    build = built(tmp_path)
    assert counts(tmp_path)["unknown_category"] == 2
    assert sorted(rows_of(build, "select category, rows from unmapped")) == [("(not kept)", 1), ("ufo", 1)]


def test_further_reports_while_a_case_is_open_open_no_new_case(tmp_path: Path) -> None:
    days = [
        ("K1", "01-02-2024", "10-02-2024"),
        ("K2", "05-02-2024", "06-02-2024"),
        ("K3", "11-02-2024", ""),
        ("K4", "20-02-2024", ""),
    ]
    rows = [(*day, "geluid", "H1", 5.805, 50.905, "", "") for day in days] + [
        ("K5", "05-02-2024", "", "vuil", *GOOD[4:])
    ]
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": rows})
    build = built(tmp_path)
    assert rows_of(build, "select source_id, opens_case from signal order by 1") == [
        ("K1", True),
        ("K2", False),
        ("K3", True),
        ("K4", False),
        ("K5", True),
    ]


def test_a_reporter_is_counted_within_a_year_and_never_readable(tmp_path: Path) -> None:
    rows = [("K1", *GOOD[1:]), ("K2", *GOOD[1:]), ("K3", "03-02-2025", "", *GOOD[3:])]
    deliver.complaints(
        tmp_path / "raw",
        {"klachten_1.csv": [(*row[:4], "Jansen-Canary", *row[5:8], "Bel Pietersen-Canary") for row in rows]},
    )
    build = built(tmp_path)
    keys = dict(rows_of(build, "select source_id, reporter_key from signal"))
    assert keys["K1"] == keys["K2"] != keys["K3"]
    assert b"Canary" not in build.read_bytes()


def test_the_same_delivery_twice_changes_nothing_and_reads_nothing(tmp_path: Path) -> None:
    deliver.squares(tmp_path / "raw")
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD]})
    first = building.build(deliver.settings(tmp_path))
    again = building.build(deliver.settings(tmp_path))
    assert (again.name, again.made, again.files_read) == (first.name, False, 0)


def test_new_outlines_place_the_signals_again_without_reading_them(tmp_path: Path) -> None:
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD]})
    assert rows_of(built(tmp_path), "select buurt from place") == [(None,)]
    deliver.squares(tmp_path / "raw")
    again = building.build(deliver.settings(tmp_path))
    assert again.files_read == 1
    assert rows_of(tmp_path / "warehouse" / f"{again.name}.duckdb", "select buurt from place") == [
        ("buurt:BU00000001",)
    ]


def test_demonstration_and_real_deliveries_do_not_mix(tmp_path: Path) -> None:
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD]})
    deliver.describe(
        tmp_path / "raw" / "made_up",
        "x",
        {"path": "x.csv", "kind": "areas", "level": "buurt", "demonstration": True},
        [{"name": "code", "type": "string", "feeds": "code"}],
    )
    (tmp_path / "raw" / "made_up" / "x.csv").write_text("code\n1\n")
    with pytest.raises(DeliveryError, match="together"):
        built(tmp_path)


def test_a_broken_rule_stops_the_build_with_its_name_and_an_example(tmp_path: Path) -> None:
    (tmp_path / "no_seven.sql").write_text("select 7 as number")
    with duckdb.connect() as con, pytest.raises(CheckFailed, match="'no seven' does not hold, for example: number 7"):
        derive.check(con, tmp_path)


def test_a_build_that_fails_its_checks_publishes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD]})
    first = built(tmp_path)
    deliver.complaints(tmp_path / "raw", {"klachten_2.csv": [("K9", *GOOD[1:])]})
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "never_k9.sql").write_text("select source_id from signal where source_id = 'K9'")
    monkeypatch.setattr(derive.check, "__defaults__", (rules,))
    with pytest.raises(CheckFailed, match="never k9"):
        built(tmp_path)
    assert [path.name for path in sorted((tmp_path / "warehouse").glob("2*"))] == [first.name]


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with publish.one_build(tmp_path / "warehouse"), pytest.raises(BuildRunning, match="Another build is running"):
        built(tmp_path)


@pytest.mark.parametrize("moment", [0.3, 0.6, 0.8, 1.0, 1.3])
def test_a_killed_build_leaves_the_last_one_on_air_and_the_next_clean(tmp_path: Path, moment: float) -> None:
    deliver.squares(tmp_path / "raw")
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD]})
    first = built(tmp_path)
    reader = duckdb.connect(str(first), read_only=True, config=CONFIG)
    deliver.complaints(tmp_path / "raw", {"klachten_2.csv": [(f"L{number}", *GOOD[1:]) for number in range(2000)]})
    environment = os.environ | {"BUURTBEELD_REPORTER_KEY": "a key for tests"}
    command = [
        sys.executable,
        "-m",
        "etl",
        "build",
        "--raw",
        str(tmp_path / "raw"),
        "--warehouse",
        str(tmp_path / "warehouse"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    published = sorted((tmp_path / "warehouse").glob("*.duckdb"))
    assert published[0] == first
    assert reader.execute("select count(*) from signal").fetchone() == (1,)
    for path in published:
        assert rows_of(path, "select count(*) from signal") in ([(1,)], [(2001,)])
    assert rows_of(built(tmp_path), "select count(*) from signal") == [(2001,)]
    assert not list((tmp_path / "warehouse").glob("*.partial*"))


def test_an_analysis_file_whose_build_died_is_never_offered_and_cleared_by_the_next(tmp_path: Path) -> None:
    deliver.squares(tmp_path / "raw")
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD]})
    first = built(tmp_path)
    orphan = first.parent / ANALYSIS / "29990101T000000.000Z.duckdb"
    orphan.write_bytes(b"published by a build that was killed before its own rename")
    assert newest_analysis(first.parent).name == first.name
    assert built(tmp_path) == first, "Nothing changed, so nothing is built."
    assert not orphan.exists() and newest_analysis(first.parent).is_file()


def test_old_builds_are_pruned_and_the_newest_stays(tmp_path: Path) -> None:
    for name in ("20200101T000000.000Z", "20200102T000000.000Z"):
        (tmp_path / f"{name}.duckdb").touch()
    assert publish.prune(tmp_path, keep_days=14) == ["20200101T000000.000Z"]
    assert [path.stem for path in tmp_path.glob("*.duckdb")] == ["20200102T000000.000Z"]


def test_a_folder_that_went_empty_does_not_take_the_figures_off_the_air(tmp_path: Path) -> None:
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD]})
    published = built(tmp_path)
    (tmp_path / "raw").rename(tmp_path / "unmounted")
    with pytest.raises(DeliveryError, match="holds no deliveries"):
        building.build(deliver.settings(tmp_path))
    assert list((tmp_path / "warehouse").glob("*.duckdb")) == [published]
    assert building.build(deliver.settings(tmp_path), fresh=True).made, "On purpose it can be emptied."


def test_a_file_that_became_smaller_is_named(tmp_path: Path) -> None:
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD, ("K2", *GOOD[1:])], "klachten_2.csv": [GOOD]})
    built(tmp_path)
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD], "klachten_2.csv": [GOOD]})
    assert building.build(deliver.settings(tmp_path)).shrunk == (("complaints/klachten_1.csv", 2, 1),)


def test_a_refused_file_shows_in_the_exit_code(tmp_path: Path) -> None:
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD], "klachten_2.csv": [GOOD]})
    (tmp_path / "raw" / "complaints" / "klachten_2.csv").write_text("wrong;heads\n1;2\n")
    folders = ["--raw", str(tmp_path / "raw"), "--warehouse", str(tmp_path / "warehouse")]
    done = subprocess.run(
        [sys.executable, "-m", "etl", "build", *folders], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, counts(tmp_path)["loaded"]) == (3, 1)
    assert "klachten_2.csv" in done.stderr
