"""What is written keeps up with what is there: settings, reference lists, links. Nothing of one machine slips in."""

from __future__ import annotations

import ast
import fnmatch
import importlib
import inspect
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from buurtbeeld.settings import Settings
from tests.conventions.project import ROOT, files, listing, name

BINARY = (".png", ".gpkg", ".xlsx", ".parquet", ".ico", ".woff2", ".jpg", ".zip", ".gz")


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    meaning = Settings.__doc__ or ""
    for field in fields(Settings):
        variable = f"BUURTBEELD_{field.name.upper()}"
        assert f"`{variable}`" in page, (
            f"{variable} is not in the settings table of docs/operations.md; describe it there."
        )
        assert re.search(rf"^\s+{field.name}\s", meaning, re.MULTILINE), (
            f"{field.name} is not in the docstring of Settings."
        )
    invented = set(re.findall(r"`(BUURTBEELD_\w+)`", page)) - {
        f"BUURTBEELD_{field.name.upper()}" for field in fields(Settings)
    }
    assert not invented, f"docs/operations.md names settings that do not exist: {', '.join(sorted(invented))}."


def listed_files(readme: str) -> list[str]:
    """The files that the tables of a README describe, a row each: the path in backticks that opens it; no folders."""
    return re.findall(r"^\| `([^`]+[^`/])` \|", readme, re.MULTILINE)


def test_every_reference_list_is_in_the_readme_of_data_once() -> None:
    listed = Counter(listed_files((ROOT / "data" / "README.md").read_text(encoding="utf-8")))
    stored = {path.relative_to(ROOT / "data").as_posix() for path in files("data") if path.name != "README.md"}
    absent = sorted(stored - set(listed))
    assert not absent, f"Not in data/README.md (supplier, licence, refresh, personal data):{listing(absent)}"
    gone = sorted(set(listed) - stored)
    assert not gone, f"In data/README.md, but not under data/ any more:{listing(gone)}"
    repeated = [f"{file}: {times} rows" for file, times in listed.items() if times > 1]
    assert not repeated, f"A file has one row in data/README.md:{listing(repeated)}"


def test_links_lead_somewhere() -> None:
    broken = []
    for path in files(ending=".md"):
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                broken.append(f"{name(path)}: {target}")
    assert not broken, f"Links to files that are not there:{listing(broken)}"


def test_decisions_are_numbered_and_complete() -> None:
    decisions = [path for path in files("docs/decisions", ending=".md") if path.name != "README.md"]
    numbers = [path.name[:4] for path in decisions]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)], f"Not numbered one by one: {numbers}."
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        absent = [word for word in ("Status", "## Context", "## Decision", "## Consequence") if word not in text]
        assert not absent, f"{name(path)} lacks {', '.join(absent)}."


def test_nothing_of_one_machine_slips_in() -> None:
    # Put together here, so that this file does not find itself.
    slips = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "index" + "-url", r"(?<![\w.}])/" + r"(?:work|root|opt)/"])
    )
    found = [
        f"{name(path)}: {slip}"
        for path in files()
        if path.suffix not in BINARY
        for slip in sorted(set(slips.findall(path.read_bytes().decode("utf-8", errors="replace"))))
    ]
    assert not found, (
        f"Paths of one machine or host names of registries do not belong in the repository:{listing(found)}"
    )


def _documents() -> list[Path]:
    """Every page but those that tell what was: decisions, and what changed."""
    return [path for path in files(ending=".md") if "/decisions/0" not in name(path) and path.name != "CHANGELOG.md"]


CODE = re.compile(
    r"[\w./<>*-]+\.(?:py|sql|toml|typ|po|typed)|(?:buurtbeeld|etl|pages|queries|tests|docs|benchmarks)/[\w./<>*-]*"
)
"""What reads as a path of the repository. Data that is delivered or made is none."""


def _is_there(path: str, among: list[str]) -> bool:
    """Whether some file or folder ends with this path; <word>, NN and * stand for a part of a name."""
    pattern = re.sub(r"<\w+>|\bNN(?=_)", "*", path.rstrip("/"))
    return any(fnmatch.fnmatchcase(f"/{each}", f"*/{pattern}") for each in among)


