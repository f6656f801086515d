"""Writes small deliveries for tests: real files in a folder, nothing mocked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd

from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import CONFIG
from etl.load.tables import PLACE
from tests.conftest import settings_below

COLUMNS = ("id", "gemeld", "gesloten", "soort", "melder", "lengte", "breedte", "versie", "opmerking")
FEEDS = ("source_id", "registered_at", "closed_at", "category", "reporter", "x", "y", "version_at", None)
TYPES = ("string", "date", "date", "string", "string", "number", "number", "date", "string")
SQUARES = {"BU00000001": (5.80, 50.90), "BU00000002": (5.81, 50.90)}
"""Two buurten side by side, each 0.01 degree square."""


def settings(folder: Path, **others: object) -> Settings:
    """Settings for deliveries and builds below one temporary folder."""
    return replace(settings_below(folder, "a key for tests"), **others)


def squares(raw: Path) -> None:
    """Two buurten as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "naam": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]],
            },
        }
        for code, (x, y) in SQUARES.items()
    ]
    fields = [{"name": "code", "type": "string", "feeds": "code"}, {"name": "naam", "type": "string", "feeds": "name"}]
    describe(raw / "areas", "buurten", {"path": "buurten.geojson", "kind": "areas", "level": "buurt"}, fields)
    (raw / "areas" / "buurten.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def complaints(raw: Path, files: dict[str, Iterable[tuple[object, ...]]], source: str = "complaints") -> None:
    """Files of complaints by name, rows in the order of COLUMNS; the categories table knows 'geluid' and 'vuil'."""
    fields = [
        {"name": name, "type": kind, "format": "%d-%m-%Y" if kind == "date" else "default"}
        | ({"feeds": feeds} if feeds else {})
        for name, feeds, kind in zip(COLUMNS, FEEDS, TYPES, strict=True)
    ]
    describe(
        raw / source, "klachten", {"path": "klachten_*.csv", "kind": "complaint", "dialect": {"delimiter": ";"}}, fields
    )
    (raw / source / "klachten.categories.csv").write_text(
        "category,theme,subtheme\ngeluid,nuisance,noise\nvuil,surroundings,litter\n", encoding="utf-8"
    )
    for name, rows in files.items():
        pd.DataFrame(list(rows), columns=list(COLUMNS)).to_csv(
            raw / source / name, sep=";", index=False, encoding="utf-8"
        )


def describe(
    folder: Path, name: str, words: dict[str, object], fields: list[dict[str, str]], missing: Iterable[str] = ("",)
) -> None:
    """A descriptor file."""
    folder.mkdir(parents=True, exist_ok=True)
    described = {
        "name": name,
        "encoding": "utf-8",
        **words,
        "schema": {"fields": fields, "missingValues": list(missing)},
    }
    (folder / f"{name}.descriptor.json").write_text(json.dumps(described), encoding="utf-8")


WORDS = "source_category, status, channel, confidentiality, theme, subtheme, mapping_version"
NUMBERS = {
    "file_id": "(select file from delivery where delivery.file_id = t.file_id)",
    "category_id": f"(select row({WORDS})::varchar from category where category.category_id = t.category_id)",
    "place_id": f"(select row({', '.join(PLACE)})::varchar from loaded.place where place.place_id = t.place_id)",
}
"""Numbers that a build gives, and what they stand for."""
OWN = {"loaded.place": "place_id", "main.category": "category_id", "main.build": "name"}
OF_THE_MOMENT = {"built_at", "read_at"}


def contents(build: Path) -> dict[str, Counter[tuple[object, ...]]]:
    """Every table and view of a build as rows and how often each occurs, without what differs between two builds of
    the same deliveries: the build's name and time, when files were read.

    Numbers that a build gives to files, categories and places are replaced by what they stand for; fractions are
    rounded, for the order in which numbers are added is not fixed.
    """
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as con:
        named = """select schema_name, table_name from duckdb_tables()
            union all select schema_name, view_name from duckdb_views() where not internal"""
        return {f"{schema}.{name}": _rows(con, schema, name) for schema, name in con.execute(named).fetchall()}


def _rows(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> Counter[tuple[object, ...]]:
    columns = [name for (name, *_) in con.execute(f"describe {schema}.{table}").fetchall()]
    left_out = OF_THE_MOMENT | {OWN.get(f"{schema}.{table}")}
    listed = ", ".join(NUMBERS.get(name, f'"{name}"') for name in columns if name not in left_out)
    rows = con.execute(f"select {listed} from {schema}.{table} as t").fetchall()
    return Counter(tuple(_rounded(value) for value in row) for row in rows)


def _rounded(value: object) -> object:
    return float(f"{value:.9g}") if isinstance(value, float) else str(value) if isinstance(value, list) else value
