"""Hand-overs: the list with what is late and stuck, one with its five days, and lead times. Knows no case's inside."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from buurtbeeld import text
from buurtbeeld.clock import today
from buurtbeeld.hand_overs import form_panel, wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import hand_overs
from buurtbeeld.register.cases import Case
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.meetings import Consultation
from buurtbeeld.register.observations import Observation
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import actions, choices, page, record_lists, register
from buurtbeeld.ui.actions import Act, Add, Change
from buurtbeeld.ui.forms import Form, Offered, Values

KEY = "handed"
_NEW = ("area_id", "theme", "severity", "partner_id", "handed_at", "question", "confidential")
_ABOUT = ("case_id", "consultation_id", "source", "source_id")
_ENDS = ("done", "returned", "declined")


def everything() -> tuple[Entry[HandOver], ...]:
    """Every hand-over that this visitor may see."""
    return register.listed(HandOver)


def chosen(records: tuple[Entry[HandOver], ...]) -> Entry[HandOver] | None:
    """The hand-over that the link names, or None."""
    return next((record for record in records if str(record.id) == st.query_params.get(KEY)), None)


def listing(records: tuple[Entry[HandOver], ...]) -> None:
    """The hand-overs as cards, those that are stuck first."""
    states = {"open": _("Open"), "overdue": _("Over de norm"), "stuck": _("Vast"), "closed": _("Afgesloten")}
    state, areas = record_lists.narrowed("handed_over", states)
    shown = wording.chosen(records, state, areas, today())
    new()
    nothing = _("Hier staat niets. Draag een kwestie over zodra een partner aan zet is, of kies een ander lijstje.")
    record_lists.cards(shown, "handed", nothing, _card)


def _card(record: Entry[HandOver], names: record_display.Names) -> None:
    st.markdown(f"**{text.plain(wording.title(record.what, names))}** {wording.badge(record.what, today())}")
    st.markdown(f":gray[{text.plain(wording.summary(record.what, names))}]")
    record_lists.go(_("Open de overdracht"), KEY, str(record.id))


def detail(record: Entry[HandOver]) -> None:
    """One hand-over: its five days as steps, what was asked, what can be noted now, and its history."""
    what, names = record.what, choices.names()
    record_lists.go(_("Terug naar de lijst"), KEY, "", ":material/arrow_back:")
    page.heading(wording.title(what, names))
    st.markdown(f"{wording.badge(what, today())} {text.plain(wording.summary(what, names))}")
    _stepper(what)
    st.caption(wording.norm(what))
    for words, label in ((what.question, _("Vraag")), (what.reason, _("Reden"))):
        if words:
            st.markdown(f"**{label}**: {text.plain(words)}")
    if what.closed_at is None:
        with st.container(horizontal=True, gap="small"):
            for act in _next(record):
                actions.button(act, what.area_id)
    record_lists.history([(HandOver, record.id)])


def _stepper(what: HandOver) -> None:
    with st.grid(5, min_column_width=120, gap="small"):
        for number, (word, day) in enumerate(wording.dates(what), 1):
            with st.container(border=True, gap="xsmall", height="stretch"):
                icon = ":material/check_circle:" if day else ":gray[:material/radio_button_unchecked:]"
                st.markdown(
                    f"{icon} {number}. {word}  \n" + (f"**{text.day(day)}**" if day else f":gray[{_('nog niet')}]")
                )


def _next(record: Entry[HandOver]) -> list[Act]:
    """What can be noted now: the first day that is still open leads, and closing is always possible."""
    what, offered = record.what, []
    if what.acknowledged_at is None:
        offered.append(_acknowledge(record))
    if what.first_action_at is None:
        words = _("Eerste actie"), _("De eerste actie is genoteerd.")
        offered.append(_dated(record, hand_overs.first_action, "first_action_at", *words))
    if what.fed_back_at is None:
        words = _("Teruggekoppeld"), _("De terugkoppeling is genoteerd.")
        offered.append(_dated(record, hand_overs.feed_back, "fed_back_at", *words))
    return [*offered, _close(record)]


def _dated(record: Entry[HandOver], verb: Callable[..., Entry[HandOver]], day: str, title: str, afterwards: str) -> Act:
    form = Form(HandOver, (day,), f"{verb.__name__}_{record.id}", {day: today()}, must=(day,))
    return Change(verb, title, form, afterwards, record=record, icon=":material/event_available:")


def _acknowledge(record: Entry[HandOver]) -> Act:
    offered = _outcomes("accepted", "declined")
    fields = ("acknowledged_at", "outcome", "reason")
    form = Form(
        HandOver, fields, f"acknowledge_{record.id}", {"acknowledged_at": today()}, offered, ("acknowledged_at",)
    )
    title, afterwards = _("Bevestigd"), _("De bevestiging is genoteerd.")
    return Change(hand_overs.acknowledge, title, form, afterwards, record=record, icon=":material/mark_email_read:")


def _close(record: Entry[HandOver]) -> Act:
    form = Form(
        HandOver,
        ("closed_at", "outcome", "reason"),
        f"close_{record.id}",
        {"closed_at": today()},
        _outcomes(*_ENDS),
        ("closed_at", "outcome"),
    )
    title, afterwards = _("Sluit af"), _("De overdracht is afgesloten.")
    return Change(hand_overs.close_hand_over, title, form, afterwards, record=record, icon=":material/task_alt:")


def _outcomes(*words: str) -> Offered:
    labels = record_display.words(HandOver, "outcome")
    return {"outcome": {word: labels[word] for word in words}}


def new(given: Values | None = None, words: str = "") -> None:
    """The button to hand a matter over; given: what is known already, such as its case."""
    start = {"handed_at": today(), "area_id": st.query_params.get("area")} | (given or {})
    offered = {"theme": choices.themes(), "partner_id": choices.partners()}
    offered["area_id"] = choices.changeable("hand_over")
    about = next((start[name] for name in ("case_id", "consultation_id", "source_id") if name in start), None)
    about = about or start["area_id"] or "new"
    form = Form(HandOver, _NEW, f"hand_over_{about}", start, offered)
    more = {name: start[name] for name in _ABOUT if name in start}
    before = "" if offered["partner_id"] else _("Er zijn nog geen partners. Leg er eerst een vast bij ‘Wie bellen?’.")
    title, afterwards = _("Draag over"), _("Overgedragen. De norm van deze partner loopt vanaf die dag.")
    verb, icon = hand_overs.hand_over, ":material/move_item:"
    act = Add(verb, title, form, afterwards, form_panel.ask, more=more, undo=True, before=before, icon=icon)
    actions.button(act, (given or {}).get("area_id"), words=words)


def from_case(case: Entry[Case]) -> None:
    """The button to hand a case over, to whom the route map names for its theme and severity."""
    what = case.what
    new({"case_id": case.id, "area_id": what.area_id, "theme": what.theme, "severity": what.severity})


def from_meeting(met: Entry[Consultation]) -> None:
    """The button to hand over what came up in a meeting, from that day on."""
    what = met.what
    given: Values = {"consultation_id": met.id, "handed_at": min(what.held_at, today())}
    new(given | ({"area_id": what.area_id} if what.area_id else {}), words=_("Draag iets over"))


def from_observation(seen: Entry[Observation]) -> None:
    """The button to hand over what was seen somewhere."""
    what = seen.what
    matter = {"area_id": what.area_id, "theme": what.theme, "severity": what.severity}
    new(matter | {"source": "register", "source_id": str(seen.id)})


def of_case(case: Entry[Case]) -> None:
    """What was handed over about a case."""
    records = register.listed(HandOver, case_id=case.id)
    if records:
        page.heading(_("Overgedragen"))
        names = choices.names()
        for record in records:
            st.markdown(f"{wording.badge(record.what, today())} {text.plain(wording.summary(record.what, names))}")


def to_lead_times() -> None:
    """The way to how long partners take."""
    words = _("Hoelang doen partners erover?")
    st.page_link("pages/what_works/lead_times.py", label=words, icon=":material/timer:")
