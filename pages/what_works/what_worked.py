"""What did we try, and what came of it?"""

from buurtbeeld.text import _
from buurtbeeld.ui import choices, guard, page
from buurtbeeld.what_worked import panel, wording

guard.require("read")
page.title(
    _("Wat werkte?"), _("Alles wat is afgesloten, ook wat niets opleverde: anders leren we alleen van wat meezat.")
)
cards, names = panel.everything(), choices.names()
page.answer(wording.answer(cards))
panel.effects(cards, names)
panel.ideas(cards)
panel.library(cards, names)
