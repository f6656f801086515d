"""The library of what was tried: filters, the picture, what kinds come to together, and the cards. Judges nothing."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.approaches import panel as approaches_panel
from buurtbeeld.charts import intervals
from buurtbeeld.charts.spec import Chart
from buurtbeeld.clock import today
from buurtbeeld.evaluation import results as evaluation_results
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.text import _
from buurtbeeld.ui import choices, filters, page, query, record_lists, register
from buurtbeeld.what_worked import summary, wording
from buurtbeeld.what_worked.summary import Card

_PAGES = {summary.APPROACH: "pages/follow_up/approaches.py", summary.INITIATIVE: "pages/follow_up/initiatives.py"}


def everything() -> list[Card]:
    """Every approach that ended and every initiative that is done; a sentence and the page stops without any. The
    records are as the register has them now, the cases as the newest build has them."""
    histories = approaches_panel.everything()
    with st.spinner(_("De afgesloten aanpakken worden beoordeeld …")):
        cards = query.of_build(
            lambda build: summary.approaches(histories, functools.partial(evaluation_results.evaluate, build), today())
        )
    cards += summary.initiatives(register.listed(Initiative))
    if not cards:
        st.info(
            _(
                "Er is nog niets afgesloten. Leg een aanpak of een initiatief vast, en noteer het einde: dan staat "
                "hier wat het opleverde, ook als het niets opleverde."
            )
        )
        st.stop()
    return cards


def effects(cards: Sequence[Card], names: record_display.Names) -> None:
    """Every approach with a figure in one picture, and each kind together."""
    pooled = summary.pooled(cards)
    rows = wording.rows(cards, pooled, names)
    page.heading(
        _("Wat de aanpakken opleverden"),
        _("Links van gelijk: minder zaken dan zonder aanpak te verwachten was. Band: wat bij toeval nog past."),
    )
    if rows.empty:
        st.caption(_("Nog geen enkele afgesloten aanpak heeft een uitkomst. Leg vooraf vast waarmee u vergelijkt."))
    else:
        page.chart(Chart(intervals.bands(rows), wording.bands_in_words(rows)))
    st.markdown("\n".join(f"- {line}" for line in wording.together(pooled)))


def ideas(cards: Sequence[Card]) -> None:
    """Initiatives of residents against those of staff, together only."""
    page.heading(
        _("Initiatieven van bewoners en van medewerkers"),
        _("Zaken in het jaar ervoor en het jaar erna, naast de andere gebieden van die soort. Eén bank zegt niets."),
    )
    around = summary.windows(cards)
    months = query.ask("cases_around", areas="|".join(sorted(set(around["area_id"]))))
    st.markdown(wording.ideas(summary.compare_ideas(around, months)))


def library(cards: Sequence[Card], names: record_display.Names) -> None:
    """The cards, with the filters."""
    page.heading(_("Bibliotheek"))
    with st.grid(3, min_column_width=200, gap="small", vertical_alignment="bottom"):
        sort = filters.choice("sort", _("Toon"), wording.sorts())
        theme = filters.pick("theme", _("Thema"), wording.themes(cards, choices.themes()), codes.ALL)
        level = filters.pick("of", _("Soort gebied"), wording.levels(cards), codes.ALL)
    shown = summary.chosen(cards, sort, theme, level)
    if not shown:
        st.info(_("Hier staat niets. Kies een ander thema, een andere soort gebied of toon alles."))
    in_sight = record_lists.first(shown, "worked")
    with st.grid(2, min_column_width=320, gap="small"):
        for card in in_sight:
            with st.container(border=True, gap="small", height="stretch"):
                _card(card, names)


def _card(card: Card, names: record_display.Names) -> None:
    st.markdown(f"**{text.plain(wording.title(card, names))}** {wording.badge(card)}")
    st.markdown(f":gray[{text.plain(wording.about(card, names))}]")
    verdict = wording.verdict(card)
    if verdict:
        st.markdown(verdict)
    if card.text:
        st.markdown(f"> {text.plain(card.text)}")
    link = {approaches_panel.KEY: card.id} if card.sort == summary.APPROACH else {}
    words = _("Naar de aanpak") if link else _("Naar de initiatieven")
    st.page_link(_PAGES[card.sort], label=f":primary[{words}]", query_params=filters.link(**link))
