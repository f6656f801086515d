"""What came of the question: table, chart, map, plan or a sentence; and its downloads. Asks only for outlines."""

from __future__ import annotations

import io

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.analysis import header
from buurtbeeld.charts import maps
from buurtbeeld.documents import workbook
from buurtbeeld.text import _
from buurtbeeld.ui import filters, page
from buurtbeeld.ui.query import ask
from buurtbeeld.workbench import chart, run_panel, session_panel
from buurtbeeld.workbench import map as answer_map
from buurtbeeld.workbench.chart import Drawing
from buurtbeeld.workbench.session_panel import Outcome

MOST_DRAWN = 2_000
"""Areas on a map; more take the browser longer than a visitor waits."""


def draw() -> None:
    """The latest outcome; nothing as long as nothing was asked."""
    outcome = session_panel.bench().outcome
    if outcome is None:
        st.caption(_("Het antwoord komt hier: als tabel, grafiek en kaart."))
    elif outcome.sentence:
        st.warning(outcome.sentence)
        if outcome.detail:
            st.code(outcome.detail, language=None, wrap_lines=False)
    elif outcome.plan:
        run_panel.draw_plan(outcome.plan)
    elif outcome.rows is not None:
        _rows(outcome, outcome.rows)


def _rows(outcome: Outcome, rows: pd.DataFrame) -> None:
    question = header.read(outcome.sql, text.language()).question
    if question:
        st.markdown(f"**{text.plain(question)}**")
    number, seconds = text.number(len(rows)), text.number(outcome.seconds, 2)
    st.subheader(_("{number} rijen", number=number) if len(rows) != 1 else _("1 rij"), anchor=False)
    st.caption(_("Beantwoord in {seconds} s, door het analysebestand.", seconds=seconds))
    if outcome.capped:
        page.warn(_("Er zijn meer rijen; dit zijn de eerste. Tel ze, of vraag minder maanden of kolommen."))
    if rows.empty:
        st.caption(_("Niets voldoet aan deze vraag."))
        return
    how, area = chart.suggestion(rows), chart.area_column(rows)
    views = {"table": _("Tabel")} | ({"chart": _("Grafiek")} if how else {})
    views |= {"map": _("Kaart")} if area and chart.numbers(rows) else {}
    view = filters.choice("view", _("Toon als"), views)
    if view == "chart" and how:
        _chart(rows, how)
    elif view == "map" and area:
        _map(rows, area)
    else:
        st.dataframe(rows, hide_index=True, key="workbench_table", alt=_("Het antwoord als tabel"))
    _downloads(rows)


def _chart(rows: pd.DataFrame, how: Drawing) -> None:
    axes = [*chart.moments(rows), *chart.words(rows), *chart.numbers(rows)]
    with st.grid(4, min_column_width=150, gap="small"):
        kinds = chart.kinds()
        kind = filters.pick("chart", _("Soort grafiek"), kinds, how.kind)
        x = filters.pick("x", _("Langs"), {name: name for name in axes}, how.x)
        y = filters.pick("y", _("Waarde"), {name: name for name in chart.numbers(rows)}, how.y)
        split = {"": _("geen")} | {name: name for name in chart.words(rows)}
        colour = filters.pick("colour", _("Kleur per"), split, how.colour)
    chosen = Drawing(kind, x, y, colour)
    page.chart(chart.draw(rows, chosen))


def _map(rows: pd.DataFrame, area: str) -> None:
    value = filters.pick("y", _("Waarde"), {name: name for name in chart.numbers(rows)}, chart.numbers(rows)[0])
    values = answer_map.first_rows(rows, area, value, MOST_DRAWN)
    level = str(values["area_id"].iloc[0]).split(":")[0]
    shaped = answer_map.on_outlines(ask("outlines", level=level), values)
    if len(values) < len(rows):
        st.caption(_("Van elk gebied staat de eerste rij op de kaart."))
    middle = answer_map.middle(shaped)
    if middle is None:
        st.caption(_("Deze gebieden hebben geen omtrek om te tekenen."))
        return
    breaks = maps.around(middle)
    deck = maps.areas(shaped, breaks, "{name}: {label}")
    steps = maps.legend(breaks, _("niet in het antwoord"))
    words = _("{value} per gebied, {number} gebieden.", value=value, number=len(values))
    page.map_with_legend(deck, words, steps, key="workbench_map")


def _downloads(rows: pd.DataFrame) -> None:
    dutch = text.language() == "nl"
    kinds = (
        ("CSV", "csv", "text/csv", lambda: page.csv(rows, dutch)),
        (
            "Excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda: workbook.table(rows),
        ),
        ("Parquet", "parquet", "application/vnd.apache.parquet", lambda: _parquet(rows)),
    )
    with st.container(horizontal=True, gap="small"):
        for name, ending, mime, content in kinds:
            st.download_button(
                _("Download {kind}", kind=name),
                content,
                f"antwoord.{ending}",
                mime,
                key=f"workbench_{ending}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )


def _parquet(rows: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    rows.to_parquet(buffer, index=False)
    return buffer.getvalue()
