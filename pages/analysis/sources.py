"""What was delivered, and what became of it?"""

import streamlit as st

from buurtbeeld.charts import series
from buurtbeeld.deliveries import tables
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page
from buurtbeeld.ui.query import ask

guard.require("read")
page.title(_("Bronnen"), _("Wat is geleverd, hoe vers het is en wat er met elke regel gebeurde."))
refused, fresh = ask("refusals"), ask("source_freshness")
page.freshness()
page.stop_if_empty(fresh)
for file in refused.itertuples():
    st.warning(file.refusal, title=_("Niet ingelezen: {file}", file=file.file), icon=":material/block:")
for file in tables.much_rejected(ask("much_rejected")).itertuples():
    st.warning(file.sentence, title=file.title, icon=":material/rule:")
page.figures(tables.totals(fresh))

page.heading(
    _("Aanvoer per maand"), _("Elke bron op een eigen schaal; grijs is niet geleverd. Zo valt een gestopte aanvoer op.")
)
volumes = tables.volumes(ask("source_volume"))
page.chart(series.volume(volumes))

page.heading(_("Per bron"), _("Regels in de bestanden = ingelezen + dubbel + afgekeurd."))
page.table_with_download(
    tables.with_words(fresh), "bronnen", tables.source_heads(), words=_("Bronnen met hun aantallen")
)
page.heading(_("Per bestand"))
page.table_with_download(
    tables.with_words(ask("deliveries")), "leveringen", tables.file_heads(), words=_("Bestanden"), height=320
)

page.heading(
    _("Afgekeurde regels"),
    _("Elke reden met één voorbeeld; wat naar een voordeur leidt is afgedekt. De regel zelf staat in het bestand."),
)
rejections = tables.with_words(ask("rejections"))
page.table_or_words(
    rejections, "afgekeurd", tables.rejection_heads(), _("Er is geen regel afgekeurd."), _("Redenen van afkeuring")
)

outside = tables.outside(ask("outside_levels"))
page.heading(_("Buiten de gebieden"), _("Ingelezen en geteld, maar niet in cijfers per gebied van dit niveau."))
page.table_or_words(outside, "buiten", tables.outside_heads(), _("Alles ligt in een gebied."), _("Buiten de gebieden"))

page.heading(
    _("Categorieën zonder thema"), _("Ingelezen als onbekend, niet weggelaten. Vul de tabel naast de levering aan.")
)
unmapped = ask("unmapped_categories")
page.table_or_words(
    unmapped, "onbekend", tables.unmapped_heads(), _("Elke categorie heeft een thema."), _("Categorieën zonder thema")
)

page.heading(_("Bevindingen"), _("Wat bij het inlezen opviel."))
findings, nothing = tables.findings(ask("findings")), _("Bij het inlezen viel niets op.")
page.table_or_words(findings, "bevindingen", tables.finding_heads(), nothing, _("Bevindingen"))
