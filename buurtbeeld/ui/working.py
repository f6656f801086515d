"""The library of what was tried: filters, the picture, what kinds come to together, and the cards. Judges nothing."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import streamlit as st

from buurtbeeld import charts_changes, judged, recorded, worked, worked_words
from buurtbeeld.register.fields import today
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.text import _
from buurtbeeld.ui import approaching, asking, browsing, doing, filters, parts, places
from buurtbeeld.worked import Card

_PAGES = {worked.APPROACH: "pages/follow_up/approaches.py", worked.INITIATIVE: "pages/follow_up/initiatives.py"}


def everything() -> list[Card]:
    """Every approach that ended and every initiative that is done; a sentence and the page stops without any. The
    records are as the register has them now, the cases as the newest build has them."""
    found = approaching.everything()
    with st.spinner(_("De afgesloten aanpakken worden beoordeeld …")):
        cards = asking.of_build(
            lambda build: worked.approaches(found, functools.partial(judged.evaluated, build), today())
        )
    cards += worked.initiatives(doing.listed(Initiative))
    if not cards:
        st.info(
            _(
                "Er is nog niets afgesloten. Leg een aanpak of een initiatief vast, en noteer het einde: dan staat "
                "hier wat het opleverde, ook als het niets opleverde."
            )
        )
        st.stop()
    return cards


def effects(cards: Sequence[Card], names: recorded.Names) -> None:
    """Every approach with a figure in one picture, and each kind together."""
    pooled = worked.pooled(cards)
    rows = worked_words.rows(cards, pooled, names)
    parts.heading(
        _("Wat de aanpakken opleverden"),
        _("Links van gelijk: minder zaken dan zonder aanpak te verwachten was. Band: wat bij toeval nog past."),
    )
    if rows.empty:
        st.caption(_("Nog geen enkele afgesloten aanpak heeft een uitkomst. Leg vooraf vast waarmee u vergelijkt."))
    else:
        parts.chart(charts_changes.bands(rows), worked_words.drawn(rows))
    st.markdown("\n".join(f"- {line}" for line in worked_words.together(pooled)))


def ideas(cards: Sequence[Card]) -> None:
    """Initiatives of residents against those of staff, together only."""
    parts.heading(
        _("Initiatieven van bewoners en van medewerkers"),
        _("Zaken in het jaar ervoor en het jaar erna, naast de andere gebieden van die soort. Eén bank zegt niets."),
    )
    around = worked.windows(cards)
    months = asking.ask("cases_around", areas="|".join(sorted(set(around["area_id"]))))
    st.markdown(worked_words.ideas(worked.conceived(around, months)))


def library(cards: Sequence[Card], names: recorded.Names) -> None:
    """The cards, with the filters."""
    parts.heading(_("Bibliotheek"))
    with st.grid(3, min_column_width=200, gap="small", vertical_alignment="bottom"):
        sort = filters.choice("sort", _("Toon"), worked_words.sorts())
        theme = filters.pick("theme", _("Thema"), worked_words.themes(cards, places.themes()), worked.ALL)
        level = filters.pick("of", _("Soort gebied"), worked_words.levels(cards), worked.ALL)
    shown = worked.chosen(cards, sort, theme, level)
    if not shown:
        st.info(_("Hier staat niets. Kies een ander thema, een andere soort gebied of toon alles."))
    shown = browsing.first(shown, "worked")
    with st.grid(2, min_column_width=320, gap="small"):
        for card in shown:
            with st.container(border=True, gap="small", height="stretch"):
                _card(card, names)


def _card(card: Card, names: recorded.Names) -> None:
    st.markdown(f"**{recorded.plain(worked_words.title(card, names))}** {worked_words.badge(card)}")
    st.markdown(f":gray[{recorded.plain(worked_words.about(card, names))}]")
    verdict = worked_words.verdict(card)
    if verdict:
        st.markdown(verdict)
    if card.text:
        st.markdown(f"> {recorded.plain(card.text)}")
    link = {approaching.KEY: card.id} if card.sort == worked.APPROACH else {}
    words = _("Naar de aanpak") if link else _("Naar de initiatieven")
    st.page_link(_PAGES[card.sort], label=f":primary[{words}]", query_params=filters.link(**link))
