"""What did we try, and what came of it?"""

from buurtbeeld import worked_words
from buurtbeeld.text import _
from buurtbeeld.ui import guard, parts, places, working

guard.require("read")
parts.title(
    _("Wat werkte?"), _("Alles wat is afgesloten, ook wat niets opleverde: anders leren we alleen van wat meezat.")
)
cards, names = working.everything(), places.names()
parts.answer(worked_words.answer(cards))
working.effects(cards, names)
working.ideas(cards)
working.library(cards, names)
