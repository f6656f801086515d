"""What stands above what is usual, this week?"""

import streamlit as st

from buurtbeeld import codes
from buurtbeeld.clock import today
from buurtbeeld.early_warnings import panel, wording
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, filters, glossary, guard, page, register
from buurtbeeld.ui.query import ask

guard.require("read")
top = st.container()
when = filters.choice("when", _("Toon"), {"still": _("Wat nu loopt"), "all": _("Laatste acht weken")})
levels = (codes.ALL, *codes.WARNING_LEVELS)
chosen = filters.draw("level", "kind", "theme", level="all", levels=levels)
narrowed = {"level": chosen.level, "kind": chosen.kind}
watched, everything = ask("warning_watched", **narrowed), ask("warnings", level="all", kind="all", theme="all")
marks = panel.marks()
warnings = wording.with_marks(ask("warnings", **narrowed, theme=chosen.theme), marks, today())
shown = wording.in_sight(warnings, when)
with top:
    page.title(_("Vroege signalen"), _("Wat boven het gewone uitkomt, voor het wekelijks overleg."))
    register.outcome()
    answer = wording.answer(shown, watched, when, data_status.unmeasured())
    page.answer(answer)
    st.markdown(wording.context(shown, watched))
    glossary.explain("expected_band", "four_weeks", "watched", "known")
page.warn(wording.newcomers(ask("warning_sources", kind=chosen.kind)))
page.warn(wording.unwatched(ask("reporting_findings", area="", kind=chosen.kind)))

panel.cards(shown, ask("warning_weeks", **narrowed, theme=chosen.theme), ask("warning_calamities"))
panel.folded(wording.known_warnings(warnings), wording.sleeping(marks, everything, today()))
with st.expander(_("Alle signalen van de laatste acht weken als tabel")):
    words = _("Vroege signalen")
    page.table_or_words(wording.tabled(warnings), "signalen", wording.heads(), answer, words)
page.freshness()
