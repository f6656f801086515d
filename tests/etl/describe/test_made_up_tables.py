"""Does describe know what tables of public layouts are, rather say nothing than something wrong, and what would settle it?

The whole corpus is a benchmark; here stand a third of it, and what describe once took for something else.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import describe as benchmark
from benchmarks.tables import making
from benchmarks.tables.making import CELLS
from benchmarks.tables.stock import STOCK
from etl.describe import heads
from etl.describe.propose import propose, theme
from etl.descriptors.read import interpret

SETTLES = r"\b(Ask|Say|Set|Look|Take|Add|Give|Rename|Change|ask|say|set|look|take)\b"
TABLES = benchmark.TUNED_ON


def test_a_third_of_the_tables_is_known_well_enough() -> None:
    results = benchmark.scores(TABLES[::3])
    assert not [each.table.file for each in results if each.kind not in (None, each.table.kind)]
    assert benchmark.summary([each for each in results if each.kind])[0] >= benchmark.LEAST


def test_every_doubt_says_what_would_settle_it(tmp_path: Path) -> None:
    silent = []
    for table in TABLES[1::4]:
        file = tmp_path / Path(table.file).name
        file.write_bytes(table.content)
        silent += [doubt for doubt in propose(file)[1] if not re.search(SETTLES, doubt)]
    assert silent == []


def rows(*cells: str, times: int = 30) -> list[str]:
    """Rows in which # is their number, and ~ their number from 1 to 28."""
    return [";".join(cells).replace("#", f"{n:02d}").replace("~", f"{n % 28 + 1:02d}") for n in range(times)]


CASES: dict[str, tuple[str, str, list[str], str | None, dict[str, str | None]]] = {
    "no day that is known makes no homes": ("klachten/oud.csv", "VHE;wanneer;wat;straat;huisnr",
        rows("V#", "begin januari", "geluid", "Kerkstraat", "#"), None, {}),
    "a house number is no number of a report": ("klachten/k.csv", "datum;soort;straat;huisnr",
        rows("~-01-2024", "geluid", "Kerkstraat", "1#"), "complaint", {"huisnr": "number", "datum": "registered_at"}),
    "what nothing says is no incident": ("export/lijst.csv", "nummer;datum;soort;straat",
        rows("N#", "~-01-2024", "geluid", "Kerkstraat"), None, {}),
    "what the folder says": ("incidenten/lijst.csv", "nummer;datum;soort;straat",
        rows("N#", "~-01-2024", "geluid", "Kerkstraat"), "incident", {"soort": "category"}),
    "two columns": ("enquete/x.csv", "wk_code;jaar", rows("WK1883#", "2023", times=20), None, {}),
    "a number of things is no number of a home": ("bezit/x.csv", "straat;huisnummer;postcode;aantal",
        rows("Kerkstraat", "#", "6161 AB", "1#"), None, {}),
    "codes with letters": ("x/te.csv", "buurtcode;jaar;inwoners;huur",
        rows("BU0363TE#", "2023", "1#", "2#"), "indicators", {"buurtcode": "area_code", "inwoners": "value:inwoners"}),
    "days a spreadsheet numbered": ("klachten/s.csv", "meldnr;datum;soort", rows("M#", "450#", "geluid"), None, {}),
    "a day and a time": ("klachten/t.csv", "meldnr;datum;tijd;soort",
        rows("M#", "2024-01-~", "09:~", "geluid"), "complaint", {"datum": "registered_at", "tijd": "registered_at"}),
    "days that end before they begin": ("klachten/e.csv", "meldnr;gemeld op;gesloten op;soort",
        rows("M#", "2024-02-~", "2024-01-~", "geluid"), "complaint", {"gemeld op": "registered_at", "gesloten op": None}),
    "grades that are none": ("klachten/g.csv", "meldnr;datum;ernst;soort",
        rows("M#", "2024-01-~", "~", "geluid"), "complaint", {"ernst": None}),
    "months as columns": ("x/aantallen.csv", "buurtcode;jaar;soort;januari;februari",
        rows("BU188300#", "2023", "brand", "1#", "1"), "counts", {"januari": "count", "jaar": "period"}),
    "a year and a month": ("x/aantallen.csv", "buurtcode;jaar;maand;soort;aantal",
        [f"BU1883000{n % 9};2017;{n % 12 + 1};{'Abuse' if n % 2 else 'Fire'};{n}" for n in range(30)],
        "counts", {"jaar": "period", "maand": "period", "aantal": "count", "soort": "category"}),
    "swapped coordinates": ("klachten/w.csv", "meldnr;datum;x;y;soort",
        rows("M#", "2024-01-~", "3300#", "1850#", "geluid"), "complaint", {"x": "y", "y": "x"}),
    "one coordinate": ("klachten/1.csv", "meldnr;datum;x;soort", rows("M#", "2024-01-~", "1850#", "geluid"), "complaint", {"x": None}),
    "a contradiction": ("cijfers/c.csv", "buurtcode;jaar;inwoners;huur",
        [f"BU18830001;2023;{n};{n}" for n in range(30)], None, {}),
}  # fmt: skip


