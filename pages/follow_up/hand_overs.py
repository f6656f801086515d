"""What lies with partners, and what became of it?"""

from buurtbeeld import handed
from buurtbeeld.register.fields import today
from buurtbeeld.text import _
from buurtbeeld.ui import doing, guard, handing, parts

guard.require("read")
parts.title(
    _("Overgedragen"), _("Wat bij partners ligt, met de vijf dagen die ertoe doen en de norm die is afgesproken.")
)
doing.told()
found = handing.everything()
one = handing.chosen(found)
if one:
    handing.detail(one)
else:
    parts.answer(handed.answer(found, today()))
    handing.listing(found)
    handing.to_lead_times()
