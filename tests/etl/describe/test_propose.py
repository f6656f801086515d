"""Does describe propose what an analyst would write, say what it doubts, and overwrite nothing?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buurtbeeld.errors import FileRefused
from etl.describe.propose import propose, theme, write
from etl.descriptors.categories import categories
from etl.descriptors.read import Delivery, deliveries, interpret
from tests.etl.formats.reading_of import careful
from tests.etl.formats.test_others import sheet

DUTCH = (
    "Rapport klachten;;;;;;;\r\nPeriode: januari 2024;;;;;;;\r\n\r\n"
    "Meldnr;Datum melding;Soort klacht;Straat;Huisnr;X-coördinaat;Y-coördinaat;Bedrag;Telefoon;Toelichting\r\n"
    + "".join(
        f"00{n};{n + 10}-01-2024 09:0{n};Geluidsoverlast;Coöperatiestraat;{n};18{n}123,45;33{n}456,78;1.{n}50,5;06-1234567{n};Mevrouw {n}"
        " belt weer over haar buurman die tot laat muziek draait\r\n"
        for n in range(1, 10)
    )
)


def proposed(folder: Path, name: str, content: bytes) -> tuple[dict[str, Any], dict[str, dict[str, Any]], str]:
    """(words, fields by name, doubts under each other) for a file with this content."""
    (folder / name).write_bytes(content)
    words, doubts = propose(folder / name)
    return words, {field["name"]: field for field in words["schema"]["fields"]}, "\n".join(doubts)


def test_a_dutch_export_is_understood(tmp_path: Path) -> None:
    words, fields, doubts = proposed(tmp_path, "klachten_2024-01.csv", DUTCH.encode("cp1252"))
    assert {name: words[name] for name in ("name", "path", "kind", "encoding", "dialect", "crs")} == {
        "name": "klachten",
        "path": "klachten_*.csv",
        "kind": "complaint",
        "encoding": "cp1252",
        "dialect": {"delimiter": ";", "headerRows": [4]},
        "crs": "EPSG:28992",
    }
    assert {name: field.get("feeds") for name, field in fields.items()} == {
        "Meldnr": "source_id",
        "Datum melding": "registered_at",
        "Soort klacht": None,
        "Straat": "street",
        "Huisnr": "number",
        "X-coördinaat": "x",
        "Y-coördinaat": "y",
        "Bedrag": None,
        "Telefoon": None,
        "Toelichting": None,
    } | {"Soort klacht": "category"}
    assert fields["Datum melding"] == {
        "name": "Datum melding", "type": "datetime", "format": "%d-%m-%Y %H:%M", "feeds": "registered_at",
    }  # fmt: skip
    assert fields["X-coördinaat"]["decimalChar"] == ","
    assert fields["Bedrag"] == {"name": "Bedrag", "type": "number", "decimalChar": ",", "groupChar": "."}
    assert fields["Meldnr"]["type"] == "string"
    for expected in (
        "cp1252",
        "header was found on line 4",
        "'Telefoon' looks personal",
        "'Toelichting' looks personal",
        "Set 'town'",
    ):
        assert expected in doubts


def test_what_is_proposed_loads_and_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "raw" / "klanten"
    folder.mkdir(parents=True)
    words, _, _ = proposed(folder, "klachten_2024-01.csv", DUTCH.encode("cp1252"))
    said = write(folder / "klachten_2024-01.csv", words)
    assert [sentence.split(" ", 1)[0] for sentence in said] == [
        "klachten_2024-01.descriptor.json",
        "klachten_2024-01.categories.csv",
    ]
    delivered, refused = deliveries(tmp_path / "raw")
    assert ([each.file for each in delivered], refused) == (["klanten/klachten_2024-01.csv"], [])
    assert categories(delivered[0].descriptor)[["key", "theme", "subtheme"]].to_numpy().tolist() == [
        ["geluidsoverlast", "nuisance", "noise"]
    ]
    assert len(careful(delivered[0], tmp_path)) == 9
    before = (folder / "klachten_2024-01.descriptor.json").read_bytes()
    again = write(folder / "klachten_2024-01.csv", words | {"kind": "incident"})
    assert all("exists already and was left as it is" in sentence for sentence in again)
    assert (folder / "klachten_2024-01.descriptor.json").read_bytes() == before


DATES = {
    "2024-01-31": ("date", None),
    "2024-01-31 10:00:00": ("datetime", None),
    "2024-01-31T10:00:00.5": ("datetime", None),
    "31-01-2024": ("date", "%d-%m-%Y"),
    "31/01/2024 09:05": ("datetime", "%d/%m/%Y %H:%M"),
    "01/31/2024 09:05:10 PM": ("datetime", "%m/%d/%Y %I:%M:%S %p"),
    "31.01.2024": ("date", "%d.%m.%Y"),
    "20240131": ("date", "%Y%m%d"),
    "2024-01": ("yearmonth", None),
    "2024": ("year", None),
    "0123": ("string", None),
    "12": ("integer", None),
    "-1.5": ("number", None),
    "12345678901234567": ("string", None),
    "31-01": ("string", None),
}


@pytest.mark.parametrize("text", DATES)
def test_a_text_has_a_type_and_a_format(tmp_path: Path, text: str) -> None:
    _, fields, _ = proposed(tmp_path, "x.csv", f"a,b\n{text},x\n{text},y\n".encode())
    assert (fields["a"]["type"], fields["a"].get("format")) == DATES[text]


DOUBTS = {
    "day or month": ("meldnr,datum\n1,01-02-2024\n2,03-04-2024\n", "Which comes first, day or month?"),
    "swapped degrees": ("meldnr,datum,lon,lat\n1,2024-01-01,50.9,5.8\n2,2024-01-02,50.8,5.9\n", "seem to be swapped"),
    "swapped RD": ("meldnr,datum,x,y\n1,2024-01-01,334000,185000\n2,2024-01-02,334100,185100\n", "seem to be swapped"),
    "dates that cannot be": (
        "meldnr,datum\n1,31-01-2024\n2,30-01-2024\n3,29-01-2024\n4,31-02-2024\n",
        "texts that are no dates",
    ),
    "numbers that repeat": ("meldnr,datum\n1,31-01-2024\n1,30-01-2024\n", "repeats itself"),
    "nothing known": ("a,b\nx,y\n", "Nothing says what kind"),
    "no place": ("meldnr,datum\n1,31-01-2024\n", "No column tells where"),
    "a name twice": ("meldnr,datum,a,a\n1,31-01-2024,x,y\n", "stand twice in the header"),
    "ragged": ("meldnr,datum\n1,31-01-2024\n2\n3,30-01-2024\n", "do not have 2 cells"),
    "withheld figures": ("bucode,inwoners,huishoudens\nBU18830001,5,2\nBU18830002,-99997,3\n", "taken as 'not known'"),
    "persons by content": (
        "meldnr,datum,wie\n1,31-01-2024,a@b.nl\n2,30-01-2024,\n",
        "'wie' looks personal (it holds e-mail",
    ),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_what_cannot_be_told_is_said(tmp_path: Path, name: str) -> None:
    content, doubt = DOUBTS[name]
    assert doubt in proposed(tmp_path, "melding.csv", content.encode())[2]


FILES = {
    "utf-16": ("meldnr\tdatum\n1\t31-01-2024\n".encode("utf-16"), "utf-16", "\t"),
    "a mark of utf-8": ("\ufeffmeldnr,datum\n1,31-01-2024\n".encode(), "utf-8", ","),
    "decimal commas between semicolons": (b"meldnr;x;y\n1;1,5;2,5\n2;1,6;2,6\n", "utf-8", ";"),
    "quoted delimiters": (b'meldnr,wat\n1,"a;b;c"\n2,"d;e;f"\n', "utf-8", ","),
}


@pytest.mark.parametrize("name", FILES)
def test_encoding_and_delimiter_are_found(tmp_path: Path, name: str) -> None:
    content, encoding, delimiter = FILES[name]
    words, fields, _ = proposed(tmp_path, "melding.csv", content)
    assert (words["encoding"], words["dialect"]["delimiter"]) == (encoding, delimiter)
    assert next(iter(fields)) == "meldnr"


def test_a_sheet_is_described(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "klachten.xlsx", [["Export"], [], ["Meldnr", "Datum", "Soort"], ["K1", "31-01-2024", "geluid"]]
    )
    words, _ = propose(path)
    assert (words["kind"], words["dialect"]) == ("complaint", {"sheetName": "Blad1", "headerRows": [3]})
    described = interpret(words, path.with_name("klachten.descriptor.json"), "")
    assert careful(Delivery(described, path, "x"), tmp_path) == [("K1", "31-01-2024", "geluid", 4, None)]


def test_a_file_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("x")
    with pytest.raises(FileRefused, match="should end in one of"):
        propose(tmp_path / "x.docx")


@pytest.mark.parametrize(
    ("category", "expected"),
    [("Geluidsoverlast", ("nuisance", "noise")), ("BRAND in portiek", ("safety", "fire")), ("Xyz", ("", ""))],
)
def test_a_category_suggests_a_theme(category: str, expected: tuple[str, str]) -> None:
    assert theme(category) == expected


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(["csv", "txt", "tsv", "jsonl", "xlsx", "parquet", "geojson"]))
def test_no_bytes_make_describing_fail_otherwise_than_by_a_sentence(
    tmp_path: Path, content: bytes, suffix: str
) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(content)
    try:
        words, doubts = propose(path)
    except FileRefused:
        return
    assert json.dumps(words) and all(isinstance(doubt, str) for doubt in doubts)


REAL = {
    "la311_2017_subset.csv": ("complaint", {"SRNumber": "source_id", "CreatedDate": "registered_at", "Longitude": "x", "Latitude": "y",
                              "RequestType": "category", "ClosedDate": "closed_at", "UpdatedDate": "version_at", "Owner": None}),
    "rivm_50090NED_sittard_geleen.csv": ("indicators", {"Codering_3": "area_code", "Perioden": "vintage", "ID": None, "Leeftijd": None,
                                         "Roker_11": "value:Roker_11"}),
    "cbs_kwb_wijk_2017.csv": ("indicators", {"WK_CODE": "area_code", "AANT_INW": "value:AANT_INW"}),
    "vera_referentiedata.csv": (None, {"Code": None}),
    "sittard_geleen_buurten_2020.gpkg": ("areas", {"buurtcode": "code", "wijkcode": "parent_code", "gemeentecode": "grandparent_code"}),
    "nl_wijken_2014_wgs84.gpkg": ("areas", {"statcode": "code", "statnaam": "name", "rubriek": "level"}),
    "la_neighbourhood_councils.geojson": ("areas", {"nc_id": "code", "name": "name"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_real_files_are_described(real_data: Path, name: str) -> None:
    kind, feeds = REAL[name]
    words, doubts = propose(real_data / name)
    fields = {field["name"]: field for field in words["schema"]["fields"]}
    assert words.get("kind") == kind
    assert {column: fields[column].get("feeds") for column in feeds} == feeds
    if kind:
        interpret(words, Path("x.descriptor.json"), "")
    else:
        assert any("Nothing says" in doubt for doubt in doubts)


def test_real_requests_load_as_described(real_data: Path, tmp_path: Path) -> None:
    path = real_data / "la311_2017_subset.csv"
    words, _ = propose(path)
    described = interpret(words, path.with_name("la311.descriptor.json"), "")
    rows = careful(Delivery(described, path, "la/la311.csv"), tmp_path)
    assert (len(rows), sum(row[-1] is not None for row in rows)) == (9_999, 0)
    column = [field.feeds for field in described.named].index("x")
    assert sum(row[column] is None for row in rows) == 1_753
