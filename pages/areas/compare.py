"""Which of these areas stands out, when all are drawn on one scale?"""

import streamlit as st

from buurtbeeld import alike, attention, charts, in_words, series
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, parts, share
from buurtbeeld.ui.asking import ask, begin

guard.require("read")
parts.title(_("Gebieden vergelijken"), _("Twee tot vijf gebieden van elk niveau naast elkaar, op dezelfde schaal."))
chosen, narrowed = filters.draw("areas"), filters.draw("theme", "kind")
known = filters.areas()
start = chosen.areas[0] if chosen.areas else series.example(known)
proposed, together = begin("areas_alike", area=start), "|".join(chosen.areas)
rates = begin("rates", area=together, level="", kind=narrowed.kind, theme="*")
months = begin("area_series", area=together, kind=narrowed.kind, theme=narrowed.theme)
with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
    st.page_link(
        "pages/areas/compare.py",
        label=_("{area} naast gebieden zoals dit", area=known["name"][start]),
        query_params=filters.link(area=proposed()["area_id"].tolist()),
        icon=":material/compare_arrows:",
        help=alike.proposal(proposed()),
    )
    share.mail(_("Gebieden vergeleken in Buurtbeeld"))
if not chosen.areas:
    st.info(_("Kies hierboven twee tot vijf gebieden, of begin met het voorstel."))
    st.stop()

labels, kind, theme = series.labels(chosen.areas, known), narrowed.kind, narrowed.theme
parts.warn(attention.missing_in_words(ask("missing_sources", kind=kind)))
unit = _("zaken per 1.000 woningen per jaar")
rates = series.in_turn(rates(), chosen.areas, labels)
parts.heading(_("Kerncijfers"), _("Laatste 12 hele maanden, met de 12 daarvoor ernaast."))
now = rates[rates["theme"] == theme]
parts.go_to_area(
    parts.table_with_download(
        now, "vergelijking", series.compare_heads(), words=_("Kerncijfers per gebied"), choose=True
    )
)

parts.heading(_("Ontwikkeling"), _("Elk punt telt de 12 maanden tot en met die maand."))
form = filters.choice("scale", _("Schaal"), {"absolute": _("Per 1.000 woningen"), "indexed": _("Index")})
lines = series.compared(months(), chosen.areas, labels, form == "indexed")
named = _("index, 100 = de eerste 12 maanden") if form == "indexed" else unit
gaps = ask("feed_gaps", kind=kind)
parts.chart(charts.lines(lines, named, form == "indexed", gaps=gaps), in_words.lines(lines, named), lines)

parts.heading(_("Per thema"), unit.capitalize())
themes = series.of_themes(rates, ask("themes"))
parts.chart(charts.side_by_side(themes), in_words.side_by_side(themes, unit.capitalize()), themes)

like = ask("alike", area=start)
words = alike.proposal(proposed()) if like.empty else alike.in_words(like)
parts.heading(_("Gebieden zoals {area}", area=known["name"][start]), words)
if len(like):
    parts.table_with_download(alike.worded(like), "gelijkend", alike.heads(), words=words, only=alike.ON_SCREEN)
parts.freshness()
