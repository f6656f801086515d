"""How does each area do on the three lenses, how sure is that, and why?"""

from buurtbeeld import attention, marks
from buurtbeeld.text import _
from buurtbeeld.ui import doing, explained, guard, own_mark, parts, scoring
from buurtbeeld.ui.asking import ask

guard.require("read")
parts.title(
    _("Hoe staan gebieden ervoor?"),
    _("Een rapportcijfer per lens over de laatste 12 hele maanden: 6,5 is de hele corporatie, hoger is beter."),
)
level, lens, order = scoring.level_lens_and_order()
run, settings = scoring.run()
found = ask("score_marks", level=level)
parts.stop_if_empty(found)
found = marks.worded(found, settings)
parts.answer(marks.in_words(found, level, lens))
explained.explain("mark", "lens", "columns", "interval", "stock", "place", "incomplete")
parts.warn(attention.missing_in_words(ask("missing_sources", kind="all")))

held = own_mark.held()
parts.heading(_("Rapportcijfers"), _("Klik op een cijfer, of kies een rij in de tabel, om te zien waarom."))
areas = marks.ordered(found, ask("score_places", level=level), lens, order)
scoring.board(found, areas, lens, held)
scoring.table(found, areas, lens, held)

parts.heading(_("Eén gebied van dichtbij"))
doing.told()
area, why, since = scoring.close_up(found, areas, lens)
scoring.explain(found, areas, area, why, since, held)

scoring.funnel(level)
explained.explain("funnel", "limits", "case")

scoring.trial(level)
scoring.in_force(level, run, settings)
explained.explain("weight", "deviation", "reference_year")
parts.freshness()