@pytest.mark.parametrize(("file", "header", "lines", "kind", "feeds"), CASES.values(), ids=CASES)
def test_a_table_is_taken_for_what_it_is_or_for_nothing(
    tmp_path: Path, file: str, header: str, lines: list[str], kind: str | None, feeds: dict[str, str | None]
) -> None:
    path = tmp_path / file
    path.parent.mkdir()
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    words, doubts = propose(path)
    fields = {field["name"]: field.get("feeds") for field in words["schema"]["fields"]}
    assert words.get("kind") == kind, doubts
    assert {name: fields[name] for name in feeds} == feeds
    if kind:
        interpret(words, path.with_name("x.descriptor.json"), json.dumps(words))


HEADS = [
    *(name for field in ("source_id", "registered_at", "x", "y", "home_id") for name in heads.names("complaint", field))
]
HEADS += [
    "vhe",
    "buurtcode",
    "jaar",
    "Line",
    "a'b",
    'q"q',
    "naam",
    "Naam",
    "2023",
    "jan",
    "wkt",
    "huisnr",
    "straat",
    "aantal",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(HEADS), st.sampled_from(sorted(CELLS))), min_size=1, max_size=8),
    st.sampled_from(["klachten", "incidenten", "bezit", "cijfers", "wijken", "enquete", "aantallen", "adressen"]),
)
def test_whatever_a_table_holds_what_is_proposed_can_be_followed(
    tmp_path: Path, columns: list[tuple[str, str]], stem: str
) -> None:
    more = {
        "number": "1 9",
        "code": "bu 1883",
        "moment": "%d-%m-%Y",
        "later": "%Y-%m-%d",
        "of": "a,b",
        "in_turn": "a,b",
    }
    lines = "\n".join(f"{head} | - | {cells} {more.get(cells, '')}" for head, cells in columns)
    table = making.table(f"{stem}.csv", None, lines)
    (tmp_path / table.file).write_bytes(table.content)
    words, doubts = propose(tmp_path / table.file)
    assert not [doubt for doubt in doubts if "would refuse" in doubt]
    if words.get("kind"):
        interpret(words, tmp_path / "x.descriptor.json", json.dumps(words))


def test_names_of_areas_go_by_the_level_of_their_codes(tmp_path: Path) -> None:
    table = next(table for table in STOCK if table.file == "grenzen/wijken_2014.geojson")
    result = benchmark.score(table, tmp_path)
    assert (result.kind, result.wrong) == ("areas", ())


def test_a_kind_that_is_given_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("\n".join(["nummer;datum;soort", *rows("N#", "~-01-2024", "geluid")]), encoding="utf-8")
    assert propose(path)[0].get("kind") is None
    words, _ = propose(path, "incident")
    assert words["kind"] == "incident" and [each.get("feeds") for each in words["schema"]["fields"]] == [
        "source_id",
        "registered_at",
        "category",
    ]


def test_a_kind_that_is_given_keeps_what_it_needs_though_rows_would_be_rejected(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("\n".join(["nummer;datum;ernst", *rows("N#", "~-01-2150", "~")]), encoding="utf-8")
    words, doubts = propose(path, "incident")
    assert [each.get("feeds") for each in words["schema"]["fields"]] == ["source_id", "registered_at", None]
    assert any("30 of the first 30 rows would be rejected: registered_at" in doubt for doubt in doubts)


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("Vuurwerkoverlast", ("nuisance", "other_nuisance")),
        ("Fireworks", ("nuisance", "other_nuisance")),
        ("Vuur in container", ("safety", "fire")),
    ],
)
def test_fireworks_are_no_fire(category: str, expected: tuple[str, str]) -> None:
    assert theme(category) == expected
