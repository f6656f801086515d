"""What is changing, and where?"""

import streamlit as st

from buurtbeeld import attention, charts, in_words, series
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, parts
from buurtbeeld.ui.asking import ask

guard.require("read")
parts.title(
    _("Wat verandert er, en waar?"),
    _("Zaken per 1.000 woningen per jaar, elk punt telt de 12 maanden tot en met die maand."),
)
with st.container(horizontal=True, gap="medium"):
    per = filters.choice("per", _("Reeksen"), {"area": _("Per gebied"), "theme": _("Per thema")})
    order = filters.choice("order", _("Volgorde"), series.orders())
    scale = filters.choice("axis", _("Schaal"), {"same": _("Gelijk"), "own": _("Elk een eigen")})
chosen = filters.draw("level", "theme", "kind") if per == "area" else filters.draw("area", "kind")

if per == "area":
    rates = ask("rates", area="", level=chosen.level, kind=chosen.kind, theme=chosen.theme)
    found, by = series.ordered(rates, order), "area_id"
    names = series.labels(tuple(found["area_id"]), filters.areas())
    shown, theme = "|".join(found["area_id"].head(series.MOST)), chosen.theme
else:
    rates = ask("rates", area=chosen.areas[0], level="", kind=chosen.kind, theme="*")
    themes = ask("themes").set_index("theme")["name"]
    found, by, names = series.ordered(series.named_themes(rates, chosen.areas[0], themes), order), "theme", themes
    shown, theme = chosen.areas[0], "*"
parts.stop_if_empty(found, chosen)

st.info(
    _("Deze pagina laat zien wat is geteld, niet wat bewezen is: een verschil tussen twee jaren kan toeval zijn, "
      "zeker bij weinig woningen. "
      "Welke gebieden echt verslechteren of verbeteren komt hier te staan zodra die toets er is."),
    title=_("Verschil is nog geen verandering"),
    icon=":material/balance:",
)  # fmt: skip
parts.warn(attention.missing_in_words(ask("missing_sources", kind=chosen.kind)))
months = ask("area_series", area=shown, kind=chosen.kind, theme=theme)
strips = series.strips(months, found.head(series.MOST), by, names)
parts.heading(_("Reeksen"), in_words.strips(strips) + " " + _("Rechts staan de vorige en de laatste 12 maanden."))
with st.grid(3, min_column_width=250, gap="large"):
    for part in series.in_columns(strips):
        st.vega_lite_chart(charts.strips(part, 0, scale == "same"), alt=in_words.strips(part))

parts.heading(_("Alle reeksen als tabel"), _("De laatste 12 hele maanden en de 12 daarvoor."))
heads = series.change_heads()
parts.go_to_area(
    parts.table_with_download(found, "veranderingen", heads, words=_("Alle reeksen met hun cijfers"), choose=True)
)
parts.freshness()
