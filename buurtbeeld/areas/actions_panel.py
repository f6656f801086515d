"""What a visitor can do from the page of an area: compare, hand over, say whether the figures are recognised."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from buurtbeeld.hand_overs import panel as hand_overs_panel
from buurtbeeld.observations import panel as observations_panel
from buurtbeeld.recognitions import panel as recognitions_panel
from buurtbeeld.text import _
from buurtbeeld.ui import page, register


def offer(area: str, around: Sequence[str]) -> None:
    """The ways on from an area, and what was recorded there since the figures were made."""
    if not register.readable():
        page.compare_link([area, *around])
        return
    register.outcome()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        page.compare_link([area, *around])
        hand_overs_panel.new({"area_id": area}, words=_("Draag een kwestie over"))
        recognitions_panel.button(area, "rates", _("Herkent u deze cijfers?"))
    observations_panel.fresh(area)
    recognitions_panel.answers(area, "rates")
