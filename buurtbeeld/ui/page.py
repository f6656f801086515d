"""The pieces of every page: title, figures, chart, map, table, link; what they are given is text, never Markdown.

Counts nothing, asks only for the build.
"""

from __future__ import annotations

import functools
import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pydeck as pdk
import streamlit as st

from buurtbeeld import clock, settings, text
from buurtbeeld.charts import map_layers
from buurtbeeld.charts.key_figures import Card, Figure
from buurtbeeld.charts.maps import Step
from buurtbeeld.charts.spec import Chart
from buurtbeeld.documents import workbook
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, filters
from buurtbeeld.ui.query import ask, build, built_at
from buurtbeeld.ui.selection import Selection

AREA_PAGE = "pages/areas/area.py"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 5
"""So many key figures fit beside each other."""
_LARGEST_WHOLE = 2**53
"""Above it a float no longer tells one whole number from the next."""


def title(words: str, lede: str = "") -> None:
    """The banner for made-up data, the page's title and one sentence below it."""
    if build()["demonstration"]:
        st.markdown(f":orange-badge[:material/science: {_('Demonstratiegegevens: alles hier is verzonnen')}]")
    st.title(text.plain(words), anchor=False)
    if lede:
        st.markdown(text.plain(lede))
    warn(data_status.refused_in_words(ask("refusals")["file"].tolist()))


def heading(words: str, explained: str = "") -> None:
    """A section's heading, with a line below it."""
    st.subheader(text.plain(words), anchor=False)
    if explained:
        st.caption(text.plain(explained))


def figures(row: Sequence[Figure]) -> None:
    """Key figures in a row that wraps on a phone; more than fit beside each other in two rows of like length."""
    columns = len(row) if len(row) <= WIDEST else (len(row) + 1) // 2
    with st.grid(columns, min_column_width=150, gap="small"):
        for figure in row:
            st.metric(
                figure.label,
                figure.value,
                figure.beside or None,
                delta_color="off",
                delta_arrow="off",
                help=figure.meaning or None,
                border=True,
                height="stretch",
            )


def answer(sentence: str) -> None:
    """The most important sentence of the page."""
    st.subheader(text.plain(sentence), anchor=False)


def ranking(head: str, row: Sequence[Card], otherwise: str, rule: str = "") -> None:
    """Areas that stand out, each a link with its figure; a sentence when there are none."""
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"**{head}**")
        if not row:
            st.caption(otherwise)
        for card in row:
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
            ):
                area_link(card.area_id, card.name)
                st.markdown(f"**{card.value}** &nbsp;:gray[{text.plain(card.beside)}]", width="content")
        if rule:
            st.caption(rule)


def stop_if_empty(frame: pd.DataFrame, selection: Selection | None = None) -> None:
    """Says in words that there is nothing to show, and stops the page there."""
    if not frame.empty:
        return
    period = ""
    if selection:
        last = pd.Timestamp(selection.until) - pd.DateOffset(months=1)
        period = _(" tussen {since} en {until}", since=text.month(selection.since), until=text.month(last))
    st.info(_("Bij deze keuze is er niets te tonen{period}. Kies een ander thema, gebied of tijdvak.", period=period))
    st.stop()


def chart(drawn: Chart | None, *, otherwise: str = "", captioned: bool = True) -> None:
    """A chart with its words, for eyes and for screen readers; a sentence where there is nothing to draw.

    captioned: False where the words already stand elsewhere on the page.
    """
    if drawn is None:
        st.caption(text.plain(otherwise or _("Hiervan is niets bekend.")))
        return
    st.vega_lite_chart(drawn.figure, alt=drawn.words)
    if captioned:
        st.caption(text.plain(drawn.words))


def choice(areas: pd.DataFrame, key: str) -> str | None:
    """A select box beside a map: the chosen area_id, or None. areas has area_id, and label or name."""
    names = areas.set_index("area_id")["label" if "label" in areas else "name"].to_dict()
    return st.selectbox(
        _("Ga naar een gebied"),
        list(names),
        index=None,
        format_func=names.get,
        key=f"{key}_box",
        filter_mode="contains",
        placeholder=_("Typ een naam, of klik op de kaart"),
    )


def ground() -> pd.DataFrame:
    """Outlines to draw other things on: those of the buurten, or of the next larger level that has any."""
    smaller = (ask("outlines", level=level) for level in ("buurt", "wijk"))
    return next((outlines for outlines in smaller if len(outlines)), ask("outlines", level="gemeente"))


def map_with_legend(
    deck: pdk.Deck, words: str, steps: Sequence[Step], key: str, height: int = 460, mode: Any = "single-object"
) -> str | None:
    """A map with its legend below and the same message in words; the area_id of what was clicked, or None."""
    event = st.pydeck_chart(deck, height=height, on_select="rerun", selection_mode=mode, key=key, alt=words)
    box = "display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.35em"
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.875rem">'
        + "".join(
            f'<span><span style="{box};background:{step.colour}"></span>{html.escape(step.words)}</span>'
            for step in steps
        )
        + "</div>"
    )
    st.caption(text.plain(words) + (f" {map_layers.CREDIT}." if settings.read().base_map else ""))
    clicked = [thing.get("area_id") for things in event["selection"]["objects"].values() for thing in things]
    return next(iter(clicked), None)


