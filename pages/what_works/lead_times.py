"""How long do partners take, and is that faster than before?"""

from buurtbeeld.lead_times import panel, wording
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page

guard.require("read")
page.title(
    _("Doorlooptijden van partners"), _("Hoelang het duurt voor een partner iets laat horen, met wat nog openligt.")
)
all_times, measured = panel.chosen()
names = panel.names()
page.answer(wording.answer(all_times, names, measured))
panel.rests_on(all_times)
panel.everybody(all_times, names)
panel.partner_times(all_times, names, measured)
