"""The rooms of buurtbeeld/ lie on floors and import downward only; subjects know each other as listed here."""

from __future__ import annotations

import ast
import functools
import graphlib
import re

from tests.conventions.project import ROOT, imported, listing, nodes, python

FLOORS = (
    {"clock", "errors", "codes", "working_days"},
    {"settings", "access", "text", "sign_in"},
    {"warehouse", "methods", "register", "charts", "documents", "glossary", "analysis", ""},
    {"record_display", "deliveries"},
    {"ui"},
)
"""Rooms by floor, the lowest first; "" is the package's own face. Above them lie the subjects, then the commands."""
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("## Subjects\n", 1)[1].split("\n## ", 1)[0]
SUBJECTS = frozenset(re.findall(r"^\| `(\w+)` \|", MAP, re.MULTILINE))
"""The subjects stand on the map in docs/architecture.md, and nowhere else."""
ARROWS = {
    "area_memory": {"focus_areas"},
    "areas": {"hand_overs", "observations", "recognitions"},
    "briefing": {"areas", "changes", "meetings"},
    "cases": {"hand_overs"},
    "evaluation": {"approaches"},
    "hand_overs": {"partners"},
    "meetings": {"hand_overs"},
    "observations": {"hand_overs"},
    "scores": {"recognitions"},
    "what_worked": {"approaches", "evaluation"},
}
"""Which subjects a subject may import. A new arrow is a decision: think first whether what is shared is kit."""
SUBJECT_FLOOR, COMMAND_FLOOR, DOOR_FLOOR = len(FLOORS), len(FLOORS) + 1, len(FLOORS) + 2
BELOW_ETL = 2
"""The highest floor that the ETL stands on."""
SUMS = {"agg", "apply", "cumsum", "groupby", "mean", "median", "merge", "pivot", "pivot_table", "quantile", "resample",
        "rolling", "std", "sum"}  # fmt: skip


def floor(room: str) -> int:
    """The floor of a room of buurtbeeld/, 0 the lowest."""
    for number, rooms in enumerate(FLOORS):
        if room in rooms:
            return number
    return {"commands": COMMAND_FLOOR, "__main__": DOOR_FLOOR}.get(room, SUBJECT_FLOOR)


@functools.cache
def rooms() -> frozenset[str]:
    """Every room below buurtbeeld/: a package or a module."""
    below = [path for path in (ROOT / "buurtbeeld").iterdir() if path.is_dir() or path.suffix == ".py"]
    return frozenset(path.stem for path in below) - {"__init__", "__pycache__", "locale"}


@functools.cache
def asked(module: ast.Module) -> tuple[tuple[int, str, str], ...]:
    """(line, room of buurtbeeld, dotted name) of everything a module imports from there, below a function too."""
    ours = [(line, dotted, dotted.split(".")) for line, dotted in imported(module)]
    return tuple(
        (line, parts[1] if len(parts) > 1 and parts[1] in rooms() else "", dotted)
        for line, dotted, parts in ours
        if parts[0] == "buurtbeeld"
    )


def room_of(file: str) -> str:
    """The room of a file below buurtbeeld/."""
    room = file.split("/")[1].removesuffix(".py")
    return "" if room == "__init__" else room


def test_every_room_is_on_a_floor() -> None:
    known = set().union(*FLOORS) | SUBJECTS | {"commands", "__main__"}
    new = sorted(rooms() - known)
    assert not new, (
        f"Is this a subject? Then put it on the map in docs/architecture.md; else on a floor, here:{listing(new)}"
    )
    gone = sorted(known - rooms() - {"", "codes"})
    assert not gone, f"On the map or a floor, but not in buurtbeeld/ any more:{listing(gone)}"


def test_imports_go_down() -> None:
    up = [
        f"{file}:{line} (floor {floor(room_of(file))}) imports {dotted} (floor {floor(room)})"
        for file, module in python("buurtbeeld")
        for line, room, dotted in asked(module)
        if room != room_of(file) and floor(room) > floor(room_of(file))
    ]
    assert not up, f"Upward; move what is shared down, or the file to its subject:{listing(up)}"


def test_the_etl_stands_on_the_lower_floors() -> None:
    up = [
        f"{file}:{line} imports {dotted}"
        for file, module in python("etl")
        for line, room, dotted in asked(module)
        if floor(room) > BELOW_ETL and not (file == "etl/demo/frozen.py" and room in ("approaches", "evaluation"))
    ]
    assert not up, f"The ETL knows no subject and no screen:{listing(up)}"


def test_subjects_know_each_other_as_listed() -> None:
    arrows = {
        (room_of(file), room): f"{file}:{line} imports {dotted}"
        for file, module in python("buurtbeeld")
        for line, room, dotted in asked(module)
        if room in SUBJECTS and room_of(file) in SUBJECTS and room != room_of(file)
    }
    new = [where for (subject, other), where in arrows.items() if other not in ARROWS.get(subject, set())]
    assert not new, f"A new arrow between subjects; see ARROWS:{listing(new)}"
    unused = [f"{subject} -> {other}" for subject in ARROWS for other in ARROWS[subject] - _others(arrows, subject)]
    assert not unused, f"Allowed here, but nobody goes there any more:{listing(unused)}"
    # Raises CycleError, which names the circle.
    graphlib.TopologicalSorter(ARROWS).prepare()


def _others(arrows: dict[tuple[str, str], str], subject: str) -> set[str]:
    return {other for one, other in arrows if one == subject}


def is_panel(file: str) -> bool:
    return file.endswith(("/panel.py", "_panel.py"))


def test_streamlit_is_known_by_file_name() -> None:
    wrong = [
        f"{file}:{node.lineno}"
        for file, module in python("app.py", "pages", "buurtbeeld", "etl")
        if not (file == "app.py" or file.startswith(("pages/", "buurtbeeld/ui/")) or is_panel(file))
        for node in nodes(module)
        if isinstance(node, ast.Import | ast.ImportFrom)
        if any(
            dotted.split(".")[0] == "streamlit"
            for dotted in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        )
    ]
    assert not wrong, (
        f"Streamlit belongs in app.py, pages/, ui/ and files named panel.py or *_panel.py:{listing(wrong)}"
    )


def test_panels_are_drawn_by_pages_and_panels() -> None:
    wrong = [
        f"{file}:{line} imports {dotted}"
        for file, module in python("app.py", "pages", "buurtbeeld", "etl")
        if not (file.startswith("pages/") or is_panel(file))
        for line, _room, dotted in asked(module)
        if any(part == "panel" or part.endswith("_panel") for part in dotted.split("."))
    ]
    assert not wrong, f"Only a page or another panel draws a panel:{listing(wrong)}"


def test_panels_count_nothing() -> None:
    wrong = [
        f"{file}:{node.lineno} .{node.func.attr}(…)"
        for file, module in python("buurtbeeld")
        if is_panel(file)
        for node in nodes(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SUMS
    ]
    assert not wrong, f"A panel asks and draws; sums belong in queries/ or in a plain noun beside it:{listing(wrong)}"
