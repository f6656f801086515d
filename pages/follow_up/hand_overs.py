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
hand_overs = panel.everything()
hand_over = panel.chosen(hand_overs)
if hand_over:
    panel.detail(hand_over)
else:
    page.answer(wording.answer(hand_overs, today()))
    panel.listing(hand_overs)
    panel.to_lead_times()
