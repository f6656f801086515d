"""Where do the signals lie?"""

import streamlit as st

from buurtbeeld import in_words, maps, settings
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, parts, player
from buurtbeeld.ui.asking import ask, begin

guard.require("read")
parts.title(_("Waar liggen de meldingen?"), _("Samengeteld per zeshoek of per complex: nooit een stip op een adres."))
wide, narrow = st.columns([2, 1], vertical_alignment="bottom")
with wide:
    chosen = filters.draw("theme", "kind")
with narrow:
    form = filters.choice("form", _("Kaart van"), {"hexagons": _("Zeshoeken"), "complexes": _("Complexen")})
since, until = player.window()

smallest, base_map = settings.read().smallest_count, settings.read().base_map
asked = {"since": since, "until": until, "theme": chosen.theme, "kind": chosen.kind}
hexagons, elsewhere = form == "hexagons", begin("off_the_map", **asked, form=form)
counts, outlines = ask("hexagon_counts" if hexagons else "complex_counts", **asked, smallest=smallest), parts.ground()
counts = maps.named(counts, ask("hexagon_places")) if hexagons else counts
words = in_words.counted(counts, since, until, smallest, elsewhere()["reports"].iloc[0])

wide, narrow = st.columns([3, 2], gap="medium")
with wide:
    if outlines.empty and counts.empty:
        st.info(words)
    else:
        breaks, draw = maps.rising(counts["usual"], smallest), maps.hexagons if hexagons else maps.complexes
        deck = draw(counts, outlines, breaks, "{name}\n" + _("{value} meldingen", value="{value}"), base_map)
        steps = maps.legend(breaks, smallest=smallest)
        parts.go_to_area(parts.map_with_legend(deck, words, steps, key="map_of_signals", height=520))
with narrow:
    parts.go_to_area(parts.choice(filters.areas(), "map_of_signals"))
    heads = {"name": _("Buurt") if hexagons else _("Complex"), "value": _("Meldingen")}
    row = parts.table_with_download(counts, "kaart", heads, words=_("Meldingen per plek"), choose=True, height=440)
    parts.go_to_area(row)
parts.freshness()
