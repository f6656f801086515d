"""What a module keeps to itself stays there, and what is used is imported from where it lives."""

from __future__ import annotations

import ast
import functools

from tests.conventions.project import listing, nodes, python

ROOMS = ("app.py", "pages", "buurtbeeld", "etl", "tests", "benchmarks")
GETTEXT = "_"


@functools.cache
def modules() -> dict[str, ast.Module]:
    """Every module of ours by its dotted name."""
    return {
        file.removesuffix(".py").removesuffix("/__init__").replace("/", "."): module for file, module in python(*ROOMS)
    }


@functools.cache
def names(module: ast.Module) -> dict[str, str]:
    """Name in this module -> dotted name of what was imported under it, wherever in the module that is done."""
    bound: dict[str, str] = {}
    for node in nodes(module):
        if isinstance(node, ast.Import):
            bound |= {alias.asname: alias.name for alias in node.names if alias.asname}
            bound |= {top: top for alias in node.names if not alias.asname for top in [alias.name.split(".")[0]]}
        elif isinstance(node, ast.ImportFrom):
            bound |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return bound


@functools.cache
def defined(module: ast.Module) -> frozenset[str]:
    """Names that a module makes itself: functions, classes and what is assigned."""
    made = [n.name for n in nodes(module) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    return frozenset(made + [n.id for n in nodes(module) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)])


@functools.cache
def taken(module: ast.Module) -> tuple[tuple[int, str, str], ...]:
    """(line, module of ours, name) of all that is taken from another module, imported or as an attribute."""
    found = []
    for node in nodes(module):
        if isinstance(node, ast.ImportFrom) and node.module in modules():
            found += [(node.lineno, node.module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Attribute) and (owner := _module_of(node.value, module)):
            found.append((node.lineno, owner, node.attr))
    return tuple(found)


def replaced(module: ast.Module) -> list[tuple[int, str, str]]:
    """(line, module of ours, name) of what a test puts something else in place of: setattr(module, "name", …)."""
    calls = [node for node in nodes(module) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [
        (call.lineno, owner, call.args[1].value)
        for call in calls
        if call.func.attr == "setattr" and len(call.args) == 3
        if (owner := _module_of(call.args[0], module)) and isinstance(call.args[1], ast.Constant)
    ]


def _module_of(value: ast.AST, module: ast.Module) -> str:
    """The dotted name of our module that an expression stands for; empty where it stands for something else."""
    if isinstance(value, ast.Name):
        dotted = names(module).get(value.id, "")
    elif isinstance(value, ast.Attribute):
        dotted = f"{_module_of(value.value, module)}.{value.attr}"
    else:
        return ""
    return dotted if dotted in modules() else ""


def test_no_private_name_crosses_a_border() -> None:
    found = [
        f"{file}:{line} takes {name} from {owner}"
        for file, module in python(*ROOMS)
        for line, owner, name in (*taken(module), *replaced(module))
        if name.startswith("_") and not name.startswith("__") and name != GETTEXT
    ]
    assert not found, f"Private to its module; make it public there, with a docstring, or do without:{listing(found)}"


def test_what_is_used_is_imported_from_where_it_lives() -> None:
    found = [
        f"{file}:{line} takes {name} through {owner}, which has it from {names(modules()[owner])[name]}"
        for file, module in python(*ROOMS)
        for line, owner, name in taken(module)
        if name in names(modules()[owner])
        and name not in defined(modules()[owner])
        and f"{owner}.{name}" not in modules()
    ]
    assert not found, f"Import it from where it is made:{listing(found)}"
