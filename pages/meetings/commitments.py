"""What was agreed, and who keeps it when?"""

from buurtbeeld import agreed
from buurtbeeld.register.fields import today
from buurtbeeld.text import _
from buurtbeeld.ui import agreeing, doing, guard, parts

guard.require("read")
parts.title(_("Afspraken"), _("Wat is afgesproken, met wie haar nakomt en wanneer."))
doing.told()
found = agreeing.everything()
parts.answer(agreed.answer(found, today()))
agreeing.promises(found)
agreeing.held()
