"""The tables a build keeps from one build to the next, created empty. Derived tables are made by queries/build."""

from __future__ import annotations

import csv

import duckdb

from buurtbeeld import codes
from buurtbeeld.settings import ROOT
from etl.descriptors.kinds import IDENTITY, KINDS, OUTLINES
from etl.load.file_order import order_files
from etl.quoting import identifier, literal
from etl.sql_files import read

REPORT = {
    "file_id": "INTEGER",
    "category_id": "INTEGER",
    # Hardly one number is like another; trying every way to pack them costs more than packing.
    "source_id": "VARCHAR using compression zstd",
    "line": "BIGINT",
    "severity": "INTEGER",
    "occurred_at": "TIMESTAMP",
    "registered_at": "TIMESTAMP",
    "closed_at": "TIMESTAMP",
    "reporter_key": "UBIGINT",
    "case_id": "VARCHAR",
    "opens_case": "BOOLEAN",
    "place_id": "INTEGER",
    "version_at": "TIMESTAMP",
}
"""A signal as stored: words that many rows share are kept once, in delivery and category. Everybody reads the view."""

CATEGORY = {
    "category_id": "INTEGER",
    "file_id": "INTEGER",
    "source_category": "VARCHAR",
    "status": "VARCHAR",
    "channel": "VARCHAR",
    "confidentiality": "VARCHAR",
    "theme": "word",
    "subtheme": "word",
    "mapping_version": "VARCHAR",
}
"""One row per file and combination of the supplier's own words; millions of reports share a few hundred of them."""

DELIVERY = {
    "file_id": "INTEGER",
    "source": "VARCHAR",
    "file": "VARCHAR",
    "resource": "VARCHAR",
    "kind": "word",
    "status": "VARCHAR",
    "refusal": "VARCHAR",
    "rows_in": "BIGINT",
    "loaded": "BIGINT",
    "duplicates": "BIGINT",
    "rejected": "BIGINT",
    "left_out": "BIGINT",
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

PLACE = ("crs", "x", "y", "postcode", "number", "letter", "addition", "street", "town", "complex", "area_code")
"""What a supplier can say about where something is; the distinct combinations are the places."""

PERIODS = (codes.ALL, "last_12", "previous_12", "week", "week_before", "month", "month_before")

WORDS = ("category", "status", "channel", "confidentiality")
"""What a supplier says of a report in words of its own system."""

REFERENCE = tuple(kind for kind in KINDS if kind not in codes.EVIDENCE)


def words() -> list[str]:
    """The closed words of the tall tables, stored as numbers: kinds, levels, themes, periods and windows."""
    rows = csv.DictReader((ROOT / "data" / "reference" / "themes.csv").read_text(encoding="utf-8").splitlines())
    themes = [word for row in rows for word in (row["theme"], row["subtheme"])]
    return list(dict.fromkeys([*KINDS, *codes.LEVELS, *PERIODS, *themes]))


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Every kept table, empty."""
    con.execute("create schema loaded")
    con.execute(f"create type word as enum ({', '.join(literal(word) for word in words())})")
    said = ("source", "file", "kind", "area_id", "detail")
    kept = {"source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT", "reasons": "VARCHAR[]", "row_text": "VARCHAR"}
    _table(con, "report", REPORT)
    _table(con, "superseded", REPORT)
    _table(con, "category", CATEGORY)
    _table(con, "delivery", DELIVERY)
    _table(con, "rejected", kept)
    _table(con, "finding", dict.fromkeys(said, "VARCHAR"))
    _table(con, "loaded.outline_finding", dict.fromkeys(("source", "file", "kind", "code", "detail"), "VARCHAR"))
    _table(con, "loaded.file_finding", dict.fromkeys(("source", "file", "kind", "detail"), "VARCHAR"))
    _table(con, "loaded.place", {"place_id": "INTEGER", **{name: _PLACE_TYPES.get(name, "VARCHAR") for name in PLACE}})
    _table(con, "place", _RESOLVED)
    _table(con, "place_focus", {"place_id": "INTEGER", "area_id": "VARCHAR"})
    con.execute(f"create view signal as {read('build/load/signal_in_words')}")
    for kind in REFERENCE:
        _table(con, f"loaded.{kind}_rows", row_columns(kind) | {"is_latest": "BOOLEAN default true"})
        con.execute(
            f"create view loaded.{kind} as select * exclude (is_latest) from loaded.{kind}_rows where is_latest"
        )


def row_columns(kind: str) -> dict[str, str]:
    """Columns of loaded.<kind>_rows: where the row came from, then its canonical fields."""
    columns = {"source": "VARCHAR", "file": "VARCHAR", "line": "BIGINT", "crs": "VARCHAR"}
    columns |= {field.name: field.type for field in KINDS[kind]}
    if kind in OUTLINES:
        columns["outline"] = "BLOB"
    return columns


def mark_latest(con: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Of all versions of one thing within a source only the latest, by file and line, shows in loaded.<kind>."""
    identity = ", ".join(identifier(name) for name in ("source", *IDENTITY[kind]))
    rows = f"loaded.{kind}_rows"
    # Numbering versions sorts every row; most things have one version, and counting those is ten times cheaper.
    con.execute(
        f"""create or replace temp table twice as
        select rowid as row_no, * from {rows} where hash({identity}) in (
            select hash({identity}) as thing from {rows} group by thing having count(*) > 1)"""
    )
    order_files(con, "from twice")
    con.execute(
        f"""create or replace temp table older as
        select row_no from (
            select row_no, row_number() over (partition by {identity} order by turn desc, line desc) as version_number
            from twice join file_turn using (file))
        where version_number > 1"""
    )
    con.execute(f"update {rows} set is_latest = not is_latest where is_latest = (rowid in (from older))")


def _table(con: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str]) -> None:
    written = ", ".join(f"{identifier(column)} {kind}" for column, kind in columns.items())
    con.execute(f"create table {name} ({written})")


_PLACE_TYPES = {"x": "DOUBLE", "y": "DOUBLE"}
_RESOLVED = {
    "place_id": "INTEGER",
    "precision": "VARCHAR",
    "lon": "DOUBLE",
    "lat": "DOUBLE",
    **dict.fromkeys(codes.DISJOINT_LEVELS, "VARCHAR"),
    "hexagon": "UBIGINT",
    "spot_key": "UBIGINT",
}
