"""What a visitor can do from the page of an area: compare, hand over, say whether the figures are recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from buurtbeeld import recognised, recorded
from buurtbeeld.register import recognising
from buurtbeeld.register.fields import today
from buurtbeeld.register.recognising import Recognition
from buurtbeeld.text import _
from buurtbeeld.ui import acts, doing, guard, handing, observing, parts
from buurtbeeld.ui.acts import Act
from buurtbeeld.ui.forms import Form

_SHOWN = 3


def offer(area: str, around: Sequence[str]) -> None:
    """The ways on from an area, and what was recorded there since the figures were made."""
    if not doing.readable():
        parts.compare_link([area, *around])
        return
    doing.told()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        parts.compare_link([area, *around])
        handing.new({"area_id": area}, words=_("Draag een kwestie over"))
        acts.button(_answer(area), area)
    observing.fresh(area)
    _recognised(area)


def _recognised(area: str) -> None:
    found = doing.listed(Recognition, area_id=area, figure="rates")
    if not found:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(recognised.in_words(found))
        for one in recorded.newest_first(found, "at")[:_SHOWN]:
            st.markdown(recognised.line(one))


def _answer(area: str) -> Act:
    known: dict[str, Any] = {"area_id": area, "figure": "rates", "by_role": guard.visitor().role}
    form = Form(Recognition, ("answer", "remark"), f"recognise_{area}", must=("answer",))

    def whole(values: dict[str, Any]) -> Recognition:
        return Recognition(**known, at=today(), **values)

    def do(values: dict[str, Any]) -> doing.Verb:
        return lambda engine, by: recognising.recognise(engine, whole(values), by=by)

    told = _("Uw antwoord staat erbij. Het verandert de cijfers niet, wel hoe we ze lezen.")
    before = _("Klopt wat de cijfers zeggen met wat u hier ziet?")
    icon = ":material/fact_check:"
    return Act("recognise", _("Herkent u deze cijfers?"), form, do, told, undo=True, before=before, icon=icon)
