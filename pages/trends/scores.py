"""How does each area do on the three lenses, how sure is that, and why?"""

from buurtbeeld.scores import overrides_panel, panel, tables
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, glossary, guard, page, register
from buurtbeeld.ui.query import ask

guard.require("read")
page.title(
    _("Hoe staan gebieden ervoor?"),
    _("Een rapportcijfer per lens over de laatste 12 hele maanden: 6,5 is de hele corporatie, hoger is beter."),
)
level, lens, order = panel.level_lens_and_order()
run, settings = panel.run()
marks = ask("score_marks", level=level)
data_status.stop_if_unjudged(marks, level, _("Van dit niveau heeft geen enkel gebied woningen."))
marks = tables.with_words(marks, settings)
page.answer(tables.in_words(marks, level, lens))
glossary.explain("mark", "lens", "columns", "interval", "stock", "place", "incomplete")
page.warn(data_status.missing_in_words(ask("missing_sources", kind="all")))

held = overrides_panel.in_force()
page.heading(_("Rapportcijfers"), _("Klik op een cijfer, of kies een rij in de tabel, om te zien waarom."))
areas = tables.ordered(marks, ask("score_places", level=level), lens, order)
panel.board(marks, areas, lens, held)
panel.table(marks, areas, lens, held)

page.heading(_("Eén gebied van dichtbij"))
register.outcome()
area, why, since = panel.close_up(marks, areas, lens)
panel.explain(marks, areas, area, why, since, held)

panel.funnel(level)
glossary.explain("funnel", "limits", "case")

panel.trial(level)
panel.in_force(level, run, settings)
glossary.explain("weight", "deviation", "reference_year")
page.freshness()