def test_every_path_named_is_there() -> None:
    paths = [name(path) for path in files()]
    folders = {parent.as_posix() for path in paths for parent in Path(path).parents}
    absent = [
        f"{name(path)}: {quoted}"
        for path in _documents()
        for quoted in re.findall(r"`([^`\n]+)`", path.read_text(encoding="utf-8"))
        if CODE.fullmatch(quoted) and not _is_there(quoted, [*paths, *folders])
    ]
    assert not absent, f"Named in a document, but not there (any more):{listing(absent)}"


def _python_blocks() -> Iterator[tuple[str, ast.Module]]:
    for path in _documents():
        blocks = re.findall(r"^( *)```python\n(.*?)^ *```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        for _indent, code in blocks:
            yield name(path), ast.parse(textwrap.dedent(code))


def _imports(block: ast.Module) -> dict[str, Any]:
    """What a block imports, by the name it has there. Raises ImportError, AttributeError for what does not exist."""
    known: dict[str, Any] = {}
    for node in ast.walk(block):
        if isinstance(node, ast.ImportFrom):
            module = importlib.import_module(str(node.module))
            for alias in node.names:
                if not hasattr(module, alias.name):
                    importlib.import_module(f"{node.module}.{alias.name}")
                known[alias.asname or alias.name] = getattr(module, alias.name)
        elif isinstance(node, ast.Import):
            known |= {alias.asname or alias.name: importlib.import_module(alias.name) for alias in node.names}
    return known


def _resolved(node: ast.expr, known: dict[str, Any]) -> Any:
    """What a name or dotted name stands for, None for what the block itself makes."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    of = _resolved(node.value, known) if isinstance(node, ast.Attribute) else None
    return getattr(of, node.attr) if isinstance(node, ast.Attribute) and inspect.ismodule(of) else None


def test_python_in_documents_names_what_exists_and_calls_it_as_it_is() -> None:
    blocks = list(_python_blocks())
    assert len(blocks) >= 3
    for where, block in blocks:
        known = _imports(block)
        for node in ast.walk(block):
            called = _resolved(node.func, known) if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and callable(called) and not any(k.arg is None for k in node.keywords):
                given = {str(keyword.arg): None for keyword in node.keywords}
                try:
                    inspect.signature(called).bind(*[None] * len(node.args), **given)
                except TypeError as error:
                    raise AssertionError(f"{where}: {ast.unparse(node)}: {error}") from error


MOST = {"an export format": 3, "an indicator": 1, "a page": 8, "a kind of record": 12}


def test_recipes_name_as_many_files_as_they_say() -> None:
    page = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    wrong, taken = [], {}
    for part in page.split("\n## ")[1:]:
        said = re.search(r"\*\*(\d+) files?:\*\*(.*?)\n\n", part, re.DOTALL)
        if said:
            title, named = part.splitlines()[0].removeprefix("Add "), re.findall(r"`([^`]+)`", said[2])
            taken[title] = len(set(named))
            wrong += (
                [] if len(named) == len(set(named)) == int(said[1]) else [f"{title}: {said[1]}, names {len(named)}"]
            )
    assert not wrong, f"A recipe says another number than it names files:{listing(wrong)}"
    assert all(taken[title] <= most for title, most in MOST.items()), taken


def test_walks_are_short() -> None:
    page = (ROOT / "docs" / "walks.md").read_text(encoding="utf-8")
    walks = [re.findall(r"^\d+\. `([^`]+)`", part, re.MULTILINE) for part in page.split("\n## ")[1:]]
    assert [len(walk) <= most for walk, most in zip(walks, (25, 20, 25), strict=True)] == [True] * 3
    for walk in walks:
        absent = [path for path in walk if not (ROOT / path).is_file()]
        assert len(set(walk)) == len(walk) >= 15 and not absent, f"Not there, or twice:{listing(absent)}"
