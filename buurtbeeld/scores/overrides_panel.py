"""A mark of one's own beside the computed one: set, changed, taken back, with its history. Hides no computed mark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.clock import today
from buurtbeeld.codes import ALL
from buurtbeeld.recognitions import panel as recognitions_panel
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import mark_overrides
from buurtbeeld.register.mark_overrides import Override
from buurtbeeld.register.records import Entry
from buurtbeeld.scores import overrides
from buurtbeeld.text import _
from buurtbeeld.ui import actions, record_lists, register
from buurtbeeld.ui.actions import Act, Add, Save
from buurtbeeld.ui.forms import Form, Values

Held = Mapping[tuple[str, str], Entry[Override]]
_FIELDS = ("mark", "until", "reason")
_PROPOSED_DAYS = 91
_ICON = ":material/edit_note:"


def in_force() -> Held:
    """Per area and lens the mark of somebody's own that holds today; none while the register cannot be read."""
    if not register.readable():
        return {}
    return overrides.in_force(register.listed(Override), today())


def beside(marks: pd.DataFrame, kept: Held, area: str, lens: str, month: date) -> None:
    """What colleagues say beside the computed mark of an area and lens: a mark of their own, and whether they recognise
    it, with the ways to say so."""
    if not register.readable(say=False):
        return
    rows = marks[(marks["area_id"] == area) & (marks["lens"] == lens) & (marks["column"] == ALL)]
    computed, record = float(rows["mark"].iloc[0]), kept.get((area, lens))
    about: Values = {"area_id": area, "lens": lens, "column": ALL, "month": month}
    about |= {"instead_of": None if pd.isna(computed) else round(computed, 1)}
    if record:
        _stands(record, about, computed)
    with st.container(horizontal=True, gap="small"):
        if record is None:
            form = _form(f"own_{area}_{lens}", {"until": today() + timedelta(_PROPOSED_DAYS)})
            actions.button(_add(form, about), area)
        recognitions_panel.button(area, lens, _("Herkent u dit cijfer?"))
    recognitions_panel.answers(area, lens)


def _stands(record: Entry[Override], about: Values, computed: float) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"◇ {overrides.beside(record.what, computed, about['month'])}")
        if record.what.reason:
            st.markdown(f"> {text.plain(record.what.reason)}")
        who = text.plain(register.colleagues()[record.created_by])
        until = "" if record.what.until is None else "; " + _("geldt tot en met {day}", day=text.day(record.what.until))
        st.caption(f"{who}, {record_display.moment(record.created_at)}{until}")
        with st.container(horizontal=True, gap="small"):
            form = _form(f"own_{record.id}_{record.version}", vars(record.what))
            actions.button(_change(form, about, record), record.what.area_id)
            _take_back(record)
        record_lists.history([(Override, record.id)])


def _form(key: str, given: Values) -> Form:
    return Form(Override, _FIELDS, key, given, must=("until",))


def _add(form: Form, about: Values) -> Act:
    title, verb = _("Zet er een eigen cijfer naast"), mark_overrides.override_mark
    return Add(verb, title, form, _afterwards(), more=about, undo=True, before=_before(), icon=_ICON)


def _change(form: Form, about: Values, current: Entry[Override]) -> Act:
    title, verb = _("Wijzig"), mark_overrides.override_mark
    return Save(verb, title, form, _afterwards(), record=current, more=about, undo=True, before=_before(), icon=_ICON)


def _afterwards() -> str:
    return _("Uw eigen cijfer staat naast het berekende.")


def _before() -> str:
    return _("Het berekende cijfer blijft staan. Uw cijfer komt ernaast, met uw reden, tot de dag die u kiest.")


def _take_back(record: Entry[Override]) -> None:
    removal = register.call(mark_overrides.take_back_override, record.id, seen=record.version)
    question, afterwards = _("Daarna staat alleen het berekende cijfer er nog."), _("Het eigen cijfer is teruggenomen.")
    actions.sure(_("Neem terug"), question, removal, afterwards, key=f"own_{record.id}", area_id=record.what.area_id)
