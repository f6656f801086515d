"""What a visitor can do from the page of an area: compare, hand over, say whether the figures are recognised."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from buurtbeeld.text import _
from buurtbeeld.ui import asked, doing, handing, observing, parts


def offer(area: str, around: Sequence[str]) -> None:
    """The ways on from an area, and what was recorded there since the figures were made."""
    if not doing.readable():
        parts.compare_link([area, *around])
        return
    doing.told()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        parts.compare_link([area, *around])
        handing.new({"area_id": area}, words=_("Draag een kwestie over"))
        asked.button(area, "rates", _("Herkent u deze cijfers?"))
    observing.fresh(area)
    asked.answers(area, "rates")
