"""The pieces of pages about change: the groups, the swing, the map, the series. Asks nothing and judges nothing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from buurtbeeld import changing, charts, charts_changes, in_words, maps, series, settings
from buurtbeeld.text import _
from buurtbeeld.ui import parts


def groups(changes: pd.DataFrame) -> None:
    """What got worse beside what got better, each with links to its areas; a sentence where there is none."""
    for column, label in zip(st.columns(2, gap="medium", border=True), (changing.WORSE, changing.BETTER), strict=True):
        with column:
            parts.heading(changing.head(changes, label))
            rows = changing.real(changes, label)
            if rows.empty:
                st.caption(changing.none_in_words(label))
                continue
            st.vega_lite_chart(charts_changes.bands(rows), alt=changing.bands_in_words(rows))
            parts.area_links(_("Naar"), rows.drop_duplicates("area_id"))


def swing(stock: pd.DataFrame, level: str) -> None:
    """What all areas did together, apart from everything that is said of one of them."""
    rows = changing.swing(stock)
    words = changing.swing_in_words(stock, level)
    with st.container(border=True):
        told, drawn = st.columns([2, 3], gap="medium")
        with told:
            parts.heading(_("Wat overal gebeurde"), _("Dit is geen nieuws over één gebied en telt hierboven niet mee."))
            st.markdown(words)
        if not rows.empty:
            drawn.vega_lite_chart(charts_changes.bands(rows, 2.0), alt=words)


def on_map(areas: pd.DataFrame, outlines: pd.DataFrame) -> str | None:
    """A select box and a map in red and green where the change is real; the area_id that was chosen, or None."""
    chosen = parts.choice(areas, "changes")
    drawn = changing.mapped(areas, outlines)
    if drawn.empty:
        st.info(_("Van deze gebieden is geen omtrek bekend; de tabel toont ze wel."))
        return chosen
    deck = maps.told(drawn, changing.tip(), settings.read().base_map)
    clicked = parts.map_with_legend(deck, changing.map_in_words(areas), changing.legend(areas), "changes_map")
    return chosen or clicked


def multiples(strips: pd.DataFrame, same_scale: bool, gaps: pd.DataFrame) -> None:
    """The series below each other in columns that wrap on a phone."""
    with st.grid(3, min_column_width=250, gap="large"):
        for part in series.in_columns(strips):
            st.vega_lite_chart(charts.strips(part, 0, same_scale, gaps), alt=in_words.strips(part))


def of_area(changes: pd.DataFrame, level: str) -> None:
    """One line that says whether an area really changed, with a link to all of them; nothing where none is compared."""
    words = changing.of_area_in_words(changes)
    if not words:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(words, width="content")
        st.page_link(
            "pages/trends/changes.py",
            label=f":primary[{_('Alle veranderingen')}]",
            query_params=parts.filters.link(level=level),
        )
