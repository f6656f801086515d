"""Is every descriptor either followed or refused in a sentence, and every file in the raw folder accounted for?"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from buurtbeeld.errors import DescriptorError
from etl.descriptors.categories import categories, mapping_version
from etl.descriptors.read import deliveries, interpret, load

FIELDS = [{"name": "nr", "feeds": "source_id"}, {"name": "dag", "type": "date", "feeds": "registered_at"}]
GOOD = {"path": "klachten_*.csv", "kind": "complaint", "schema": {"fields": FIELDS}}


def described(**changed: Any) -> Any:
    given = {name: value for name, value in (GOOD | changed).items() if value is not ...}
    return interpret(given, Path("raw/bron/klachten.descriptor.json"), json.dumps(given))


def with_fields(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"schema": {"fields": [*FIELDS, *fields]}}


REFUSED = {
    "an unknown kind": ({"kind": "complaints"}, "'kind' should be .* found 'complaints'"),
    "no kind": ({"kind": ...}, "'kind' is needed"),
    "no fields": ({"schema": ...}, "'schema.fields' is needed"),
    "an unknown format": ({"path": "klachten.doc"}, "'format' is needed"),
    "a path out of the folder": ({"path": "../klachten.csv"}, "'path' should be the name of a file in the same folder"),
    "categories out of the folder": ({"categories": "../c.csv"}, "'categories' should be the name of a file"),
    "an unknown encoding": ({"encoding": "utf-9"}, "'encoding' should be one that Python knows"),
    "an encoding that is none": ({"encoding": "rot13"}, "'encoding' should be one that Python knows"),
    "an unknown reference system": ({"crs": "RD"}, "'crs' should be a reference system"),
    "a slip of the pen in the dialect": ({"dialect": {"delimeter": ";"}}, "'delimiter' instead of 'delimeter'"),
    "a slip of the pen in a field": (with_fields({"name": "x", "feed": "x"}), "'feeds' instead of 'feed'"),
    "two delimiters": ({"dialect": {"delimiter": ";;"}}, "'dialect.delimiter' should be one character"),
    "a header above the first line": ({"dialect": {"headerRows": [0]}}, "rising line numbers"),
    "an unknown canonical field": (with_fields({"name": "x", "feeds": "bron"}), "'x' feeds 'bron', which complaint does not have"),
    "an indicator in a complaint": (with_fields({"name": "x", "feeds": "value:x"}), "which complaint does not have"),
    "a field fed twice": (with_fields({"name": "x", "feeds": "registered_at"}), "fed by 'dag' and by 'x'"),
    "a column named twice": (with_fields({"name": "NR", "feeds": "category"}), "must be unique"),
    "a reserved name": (with_fields({"name": "Line", "feeds": "category"}), "kept for the reader"),
    "half a coordinate": (with_fields({"name": "x", "feeds": "x"}), "needs a column that feeds y"),
    "an unknown type": (with_fields({"name": "x", "type": "geopoint", "feeds": "x"}), "a type out of"),
    "a pattern that is none": (with_fields({"name": "x", "feeds": "category", "constraints": {"pattern": "("}}), "regular expression"),
    "no identity": ({"kind": "homes", "schema": {"fields": [{"name": "x", "feeds": "street"}]}}, "homes needs a column that feeds home_id"),
    "no time": ({"schema": {"fields": FIELDS[:1]}}, "feeds occurred_at or registered_at"),
    "two slips, the first said": ({"kind": "complaints", "town": 5}, "'kind' should be"),
    "missing values that are no list": ({"schema": {"fields": FIELDS, "missingValues": 5}}, "'schema.missingValues' should be"),
    "complaints from outlines": ({"path": "x.gpkg"}, "gpkg is read for areas and focus_areas only"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_descriptor_that_cannot_be_followed_is_refused_in_a_sentence(name: str) -> None:
    changed, sentence = REFUSED[name]
    with pytest.raises(DescriptorError, match=sentence) as refusal:
        described(**changed)
    assert str(refusal.value).startswith("klachten.descriptor.json: ")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '"x"', "[" * 100_000, '{"path": NaN}', b"\xff\xfe\x00", b"\xe9", "null", '{"schema": [1]}']
)
def test_a_file_that_is_no_descriptor_is_refused(tmp_path: Path, text: str | bytes) -> None:
    file = tmp_path / "x.descriptor.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DescriptorError, match="x.descriptor.json"):
        load(file)


def test_what_a_descriptor_does_not_say_has_a_default() -> None:
    descriptor = described(
        schema={"fields": [*FIELDS, {"name": "telefoon", "type": "geopoint"}]}, title="anything of one's own"
    )
    assert (descriptor.name, descriptor.source, descriptor.format, descriptor.encoding) == (
        "klachten",
        "bron",
        "csv",
        "utf-8",
    )
    assert [field.name for field in descriptor.named] == ["nr", "dag"]
    assert descriptor.categories_path == Path("raw/bron/klachten.categories.csv")
    assert described(path="k.tsv").dialect.delimiter == "\t"


def test_every_file_is_delivered_or_refused(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    outside = tmp_path / "elsewhere.csv"
    outside.write_text("nr,dag\n")
    bron, stuk, leeg = raw / "bron", raw / "stuk", raw / "leeg"
    for folder in (bron / "map", stuk, leeg, raw / ".verborgen"):
        folder.mkdir(parents=True)
    (bron / "klachten.descriptor.json").write_text(json.dumps(GOOD))
    (bron / "twee.descriptor.json").write_text(json.dumps(GOOD | {"path": "*_2.csv"}))
    (bron / "niets.descriptor.json").write_text(json.dumps(GOOD | {"path": "niets.csv"}))
    (stuk / "stuk.descriptor.json").write_text("{")
    names = (
        "klachten_1.csv",
        "klachten_2.csv",
        "los.csv",
        ".los.csv",
        "README.md",
        "klachten.categories.csv",
        "~$x.xlsx",
    )
    for name in (*names, "grens.shp", "grens.dbf"):
        (bron / name).write_text("nr,dag\n")
    (stuk / "klachten_1.csv").write_text("nr,dag\n")
    (raw / "zwerver.csv").write_text("x")
    (bron / "klachten_link.csv").symlink_to(outside)
    (raw / "link").symlink_to(tmp_path)
    os.mkfifo(bron / "klachten_pijp.csv")
    delivered, refused = deliveries(raw)
    assert [each.file for each in delivered] == ["bron/klachten_1.csv"]
    sentences = {each.file: each.sentence for each in refused}
    assert {file: _gist(sentence) for file, sentence in sentences.items()} == {
        "bron/klachten_2.csv": "is described by",
        "bron/klachten_link.csv": "link that leads out",
        "bron/klachten_pijp.csv": "ordinary file",
        "bron/los.csv": "no descriptor",
        "bron/grens.shp": "no descriptor",
        "bron/map": "is a folder",
        "bron/niets.descriptor.json": "there are none",
        "link": "link that leads out",
        "stuk/klachten_1.csv": "no descriptor",
        "stuk/stuk.descriptor.json": "one JSON object",
        "zwerver.csv": "folder of its source",
    }
    assert "python -m etl describe" in sentences["bron/los.csv"]


def _gist(sentence: str) -> str:
    gists = ("is described by", "link that leads out", "ordinary file", "no descriptor", "is a folder", "there are none",
             "one JSON object", "folder of its source")  # fmt: skip
    return next((gist for gist in gists if gist in sentence), sentence)


def test_a_raw_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert deliveries(tmp_path / "raw") == ([], [])


MAPPINGS = {
    "as asked": (b"category,theme,subtheme,severity\n Brand ,safety,fire,4\nleeg,,,\n", [("brand", "fire", 4)]),
    "saved by a Dutch spreadsheet": ("category;theme;subtheme\r\nCaf\u00e9;nuisance;noise\r\n".encode("cp1252"), [("café", "noise", None)]),
    "said twice alike": (b"\xef\xbb\xbfcategory,theme,subtheme\na,safety,fire\nA ,safety,fire\n", [("a", "fire", None)]),
    "with columns of one's own": (b"note,category,subtheme,theme\n1,a,fire,safety,beyond\n", [("a", "fire", None)]),
    "said twice differently": (b"category,theme,subtheme\na,safety,fire\na,nuisance,noise\n", "line 3: 'a' is mapped twice"),
    "an unknown theme": (b"category,theme,subtheme\na,safety,noise\n", "line 2: 'safety, noise' is not a theme"),
    "a theme without subtheme": (b"category,theme,subtheme\na,safety,\n", "line 2: 'safety, ' is not a theme"),
    "a severity of six": (b"category,theme,subtheme,severity\na,safety,fire,6\n", "severity should be 1 to 5"),
    "a column that misses": (b"category,theme\na,safety\n", "no column 'subtheme'"),
    "an empty file": (b"", "no column 'category'"),
}  # fmt: skip


@pytest.mark.parametrize("name", MAPPINGS)
def test_categories_are_mapped_or_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    text, expected = MAPPINGS[name]
    (tmp_path / "klachten.descriptor.json").write_text(json.dumps(GOOD))
    before = load(tmp_path / "klachten.descriptor.json").fingerprint
    (tmp_path / "klachten.categories.csv").write_bytes(text)
    descriptor = load(tmp_path / "klachten.descriptor.json")
    assert descriptor.fingerprint != before
    if isinstance(expected, str):
        with pytest.raises(DescriptorError, match=re.escape(expected)):
            categories(descriptor)
        return
    frame = categories(descriptor)
    rows = frame[["key", "subtheme", "severity"]].astype(object).where(frame["severity"].notna(), None)
    got = [
        (key, sub, None if sev is None else int(sev))
        for key, sub, sev in zip(frame["key"], frame["subtheme"], rows["severity"], strict=True)
    ]
    assert got == expected
    assert set(frame["mapping_version"]) == {mapping_version(descriptor)}


def test_categories_that_are_named_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "klachten.descriptor.json").write_text(json.dumps(GOOD | {"categories": "soorten.csv"}))
    with pytest.raises(DescriptorError, match="soorten.csv, which is not there"):
        categories(load(tmp_path / "klachten.descriptor.json"))
    (tmp_path / "klachten.descriptor.json").write_text(json.dumps(GOOD))
    assert categories(load(tmp_path / "klachten.descriptor.json")).empty
