"""The page to bring as a plain value: what stands on it, for whom, of which day. Gathers and renders nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.charts.key_figures import Figure
from buurtbeeld.methods.disclosure.control import Tables

Ring = tuple[tuple[float, float], ...]
"""Points of an outline: x to the right and y down, both from 0 to 1000 over the longer side."""


@dataclass(frozen=True)
class Grid:
    """A table in words: its title, heads and rows; note stands below it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Bars:
    """Numbers to draw: names and values, None where hidden."""

    title: str
    names: tuple[str, ...]
    values: tuple[float | None, ...]
    alt: str


@dataclass(frozen=True)
class Marks:
    """Marks from 1 to 10 to draw on a line: names, values and the ends of what they may as well be."""

    title: str
    names: tuple[str, ...]
    values: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    words: tuple[str, ...]
    alt: str
    note: str


@dataclass(frozen=True)
class Sketch:
    """Where the area lies: the outlines around it and its own, on a field of width × height."""

    title: str
    width: float
    height: float
    around: tuple[Ring, ...]
    own: tuple[Ring, ...]
    alt: str


@dataclass(frozen=True)
class Section:
    """A heading with lines below it. kind: which one it is, whatever the language."""

    kind: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Briefing:
    """Everything on the page. day is the only part that differs between two pages made of the same build."""

    title: str
    area_id: str
    recipient: Recipient
    meeting: str
    day: date
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    tables: tuple[Grid, ...] = ()
    bars: Bars | None = None
    marks: Marks | None = None
    sketch: Sketch | None = None
    sections: tuple[Section, ...] = ()
    footnote: str = ""
    published: Tables | None = field(compare=False, default=None)

    def saying(self, sentences: Sequence[str]) -> Briefing:
        """The same page with other first sentences."""
        return replace(self, sentences=tuple(sentences))

    def asking(self, title: str, lines: Sequence[str]) -> Briefing:
        """The same page with other lines in the section of what is asked, which comes where it stood, else last."""
        new = [Section("asked", title, tuple(lines))] if lines else []
        before = [each for each in self.sections if each.kind != "asked"]
        place = next((at for at, each in enumerate(self.sections) if each.kind == "asked"), len(before))
        return replace(self, sections=(*before[:place], *new, *before[place:]))
