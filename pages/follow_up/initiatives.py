"""What did residents and colleagues start, and what is left of it?"""

from buurtbeeld.initiatives import panel
from buurtbeeld.initiatives import wording as initiatives_wording
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("read")
page.title(
    _("Initiatieven"), _("Elk klein plan telt mee: wiens idee, wat het kostte, en wat er na een jaar van over is.")
)
register.outcome()
records = panel.ledger()
page.answer(initiatives_wording.ledger(records))
panel.initiatives_of(records)
