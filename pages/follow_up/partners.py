"""Whom do I call for what?"""

from buurtbeeld.text import _
from buurtbeeld.ui import calling, doing, guard, parts

guard.require("read")
parts.title(_("Wie bellen?"), _("Kies waar het over gaat en hoe ernstig het is."))
doing.told()
calling.asked()
calling.route_map()
calling.everybody()
