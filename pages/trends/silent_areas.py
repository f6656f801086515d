"""Where do people report little although staff or tenants worry, and where the reverse?"""

from buurtbeeld import codes
from buurtbeeld.silent_areas import panel, wording
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, filters, glossary, guard, page
from buurtbeeld.ui.query import ask

guard.require("read")
page.title(
    _("Waar is het stil, terwijl er zorgen zijn?"),
    _("Weinig meldingen betekent niet vanzelf dat het goed gaat: meldingen van bewoners naast wat anderen vinden."),
)
level = filters.draw("level", level="street", levels=codes.SILENT_LEVELS).level
areas = ask("silent_areas", level=level)
judged = wording.with_words(areas)
data_status.stop_if_unjudged(judged, level, wording.nothing_judged(areas, level))
page.answer(wording.in_words(areas, level))
glossary.explain("silent", "loud", "stock", "shrunk", "chance")

panel.group(areas, wording.SILENT, level)
panel.group(areas, wording.LOUD, level)

page.heading(_("Alles wat beoordeeld is"), wording.not_judged(areas, level))
words = _("Meldingen en oordeel per gebied, stille eerst; kies een rij om naar het gebied te gaan")
page.go_to_area(page.choice(judged, "silent"))
page.go_to_area(
    page.table_with_download(
        judged, "stille_straten", wording.heads(), words=words, choose=True, height=420, only=wording.ON_SCREEN
    )
)
page.freshness()
