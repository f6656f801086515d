"""Are counts that others deliver kept as they are: by area, period and category, unknown where withheld, never a case?"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from streamlit.runtime.context import ContextProxy

from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import CONFIG, ask, newest
from etl.describe.propose import propose
from tests.conftest import built
from tests.etl import deliver
from tests.pages import test_little_to_show as little

FIELDS = {"buurt": "area_code", "vanaf": "period", "soort": "category", "aantal": "count"}
TYPES = {"period": "date", "count": "integer"}
ONE, OTHER = deliver.SQUARES


def delivered(raw: Path, lines: list[str], source: str = "politie", **words: str) -> None:
    """A table of counts of two buurten; words: other types of columns."""
    columns = [
        {"name": name, "type": (TYPES | words).get(feeds, "string"), "feeds": feeds} for name, feeds in FIELDS.items()
    ]
    deliver.describe(raw / source, "aantallen", {"path": "aantallen_*.csv", "kind": "counts"}, columns)
    (raw / source / "aantallen_1.csv").write_text("\n".join([",".join(FIELDS), *lines]) + "\n", encoding="utf-8")


def built_from(folder: Path, lines: list[str], **words: str) -> Settings:
    settings = deliver.settings(folder)
    deliver.squares(settings.raw)
    little.reports(settings.raw, little.LONG)
    delivered(settings.raw, lines, **words)
    return built(settings)


def rows(settings: Settings, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(newest(settings.warehouse)), read_only=True, config=CONFIG) as con:
        return con.execute(question).fetchall()


def test_a_withheld_number_is_unknown_and_a_negative_one_is_rejected(tmp_path: Path) -> None:
    lines = [
        f"{ONE},2025-0{month}-15,Diefstal,{number}" for month, number in enumerate((3, 0, "", -99997, -2), start=1)
    ]
    settings = built_from(tmp_path, [*lines, "BU99999999,2025-01-01,Diefstal,4"])
    found = rows(settings, "select month(since), months, number from area_count where area_id is not null")
    assert found == [(1, 1, 3), (2, 1, 0), (3, 1, None), (4, 1, None)]
    assert rows(settings, "select loaded, rejected from delivery where kind = 'counts'") == [(5, 1)]
    assert rows(settings, "select reasons from rejected") == [(["count is negative"],)]


@pytest.mark.parametrize(
    ("type_of", "periods", "months"),
    [
        ("year", ["2023", "2024", "2025"], 12),
        ("date", ["2024-01-01", "2024-04-01", "2024-10-01"], 3),
        ("yearmonth", ["2024-01", "2024-02"], 1),
    ],
)
def test_how_long_a_period_lasts_is_told_by_all_of_them(
    tmp_path: Path, type_of: str, periods: list[str], months: int
) -> None:
    settings = built_from(tmp_path, [f"{ONE},{period},Diefstal,3" for period in periods], period=type_of)
    assert rows(settings, "select distinct months from area_count") == [(months,)]


def test_counts_enter_no_case_and_no_report(tmp_path: Path) -> None:
    without = deliver.settings(tmp_path / "without")
    deliver.squares(without.raw)
    little.reports(without.raw, little.LONG)
    beside = built_from(tmp_path / "with", [f"{ONE},2025-0{month}-01,Diefstal,300" for month in range(1, 7)])
    every = "select * from area_period order by all"
    assert rows(built(without), every) == rows(beside, every)
    assert rows(without, "select until_month, data_end from build") == rows(
        beside, "select until_month, data_end from build"
    )


def test_the_page_of_an_area_shows_them_as_lines_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        f"{ONE},2025-0{month}-01,{what},{number}" for month in (1, 2) for what, number in (("Diefstal", 9), ("", 12))
    ]
    settings = built_from(tmp_path, lines)
    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda _self: "127.0.0.1"))
    said = little.words(little.visited(settings, "pages/areas/area.py", monkeypatch))
    assert "Geteld door anderen" in said and "alles (politie, per maand): van 12 naar 12" in said
    other = ask(newest(settings.warehouse), "area_counts", area=f"buurt:{OTHER}")
    assert other.empty


DESCRIBED = {
    "misdrijven per maand": "buurtcode;maand;soort misdrijf;aantal\nBU19990001;2024-01;Diefstal;3\n",
    "aantallen": "WijkCode,Jaar,Categorie,Aantal\nWK199901,2023,Overlast,12\n",
    "registraties": "gebiedcode;periode;type;registraties\nBU19990001;2024-03-01;geluid;4\n",
}


@pytest.mark.parametrize("name", DESCRIBED)
def test_describe_knows_a_table_of_counts(tmp_path: Path, name: str) -> None:
    header, row = DESCRIBED[name].splitlines()
    path = tmp_path / f"{name}.csv"
    others = [row.replace("1999", f"19{number:02}") for number in range(10, 40)]
    path.write_text("\n".join([header, row, *others]) + "\n", encoding="utf-8")
    proposal, _doubts = propose(path)
    assert proposal["kind"] == "counts"
    fed = {field.get("feeds") for field in proposal["schema"]["fields"]}
    assert fed == {"area_code", "period", "category", "count"}
