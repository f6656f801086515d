"""What others counted in an area, where they deliver counts: lines of their own, in none of our figures."""

from __future__ import annotations

from buurtbeeld.areas import tables
from buurtbeeld.charts import series
from buurtbeeld.text import _
from buurtbeeld.ui import page
from buurtbeeld.ui.query import ask


def below(area: str) -> None:
    """The largest categories as lines and all of them as a table; nothing where nobody delivers counts."""
    counts = ask("area_counts", area=area)
    if counts.empty:
        return
    explained = _("Aantallen zoals anderen ze leveren, per periode. Ze tellen niet mee in zaken, cijfers of signalen.")
    page.heading(_("Geteld door anderen"), explained)
    page.chart(series.lines(tables.lines_of_counts(counts), unit=_("aantal per periode")))
    words = _("Aantallen van anderen per bron, categorie en periode")
    page.table_with_download(tables.counts(counts), "tellingen", tables.counts_heads(), words=words, height=240)
