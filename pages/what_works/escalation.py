"""Which step helps when?"""

from buurtbeeld.escalation import panel, wording
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page

guard.require("read")
page.title(
    _("Welke stap helpt wanneer?"),
    _("Wat er na een stap gebeurde, in de dossiers zoals ze echt liepen: met overslaan en terug."),
)
found = panel.chosen()
page.answer(wording.answer(found))
panel.rests_on(found)
panel.ladder(found)
panel.compared(found)
panel.table(found)
