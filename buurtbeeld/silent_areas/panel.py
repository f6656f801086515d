"""Draws areas where reports and opinions part. Asks nothing and judges nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.charts import intervals
from buurtbeeld.silent_areas import wording
from buurtbeeld.text import _
from buurtbeeld.ui import page


def group(areas: pd.DataFrame, label: str, level: str) -> None:
    """The silent areas, or the loud ones: a figure beside the numbers in words, and what one can do with it."""
    chosen = wording.of_label(areas, label)
    with st.container(border=True):
        page.heading(wording.head(areas, label))
        if chosen.empty:
            st.caption(_("Er zijn er geen die zeker genoeg zijn om te noemen."))
            return
        words, drawn = st.columns([3, 2], gap="large")
        with words:
            for _place, row in chosen.iterrows():
                page.area_link(row["area_id"], f"{row['name']} ({row['lies_in']})" if row["lies_in"] else row["name"])
                st.markdown(text.plain(wording.sentences(row, level)))
        with drawn:
            rows = wording.rows(chosen)
            st.vega_lite_chart(intervals.bands(rows), alt=wording.rows_in_words(rows))
        st.markdown(wording.what_to_do(label))
