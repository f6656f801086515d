"""Meetings and what was promised there: listed with the late ones first, recorded, kept. Reminds nobody."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from buurtbeeld import text
from buurtbeeld.clock import today
from buurtbeeld.hand_overs import panel as hand_overs_panel
from buurtbeeld.meetings import calendar, wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import meetings
from buurtbeeld.register.meetings import Commitment, Consultation
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import actions, choices, corrections, filters, forms, page, record_lists, register
from buurtbeeld.ui.actions import Act, Add, Change
from buurtbeeld.ui.forms import Form, Values

_MEETING = ("kind", "held_at", "area_id", "partners", "story")
_PROMISE = ("text", "due", "made_at", "consultation_id", "area_id")
_LAST = 8


def everything() -> tuple[Entry[Commitment], ...]:
    """Every promise that this visitor may see."""
    return register.listed(Commitment)


def promises(commitments: tuple[Entry[Commitment], ...]) -> None:
    """The promises as cards, the late ones first."""
    met = register.listed(Consultation)
    with st.container(horizontal=True, gap="small"):
        actions.button(_promise(met))
        actions.button(_meeting())
    states = {"open": _("Open"), "late": _("Te laat"), "kept": _("Nagekomen")}
    shown = wording.chosen(commitments, filters.choice("promises", _("Toon"), states), today())
    nothing = _("Hier staat niets. Leg een afspraak vast met wie haar nakomt en wanneer, dan komt zij vanzelf terug.")
    card = functools.partial(_card, met={record.id: record.what for record in met})
    record_lists.cards(shown, "promises", nothing, card)


def recent_consultations() -> None:
    """The last meetings, with what was said in short."""
    page.heading(_("Overleggen"))
    records = record_display.newest_first(register.listed(Consultation), "held_at")[:_LAST]
    if not records:
        st.caption(_("Er is nog geen overleg vastgelegd."))
    names = choices.names() if records else {}
    for record in records:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{text.plain(wording.meeting(record.what, names))}**")
            present = [names.get(each, each) for each in record.what.partners]
            if present:
                st.markdown(f":gray[{_('Aanwezig')}: {text.plain(', '.join(present))}]")
            if record.what.story:
                st.markdown(text.plain(record.what.story))
            offered = {"area_id": choices.changeable("hold_consultation"), "partners": choices.partners()}
            question = _("Het overleg gaat uit elke lijst; wat er is afgesproken blijft.")
            with st.container(horizontal=True, gap="small"):
                hand_overs_panel.from_meeting(record)
                corrections.offer(record, _MEETING, question, offered)


def _card(record: Entry[Commitment], names: record_display.Names, met: Mapping[UUID, Consultation]) -> None:
    what, meeting = record.what, met.get(record.what.consultation_id) if record.what.consultation_id else None
    where = [wording.meeting(meeting, names) if meeting else "", names.get(what.area_id or "", "")]
    head = what.text or _("(tekst niet zichtbaar voor uw rol)")
    st.markdown(f"**{text.plain(head)}** {wording.badge(what, today())}")
    line = [wording.owner(what, names), *(part for part in where if part)]
    st.markdown(f":gray[{' · '.join(text.plain(part) for part in line)}]")
    with st.container(horizontal=True, gap="small"):
        if what.kept_at is None:
            actions.button(_keep(record), what.area_id)
            _into_calendar(record, names)
        fields = ("text", "due", "made_at", "area_id", *(("kept_at",) if what.kept_at else ()))
        offered = {"area_id": choices.changeable("commit")}
        corrections.offer(record, fields, _("Deze afspraak gaat uit elke lijst."), offered)


def _into_calendar(record: Entry[Commitment], names: record_display.Names) -> None:
    st.download_button(
        _("Zet in agenda"),
        calendar.ics(record, names),
        f"afspraak-{record.what.due:%Y-%m-%d}.ics",
        calendar.KIND,
        key=f"calendar_{record.id}",
        on_click="ignore",
        icon=":material/event:",
    )


def _keep(record: Entry[Commitment]) -> Act:
    form = Form(Commitment, ("kept_at",), f"keep_{record.id}", {"kept_at": today()}, must=("kept_at",))
    title, afterwards = _("Nagekomen"), _("De afspraak is nagekomen.")
    return Change(meetings.keep_commitment, title, form, afterwards, record=record, icon=":material/check:")


def _meeting() -> Act:
    offered = {"area_id": choices.changeable("hold_consultation"), "partners": choices.partners()}
    form = Form(Consultation, _MEETING, "meeting_new", {"held_at": today(), "kind": "area_meeting"}, offered)
    title, afterwards = _("Leg een overleg vast"), _("Het overleg is vastgelegd. Leg nu de afspraken vast.")
    return Add(meetings.hold_consultation, title, form, afterwards, undo=True, icon=":material/groups:")


def _promise(met: tuple[Entry[Consultation], ...]) -> Act:
    names = choices.names()
    recent = record_display.newest_first((record for record in met if record.what.held_at <= today()), "held_at")
    offered = {
        "consultation_id": {str(record.id): wording.meeting(record.what, names) for record in recent},
        "area_id": choices.changeable("commit"),
    }
    form = Form(Commitment, _PROMISE, "promise_new", {"made_at": today()}, offered)
    title, afterwards = _("Leg een afspraak vast"), _("De afspraak staat erbij.")
    return Add(meetings.commit, title, form, afterwards, _with_owner, undo=True, icon=":material/handshake:")


def _with_owner(form: Form) -> Values:
    """The fields of a promise with one list of owners: partners and our own roles together."""
    first = forms.draw(Form(form.kind, ("text",), form.key))
    partners, roles = choices.partners(), record_display.words(Commitment, "own_role")
    offered = {f"partner:{key}": name for key, name in partners.items()}
    offered |= {f"own:{key}": _("{role} (rol)", role=role) for key, role in roles.items()}
    kept = forms.restored(form)
    was = f"partner:{kept.get('partner_id')}" if kept.get("partner_id") else f"own:{kept.get('own_role')}"
    # The register holds two fields, of which one is filled; here it is one question: who does it?
    chosen = st.selectbox(
        _("Wie komt haar na?"),
        list(offered),
        index=list(offered).index(was) if was in offered else None,
        format_func=offered.__getitem__,
        key=forms.key(form, "owner"),
        placeholder=_("Typ om te zoeken"),
        filter_mode="contains",
        persist_state="session",
    )
    sort, _colon, who = (chosen or "").partition(":")
    owner = {
        "partner_id": forms.identity(who) if sort == "partner" else None,
        "own_role": who if sort == "own" else None,
    }
    rest = Form(form.kind, form.fields[1:], form.key, form.given, form.offered)
    return first | owner | forms.draw(rest)
