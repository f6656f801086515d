"""The page as plain words, the same for every form it takes. Knows no file format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from buurtbeeld import text
from buurtbeeld.briefing.document import Briefing
from buurtbeeld.text import _

SHORT = "standup"
"""The weekly stand-up gets one page: no map and no table, and only what is asked and agreed."""


@dataclass(frozen=True)
class Room:
    """How much fits: so many lines a section, so many tables, so many letters of the first sentences."""

    lines: int
    tables: int
    letters: int


ROOMS = (Room(8, 2, 1200), Room(5, 2, 1200), Room(5, 1, 900), Room(3, 1, 900), Room(2, 0, 600))
"""From all there is to the least; a form with a set number of pages takes the first that fits."""


def pages(briefing: Briefing) -> int:
    """On how many pages of A4 it must fit."""
    return 1 if briefing.meeting == SHORT else 2


def words(briefing: Briefing, room: Room = ROOMS[0]) -> dict[str, Any]:
    """title, subtitle, running, lang, sentences, figures, tables, bars, marks, sketch, sections, footnote: texts and
    numbers only."""
    short = briefing.meeting == SHORT
    bars, marks, sketch = briefing.bars, briefing.marks, briefing.sketch
    return {
        "lang": text.language(),
        "title": briefing.title,
        "subtitle": subtitle(briefing),
        "running": f"Buurtbeeld · {briefing.title}",
        "sentences": _shortened(briefing.sentences, room.letters),
        "figures": [{"label": each.label, "value": each.value, "beside": each.beside} for each in briefing.figures],
        "tables": [] if short else [vars(table) for table in briefing.tables[: room.tables]],
        "bars": bars and vars(bars) | {"words": [text.number(value) for value in bars.values]},
        "marks": marks and vars(marks),
        "sketch": None if short else sketch and vars(sketch),
        "sections": [
            {"title": each.title, "numbered": each.kind == "agenda", "lines": first(each.lines, room.lines)}
            for each in briefing.sections
        ],
        "footnote": briefing.footnote,
    }


def first(lines: Iterable[str], most: int) -> list[str]:
    """The first lines, and how many more there are."""
    rows = list(lines)
    if len(rows) <= most:
        return rows
    return [*rows[: most - 1], _("en nog {n}; de hele lijst staat in Buurtbeeld", n=len(rows) - most + 1)]


def _shortened(sentences: Iterable[str], letters: int) -> list[str]:
    parts, left = [], letters
    for sentence in sentences:
        if left > 0:
            parts.append(sentence if len(sentence) <= left else f"{sentence[: left - 1].rstrip()}…")
        left -= len(sentence)
    return parts


def subtitle(briefing: Briefing) -> str:
    """For which meeting, for whom and of which day."""
    return _(
        "{meeting} · voor: {recipient} · {day}",
        meeting=meetings()[briefing.meeting],
        recipient=briefing.recipient.in_words,
        day=text.day(briefing.day),
    )


def meetings() -> dict[str, str]:
    """Kinds of consultation and their words."""
    return {
        "partners": _("Partneroverleg"),
        SHORT: _("Dagstart van de week"),
        "tenants": _("Overleg met de huurdersorganisatie"),
        "residents": _("Bewonersbijeenkomst"),
    }
