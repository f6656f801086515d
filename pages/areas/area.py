"""How is this area doing, seen from every side?"""

import streamlit as st

from buurtbeeld.areas import actions_panel, counts_panel, reports_panel, tables, timeline_panel
from buurtbeeld.charts import bars, series
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, filters, guard, page
from buurtbeeld.ui.query import ask, begin
from buurtbeeld.workbench import area_cards_panel

guard.require("read")
title = st.container()
chosen = filters.draw("area", "theme")
here, theme = chosen.areas[0], chosen.theme
rates = begin("rates", area=here, level="", kind="*", theme="*")
months, answers = begin("area_series", area=here, theme="*", kind="all"), begin("area_views", area=here)
calamities, homes = begin("area_calamities", area=here, theme=theme), begin("area_homes", area=here)
area, around, rates = filters.areas().loc[here], ask("area_around", area=here), rates()
themes, (series_of_area, unit, how) = ask("themes"), tables.measured(months())
with title:
    page.title(area["name"], code_words.level(area["level"]).capitalize())
page.area_links(_("Ligt in"), around)
actions_panel.offer(here, tables.around_in(around))
page.figures(tables.of_area(rates, here, theme))
page.freshness(tables.remarks(rates, here))
page.warn(data_status.missing_in_words(ask("missing_sources", kind="all")))

page.heading(_("Feiten, bewoners en medewerkers"), _("Zaken per 1.000 woningen; daaronder meldingen per thema."))
page.figures(tables.of_kinds(rates, here, theme))
page.chart(bars.evidence(tables.counts_of_kinds(rates, here, themes)), otherwise=tables.none_reported(rates, here))
answers, elsewhere = answers(), ask("asked_inside", area=here)
heads = {"complaint": _("Bewoners in de enquête"), "observation": _("Rapportcijfers van medewerkers")}
for column, (kind, head) in zip(st.columns(2), heads.items(), strict=True):
    with column:
        views, mean = tables.views(answers, kind), _("gemiddelde van zulke gebieden")
        page.heading(head, tables.place_of_views(answers, area["name"]))
        where = tables.asked_elsewhere(elsewhere, kind) or tables.not_asked(kind)
        page.chart(bars.plain(views, unit=head, reference=mean, decimals=1), otherwise=where)

page.heading(_("Ontwikkeling"), how)
of_theme, gaps = tables.months_of(series_of_area, theme), ask("feed_gaps", kind="all")
page.chart(series.trend(of_theme, unit=unit, calamities=calamities(), gaps=gaps))
timeline_panel.below(here, of_theme, calamities())
page.heading(_("Per thema"), unit)
page.chart(series.strips(tables.theme_strips(series_of_area, themes, rates), decimals=1, gaps=gaps))
denominator, within = st.columns([2, 3], gap="medium")
with denominator:
    page.heading(_("Woningen"))
    page.chart(series.lines(tables.homes(homes(), area["name"]), unit=_("woningen")))
with within:
    page.heading(_("Wat erin ligt"))
    words = _("Gebieden hierbinnen, hoogste eerst; kies een rij om erheen te gaan")
    inside = tables.inside(rates, here, theme)
    page.go_to_area(page.table_with_download(inside, "gebieden", tables.inside_heads(), words=words, choose=True))

counts_panel.below(here)
reports_panel.reports(here, theme)
area_cards_panel.below(here)
