"""Does it lie in the neighbourhood, or in the way people report?"""

from buurtbeeld import codes
from buurtbeeld.reporting_behaviour import panel, wording
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, filters, glossary, guard, page
from buurtbeeld.ui.query import ask

guard.require("read")
page.title(
    _("Ligt het aan de buurt, of aan het melden?"),
    _("Een gestopte aanvoer, een nieuwe code of één trouwe melder lijkt op verandering, en is het niet."),
)
chosen = filters.draw("area", "kind")
here, kind = chosen.areas[0], chosen.kind
findings = wording.numbered(ask("reporting_findings", area=here, kind=kind), here)
page.answer(wording.in_words(findings, data_status.unmeasured()))
glossary.explain("feed_stop", "jump", "recode", "channel_mix", "top_share", "known_share")
panel.cards(findings)

page.heading(
    _("De lijn, met en zonder"),
    _("Genummerde lijnen zijn de bevindingen die deze lijn raken; roze duurt zo lang als zij duren."),
)
panel.trend(ask("reporting_trend", area=here, kind=kind), findings, kind)

page.heading(
    _("Wie melden er?"),
    _("Meldingen, verschillende melders en het aandeel van wie het meest meldt; vanaf 15 meldingen in een jaar."),
)
level = filters.draw("level", level="street", levels=codes.REPORTER_LEVELS, again=True).level
people = wording.reporters(ask("reporters", level=level))
words, heads = _("Melders per gebied en jaar; kies een rij om naar het gebied te gaan"), wording.reporter_heads()
page.go_to_area(
    page.table_with_download(people, "melders", heads, words=words, choose=True, height=380, only=wording.ON_SCREEN)
)

page.heading(_("Langs welke weg?"), _("Per kwartaal het aandeel van elke weg waarlangs gemeld wordt."))
panel.channels(ask("channels"))
page.freshness()
