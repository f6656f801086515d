"""The pieces of pages about change: the groups, the swing, the map, the series. Asks nothing and judges nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from buurtbeeld import settings
from buurtbeeld.changes import verdicts, wording
from buurtbeeld.charts import intervals, maps, series
from buurtbeeld.text import _
from buurtbeeld.ui import page


def groups(changes: pd.DataFrame) -> None:
    """What got worse beside what got better, each with links to its areas; a sentence where there is none."""
    for column, label in zip(st.columns(2, gap="medium", border=True), (verdicts.WORSE, verdicts.BETTER), strict=True):
        with column:
            page.heading(wording.head(changes, label))
            rows = wording.real(changes, label)
            if rows.empty:
                st.caption(wording.none_in_words(label))
                continue
            st.vega_lite_chart(intervals.bands(rows), alt=wording.bands_in_words(rows))
            page.area_links(_("Naar"), rows.drop_duplicates("area_id"))


def swing(stock: pd.DataFrame, level: str) -> None:
    """What all areas did together, apart from everything that is said of one of them."""
    rows = wording.swing(stock)
    words = wording.swing_in_words(stock, level)
    with st.container(border=True):
        left, right = st.columns([2, 3], gap="medium")
        with left:
            page.heading(_("Wat overal gebeurde"), _("Dit is geen nieuws over één gebied en telt hierboven niet mee."))
            st.markdown(words)
        if not rows.empty:
            right.vega_lite_chart(intervals.bands(rows, 2.0), alt=words)


def on_map(areas: pd.DataFrame, outlines: pd.DataFrame) -> str | None:
    """A select box and a map in red and green where the change is real; the area_id that was chosen, or None."""
    chosen = page.choice(areas, "changes")
    drawn = wording.mapped(areas, outlines)
    if drawn.empty:
        st.info(_("Van deze gebieden is geen omtrek bekend; de tabel toont ze wel."))
        return chosen
    deck = maps.areas_by_colour(drawn, wording.tip(), settings.read().base_map)
    clicked = page.map_with_legend(deck, wording.map_in_words(areas), wording.legend(areas), "changes_map")
    return chosen or clicked


def multiples(strips: pd.DataFrame, same_scale: bool, gaps: pd.DataFrame) -> None:
    """The series below each other in columns that wrap on a phone."""
    with st.grid(3, min_column_width=250, gap="large"):
        for part in in_columns(strips):
            page.chart(series.strips(part, same_scale=same_scale, gaps=gaps), captioned=False)


def in_columns(frame: pd.DataFrame, columns: int = 3) -> list[pd.DataFrame]:
    """The series dealt over columns of a page, in reading order down each; fewer where there are few."""
    names = list(frame["series"].drop_duplicates())
    share = max(4, -(-len(names) // columns))
    return [frame[frame["series"].isin(names[start : start + share])] for start in range(0, len(names), share)]
