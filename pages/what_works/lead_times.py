"""How long do partners take, and is that faster than before?"""

from buurtbeeld import paced, paced_words
from buurtbeeld.register.fields import today
from buurtbeeld.text import _
from buurtbeeld.ui import guard, pacing, parts

guard.require("read")
parts.title(
    _("Doorlooptijden van partners"), _("Hoelang het duurt voor een partner iets laat horen, met wat nog openligt.")
)
rows, measured = pacing.chosen()
together, found, names = paced.of(rows, measured, today()), paced.partners(rows, measured, today()), pacing.names()
parts.answer(paced_words.answer(together, found, names, measured))
pacing.rests_on(together)
pacing.everybody(found, names)
pacing.one(rows, found, names, measured)
