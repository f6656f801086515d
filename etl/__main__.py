"""The command line of the ETL: build, demo (records, freeze), describe, status, prune. Says things; decides nothing."""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Never

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from buurtbeeld import clock, errors, settings
from buurtbeeld.errors import BuurtbeeldError, DeliveryError
from etl.descriptors.kinds import KINDS

if TYPE_CHECKING:
    from etl.build import Built

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="From a folder of deliveries to a published warehouse."
)
# A log has no width of its own; a summary cut off at 80 columns helps nobody.
screen = Console(stderr=True, width=None if sys.stderr.isatty() else 120)

REFUSED = 3
"""Exit code of a build that published without a file that could not be read."""
MUCH_REJECTED = 4
"""Exit code of a build that published without more than a tenth of a file."""

Raw = Annotated[
    Path | None, typer.Option("--raw", help="Folder with the deliveries; default: the setting BUURTBEELD_RAW.")
]
Warehouse = Annotated[
    Path | None, typer.Option("--warehouse", help="Folder with the builds; default: BUURTBEELD_WAREHOUSE.")
]
Register = Annotated[
    str | None, typer.Option("--register", help="File or URL of the register; default: BUURTBEELD_REGISTER.")
]


def _settings(raw: Path | None = None, warehouse: Path | None = None, register: str | None = None) -> settings.Settings:
    named = (("raw", raw), ("warehouse", warehouse), ("register", register))
    given: dict[str, Any] = {name: where for name, where in named if where}
    return dataclasses.replace(settings.read(), **given)


