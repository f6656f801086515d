"""What goes wrong in real deliveries, planted and counted. Spoils no row that is not counted in the tally."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.demo.tables import change, glue

FEWEST = 300
"""A file with fewer rows gets no dirt: there it would not be a small share."""

EXTRA = ("rejected", "duplicates")
Change = Mapping[str, str | Callable[[pa.Table], pa.Array]]


@dataclass(frozen=True)
class Fault:
    """One kind of dirt: what it is called in the truth, what becomes of such a row, how often, what is changed.

    outcome: rejected and duplicates are extra rows, copies of good ones; unplaced and unknown_category change a row
    that stays. ragged: `cut` makes the line too short, `spill` leaves a delimiter in a text without quotes.
    """

    name: str
    outcome: str
    share: float
    changes: Change = field(default_factory=dict)
    ragged: str = ""


@dataclass
class Tally:
    """Rows of one file by what must become of them; faults counts the rows of each fault."""

    rows_in: int = 0
    loaded: int = 0
    duplicates: int = 0
    rejected: int = 0
    unplaced: int = 0
    unknown_category: int = 0
    faults: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DirtyRows:
    """A file's rows in order of writing: table, per row whether its line is cut or spilt, and what was counted.

    clean: per row of the table the row it came from where it is loaded and placed well, else -1.
    """

    table: pa.Table
    ragged: np.ndarray
    clean: np.ndarray
    tally: Tally


def spoil(table: pa.Table, faults: tuple[Fault, ...], draw: np.random.Generator, key: str) -> DirtyRows:
    """Plants every fault in rows of its own, drawn without replacement; extra rows stand beside their original."""
    count = len(table)
    tally = Tally(rows_in=count, loaded=count)
    free = draw.permutation(count)
    kept = np.ones(count, bool)
    added = []
    for fault in faults:
        wanted = 0 if count < FEWEST else max(1, round(count * fault.share))
        rows, free = np.sort(free[:wanted]), free[wanted:]
        if len(rows):
            kept[rows] = fault.outcome in EXTRA
            added.append(_piece(table, rows, fault, key))
            _count(tally, fault, len(rows))
    rows = np.flatnonzero(kept)
    return _in_order([_Piece(table.take(pa.array(rows)), rows, rows, ""), *added], tally)


@dataclass(frozen=True)
class _Piece:
    """Rows that go the same way: where they stand in the file, which row they tell about (-1: none), how ragged."""

    table: pa.Table
    position: np.ndarray
    origin: np.ndarray
    ragged: str


def _piece(table: pa.Table, rows: np.ndarray, fault: Fault, key: str) -> _Piece:
    """The dirty rows of one fault: a rejected one comes after its original, an older version before it."""
    part = table.take(pa.array(rows))
    if fault.outcome == "rejected":
        # A number of its own, put behind the quote where the value is written as JSON.
        part = change(part, {key: lambda whole: pc.replace_substring_regex(whole[key], '^("?)', r"\19")})
    shift = {"rejected": 0.5, "duplicates": -0.5}.get(fault.outcome, 0.0)
    origin = rows if fault.outcome == "unknown_category" else np.full(len(rows), -1)
    return _Piece(change(part, fault.changes), rows + shift, origin, fault.ragged)


def _count(tally: Tally, fault: Fault, rows: int) -> None:
    tally.faults[fault.name] = rows
    tally.rows_in += rows if fault.outcome in EXTRA else 0
    setattr(tally, fault.outcome, getattr(tally, fault.outcome) + rows)


def _in_order(pieces: list[_Piece], tally: Tally) -> DirtyRows:
    order = np.argsort(np.concatenate([piece.position for piece in pieces]), kind="stable")
    ragged = np.concatenate([np.full(len(piece.table), piece.ragged, dtype="U5") for piece in pieces])
    origin = np.concatenate([piece.origin for piece in pieces])
    joined = pa.concat_tables([piece.table for piece in pieces])
    return DirtyRows(joined.take(pa.array(order)), ragged[order], origin[order], tally)


def lines(dirty: DirtyRows, columns: list[str], delimiter: str, cut_at: int, spill: str) -> pa.Array:
    """One text per row; a cut line ends after `cut_at` columns, a spilt one has `spill` without its quotes."""
    table = dirty.table
    texts = {name: table[name].combine_chunks() for name in columns}
    bare = pc.replace_substring(texts[spill], '"', "")
    spilt, cut = (pa.array(dirty.ragged == mark) for mark in ("spill", "cut"))
    texts[spill] = pc.if_else(spilt, bare, texts[spill])
    short = glue([texts[name] for name in columns[:cut_at]], delimiter)
    return pc.if_else(cut, short, glue(list(texts.values()), delimiter))
