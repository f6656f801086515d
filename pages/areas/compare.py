"""Which of these areas stands out, when all are drawn on one scale?"""

import streamlit as st

from buurtbeeld.areas import comparison, similar, tables
from buurtbeeld.charts import bars, series
from buurtbeeld.text import _, plain
from buurtbeeld.ui import data_status, filters, guard, page, share
from buurtbeeld.ui.query import ask, begin

guard.require("read")
page.title(_("Gebieden vergelijken"), _("Twee tot vijf gebieden van elk niveau naast elkaar, op dezelfde schaal."))
chosen, narrowed = filters.draw("areas"), filters.draw("theme", "kind", again=True)
areas = filters.areas()
start = chosen.areas[0] if chosen.areas else comparison.example(areas)
proposed, together = begin("areas_alike", area=start), "|".join(chosen.areas)
rates = begin("rates", area=together, level="", kind=narrowed.kind, theme="*")
months = begin("area_series", area=together, kind=narrowed.kind, theme=narrowed.theme)
with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
    st.page_link(
        "pages/areas/compare.py",
        label=_("{area} naast gebieden zoals dit", area=plain(areas["name"][start])),
        query_params=filters.link(area=proposed()["area_id"].tolist()),
        icon=":material/compare_arrows:",
        help=similar.proposal(proposed()),
    )
    share.mail(_("Gebieden vergeleken in Buurtbeeld"))
if not chosen.areas:
    st.info(_("Kies hierboven twee tot vijf gebieden, of begin met het voorstel."))
    st.stop()

labels, kind, theme = comparison.labels(chosen.areas, areas), narrowed.kind, narrowed.theme
page.warn(data_status.missing_in_words(ask("missing_sources", kind=kind)))
series_of_areas, unit, _how = tables.measured(months())
rates = comparison.in_turn(rates(), chosen.areas, labels)
page.heading(_("Kerncijfers"), _("Laatste 12 hele maanden, met de 12 daarvoor ernaast."))
now = rates[rates["theme"] == theme]
page.go_to_area(
    page.table_with_download(
        now, "vergelijking", comparison.compare_heads(), words=_("Kerncijfers per gebied"), choose=True
    )
)

page.heading(_("Ontwikkeling"), _("Elk punt telt de 12 maanden tot en met die maand."))
form = filters.choice("scale", _("Schaal"), {"absolute": _("Per 1.000 woningen"), "indexed": _("Index")})
lines = comparison.compared(series_of_areas, chosen.areas, labels, form == "indexed")
named = _("index, 100 = de eerste 12 maanden") if form == "indexed" else unit
gaps = ask("feed_gaps", kind=kind)
page.chart(series.lines(lines, unit=named, indexed=form == "indexed", gaps=gaps))

page.heading(_("Per thema"), comparison.unit(rates))
page.chart(bars.side_by_side(comparison.of_themes(rates, ask("themes")), unit=comparison.unit(rates)))

like = ask("alike", area=start)
words = similar.proposal(proposed()) if like.empty else similar.in_words(like)
page.heading(_("Gebieden zoals {area}", area=areas["name"][start]), words)
if len(like):
    page.table_with_download(similar.labelled(like), "gelijkend", similar.heads(), words=words, only=similar.ON_SCREEN)
page.freshness()
