"""Where do the signals lie?"""

import streamlit as st

from buurtbeeld import settings
from buurtbeeld.charts import captions, maps
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, month_player, page
from buurtbeeld.ui.query import ask, begin

guard.require("read")
page.title(_("Waar liggen de meldingen?"), _("Samengeteld per zeshoek of per complex: nooit een stip op een adres."))
wide, narrow = st.columns([2, 1], vertical_alignment="bottom")
with wide:
    chosen = filters.draw("theme", "kind")
with narrow:
    form = filters.choice("form", _("Kaart van"), {"hexagons": _("Zeshoeken"), "complexes": _("Complexen")})
since, until = month_player.window()

smallest, base_map = settings.read().smallest_count, settings.read().base_map
asked = {"since": since, "until": until, "theme": chosen.theme, "kind": chosen.kind}
hexagons, elsewhere = form == "hexagons", begin("off_the_map", **asked, form=form)
counts, outlines = ask("hexagon_counts" if hexagons else "complex_counts", **asked, smallest=smallest), page.ground()
counts = maps.name_hexagons(counts, ask("hexagon_places")) if hexagons else counts
words = captions.places_in_words(counts, since, until, smallest, elsewhere()["reports"].iloc[0])

wide, narrow = st.columns([3, 2], gap="medium")
with wide:
    if outlines.empty and counts.empty:
        st.info(words)
    else:
        breaks, draw = maps.rising(counts["usual"], smallest), maps.hexagons if hexagons else maps.complexes
        deck = draw(counts, outlines, breaks, "{name}\n" + _("{value} meldingen", value="{value}"), base_map)
        steps = maps.legend(breaks, smallest=smallest)
        page.go_to_area(page.map_with_legend(deck, words, steps, key="map_of_signals", height=520))
with narrow:
    page.go_to_area(page.choice(filters.areas(), "map_of_signals"))
    heads = {"name": _("Buurt") if hexagons else _("Complex"), "value": _("Meldingen")}
    row = page.table_with_download(counts, "kaart", heads, words=_("Meldingen per plek"), choose=True, height=440)
    page.go_to_area(row)
page.freshness()
