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
    records = sorted(register.listed(Goal), key=lambda record: (record.what.review_at or date.max, record.created_at))
    if not records:
        st.caption(
            _("Er zijn nog geen doelen. Neem ze over uit de gebiedsvisie; elke twee jaar kijkt u hoe het ervoor staat.")
        )
    names, states = choices.names() if records else {}, record_display.words(Goal, "state")
    for record in records:
        with st.container(border=True, gap="small"):
            said = text.plain(record.what.text or record.what.vision or states[record.what.state])
            st.markdown(f"**{said}** :gray-badge[{states[record.what.state]}] {wording.review(record.what, today())}")
            about = [names.get(record.what.area_id, record.what.area_id), record.what.vision or ""]
            st.markdown(f":gray[{text.plain(' · '.join(part for part in about if part))}]")
            if record.what.review_at:
                actions.button(_review(record), record.what.area_id)


def _review(record: Entry[Goal]) -> Act:
    form = Form(
        GoalReview,
        ("at", "state", "value", "story"),
        f"review_{record.id}",
        {"at": today(), "state": record.what.state},
    )
    title, afterwards = _("Herijk"), _("Herijkt. De volgende keer is over twee jaar.")
    return Change(goals.review_goal, title, form, afterwards, record=record, icon=":material/rule:")


def notes_of() -> None:
    """The notes about areas: those for a new director first, then the last written."""
    offered = {"area_id": choices.changeable("write_note")}
    given = {"kind": "area", "area_id": st.query_params.get("area")}
    form = Form(Note, _NOTE, "note_new", given, offered)
    actions.button(Add(notes.write_note, _("Nieuwe notitie"), form, _("De notitie is bewaard."), icon=_NOTE_ICON))
    records = sorted(register.listed(Note), key=lambda note: (note.what.kind == "area", -note.created_at.timestamp()))
    if not records:
        st.caption(_("Er zijn nog geen notities. Schrijf op wat een opvolger moet weten: zo blijft het als u gaat."))
    names, kinds, doers = choices.names() if records else {}, record_display.words(Note, "kind"), register.colleagues()
    for record in record_lists.first(records, "notes"):
        with st.container(border=True, gap="small"):
            where = names.get(record.what.area_id, record.what.area_id)
            st.markdown(f"**{text.plain(where)}** :gray-badge[{kinds[record.what.kind]}]")
            record_lists.story(Note, record, record.what.text, record.what.confidential)
            st.caption(f"{text.plain(doers[record.created_by])}, {record_display.moment(record.created_at)}")
            if record.what.text:
                actions.button(_change(record, offered), record.what.area_id)


def _change(record: Entry[Note], offered: Offered) -> Act:
    form, afterwards = Form(Note, _NOTE, f"note_{record.id}", vars(record.what), offered), _("De notitie is bewaard.")
    return Save(notes.write_note, _("Wijzig"), form, afterwards, record=record, icon=_NOTE_ICON)


def focus_areas() -> None:
    """The focus areas of the corporation's own, with the way to the page on which they are made."""
    if guard.may("draw_focus_area"):
        label = f":primary[{_('Kies of teken een aandachtsgebied')}]"
        st.page_link("pages/record/focus_areas.py", label=label, icon=":material/draw:")
    focus_areas_panel.listed(changing=False)
