"""A typst template and one JSON value to tagged PDF, with the font that lies beside it. Chooses no words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

_FONTS = Path(__file__).with_name("fonts")


def pdf(template: Path, data: dict[str, Any]) -> bytes:
    """PDF/UA-1: the same template and data give the same bytes. Asks no font of the system, nothing of the network."""
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards="ua-1",
        timestamp=0,
    )
