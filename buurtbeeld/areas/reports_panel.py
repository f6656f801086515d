"""The reports behind an area's figures, for who asks for them. Counts nothing."""

from __future__ import annotations

from buurtbeeld.areas import tables
from buurtbeeld.text import _
from buurtbeeld.ui import page
from buurtbeeld.ui.query import ask


def reports(area: str, theme: str) -> None:
    """A table of the last 12 months' reports, with the file and line each came from."""
    page.heading(_("De meldingen achter de cijfers"))
    if page.opened(_("Toon de meldingen van de laatste 12 maanden"), "reports"):
        rows = tables.reports(ask("area_reports", area=area, theme=theme))
        words = _("Meldingen met bestand en regel")
        page.table_with_download(rows, "meldingen", tables.report_heads(), words=words)
