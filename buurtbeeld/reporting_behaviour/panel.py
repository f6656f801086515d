"""Draws how people report: findings beside the trend they touch. Judges nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.charts.spec import Chart
from buurtbeeld.reporting_behaviour import chart, wording
from buurtbeeld.text import _
from buurtbeeld.ui import filters, page


def trend(months: pd.DataFrame, findings: pd.DataFrame, kind: str) -> None:
    """The trend of an area, with or without what lies in the reporting, and the numbered findings on it."""
    form = filters.choice("reports", _("Toon"), wording.forms())
    words = wording.trend_in_words(months, form)
    shown = findings[findings["on_trend"]]
    page.chart(Chart(chart.trend(wording.months_to_draw(months, form), shown, kind), words))


def cards(findings: pd.DataFrame) -> None:
    """Every finding with its number, its sentence and its period; a link where it is about one area."""
    with st.grid(2, min_column_width=300, gap="small"):
        for finding in findings.itertuples():
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.markdown(f"**{finding.number}. {text.plain(finding.head)}** :gray[{wording.period(finding)}]")
                st.markdown(text.plain(finding.sentence))
                if finding.area_id:
                    page.area_link(finding.area_id, finding.area)


def channels(mix: pd.DataFrame) -> None:
    """The mix of channels, a panel per source."""
    if mix.empty:
        st.caption(_("Geen bron zegt langs welke weg een melding binnenkwam."))
        return
    with st.grid(2, min_column_width=300, gap="medium"):
        for source, rows in wording.channels_of(mix):
            with st.container(gap="xsmall"):
                st.markdown(f"**{source}**")
                st.vega_lite_chart(chart.channels(rows), alt=wording.channels_in_words(rows))
