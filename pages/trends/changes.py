"""Which areas really got worse or better, and which only differ by chance?"""

import streamlit as st

from buurtbeeld import attention, changing, in_words, series
from buurtbeeld.text import _
from buurtbeeld.ui import changed, explained, filters, guard, parts
from buurtbeeld.ui.asking import ask

guard.require("read")
parts.title(
    _("Wat is er echt veranderd, en waar?"),
    _("De laatste 12 hele maanden tegenover de 12 daarvoor, vergeleken met de andere gebieden in dezelfde maanden."),
)
chosen = filters.draw("level", "kind", "theme", levels=changing.LEVELS)
asked = {"level": chosen.level, "kind": chosen.kind, "theme": chosen.theme}
changes = changing.worded(ask("area_changes", area="", **asked))
parts.stop_if_empty(changes)
areas = changing.of_areas(changes)
parts.answer(changing.in_words(areas, chosen.level))
explained.explain(
    "real_change", "no_clear_change", "ratio", "expected", "interval", "chance", also=changing.looked_at(changes)
)
parts.warn(attention.missing_in_words(ask("missing_sources", kind=chosen.kind)))
changed.groups(changes)
changed.swing(ask("stock_changes", **asked), chosen.level)

on_map, in_table = st.columns([2, 3], gap="medium")
with on_map:
    parts.heading(_("Op de kaart"))
    parts.go_to_area(changed.on_map(areas, ask("outlines", level=chosen.level)))
with in_table:
    parts.heading(_("Alle gebieden"), _("Wat aandacht vraagt eerst: hoe zeker, keer hoeveel zaken meer of minder."))
    words = _("Verandering per gebied, soort en thema; kies een rij om naar het gebied te gaan")
    parts.go_to_area(
        parts.table_with_download(
            changes, "veranderingen", changing.heads(), words=words, choose=True, height=520, only=changing.ON_SCREEN
        )
    )

with st.container(horizontal=True, gap="medium"):
    order = filters.choice("order", _("Volgorde"), series.orders())
    scale = filters.choice("axis", _("Schaal"), {"same": _("Gelijk"), "own": _("Elk een eigen")})
found = series.ordered(ask("rates", area="", **asked), order, changing.real_areas(areas))
shown = found.head(series.MOST)
months = ask("area_series", area="|".join(shown["area_id"]), kind=chosen.kind, theme=chosen.theme)
names = series.labels(tuple(shown["area_id"]), filters.areas())
strips = series.strips(months, shown, "area_id", names, changing.marks(areas))
parts.heading(
    _("Zaken per 1.000 woningen per jaar"),
    changing.multiples_in_words() + in_words.strips(strips),
)
changed.multiples(strips, scale == "same", ask("feed_gaps", kind=chosen.kind))
parts.freshness()
