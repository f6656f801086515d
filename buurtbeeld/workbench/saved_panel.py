"""Questions that are kept: one's own and those that others share, their versions, and the file for queries/."""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st

from buurtbeeld import text
from buurtbeeld.analysis import header, sql_text
from buurtbeeld.analysis.header import Header
from buurtbeeld.errors import AccessDenied, ChangedMeanwhile, QueryNotKept, RegisterUnavailable, RemarkRefused
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display import refusals as record_display_refusals
from buurtbeeld.register import saved_queries
from buurtbeeld.register.saved_queries import Saved
from buurtbeeld.text import _
from buurtbeeld.ui import guard
from buurtbeeld.workbench import session_panel

_log = logging.getLogger(__name__)


def draw() -> None:
    """The kept questions, and what can be done with the one on the bench."""
    kept = _kept()
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Bewaar deze vraag"), key="workbench_keep", icon=":material/bookmark_add:"):
            st.dialog(_("Bewaar deze vraag"))(_form)(_on_bench(kept))
        if st.button(_("Maak er een bestand van"), key="workbench_file", icon=":material/upgrade:", type="tertiary"):
            st.dialog(_("Een vraag voor iedereen"), width="large")(_promote)()
    with st.container(height=260, border=False, gap="xsmall"):
        if not kept:
            st.caption(_("Er is nog niets bewaard."))
        for query in kept:
            _one(query)


def _me() -> str:
    return guard.visitor().id


def _kept() -> tuple[Saved, ...]:
    try:
        return saved_queries.visible(guard.register(), to=_me())
    except RegisterUnavailable as error:
        _log.error("%s", error)
        st.warning(_("Wat bewaard is, is nu niet te lezen."))
        return ()


def _on_bench(kept: tuple[Saved, ...]) -> Saved | None:
    lies = session_panel.bench().saved
    return next((query for query in kept if lies and query.id == lies[0] and query.owner == _me()), None)


def _one(query: Saved) -> None:
    shared = _("gedeeld") if query.shared else _("alleen van u")
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        label = f"{record_display.plain(query.name)} · {shared} · {_('versie {number}', number=query.version)}"
        if st.button(label, key=f"saved_{query.id}", type="tertiary"):
            session_panel.put(query.sql, (query.id, query.version))
            st.rerun()
        if st.button(
            _("Versies"), key=f"versions_{query.id}", icon=":material/history:", type="tertiary", width="content"
        ):
            st.dialog(_("Versies"), width="large")(_versions)(query)


def _form(query: Saved | None) -> None:
    guard.require("analyse")
    asked = header.read(session_panel.bench().sql, text.language()).question
    name = st.text_input(_("Naam"), query.name if query else asked, max_chars=120)
    shared = st.toggle(_("Deel met collega’s"), query.shared if query else False)
    st.caption(_("Geen namen van personen, in de naam niet en in de vraag niet."))
    sql = session_panel.bench().sql
    with st.container(horizontal=True, gap="small"):
        if query and st.button(_("Bewaar als nieuwe versie"), type="primary"):
            _done(
                lambda register, by: saved_queries.change(
                    register, query.id, name, sql, by=by, seen=query.version, shared=shared
                )
            )
        if st.button(_("Bewaar als nieuwe vraag"), type="secondary" if query else "primary"):
            _done(lambda register, by: saved_queries.keep(register, name, sql, by=by, shared=shared))


def _versions(query: Saved) -> None:
    guard.require("analyse")
    for version in saved_queries.versions(guard.register(), query.id):
        st.caption(_("Versie {number}, {moment}", number=version.version, moment=text.moment(version.at)))
        st.code(version.sql, language="sql", wrap_lines=True)
        if st.button(_("Leg op de werkbank"), key=f"version_{version.version}"):
            session_panel.put(version.sql, (query.id, query.version))
            st.rerun()
    if query.owner == _me() and st.button(_("Haal weg"), icon=":material/delete:", type="tertiary"):
        _done(lambda register, by: saved_queries.take_back(register, query.id, by=by, seen=query.version))


def _promote() -> None:
    guard.require("analyse")
    sql = session_panel.bench().sql
    st.caption(_("Zet dit bestand in queries/; dan staat de vraag in de bibliotheek en kan een pagina haar stellen."))
    dutch = _header(sql, "nl", _("De vraag in het Nederlands"), _("Eén rij per wat, in welke volgorde?"))
    english = _header(sql, "en", _("De vraag in het Engels"), _("Hetzelfde in het Engels: één rij per wat?"))
    name = sql_text.file_name(st.text_input(_("Naam"), "_".join(english.question.split()[:3])))
    made = header.written(english, dutch, sql)
    st.code(made, language="sql", wrap_lines=True)
    st.download_button(_("Download {kind}", kind=name), made, name, "text/plain", on_click="ignore")


def _header(sql: str, language: str, question: str, grain: str) -> Header:
    """The header in one language as the analyst wants it, after what the SQL says itself; question, grain: labels."""
    own = header.read(sql, language)
    first, second = st.columns([3, 2], gap="small")
    with first:
        asked = st.text_input(question, own.question)
    with second:
        return Header(asked, st.text_input(grain, header.per(own.grain)))


def _done(verb: Callable) -> None:
    refused = _said(verb)
    if refused:
        st.error(refused)
    else:
        st.rerun()


def _said(verb: Callable) -> str:
    try:
        kept = verb(guard.register(), guard.visitor())
    except AccessDenied:
        return _("Dit mag u met uw rol niet.")
    except RemarkRefused as refused:
        return record_display_refusals.refusal(refused.reason)
    except QueryNotKept as refused:
        return _not_kept(refused.reason)
    except ChangedMeanwhile:
        return _("Deze vraag is intussen veranderd of weggehaald. Er is niets overschreven; open haar opnieuw.")
    except RegisterUnavailable as error:
        _log.error("%s", error)
        return _("Het kon nu niet worden bewaard. Er is niets veranderd; probeer het zo nog eens.")
    session_panel.bench().saved = (kept.id, kept.version) if kept else None
    return ""


def _not_kept(reason: str) -> str:
    return {
        "empty": _("Er staat nog niets om te bewaren."),
        "long": _("Deze vraag is te lang om te bewaren."),
    }.get(reason, _("Deze vraag is van een collega. Bewaar haar als nieuwe vraag."))
