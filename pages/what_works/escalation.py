"""Which step helps when?"""

from buurtbeeld.escalation import panel, wording
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page

guard.require("read")
page.title(
    _("Welke stap helpt wanneer?"),
    _("Wat er na een stap gebeurde, in de dossiers zoals ze echt liepen: met overslaan en terug."),
)
figures = panel.chosen()
page.answer(wording.answer(figures))
panel.rests_on(figures)
panel.ladder(figures)
panel.comparison(figures)
panel.table(figures)
