"""Who did what, and when?"""

from buurtbeeld.audit import panel, tables
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page

guard.require("read_audit")
page.title(
    _("Wie deed wat?"),
    _("Elke wijziging van wat mensen vastleggen, met wat het was en werd. Regels komen erbij en gaan nooit weg."),
)
lines = panel.chosen()
page.answer(tables.in_words(lines))
panel.draw_lines(lines)
