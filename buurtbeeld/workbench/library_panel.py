"""What helps to ask: the library, the tables with their meaning, saved questions and what went before. Runs nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.analysis import ask as analysis_ask
from buurtbeeld.analysis import catalogue, data_dictionary, header
from buurtbeeld.text import _
from buurtbeeld.workbench import saved_panel, session_panel

CHOSEN = "workbench_library"
HEIGHT = 330
LARGEST_MB = 500
"""A download passes through the server's memory."""


def draw() -> None:
    """Four tabs beside the editor."""
    names = [_("Vragen"), _("Tabellen"), _("Bewaard"), _("Eerder")]
    for tab, drawer in zip(st.tabs(names), (_library, _tables, saved_panel.draw, _past), strict=True):
        with tab:
            drawer()


def _library() -> None:
    sought = st.text_input(_("Zoek een vraag"), key="workbench_sought", placeholder=_("bijvoorbeeld: melders, maand"))
    labels = {question.name: question.header(text.language()).question for question in _questions_with(sought)}
    with st.container(height=HEIGHT, border=False):
        if not labels:
            st.caption(_("Geen vraag met deze woorden."))
            return
        st.radio(
            _("Vragen"),
            list(labels),
            index=None,
            format_func=labels.get,
            key=CHOSEN,
            on_change=_take,
            label_visibility="collapsed",
        )


def _take() -> None:
    chosen = st.session_state[CHOSEN]
    if chosen:
        session_panel.put(catalogue.question(chosen).sql)


def _questions_with(sought: str) -> list[catalogue.Question]:
    """The questions with each of these words in their name or their text, which has a header in both languages."""
    texts = {question: f"{question.name} {question.sql}".lower() for question in catalogue.questions()}
    return [question for question, words in texts.items() if all(word in words for word in sought.lower().split())]


def _tables() -> None:
    sought = st.text_input(_("Zoek een tabel of kolom"), key="workbench_table_sought")
    rows = _columns_with(sought)
    if rows.empty:
        st.caption(_("Geen tabel of kolom met deze woorden."))
        return
    st.dataframe(
        rows,
        hide_index=True,
        height=HEIGHT,
        row_height=34,
        column_config={"table": _("tabel"), "column": _("kolom"), "type": _("type"), "says": _("betekenis")},
        key="workbench_schema",
        alt=_("Tabellen en kolommen van het analysebestand met hun betekenis"),
    )
    _whole_file()


def _whole_file() -> None:
    """The file itself, for programs of one's own; a very large one is fetched from its folder."""
    file = analysis_ask.pool().file
    size = file.stat().st_size / 1_000_000
    if size > LARGEST_MB:
        st.caption(
            _("Het analysebestand is {size} MB; de beheerder heeft het in de map van de bouw.", size=round(size))
        )
        return
    st.download_button(
        _("Download het hele analysebestand ({size} MB)", size=text.number(size)),
        file.read_bytes,
        f"buurtbeeld-{file.stem}.duckdb",
        "application/octet-stream",
        key="workbench_whole",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        help=_("Een DuckDB-bestand voor Python, R of Power BI. Er staat niets in dat naar een persoon leidt."),
    )


def _columns_with(sought: str) -> pd.DataFrame:
    meanings, kinds = data_dictionary.meanings(text.language()), analysis_ask.tables()
    rows = [
        {"table": table, "column": column, "type": kind.lower(), "says": meanings.get((table, column), "")}
        for table, columns in kinds.items()
        for column, kind in {"": "", **columns}.items()
    ]
    sought_words = sought.lower().split()
    shown = [row for row in rows if all(word in " ".join(row.values()).lower() for word in sought_words)]
    return pd.DataFrame(shown, columns=["table", "column", "type", "says"])


def _past() -> None:
    past = session_panel.bench().past
    if not past:
        st.caption(_("Wat u in dit bezoek vraagt, komt hier te staan."))
    with st.container(height=HEIGHT, border=False, gap="xsmall"):
        for place, question in enumerate(past):
            rows = (
                _("geen antwoord") if question.rows is None else _("{number} rijen", number=text.number(question.rows))
            )
            label = header.read(question.sql, text.language()).question or " ".join(question.sql.split())
            if st.button(
                f"{question.at:%H:%M} · {rows} · {text.plain(label[:40])}",
                key=f"past_{place}",
                type="tertiary",
            ):
                session_panel.put(question.sql)
                st.rerun()
