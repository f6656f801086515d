"""Saved questions: one's own and those that others share, their versions, and the file for queries/."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from buurtbeeld import text
from buurtbeeld.analysis import header, sql_text
from buurtbeeld.analysis.header import Header
from buurtbeeld.register import saved_queries
from buurtbeeld.register.saved_queries import SavedQuery
from buurtbeeld.text import _
from buurtbeeld.ui import guard, register
from buurtbeeld.ui.register import Call
from buurtbeeld.workbench import session_panel


def draw() -> None:
    """The saved questions, and what can be done with the one on the bench."""
    queries = _visible()
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Bewaar deze vraag"), key="workbench_keep", icon=":material/bookmark_add:"):
            st.dialog(_("Bewaar deze vraag"))(_form)(_on_bench(queries))
        if st.button(_("Maak er een bestand van"), key="workbench_file", icon=":material/upgrade:", type="tertiary"):
            st.dialog(_("Een vraag voor iedereen"), width="large")(_promote)()
    with st.container(height=260, border=False, gap="xsmall"):
        if not queries:
            st.caption(_("Er is nog niets bewaard."))
        for query in queries:
            _row(query)


def _me() -> str:
    return guard.visitor().id


def _visible() -> tuple[SavedQuery, ...]:
    return register.read_or((), saved_queries.visible, to=_me())


def _on_bench(queries: tuple[SavedQuery, ...]) -> SavedQuery | None:
    lies = session_panel.bench().saved
    return next((query for query in queries if lies and query.id == lies[0] and query.owner == _me()), None)


def _row(query: SavedQuery) -> None:
    shared = _("gedeeld") if query.shared else _("alleen van u")
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        label = f"{text.plain(query.name)} · {shared} · {_('versie {number}', number=query.version)}"
        if st.button(label, key=f"saved_{query.id}", type="tertiary"):
            session_panel.put(query.sql, (query.id, query.version))
            st.rerun()
        if st.button(
            _("Versies"), key=f"versions_{query.id}", icon=":material/history:", type="tertiary", width="content"
        ):
            st.dialog(_("Versies"), width="large")(_versions)(query)


def _form(query: SavedQuery | None) -> None:
    guard.require("analyse")
    question = header.read(session_panel.bench().sql, text.language()).question
    name = st.text_input(_("Naam"), query.name if query else question, max_chars=120)
    shared = st.toggle(_("Deel met collega’s"), query.shared if query else False)
    st.caption(_("Geen namen van personen, in de naam niet en in de vraag niet."))
    sql = session_panel.bench().sql
    with st.container(horizontal=True, gap="small"):
        if query and st.button(_("Bewaar als nieuwe versie"), type="primary"):
            _save(_call(saved_queries.change, query.id, name, sql, seen=query.version, shared=shared))
        if st.button(_("Bewaar als nieuwe vraag"), type="secondary" if query else "primary"):
            _save(_call(saved_queries.keep, name, sql, shared=shared))


def _versions(query: SavedQuery) -> None:
    guard.require("analyse")
    for version in register.read_or((), saved_queries.versions, query.id):
        st.caption(_("Versie {number}, {moment}", number=version.version, moment=text.moment(version.at)))
        st.code(version.sql, language="sql", wrap_lines=True)
        if st.button(_("Leg op de werkbank"), key=f"version_{version.version}"):
            session_panel.put(version.sql, (query.id, query.version))
            st.rerun()
    if query.owner == _me() and st.button(_("Haal weg"), icon=":material/delete:", type="tertiary"):
        _remove(query)


def _promote() -> None:
    guard.require("analyse")
    sql = session_panel.bench().sql
    st.caption(_("Zet dit bestand in queries/; dan staat de vraag in de bibliotheek en kan een pagina haar stellen."))
    dutch = _header(sql, "nl", _("De vraag in het Nederlands"), _("Eén rij per wat, in welke volgorde?"))
    english = _header(sql, "en", _("De vraag in het Engels"), _("Hetzelfde in het Engels: één rij per wat?"))
    name = sql_text.file_name(st.text_input(_("Naam"), "_".join(english.question.split()[:3])))
    content = header.file_text(english, dutch, sql)
    st.code(content, language="sql", wrap_lines=True)
    st.download_button(_("Download {kind}", kind=name), content, name, "text/plain", on_click="ignore")


def _header(sql: str, language: str, question: str, grain: str) -> Header:
    """The header in one language as the analyst wants it, after what the SQL says itself; question, grain: labels."""
    own = header.read(sql, language)
    first, second = st.columns([3, 2], gap="small")
    return Header(first.text_input(question, own.question), second.text_input(grain, header.per(own.grain)))


def _remove(query: SavedQuery) -> None:
    if register.attempt(_call(saved_queries.take_back, query.id, seen=query.version)):
        session_panel.bench().saved = None
        st.rerun()


def _call(verb: Callable[..., SavedQuery], *args: object, **values: object) -> Call[SavedQuery]:
    return Call(verb, args, values, "analyse")


def _save(call: Call[SavedQuery]) -> None:
    query = register.attempt(call)
    if query:
        session_panel.bench().saved = (query.id, query.version)
        st.rerun()
