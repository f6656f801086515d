"""A mark of one's own beside the computed one: set, changed, taken back, with its history. Hides no computed mark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.clock import today
from buurtbeeld.methods.scores.marks import ALL
from buurtbeeld.recognitions import panel as recognitions_panel
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import mark_overrides
from buurtbeeld.register.mark_overrides import Override
from buurtbeeld.register.records import Kept
from buurtbeeld.scores import overrides
from buurtbeeld.text import _
from buurtbeeld.ui import actions, record_lists, register
from buurtbeeld.ui.actions import Act
from buurtbeeld.ui.forms import Form

Held = Mapping[tuple[str, str], Kept[Override]]
_FIELDS = ("mark", "until", "reason")
_PROPOSED_DAYS = 91


def held() -> Held:
    """Per area and lens the mark of somebody's own that holds today; none while the register cannot be read."""
    if not register.readable():
        return {}
    return overrides.in_force(register.listed(Override), today())


def beside(found: pd.DataFrame, kept: Held, area: str, lens: str, month: date) -> None:
    """What colleagues say beside the computed mark of an area and lens: a mark of their own, and whether they recognise
    it, with the ways to say so."""
    if not register.readable(say=False):
        return
    rows = found[(found["area_id"] == area) & (found["lens"] == lens) & (found["column"] == ALL)]
    computed, one = float(rows["mark"].iloc[0]), kept.get((area, lens))
    known = {"area_id": area, "lens": lens, "column": ALL, "month": month}
    known |= {"instead_of": None if pd.isna(computed) else round(computed, 1)}
    if one:
        _stands(one, known, computed)
    with st.container(horizontal=True, gap="small"):
        if one is None:
            form = _form(f"own_{area}_{lens}", {"until": today() + timedelta(_PROPOSED_DAYS)})
            actions.button(_act(form, known, None, _("Zet er een eigen cijfer naast")), area)
        recognitions_panel.button(area, lens, _("Herkent u dit cijfer?"))
    recognitions_panel.answers(area, lens)


def _stands(one: Kept[Override], known: dict[str, Any], computed: float) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"◇ {overrides.beside(one.what, computed, known['month'])}")
        if one.what.reason:
            st.markdown(f"> {record_display.plain(one.what.reason)}")
        who = record_display.plain(register.colleagues()[one.created_by])
        until = "" if one.what.until is None else "; " + _("geldt tot en met {day}", day=text.day(one.what.until))
        st.caption(f"{who}, {record_display.moment(one.created_at)}{until}")
        with st.container(horizontal=True, gap="small"):
            form = _form(f"own_{one.id}_{one.version}", vars(one.what))
            actions.button(_act(form, known, one, _("Wijzig")), one.what.area_id)
            _take_back(one)
        record_lists.history([(Override, one.id)])


def _form(key: str, given: Mapping[str, Any]) -> Form:
    return Form(Override, _FIELDS, key, given, must=("until",))


def _act(form: Form, known: dict[str, Any], one: Kept[Override] | None, title: str) -> Act:
    def whole(values: dict[str, Any]) -> Override:
        return Override(**known, **values)

    def do(values: dict[str, Any]) -> register.Verb:
        given: dict[str, Any] = {"id": one.id, "seen": one.version} if one else {}
        return lambda engine, by: mark_overrides.override_mark(engine, whole(values), by=by, **given)

    return Act(
        "override_mark",
        title,
        form,
        do,
        _("Uw eigen cijfer staat naast het berekende."),
        wanted=whole,
        undo=True,
        was=vars(one.what) if one else None,
        before=_("Het berekende cijfer blijft staan. Uw cijfer komt ernaast, met uw reden, tot de dag die u kiest."),
        icon=":material/edit_note:",
    )


def _take_back(one: Kept[Override]) -> None:
    remove = lambda engine, by: mark_overrides.take_back_override(engine, one.id, seen=one.version, by=by)  # noqa: E731
    question, told = _("Daarna staat alleen het berekende cijfer er nog."), _("Het eigen cijfer is teruggenomen.")
    area = one.what.area_id
    actions.sure(_("Neem terug"), question, "take_back_override", remove, told, key=f"own_{one.id}", area_id=area)
