"""Areas like another one, and why, in words and as a table. Measures no likeness and asks nothing."""

from __future__ import annotations

import pandas as pd

from buurtbeeld import text
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _


def proposal(rows: pd.DataFrame) -> str:
    """What the proposal to compare was chosen by. rows: area_id, reason, turn."""
    reasons = set(rows["reason"])
    if "alike" in reasons:
        return _("Het gebied eromheen en wie er het meest op lijkt: de redenen staan hieronder.")
    if "size" in reasons:
        return _("Het gebied eromheen en drie gebieden met ongeveer evenveel woningen; op meer is niet gezocht.")
    return _("Het gebied eromheen; geen ander gebied lijkt er genoeg op.")


def in_words(rows: pd.DataFrame) -> str:
    """Which area is most like the first one, and by how much they differ in what is compared."""
    own, other = rows.iloc[0], rows.iloc[1]
    reasons = [
        _("{its} tegen {own} woningen", its=text.number(other["homes"]), own=text.number(own["homes"])),
        _(
            "{its} tegen {own} klachten per 1.000 woningen",
            its=text.number(other["rate"]),
            own=text.number(own["rate"]),
        ),
    ]
    return _(
        "Het meest lijkt {other} op {own}: {reasons}.",
        other=other["name"],
        own=own["name"],
        reasons=text.listing(reasons),
    )


def labelled(rows: pd.DataFrame) -> pd.DataFrame:
    """The areas with their level in words and shares as percentages, itself first."""
    return rows.assign(
        level_name=rows["level"].map(code_words.level),
        in_complexes=100 * rows["in_complexes"],
        trend=(100 * (rows["trend"] - 1)).round() + 0.0,  # no change is 0, never -0
        distance=rows["distance"].round(2),
    )


def heads() -> dict[str, str]:
    """Columns of the table of areas that are alike."""
    return {
        "name": _("Gebied"),
        "level_name": _("Niveau"),
        "homes": _("Woningen"),
        "in_complexes": _("In complexen (%)"),
        "rate": _("Klachten per 1.000 woningen"),
        "trend": _("Verandering t.o.v. de rest (%)"),
        "distance": _("Verschil (standaardafwijkingen)"),
    }


ON_SCREEN = ("name", "level_name", "homes", "in_complexes", "rate", "trend")
"""The columns that fit on a page."""
