"""python -m buurtbeeld ask: a question by name, or --sql. Rows to standard output, all else to standard error.

Exit code 0: answered; 1: not answered, with a sentence; 2: wrongly called; 3: answered, but not with all rows.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from buurtbeeld.analysis import catalogue
from buurtbeeld.errors import BuurtbeeldError

if TYPE_CHECKING:
    import pandas as pd

CUT_OFF = 3
MOST_ON_SCREEN = 200
screen = Console(stderr=True, width=None if sys.stderr.isatty() else 120)
app = typer.Typer(
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="[QUESTION] [ARGS]...",
    help="Ask a question by its name, or one of your own with --sql.",
)


class Format(StrEnum):
    """How rows are written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


As = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]
Spoken = Annotated[
    str,
    typer.Option(
        "--language",
        envvar=["LC_ALL", "LC_MESSAGES", "LANG"],
        parser=lambda locale: "nl" if locale.lower().startswith("nl") else "en",
        metavar="nl|en",
        help="In which language --list says what a question asks; without it, the terminal's own.",
    ),
]
To = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file, not to standard output.")]


class WrongCall(BuurtbeeldError):
    """The command line asks for what cannot go together."""


@app.callback()
def own(
    called: typer.Context,
    sql: Annotated[str, typer.Option("--sql", help="One SELECT; - reads it from standard input.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Name every question with what it asks.")] = False,
    form: As = Format.table,
    output: To = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="name=value for a $name in --sql.")] = None,
    language: Spoken = "en",
) -> None:
    """Ask a question by its name, or one of your own with --sql."""
    if called.invoked_subcommand:
        return
    if listed:
        _list(language)
        return
    if not sql:
        raise typer.BadParameter("Name a question, or give --sql or --list.")
    given = dict(pair.partition("=")[::2] for pair in set_ or [])
    _answer("", sys.stdin.read() if sql == "-" else sql, given, form, output)


def _list(language: str) -> None:
    for question in catalogue.questions():
        sys.stdout.write(f"{question.name:<20} {question.header(language).question}\n")


def _answer(question: str, sql: str, given: dict[str, Any], form: Format, output: Path | None) -> None:
    from buurtbeeld.analysis import ask as analysis_ask

    if form is Format.parquet and output is None and sys.stdout.isatty():
        raise WrongCall("Expected a file for Parquet, found a terminal. Add --output FILE, or redirect it.")
    with screen.status("asking"):
        text, parameters = analysis_ask.sql_and_parameters(question, sql)
        running = analysis_ask.begin(text, parameters, given)
        try:
            answer = running.answer()
        finally:
            # Also when somebody pressed Ctrl-C: what nobody waits for does not run on.
            running.cancel()
            analysis_ask.close()
    _write(analysis_ask.as_frame(answer.rows), form, output)
    screen.print(f"{answer.rows.num_rows:,} rows in {answer.seconds:.2f} s", highlight=False)
    if answer.capped:
        screen.print("There are more rows; the answer was cut off. Ask for fewer, or count them.", style="yellow")
        raise typer.Exit(CUT_OFF)


def _write(rows: pd.DataFrame, form: Format, output: Path | None) -> None:
    if form is Format.table and output is None:
        _on_screen(rows)
        return
    content = _as_bytes(rows, form)
    if output:
        output.write_bytes(content)
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has read enough, as head does; Python would complain again when it closes what is left.
        sys.stdout = None


def _as_bytes(rows: pd.DataFrame, form: Format) -> bytes:
    if form is Format.parquet:
        return rows.to_parquet(index=False)
    if form is Format.json:
        records = rows.to_json(orient="records", date_format="iso", date_unit="s", double_precision=15)
        return json.dumps(json.loads(records), ensure_ascii=False, indent=1).encode() + b"\n"
    return rows.to_csv(index=False).encode()


def _on_screen(rows: pd.DataFrame) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, kind in rows.dtypes.items():
        table.add_column(str(name), justify="right" if kind.kind in "iuf" else "left", overflow="fold")
    shown = rows.head(MOST_ON_SCREEN)
    for row in shown.itertuples(index=False):
        table.add_row(*("" if value is None or value != value else _short(value) for value in row))
    Console(width=None if sys.stdout.isatty() else 200).print(table, markup=False, highlight=False)
    if len(rows) > MOST_ON_SCREEN:
        screen.print(f"The first {MOST_ON_SCREEN} of {len(rows):,}; --format csv gives them all.")


def _short(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value).removesuffix(" 00:00:00")


def _command(question: catalogue.Question) -> Callable[..., None]:
    """A function with an option for every parameter, so that help and completion know them."""

    def command(form: Format, output: Path | None, **given: Any) -> None:
        _answer(question.name, "", {name: value for name, value in given.items() if value is not None}, form, output)

    options: dict[str, tuple[Any, Any]] = {parameter.name: _option(parameter) for parameter in question.parameters}
    options |= {"form": (As, Format.table), "output": (To, None)}
    kind = inspect.Parameter.KEYWORD_ONLY
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, kind, default=default, annotation=what) for name, (what, default) in options.items()]
    )
    command.__annotations__ = {name: what for name, (what, _default) in options.items()}
    return command


def _option(parameter: catalogue.Parameter) -> tuple[Any, None]:
    default = f" Default: {parameter.default}." if parameter.default else ""
    choices: Any = Literal[parameter.choices] if parameter.choices else str
    return Annotated[choices | None, typer.Option(f"--{parameter.name}", help=f"{parameter.en}.{default}")], None


def _refusal(name: str) -> Callable[[], None]:
    def refuse() -> None:
        catalogue.question(name)

    return refuse


for _withheld in catalogue.withheld():
    app.command(_withheld, hidden=True)(_refusal(_withheld))
for _question in catalogue.questions():
    _header = _question.header("en")
    app.command(_question.name, help=f"{_header.question} {_header.grain}", short_help=_header.question)(
        _command(_question)
    )
