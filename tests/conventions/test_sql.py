"""Every SQL file says its question and its grain, holds one statement, and keeps to what a larger engine speaks too."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from buurtbeeld.analysis import header
from buurtbeeld.warehouse import question_files
from tests.conventions.project import files, listing, name, nodes, python

SQL = files("queries", ending=".sql")
BUILD = files("queries/build", ending=".sql")
QUESTIONS = list(question_files().values())
NOT_PORTABLE = ("date_diff", "datediff", "quantile_cont", "generate_series", "pivot", "asof", "exclude")


def statement(path: Path) -> exp.Expression:
    return sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")


@pytest.mark.parametrize("path", SQL, ids=name)
def test_two_lines_say_the_question_and_the_grain(path: Path) -> None:
    first, second, *_rest = [*path.read_text(encoding="utf-8").splitlines(), "", ""]
    assert re.fullmatch(r"-- [A-Z].*\?", first), f"{name(path)}: line 1 should be '-- a question?', found {first!r}."
    assert re.fullmatch(r"-- One row.*\.", second), (
        f"{name(path)}: line 2 should be '-- One row per ….', found {second!r}."
    )


@pytest.mark.parametrize("path", QUESTIONS, ids=name)
def test_two_more_lines_say_the_same_in_dutch(path: Path) -> None:
    _first, _second, third, fourth, *_rest = [*path.read_text(encoding="utf-8").splitlines(), "", "", ""]
    assert re.fullmatch(r"-- nl: [A-Z].*\?", third), (
        f"{name(path)}: line 3 should be '-- nl: een vraag?', found {third!r}."
    )
    assert re.fullmatch(r"-- nl: Eén rij.*\.", fourth), (
        f"{name(path)}: line 4 should be '-- nl: Eén rij per ….', found {fourth!r}."
    )


@pytest.mark.parametrize("path", QUESTIONS, ids=name)
def test_both_languages_name_the_same_parameters_and_columns(path: Path) -> None:
    english, dutch = (header.read(path.read_text(encoding="utf-8"), language) for language in ("en", "nl"))
    words = re.compile(r"\$\w+|'[^']*'|\b[a-z]+(?:_[a-z0-9]+)+\b")
    apart = set(words.findall(f"{english.question} {english.grain}")) ^ set(
        words.findall(f"{dutch.question} {dutch.grain}")
    )
    assert not apart, f"{name(path)}: in one language only: {', '.join(sorted(apart))}."


@pytest.mark.parametrize("path", QUESTIONS, ids=name)
def test_a_reason_to_withhold_a_question_is_its_fifth_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    places = [number for number, line in enumerate(lines, start=1) if "not for the analysis file" in line.lower()]
    assert places in ([], [5]), f"{name(path)}: '-- Not for the analysis file: …' belongs on line 5, found on {places}."
    assert not places or re.fullmatch(r"-- Not for the analysis file: [a-z].*\.", lines[4]), (
        f"{name(path)}: {lines[4]!r}"
    )


@pytest.mark.parametrize("path", SQL, ids=name)
def test_one_statement_a_file(path: Path) -> None:
    statements = [
        found for found in sqlglot.parse(path.read_text(encoding="utf-8"), read="duckdb") if found is not None
    ]
    assert len(statements) == 1, f"{name(path)} holds {len(statements)} statements; one statement per file: split it."


@pytest.mark.parametrize("path", BUILD, ids=name)
def test_build_queries_can_be_carried_to_spark(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sqlglot.transpile(text, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    code = re.sub(r"--.*|'[^']*'", "", text).lower()
    spoken = [word for word in NOT_PORTABLE if re.search(rf"\b{word}\b", code)]
    assert not spoken, f"{name(path)} uses {', '.join(spoken)}; only this engine knows it. Say it in portable SQL."


@pytest.mark.parametrize("path", SQL, ids=name)
def test_no_division_by_what_may_be_zero(path: Path) -> None:
    unguarded = [
        division.sql(dialect="duckdb")
        for division in statement(path).find_all(exp.Div)
        if not isinstance(division.expression.unnest(), exp.Nullif | exp.Literal)
    ]
    assert not unguarded, f"{name(path)} divides by what may be zero; write x / nullif(y, 0):{listing(unguarded)}"


@pytest.mark.parametrize("path", QUESTIONS, ids=name)
def test_a_question_lists_its_columns_in_a_stated_order(path: Path) -> None:
    asked = statement(path)
    assert not any(isinstance(column, exp.Star) for column in asked.selects), f"{name(path)}: list the columns, no '*'."
    single = path.read_text(encoding="utf-8").splitlines()[1] == "-- One row."
    ordered = asked.args.get("order") is not None
    assert single or ordered, (
        f"{name(path)} has no 'order by'; write one with a tie-breaker, or '-- One row.' on line 2."
    )


def test_questions_asked_in_python_exist() -> None:
    known = {path.stem for path in QUESTIONS}
    missing = []
    for file, module in python("app.py", "pages", "buurtbeeld", "etl"):
        for node in nodes(module):
            asked = _question(node)
            if asked and asked not in known:
                missing.append(f"{file}:{node.lineno} asks '{asked}'")
    assert not missing, f"There is no file in queries/ for these questions:{listing(missing)}"


def _question(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or not node.args:
        return None
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    texts = [argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant)]
    return texts[0] if called == "ask" and texts and isinstance(texts[0], str) else None
