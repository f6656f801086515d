"""How often does describe know what a table is and what its columns feed? Made-up tables after public layouts."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables.figures import FIGURES
from benchmarks.tables.held_out import HELD_OUT
from benchmarks.tables.making import Table
from benchmarks.tables.none_of_ours import NONE_OF_OURS
from benchmarks.tables.others import OTHERS
from benchmarks.tables.reports import REPORTS
from benchmarks.tables.stock import STOCK
from etl.describe.propose import propose

TUNED_ON = (*REPORTS, *STOCK, *FIGURES, *OTHERS, *NONE_OF_OURS)
LEAST = 0.95
"""The part of the columns that describe must know."""


@dataclass(frozen=True)
class Score:
    """One table: the kind that was proposed, and the columns that were taken otherwise (head, right, proposed)."""

    table: Table
    kind: str | None
    wrong: tuple[tuple[str, str | None, str | None], ...]


def score(table: Table, folder: Path) -> Score:
    """What is proposed for a table, beside what it is."""
    file = folder / table.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(table.content)
    proposal, _ = propose(file)
    fed = {field["name"]: field.get("feeds") for field in proposal["schema"]["fields"]}
    wrong = tuple((head, right, fed.get(head)) for head, right in table.feeds.items() if fed.get(head) != right)
    return Score(table, proposal.get("kind"), wrong)


def scores(tables: Iterable[Table]) -> list[Score]:
    """Every table in a folder of its own, as it would lie below the raw folder."""
    with tempfile.TemporaryDirectory() as folder:
        return [score(table, Path(folder)) for table in tables]


def summary(results: list[Score]) -> tuple[float, int, int]:
    """(part of the columns that is right, tables of a wrong kind, tables without a kind that have one)."""
    columns = sum(len(each.table.feeds) for each in results)
    right = columns - sum(len(each.wrong) for each in results)
    wrong = sum(each.kind is not None and each.kind != each.table.kind for each in results)
    return right / columns, wrong, sum(each.kind is None and each.table.kind is not None for each in results)


def say(name: str, results: list[Score]) -> bool:
    """Prints what describe knew of these tables; whether that is enough."""
    share, wrong, none = summary(results)
    sys.stdout.write(
        f"{name}: {len(results)} tables, {share:.1%} of columns right, {wrong} wrong kinds, {none} without a kind\n"
    )
    for each in results:
        if each.kind != each.table.kind:
            sys.stdout.write(f"  {each.table.file}: {each.table.kind}, proposed {each.kind}\n")
        for head, right, proposed in each.wrong if each.kind == each.table.kind else ():
            sys.stdout.write(f"  {each.table.file}: '{head}' feeds {right}, proposed {proposed}\n")
    return share >= LEAST and not wrong


if __name__ == "__main__":
    enough = say("tuned on", scores(TUNED_ON))
    say("held out", scores(HELD_OUT))
    sys.exit(0 if enough else 1)
