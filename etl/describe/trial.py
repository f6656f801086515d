"""Loads the first thousand rows as a proposal says, by the build's own code, and says what would be rejected."""

from __future__ import annotations

import codecs
import json
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from buurtbeeld.errors import FileRefused
from etl.descriptors.read import Delivery, interpret
from etl.descriptors.schema import Descriptor
from etl.geography.outlines import read_outlines
from etl.load import rows, tables

ROWS = 1_000


def rejections(path: Path, proposal: dict[str, Any]) -> tuple[Counter[str], int]:
    """(how many rows are rejected for each reason, rows tried); raises DeliveryError where the file is refused."""
    descriptor = interpret(proposal, path.with_name("proposal.descriptor.json"), json.dumps(proposal))
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        beginning = _beginning(path, descriptor, Path(folder))
        delivery = Delivery(replace(descriptor, path=beginning.name), beginning, path.name)
        if descriptor.format in rows.OUTLINE_FORMATS:
            outlines = read_outlines(delivery)
            reasons = outlines.rejected["reasons"].tolist()
            return Counter(reason for row in reasons for reason in row), len(outlines.rows) + len(reasons)
        tables.create(con)
        rows.stage(con, [delivery], Path(folder), lambda _sentence, _size: None)
        if refusal := con.execute("select refusal from delivery where refusal is not null").fetchone():
            raise FileRefused(str(refusal[0]))
        return _rejected(con)


_RULES = {
    "closed_at lies before registered_at": ("closed_at",),
    "occurred_at lies after registered_at": ("occurred_at",),
    "neither occurred_at nor registered_at is known": ("registered_at",),
    "severity is not 1 to 5": ("severity",),
    "one coordinate is given without the other": ("x", "y"),
    "in_stock_until lies before in_stock_from": ("in_stock_until",),
    "valid_to lies before valid_from": ("valid_to",),
    "n is negative": ("n",),
    "share is not 0 to 1": ("share",),
    "score is not 1 to 10": ("score",),
    "count is negative": ("count",),
}
"""Which field a rule about a row is about."""


def fields_of(reason: str) -> tuple[str, ...]:
    """The fields that a reason is about; a reason that says one thing of several fields is about all of them."""
    if reason in _RULES:
        return _RULES[reason]
    named = reason.partition(":")[0].split(", ")
    return {"coordinates": ("x", "y", "point")}.get(named[0], tuple(named)) if ":" in reason else ()


def _rejected(con: duckdb.DuckDBPyConnection) -> tuple[Counter[str], int]:
    """A record that is cut off at the end of the beginning is no fault of the file."""
    (tried,) = con.execute("select count(*) from stage").fetchone() or (0,)
    reasons = con.execute(
        """select reason, count(*) from (select rowid, unnest(reasons) as reason from stage)
        where rowid < (select max(rowid) from stage) or ? < ? group by 1 order by 2 desc, 1""",
        [tried, ROWS],
    ).fetchall()
    alike: dict[str, str] = {}
    times: Counter[str] = Counter()
    for reason, n in reasons:
        times[alike.setdefault(_VALUE.sub("", reason), reason)] += n
    return times, int(tried)


_VALUE = re.compile(r"(?<=: )('.*?'|\S+( \S+)?)(?= (is|lies) )")
"""What a cell said; reasons that differ in it alone are one, and the first is shown."""


def _beginning(path: Path, descriptor: Descriptor, folder: Path) -> Path:
    """The file, or where it is long and can be cut a file with its first rows; dated as the file is."""
    copy = folder / f"beginning{path.suffix}"
    lines = max(descriptor.dialect.headerRows) + ROWS
    if descriptor.format in ("csv", "jsonl") and codecs.lookup(descriptor.encoding).name.startswith(
        ("utf-16", "utf-32")
    ):
        # Line ends are more than a byte there.
        with path.open(encoding=descriptor.encoding, errors="replace", newline="") as source:
            copy.write_text("".join(islice(source, lines)), encoding=descriptor.encoding, newline="")
    elif descriptor.format in ("csv", "jsonl"):
        with path.open("rb") as file:
            copy.write_bytes(b"".join(islice(file, lines)))
    elif descriptor.format == "parquet":
        batches = list(islice(pq.ParquetFile(path).iter_batches(ROWS), 1))
        pq.write_table(pa.Table.from_batches(batches, pq.read_schema(path)), copy)
    else:
        return path
    shutil.copystat(path, copy)
    return copy
