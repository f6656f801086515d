"""How is this area doing?"""

from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, parts

guard.require("read")
chosen = filters.draw("area", "theme")
parts.title(_("Gebied"))
parts.freshness()
