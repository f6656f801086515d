"""What did residents and colleagues start, and what is left of it?"""

from buurtbeeld import agreed
from buurtbeeld.text import _
from buurtbeeld.ui import doing, guard, parts, remembering

guard.require("read")
parts.title(
    _("Initiatieven"), _("Elk klein plan telt mee: wiens idee, wat het kostte, en wat er na een jaar van over is.")
)
doing.told()
found = remembering.ledger()
parts.answer(agreed.ledger(found))
remembering.initiatives_of(found)
