"""The fingerprint of a build reads imports line by line: is that what the syntax trees say, and nothing of a page?"""

from __future__ import annotations

import ast

from etl import fingerprint
from tests.conventions.project import ROOT, arrows, imported, listing, name, nodes, python

OWN = ("buurtbeeld", "etl")


def test_imports_are_read_as_the_syntax_trees_say() -> None:
    wrong = []
    for file, module in python(*OWN):
        told = {dotted for _line, dotted in imported(module) if dotted.split(".")[0] in OWN}
        read = {each.name for each in fingerprint.imports((ROOT / file).read_text(encoding="utf-8"))}
        wrong += [f"{file}: {dotted}" for dotted in sorted(told ^ read)]
    assert not wrong, f"Write these imports so that a line begins with from or import:{listing(wrong)}"


def test_imports_name_where_they_lead() -> None:
    relative = [
        f"{file}:{node.lineno}"
        for file, module in python(*OWN)
        for node in nodes(module)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative, f"A relative import is lost to the fingerprint; write it out:{listing(relative)}"


def test_all_that_a_build_imports_is_in_the_fingerprint() -> None:
    known, graph = {name(file) for file in fingerprint.files()}, arrows(*OWN)
    reached, waiting = set(), [fingerprint.START]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += graph[module]
    paths = {f"{module.replace('.', '/')}{ending}" for module in reached for ending in (".py", "/__init__.py")}
    absent = sorted(path for path in paths - known if (ROOT / path).is_file())
    assert len(reached) > 60 and not absent, f"What a build imports and its fingerprint does not hold:{listing(absent)}"


def test_nothing_of_a_screen_or_of_the_demonstration_makes_a_build_anew() -> None:
    needless = [
        path
        for path in (name(file) for file in fingerprint.files())
        if path.startswith(("pages/", "buurtbeeld/ui/", "buurtbeeld/locale/", "etl/demo/", "etl/describe/"))
        or path.endswith(("panel.py", "wording.py", "chart.py"))
    ]
    assert not needless, f"A change of these would read every delivery anew:{listing(needless)}"
