"""The memory of an area: initiatives, goals, notes and focus areas. Measures no effect."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import text
from buurtbeeld.clock import today
from buurtbeeld.initiatives import wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import initiatives
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import actions, choices, filters, record_lists, register
from buurtbeeld.ui.actions import Act, Add, Change, Save
from buurtbeeld.ui.forms import Form

_IDEA = ("title", "area_id", "idea_by", "proposed_at")
_DECISION = ("decision", "decided_at", "granted")


def ledger() -> tuple[Entry[Initiative], ...]:
    """Every initiative that this visitor may see."""
    return register.listed(Initiative)


def initiatives_of(records: tuple[Entry[Initiative], ...]) -> None:
    """The initiatives as cards, by where they stand; those to look back on first."""
    offered = {"area_id": choices.changeable("decide_initiative")}
    form = Form(Initiative, _IDEA, "idea_new", {"proposed_at": today(), "idea_by": "resident"}, offered)
    title, afterwards = _("Nieuw idee"), _("Het idee staat erbij.")
    actions.button(Add(initiatives.decide_initiative, title, form, afterwards, undo=True, icon=actions.ADD))
    state = filters.choice("stage", _("Toon"), {"all": _("Alles")} | wording.stages())
    shown = [record for record in records if state in ("all", wording.stage(record.what))]
    nothing = _("Hier staat niets. Een tuin, een bank, een ontmoetingsplek: leg het idee vast, ook als het klein is.")
    record_lists.cards(record_display.newest_first(shown, "proposed_at"), "initiatives", nothing, _card)


def _card(record: Entry[Initiative], names: record_display.Names) -> None:
    what = record.what
    stage = wording.stages()[wording.stage(what)]
    head = text.plain(what.title or _("(titel niet zichtbaar voor uw rol)"))
    st.markdown(f"**{head}** :gray-badge[{stage}] {wording.look_back(what, today())}")
    by = record_display.words(Initiative, "idea_by")[what.idea_by]
    facts = [
        _("idee van {who}, {day}", who=by, day=text.day(what.proposed_at)),
        names.get(what.area_id, ""),
        wording.money(what),
    ]
    st.markdown(f":gray[{text.plain(' · '.join(part for part in facts if part))}]")
    for said in (what.result, what.look_back):
        if said:
            st.markdown(text.plain(said))
    step = {"idea": _decide, "granted": _finish, "done": _look_back}.get(wording.stage(what))
    if step:
        actions.button(step(record), what.area_id)


def _decide(record: Entry[Initiative]) -> Act:
    form = Form(Initiative, _DECISION, f"decide_{record.id}", {"decided_at": today()}, must=("decision", "decided_at"))
    title, afterwards = _("Neem een besluit"), _("Het besluit staat erbij.")
    return Save(initiatives.decide_initiative, title, form, afterwards, record=record, icon=":material/gavel:")


def _finish(record: Entry[Initiative]) -> Act:
    fields = ("done_at", "spent", "participants", "result")
    form = Form(Initiative, fields, f"finish_{record.id}", {"done_at": today()}, must=("done_at", "spent"))
    title, afterwards = _("Het is klaar"), _("Klaar. Over 12 maanden vraagt Buurtbeeld om een terugblik.")
    return Change(initiatives.finish_initiative, title, form, afterwards, record=record, icon=":material/flag:")


def _look_back(record: Entry[Initiative]) -> Act:
    fields = ("looked_back_at", "look_back")
    form = Form(Initiative, fields, f"look_{record.id}", {"looked_back_at": today()}, must=fields)
    title, afterwards = _("Kijk terug"), _("De terugblik staat erbij.")
    return Change(initiatives.look_back, title, form, afterwards, record=record, icon=":material/history:")
