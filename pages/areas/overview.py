"""Which areas need attention?"""

from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, parts

guard.require("read")
chosen = filters.draw("theme", "kind", "level", "period")
parts.title(_("Deze gebieden vragen aandacht"))
parts.freshness()
