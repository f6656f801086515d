"""Every table of Tinytown against the napkin in tests/tinytown/README.md. Recomputes nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from buurtbeeld.settings import ROOT, Settings
from buurtbeeld.warehouse import CONFIG, newest
from etl import build as building
from tests.conftest import TINYTOWN, settings_below

CANARIES = ("kanarie", "merel", "façade", "12345678", "buurvrouw", "@", "schreeuwt", "hard")
NOORD, MIDDEN, ZUID = "buurt:BU90010101", "buurt:BU90010102", "buurt:BU90010201"
BOVEN, ONDER, TOWN = "wijk:WK900101", "wijk:WK900102", "gemeente:GM9001"

FILES = {  # file: rows in, loaded, duplicates, rejected, unplaced, unknown category
    "areas/buurten.geojson": (3, 3, 0, 0, 0, 0),
    "complaints/complaints.csv": (10, 7, 1, 2, 1, 1),
    "incidents/incidents.jsonl": (3, 3, 0, 0, 0, 0),
    "staff/observations.csv": (3, 3, 0, 0, 0, 0),
    "staff/scores.csv": (3, 2, 0, 1, 0, 0),
    "statistics/health.csv": (2, 2, 0, 0, 0, 0),
    "stock/addresses.csv": (20, 20, 0, 0, 0, 0),
    "stock/focus.csv": (3, 3, 0, 0, 0, 0),
    "stock/homes.csv": (31, 31, 0, 0, 0, 0),
    "surveys/wave.csv": (3, 3, 0, 0, 0, 0),
}

SIGNALS = {  # source_id: theme, subtheme, month, opens a case, precision, buurt, street, focus areas
    "0001": ("nuisance", "noise", "2025-03-01", True, "address", NOORD, "Lindelaan", set()),
    "0002": ("nuisance", "noise", "2025-03-01", False, "address", NOORD, "Lindelaan", set()),
    "0003": ("nuisance", "noise", "2025-03-01", True, "address", NOORD, "Lindelaan", set()),
    "0004": ("surroundings", "vermin", "2025-03-01", True, "address", MIDDEN, "Kerkstraat", {"F2"}),
    "0006": ("unknown", "unknown", "2025-05-01", True, "address", ZUID, "Dorpsstraat", {"F1", "F2"}),
    "0007": ("nuisance", "noise", "2025-05-01", True, "none", None, None, set()),
    "0008": ("nuisance", "noise", "2025-05-01", True, "address", ZUID, "Dorpsstraat", {"F1", "F2"}),
    "C-1": ("drugs", "cannabis_farm", "2024-05-01", True, "coordinates", ZUID, "Dorpsstraat", {"F1", "F2"}),
    "C-2": ("safety", "fire", "2025-03-01", True, "address", ZUID, "Dorpsstraat", {"F1", "F2"}),
    "C-3": ("safety", "fire", "2025-06-01", True, "coordinates", MIDDEN, None, set()),
    "W1": ("safety", "vandalism", "2025-03-01", True, "complex", NOORD, None, set()),
    "W2": ("surroundings", "litter", "2025-05-01", True, "coordinates", NOORD, None, set()),
    "W3": ("surroundings", "maintenance", "2025-06-01", True, "street", ZUID, "Dorpsstraat", {"F1"}),
}

PERIODS = {  # area, kind, theme, period: reports, reporters, cases
    (NOORD, "all", "all", "last_12"): (5, 2, 4),
    (NOORD, "complaint", "all", "last_12"): (3, 2, 2),
    (NOORD, "complaint", "nuisance", "last_12"): (3, 2, 2),
    (MIDDEN, "all", "all", "last_12"): (2, 0, 2),
    (ZUID, "all", "all", "last_12"): (4, 1, 4),
    (ZUID, "all", "all", "previous_12"): (1, 0, 1),
    (BOVEN, "all", "all", "last_12"): (7, 2, 6),
    (ONDER, "all", "all", "last_12"): (4, 1, 4),
    (TOWN, "all", "all", "last_12"): (11, 3, 10),
    (TOWN, "incident", "safety", "last_12"): (2, 0, 2),
    ("focus:F1", "all", "all", "last_12"): (4, 1, 4),
    ("focus:F2", "all", "all", "last_12"): (4, 1, 4),
    ("complex:C1", "all", "all", "last_12"): (4, 2, 3),
}

HOMES = {  # area: homes in December 2024, February 2025, April 2025
    NOORD: (10, 10, 10),
    ZUID: (10, 9, 10),
    BOVEN: (20, 20, 20),
    TOWN: (30, 29, 30),
    "complex:C3": (10, 9, 10),
    "focus:F1": (10, 9, 10),
    "focus:F2": (20, 19, 20),
}


@pytest.fixture(scope="module")
def con(tinytown_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Reads a copy: within one process a file has one configuration, and a build opens its predecessor with its own."""
    copy = shutil.copy(tinytown_build, tmp_path_factory.mktemp("copy"))
    with duckdb.connect(copy, read_only=True) as opened:
        yield opened


