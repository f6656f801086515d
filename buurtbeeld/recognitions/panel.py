"""'Do you recognise these figures?': the question beside figures, and what colleagues answered. Changes no figure."""

from __future__ import annotations

import streamlit as st

from buurtbeeld.clock import today
from buurtbeeld.recognitions import wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import recognitions
from buurtbeeld.register.recognitions import Recognition
from buurtbeeld.text import _
from buurtbeeld.ui import actions, guard, register
from buurtbeeld.ui.actions import Add
from buurtbeeld.ui.forms import Form

_SHOWN = 3


def button(area: str, figure: str, words: str) -> None:
    """The question about a figure of an area, one of recognising.FIGURES."""
    about = {"area_id": area, "figure": figure, "by_role": guard.visitor().role, "at": today()}
    form = Form(Recognition, ("answer", "remark"), f"recognise_{area}_{figure}", must=("answer",))
    afterwards = _("Uw antwoord staat erbij. Het verandert de cijfers niet, wel hoe we ze lezen.")
    before, icon = _("Klopt wat de cijfers zeggen met wat u hier ziet?"), ":material/fact_check:"
    verb = recognitions.recognise
    actions.button(Add(verb, words, form, afterwards, more=about, undo=True, before=before, icon=icon), area)


def answers(area: str, figure: str) -> None:
    """What colleagues answered, the last ones in full; nothing where nobody did."""
    records = register.listed(Recognition, area_id=area, figure=figure)
    if not records:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(wording.in_words(records))
        for record in record_display.newest_first(records, "at")[:_SHOWN]:
            st.markdown(wording.line(record))
