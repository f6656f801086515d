"""The page as a tagged PDF (PDF/UA-1), typeset by typst with the font that lies beside it. Chooses no words."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from buurtbeeld.briefing import plain
from buurtbeeld.briefing.content import Briefing

HERE = Path(__file__).parent


def pdf(briefing: Briefing) -> bytes:
    """The PDF: the same page gives the same bytes. Asks no font of the system and nothing of the network."""
    return typst.compile(
        str(HERE / "briefing.typ"),
        root=str(HERE),
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(plain.words(briefing))},
        pdf_standards="ua-1",
        timestamp=0,
    )
