"""Goals, notes and focus areas of an area. Measures no effect."""

from __future__ import annotations

from datetime import date

import streamlit as st

from buurtbeeld import text
from buurtbeeld.area_memory import wording
from buurtbeeld.clock import today
from buurtbeeld.focus_areas import panel as focus_areas_panel
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import goals, notes
from buurtbeeld.register.goals import Goal, GoalReview
from buurtbeeld.register.notes import Note
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import actions, choices, guard, record_lists, register
from buurtbeeld.ui.actions import Act, Add, Change, Save
from buurtbeeld.ui.forms import Form, Offered

_GOAL = ("area_id", "vision", "text", "set_at", "target", "indicator", "review_at")


_NOTE = ("area_id", "kind", "text", "confidential")
_NOTE_ICON = ":material/edit_note:"


def goals_of() -> None:
    """The goals of areas' visions, those to review first."""
    offered = {"area_id": choices.changeable("set_goal")}
    form = Form(Goal, _GOAL, "goal_new", {"set_at": today()}, offered)
    title, afterwards = _("Nieuw doel"), _("Het doel staat erbij.")
    actions.button(Add(goals.set_goal, title, form, afterwards, undo=True, icon=actions.ADD))
    found = sorted(register.listed(Goal), key=lambda one: (one.what.review_at or date.max, one.created_at))
    if not found:
        st.caption(
            _("Er zijn nog geen doelen. Neem ze over uit de gebiedsvisie; elke twee jaar kijkt u hoe het ervoor staat.")
        )
    names, states = choices.names() if found else {}, record_display.words(Goal, "state")
    for one in found:
        with st.container(border=True, gap="small"):
            said = text.plain(one.what.text or one.what.vision or states[one.what.state])
            st.markdown(f"**{said}** :gray-badge[{states[one.what.state]}] {wording.review(one.what, today())}")
            about = [names.get(one.what.area_id, one.what.area_id), one.what.vision or ""]
            st.markdown(f":gray[{text.plain(' · '.join(part for part in about if part))}]")
            if one.what.review_at:
                actions.button(_review(one), one.what.area_id)


def _review(one: Entry[Goal]) -> Act:
    form = Form(
        GoalReview, ("at", "state", "value", "story"), f"review_{one.id}", {"at": today(), "state": one.what.state}
    )
    title, afterwards = _("Herijk"), _("Herijkt. De volgende keer is over twee jaar.")
    return Change(goals.review_goal, title, form, afterwards, record=one, icon=":material/rule:")


def notes_of() -> None:
    """The notes about areas: those for a new director first, then the last written."""
    offered = {"area_id": choices.changeable("write_note")}
    given = {"kind": "area", "area_id": st.query_params.get("area")}
    form = Form(Note, _NOTE, "note_new", given, offered)
    actions.button(Add(notes.write_note, _("Nieuwe notitie"), form, _("De notitie is bewaard."), icon=_NOTE_ICON))
    found = sorted(register.listed(Note), key=lambda one: (one.what.kind == "area", -one.created_at.timestamp()))
    if not found:
        st.caption(_("Er zijn nog geen notities. Schrijf op wat een opvolger moet weten: zo blijft het als u gaat."))
    names, kinds, doers = choices.names() if found else {}, record_display.words(Note, "kind"), register.colleagues()
    for one in record_lists.first(found, "notes"):
        with st.container(border=True, gap="small"):
            where = names.get(one.what.area_id, one.what.area_id)
            st.markdown(f"**{text.plain(where)}** :gray-badge[{kinds[one.what.kind]}]")
            record_lists.story(Note, one, one.what.text, one.what.confidential)
            st.caption(f"{text.plain(doers[one.created_by])}, {record_display.moment(one.created_at)}")
            if one.what.text:
                actions.button(_change(one, offered), one.what.area_id)


def _change(one: Entry[Note], offered: Offered) -> Act:
    form, afterwards = Form(Note, _NOTE, f"note_{one.id}", vars(one.what), offered), _("De notitie is bewaard.")
    return Save(notes.write_note, _("Wijzig"), form, afterwards, record=one, icon=_NOTE_ICON)


def focus_areas() -> None:
    """The focus areas of the corporation's own, with the way to the page on which they are made."""
    if guard.may("draw_focus_area"):
        label = f":primary[{_('Kies of teken een aandachtsgebied')}]"
        st.page_link("pages/record/focus_areas.py", label=label, icon=":material/draw:")
    focus_areas_panel.listed(changing=False)
