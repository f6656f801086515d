"""How long do partners take, and is that faster than before?"""

from buurtbeeld import paced_words
from buurtbeeld.text import _
from buurtbeeld.ui import guard, pacing, parts

guard.require("read")
parts.title(
    _("Doorlooptijden van partners"), _("Hoelang het duurt voor een partner iets laat horen, met wat nog openligt.")
)
found, measured = pacing.chosen()
names = pacing.names()
parts.answer(paced_words.answer(found, names, measured))
pacing.rests_on(found)
pacing.everybody(found, names)
pacing.one(found, names, measured)
