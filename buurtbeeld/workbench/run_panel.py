"""The buttons: ask, stop, explain, link; and watching a question that runs. Judges no SQL."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from buurtbeeld import errors
from buurtbeeld.analysis import ask as analysis_ask
from buurtbeeld.analysis import catalogue, query_plan
from buurtbeeld.analysis.sandbox.pool import RunningQuestion
from buurtbeeld.text import _
from buurtbeeld.ui import guard
from buurtbeeld.workbench import session_panel
from buurtbeeld.workbench.session_panel import Outcome

SOON = 0.7
"""Seconds that the page waits itself: most answers are there by then, and nothing flickers."""


def draw(parameters: tuple[catalogue.Parameter, ...], given: dict[str, object], submitted: bool) -> None:
    """The row of buttons, and what they do; submitted: the visitor already did, by keyboard or by link."""
    now = session_panel.bench()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        run = st.button(
            _("Stel de vraag"),
            key="workbench_run",
            icon=":material/play_arrow:",
            disabled=now.running is not None,
            help=_("Of druk in de editor op Ctrl + Enter"),
        )
        plan = st.button(_("Leg uit"), key="workbench_plan", icon=":material/account_tree:", type="tertiary")
    if now.running is None and (run or submitted or plan) and now.sql.strip():
        _begin(parameters, given, explain=plan and not run)
    if now.running is not None:
        _watch()


def parameters() -> tuple[catalogue.Parameter, ...]:
    """The parameters of what lies on the bench; none, with a sentence, where their declaration cannot be read."""
    try:
        return catalogue.parameters(session_panel.bench().sql)
    except errors.ParameterRefused as error:
        st.warning(str(error))
        return ()


def _begin(parameters: tuple[catalogue.Parameter, ...], given: dict[str, object], explain: bool) -> None:
    now = session_panel.bench()
    now.begun = Outcome(now.sql, given)
    session_panel.write_link(given)
    try:
        now.running = analysis_ask.begin(now.sql, parameters, given, explain=explain)
    except errors.AnalysisError as error:
        session_panel.settle(session_panel.failure(now.begun, sentence(error)))
        st.rerun()
    if now.running.wait(SOON):
        _finish(now.running, now.begun)
        st.rerun()


@st.fragment(run_every=0.5)
def _watch() -> None:
    guard.require("analyse")
    now = session_panel.bench()
    if now.running is None or now.begun is None:
        return
    if now.running.done:
        _finish(now.running, now.begun)
        st.rerun()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(
            f":material/hourglass_top: {_('Bezig, {seconds} s', seconds=int(now.running.seconds))}", width="content"
        )
        if st.button(_("Stop"), key="workbench_stop", icon=":material/stop:"):
            now.running.cancel()
            now.running.wait(5)
            _finish(now.running, now.begun)
            st.rerun()


def _finish(running: RunningQuestion, begun: Outcome) -> None:
    try:
        answer = running.answer()
    except errors.QuestionRefused as error:
        refusal = _("Hier kan alleen één SELECT op de tabellen van het analysebestand. Er is niets uitgevoerd.")
        session_panel.settle(session_panel.failure(begun, refusal, str(error), error.position))
    except errors.QuestionFaulty as error:
        refusal = _("De database begrijpt deze vraag niet:")
        session_panel.settle(session_panel.failure(begun, refusal, str(error), error.position))
    except errors.AnalysisError as error:
        session_panel.settle(session_panel.failure(replace(begun, seconds=running.seconds), sentence(error)))
    else:
        rows = None if answer.plan else analysis_ask.as_frame(answer.rows)
        session_panel.settle(replace(begun, rows=rows, capped=answer.capped, seconds=answer.seconds, plan=answer.plan))


def sentence(error: errors.AnalysisError) -> str:
    """Why a question got no answer, and what helps."""
    if isinstance(error, errors.QuestionTooHeavy):
        if error.what == "memory":
            return _("Deze vraag heeft meer geheugen nodig dan er is en is gestopt. Vraag minder rijen of kolommen.")
        return _("Deze vraag duurde te lang en is gestopt. Kies minder maanden of gebieden.")
    return {
        errors.QuestionCancelled: _("Gestopt. Er draait niets meer."),
        errors.TooManyQuestions: _("Er zijn nu te veel vragen tegelijk. Probeer het zo nog eens."),
    }.get(type(error), _("Er kwam geen antwoord: {error}", error=error))


def draw_plan(plan: str) -> None:
    """How the database means to answer, a step a line, the last one first."""
    st.markdown(f"**{_('Zo gaat de database te werk')}** — {_('lees van onder naar boven')}")
    if query_plan.heavy(plan):
        st.warning(_("Ergens worden meer dan 10 miljoen rijen verwacht; dat duurt lang. Tel eerst, combineer daarna."))
    st.code("\n".join(query_plan.lines(plan)), language=None, wrap_lines=True)
