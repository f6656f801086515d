"""What a module keeps to itself stays there, what is used is imported from where it lives, what nobody uses goes."""

from __future__ import annotations

import ast
import functools

from tests.conventions.project import PRODUCT, listing, nodes, python

ROOMS = ("app.py", "pages", "buurtbeeld", "etl", "tests", "benchmarks")
GETTEXT = "_"


@functools.cache
def modules() -> dict[str, ast.Module]:
    """Every module of ours by its dotted name."""
    return {dotted(file): module for file, module in python(*ROOMS)}


def dotted(file: str) -> str:
    """buurtbeeld/charts/spec.py -> buurtbeeld.charts.spec."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


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
        owner = names(module).get(value.id, "")
    elif isinstance(value, ast.Attribute):
        owner = f"{_module_of(value.value, module)}.{value.attr}"
    else:
        return ""
    return owner if owner in modules() else ""


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


def test_nothing_lives_by_tests_alone() -> None:
    used = {(owner, name) for _file, module in python(*PRODUCT) for _line, owner, name in taken(module)}
    dead = [
        f"{file}:{made.lineno} {made.name}"
        for file, module in python("buurtbeeld", "etl")
        if "/migrations/" not in file
        for made in module.body
        if isinstance(made, ast.FunctionDef | ast.ClassDef)
        if (dotted(file), made.name) not in used and made.name not in face(module)
        if not registered(made) and not read_beside(module, made)
    ]
    assert not dead, f"Used by nobody but perhaps its tests; delete it with them, or use it:{listing(dead)}"


def face(module: ast.Module) -> set[str]:
    """What a package offers to whoever writes a notebook: the names in its __all__."""
    lists = [
        node.value for node in module.body if isinstance(node, ast.Assign) if ast.unparse(node.targets[0]) == "__all__"
    ]
    return set().union(*(ast.literal_eval(names) for names in lists))


def registered(made: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether something else holds on to it: it is decorated by an object, as @app.command() does."""
    return any(isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) for each in made.decorator_list)


def read_beside(module: ast.Module, made: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether its own module uses it; what only calls itself is used by nobody."""
    return any(not made.lineno <= line <= made.end_lineno for line in reads(module).get(made.name, ()))


@functools.cache
def reads(module: ast.Module) -> dict[str, list[int]]:
    """Name -> the lines on which a module reads it."""
    lines: dict[str, list[int]] = {}
    for node in nodes(module):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            lines.setdefault(node.id, []).append(node.lineno)
    return lines
