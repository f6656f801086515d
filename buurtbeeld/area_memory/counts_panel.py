"""Mediation and placements: what goes to mediators, how many homes to which groups. Holds no party and no tenant."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.clock import today
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import mediations as register_mediations
from buurtbeeld.register import placements
from buurtbeeld.register.mediations import Mediation
from buurtbeeld.register.placements import Placement
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import actions, choices, record_lists, register
from buurtbeeld.ui.actions import Act, Add, Save
from buurtbeeld.ui.forms import Form

_NEW = ("area_id", "referred_by", "referred_at")
_RESULT = ("suitable", "ended_at", "outcome", "weeks", "cost", *register_mediations.SHARES)
_PLACED = ("area_id", "quarter", "target_group", "count")


def mediations() -> None:
    """What was referred to mediation, the last first, and what became of it."""
    offered = {"area_id": choices.changeable("record_mediation", *codes.CBS_LEVELS)}
    form = Form(Mediation, _NEW, "mediation_new", {"referred_at": today(), "referred_by": "landlord"}, offered)
    verb = register_mediations.record_mediation
    title, afterwards = _("Nieuwe verwijzing"), _("De verwijzing staat erbij.")
    actions.button(Add(verb, title, form, afterwards, undo=True, icon=actions.ADD))
    records = record_display.newest_first(register.listed(Mediation), "referred_at")
    if not records:
        st.caption(_("Er is nog niets naar buurtbemiddeling verwezen."))
    names, outcomes = choices.names() if records else {}, record_display.words(Mediation, "outcome")
    for record in record_lists.first(records, "mediations"):
        what = record.what
        with st.container(border=True, gap="xsmall"):
            state = outcomes[what.outcome] if what.outcome else _("loopt")
            where = text.plain(names.get(what.area_id, what.area_id))
            st.markdown(f"**{where}** :gray-badge[{state}]  \n:gray[{text.day(what.referred_at)}]")
            actions.button(_result(record), what.area_id)


def _result(record: Entry[Mediation]) -> Act:
    form = Form(Mediation, _RESULT, f"mediation_{record.id}", vars(record.what))
    return Save(register_mediations.record_mediation, _("Wat kwam ervan?"), form, _("Bijgewerkt."), record=record)


def placements_of() -> None:
    """How many homes went to special groups, per area and quarter; never fewer than the threshold."""
    st.caption(_("Alleen aantallen vanaf 5 per gebied, kwartaal en doelgroep; nooit wie."))
    quarters = {quarter: quarter for quarter in _quarters()}
    offered = {"area_id": choices.changeable("record_placement", "buurt", "wijk", "gemeente"), "quarter": quarters}
    form = Form(Placement, _PLACED, "placement_new", {"quarter": next(iter(quarters))}, offered)
    title, afterwards = _("Nieuw aantal"), _("Het aantal staat erbij.")
    actions.button(Add(placements.record_placement, title, form, afterwards, undo=True, icon=actions.ADD))
    records = sorted(register.listed(Placement), key=lambda each: (each.what.quarter, each.what.area_id), reverse=True)
    names, groups = choices.names() if records else {}, record_display.words(Placement, "target_group")
    for record in record_lists.first(records, "placements"):
        where = text.plain(names.get(record.what.area_id, record.what.area_id))
        st.markdown(f"{record.what.quarter} · {where} · {groups[record.what.target_group]}: **{record.what.count}**")


def _quarters() -> list[str]:
    """The last eight quarters, the present one first."""
    now = today()
    number = now.year * 4 + (now.month - 1) // 3
    return [f"{(number - back) // 4}-Q{(number - back) % 4 + 1}" for back in range(8)]
