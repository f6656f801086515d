"""The page as a tagged PDF (PDF/UA-1), typeset by typst with the font that lies beside it. Chooses no words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typst

from buurtbeeld.briefing import plain, sketch
from buurtbeeld.briefing.page import Briefing

HERE = Path(__file__).parent
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")


def pdf(briefing: Briefing) -> bytes:
    """The PDF: the same page gives the same bytes. Asks no font of the system and nothing of the network.

    Less is said, line by line, until it fits on plain.pages; what was left out is counted on the page.
    """
    made = b""
    for room in plain.ROOMS:
        made = _made(plain.words(briefing, room), briefing)
        if number_of_pages(made) <= plain.pages(briefing):
            return made
    return made


def number_of_pages(made: bytes) -> int:
    """How many pages a PDF that typst made has."""
    return max(int(found[0] or found[1]) for found in _PAGES.findall(made))


def _made(told: dict[str, Any], briefing: Briefing) -> bytes:
    if briefing.sketch and told["sketch"]:
        told["sketch"] |= {"svg": sketch.svg(briefing.sketch)}
    return typst.compile(
        str(HERE / "briefing.typ"),
        root=str(HERE),
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(told)},
        pdf_standards="ua-1",
        timestamp=0,
    )
