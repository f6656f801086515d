"""Draws areas where reports and opinions part. Asks nothing and judges nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from buurtbeeld import charts_changes, silent
from buurtbeeld.text import _
from buurtbeeld.ui import parts


def group(found: pd.DataFrame, label: str, level: str) -> None:
    """The silent areas, or the loud ones: a figure beside the numbers in words, and what one can do with it."""
    chosen = silent.of_label(found, label)
    with st.container(border=True):
        parts.heading(silent.head(found, label))
        if chosen.empty:
            st.caption(_("Er zijn er geen die zeker genoeg zijn om te noemen."))
            return
        words, drawn = st.columns([3, 2], gap="large")
        with words:
            for _place, row in chosen.iterrows():
                parts.area_link(row["area_id"], f"{row['name']} ({row['lies_in']})" if row["lies_in"] else row["name"])
                st.markdown(silent.sentences(row, level))
        with drawn:
            rows = silent.rows(chosen)
            st.vega_lite_chart(charts_changes.bands(rows), alt=silent.rows_in_words(rows))
        st.markdown(silent.what_to_do(label))
