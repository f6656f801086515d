"""What was agreed, and who keeps it when?"""

from buurtbeeld.clock import today
from buurtbeeld.meetings import panel, wording
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("read")
page.title(_("Afspraken"), _("Wat is afgesproken, met wie haar nakomt en wanneer."))
register.outcome()
commitments = panel.everything()
page.answer(wording.answer(commitments, today()))
panel.promises(commitments)
panel.recent_consultations()
