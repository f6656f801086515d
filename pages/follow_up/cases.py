"""Which cases are open, and what is the next step?"""

from buurtbeeld import following
from buurtbeeld.register.fields import today
from buurtbeeld.text import _
from buurtbeeld.ui import casework, doing, guard, parts

guard.require("read")
parts.title(
    _("Dossiers"), _("Een dossier is een reeks stappen, geen status. Elke vier weken vraagt een open dossier een stap.")
)
doing.told()
found = casework.everything()
one = casework.chosen(found)
if one:
    casework.detail(one)
else:
    parts.answer(following.answer(found, today()))
    casework.listing(found)
