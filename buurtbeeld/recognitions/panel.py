"""'Do you recognise these figures?': the question beside figures, and what colleagues answered. Changes no figure."""

from __future__ import annotations

from typing import Any

import streamlit as st

from buurtbeeld.clock import today
from buurtbeeld.recognitions import wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import recognitions
from buurtbeeld.register.recognitions import Recognition
from buurtbeeld.text import _
from buurtbeeld.ui import actions, guard, register
from buurtbeeld.ui.actions import Act
from buurtbeeld.ui.forms import Form

_SHOWN = 3


def button(area: str, figure: str, words: str) -> None:
    """The question about a figure of an area, one of recognising.FIGURES."""
    known: dict[str, Any] = {"area_id": area, "figure": figure, "by_role": guard.visitor().role}
    form = Form(Recognition, ("answer", "remark"), f"recognise_{area}_{figure}", must=("answer",))

    def whole(values: dict[str, Any]) -> Recognition:
        return Recognition(**known, at=today(), **values)

    def do(values: dict[str, Any]) -> register.Verb:
        return lambda engine, by: recognitions.recognise(engine, whole(values), by=by)

    told = _("Uw antwoord staat erbij. Het verandert de cijfers niet, wel hoe we ze lezen.")
    before = _("Klopt wat de cijfers zeggen met wat u hier ziet?")
    icon = ":material/fact_check:"
    actions.button(Act("recognise", words, form, do, told, undo=True, before=before, icon=icon), area)


def answers(area: str, figure: str) -> None:
    """What colleagues answered, the last ones in full; nothing where nobody did."""
    found = register.listed(Recognition, area_id=area, figure=figure)
    if not found:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(wording.in_words(found))
        for one in record_display.newest_first(found, "at")[:_SHOWN]:
            st.markdown(wording.line(one))
