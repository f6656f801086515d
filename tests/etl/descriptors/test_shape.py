"""The schema of a descriptor: every kind of fault has its sentence, and code, editors and deliveries agree with it."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from buurtbeeld import codes
from buurtbeeld.settings import ROOT
from etl.descriptors import shape
from etl.descriptors.kinds import KINDS, POINT
from etl.descriptors.schema import FORMATS, Constraints, Descriptor, Dialect, Field

GOOD = {
    "path": "klachten.csv",
    "kind": "complaint",
    "dialect": {"delimiter": ";", "quoteChar": None, "headerRows": [1, 2]},
    "schema": {
        "fields": [{"name": "nr", "feeds": "source_id", "constraints": {"required": True}}, {"name": "plek", "type": "geopoint"}],
        "missingValues": ["", {"value": "-"}],
    },
    "title": "anything of one's own",
}  # fmt: skip
ALIKE = "'incident', 'complaint', 'observation', 'homes', 'addresses', 'areas', 'area_links', 'focus_areas', 'staff_scores', 'surveys', 'indicators' or 'counts'"
TYPES = "string, integer, number, boolean, date, datetime, time, year, yearmonth, any"
FIELDS = "List the columns with what they feed; 'python -m etl describe FILE' proposes them."


def changed(place: str, value: Any) -> dict[str, Any]:
    """The good one with another value at a place such as schema.fields.0.name; ... takes it out."""
    given: Any = copy.deepcopy(GOOD)
    *above, last = (int(word) if word.isdigit() else word for word in place.split("."))
    inside = given
    for word in above:
        inside = inside[word]
    if value is ...:
        del inside[last]
    else:
        inside[last] = value
    return given


SENTENCES = [
    ("path", ..., "'path' is needed and is not there. Add it."),
    ("path", None, "'path' is needed and is not there. Add it."),
    ("kind", ..., "'kind' is needed and is not there. Set it to one of incident, complaint, "),
    ("schema", ..., f"'schema.fields' is needed and is not there. {FIELDS}"),
    ("schema.fields", ..., f"'schema.fields' is needed and is not there. {FIELDS}"),
    ("schema.fields.1.name", ..., "'fields.2.name' is needed and is not there. Add it."),
    ("kind", "complaints", f"'kind' should be {ALIKE}; found 'complaints'. Change it there."),
    ("level", "dorp", "'level' should be 'gemeente', 'wijk', 'buurt', 'focus', 'complex' or 'street'; found 'dorp'. "),
    ("format", "doc", "'format' should be 'csv', 'xlsx', 'xls', 'ods', 'jsonl', 'json', 'parquet', 'gpkg', 'geojson' or 'shp'; found 'doc'."),
    ("path", 5, "'path' should be a valid string; found 5. Change it there."),
    ("constants", ["Geleen"], "'constants' should be an object between { and }; found ['Geleen']. Change it there."),
    ("constants", {"severity": 3}, "'constants.severity' should be a valid string; found 3. Change it there."),
    ("schema.fields.0.only", "Buurt", "'fields.1.only' should be a valid list; found 'Buurt'. Change it there."),
    ("schema.fields.0.leaveOut", [1], "'fields.1.leaveOut.1' should be a valid string; found 1. Change it there."),
    ("schema.fields.0.means", {"month": 1}, "'fields.1.means.month' should be a valid string; found 1. Change it there."),
    ("town", ["Geleen"], "'town' should be a valid string; found ['Geleen']. Change it there."),
    ("demonstration", "ja", "'demonstration' should be a valid boolean; found 'ja'. Change it there."),
    ("schema.fields", {}, "'schema.fields' should be a valid list; found {}. Change it there."),
    ("schema", [], "'schema' should be an object between { and }; found []. Change it there."),
    ("schema.fields.0", "nr", "'fields.1' should be an object between { and }; found 'nr'. Change it there."),
    ("dialect", "csv", "'dialect' should be an object between { and }; found 'csv'. Change it there."),
    ("dialect.headerRows", ["1"], "'dialect.headerRows.1' should be a valid integer; found '1'. Change it there."),
    ("dialect.headerRows", 1, "'dialect.headerRows' should be a valid list; found 1. Change it there."),
    ("dialect.sheetNumber", 1.5, "'dialect.sheetNumber' should be a valid integer; found 1.5. Change it there."),
    ("dialect.delimiter", ";;", "'dialect.delimiter' should be one character; found ';;'. Change it there."),
    ("dialect.delimiter", "", "'dialect.delimiter' should be one character; found ''. Change it there."),
    ("dialect.quoteChar", "\n", "'dialect.quoteChar' should be one character; found '\\n'. Change it there."),
    ("schema.fields.0.type", "geopoint", f"'fields.1.type' should be a type out of {TYPES}; found 'geopoint'. Change it there."),
    ("schema.fields.0.constraints.minimum", [], "'fields.1.constraints.minimum' should be a valid number; found []. Change it there."),
    ("schema.missingValues", [5], "'schema.missingValues.1' should be a valid string; found 5. Change it there."),
    ("missingValues", ["-"], "'missingValues' should be inside 'schema'; found ['-']. Change it there."),
    ("knd", "complaint", "'the file' should be the word 'kind' instead of 'knd'; found {"),
    ("dialect.delimeter", ";", "'dialect' should be the word 'delimiter' instead of 'delimeter'; found {"),
    ("schema.fields.1.feed", "x", "'fields.2' should be the word 'feeds' instead of 'feed'; found {"),
    ("schema.fields.0.constraints.requird", True, "'fields.1.constraints' should be the word 'required' instead of 'requird'; found {"),
    ("encoding", ["x" * 100], f"'encoding' should be a valid string; found ['{'x' * 55}.... Change it there."),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "sentence"), SENTENCES)
def test_every_kind_of_fault_has_its_sentence(place: str, value: Any, sentence: str) -> None:
    assert shape.fault(GOOD) == ""
    said = shape.fault(changed(place, value))
    assert said.startswith(sentence), said


def test_of_two_faults_the_first_in_the_order_of_the_schema_is_said() -> None:
    given = changed("demonstration", "ja") | {"kind": "complaints"}
    assert shape.fault(given).startswith("'kind'")
    assert shape.fault({}).startswith("'path'")


def nodes(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every part of the schema that is asked about a value."""
    yield schema
    for each in [*schema.get("properties", {}).values(), *(schema[w] for w in ("items", "then") if w in schema)]:
        yield from nodes(each)


