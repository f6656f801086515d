"""Which areas need attention?"""

import streamlit as st

from buurtbeeld import attention, figures, in_words, maps, settings, text
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, parts
from buurtbeeld.ui.asking import ask, begin, build

guard.require("read")
top = st.container()
chosen = filters.draw("theme", "kind", "level")
recent = begin("recent_by_area", level=chosen.level, kind=chosen.kind, theme=chosen.theme)
rates = ask("rates", area="", level=chosen.level, kind=chosen.kind, theme=chosen.theme)
areas, unit = attention.areas(rates), _("Zaken per 1.000 woningen per jaar")
with top:
    parts.title(_("Welke gebieden vragen aandacht?"))
    parts.stop_if_empty(areas)
    parts.answer(attention.in_words(rates))
    parts.freshness()

nothing_high = _("Geen gebied met tien zaken of meer ligt boven de hele corporatie.")
nothing_risen = _("Nergens is een stijging groter dan de gewone schommeling.")
high, risen = st.columns(2)
with high:
    parts.ranking(_("Meeste zaken per 1.000 woningen"), figures.high_cards(rates), nothing_high)
with risen:
    rule = attention.threshold_in_words()
    parts.ranking(_("Sterkst gestegen"), figures.risen_cards(rates), nothing_risen, rule)
parts.warn(attention.missing_in_words(ask("missing_sources", kind=chosen.kind)))

on_map, in_table = st.columns([2, 3], gap="medium")
with on_map:
    parts.heading(_("Op de kaart"))
    parts.go_to_area(parts.choice(filters.areas(), "overview"))
    drawn = figures.mapped(areas, ask("outlines", level=chosen.level))
    if drawn["value"].isna().all():
        st.info(_("Van deze gebieden is geen omtrek of geen jaarcijfer bekend; de tabel toont ze wel."))
    else:
        breaks = maps.around(attention.corporation(rates)["rate"])
        behind = parts.ground() if chosen.level in figures.SMALL else None
        deck = maps.areas(drawn, breaks, figures.tip(), settings.read().base_map, behind)
        steps = maps.legend(breaks, unknown=_("te weinig woningen"))
        parts.go_to_area(parts.map_with_legend(deck, in_words.areas(drawn, unit), steps, "overview_map"))
with in_table:
    parts.heading(text.levels(chosen.level).capitalize())
    words = _("Zaken per gebied, hoogste eerst; kies een rij om naar het gebied te gaan")
    heads, only = figures.rate_heads(), figures.at_a_glance(chosen.level)
    row = parts.table_with_download(areas, "overzicht", heads, words=words, choose=True, height=560, only=only)
    parts.go_to_area(row)

parts.heading(_("Laatste week en maand"))
recent = recent()
st.markdown(attention.lately_in_words(recent, build()["data_end"]))
words = _("Meldingen per gebied in de laatste 7 en 30 dagen, de meeste in 30 dagen eerst")
st.caption(words)
parts.go_to_area(
    parts.table_with_download(recent, "laatste_maand", figures.recent_heads(), words=words, choose=True, height=320)
)
