"""Who got what?"""

from buurtbeeld.text import _
from buurtbeeld.ui import guard, meeting, parts

guard.require("read")
parts.title(_("Wie kreeg wat?"), _("Elke export, met wat getoond en wat afgeschermd is."))
exports = meeting.exports()
otherwise, words = _("Er is nog niets geëxporteerd."), _("Exports, de laatste eerst")
parts.table_or_words(exports, "exports", meeting.export_heads(), otherwise, words)
