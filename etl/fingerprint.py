"""Which Python files make a build? etl.build, all that it imports, and what that imports in turn. Runs none of it.

Followed are imports of our own packages, wherever they stand: also below a function, and for types alone. A package
runs its __init__.py whenever a module in it is imported; what functions of that file import is followed only where the
package itself is asked for. A module that imports pkgutil imports every module beside it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from buurtbeeld.settings import ROOT

START, OWN = "etl.build", ("buurtbeeld", "etl")

# Reading lines takes a twentieth of the time that syntax trees take, and every build waits for it.
_IMPORT = re.compile(
    r"^([ \t]*)(?:from[ \t]+((?:buurtbeeld|etl)\b[\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n]+)"
    r"|import[ \t]+((?:buurtbeeld|etl)\b[^\n]*))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"#[^\n]*")
_PKGUTIL = re.compile(r"^import[ \t]+pkgutil\b", re.MULTILINE)


class Import(NamedTuple):
    """name: a.b.c of `from a.b import c`, a.b of `import a.b`; inside: it stands in a block, such as a function."""

    name: str
    inside: bool


def imports(text: str) -> Iterator[Import]:
    """What a Python file imports of our own packages."""
    for indent, package, names, modules in _IMPORT.findall(text):
        for part in _COMMENT.sub("", names.strip("()") or modules).split(","):
            if words := part.split():
                yield Import(f"{package}.{words[0]}" if package else words[0], bool(indent))


def files(root: Path = ROOT, start: str = START) -> list[Path]:
    """The files that `start` is made by, itself included, in order; root: the folder that holds the packages."""
    modules = _modules(root)
    reached: dict[str, bool] = {}
    waiting = [(start, True)]
    while waiting:
        name, whole = waiting.pop()
        if name in modules and reached.get(name, -1) < whole:
            reached[name] = whole
            waiting += _followed(modules, name, whole)
    return sorted(modules[name] for name in reached)


def _modules(root: Path) -> dict[str, Path]:
    """Every module and package of ours by its dotted name."""
    modules = {}
    for package in OWN:
        for folder, _folders, names in os.walk(root / package):
            dotted = Path(folder).relative_to(root).as_posix().replace("/", ".")
            for name in names:
                if name.endswith(".py"):
                    module = dotted if name == "__init__.py" else f"{dotted}.{name[:-3]}"
                    modules[module] = Path(folder, name)
    return modules


def _followed(modules: Mapping[str, Path], name: str, whole: bool) -> Iterator[tuple[str, bool]]:
    """Modules that one module brings along, each with whether what its functions import counts too."""
    text, parts = modules[name].read_text(encoding="utf-8"), name.split(".")
    yield from ((".".join(parts[:end]), False) for end in range(1, len(parts)))
    for each in imports(text):
        if whole or not each.inside:
            yield (each.name if each.name in modules else each.name.rpartition(".")[0]), True
    if _PKGUTIL.search(text):
        package = name if modules[name].name == "__init__.py" else name.rpartition(".")[0]
        yield from ((beside, True) for beside in modules if beside.rpartition(".")[0] == package)
