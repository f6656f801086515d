"""Which step helps when?"""

from buurtbeeld import walked_words
from buurtbeeld.text import _
from buurtbeeld.ui import guard, parts, walking

guard.require("read")
parts.title(
    _("Welke stap helpt wanneer?"),
    _("Wat er na een stap gebeurde, in de dossiers zoals ze echt liepen: met overslaan en terug."),
)
found = walking.chosen()
parts.answer(walked_words.answer(found))
walking.rests_on(found)
walking.ladder(found)
walking.compared(found)
walking.table(found)
