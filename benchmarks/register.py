"""How many records a second do eight processes keep, and is any of them lost? On SQLite and on PostgreSQL."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.errors import ChangedMeanwhile
from buurtbeeld.register import corrections, notes, reading, store
from buurtbeeld.register import observations as register_observations
from buurtbeeld.register.tables import audit
from tests.register import postgres

PROCESSES, SECONDS = 8, 20
FEWEST = {"sqlite": 300, "postgresql": 200}
"""Writes a second that the product promises."""
CONTESTED = 10
"""One write in so many changes the one note that all processes fight over: there updates could be lost."""
DAY = date(2026, 3, 2)
BY = Person("benchmark", "manager")


@dataclass(frozen=True)
class Outcome:
    """writes: all that were told to be kept; changes: of them, to the contested note; refused: told, and tried again;
    slowest: seconds of one write; lost: changes that were told to be kept and are not there, or not in the audit."""

    writes: int
    changes: int
    refused: int
    slowest: float
    per_second: float
    lost: int


def write(where: str) -> dict[str, float]:
    """One process: says that it is ready, hears until when, and writes observations one after another, with now and
    then a change of the contested note."""
    register = store.opened(where)
    (contested,) = reading.listed(register, notes.Note, by=BY)
    seen, told = contested.version, {"writes": 0, "changes": 0, "refused": 0, "slowest": 0.0}
    observation = register_observations.Observation(
        area_id="complex:C1", seen_at=DAY, clean=6, remark="Netjes in de hal"
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    turn, until = 0, float(sys.stdin.readline())
    while (began := time.time()) < until:
        turn += 1
        try:
            if turn % CONTESTED:
                register_observations.record_observation(register, observation, by=BY)
            else:
                seen = corrections.correct(register, notes.Note, contested.id, seen=seen, by=BY, text="geteld").version
                told["changes"] += 1
            told["writes"] += 1
        except ChangedMeanwhile as meanwhile:
            seen, told["refused"] = meanwhile.now.version, told["refused"] + 1  # type: ignore[attr-defined]
        told["slowest"] = max(told["slowest"], time.time() - began)
    return told


def measure(where: str, processes: int, seconds: float) -> Outcome:
    """Starts the processes, waits for them, and counts what is there against what they were told."""
    register = store.opened(where)
    contested = notes.write_note(register, notes.Note(area_id="complex:C1", text="geteld"), by=BY)
    command = [sys.executable, "-m", "benchmarks.register", "--write", where]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(processes)]
    for process in running:
        # All begin together, once the slowest has loaded its packages.
        assert process.stdout and process.stdout.readline() == b"ready\n"
    until = f"{time.time() + seconds}\n".encode()
    told = [json.loads(each) for each in _ends(running, until)]
    assert [process.returncode for process in running] == [0] * processes
    total = {name: int(sum(each[name] for each in told)) for name in ("writes", "changes", "refused")}
    with store.reading(register) as con:
        lines = con.execute(sa.select(sa.func.count()).select_from(audit)).scalar_one() - 1
    kept = len(reading.listed(register, register_observations.Observation, by=BY))
    version = reading.listed(register, notes.Note, by=BY, id=contested.id)[0].version - 1
    observations = total["writes"] - total["changes"]
    lost = [total["changes"] - version, observations - kept, total["writes"] - lines]
    return Outcome(
        writes=total["writes"],
        changes=total["changes"],
        refused=total["refused"],
        slowest=max(each["slowest"] for each in told),
        per_second=total["writes"] / seconds,
        lost=sum(map(abs, lost)),
    )


def _ends(running: list[subprocess.Popen[bytes]], until: bytes) -> list[bytes]:
    for process in running:
        assert process.stdin
        process.stdin.write(until)
        process.stdin.flush()
    return [process.communicate()[0] for process in running]


@contextmanager
def registers() -> Iterator[dict[str, str]]:
    """An empty register of each kind that this machine has; PostgreSQL as it is installed, syncing every commit."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        found = {"sqlite": str(Path(folder) / "register.sqlite")}
        if postgres.programs() is None:
            yield found
            return
        with postgres.server(settings=()) as server:
            yield found | {"postgresql": server.database()}


def main() -> None:
    """Prints a line per database: writes a second against what is promised, and what was lost."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=float, default=SECONDS)
    given.add_argument("--write", help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.write:
        sys.stdout.write(json.dumps(write(chosen.write)))
        return
    with registers() as found:
        for name, where in found.items():
            outcome = measure(where, PROCESSES, chosen.seconds)
            ratio = outcome.per_second / FEWEST[name]
            print(
                f"{name}: {PROCESSES} processes kept {outcome.writes:,} records in {chosen.seconds:g} s, "
                f"{outcome.per_second:.0f} a second, {ratio:.2f} times the promised {FEWEST[name]}; "
                f"slowest {outcome.slowest:.2f} s; of one note {outcome.changes:,} changes were kept and "
                f"{outcome.refused:,} told that a colleague was first; lost {outcome.lost}"
            )


if __name__ == "__main__":
    main()
