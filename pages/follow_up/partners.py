"""Whom do I call for what?"""

from buurtbeeld.partners import panel
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("read")
page.title(_("Wie bellen?"), _("Kies waar het over gaat en hoe ernstig het is."))
register.outcome()
panel.whom_to_call()
panel.route_map()
panel.every_partner()
