"""Short functions, short files, plain names, few doors for errors. A page is at most 60 lines."""

from __future__ import annotations

import ast

import pytest

from tests.conventions.project import PRODUCT, files, functions, listing, name, nodes, python

LONGEST_FUNCTION, LONGEST_FILE, LONGEST_PAGE = 30, 400, 60
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "core", "common", "misc", "manager"}
EMPTY_VARIABLES = {"found", "told", "known", "one"}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from def to end, its docstring left out: a promise in words makes no function longer."""
    first = function.body[0]
    spoken = ast.get_docstring(function) is not None
    return function.end_lineno - function.lineno + 1 - (first.end_lineno - first.lineno + 1 if spoken else 0)


def test_functions_are_short() -> None:
    found = [
        f"{file}:{function.lineno} {function.name}: {length(function)} lines"
        for file, module in python(*PRODUCT)
        for function in functions(module)
        if length(function) > LONGEST_FUNCTION
    ]
    assert not found, f"Longer than {LONGEST_FUNCTION} lines; each wants to be two functions:{listing(found)}"


def test_files_are_short() -> None:
    found = []
    for path in files(*PRODUCT, "tests", "benchmarks", ending=".py"):
        limit = LONGEST_PAGE if name(path).startswith("pages/") else LONGEST_FILE
        lines = len(path.read_text(encoding="utf-8").splitlines())
        found += [f"{name(path)}: {lines} lines, limit {limit}"] if lines > limit else []
    assert not found, f"Too long; split by concern:{listing(found)}"


def test_names_say_what_is_inside() -> None:
    found = [name(path) for path in files() if EMPTY_NAMES & {part.split(".")[0] for part in path.parts[-3:]}]
    assert not found, f"Names that say nothing; call it after what it holds:{listing(found)}"


def test_variables_and_arguments_are_called_what_they_hold() -> None:
    empty = [
        f"{file}:{node.lineno} {called}"
        for file, module in python(*PRODUCT)
        for node in nodes(module)
        for called in [_bound_name(node)]
        if called in EMPTY_VARIABLES
    ]
    assert not empty, f"Say what it is: rows, areas, a sentence, a hand-over:{listing(empty)}"


def _bound_name(node: ast.AST) -> str:
    if isinstance(node, ast.arg):
        return node.arg
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else ""


def test_every_module_says_what_it_is() -> None:
    found = [
        file
        for file, module in python(*PRODUCT, "tests", "benchmarks")
        if not file.endswith("__init__.py") and not ast.get_docstring(module)
    ]
    assert not found, f"No docstring; the first line says what the file is and refuses to be:{listing(found)}"


def test_a_page_opens_with_its_question() -> None:
    found = [
        file for file, module in python("pages") if not (ast.get_docstring(module) or "").splitlines()[0].endswith("?")
    ]
    assert not found, f"The docstring of a page is the question it answers, with a question mark:{listing(found)}"


def test_public_functions_say_what_they_give() -> None:
    found = [
        f"{file}:{node.lineno} {node.name}"
        for file, module in python("buurtbeeld", "etl", "app.py")
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not found, f"Public, but without a docstring (shapes, units, errors, source):{listing(found)}"


def test_errors_are_caught_at_two_doors() -> None:
    broad = {"Exception", "BaseException"}
    found = [
        f"{file}:{node.lineno}"
        for file, module in python(*PRODUCT)
        for node in nodes(module)
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or broad & {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
    ]
    assert not found, f"'except Exception' hides faults; name the error you expect:{listing(found)}"
    doors = [
        f"{file}:{node.lineno}"
        for file, module in python(*PRODUCT)
        if file not in {"etl/__main__.py", "buurtbeeld/__main__.py", "buurtbeeld/ui/query.py"}
        for node in nodes(module)
        if isinstance(node, ast.ExceptHandler) and node.type is not None
        if "BuurtbeeldError" in {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
    ]
    assert not doors, f"BuurtbeeldError is caught by the command lines and ui/query.py only:{listing(doors)}"


@pytest.mark.parametrize("room", ["buurtbeeld", "pages", "app.py"])
def test_nothing_is_printed(room: str) -> None:
    found = [
        f"{file}:{node.lineno}"
        for file, module in python(room)
        for node in nodes(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not found, f"No print in the package: return it, log it or show it:{listing(found)}"


CLOCK = "buurtbeeld/clock.py"
ASKS_A_CLOCK = {"date.today", "datetime.today", "datetime.now", "datetime.utcnow", "Timestamp.now", "Timestamp.today"}


def test_there_is_one_clock() -> None:
    found = [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file, module in python(*PRODUCT)
        if file != CLOCK
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in ASKS_A_CLOCK
    ]
    assert not found, f"The server's day is not always the Dutch day; ask {CLOCK}:{listing(found)}"
    zones = [file for file, module in python(*PRODUCT) if "Europe/Amsterdam" in ast.unparse(module) and file != CLOCK]
    assert not zones, f"The zone has one name, DUTCH in {CLOCK}:{listing(zones)}"
