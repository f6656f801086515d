"""Colleagues' own questions about an area, as cards on its page. Runs them in the sandbox; keeps none."""

from __future__ import annotations

from itertools import cycle

import numpy as np
import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.analysis import ask as analysis_ask
from buurtbeeld.analysis import catalogue, sql_text
from buurtbeeld.analysis.sandbox.pool import RunningQuestion
from buurtbeeld.errors import AnalysisError, ParameterRefused
from buurtbeeld.register import saved_queries
from buurtbeeld.register.saved_queries import SavedQuery
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, page, register
from buurtbeeld.workbench import chart, run_panel, session_panel

MOST = 6
"""Cards on a page: each is a question that a process works on."""


def below(area: str) -> None:
    """The cards, once the visitor asks for them; nothing where nobody saved a question about an area."""
    queries = _about_an_area()
    if not queries:
        return
    page.heading(_("Vragen van analisten"), _("Bewaard en gedeeld op de werkbank, hier gesteld over dit gebied."))
    if not page.opened(_("Toon de antwoorden"), "cards"):
        return
    begun = [(query, _begin(query, area)) for query in queries[:MOST]]
    for column, (query, running) in zip(cycle(st.columns(2, gap="medium")), begun, strict=False):
        with column, st.container(border=True):
            _card(query, running, area)
    if len(queries) > MOST:
        st.caption(_("Er zijn er {number}; dit zijn de eerste {most}.", number=len(queries), most=MOST))


def _about_an_area() -> list[SavedQuery]:
    seen = register.read_or((), saved_queries.visible, to=guard.visitor().id, say=False)
    return [query for query in seen if _asks_an_area(query.sql)]


def _asks_an_area(sql: str) -> bool:
    """Whether an area is all that it needs to be told: whatever else it asks has an answer of its own."""
    try:
        parameters = catalogue.parameters(sql)
    except ParameterRefused:
        return False
    without_default = {parameter.name for parameter in parameters if not parameter.default}
    return "area" in {parameter.name for parameter in parameters} and without_default <= {"area"}


def _begin(query: SavedQuery, area: str) -> RunningQuestion | AnalysisError:
    try:
        return analysis_ask.begin(query.sql, catalogue.parameters(query.sql), {"area": area})
    except AnalysisError as error:
        return error


def _card(query: SavedQuery, running: RunningQuestion | AnalysisError, area: str) -> None:
    st.markdown(f"**{text.plain(query.name)}**")
    try:
        if isinstance(running, AnalysisError):
            raise running
        answer = running.answer()
    except AnalysisError as error:
        st.caption(run_panel.sentence(error))
    else:
        _answer(analysis_ask.as_frame(answer.rows), str(query.id))
    if guard.may("analyse"):
        st.page_link(
            "pages/analysis/workbench.py",
            label=_("Open op de werkbank"),
            icon=":material/terminal:",
            query_params=filters.link(sql=sql_text.in_link(query.sql), **{f"{session_panel.PREFIX}area": area}),
        )


def _answer(rows: pd.DataFrame, key: str) -> None:
    """One number as a figure, rows over time or per name as a chart, anything else as a table."""
    how = chart.suggestion(rows)
    if rows.empty:
        st.caption(_("Niets voldoet aan deze vraag."))
    elif rows.shape == (1, 1):
        st.metric(str(rows.columns[0]), _figure(rows.iloc[0, 0]))
    elif how and len(rows) > 2:
        page.chart(chart.draw(rows, how))
    else:
        st.dataframe(rows, hide_index=True, key=f"card_{key}", alt=_("Het antwoord als tabel"))


def _figure(value: object) -> str:
    if not isinstance(value, int | float | np.number):
        return str(value)
    return text.number(float(value), 0 if float(value).is_integer() else 1)
