"""The tables a build keeps from one build to the next, created empty. Derived tables are made by queries/build."""

from __future__ import annotations

import duckdb

from etl.casting import identifier
from etl.kinds import IDENTITY, KINDS, OUTLINES, SIGNALS

REPORT = {
    "file_id": "INTEGER",
    "category_id": "INTEGER",
    "source_id": "VARCHAR",
    "line": "BIGINT",
    "severity": "INTEGER",
    "occurred_at": "TIMESTAMP",
    "registered_at": "TIMESTAMP",
    "closed_at": "TIMESTAMP",
    "status": "VARCHAR",
    "channel": "VARCHAR",
    "confidentiality": "VARCHAR",
    "reporter_key": "UBIGINT",
    "case_id": "VARCHAR",
    "opens_case": "BOOLEAN",
    "place_id": "INTEGER",
    "version_at": "TIMESTAMP",
}
"""A signal as stored: words that many rows share are kept once, in delivery and category. Everybody reads the view."""

SIGNAL = """
create view signal as
select
    delivery.source, report.source_id, delivery.kind, category.theme, category.subtheme, category.source_category,
    category.mapping_version, report.severity, coalesce(report.occurred_at, report.registered_at) as "at",
    cast(date_trunc('month', coalesce(report.occurred_at, report.registered_at)) as date) as month,
    report.occurred_at, report.registered_at, report.closed_at, report.status, report.channel, report.reporter_key,
    report.confidentiality, report.opens_case, report.place_id, delivery.file, report.line, report.version_at
from report
join delivery on delivery.file_id = report.file_id
join category on category.category_id = report.category_id
"""

CATEGORY = {
    "category_id": "INTEGER",
    "file_id": "INTEGER",
    "source_category": "VARCHAR",
    "theme": "VARCHAR",
    "subtheme": "VARCHAR",
    "mapping_version": "VARCHAR",
}

DELIVERY = {
    "file_id": "INTEGER",
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
    words = ("source", "file", "kind", "area_id", "detail")
    kept = {"source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT", "reasons": "VARCHAR[]", "row_text": "VARCHAR"}
    _table(con, "report", REPORT)
    _table(con, "superseded", REPORT)
    _table(con, "category", CATEGORY)
    _table(con, "delivery", DELIVERY)
    _table(con, "rejected", kept)
    _table(con, "finding", dict.fromkeys(words, "VARCHAR"))
    _table(con, "loaded.outline_finding", dict.fromkeys(("source", "file", "kind", "code", "detail"), "VARCHAR"))
    _table(con, "loaded.place", {"place_id": "INTEGER", **{name: _PLACE_TYPES.get(name, "VARCHAR") for name in PLACE}})
    _table(con, "place", _RESOLVED)
    _table(con, "place_focus", {"place_id": "INTEGER", "area_id": "VARCHAR"})
    con.execute(SIGNAL)
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
    # Numbering versions sorts every row; most things have one version, and counting those is ten times cheaper.
    con.execute(
        f"""create or replace table loaded.{kind} as
        with twice as (select hash({identity}) as thing from loaded.{kind}_rows group by thing having count(*) > 1),
        older as (
            select older_row from (
                select rowid as older_row,
                    row_number() over (partition by {identity} order by file desc, line desc) as version_number
                from loaded.{kind}_rows where hash({identity}) in (from twice))
            where version_number > 1)
        select * from loaded.{kind}_rows where rowid not in (from older) order by source, file, line"""
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
    **dict.fromkeys(("gemeente", "wijk", "buurt", "complex", "street"), "VARCHAR"),
    "hexagon": "VARCHAR",
}
