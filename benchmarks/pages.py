"""How long does the server work on each page? Warm, with ever other areas and themes, at two sizes of the warehouse.

From the first line of the script until every message for the browser is written out; without network and browser.
Each visit asks for another area, theme, kind or month, drawn by chance, so that the questions that depend on them go
to the warehouse (now and then a combination comes back, as it does with visitors). Answers that depend on none of
them are kept for as long as a build is on air and are not asked again: the names of areas and themes, outlines of a
level, the buurt of a hexagon, and all of the Sources page. Visitors see the same, all but the first after a build;
what that first visit takes, with imports left out as the server does them before it listens, is printed as well.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
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
from typing import Any

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
    "trends/scores.py": lambda chance, _known: {
        "level": chance.choice(["wijk", "buurt", "complex", "focus"]),
        "lens": chance.choice(["all", "physical", "social", "safety"]),
    },
    "trends/early_warnings.py": lambda chance, known: (
        _narrowed(chance, known) | {"level": chance.choice(["all", "wijk", "buurt", "complex"]), "when": "all"}
    ),
    "trends/silent_areas.py": lambda chance, _known: {"level": chance.choice(["street", "complex", "buurt"])},
    "trends/reporting_behaviour.py": lambda chance, known: (
        {"area": _areas(chance, known), "kind": chance.choice(["all", "incident", "complaint", "observation"])}
        | {"level": chance.choice(["street", "complex", "buurt"]), "reports": chance.choice(["with", "without"])}
    ),
    "analysis/sources.py": lambda _chance, _known: {},
}


def measure(warehouse: Path, visits: int) -> dict[str, list[float]]:
    """Milliseconds of every visit per page, the first one included."""
    os.environ["BUURTBEELD_WAREHOUSE"] = str(warehouse)
    logging.disable(logging.WARNING)
    from streamlit.runtime.context import ContextProxy
    from streamlit.runtime.scriptrunner.script_cache import ScriptCache
    from streamlit.testing.v1 import AppTest, app_test, local_script_runner

    # AppTest has no connection, so no address either; a visitor on this machine has.
    ContextProxy.ip_address = property(lambda _self: "127.0.0.1")
    # A server compiles a page once; AppTest would do it again at every visit.
    compiled = ScriptCache()
    local_script_runner.ScriptCache = app_test.ScriptCache = lambda: compiled
    spent = _timed(local_script_runner.LocalScriptRunner)
    known, chance, found = _known(warehouse), random.Random(1), {}
    for name in _warm():
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    for page, choose in PAGES.items():
        spent.clear()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
        app.switch_page(f"pages/{page}")
        for _turn in range(visits + WARM_UP):
            _visit(app, choose(chance, known))
        # An app opens on its first page, the overview.
        found[page] = spent[int(page != next(iter(PAGES))) :]
    return found


def _timed(runner: type) -> list[float]:
    """Milliseconds of each run of a script: AppTest's own work around it, which no server does, is left out."""
    spent: list[float] = []
    run = runner._run_script_thread

    def timed(self: Any) -> None:
        began = time.perf_counter()
        run(self)
        for message in self.forward_msgs():
            message.SerializeToString()
        spent.append((time.perf_counter() - began) * 1000)

    runner._run_script_thread = timed
    return spent


def _warm() -> tuple[str, ...]:
    """What the server imports before it listens."""
    module = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    named = {node.targets[0].id: node.value for node in module.body if isinstance(node, ast.Assign)}
    return ast.literal_eval(named["WARM"])


def _visit(app: Any, query: dict[str, str | list[str]]) -> None:
    app.query_params.clear()
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    # As the server does after each visit, outside of what the visitor waits for.
    gc.collect()
    if app.exception or app.error:
        raise SystemExit(f"{query} failed: {[error.message for error in app.exception]}{[e.value for e in app.error]}")


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
        given["BUURTBEELD_REGISTER"] = str(folder / "register.sqlite")
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
    cells, ends = [page], []
    for first, *times in filter(None, (small, large)):
        warm = times[WARM_UP - 1 :]
        ends.append(statistics.quantiles(warm, n=20)[-1])
        cells += [f"{first:.0f}", f"{statistics.median(warm):.0f}", f"{ends[-1]:.0f}"]
    if large:
        cells.append(f"{ends[1] / ends[0]:.2f}x")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Prints the first visit, p50 and p95 in ms per page at each size, and how p95 grows from the first to the last."""
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
    heads = [f"{size:,} first | p50 | p95" for size in asked.signals] + (["p95 grows"] if rest else [])
    print(f"| page, ms of server time | {' | '.join(heads)} |\n|{'---|' * (1 + 3 * len(sizes) + bool(rest))}")
    for page in PAGES:
        print(_row(page, sizes[first][page], sizes[rest[-1]][page] if rest else None))
    print(f"\nTargets: p95 at most {MOST_MS} ms, growing at most {MOST_GROWTH}x. {asked.visits} visits a page.")


if __name__ == "__main__":
    main()
