"""Which cases are open, and what is the next step?"""

from buurtbeeld.cases import panel, progress
from buurtbeeld.clock import today
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("read")
page.title(
    _("Dossiers"), _("Een dossier is een reeks stappen, geen status. Elke vier weken vraagt een open dossier een stap.")
)
register.outcome()
cases = panel.everything()
case = panel.chosen(cases)
if case:
    panel.detail(case)
else:
    page.answer(progress.answer(cases, today()))
    panel.listing(cases)
