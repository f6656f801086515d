"""One noun per subject over all rooms: pages, queries and tests stand under the name of a package of buurtbeeld/."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from buurtbeeld.warehouse import NOT_ASKED
from tests.conventions.project import ROOT, files, listing, name

ABOUT_THE_WHOLE = {"browser", "conventions"}
"""Folders of tests/ that look at the product from outside, and so mirror none of its rooms."""


def packages() -> set[str]:
    """Every package below buurtbeeld/: a subject, or a room of the floors below."""
    below = [path.relative_to(ROOT / "buurtbeeld") for path in files("buurtbeeld", ending=".py")]
    return {path.parts[0] for path in below if len(path.parts) > 1}


def folders(room: str, ending: str) -> list[Path]:
    """The folders of a room that hold such files, as paths below the room."""
    paths = {path.relative_to(ROOT / room).parent for path in files(room, ending=ending)}
    return sorted(paths - {Path()})


def test_a_page_is_named_after_its_subject() -> None:
    pages = files("pages", ending=".py")
    unnamed = [name(page) for page in pages if not {page.stem, page.parent.name} & packages()]
    assert not unnamed, f"Neither the page nor its section is a package of buurtbeeld/:{listing(unnamed)}"


def test_questions_lie_with_their_subject() -> None:
    strangers = [str(folder) for folder in folders("queries", ".sql") if folder.parts[0] not in packages() | NOT_ASKED]
    assert not strangers, f"Folders of queries/ that are no package of buurtbeeld/, nor NOT_ASKED:{listing(strangers)}"
    deeper = [
        str(folder) for folder in folders("queries", ".sql") if folder.parts[0] not in NOT_ASKED and folder.parts[1:]
    ]
    assert not deeper, f"A question lies in queries/<subject>/, no deeper:{listing(deeper)}"


def test_a_name_is_one_query() -> None:
    stems = defaultdict(list)
    for path in files("queries", ending=".sql"):
        stems[path.stem].append(name(path))
    shared = [f"{stem}: {', '.join(paths)}" for stem, paths in stems.items() if len(paths) > 1]
    assert not shared, (
        f"Whoever looks for one of these finds another; rename the one that pages do not ask:{listing(shared)}"
    )


def test_folders_of_tests_mirror_a_room() -> None:
    homeless = [
        str(folder)
        for folder in folders("tests", ".py")
        if folder.parts[0] not in ABOUT_THE_WHOLE
        if not any((ROOT / room / folder).is_dir() for room in ("", "buurtbeeld"))
    ]
    assert not homeless, f"Folders of tests/ whose room is not there (any more):{listing(homeless)}"
