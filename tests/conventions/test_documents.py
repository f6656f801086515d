"""What is written keeps up with what is there: settings, reference lists, links. Nothing of one machine slips in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields

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
