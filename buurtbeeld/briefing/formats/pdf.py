"""The page as a tagged PDF (PDF/UA-1), typeset from the template beside it. Chooses no words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from buurtbeeld.briefing import layout, locator_map
from buurtbeeld.briefing.document import Briefing
from buurtbeeld.briefing.formats import Format
from buurtbeeld.documents import typeset

TEMPLATE = Path(__file__).with_name("briefing.typ")
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")


def pdf(briefing: Briefing) -> bytes:
    """The PDF: the same page gives the same bytes. Asks no font of the system and nothing of the network.

    Less is said, line by line, until it fits on plain.pages; what was left out is counted on the page.
    """
    made = b""
    for room in layout.ROOMS:
        made = _made(layout.words(briefing, room), briefing)
        if number_of_pages(made) <= layout.pages(briefing):
            return made
    return made


def number_of_pages(made: bytes) -> int:
    """How many pages a PDF that typst made has."""
    return max(int(groups[0] or groups[1]) for groups in _PAGES.findall(made))


def _made(words: dict[str, Any], briefing: Briefing) -> bytes:
    if briefing.sketch and words["sketch"]:
        words["sketch"] |= {"svg": locator_map.svg(briefing.sketch)}
    return typeset.pdf(TEMPLATE, words)


FORMAT = Format("pdf", "application/pdf", "PDF", pdf)
