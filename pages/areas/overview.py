"""Which areas need attention?"""

import streamlit as st

from buurtbeeld import settings
from buurtbeeld.areas import rates as area_rates
from buurtbeeld.areas import standing_out, tables
from buurtbeeld.charts import captions, maps
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, filters, guard, page
from buurtbeeld.ui.query import ask, begin, build

guard.require("read")
top = st.container()
chosen = filters.draw("theme", "kind", "level")
recent = begin("recent_by_area", level=chosen.level, kind=chosen.kind, theme=chosen.theme)
rates = ask("rates", area="", level=chosen.level, kind=chosen.kind, theme=chosen.theme)
measures = ask("standing_out", level=chosen.level, kind=chosen.kind, theme=chosen.theme)
areas, unit = area_rates.areas(rates), _("Zaken per 1.000 woningen per jaar")
with top:
    page.title(_("Welke gebieden vragen aandacht?"))
    page.stop_if_empty(areas)
    page.answer(standing_out.in_words(measures, area_rates.corporation(rates)))
    page.freshness()

high, risen = st.columns(2)
with high:
    page.ranking(_("Ligt hoog"), standing_out.high_cards(measures), standing_out.nobody_high(measures))
with risen:
    cards, nobody = standing_out.risen_cards(measures), standing_out.nobody_risen(measures)
    page.ranking(_("Gestegen"), cards, nobody, standing_out.rule())
page.warn(data_status.missing_in_words(ask("missing_sources", kind=chosen.kind)))

on_map, in_table = st.columns([2, 3], gap="medium")
with on_map:
    page.heading(_("Op de kaart"))
    page.go_to_area(page.choice(filters.areas(), "overview"))
    drawn = tables.mapped(areas, ask("outlines", level=chosen.level))
    if drawn["value"].isna().all():
        st.info(_("Van deze gebieden is geen omtrek of geen jaarcijfer bekend; de tabel toont ze wel."))
    else:
        breaks = maps.around(area_rates.corporation(rates)["rate"])
        behind = page.ground() if chosen.level in tables.SMALL else None
        deck = maps.areas(drawn, breaks, tables.tip(), settings.read().base_map, behind)
        steps = maps.legend(breaks, unknown=_("te weinig woningen"))
        page.go_to_area(page.map_with_legend(deck, captions.areas(drawn, unit=unit), steps, "overview_map"))
with in_table:
    page.heading(code_words.levels(chosen.level).capitalize())
    words = _("Zaken per gebied, hoogste eerst; kies een rij om naar het gebied te gaan")
    heads, only = tables.rate_heads(), tables.at_a_glance(chosen.level)
    row = page.table_with_download(areas, "overzicht", heads, words=words, choose=True, height=560, only=only)
    page.go_to_area(row)

page.heading(_("Laatste week en maand"))
recent = recent()
st.markdown(area_rates.lately_in_words(recent, build()["data_end"]))
st.caption(words := _("Meldingen per gebied in de laatste 7 en 30 dagen, de meeste in 30 dagen eerst"))
row = page.table_with_download(recent, "laatste_maand", tables.recent_heads(), words=words, choose=True, height=320)
page.go_to_area(row)
