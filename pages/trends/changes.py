"""Which areas really got worse or better, and which only differ by chance?"""

import streamlit as st

from buurtbeeld import codes
from buurtbeeld.areas import comparison
from buurtbeeld.changes import panel, verdicts, wording
from buurtbeeld.charts import captions
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, filters, glossary, guard, page
from buurtbeeld.ui.query import ask

guard.require("read")
page.title(
    _("Wat is er echt veranderd, en waar?"),
    _("De laatste 12 hele maanden tegenover de 12 daarvoor, vergeleken met de andere gebieden in dezelfde maanden."),
)
chosen = filters.draw("level", "kind", "theme", levels=codes.FIGURE_LEVELS)
asked = {"level": chosen.level, "kind": chosen.kind, "theme": chosen.theme}
changes = wording.with_words(ask("area_changes", area="", **asked))
judged = changes[changes["label"] != verdicts.UNKNOWN]
data_status.stop_if_unjudged(judged, chosen.level, wording.not_judged(changes))
areas = wording.of_areas(changes)
page.answer(wording.in_words(areas, chosen.level))
glossary.explain(
    "real_change", "no_clear_change", "ratio", "expected", "interval", "chance", also=wording.looked_at(changes)
)
page.warn(data_status.missing_in_words(ask("missing_sources", kind=chosen.kind)))
panel.groups(changes)
panel.swing(ask("stock_changes", **asked), chosen.level)

on_map, in_table = st.columns([2, 3], gap="medium")
with on_map:
    page.heading(_("Op de kaart"))
    page.go_to_area(panel.on_map(areas, ask("outlines", level=chosen.level)))
with in_table:
    page.heading(_("Alle gebieden"), _("Wat aandacht vraagt eerst: hoe zeker, keer hoeveel zaken meer of minder."))
    words = _("Verandering per gebied, soort en thema; kies een rij om naar het gebied te gaan")
    page.go_to_area(
        page.table_with_download(
            changes, "veranderingen", wording.heads(), words=words, choose=True, height=520, only=wording.ON_SCREEN
        )
    )

with st.container(horizontal=True, gap="medium"):
    order = filters.choice("order", _("Volgorde"), comparison.orders())
    scale = filters.choice("axis", _("Schaal"), {"same": _("Gelijk"), "own": _("Elk een eigen")})
rates = comparison.ordered(ask("rates", area="", **asked), order, wording.real_areas(areas))
shown = rates.head(comparison.MOST)
months = ask("area_series", area="|".join(shown["area_id"]), kind=chosen.kind, theme=chosen.theme)
names = comparison.labels(tuple(shown["area_id"]), filters.areas())
strips = comparison.strips(months, shown, "area_id", names, wording.marks(areas))
page.heading(
    _("Zaken per 1.000 woningen per jaar"),
    wording.multiples_in_words() + captions.strips(strips),
)
panel.multiples(strips, scale == "same", ask("feed_gaps", kind=chosen.kind))
page.freshness()
