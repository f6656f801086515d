"""Every page is in the menu, guarded before anything else, and speaks through the catalogue."""

from __future__ import annotations

import ast
import functools
import re

from babel.messages.pofile import read_po

from app import NEEDS
from buurtbeeld import access
from tests.conventions.project import ROOT, files, functions, imported, listing, name, nodes, python

CATALOGUE = ROOT / "buurtbeeld" / "locale" / "en" / "LC_MESSAGES" / "buurtbeeld.po"
SPEAKERS = {"_", "gettext", "marked"}
SHOWN = {
    "title", "header", "subheader", "markdown", "caption", "write", "info", "warning", "error", "success", "heading",
    "button", "selectbox", "toggle", "checkbox", "radio", "metric", "download_button", "expander", "slider",
}  # fmt: skip


def test_every_page_is_in_the_menu() -> None:
    menu = (ROOT / "app.py").read_text(encoding="utf-8")
    absent = [name(path) for path in files("pages", ending=".py") if name(path).removeprefix("pages/") not in menu]
    assert not absent, f"Not in the menu of app.py, so nobody finds it:{listing(absent)}"
    direct = [name(path) for path in files("pages", ending=".py") if path.parent == ROOT / "pages"]
    assert not direct, f"Directly in pages/, where a deep link passes app.py by; put it in a section:{listing(direct)}"


def test_every_page_is_guarded_first() -> None:
    found = []
    for file, module in python("pages"):
        body = [node for node in module.body if not isinstance(node, ast.Import | ast.ImportFrom)][1:]
        first = ast.unparse(body[0]) if body else ""
        found += [] if re.fullmatch(r"guard\.require\('\w+'\)", first) else [f"{file}: {first or 'nothing'}"]
    assert not found, f"The first statement of a page is guard.require(…):{listing(found)}"


def test_a_page_asks_what_the_menu_thinks_it_asks() -> None:
    found = []
    for path in files("pages", ending=".py"):
        asked = re.search(r'^guard\.require\("(\w+)"\)', path.read_text(encoding="utf-8"), re.MULTILINE)
        offered = NEEDS.get(name(path).removeprefix("pages/"), "read")
        found += [] if asked and asked[1] == offered else [f"{name(path)}: {asked and asked[1]}, NEEDS says {offered}"]
        found += [] if offered in access.MAY else [f"{name(path)}: no verb {offered}"]
    assert not found, f"The menu would offer a closed door, or hide an open one; see NEEDS in app.py:{listing(found)}"


def test_every_fragment_and_dialog_is_guarded_first() -> None:
    found = []
    for file, module in python("pages", "buurtbeeld"):
        # Both ways to make one: as a decorator, and st.dialog("…")(function).
        wrapped = {
            ast.unparse(node.args[0])
            for node in nodes(module)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Call)
            if ast.unparse(node.func.func) in ("st.fragment", "st.dialog")
        }
        for function in functions(module):
            decorators = " ".join(ast.unparse(one) for one in function.decorator_list)
            if function.name not in wrapped and not re.search("fragment|dialog", decorators):
                continue
            body = function.body[1:] if ast.get_docstring(function) else function.body
            first = ast.unparse(body[0])
            found += [] if first.startswith("guard.require(") else [f"{file}:{function.lineno} {first}"]
    assert not found, f"It runs again without its page, so without the page's guard; begin with it:{listing(found)}"


@functools.cache
def spoken() -> dict[str, str]:
    """Every Dutch string the product says through _(), and where."""
    found = {}
    for file, module in python("app.py", "pages", "buurtbeeld"):
        for node in nodes(module):
            if isinstance(node, ast.Call) and _called(node) in SPEAKERS and node.args:
                found |= dict.fromkeys(_texts(node.args[0]), f"{file}:{node.lineno}")
    return found | _menu()


def _menu() -> dict[str, str]:
    """The words of the menu, which app.py holds as data."""
    for file, module in python("app.py"):
        for node in module.body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "MENU":
                rows = ast.literal_eval(node.value)
                return {text: f"{file}:{node.lineno}" for row in rows for text in (row[0], row[3])}
    return {}


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _texts(node: ast.expr) -> list[str]:
    """The string, or the strings of a choice between two."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


@functools.cache
def translated() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file, locale="en") if entry.id}


def test_the_catalogue_holds_every_string_and_no_other() -> None:
    missing = [f"{where}: {text!r}" for text, where in spoken().items() if not translated().get(text)]
    assert not missing, f"Said in Dutch, but without English in {name(CATALOGUE)}:{listing(missing)}"
    unused = [repr(text) for text in translated() if text not in spoken()]
    assert not unused, f"In {name(CATALOGUE)}, but nobody says it any more:{listing(unused)}"


def test_translations_keep_their_places() -> None:
    places = re.compile(r"\{\w*\}")
    wrong = [
        repr(text)
        for text, english in translated().items()
        if english and sorted(places.findall(text)) != sorted(places.findall(english))
    ]
    assert not wrong, f"The English has other {{places}} than the Dutch:{listing(wrong)}"


def test_nothing_on_screen_bypasses_the_catalogue() -> None:
    found = []
    for file, module in python("app.py", "pages", "buurtbeeld"):
        for node in nodes(module):
            if (
                isinstance(node, ast.Call)
                and _called(node) in SHOWN
                and node.args
                and not ast.unparse(node).startswith("_log.")
            ):
                texts = [text for text in _texts(node.args[0]) if re.search(r"[a-z]{3} ", text)]
                found += [f"{file}:{node.lineno} {texts[0]!r}"] if texts else []
    assert not found, f"On screen without _(), so never in English:{listing(found)}"


def test_pages_do_no_arithmetic_and_no_frames() -> None:
    found = [
        f"{file}:{line} imports {dotted}"
        for file, module in python("pages")
        for line, dotted in imported(module)
        if dotted.split(".")[0] in {"pandas", "numpy", "geopandas", "altair", "pydeck"}
    ]
    assert not found, (
        f"A page filters, asks and draws; sums belong in queries/, charts in buurtbeeld/charts/:{listing(found)}"
    )
