"""What the conventions look at: the project's own files, as git knows them. Judges nothing."""

from __future__ import annotations

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("app.py", "pages", "buurtbeeld", "etl")


@functools.cache
def files(*rooms: str, ending: str = "") -> tuple[Path, ...]:
    """Files under these rooms (all without rooms) whose names end so; ignored ones left out, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *rooms]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(sorted({ROOT / name for name in listed if name and name.endswith(ending) and (ROOT / name).is_file()}))


@functools.cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def python(*rooms: str) -> list[tuple[str, ast.Module]]:
    """(path from the root, syntax tree) of every Python file in these rooms."""
    return [(name(path), tree(path)) for path in files(*rooms, ending=".py")]


def name(path: Path) -> str:
    """The path from the root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def functions(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, nested ones included."""
    return [node for node in nodes(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@functools.cache
def nodes(module: ast.Module) -> tuple[ast.AST, ...]:
    """Every node of a tree: walked once, looked through by many rules."""
    return tuple(ast.walk(module))


@functools.cache
def imported(module: ast.Module) -> tuple[tuple[int, str], ...]:
    """(line, dotted name) of everything a module imports; `from a import b` gives a.b."""
    names: list[tuple[int, str]] = []
    for node in nodes(module):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return tuple(names)


@functools.cache
def arrows(*rooms: str) -> dict[str, frozenset[str]]:
    """Per module of these rooms the modules among them that it imports, wherever it does: also below a function, and
    for types alone."""
    modules = {_dotted(file): module for file, module in python(*rooms)}
    return {
        name: frozenset(_module(dotted, modules) for _line, dotted in imported(module)) & modules.keys() - {name}
        for name, module in modules.items()
    }


def _dotted(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _module(dotted: str, modules: dict[str, ast.Module]) -> str:
    """a.b.c of `from a.b import c`: a module of that name, or else something in a.b."""
    return dotted if dotted in modules else dotted.rpartition(".")[0]


def listing(offenders: list[str]) -> str:
    """Offenders under each other, for the sentence of a failing test."""
    return "".join(f"\n  {offender}" for offender in offenders)
