"""Where do people report little although staff or tenants worry, and where the reverse?"""

from buurtbeeld import silent
from buurtbeeld.text import _
from buurtbeeld.ui import explained, filters, guard, opinions, parts
from buurtbeeld.ui.asking import ask

guard.require("read")
parts.title(
    _("Waar is het stil, terwijl er zorgen zijn?"),
    _("Weinig meldingen betekent niet vanzelf dat het goed gaat: meldingen van bewoners naast wat anderen vinden."),
)
level = filters.draw("level", level="street", levels=silent.LEVELS).level
found = ask("silent_areas", level=level)
parts.stop_if_empty(found)
parts.answer(silent.in_words(found, level))
explained.explain("silent", "loud", "stock", "shrunk", "chance")

opinions.group(found, silent.SILENT, level)
opinions.group(found, silent.LOUD, level)

parts.heading(_("Alles wat beoordeeld is"), silent.not_judged(found, level))
judged = silent.worded(found)
words = _("Meldingen en oordeel per gebied, stille eerst; kies een rij om naar het gebied te gaan")
if not judged.empty:
    parts.go_to_area(parts.choice(judged, "silent"))
    parts.go_to_area(
        parts.table_with_download(
            judged, "stille_straten", silent.heads(), words=words, choose=True, height=420, only=silent.ON_SCREEN
        )
    )
parts.freshness()
