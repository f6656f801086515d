"""Pages reach the register through one door, buurtbeeld/ui/register.py; every verb they call is a right that exists."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator

from buurtbeeld import access, errors
from tests.conventions.project import imported, listing, python
from tests.conventions.test_floors import is_panel

DOOR = "buurtbeeld/ui/register.py"
SIGN_IN = {"buurtbeeld/ui/guard.py", "buurtbeeld/ui/account.py"}
"""Who cannot be recognised is let in nowhere, and who leaves is let go, whatever the register says."""
REGISTER_ERRORS = {
    name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, errors.RegisterError)
}
BY_ANOTHER_NAME = {"correct", "keep", "change", "reactivate_person"}
"""Verbs whose right is said where they are called: that of who made the record, analysing, inviting."""
READS = {"listed", "history", "read", "all_known"}


def screens() -> list[tuple[str, ast.Module]]:
    return [
        (file, module)
        for file, module in python("buurtbeeld", "pages")
        if "ui/" in file or is_panel(file) or "pages/" in file
    ]


def test_an_error_of_the_register_becomes_a_sentence_at_one_door() -> None:
    found = [
        f"{file}:{line} {dotted}"
        for file, module in screens()
        if file != DOOR and file not in SIGN_IN
        for line, dotted in imported(module)
        if dotted.rpartition(".")[2] in REGISTER_ERRORS
    ]
    found += [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for file, module in screens()
        if file != DOOR
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in {"EXPECTED", "sentence"} and "refusals" in ast.unparse(node)
    ]
    assert not found, f"Ask or record through {DOOR}, so that an error has one wording:{listing(found)}"


def verbs_called(module: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, name) of functions of the register that take who does it."""
    rooms = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "buurtbeeld.register"
        for alias in node.names
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms:
            verb = getattr(importlib.import_module(rooms[node.value.id]), node.attr)
            if inspect.isfunction(verb) and "by" in inspect.signature(verb).parameters:
                yield node.lineno, node.attr


def test_every_verb_of_a_screen_is_a_right() -> None:
    """A button whose right has another name is offered to nobody, and no error says so."""
    known = access.MAY.keys() | BY_ANOTHER_NAME | READS
    called = [(file, line, verb) for file, module in screens() for line, verb in verbs_called(module)]
    assert len({verb for _file, _line, verb in called}) > 30
    found = [f"{file}:{line} {verb}" for file, line, verb in called if verb not in known]
    assert not found, f"Expected a verb of buurtbeeld.access.MAY:{listing(found)}"
