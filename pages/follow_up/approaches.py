"""What did we do here together, and did it help?"""

from buurtbeeld.approaches import panel as approaches_panel
from buurtbeeld.approaches import status
from buurtbeeld.clock import today
from buurtbeeld.evaluation import comparison_panel
from buurtbeeld.evaluation import panel as evaluation_panel
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("read")
page.title(
    _("Aanpak"), _("Wat we samen deden, en of het hielp. Eerst leggen we de vergelijking vast, dan pas kijken we.")
)
register.outcome()
found = approaches_panel.everything()
one = approaches_panel.chosen(found)
if one:
    approaches_panel.described(one)
    comparison_panel.compared(one, found)
    evaluation_panel.shown(one, found)
else:
    page.answer(status.answer(found, today()))
    approaches_panel.listing(found)
