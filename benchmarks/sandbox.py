"""What does the locked process of the analysts cost: to start, per question, and to those who look at pages?

Start: from making a process to its first answer. Overhead: a simple question through process and pipe, less the same
question in this process, pair by pair. Crowd: so many analysts ask what never ends or nearly so, in the pool that pages
use, while pages are drawn in this same process; their time against the time with nobody asking.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks import pages
from buurtbeeld import errors, settings
from buurtbeeld.analysis.sandbox.pool import Pool, RunningQuestion
from buurtbeeld.analysis.sandbox.worker import Limits, Worker
from buurtbeeld.warehouse import newest_analysis

MOST_START_MS, MOST_OVERHEAD_MS, MOST_SLOWER = 1_000, 60, 3.0
STARTS, QUESTIONS, ANALYSTS, SECONDS, ROUNDS = 10, 300, 8, 60, 4
SIMPLE = "select level, count(*) as areas from area group by level order by level"
HEAVY = (
    "select count(*) from signal a, signal b, signal c",
    "select a.theme, count(distinct b.at) from signal a join signal b using (theme, buurt) group by 1",
    "select count(distinct area_id || month::varchar || z::varchar || range) from score_value, range(20)",
    "select * from score_value order by random()",
)
WATCHED = ("areas/overview.py", "areas/area.py")


def started(file: Path) -> list[float]:
    """Milliseconds from making a process to its first answer, one process after the other."""
    found = []
    for _turn in range(STARTS):
        began = time.perf_counter()
        worker = Worker(file, Limits())
        worker.ask("select 1", {})
        found.append((time.perf_counter() - began) * 1000)
        worker.close()
    return found


def overhead(file: Path) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of a simple question through the pool, in this process, and the differences, pair by pair."""
    pool = Pool(file, Limits(), ready=1)
    con = duckdb.connect(str(file), read_only=True, config={"threads": 1})
    pool.ask(SIMPLE)
    apart, inside = [], []
    for _turn in range(QUESTIONS):
        apart.append(_ms(lambda: pool.ask(SIMPLE)))
        inside.append(_ms(lambda: con.cursor().execute(SIMPLE).to_arrow_table()))
    pool.close()
    return apart, inside, [one - other for one, other in zip(apart, inside, strict=True)]


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


class Crowd:
    """Analysts who ask one heavy question after the other until it ends."""

    def __init__(self, pool: Pool, analysts: int) -> None:
        self.asked: list[str] = []
        self._now: dict[int, RunningQuestion] = {}
        self._over, self._pool = threading.Event(), pool
        self._threads = [threading.Thread(target=self._ask, args=(turn,)) for turn in range(analysts)]

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self._over.set()
        for running in tuple(self._now.values()):
            running.cancel()
        for thread in self._threads:
            thread.join()

    def _ask(self, turn: int) -> None:
        for sql in itertools.islice(itertools.cycle(HEAVY), turn, None):
            if self._over.is_set():
                return
            try:
                self._now[turn] = self._pool.begin(sql)
                self._now[turn].answer()
                self.asked.append("answered")
            except errors.AnalysisError as error:
                self.asked.append(type(error).__name__)


def drawn(warehouse: Path, seconds: float) -> dict[str, list[float]]:
    """Milliseconds per visit of each watched page, for at least so many seconds."""
    found: dict[str, list[float]] = {page: [] for page in WATCHED}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for page, times in pages.measure(warehouse, 15).items():
            found[page] += times[pages.WARM_UP :]
    return found


def main() -> None:
    """Prints the three claims with their targets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path, default=settings.read().warehouse)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked = parser.parse_args()
    file = newest_analysis(asked.warehouse)
    starts, (apart, inside, more) = started(file), overhead(file)
    print(f"start of a process: median {statistics.median(starts):.0f} ms, longest {max(starts):.0f} of {STARTS}")
    print(f"  target: at most {MOST_START_MS} ms")
    print(f"simple question p95: {_p95(apart):.1f} ms apart, {_p95(inside):.1f} ms inside, {_p95(more):.1f} ms more")
    print(f"  target: at most {MOST_OVERHEAD_MS} ms more")
    _crowd(asked.warehouse, file, asked.seconds)


def _crowd(warehouse: Path, file: Path, seconds: float) -> None:
    pages.PAGES = {page: pages.PAGES[page] for page in WATCHED}
    os.environ["BUURTBEELD_WAREHOUSE"] = str(warehouse)
    pages.measure(warehouse, 5)
    chosen = settings.Settings()
    limits = Limits(seconds=10, memory_mb=chosen.analysis_memory_mb, at_once=chosen.analysis_at_once)
    pool, asked = Pool(file, limits, ready=limits.at_once + 1), []
    idle: dict[str, list[float]] = {page: [] for page in WATCHED}
    busy: dict[str, list[float]] = {page: [] for page in WATCHED}
    # By turns: what else the machine does falls on both alike.
    for _turn in range(ROUNDS):
        _add(idle, drawn(warehouse, seconds / ROUNDS / 2))
        with Crowd(pool, ANALYSTS) as crowd:
            _add(busy, drawn(warehouse, seconds / ROUNDS))
        asked += crowd.asked
    pool.close()
    ends = {outcome: asked.count(outcome) for outcome in sorted(set(asked))}
    print(f"{ANALYSTS} analysts for {seconds:.0f} s, {limits.at_once} questions at once; their questions: {ends}")
    for page in WATCHED:
        p50 = statistics.median(busy[page]) / statistics.median(idle[page])
        p95 = _p95(busy[page]) / _p95(idle[page])
        print(
            f"  {page}: p50 {statistics.median(idle[page]):.0f} -> {statistics.median(busy[page]):.0f} ms ({p50:.2f}x),"
            f" p95 {_p95(idle[page]):.0f} -> {_p95(busy[page]):.0f} ms ({p95:.2f}x), {len(busy[page])} visits"
        )
    print(f"  target: at most {MOST_SLOWER}x")


def _add(to: dict[str, list[float]], more: dict[str, list[float]]) -> None:
    for page, times in more.items():
        to[page] += times


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
