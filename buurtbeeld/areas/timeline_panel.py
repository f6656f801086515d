"""Draws what an area remembers below its trend, in lanes. Records nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.areas import timeline, timeline_chart
from buurtbeeld.charts.spec import Chart
from buurtbeeld.text import _
from buurtbeeld.ui import choices, page, query, register


def below(area: str, months: pd.DataFrame, calamities: pd.DataFrame) -> None:
    """The lanes on the months of the trend, the same in words, and the events as a table on request."""
    if not register.readable():
        return
    inside = set(query.ask("areas_within", areas=area)["area_id"])
    records = timeline.here({kind.called: register.listed(kind) for kind in timeline.KINDS}, inside)
    events = timeline.events(records, calamities, choices.names())
    if events.empty or months.empty:
        st.caption(_("Van dit gebied is nog niets vastgelegd: geen stap, overdracht, overleg, afspraak of aanpak."))
        return
    last = months["month"].max() + pd.offsets.MonthEnd(0)
    drawn = timeline.visible_events(events, months["month"].min().date(), last.date())
    if len(drawn):
        rolling = months["rolling"].dropna()
        lanes = timeline_chart.lanes(drawn, months, text.number(rolling.iloc[-1]) if len(rolling) else "")
        total = int(calamities["total"].max()) if len(calamities) else 0
        page.chart(Chart(lanes, timeline.in_words(events, total)))
    with st.expander(_("Alles wat dit gebied onthoudt, het laatste eerst"), icon=":material/history:"):
        words = _("Gebeurtenissen met hun datum")
        page.table_with_download(timeline.listed(events), "geheugen", timeline.heads(), words=words, height=300)
