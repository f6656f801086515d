"""A threshold is changed in one place, and every query that leans on it changes with it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from buurtbeeld import codes
from buurtbeeld.analysis import catalogue
from buurtbeeld.warehouse import ask, bound, question_text
from etl import sql_files

RATES = {"area": "", "level": "buurt", "kind": "all", "theme": "all"}
ZUID = "buurt:BU90010201"


def rate(build: Path, **given: object) -> float:
    found = ask(build, "rates", **(RATES | {"kind": "incident"} | given)).set_index(["area_id", "kind"])
    return float(found.loc[(ZUID, "incident"), "rate"])


@pytest.mark.parametrize(("name", "value"), [("FEWEST_HOMES", 1_000), ("FEWEST_MONTHS", 13)])
def test_a_rate_follows_its_thresholds(
    tinytown_build: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    known = rate(tinytown_build)
    assert known > 0
    monkeypatch.setattr(codes, name, value)
    assert pd.isna(rate(tinytown_build))
    assert rate(tinytown_build, **{name.lower(): 1}) == known, "What is asked for explicitly wins."


def test_the_order_of_levels_is_the_one_of_codes(tinytown_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ask(tinytown_build, "area_choices")["level"]
    assert found.drop_duplicates().tolist() == [level for level in codes.LEVELS if level in set(found)]
    monkeypatch.setattr(codes, "LEVELS", codes.LEVELS[::-1])
    assert ask(tinytown_build, "area_choices")["level"].drop_duplicates().tolist() == [
        level for level in codes.LEVELS if level in set(found)
    ]


def test_a_build_follows_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    con = duckdb.connect()
    con.execute(
        "create table channel_month as select * from (values ('s', 'web', date '2026-01-01', 7)) t(source, channel, month, reports)"
    )
    query = sql_files.read("analysis/channel_month")
    assert sql_files.run(con, f"create or replace table seen as {query}").execute("from seen").fetchone()[1] == "web"
    monkeypatch.setattr(codes, "SMALLEST_COUNT", 8)
    assert sql_files.run(con, f"create or replace table seen as {query}").execute("from seen").fetchone()[1] == "(rare)"


def test_an_analyst_has_the_same_threshold_and_may_choose_another() -> None:
    known = catalogue.parameters(question_text("rates"))
    assert catalogue.values(known, {}, {})["fewest_homes"] == codes.FEWEST_HOMES
    assert catalogue.values(known, {"fewest_homes": "25"}, {})["fewest_homes"] == 25


def test_choices_and_defaults_name_constants() -> None:
    level, kind, smallest = catalogue.parameters("select $level, $kind, $smallest")
    assert (level.default, level.choices) == ("buurt", codes.LEVELS)
    assert kind.choices == (codes.ALL, *codes.EVIDENCE, codes.EACH)
    assert smallest.default == str(codes.SMALLEST_COUNT)


def test_only_what_an_sql_asks_for_is_bound() -> None:
    assert bound("select 1 where '$fewest_answers' = '' -- $fewest_months") == {}
    assert bound("select $fewest_homes, $area", area="x") == {"fewest_homes": codes.FEWEST_HOMES, "area": "x"}
