"""How is this area doing, seen from every side?"""

import streamlit as st

from buurtbeeld import attention, charts, figures, in_words
from buurtbeeld.text import _, level
from buurtbeeld.ui import behind, cards, filters, from_area, guard, lanes, parts
from buurtbeeld.ui.asking import ask, begin

guard.require("read")
title = st.container()
chosen = filters.draw("area", "theme")
here, theme = chosen.areas[0], chosen.theme
rates = begin("rates", area=here, level="", kind="*", theme="*")
series, answers = begin("area_series", area=here, theme="*", kind="all"), begin("area_views", area=here)
calamities, homes = begin("area_calamities", area=here, theme=theme), begin("area_homes", area=here)
area, around, rates = filters.areas().loc[here], ask("area_around", area=here), rates()
themes, unit = ask("themes"), _("Zaken per 1.000 woningen per jaar")
with title:
    parts.title(area["name"], level(area["level"]).capitalize())
parts.area_links(_("Ligt in"), around)
from_area.offer(here, figures.around_in(around))
parts.figures(figures.of_area(rates, here, theme))
parts.freshness(figures.remarks(rates, here))
parts.warn(attention.missing_in_words(ask("missing_sources", kind="all")))

parts.heading(_("Feiten, bewoners en medewerkers"), _("Zaken per 1.000 woningen; daaronder meldingen per thema."))
parts.figures(figures.of_kinds(rates, here, theme))
parts.figure_of(figures.counts_of_kinds(rates, here, themes), charts.evidence, in_words.evidence)
answers, elsewhere = answers(), ask("asked_inside", area=here)
heads = {"complaint": _("Bewoners in de enquête"), "observation": _("Rapportcijfers van medewerkers")}
for column, (kind, head) in zip(st.columns(2), heads.items(), strict=True):
    with column:
        views, mean = figures.views(answers, kind), _("gemiddelde van zulke gebieden")
        parts.heading(head, figures.place_of_views(answers, area["name"]))
        where = figures.asked_elsewhere(elsewhere, kind)
        parts.figure_of(views, charts.bars, in_words.bars, head, mean, 1, otherwise=where)

parts.heading(_("Ontwikkeling"), _("Per maand omgerekend naar een jaar; de lijn is het gemiddelde over 12 maanden."))
months, gaps = figures.months_of(series(), theme), ask("feed_gaps", kind="all")
parts.figure_of(months, charts.trend, in_words.trend, unit, calamities(), gaps)
lanes.below(here, months, calamities())
parts.heading(_("Per thema"), unit)
strips = figures.theme_strips(series(), themes, rates)
parts.figure_of(strips, charts.strips, in_words.strips, 1, True, gaps)
denominator, within = st.columns([2, 3], gap="medium")
with denominator:
    parts.heading(_("Woningen"))
    parts.figure_of(figures.homes(homes(), area["name"]), charts.lines, in_words.lines, _("woningen"))
with within:
    parts.heading(_("Wat erin ligt"))
    words = _("Gebieden hierbinnen, hoogste eerst; kies een rij om erheen te gaan")
    inside = figures.inside(rates, here, theme)
    parts.go_to_area(parts.table_with_download(inside, "gebieden", figures.inside_heads(), words=words, choose=True))

behind.reports(here, theme)
cards.below(here)
