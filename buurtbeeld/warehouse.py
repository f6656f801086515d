"""Reads the newest published warehouse; writes nothing and knows no page."""

from __future__ import annotations

import functools
import threading
from pathlib import Path

import duckdb
import pandas as pd

from buurtbeeld import codes
from buurtbeeld.errors import NoWarehouse, QueryTooLong, UnknownQuestion, WarehouseError
from buurtbeeld.settings import ROOT

QUERIES = ROOT / "queries"
NOT_ASKED = frozenset(("functions", "build", "checks", "evidence", "analysis"))
"""Folders of queries/ that hold no questions: what a build runs."""
ANALYSIS = "analysis"
"""The folder, below the builds, with the analysis file of each: the same name, and nothing that leads to a person."""
CONFIG: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": "false", "threads": "2"}
"""How readers open a build; all connections of a process to one file must agree on it."""


def newest(folder: Path) -> Path:
    """The newest published build in folder; raises NoWarehouse when there is none."""
    builds = sorted(folder.glob("*.duckdb"))
    if not builds:
        raise NoWarehouse(f"No warehouse in {folder}. Run 'python -m etl build' first.")
    return builds[-1]


def newest_analysis(folder: Path) -> Path:
    """The analysis file of the newest build in folder; raises NoWarehouse when there is none."""
    path = folder / ANALYSIS / newest(folder).name
    if not path.is_file():
        raise NoWarehouse(f"No analysis file {path}. Run 'python -m etl build --fresh' once; it is made with a build.")
    return path


def ask(build: Path, question: str, seconds: float = 20.0, **parameters: object) -> pd.DataFrame:
    """The answer of queries/<subject>/<question>.sql as a frame; one row per grain that the file's second line states.

    A $name that is not given stands for the constant of codes with that name, as $fewest_homes.
    Raises UnknownQuestion, QueryTooLong after so many seconds, WarehouseError with DuckDB's own sentence otherwise.
    """
    cursor = _cursor(build)
    timer = threading.Timer(seconds, cursor.interrupt)
    timer.start()
    try:
        sql = question_text(question)
        return _plain(cursor.execute(sql, bound(sql, **parameters)).df())
    except duckdb.InterruptException as error:
        raise QueryTooLong(
            f"'{question}' took longer than {seconds:.0f} s and was stopped. Choose a shorter period."
        ) from error
    except duckdb.Error as error:
        raise WarehouseError(f"'{question}' could not be answered: {error}") from error
    finally:
        timer.cancel()
        cursor.close()


def bound(sql: str, **given: object) -> dict[str, object]:
    """A value for every $name of an SQL: what is given, else the constant of codes with that name."""
    return given | {name: value for name, value in codes.constants().items() if name in _names(sql) - set(given)}


@functools.lru_cache(maxsize=512)
def _names(sql: str) -> frozenset[str]:
    # The database takes no value that a statement does not use. Reading a long one takes it a millisecond.
    return frozenset(name for statement in duckdb.extract_statements(sql) for name in statement.named_parameters)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Closed words are stored as numbers; to pages and analysts they are text like any other."""
    words = [name for name, kind in frame.dtypes.items() if isinstance(kind, pd.CategoricalDtype)]
    return frame.astype(dict.fromkeys(words, "str")) if words else frame


@functools.cache
def question_files() -> dict[str, Path]:
    """Name of every question -> its file: queries/<subject>/<name>.sql, or directly in queries/. In order of name.

    Raises WarehouseError where two files have one name.
    """
    return questions_below(QUERIES)


def questions_below(folder: Path) -> dict[str, Path]:
    """The same of any folder that is laid out as queries/ is."""
    paths = [path for path in folder.glob("**/*.sql") if path.relative_to(folder).parts[0] not in NOT_ASKED]
    files: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: path.stem):
        first = files.setdefault(path.stem, path)
        if first is not path:
            raise WarehouseError(f"Expected one question '{path.stem}', found {first} and {path}. Rename one of them.")
    return files


@functools.cache
def question_text(question: str) -> str:
    """The SQL of a question; raises UnknownQuestion where there is no such file."""
    path = question_files().get(question)
    if path is None:
        raise UnknownQuestion(f"There is no question '{question}' in {QUERIES}.")
    return path.read_text(encoding="utf-8")


def _cursor(build: Path) -> duckdb.DuckDBPyConnection:
    try:
        return _connection(build).cursor()
    except duckdb.Error as error:
        raise WarehouseError(f"{build.name} cannot be opened: {error}. Remove it and build again.") from error


@functools.lru_cache(maxsize=3)
def _connection(build: Path) -> duckdb.DuckDBPyConnection:
    # One connection per build, a cursor per question: a connection shared by threads mixes up results.
    return duckdb.connect(str(build), read_only=True, config=CONFIG)
