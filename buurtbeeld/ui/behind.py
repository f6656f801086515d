"""The reports behind an area's figures, for who asks for them. Counts nothing."""

from __future__ import annotations

from buurtbeeld import figures
from buurtbeeld.text import _
from buurtbeeld.ui import parts
from buurtbeeld.ui.asking import ask


def reports(area: str, theme: str) -> None:
    """A table of the last 12 months' reports, with the file and line each came from."""
    parts.heading(_("De meldingen achter de cijfers"))
    if parts.opened(_("Toon de meldingen van de laatste 12 maanden"), "reports"):
        found = figures.reports(ask("area_reports", area=area, theme=theme))
        words = _("Meldingen met bestand en regel")
        parts.table_with_download(found, "meldingen", figures.report_heads(), words=words)
