"""What lies with partners, and what became of it?"""

from buurtbeeld.clock import today
from buurtbeeld.hand_overs import panel, wording
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("read")
page.title(
    _("Overgedragen"), _("Wat bij partners ligt, met de vijf dagen die ertoe doen en de norm die is afgesproken.")
)
register.outcome()
found = panel.everything()
one = panel.chosen(found)
if one:
    panel.detail(one)
else:
    page.answer(wording.answer(found, today()))
    panel.listing(found)
    panel.to_lead_times()