@app.command()
def build(
    raw: Raw = None,
    warehouse: Warehouse = None,
    register: Register = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read every file anew, also the unchanged ones.")] = False,
) -> None:
    """Load what is new in the raw folder and in the register, check it and publish it."""
    from etl import build as building

    chosen = _settings(raw, warehouse, register)
    columns = (
        TextColumn("{task.description:<44}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task("reading", total=1.0)

        def say(sentence: str, part: float) -> None:
            progress.update(task, description=sentence[-44:], completed=part)

        built = building.build(chosen, say, fresh)
    _summary(chosen, built)
    for file, before, now in built.shrunk:
        screen.print(f"[yellow]Smaller:[/yellow] {file} had {before:,} rows and now has {now:,}. Is it whole?")
    if _refusals(chosen):
        raise typer.Exit(REFUSED)
    if _much_rejected(chosen):
        raise typer.Exit(MUCH_REJECTED)


def _refusals(chosen: settings.Settings) -> list[str]:
    from etl.status import refused

    return refused(chosen.warehouse)


def _much_rejected(chosen: settings.Settings) -> list[str]:
    from etl.status import much_rejected

    return much_rejected(chosen.warehouse)


_COLUMNS = "source", "rows in", "loaded", "duplicate", "rejected", "left out", "unplaced", "no theme", "first", "last"


def _summary(chosen: settings.Settings, built: Built) -> None:
    from etl.status import missing_kinds, numbers, status

    state = status(chosen.warehouse)
    title = f"Build {built.name}" if built.made else f"Nothing changed since build {built.name}"
    table = Table(title=title, box=box.SIMPLE_HEAD, pad_edge=False, title_justify="left")
    for column in _COLUMNS:
        table.add_column(column, justify="left" if column == "source" else "right", no_wrap=True)
    for source in state["sources"]:
        table.add_row(*(f"{value:,}" if isinstance(value, int) else str(value or "") for value in source.values()))
    screen.print(table)
    for sentence in _refusals(chosen):
        screen.print(f"[yellow]Refused:[/yellow] {sentence}", highlight=False)
    for sentence in _much_rejected(chosen):
        screen.print(f"[yellow]Rejected:[/yellow] {sentence}", highlight=False)
    for sentence in numbers(chosen.warehouse):
        screen.print(f"[yellow]Numbers:[/yellow] {sentence}", highlight=False)
    for sentence in missing_kinds(chosen.warehouse):
        screen.print(f"[yellow]Missing:[/yellow] {sentence}", highlight=False)
    if not state["sources"]:
        screen.print(f"No deliveries in {chosen.raw}. Put files there with a descriptor, or run 'python -m etl demo'.")


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False, warehouse: Warehouse = None
) -> None:
    """Say what the newest build holds."""
    from etl.build import Built
    from etl.status import status as read_status

    chosen = _settings(warehouse=warehouse)
    state = read_status(chosen.warehouse)
    if as_json:
        sys.stdout.write(json.dumps(state, indent=2) + "\n")
    else:
        _summary(chosen, Built(str(state["build"]), made=True, files_read=0))


@app.command()
def demo(
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same corporation.")] = 1,
    signals: Annotated[int, typer.Option(min=100, help="How many reports to make up.")] = 40_000,
    until: Annotated[
        str | None, typer.Option(help="First day after the last month, YYYY-MM-DD; default: this month.")
    ] = None,
    raw: Raw = None,
) -> None:
    """Make up a corporation with deliveries, dirt included; 'python -m etl build' then loads it."""
    from etl.demo import corporation

    chosen = _settings(raw)
    last = date.fromisoformat(until) if until else clock.today().replace(day=1)
    with screen.status("making up a corporation"):
        corporation.generate(chosen.raw, chosen.raw.parent / "demo" / "truth.json", seed, signals, last)
    screen.print(f"Made-up deliveries stand in {chosen.raw}; 'python -m etl build' loads them.")


@app.command()
def demo_records(
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same records.")] = 1, raw: Raw = None
) -> None:
    """Make up what colleagues of the demonstration corporation recorded, in the demonstration's own register."""
    from buurtbeeld.register import store
    from etl.demo import records

    chosen = _settings(raw)
    truths = demonstration_truth(chosen.raw)
    with screen.status("making up records"):
        made = records.record(store.opened(store.place(chosen.register, demonstration=True)), truths, seed)
    screen.print(
        f"Made up {made} records of the demonstration." if made else "The demonstration has records; nothing was added."
    )


@app.command()
def demo_freeze(raw: Raw = None, warehouse: Warehouse = None) -> None:
    """Freeze the demonstration's approaches with what its build proposes to compare with; asks for a build first."""
    from buurtbeeld.register import store
    from buurtbeeld.warehouse import newest
    from etl.demo import frozen

    chosen = _settings(raw, warehouse)
    demonstration_truth(chosen.raw)
    with screen.status("freezing approaches"):
        n = frozen.freeze(store.opened(store.place(chosen.register, demonstration=True)), newest(chosen.warehouse))
    screen.print(
        f"Froze {n} approaches of the demonstration." if n else "Every approach of the demonstration is frozen."
    )


def demonstration_truth(raw: Path) -> dict[str, Any]:
    """What is true of the demonstration below raw; raises DeliveryError where there is none, or real data beside it."""
    from etl.demo.corporation import refuse_real

    refuse_real(raw)
    file = raw.parent / "demo" / "truth.json"
    if not file.is_file():
        raise DeliveryError(
            f"{file} is not there, so nothing is known to record about. Run 'python -m etl demo' first."
        )
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _kind(kind: str | None) -> str | None:
    if kind is not None and kind not in KINDS:
        raise typer.BadParameter(f"{kind!r} should be one of {', '.join(KINDS)}.")
    return kind


@app.command()
def describe(
    file: Annotated[Path, typer.Argument(help="A delivered file.", exists=True, dir_okay=False)],
    write: Annotated[
        bool, typer.Option("--write/--print", help="Write the descriptor beside the file, or only print it.")
    ] = True,
    kind: Annotated[str | None, typer.Option(callback=_kind, help="What a row is, where you know it.")] = None,
) -> None:
    """Propose how to read a file, and say what is unsure."""
    from etl.describe import propose as describe_propose

    proposal, doubts = describe_propose.propose(file, kind)
    sys.stdout.write(json.dumps(proposal, indent=2, ensure_ascii=False) + "\n")
    for doubt in doubts:
        screen.print(f"[yellow]Unsure:[/yellow] {doubt}", highlight=False)
    if write:
        for sentence in describe_propose.write(file, proposal):
            screen.print(sentence, highlight=False)


@app.command()
def prune(warehouse: Warehouse = None) -> None:
    """Remove builds older than the setting keep_days; the newest stays."""
    from etl.publish import prune as remove_old

    chosen = _settings(warehouse=warehouse)
    gone = remove_old(chosen.warehouse, chosen.keep_days)
    screen.print(f"Removed {len(gone)} builds." if gone else "No build is old enough to remove.")


def main() -> Never:
    """Runs one command; an error of ours, or of a file, becomes a sentence and exit code 1."""
    try:
        app()
    except BuurtbeeldError as error:
        screen.print(f"[red]{type(error).__name__}:[/red] {escape(str(error))}", highlight=False)
        sys.exit(1)
    except OSError as error:
        screen.print(errors.of_system(error), highlight=False, markup=False)
        sys.exit(1)
    sys.exit(0)


if __name__ == "__main__":
    main()
