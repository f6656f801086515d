"""The tables a build keeps from one build to the next, created empty. Derived tables are made by queries/build."""

from __future__ import annotations

import duckdb

from etl.casting import identifier
from etl.kinds import IDENTITY, KINDS, OUTLINES, SIGNALS

SIGNAL = {
    "source": "VARCHAR",
    "source_id": "VARCHAR",
    "kind": "VARCHAR",
    "theme": "VARCHAR",
    "subtheme": "VARCHAR",
    "source_category": "VARCHAR",
    "mapping_version": "VARCHAR",
    "severity": "INTEGER",
    "at": "TIMESTAMP",
    "month": "DATE",
    "occurred_at": "TIMESTAMP",
    "registered_at": "TIMESTAMP",
    "closed_at": "TIMESTAMP",
    "status": "VARCHAR",
    "channel": "VARCHAR",
    "reporter_key": "UBIGINT",
    "confidentiality": "VARCHAR",
    "case_id": "VARCHAR",
    "opens_case": "BOOLEAN",
    "place_id": "INTEGER",
    "file": "VARCHAR",
    "line": "BIGINT",
    "version_at": "TIMESTAMP",
}

DELIVERY = {
    "source": "VARCHAR",
    "file": "VARCHAR",
    "resource": "VARCHAR",
    "kind": "VARCHAR",
    "status": "VARCHAR",
    "refusal": "VARCHAR",
    "rows_in": "BIGINT",
    "loaded": "BIGINT",
    "duplicates": "BIGINT",
    "rejected": "BIGINT",
    "unplaced": "BIGINT",
    "unknown_category": "BIGINT",
    "first": "DATE",
    "last": "DATE",
    "bytes": "BIGINT",
    "modified_at": "TIMESTAMP",
    "read_at": "TIMESTAMP",
    "supplier": "VARCHAR",
    "licence": "VARCHAR",
    "refresh": "VARCHAR",
    "personal_data": "BOOLEAN",
    "demonstration": "BOOLEAN",
    "fingerprint": "VARCHAR",
}

WIDE = {"indicators": ("name", "value"), "surveys": ("question", "mean")}
"""Kinds that may carry one thing per column, and the fields such a column's name and value go to."""

PLACE = ("crs", "x", "y", "postcode", "number", "addition", "street", "town", "complex", "area_code")
"""What a supplier can say about where something is; the distinct combinations are the places."""

REFERENCE = tuple(kind for kind in KINDS if kind not in SIGNALS)


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Every kept table, empty."""
    con.execute("create schema loaded")
    _table(con, "signal", SIGNAL)
    _table(con, "superseded", SIGNAL)
    _table(con, "delivery", DELIVERY)
    _table(con, "rejected", {"source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT", "reasons": "VARCHAR[]", "row_text": "VARCHAR"})
    _table(con, "finding", {name: "VARCHAR" for name in ("source", "file", "kind", "area_id", "detail")})
    _table(con, "loaded.outline_finding", {name: "VARCHAR" for name in ("source", "file", "kind", "code", "detail")})
    _table(con, "loaded.place", {"place_id": "INTEGER", **{name: _PLACE_TYPES.get(name, "VARCHAR") for name in PLACE}})
    _table(con, "place", _RESOLVED)
    _table(con, "place_focus", {"place_id": "INTEGER", "area_id": "VARCHAR"})
    for kind in REFERENCE:
        _table(con, f"loaded.{kind}_rows", row_columns(kind))


def row_columns(kind: str) -> dict[str, str]:
    """Columns of loaded.<kind>_rows: where the row came from, then its canonical fields."""
    columns = {"source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT", "crs": "VARCHAR"}
    columns |= {field.name: field.type for field in KINDS[kind]}
    if kind in OUTLINES:
        columns["outline"] = "BLOB"
    return columns


def latest(con: duckdb.DuckDBPyConnection, kind: str) -> None:
    """loaded.<kind>: of all versions of one thing within a source only the latest, by file and line."""
    identity = ", ".join(identifier(name) for name in ("source", *IDENTITY[kind]))
    con.execute(
        f"""create or replace table loaded.{kind} as
        select * exclude (version_number) from (
            select *, row_number() over (partition by {identity} order by file desc, line desc) as version_number
            from loaded.{kind}_rows)
        where version_number = 1 order by source, file, line"""
    )


def _table(con: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str]) -> None:
    written = ", ".join(f"{identifier(column)} {kind}" for column, kind in columns.items())
    con.execute(f"create table {name} ({written})")


_PLACE_TYPES = {"x": "DOUBLE", "y": "DOUBLE"}
_RESOLVED = {
    "place_id": "INTEGER",
    "precision": "VARCHAR",
    "lon": "DOUBLE",
    "lat": "DOUBLE",
    **{level: "VARCHAR" for level in ("gemeente", "wijk", "buurt", "complex", "street")},
    "hexagon": "VARCHAR",
}
