"""Who did what, and when?"""

from buurtbeeld import done
from buurtbeeld.text import _
from buurtbeeld.ui import guard, lines, parts

guard.require("read_audit")
parts.title(
    _("Wie deed wat?"),
    _("Elke wijziging van wat mensen vastleggen, met wat het was en werd. Regels komen erbij en gaan nooit weg."),
)
found = lines.chosen()
parts.answer(done.in_words(found))
lines.shown(found)
