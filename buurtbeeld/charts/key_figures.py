"""A key figure and a card, as values. Draws nothing and counts nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A key figure: its name, its value in words, what stands beside it (the corporation's, say) and what it means."""

    label: str
    value: str
    beside: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Card:
    """An area that stands out: a link with a figure and what stands beside it."""

    area_id: str
    name: str
    value: str
    beside: str
