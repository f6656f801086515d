"""Writes small deliveries for tests: real files in a folder, nothing mocked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd

from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import CONFIG
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


def contents(build: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of a build as sorted rows, without what differs between two builds of the same deliveries.

    Left out are the build's name and time, when files were read, and the numbers given to places.
    """
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as con:
        tables = [
            f"{schema}.{name}"
            for schema, name in con.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        ]
        found = {}
        for table in tables:
            columns = [name for (name, *_) in con.execute(f"describe {table}").fetchall()]
            kept = [
                name
                for name in columns
                if name not in {"place_id", "file_id", "category_id", "built_at", "read_at", "modified_at"}
            ]
            kept = [name for name in kept if not (table == "main.build" and name == "name")]
            listed = ", ".join(f'"{name}"' for name in kept)
            found[table] = sorted(con.execute(f"select {listed} from {table}").fetchall(), key=repr)
        return found
