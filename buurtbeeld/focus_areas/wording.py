"""Focus areas in words, and the code that a new one gets. Draws nothing and records nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from buurtbeeld import text
from buurtbeeld.record_display.display import Names
from buurtbeeld.register.focus_areas import FocusArea
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _

_LONGEST = 36


def code(name: str, own: Collection[str], area_ids: Collection[str]) -> str:
    """The code of a new area, from its name: 'Rond het plein' -> ROND-HET-PLEIN.

    A code that an area of another source has gets a number; that of one drawn here (own) does not: then two colleagues
    draw the same, and are told.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    stem = re.sub(r"[^A-Z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "GEBIED"
    tried = (stem if turn == 1 else f"{stem}-{turn}" for turn in count(1))
    return next(code for code in tried if code in own or f"focus:{code}" not in area_ids)


def line(record: Entry[FocusArea], names: Names) -> str:
    """A focus area as Markdown: its name, its code and what it is made of."""
    members = [names.get(member, member) for member in record.what.members]
    inside = text.listing(members) if members else _("getekend op de kaart")
    head = text.plain(record.what.name or record.what.code)
    return f"**{head}** :gray[{text.plain(record.what.code)}]  \n{text.plain(inside)}"
