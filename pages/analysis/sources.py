"""What was delivered, and what became of it?"""

import streamlit as st

from buurtbeeld import charts, in_words, samples, series
from buurtbeeld.text import _
from buurtbeeld.ui import guard, parts
from buurtbeeld.ui.asking import ask

guard.require("read")
parts.title(_("Bronnen"), _("Wat is geleverd, hoe vers het is en wat er met elke regel gebeurde."))
refused, fresh = ask("refusals"), ask("source_freshness")
parts.freshness()
parts.stop_if_empty(fresh)
for file in refused.itertuples():
    st.warning(file.refusal, title=_("Niet ingelezen: {file}", file=file.file), icon=":material/block:")
parts.figures(samples.totals(fresh))

parts.heading(
    _("Aanvoer per maand"), _("Elke bron op een eigen schaal; grijs is niet geleverd. Zo valt een gestopte aanvoer op.")
)
volumes = series.volumes(ask("source_volume"))
parts.figure_of(volumes, charts.volume, in_words.volume)

parts.heading(_("Per bron"), _("Regels in de bestanden = ingelezen + dubbel + afgekeurd."))
parts.table_with_download(
    samples.worded(fresh), "bronnen", samples.source_heads(), words=_("Bronnen met hun aantallen")
)
parts.heading(_("Per bestand"))
parts.table_with_download(
    samples.worded(ask("deliveries")), "leveringen", samples.file_heads(), words=_("Bestanden"), height=320
)

parts.heading(
    _("Afgekeurde regels"),
    _("Elke reden met één voorbeeld; wat naar een voordeur leidt is afgedekt. De regel zelf staat in het bestand."),
)
rejections = samples.worded(ask("rejections"))
parts.table_or_words(
    rejections, "afgekeurd", samples.rejection_heads(), _("Er is geen regel afgekeurd."), _("Redenen van afkeuring")
)

parts.heading(
    _("Categorieën zonder thema"), _("Ingelezen als onbekend, niet weggelaten. Vul de tabel naast de levering aan.")
)
unmapped = ask("unmapped_categories")
parts.table_or_words(
    unmapped, "onbekend", samples.unmapped_heads(), _("Elke categorie heeft een thema."), _("Categorieën zonder thema")
)

parts.heading(_("Bevindingen"), _("Wat bij het inlezen opviel."))
parts.table_or_words(
    samples.findings(ask("findings")),
    "bevindingen",
    samples.finding_heads(),
    _("Bij het inlezen viel niets op."),
    _("Bevindingen"),
)
