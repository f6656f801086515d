"""docs/architecture.md opens with a map of subjects; it fits the code, or one of the two has a fault."""

from __future__ import annotations

import re

from buurtbeeld.analysis import data_dictionary
from buurtbeeld.warehouse import NOT_ASKED
from tests.conventions.project import ROOT, files, listing
from tests.conventions.test_floors import FLOORS, SUBJECTS

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
QUESTIONS_OF_FLOORS = {"deliveries"}
"""Folders of questions that belong to a room below the subjects."""


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(title: str) -> list[list[list[str]]]:
    """Per row of the section's tables, per cell the names in backquotes."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[re.findall(r"`([^`]+)`", cell) for cell in line.split("|")[1:-1]] for line in lines]


def mapped(column: int) -> set[str]:
    """Every name in a column of the map of subjects."""
    return {name for row in rows("Subjects") for name in row[column]}


def test_the_map_comes_first() -> None:
    titles = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)
    assert titles[:2] == ["Subjects", "Floors"]


def test_every_subject_has_a_name_for_users() -> None:
    nameless = [row for row in section("Subjects").splitlines() if re.match(r"\| `\w+` \| *\|", row)]
    assert not nameless, f"What does a user call it?{listing(nameless)}"


def test_every_page_is_on_the_map() -> None:
    pages = {path.relative_to(ROOT / "pages").as_posix() for path in files("pages", ending=".py")}
    floors = set(re.findall(r"page `([\w/]+\.py)`", section("Floors")))
    assert mapped(2) | floors == pages


def test_every_folder_of_questions_is_on_the_map() -> None:
    folders = {path.relative_to(ROOT / "queries").parts[0] for path in files("queries", ending=".sql")} - NOT_ASKED
    assert mapped(3) | QUESTIONS_OF_FLOORS == folders
    assert mapped(3) <= SUBJECTS, "A folder of questions has the noun of its subject."


def test_every_table_on_the_map_is_described() -> None:
    tables = {table for table, _column in data_dictionary.meanings("en")}
    assert mapped(4) <= tables, f"No such table:{listing(sorted(mapped(4) - tables))}"


def test_every_room_has_its_floor_on_the_page() -> None:
    for number, rooms in enumerate(FLOORS):
        line = next(line for line in section("Floors").splitlines() if line.startswith(f"| {number} |"))
        absent = [room for room in rooms if room and not re.search(rf"`{room}/?`", line)]
        assert not absent, f"Floor {number} on the page lacks {', '.join(absent)}."
