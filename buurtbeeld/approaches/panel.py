"""Approaches: the list, the form, and what was recorded about one. Compares and judges nothing."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.approaches import status
from buurtbeeld.approaches.status import ApproachHistory
from buurtbeeld.clock import today
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import approaches
from buurtbeeld.register.approaches import Approach, ApproachFreeze
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import actions, choices, page, record_lists, register
from buurtbeeld.ui.actions import Act, Add, Change, Save
from buurtbeeld.ui.forms import Form, Offered

KEY = "approach"
"""Areas that have others to be compared with."""
_FIELDS = (
    "name", "area_id", "kind", "starts_at", "ends_at", "themes", "measure", "mechanism", "expected_effect",
    "expected_drop", "partners", "cost",
)  # fmt: skip


def everything() -> list[ApproachHistory]:
    """Every approach that this visitor may see, with what was frozen about it."""
    return status.histories(register.listed(Approach), register.listed(ApproachFreeze))


def chosen(histories: list[ApproachHistory]) -> ApproachHistory | None:
    """The approach that the link names, or None."""
    return next((history for history in histories if str(history.approach.id) == st.query_params.get(KEY)), None)


def listing(histories: list[ApproachHistory]) -> None:
    """The approaches as cards, with the filters; the last to begin first."""
    state, areas = record_lists.narrowed("approaches", status.states())
    shown = status.chosen(histories, state, areas, today())
    _new()
    nothing = _(
        "Hier staat niets. Leg een aanpak vast zodra u die met partners afspreekt, of kies een ander lijstje: "
        "dan is later te zien of het hielp."
    )
    record_lists.cards(shown, "approaches", nothing, _card)


def _card(history: ApproachHistory, names: record_display.Names) -> None:
    what = history.approach.what
    st.markdown(f"**{text.plain(status.title(what, names))}** {status.badges(history, today())}")
    where = text.plain(names.get(what.area_id, what.area_id))
    st.markdown(f":gray[{where} · {status.period(what)}]")
    record_lists.go(_("Open de aanpak"), KEY, str(history.approach.id))


def _offered() -> Offered:
    areas = choices.changeable("record_approach", *codes.FIGURE_LEVELS)
    return {"area_id": areas, "themes": choices.themes(), "partners": choices.partners()}


def _new() -> None:
    given = {"starts_at": today(), "measure": "facts_residents", "area_id": st.query_params.get("area")}
    form = Form(Approach, _FIELDS, "approach_new", given, _offered())
    afterwards = _("De aanpak staat erbij. Kies nu waarmee u vergelijkt, en bevries dat.")
    title, verb = _("Nieuwe aanpak"), approaches.record_approach
    actions.button(Add(verb, title, form, afterwards, undo=True, before=_hint(), icon=actions.ADD))


def _hint() -> str:
    return _("Kiest u niets bij ‘Gericht op’, dan telt elk thema mee.")


def description(history: ApproachHistory) -> None:
    """What it is: name, where, when, why it should work, and what can be changed."""
    approach, names = history.approach, choices.names()
    what = approach.what
    record_lists.go(_("Terug naar de lijst"), KEY, "", ":material/arrow_back:")
    page.heading(status.title(what, names))
    st.markdown(f"{status.badges(history, today())} {status.period(what)}")
    page.area_link(what.area_id, names.get(what.area_id, what.area_id))
    lines = [f"**{label}**: {text.plain(words)}" for label, words in status.about(what, names)]
    st.markdown("  \n".join(lines))
    with st.container(horizontal=True, gap="small"):
        actions.button(_change(approach), what.area_id)
        if what.ends_at is None:
            actions.button(_end(approach), what.area_id)
    record_lists.history([(Approach, approach.id), *((ApproachFreeze, each.id) for each in history.freezes)])


def _change(approach: Entry[Approach]) -> Act:
    form = Form(Approach, _FIELDS, f"approach_{approach.id}_{approach.version}", vars(approach.what), _offered())
    afterwards = _("De aanpak is gewijzigd.")
    return Save(approaches.record_approach, _("Wijzig"), form, afterwards, record=approach, before=_hint())


def _end(approach: Entry[Approach]) -> Act:
    form = Form(Approach, ("ends_at",), f"approach_end_{approach.id}", {"ends_at": today()}, must=("ends_at",))
    title, afterwards = _("Beëindig"), _("De aanpak is beëindigd. Het resultaat telt gewoon door.")
    return Change(approaches.end_approach, title, form, afterwards, record=approach, icon=":material/flag:")