def test_rows_in_are_loaded_duplicates_and_rejected(con: duckdb.DuckDBPyConnection) -> None:
    columns = "rows_in, loaded, duplicates, rejected, unplaced, unknown_category"
    found = {file: tuple(row) for file, *row in con.execute(f"select file, {columns} from delivery").fetchall()}
    assert found == FILES
    assert con.execute("select distinct status from delivery").fetchall() == [("loaded",)]


def test_every_rejected_row_is_kept_with_all_its_reasons(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("select file, line, len(reasons) from rejected order by file, line").fetchall()
    assert rows == [
        ("complaints/complaints.csv", 8, 1),
        ("complaints/complaints.csv", 12, 1),
        ("staff/scores.csv", 4, 1),
    ]
    text = con.execute("select row_text from rejected where line = 8").fetchone()[0]
    assert "31-02-2025" in text, "The text of the named columns leads back to what was wrong."


def test_every_signal_is_typed_mapped_and_placed(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute(
        """select source_id, signal.theme, signal.subtheme, cast(month as varchar), opens_case,
            precision, buurt, street.name,
            (select list(split_part(area_id, ':', 2)) from place_focus where place_focus.place_id = signal.place_id)
        from signal join place using (place_id) left join area street on street.area_id = place.street"""
    ).fetchall()
    got = {row[0]: (*row[1:8], set(row[8] or ())) for row in found}
    assert got.keys() == SIGNALS.keys()
    wrong = {key: (got[key], expected) for key, expected in SIGNALS.items() if got[key] != expected}
    assert not wrong, f"found, expected: {wrong}"


def test_the_latest_version_wins_and_the_older_is_kept(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select source_id, line from superseded").fetchall() == [("0004", 6)]
    assert con.execute("select subtheme, line from signal where source_id = '0004'").fetchone() == ("vermin", 7)


def test_reports_reporters_and_cases_per_period(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("select area_id, kind, theme, period, reports, reporters, cases from area_period").fetchall()
    found = {tuple(row[:4]): tuple(row[4:]) for row in rows}
    wrong = {key: (found.get(key), expected) for key, expected in PERIODS.items() if found.get(key) != expected}
    assert not wrong, f"found, expected: {wrong}"


def test_months_add_up_to_the_signals_that_lie_somewhere(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("select level, sum(reports), sum(cases) from area_month group by level").fetchall()
    found = {level: (int(reports), int(cases)) for level, reports, cases in rows}
    assert found["buurt"] == found["wijk"] == found["gemeente"] == (12, 11)
    assert found["focus"] == (10, 10), "Five reports in F1 and five in F2: a report lies in any number of focus areas."
    noise = "select month, reports, cases from area_month where area_id = ? and subtheme = 'noise'"
    assert [(str(month), *counts) for month, *counts in con.execute(noise, [NOORD]).fetchall()] == [
        ("2025-03-01", 3, 2)
    ]


def test_zero_and_unknown_differ(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("select kind, strftime(month, '%Y-%m') from kind_month where not known order by all").fetchall()
    unknown = {kind: [month for one, month in rows if one == kind] for kind, _month in rows}
    before = [f"2024-{month:02}" for month in range(5, 13)] + ["2025-01", "2025-02"]
    assert unknown == {"complaint": [*before, "2025-04", "2025-06"], "observation": before}


def test_the_build_says_which_months_it_covers(con: duckdb.DuckDBPyConnection) -> None:
    row = con.execute(
        "select cast(first_month as varchar), cast(until_month as varchar), demonstration from build"
    ).fetchone()
    assert row == ("2024-05-01", "2025-07-01", False)


@pytest.mark.parametrize(("area", "expected"), HOMES.items())
def test_homes_are_dated(con: duckdb.DuckDBPyConnection, area: str, expected: tuple[int, ...]) -> None:
    months = ("2024-12-01", "2025-02-01", "2025-04-01")
    rows = dict(
        con.execute("select cast(month as varchar), homes_rented from homes where area_id = ?", [area]).fetchall()
    )
    assert tuple(rows.get(month) for month in months) == expected


def test_areas_know_where_they_lie(con: duckdb.DuckDBPyConnection) -> None:
    levels = dict(con.execute("select level, count(*) from area group by level").fetchall())
    assert levels == {"gemeente": 1, "wijk": 2, "buurt": 3, "complex": 3, "street": 3, "focus": 2}
    parents = dict(
        con.execute("select area_id, parent from area where level in ('buurt', 'wijk', 'complex')").fetchall()
    )
    assert parents == {
        NOORD: BOVEN, MIDDEN: BOVEN, ZUID: ONDER, BOVEN: TOWN, ONDER: TOWN,
        "complex:C1": NOORD, "complex:C2": MIDDEN, "complex:C3": ZUID,
    }  # fmt: skip
    inside = {area for (area,) in con.execute("select inside from area_inside where area_id = 'focus:F2'").fetchall()}
    assert {"complex:C2", "complex:C3"} <= inside
    km2 = con.execute("select km2 from area where area_id = ?", [NOORD]).fetchone()[0]
    assert km2 == pytest.approx(1.0, rel=0.01), "Noord is a square of one kilometre."


def test_an_overlap_is_said(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select area_id from finding where kind = 'overlap'").fetchall() == [(MIDDEN,)]


def test_calamities_are_dated(con: duckdb.DuckDBPyConnection) -> None:
    when = "strftime(\"at\", '%Y-%m-%d %H:%M')"
    rows = con.execute(f'select source_id, {when}, severity, buurt from calamity order by "at"').fetchall()
    assert rows == [
        ("C-1", "2024-05-14 22:10", 3, ZUID),
        ("C-2", "2025-03-08 03:20", 4, ZUID),
        ("C-3", "2025-06-11 18:00", 4, MIDDEN),
    ]


def test_the_other_evidence_is_there(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select area_id, aspect, score from staff_score order by area_id").fetchall() == [
        (NOORD, "clean", 7.5),
        (MIDDEN, "clean", 6.0),
    ]
    questions = con.execute(
        "select area_id, question, mean, n from survey where mean is not null order by all"
    ).fetchall()
    assert questions == [
        (NOORD, "schoon", 6.8, 40), (NOORD, "veilig", 7.1, 40),
        (MIDDEN, "schoon", 6.9, 35), (MIDDEN, "veilig", 6.4, 35),
        (ZUID, "veilig", 5.2, 12),
    ]  # fmt: skip
    figures = con.execute("select area_id, name, vintage, value from indicator order by all").fetchall()
    assert figures == [
        (BOVEN, "eenzaam", "2024JJ00", 31.5), (BOVEN, "ervaren_gezondheid", "2024JJ00", 74.0),
        (ONDER, "eenzaam", "2024JJ00", None), (ONDER, "ervaren_gezondheid", "2024JJ00", 69.5),
    ]  # fmt: skip


def test_unknown_categories_are_counted(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select source, category, rows from unmapped").fetchall() == [("complaints", "Spookgeluiden", 1)]


def test_the_tables_are_those_of_the_architecture(con: duckdb.DuckDBPyConnection) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("## Tables of the warehouse")[1]
    page = page.split("## The register")[0]
    documented = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", page, re.MULTILINE)
    assert len(documented) > 20
    for table, cell in documented:
        actual = {name for (name, *_) in con.execute(f"describe {table}").fetchall()}
        parts = [part.split() for part in re.sub(r"\([^)]*\)|BOOLEAN: .*", "", cell).split(",")]
        absent = [" ".join(part) for part in parts if not actual & {part[0].rstrip(":"), part[-1]}]
        assert not absent or cell.startswith("same columns"), f"{table} has no {absent}; it has {sorted(actual)}."


def test_no_name_number_or_free_text_reaches_the_warehouse(
    con: duckdb.DuckDBPyConnection, tinytown_build: Path
) -> None:
    raw = (TINYTOWN / "complaints" / "complaints.csv").read_bytes().decode("cp1252").lower()
    assert all(canary in raw for canary in CANARIES), "A canary that is not in the delivery proves nothing."
    columns = con.execute(
        "select schema_name, table_name, column_name from duckdb_columns() where not internal and data_type <> 'BLOB'"
    ).fetchall()
    for schema, table, column in columns:
        words = con.execute(f'select distinct lower(cast("{column}" as varchar)) from "{schema}"."{table}"').fetchall()
        met = [(canary, word) for (word,) in words if word for canary in CANARIES if canary in word]
        assert not met, f"{schema}.{table}.{column} holds {met[0]}."
    content = tinytown_build.read_bytes().lower()
    for canary in CANARIES[:5]:
        assert canary.encode() not in content, f"{canary} is in the bytes of the published file."
        assert canary.encode("cp1252") not in content, f"{canary} is in the bytes of the published file."


def contents(settings: Settings) -> dict[str, pd.DataFrame]:
    """Every table and view without what differs by nature: names and times of builds, and numbers of places."""
    with duckdb.connect(str(newest(settings.warehouse)), read_only=True, config=CONFIG) as con:
        tables = [
            name
            for (name,) in con.execute(
                "select table_name from information_schema.tables where table_schema = 'main'"
            ).fetchall()
        ]
        return {table: _comparable(con, table) for table in tables if table not in ("place", "category", "report")}


def _comparable(con: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    columns = [name for (name, *_) in con.execute(f"describe {table}").fetchall()]
    left_out = (
        {"name", "built_at", "code_version"}
        if table == "build"
        else {"read_at", "modified_at", "fingerprint", "place_id", "file_id", "category_id"}
    )
    kept = [f't."{name}"' for name in columns if name not in left_out]
    where = " join (select * from place) p using (place_id)" if "place_id" in columns else ""
    kept += [f"p.{name}" for name in ("precision", "lon", "lat", "buurt", "complex", "street") if where]
    return con.execute(f"select {', '.join(kept)} from {table} t{where} order by all").df()


def deliver(settings: Settings, *sources: str) -> None:
    for source in sources:
        shutil.copytree(TINYTOWN / source, settings.raw / source)
    building.build(settings)


def test_repetition_and_order_change_nothing(tinytown: Settings, tmp_path: Path) -> None:
    expected = contents(tinytown)
    again = building.build(tinytown)
    assert not again.made and again.files_read == 0, "Unchanged files are not read again."
    settings = settings_below(tmp_path)
    deliver(settings, "staff", "complaints")
    deliver(settings, "stock", "surveys")
    deliver(settings, "incidents", "statistics", "areas")
    building.build(settings, fresh=False)
    found = contents(settings)
    assert found.keys() == expected.keys()
    for table, frame in expected.items():
        pd.testing.assert_frame_equal(found[table], frame, obj=f"table {table}", check_dtype=False)
    shutil.rmtree(settings.raw / "incidents")
    building.build(settings)
    assert "incident" not in set(contents(settings)["area_month"]["kind"]), "What is withdrawn is gone."
    shutil.copytree(TINYTOWN / "incidents", settings.raw / "incidents")
    building.build(settings)
    pd.testing.assert_frame_equal(contents(settings)["area_period"], expected["area_period"], check_dtype=False)
