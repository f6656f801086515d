"""Is a file that says two things of one thing told so, and never taken for a file of versions?"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from buurtbeeld.warehouse import CONFIG
from etl import build as building
from tests.etl import deliver

Fields = dict[str, str]
KEYED_BY_YEAR = {"area_code": "string", "vintage": "string", "name": "string", "value": "number"}
WIDE = {"area_code": "string", "vintage": "string", "value:a": "number", "value:b": "number"}
SCORED = {"area_code": "string", "month": "date", "aspect": "string", "score": "number"}


def delivered(raw: Path, kind: str, fields: Fields, files: dict[str, list[str]]) -> None:
    columns = [{"name": name.replace(":", "_"), "type": type_of, "feeds": name} for name, type_of in fields.items()]
    deliver.describe(raw / "source", kind, {"path": "table_*.csv", "kind": kind}, columns)
    header = ",".join(column["name"] for column in columns)
    for name, lines in files.items():
        (raw / "source" / f"table_{name}.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


Case = tuple[str, Fields, dict[str, list[str]], list[tuple[int, int, int]]]
DELIVERED: dict[str, Case] = {
    "months under the key of their year": (
        "indicators", KEYED_BY_YEAR, {"1": [f"1,2017,Abuse,{number}" for number in (3, 5, 4)] + ["2,2017,Abuse,3"]},
        [(1, 0, 3)],
    ),
    "the same row twice is said once": (
        "indicators", KEYED_BY_YEAR, {"1": ["1,2017,Abuse,3", "1,2017,Abuse,3", "2,2017,Abuse,1"]}, [(2, 1, 0)],
    ),
    "a later file is a newer version": (
        "indicators", KEYED_BY_YEAR, {"1": ["1,2017,Abuse,3"], "2": ["1,2017,Abuse,4"]}, [(0, 1, 0), (1, 0, 0)],
    ),
    "nothing said contradicts nothing": (
        "indicators", KEYED_BY_YEAR, {"1": ["1,2017,Abuse,3", "1,2017,Abuse,"]}, [(1, 1, 0)],
    ),
    "one column of several": ("indicators", WIDE, {"1": ["1,2017,3,7", "1,2017,3,8", "2,2017,3,8"]}, [(1, 0, 2)]),
    "marks of one month": (
        "staff_scores", SCORED, {"1": ["1,2025-03-01,safe,6", "1,2025-03-01,safe,7", "1,2025-04-01,safe,7"]},
        [(1, 0, 2)],
    ),
}  # fmt: skip
"""How it is delivered, and per file: loaded, duplicates, rejected."""


@pytest.mark.parametrize("name", DELIVERED)
def test_what_contradicts_itself_is_rejected_and_said(tmp_path: Path, name: str) -> None:
    kind, fields, files, expected = DELIVERED[name]
    settings = deliver.settings(tmp_path)
    delivered(settings.raw, kind, fields, files)
    with duckdb.connect(str(settings.warehouse / f"{building.build(settings).name}.duckdb"), config=CONFIG) as con:
        assert con.execute("select loaded, duplicates, rejected from delivery order by file").fetchall() == expected
        rejected = sum(rows for *_, rows in expected)
        said = con.execute("select detail from finding where kind = 'values_contradict'").fetchall()
        assert [detail.split(" ")[0] for (detail,) in said] == ([str(rejected)] if rejected else [])
        shown = con.execute("select count(*) from rejected where row_text like '{%area_code%}'").fetchall()
        assert shown == [(rejected,)]
