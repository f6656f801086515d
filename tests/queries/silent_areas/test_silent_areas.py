"""Silent areas come first, the surest on top, in numbers a caretaker knows."""

from __future__ import annotations

import duckdb
import pandas as pd

from buurtbeeld.warehouse import question_text
from etl import functions


def asked() -> pd.DataFrame:
    con = duckdb.connect()
    functions.write(con)
    con.execute(
        "create table silent_area (area_id varchar, level varchar, label varchar, view varchar, reports_value double,"
        " reports_stock double, reports_worse double, view_value double, view_stock double, view_worse double, reason varchar)"
    )
    con.executemany(
        "insert into silent_area values (?, 'street', ?, ?, ?, 0.18, ?, ?, ?, ?, ?)",
        [
            ("street:a", "", "", 0.2, 0.6, None, None, None, "no_opinion"),
            ("street:b", "loud", "staff", 0.4, 0.99, 8.0, 6.5, 0.01, ""),
            ("street:c", "silent", "observation", 0.06, 0.03, 0.178, 0.052, 0.999, ""),
            ("street:d", "silent", "observation", 0.07, 0.001, 0.178, 0.052, 0.98, ""),
            ("street:e", "", "staff", 0.1, 0.4, 6.0, 6.5, 0.6, ""),
        ],
    )
    con.execute("insert into silent_area values ('buurt:x', 'buurt', '', '', 1, 1, 1, 1, 1, 1, '')")
    con.execute("create table area as select area_id, area_id as name, '' as parent from silent_area")
    return con.execute(question_text("silent_areas"), {"level": "street"}).df()


def test_the_surest_silent_street_comes_first_and_the_unjudged_last() -> None:
    # d may be wrong with 0.02, c with 0.03.
    assert asked()["area_id"].tolist() == ["street:d", "street:c", "street:b", "street:e", "street:a"]


def test_rates_are_per_thousand_homes_and_marks_stay_marks() -> None:
    found = asked().set_index("area_id")
    assert found.loc["street:c", ["reports", "reports_stock", "opinion", "opinion_stock"]].tolist() == [
        60,
        180,
        178,
        52,
    ]
    assert found.loc["street:b", ["opinion", "opinion_stock"]].tolist() == [8, 6.5]
