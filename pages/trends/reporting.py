"""Does it lie in the neighbourhood, or in the way people report?"""

from buurtbeeld import behaviour
from buurtbeeld.text import _
from buurtbeeld.ui import explained, filters, guard, parts, reporting
from buurtbeeld.ui.asking import ask

guard.require("read")
parts.title(
    _("Ligt het aan de buurt, of aan het melden?"),
    _("Een gestopte aanvoer, een nieuwe code of één trouwe melder lijkt op verandering, en is het niet."),
)
chosen = filters.draw("area", "kind")
here, kind = chosen.areas[0], chosen.kind
found = behaviour.numbered(ask("reporting_findings", area=here, kind=kind), here)
parts.answer(behaviour.in_words(found))
explained.explain("feed_stop", "jump", "recode", "channel_mix", "top_share", "known_share")
reporting.cards(found)

parts.heading(
    _("De lijn, met en zonder"),
    _("Genummerde lijnen zijn de bevindingen die deze lijn raken; roze duurt zo lang als zij duren."),
)
reporting.trend(ask("reporting_trend", area=here, kind=kind), found, kind)

parts.heading(
    _("Wie melden er?"),
    _("Meldingen, verschillende melders en het aandeel van wie het meest meldt; vanaf 15 meldingen in een jaar."),
)
level = filters.draw("level", level="street", levels=behaviour.LEVELS).level
people = behaviour.reporters(ask("reporters", level=level))
words, heads = _("Melders per gebied en jaar; kies een rij om naar het gebied te gaan"), behaviour.reporter_heads()
parts.go_to_area(
    parts.table_with_download(people, "melders", heads, words=words, choose=True, height=380, only=behaviour.ON_SCREEN)
)

parts.heading(_("Langs welke weg?"), _("Per kwartaal het aandeel van elke weg waarlangs gemeld wordt."))
reporting.channels(ask("channels"))
parts.freshness()