def table_with_download(
    frame: pd.DataFrame,
    name: str,
    heads: Mapping[str, str],
    *,
    words: str,
    choose: bool = False,
    height: int | str = "auto",
    only: Sequence[str] = (),
) -> str | None:
    """A table of the columns in heads (column -> head), in that order, and its download as CSV and Excel.

    With choose, a row can be selected; the answer is that row's area_id, or None. With only, no other columns are on
    screen, so that the table need not scroll sideways; the download has them all.
    """
    table = pd.DataFrame({column: _rounded(frame[column]) for column in heads})
    event: Any = st.dataframe(  # type: ignore[call-overload]
        table[list(only)] if only else table,
        hide_index=True,
        column_config={column: _column(table[column], heads[column]) for column in only or heads},
        key=f"table_{name}",
        on_select="rerun" if choose else "ignore",
        selection_mode="single-row",
        height=height,
        placeholder=text.NOTHING,
        alt=words,
    )
    _downloads(table, heads, name)
    rows = event["selection"]["rows"] if choose else []
    return frame["area_id"].iloc[rows[0]] if rows else None


def table_or_words(frame: pd.DataFrame, name: str, heads: Mapping[str, str], otherwise: str, words: str) -> None:
    """A table with its download, or a sentence where there is nothing to list."""
    if frame.empty:
        st.caption(otherwise)
    else:
        table_with_download(frame, name, heads, words=words)


def _rounded(values: pd.Series) -> pd.Series:
    if not pd.api.types.is_float_dtype(values):
        return values
    return values.round(0 if values.abs().max() > 10 else 1)


def _column(values: pd.Series, head: str) -> object:
    if pd.api.types.is_bool_dtype(values):
        return st.column_config.CheckboxColumn(head)
    if pd.api.types.is_numeric_dtype(values):
        return st.column_config.NumberColumn(head, format="localized")
    if pd.api.types.is_datetime64_any_dtype(values):
        if values.dt.normalize().equals(values):
            return st.column_config.DateColumn(head, format="DD-MM-YYYY")
        return st.column_config.DatetimeColumn(head, format="DD-MM-YYYY HH:mm")
    return st.column_config.TextColumn(head)


def _downloads(frame: pd.DataFrame, heads: Mapping[str, str], name: str) -> None:
    dutch, headed = text.language() == "nl", functools.partial(frame.rename, columns=dict(heads))
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Download CSV"),
            lambda: csv(headed(), dutch),
            f"{name}.csv",
            "text/csv",
            key=f"csv_{name}",
            on_click="ignore",
            icon=":material/download:",
            type="tertiary",
        )
        st.download_button(
            _("Download Excel"),
            lambda: workbook.table(headed()),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"excel_{name}",
            on_click="ignore",
            icon=":material/table:",
            type="tertiary",
        )


def csv(frame: pd.DataFrame, dutch: bool) -> bytes:
    """The frame as CSV that a Dutch or an English spreadsheet opens without asking; text never becomes a formula."""
    safe = frame.apply(_safe).rename(columns=_as_text)
    separators = {"sep": ";", "decimal": ","} if dutch else {"sep": ",", "decimal": "."}
    return safe.to_csv(index=False, encoding="utf-8", **separators).encode("utf-8-sig")


def _safe(column: pd.Series) -> pd.Series:
    """The column as a file may have it: a moment with a zone by the Dutch clock and with its offset."""
    if column.dtype.kind == "M":
        return column.dt.tz_convert(clock.DUTCH) if column.dt.tz else column
    return _whole(column) if column.dtype.kind in "biufcm" else column.map(_as_text)


def _whole(column: pd.Series) -> pd.Series:
    """Floats that are all whole as whole numbers: a count is written 303, not 303.0."""
    if column.dtype.kind != "f" or not (column.dropna() % 1 == 0).all() or (column.abs() > _LARGEST_WHOLE).any():
        return column
    return column.astype("Int64")


def _as_text(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def freshness(also: str = "") -> None:
    """One line: up to which month the data go, when they were read, and what else must be known of them."""
    now = build()
    last = pd.Timestamp(now["until_month"]) - pd.DateOffset(months=1)
    st.caption(
        _(
            "Gegevens tot en met {month}, ingelezen op {moment}.",
            month=text.month(last),
            moment=text.moment(built_at()),
        )
        + f" {also}"
    )


def warn(sentence: str) -> None:
    """What a visitor must know before reading the figures; nothing when there is nothing."""
    if sentence:
        st.warning(text.plain(sentence), icon=":material/warning:")


def area_link(area_id: str, label: str, *, strong: bool = False) -> None:
    """A link to an area's page that keeps the other choices; label: as delivered, no Markdown."""
    words = f"**{text.plain(label)}**" if strong else text.plain(label)
    st.page_link(AREA_PAGE, label=f":primary[{words}]", query_params=filters.link(area=area_id))


def area_links(head: str, around: pd.DataFrame) -> None:
    """A line of links to areas: area_id, level, name."""
    if around.empty:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f":gray[{head}]", width="content")
        for area in around.itertuples(index=False):
            area_link(area.area_id, f"{area.name} ({code_words.level(area.level)})")


def compare_link(area_ids: Sequence[str]) -> None:
    """A link to these areas beside each other."""
    st.page_link(
        "pages/areas/compare.py",
        label=_("Vergelijk dit gebied"),
        query_params=filters.link(area=area_ids),
        icon=":material/compare_arrows:",
    )


def opened(label: str, key: str) -> bool:
    """A switch for what takes longer to fetch: true once the visitor asks for it."""
    return st.toggle(label, key=key)


def go_to_area(area_id: str | None) -> None:
    """Leaves for an area's page when one was chosen."""
    if area_id:
        st.switch_page(AREA_PAGE, query_params=filters.link(area=area_id))
