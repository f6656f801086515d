"""What lists and details of records share: long lists, links, confidential texts, history. Knows no kind of record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

import streamlit as st

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import reading
from buurtbeeld.register.records import Entry, Record
from buurtbeeld.text import _
from buurtbeeld.ui import choices, filters, guard, page, register

T = TypeVar("T")
_IN_SIGHT = 25


def narrowed(key: str, states: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """What of a list the visitor wants to see: one of the states (key -> words), and the areas where; none: everywhere.
    key: of the choice of state in the link."""
    own, state = choices.mine(), filters.choice(key, _("Toon"), states)
    whose = {"mine": _("Mijn gebieden"), "all": _("Alle gebieden")}
    return state, own if own and filters.choice("whose", _("Waar"), whose) == "mine" else frozenset()


def cards(rows: Sequence[T], key: str, otherwise: str, draw: Callable[[T, record_display.Names], None]) -> None:
    """Each row as a card, drawn with the names of what keys mean; a sentence where there are none."""
    if not rows:
        st.info(otherwise)
        return
    names = choices.names()
    for row in first(rows, key):
        with st.container(border=True, gap="small"):
            draw(row, names)


def first(rows: Sequence[T], key: str) -> Sequence[T]:
    """The first rows of a long list, and a switch for the rest."""
    if len(rows) <= _IN_SIGHT or st.toggle(_("Toon alle {n}", n=len(rows)), key=f"whole_{key}"):
        return rows
    return rows[:_IN_SIGHT]


def go(words: str, key: str, value: str, icon: str = ":material/arrow_forward:") -> None:
    """A button that puts a record in the link of this page, or takes it out."""
    st.button(words, key=f"go_{key}_{value}", icon=icon, type="tertiary", on_click=_put, args=(key, value))


def _put(key: str, value: str) -> None:
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def story(kind: type[Record], record: Entry[Any], words: str | None, confidential: bool) -> None:
    """What people wrote; for what is confidential a button, because reading it is noted."""
    if words:
        st.markdown(f"> {text.plain(words)}")
    elif confidential:
        area = record.what.area_id
        may = record.created_by == guard.visitor().id or guard.may("read_confidential", area)
        asked = _("Lees de vertrouwelijke tekst (dit wordt vastgelegd)")
        if may and st.button(asked, icon=":material/lock_open:", key=f"read_{record.id}"):
            whole = register.attempt(register.call(reading.read_confidential, kind, record.id))
            if whole:
                written = getattr(whole.what, "story", None) or getattr(whole.what, "text", None) or text.NOTHING
                st.markdown(f"> {text.plain(written)}")


def history(records: list[tuple[type[Record], UUID]]) -> None:
    """Who did what and when, from the audit, the last first; asked for only when somebody opens it."""
    if not page.opened(_("Toon wie wat wanneer vastlegde"), f"history_{records[0][1]}"):
        return
    names, doers = choices.names(), register.colleagues()
    by = guard.visitor()
    lines = [(kind, line) for kind, id in records for line in register.read_or((), reading.history, kind, id, by=by)]
    for kind, line in sorted(lines, key=lambda pair: pair[1].at, reverse=True):
        who = text.plain(doers[line.by])
        st.markdown(f"{record_display.moment(line.at)} · **{who}** · {record_display.changes(kind, line, names)}")
