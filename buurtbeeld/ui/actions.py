"""A button that opens a form and does a verb with what was filled in: the same everywhere. Knows no kind of record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from buurtbeeld.register.records import Kept, Record
from buurtbeeld.text import _
from buurtbeeld.ui import choices, forms, guard, register
from buurtbeeld.ui.forms import Form
from buurtbeeld.ui.register import Verb

Values = dict[str, Any]
ADD = ":material/add:"
"""The icon of every button that makes a new record."""


@dataclass(frozen=True)
class Act:
    """One thing to do. verb: of buurtbeeld.access; do: what is filled in -> the verb to call; told: what is said
    afterwards; ask: draws another form than `form` alone; wanted: what is filled in as a record, to set beside what a
    colleague made of it; undo: whether the way back is offered; was: the fields as they stood, where the verb
    changes them; before: a sentence above the form."""

    verb: str
    title: str
    form: Form
    do: Callable[[Values], Verb]
    told: str
    ask: Callable[[Form], Values] = forms.draw
    wanted: Callable[[Values], Record] | None = None
    undo: bool = False
    was: Mapping[str, Any] | None = None
    before: str = ""
    icon: str = ":material/edit:"


def button(act: Act, area_id: str | None = None, *, words: str = "", quiet: bool = False) -> None:
    """The button, for whoever may do this here; quiet: one that most visitors pass by."""
    look: Any = "tertiary" if quiet else "secondary"
    key = f"open_{act.form.key}"
    if guard.may(act.verb, area_id) and st.button(words or act.title, key=key, icon=act.icon, type=look):
        st.dialog(act.title)(_dialog)(act)


def _dialog(act: Act) -> None:
    guard.require(act.verb)
    if act.before:
        st.markdown(act.before)
    if forms.restored(act.form):
        st.info(_("Uw concept staat er weer."), icon=":material/history_edu:")
    values = act.ask(act.form)
    forms.remember(act.form, values)
    if st.button(_("Bewaar"), key=f"save_{act.form.key}", width="stretch"):
        wanted = act.wanted(values) if act.wanted else None
        kept, _why = register.tried(act.verb, act.do(values), wanted, choices.names())
        if kept:
            forms.clear(act.form.key)
            register.tell(act.told, kept if act.undo and isinstance(kept, Kept) else None, act.was)
            st.rerun()


def sure(
    words: str,
    question: str,
    verb: str,
    do: Verb,
    told: str,
    *,
    key: str,
    area_id: str | None = None,
    quiet: bool = False,
) -> None:
    """A button that asks once more before something goes; afterwards it can be brought back."""
    if not guard.may(verb, area_id):
        return
    look: Any = "tertiary" if quiet else "secondary"
    with st.popover(words, icon=":material/delete:", type=look):
        st.markdown(question)
        if st.button(_("Ja, {words}", words=words.lower()), key=f"sure_{key}"):
            kept, _why = register.tried(verb, do)
            if kept:
                register.tell(told, kept if isinstance(kept, Kept) else None)
                st.rerun()


def whole(kind: type[Record], form: Form, more: Mapping[str, Any] | None = None) -> Callable[[Values], Record]:
    """What is filled in as a record of this kind: what stood in it, what was asked, and `more`."""
    return lambda values: kind(**{**_standing(kind, form), **values, **(more or {})})


def _standing(kind: type[Record], form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.given.items() if name in kind.fields}