SPEAK = {"type", "enum", "required", "nearMisses"}
LEAD_ON = {
    "properties",
    "additionalProperties",
    "items",
    "if",
    "then",
    "$schema",
    "title",
    "description",
    "default",
    "examples",
    "expected",
}


def test_every_fault_that_can_occur_has_words() -> None:
    Draft202012Validator.check_schema(shape.schema())
    silent = [each for each in nodes(shape.schema()) if each.keys() - SPEAK - LEAD_ON and "expected" not in each]
    assert not silent, "What a rule expects cannot be said without 'expected'."


def test_schema_and_code_know_the_same_words() -> None:
    top = shape.schema()["properties"]
    field = top["schema"]["properties"]["fields"]["items"]
    assert top["kind"]["enum"] == list(KINDS) and top["level"]["enum"] == [*codes.LEVELS, None]
    assert set(top["format"]["enum"]) == set(FORMATS.values())
    canon = {each.name for fields in KINDS.values() for each in fields}
    assert set(field["properties"]["feeds"]["examples"]) == canon | {"value:", POINT}
    own = {"file", "folder", "source", "text", "fields", "missing_values"}
    parts = (
        (Descriptor, top.keys() - {"$schema", "schema", "missingValues"} | own),
        (Dialect, top["dialect"]["properties"].keys()),
        (Field, field["properties"].keys()),
        (Constraints, field["properties"]["constraints"]["properties"].keys()),
    )
    for kind, words in parts:
        assert {each.name for each in dataclasses.fields(kind)} == words


def test_schema_and_code_have_the_same_defaults() -> None:
    top = shape.schema()["properties"]
    field = top["schema"]["properties"]["fields"]["items"]["properties"]
    parts = (
        (Descriptor, top),
        (Dialect, top["dialect"]["properties"]),
        (Field, field),
        (Constraints, field["constraints"]["properties"]),
    )
    for kind, words in parts:
        ours = {each.name: each.default for each in dataclasses.fields(kind)}
        for name, word in words.items():
            if "default" in word and word["type" if "type" in word else "enum"] != "object":
                said = word["default"]
                assert ours[name] == (tuple(said) if isinstance(said, list) else said), name


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests" / "tinytown" / "raw").rglob("*.descriptor.json")), ids=lambda file: file.name
)
def test_an_editor_finds_no_fault_in_what_is_read(file: Path) -> None:
    given = json.loads(file.read_text(encoding="utf-8-sig"))
    assert not [each.message for each in Draft202012Validator(shape.schema()).iter_errors(given)]
