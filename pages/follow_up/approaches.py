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
histories = approaches_panel.everything()
history = approaches_panel.chosen(histories)
if history:
    approaches_panel.description(history)
    comparison_panel.comparison(history, histories)
    evaluation_panel.result(history, histories)
else:
    page.answer(status.answer(histories, today()))
    approaches_panel.listing(histories)
