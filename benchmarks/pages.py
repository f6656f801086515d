"""How long does the server work on each page? Warm, with ever other areas and themes, at two sizes of the warehouse."""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL, LARGE = 100_000, 5_000_000
MOST_MS, MOST_GROWTH = 150, 1.3
WARM_UP = 5

Choice = Callable[[random.Random, dict[str, list[str]]], dict[str, str | list[str]]]


def _areas(chance: random.Random, known: dict[str, list[str]]) -> str:
    return chance.choice(known[chance.choice(["buurt", "buurt", "wijk", "complex", "street", "focus"])])


def _narrowed(chance: random.Random, known: dict[str, list[str]]) -> dict[str, str | list[str]]:
    return {
        "theme": chance.choice(known["theme"]),
        "kind": chance.choice(["all", "incident", "complaint", "observation"]),
    }


PAGES: dict[str, Choice] = {
    "areas/overview.py": lambda chance, known: (
        _narrowed(chance, known) | {"level": chance.choice(["wijk", "buurt", "complex", "street"])}
    ),
    "areas/area.py": lambda chance, known: {"area": _areas(chance, known), "theme": chance.choice(known["theme"])},
    "areas/compare.py": lambda chance, known: (
        _narrowed(chance, known) | {"area": [_areas(chance, known) for _turn in range(chance.randint(2, 5))]}
    ),
    "areas/map.py": lambda chance, known: (
        _narrowed(chance, known)
        | {"form": chance.choice(["hexagons", "complexes"]), "window": chance.choice(["1", "3", "12"])}
        | {"until": chance.choice(known["month"])}
    ),
    "trends/changes.py": lambda chance, known: (
        _narrowed(chance, known)
        | {"per": chance.choice(["area", "theme"]), "area": _areas(chance, known)}
        | {"order": chance.choice(["change", "rate", "name"]), "level": chance.choice(["wijk", "buurt", "complex"])}
    ),
    "analysis/sources.py": lambda _chance, _known: {},
}


def measure(warehouse: Path, visits: int) -> dict[str, list[float]]:
    """Milliseconds of every visit per page: the script from its first line to its last, without network or browser."""
    os.environ["BUURTBEELD_WAREHOUSE"] = str(warehouse)
    logging.disable(logging.WARNING)
    from streamlit.runtime.context import ContextProxy
    from streamlit.runtime.scriptrunner.script_cache import ScriptCache
    from streamlit.testing.v1 import AppTest, local_script_runner

    # AppTest has no connection, so no address either; a visitor on this machine has.
    ContextProxy.ip_address = property(lambda _self: "127.0.0.1")
    # A server compiles a page once; AppTest would do it again at every visit.
    compiled = ScriptCache()
    local_script_runner.ScriptCache = lambda: compiled
    known, chance, found = _known(warehouse), random.Random(1), {}
    for page, choose in PAGES.items():
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
        app.switch_page(f"pages/{page}")
        found[page] = [_visit(app, choose(chance, known)) for _turn in range(visits + WARM_UP)][WARM_UP:]
    return found


def _visit(app: object, query: dict[str, str | list[str]]) -> float:
    app.query_params.clear()
    for key, value in query.items():
        app.query_params[key] = value
    began = time.perf_counter()
    app.run()
    spent = (time.perf_counter() - began) * 1000
    if app.exception or app.error:
        raise SystemExit(f"{query} failed: {[error.message for error in app.exception]}{[e.value for e in app.error]}")
    return spent


def _known(warehouse: Path) -> dict[str, list[str]]:
    from buurtbeeld import warehouse as reading

    build = reading.newest(warehouse)
    areas = reading.ask(build, "area_choices")
    known = {str(level): sorted(rows["area_id"]) for level, rows in areas.groupby("level")}
    months = sorted(reading.ask(build, "source_volume")["month"].dt.strftime("%Y-%m").unique())
    return known | {"theme": ["all", *sorted(reading.ask(build, "themes")["theme"])], "month": months[12:]}


def _prepared(folder: Path, signals: int) -> Path:
    """The warehouse of a demonstration corporation of so many reports, made unless it is there."""
    warehouse = folder / "warehouse"
    if not list(warehouse.glob("*.duckdb")):
        given = os.environ | {"BUURTBEELD_RAW": str(folder / "raw"), "BUURTBEELD_WAREHOUSE": str(warehouse)}
        for command in (["demo", "--signals", str(signals)], ["build"]):
            subprocess.run(
                [sys.executable, "-m", "etl", *command],
                cwd=ROOT,
                env=given,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
    return warehouse


def _measured(warehouse: Path, visits: int) -> dict[str, list[float]]:
    # A process of its own: memory and caches of one size do not help the other.
    command = [sys.executable, "-m", "benchmarks.pages", "--measure", str(warehouse), "--visits", str(visits)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout.splitlines()[-1])


def _row(page: str, small: list[float], large: list[float] | None) -> str:
    cells = [page]
    for times in filter(None, (small, large)):
        cells += [f"{statistics.median(times):.0f}", f"{statistics.quantiles(times, n=20)[-1]:.0f}"]
    if large:
        cells.append(f"{statistics.quantiles(large, n=20)[-1] / statistics.quantiles(small, n=20)[-1]:.2f}x")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Prints p50 and p95 in ms per page at each size, and how p95 grows between the first and the last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signals", type=int, nargs="+", default=[SMALL, LARGE], help="one or two sizes")
    parser.add_argument("--visits", type=int, default=60)
    parser.add_argument("--work", type=Path, default=None, help="keeps the warehouses here for the next time")
    parser.add_argument("--measure", type=Path, default=None, help="only this warehouse; prints JSON")
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.visits)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        work = asked.work or Path(scratch)
        sizes = {size: _measured(_prepared(work / str(size), size), asked.visits) for size in asked.signals}
    first, *rest = asked.signals
    heads = [f"{size:,} p50 | {size:,} p95" for size in asked.signals] + (["p95 grows"] if rest else [])
    print(f"| page, ms of server time | {' | '.join(heads)} |\n|{'---|' * (1 + 2 * len(sizes) + bool(rest))}")
    for page in PAGES:
        print(_row(page, sizes[first][page], sizes[rest[-1]][page] if rest else None))
    print(f"\nTargets: p95 at most {MOST_MS} ms, growing at most {MOST_GROWTH}x. {asked.visits} visits a page.")


if __name__ == "__main__":
    main()
