"""What stands above what is usual, this week?"""

import streamlit as st

from buurtbeeld import warned
from buurtbeeld.text import _
from buurtbeeld.ui import explained, filters, guard, parts, recording, stand_up
from buurtbeeld.ui.asking import ask

guard.require("read")
top = st.container()
when = filters.choice("when", _("Toon"), {"still": _("Wat nu loopt"), "all": _("Laatste acht weken")})
levels = ("all", "wijk", "buurt", "complex", "focus")
chosen = filters.draw("level", "kind", "theme", level="all", levels=levels)
narrowed = {"level": chosen.level, "kind": chosen.kind}
watched, everything = ask("warning_watched", **narrowed), ask("warnings", level="all", kind="all", theme="all")
marks, today = recording.marks(), recording.today()
warnings = warned.marked(ask("warnings", **narrowed, theme=chosen.theme), marks, today)
shown = warned.shown(warnings, when)
with top:
    parts.title(_("Vroege signalen"), _("Wat boven het gewone uitkomt, voor het wekelijks overleg."))
    parts.answer(warned.answer(shown, watched, when))
    st.markdown(warned.context(shown, watched))
    explained.explain("expected_band", "four_weeks", "watched", "known")
parts.warn(warned.unwatched(ask("reporting_findings", area="", kind=chosen.kind)))

stand_up.cards(shown, ask("warning_weeks", **narrowed, theme=chosen.theme), ask("warning_calamities"))
stand_up.folded(warned.known(warnings), warned.sleeping(marks, everything, today))
with st.expander(_("Alle signalen van de laatste acht weken als tabel")):
    words = _("Vroege signalen")
    parts.table_or_words(warned.tabled(warnings), "signalen", warned.heads(), _("Er zijn geen signalen."), words)
parts.freshness()
