"""The analysis file: everything in it is described, and nothing in it leads to a person."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from buurtbeeld.analysis import data_dictionary
from buurtbeeld.errors import NoWarehouse
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import CONFIG, newest, newest_analysis
from etl import build, publish
from tests.etl import deliver

# As DuckDB stores text: whole, or packed so that bytes alone prove nothing; so every value is read as well.
PLANTED = ("Jansen", "Wilhelmina", "06-12345678", "jansen@voorbeeld.nl", "Overbuurman", "K-4711")


def columns_of(file: Path) -> set[tuple[str, str]]:
    """(table, column) of everything in a build or analysis file, tables themselves with an empty column."""
    with duckdb.connect(str(file), read_only=True, config=CONFIG) as con:
        found = con.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal"
        ).fetchall()
    return {*found, *((table, "") for table, _column in found)}


def texts_of(file: Path) -> list[str]:
    """Every different text in every column of text."""
    with duckdb.connect(str(file), read_only=True, config=CONFIG) as con:
        columns = con.execute(
            """select schema_name, table_name, column_name from duckdb_columns()
            where not internal and data_type like 'VARCHAR%'"""
        ).fetchall()
        return [
            str(value)
            for schema, table, column in columns
            for (value,) in con.execute(f'select distinct "{column}" from {schema}."{table}"').fetchall()
            if value
        ]


def test_every_table_and_column_of_the_warehouse_is_decided_on(demo_warehouse: Settings) -> None:
    known = {(entry.table, entry.column): entry for entry in data_dictionary.entries()}
    withheld = {entry.table for entry in known.values() if not entry.column and not entry.published}
    there = {(table, column) for table, column in columns_of(newest(demo_warehouse.warehouse)) if table not in withheld}
    undecided = sorted(there - set(known))
    assert not undecided, f"Say in queries/descriptions.csv what these are, and whether analysts see them: {undecided}"


def test_the_analysis_file_holds_what_the_list_says_and_says_what_it_holds(demo_warehouse: Settings) -> None:
    file = newest_analysis(demo_warehouse.warehouse)
    listed = {(table, column) for table, columns in data_dictionary.published().items() for column in ("", *columns)}
    assert columns_of(file) == listed
    with duckdb.connect(str(file), read_only=True, config=CONFIG) as con:
        silent = con.execute(
            """with said as (
                select schema_name, table_name, column_name, comment from duckdb_columns() where not internal
                union all select schema_name, table_name, '', comment from duckdb_tables() where not internal
                union all select schema_name, view_name, '', comment from duckdb_views() where not internal)
            from said where schema_name = 'main' and coalesce(comment, '') = ''"""
        ).fetchall()
        kinds = con.execute(
            "select distinct data_type from duckdb_columns() where not internal and schema_name = 'main'"
        ).fetchall()
    assert not silent
    assert not [kind for (kind,) in kinds if kind.startswith("ENUM")], "Other programs know no enumerated types."


@pytest.mark.parametrize("entry", data_dictionary.entries(), ids=lambda entry: f"{entry.table}.{entry.column}")
def test_everything_is_described_in_both_languages(entry: data_dictionary.Entry) -> None:
    assert len(entry.nl) >= 3 and len(entry.en) >= 3, f"{entry.table}.{entry.column} has no words of its own or shared."


def test_nothing_is_described_twice() -> None:
    names = [(entry.table, entry.column) for entry in data_dictionary.entries()]
    assert len(names) == len(set(names))


def test_no_canary_of_the_demonstration_is_in_it(demo_warehouse: Settings) -> None:
    truth = json.loads((demo_warehouse.raw.parent / "truth.json").read_text(encoding="utf-8"))
    assert len(truth["canaries"]) >= 3
    file = newest_analysis(demo_warehouse.warehouse)
    content, texts = file.read_bytes().lower(), "\n".join(texts_of(file)).lower()
    for canary in truth["canaries"]:
        assert canary.lower() not in texts and canary.lower().encode() not in content, canary


def test_what_leads_to_a_person_is_in_no_byte_of_it(tmp_path: Path) -> None:
    settings = deliver.settings(tmp_path)
    deliver.squares(settings.raw)
    many = [(f"K-{n}", "01-06-2026", "", "geluid", "Jansen", 5.805, 50.905, "01-06-2026", "") for n in range(8)]
    telling = [
        ("K-4711", "02-06-2026", "", "Overbuurman Jansen", "Wilhelmina", 5.805, 50.905, "02-06-2026", "06-12345678"),
        ("K-4712", "03-06-2026", "", "geluid", "jansen@voorbeeld.nl", 5.815, 50.905, "03-06-2026", "Jansen belde"),
    ]
    deliver.complaints(settings.raw, {"klachten_jansen.csv": [*many, *telling]})
    build.build(settings)
    raw = b"".join(path.read_bytes() for path in sorted(settings.raw.rglob("*.csv"))).decode()
    assert all(word in raw for word in PLANTED), "A canary that is not in the delivery proves nothing."
    file = newest_analysis(settings.warehouse)
    content, texts = file.read_bytes().lower(), "\n".join(texts_of(file)).lower()
    for word in PLANTED:
        assert word.lower() not in texts and word.lower().encode() not in content, word
    with duckdb.connect(str(newest(settings.warehouse)), read_only=True, config=CONFIG) as con:
        keys = {str(key) for (key,) in con.execute("select distinct reporter_key from report").fetchall()}
        raw_keys = [int(key).to_bytes(8, "little") for key in keys if key != "None"]
    assert raw_keys and not any(key in content for key in raw_keys)
    with duckdb.connect(str(file), read_only=True, config=CONFIG) as con:
        rows = con.execute("select source_category, count(*) from signal group by 1 order by 1").fetchall()
    assert rows == [("(rare)", 1), ("geluid", 9)], "A word that few reports have may be somebody's own."


def test_a_front_door_is_not_told(demo_warehouse: Settings) -> None:
    with duckdb.connect(str(newest_analysis(demo_warehouse.warehouse)), read_only=True, config=CONFIG) as con:
        small = con.execute(
            """select count(*) from (
                select complex as area_id from signal union all select street from signal
                union all select complex from calamity union all select street from calamity) told
            join homes using (area_id) join build on homes.month = build.until_month - interval 1 month
            where homes.homes_rented < 10"""
        ).fetchone()
        rows = con.execute("select count(*), count(street), count(complex) from signal").fetchone()
    assert small == (0,)
    assert rows and rows[0] > rows[1] > 0 and rows[2] > 0


def test_no_report_is_lost_or_told_twice(demo_warehouse: Settings) -> None:
    count = "select kind::varchar, theme::varchar, count(*), count(*) filter (opens_case) from signal group by all order by all"
    with duckdb.connect(str(newest(demo_warehouse.warehouse)), read_only=True, config=CONFIG) as con:
        whole = con.execute(count).fetchall()
    with duckdb.connect(str(newest_analysis(demo_warehouse.warehouse)), read_only=True, config=CONFIG) as con:
        assert con.execute(count).fetchall() == whole


def test_it_comes_and_goes_with_its_build(tmp_path: Path) -> None:
    settings = deliver.settings(tmp_path)
    deliver.squares(settings.raw)
    deliver.complaints(settings.raw, {"klachten_1.csv": []})
    first = build.build(settings)
    assert newest_analysis(settings.warehouse).stem == first.name
    long_ago = (datetime.now(UTC) - timedelta(days=99)).strftime(publish.PATTERN)[:-3] + "Z"
    for path in (newest(settings.warehouse), newest_analysis(settings.warehouse)):
        path.rename(path.with_name(f"{long_ago}.duckdb"))
    second = build.build(settings, fresh=True)
    assert [path.stem for path in sorted((settings.warehouse / "analysis").iterdir())] == [second.name]
    newest_analysis(settings.warehouse).unlink()
    with pytest.raises(NoWarehouse, match="build --fresh"):
        newest_analysis(settings.warehouse)
