"""Who got what?"""

from buurtbeeld.briefing import panel
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page

guard.require("read")
page.title(_("Wie kreeg wat?"), _("Elke export, met wat getoond en wat afgeschermd is."))
exports = panel.exports()
otherwise, words = _("Er is nog niets geëxporteerd."), _("Exports, de laatste eerst")
page.table_or_words(exports, "exports", panel.export_heads(), otherwise, words)
