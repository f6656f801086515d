"""What goes wrong in real deliveries, planted and counted. Spoils no row that is not counted in the tally."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.demo.tables import change, glue

FEWEST = 300
"""A file with fewer rows gets no dirt: there it would not be a small share."""

Change = dict[str, str | Callable[[pa.Table], pa.Array]]


@dataclass(frozen=True)
class Fault:
    """One kind of dirt: what it is called in the truth, what becomes of such a row, how often, what is changed.

    outcome: rejected and duplicates are extra rows, copies of good ones; unplaced, unknown_category and loaded change a
    row that stays. `cut` and `spill` make the line ragged: too short, or with a delimiter in a text without quotes.
    """

    name: str
    outcome: str
    share: float
    changes: Change = field(default_factory=dict)
    ragged: str = ""


@dataclass
class Tally:
    """Rows of one file by what must become of them; reasons counts rejected rows by the fault planted in them."""

    rows_in: int = 0
    loaded: int = 0
    duplicates: int = 0
    rejected: int = 0
    unplaced: int = 0
    unknown_category: int = 0
    faults: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Spoiled:
    """A file's rows in order of writing: table, per row whether its line is cut or spilt, and what was counted.

    clean: per row of the table the row it came from where it is loaded and placed well, else -1.
    """

    table: pa.Table
    ragged: np.ndarray
    clean: np.ndarray
    tally: Tally


def spoil(table: pa.Table, faults: tuple[Fault, ...], draw: np.random.Generator, key: str) -> Spoiled:
    """Plants every fault in rows of its own, drawn without replacement; extra rows come right after their original."""
    count = len(table)
    tally = Tally(rows_in=count, loaded=count)
    free = draw.permutation(count)
    clean = np.arange(count)
    pieces, where, origin, ragged = [], [], [], []
    for fault in faults:
        wanted = 0 if count < FEWEST else max(1, round(count * fault.share))
        rows, free = np.sort(free[:wanted]), free[wanted:]
        if not len(rows):
            continue
        extra = fault.outcome in ("rejected", "duplicates")
        piece = table.take(pa.array(rows))
        if fault.outcome == "rejected":
            piece = change(piece, {key: lambda part: glue(["9", part[key]], "")})
        pieces.append(change(piece, fault.changes))
        where.append(rows + (0.5 if fault.outcome == "rejected" else -0.5 if extra else 0.0))
        placed = fault.outcome in ("unknown_category", "loaded")
        origin.append(rows if placed else np.full(len(rows), -1))
        ragged.append(np.full(len(rows), fault.ragged, dtype="U5"))
        clean[rows] = clean[rows] if extra else -2
        _count(tally, fault, len(rows))
    return _in_order(table, clean, pieces, where, origin, ragged, tally)


def _count(tally: Tally, fault: Fault, rows: int) -> None:
    tally.faults[fault.name] = rows
    if fault.outcome in ("rejected", "duplicates"):
        tally.rows_in += rows
    if fault.outcome != "loaded":
        setattr(tally, fault.outcome, getattr(tally, fault.outcome) + rows)


def _in_order(table, clean, pieces, where, origin, ragged, tally) -> Spoiled:
    kept = np.flatnonzero(clean != -2)
    joined = pa.concat_tables([table.take(pa.array(kept)), *pieces])
    position = np.concatenate([kept, *where])
    order = np.argsort(position, kind="stable")
    marks = np.concatenate([np.full(len(kept), "", dtype="U5"), *ragged])
    return Spoiled(joined.take(pa.array(order)), marks[order], np.concatenate([kept, *origin])[order], tally)


def lines(spoiled: Spoiled, columns: list[str], delimiter: str, cut_at: int, spill: str) -> pa.Array:
    """One text per row; a cut line ends after `cut_at` columns, a spilt one has `spill` without its quotes."""
    table = spoiled.table
    whole = glue([table[name].combine_chunks() for name in columns], delimiter)
    short = glue([table[name].combine_chunks() for name in columns[:cut_at]], delimiter)
    bare = [pc.replace_substring(table[name].combine_chunks(), '"', "") if name == spill else table[name].combine_chunks() for name in columns]
    cut, spilt = (pa.array(spoiled.ragged == mark) for mark in ("cut", "spill"))
    return pc.if_else(cut, short, pc.if_else(spilt, glue(bare, delimiter), whole))
