"""The door through which pages record: does a verb, says what became of it, offers the way back. Knows no record."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import streamlit as st

from buurtbeeld.access import Person
from buurtbeeld.errors import RegisterUnavailable
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display import labels as record_labels
from buurtbeeld.record_display import refusals, roles
from buurtbeeld.register import corrections, people, reading, store
from buurtbeeld.register.records import Kept, Record
from buurtbeeld.register.store import Engine
from buurtbeeld.text import _
from buurtbeeld.ui import guard

T = TypeVar("T", bound=Record)
Verb = Callable[[Engine, Person], Any]
_TOLD = "done_told"
_log = logging.getLogger(__name__)


def tried(
    name: str, verb: Verb, wanted: Record | None = None, names: Mapping[str, str] | None = None
) -> tuple[Any, str]:
    """What a verb gave and an empty sentence; or None and, drawn on the page, why not: with both versions where a
    colleague was first, what was wanted and what now stands."""
    try:
        return verb(guard.register(), guard.visitor()), ""
    except refusals.EXPECTED as error:
        sentence = refusals.sentence(error, name)
        if isinstance(error, RegisterUnavailable):
            _log.error("%s", error)
        st.warning(sentence, icon=":material/block:")
        _beside(wanted, getattr(error, "now", None), names or {})
        return None, sentence


def tell(sentence: str, done: Kept[Any] | None = None, before: Mapping[str, Any] | None = None) -> None:
    """Says this above the page that is drawn next. done: what became of it, to be undone; before: the fields that
    were changed, as they were. What is new is withdrawn, what was changed put back, what was withdrawn brought back."""
    st.session_state[_TOLD] = (sentence, None if done is None else (done, before))


def told() -> None:
    """What became of what the visitor just did, with the way back."""
    sentence, undo = st.session_state.pop(_TOLD, ("", None))
    if sentence:
        # On a phone the button pressed lies far below this; the toast is seen from anywhere.
        st.toast(sentence, icon=":material/check:")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.success(sentence, icon=":material/check:")
            if undo:
                words = _("Ongedaan maken")
                st.button(words, icon=":material/undo:", on_click=take_back, args=undo, key=f"undo_{undo[0].id}")


def take_back(done: Kept[Any], before: Mapping[str, Any] | None) -> None:
    """Undoes what was just done, and says so on the page that is drawn next."""
    known: dict[str, Any] = {"kind": type(done.what), "record": done.id, "seen": done.version}
    verb: Callable[..., Any]
    if done.deleted_at is not None:
        verb, told = functools.partial(corrections.bring_back, **known), _("Teruggehaald: {kind}.")
    elif before is not None:
        verb, told = functools.partial(corrections.correct, **known, **before), _("Weer zoals het was: {kind}.")
    else:
        verb = functools.partial(corrections.withdraw, **known)
        told = _("Ingetrokken: {kind}. Dit telt nergens meer mee.")
    undone, _why = tried("withdraw", lambda engine, by: verb(engine, by=by))
    if undone:
        st.session_state[_TOLD] = (told.format(kind=record_labels.kinds()[done.what.called]), None)


def listed(kind: type[T], *, removed: bool = False, **which: object) -> tuple[Kept[T], ...]:
    """The records of a kind that this visitor may see; none, with a sentence, when the register cannot be read."""
    try:
        return reading.listed(guard.register(), kind, by=guard.visitor(), removed=removed, **which)
    except RegisterUnavailable as error:
        _log.error("%s", error)
        st.error(_("Wat is vastgelegd kan nu niet worden gelezen. Probeer het zo opnieuw."))
        st.stop()


def readable(*, say: bool = True) -> bool:
    """Whether the register can be read now; if not, a sentence (say), and a page of figures goes on without records."""
    try:
        with store.reading(guard.register()):
            return True
    except RegisterUnavailable as error:
        _log.error("%s", error)
        if say:
            st.caption(_("Wat collega's hebben vastgelegd kan nu niet worden gelezen; de cijfers wel."))
        return False


def last_changed(record: Kept[Any]) -> datetime:
    """When a record got the version that stands (UTC)."""
    if record.version == 1:
        return record.created_at
    lines, _why = tried("read", lambda engine, by: reading.history(engine, type(record.what), record.id, by=by))
    return max([record.created_at, *(line.at for line in lines or () if line.verb != "read")])


def colleagues() -> dict[str, str]:
    """Who did something, by the id that a record keeps -> words."""
    try:
        known = {str(one.id): one.email for one in people.everybody(guard.register())}
    except RegisterUnavailable:
        known = {}
    return _Doers(known)


class _Doers(dict[str, str]):
    def __missing__(self, by: str) -> str:
        return roles.doer(by)


def _beside(wanted: Record | None, now: object, names: Mapping[str, str]) -> None:
    if wanted is None or not isinstance(now, Kept):
        return
    sides = record_display.both(wanted, now.what, names)
    for column, head, words in zip(
        st.columns(2, border=True), (_("Wat u wilde"), _("Zoals het nu is")), sides, strict=True
    ):
        with column:
            st.markdown(f"**{head}**\n\n{words}")
