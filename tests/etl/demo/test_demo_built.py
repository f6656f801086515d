"""The demonstration corporation through the whole ETL: the warehouse holds what truth.json says. Mocks nothing."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from buurtbeeld.warehouse import newest
from etl import build
from etl.demo.corporation import generate
from tests.conftest import settings_below

UNTIL = date(2026, 7, 1)
FATE = ("rows_in", "loaded", "duplicates", "rejected", "unplaced", "unknown_category")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[duckdb.DuckDBPyConnection, dict]:
    """The warehouse and the truth."""
    folder = tmp_path_factory.mktemp("demo_built")
    truth = generate(folder / "raw", folder / "demo" / "truth.json", 9, 30_000, UNTIL)
    settings = settings_below(folder)
    build.build(settings)
    return duckdb.connect(str(newest(settings.warehouse)), read_only=True), truth


def test_every_file_fares_as_planted(found: tuple[duckdb.DuckDBPyConnection, dict]) -> None:
    con, truth = found
    rows = con.execute(f"select file, {', '.join(FATE)} from delivery where status = 'loaded'").fetchall()
    assert {file: tuple(counts) for file, *counts in rows} == {
        file: tuple(tally[name] for name in FATE) for file, tally in truth["dirt"].items()
    }


BROKEN = ("not a JSON object", "cells, expected")


@pytest.mark.parametrize(
    ("faults", "reason"),
    [
        (("half a line",), "not a JSON object"),
        (("line too short", "line too long"), "cells, expected"),
        (("date in 2099",), "after the delivery"),
        (("closed before opened",), "closed_at lies before registered_at"),
        (("severity outside 1 to 5",), "severity is not 1 to 5"),
        (("severity in words",), "'hoog' is not a whole number"),
        (("coordinates swapped",), "swapped"),
        (("coordinates in another system",), "look like"),
        (("coordinate without the other",), "one coordinate is given without the other"),
        (("formula",), "starts like a formula"),
        (("date as a spreadsheet's day number",), "2022-01-01"),
        (("score above 10",), "score is not 1 to 10"),
        (("out of stock before in stock",), "in_stock_until lies before"),
    ],
)
def test_bad_rows_are_rejected_for_what_is_wrong_with_them(
    found: tuple[duckdb.DuckDBPyConnection, dict], faults: tuple[str, ...], reason: str
) -> None:
    con, truth = found
    planted = sum(tally["faults"].get(fault, 0) for tally in truth["dirt"].values() for fault in faults)
    # Of a row with a cell too many or too few, what is said of its cells depends on where they ended up.
    query = """select count(*) from rejected
        where len(list_filter(reasons, lambda each: contains(each, ?))) > 0 and (row_text is not null or ?)"""
    assert con.execute(query, [reason, reason in BROKEN]).fetchone() == (planted,)
    assert planted > 0


def test_every_report_lies_in_its_buurt(found: tuple[duckdb.DuckDBPyConnection, dict]) -> None:
    con, truth = found
    rows = con.execute(
        """select signal.source, area.code, count(*)
        from signal join place using (place_id) join area on area_id = buurt group by all"""
    ).fetchall()
    planted = {
        (source, code): counts["all"] for source, buurten in truth["placed"].items() for code, counts in buurten.items()
    }
    assert {(source, code): count for source, code, count in rows} == {
        key: count for key, count in planted.items() if count
    }


def test_homes_are_counted_per_month(found: tuple[duckdb.DuckDBPyConnection, dict]) -> None:
    con, truth = found
    rows = con.execute(
        """select area.code, month, homes_rented from homes join area using (area_id)
        where level = 'buurt' and month in (date '2019-07-01', date '2026-06-01')"""
    ).fetchall()
    got = {(code, "first" if month.year == 2019 else "last"): homes for code, month, homes in rows}
    planted = {(code, when): homes for code, both in truth["stock"]["homes"].items() for when, homes in both.items()}
    assert {key: count for key, count in got.items() if count} == {
        key: count for key, count in planted.items() if count
    }


def test_the_planted_outlines_are_noticed(found: tuple[duckdb.DuckDBPyConnection, dict]) -> None:
    con, truth = found
    said = con.execute("select kind, area_id from finding where kind in ('overlap', 'repaired')").fetchall()
    assert ("repaired", f"buurt:{truth['outlines']['crosses_itself']}") in said
    assert ("overlap", f"buurt:{truth['outlines']['overlap'][0]}") in said


def test_no_canary_reaches_the_warehouse(found: tuple[duckdb.DuckDBPyConnection, dict]) -> None:
    con, truth = found
    columns = con.execute(
        """select format('"{}"."{}"', schema_name, table_name), column_name from duckdb_columns()
        where not internal and data_type like 'VARCHAR%'"""
    ).fetchall()
    assert len(columns) > 50
    for table, column in columns:
        for canary in truth["canaries"]:
            query = f'select count(*) from {table} where contains(lower(cast("{column}" as varchar)), lower(?))'
            assert con.execute(query, [canary]).fetchone() == (0,), (canary, table, column)
