"""Fills the schema `loaded` by hand, the way the loader leaves it. Reads no files."""

from __future__ import annotations

import duckdb
import pandas as pd
import shapely

from etl.load import tables


def connection() -> duckdb.DuckDBPyConnection:
    """A build in the making with every kept table and nothing in it."""
    con = duckdb.connect()
    tables.create(con)
    for kind in tables.REFERENCE:
        tables.mark_latest(con, kind)
    return con


def fill(con: duckdb.DuckDBPyConnection, kind: str, rows: list[dict[str, object]]) -> None:
    """Adds rows of one kind; source, file and line are made up where a row does not say them."""
    for line, row in enumerate(rows, start=2):
        full = {"source": "test", "file": f"test/{kind}", "line": line, "crs": "OGC:CRS84"} | row
        names = ", ".join(f'"{name}"' for name in full)
        con.execute(
            f"insert into loaded.{kind}_rows ({names}) values ({', '.join('?' for _ in full)})", list(full.values())
        )
    tables.mark_latest(con, kind)


def fill_frame(con: duckdb.DuckDBPyConnection, kind: str, frame: pd.DataFrame, file: str = "test/file") -> None:
    """Adds the rows of read_outlines."""
    con.register("given_rows", frame)
    names = ", ".join(frame.columns)
    con.execute(
        f"insert into loaded.{kind}_rows (source, file, {names}) select 'test', '{file}', {names} from given_rows"
    )
    con.unregister("given_rows")
    tables.mark_latest(con, kind)


def places(con: duckdb.DuckDBPyConnection, rows: list[dict[str, object]]) -> None:
    """Adds places as delivered, numbered on from those that are there."""
    first = con.execute("select count(*) from loaded.place").fetchone()[0]
    for number, row in enumerate(rows, start=first + 1):
        full = {"place_id": number, "crs": "OGC:CRS84" if "x" in row else None} | row
        names = ", ".join(f'"{name}"' for name in full)
        con.execute(f"insert into loaded.place ({names}) values ({', '.join('?' for _ in full)})", list(full.values()))


def square(west: float, south: float, size: float = 0.01) -> bytes:
    """A square outline as the loader keeps it."""
    return shapely.to_wkb(shapely.box(west, south, west + size, south + size))
