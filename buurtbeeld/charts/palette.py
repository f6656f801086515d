"""Every colour that means something, once. Knows no chart; the interface's own colours are in .streamlit/config.toml.

Colours of lines and bars reach 3:1 against white and against the dark background, and stay apart for people who do not
tell red from green. Red and green are kept for changes that are shown to be real.
"""

from __future__ import annotations

KIND = {"incident": "#1B8A78", "complaint": "#C4661F", "observation": "#3F7FC4", "all": "#6B7C93"}
"""Evidence: facts are green-blue, residents orange, staff blue; all of them together slate."""

SERIES = ("#3F7FC4", "#C4661F", "#1B8A78", "#A85C9E", "#8B7A1E")
"""Things beside each other, in the order in which they were chosen."""

MAIN = "#3F7FC4"
"""The one series a chart is about."""

QUIET = "#8A969B"
"""What stands behind for comparison: single months, the corporation's value."""

UNKNOWN = "#AEB8BC"
"""Not known, or too little to say: never a shade of the scale."""

CALAMITY = "#B5476B"
"""A dated calamity."""

WORSE = "#C8402A"
BETTER = "#1A9A6C"
"""Kept for changes that are shown to be real; always with the word or a triangle beside the colour."""

SCALE = ("#FFF0C4", "#FBD27A", "#F0993B", "#CB5F1B", "#86330C")
"""From little to much, lighter to darker in equal steps, so that it also works in grey."""

LINE = "#5B6B70"
"""Borders of areas."""

PAPER = "#E9EEEE"
"""Ground of a map on which something else is coloured: the same in light and dark, so that names read on both."""

INK = "#17262B"
HALO = "#FFFFFF"
"""Names on a map, and the edge around their letters: readable on every colour of the scale."""


def rgb(colour: str, opacity: float = 1.0) -> list[int]:
    """'#FF8000' -> [255, 128, 0, 255], as maps want it."""
    return [*(int(colour[start : start + 2], 16) for start in (1, 3, 5)), round(255 * opacity)]
