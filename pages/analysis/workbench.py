"""What does nobody's page answer yet?"""

import streamlit as st

from buurtbeeld.text import _
from buurtbeeld.ui import guard, page
from buurtbeeld.workbench import answer_panel, editor_panel, library_panel, parameters_panel, run_panel, session_panel

guard.require("analyse")
page.title(
    _("Stel uw eigen vraag"),
    _("In SQL, aan het analysebestand: alles wat geteld is, niets dat naar een persoon leidt. U kunt niets stukmaken."),
)
submitted = session_panel.open_link()
work, help_beside = st.columns([3, 2], gap="medium")
with help_beside:
    library_panel.draw()
with work:
    submitted = editor_panel.draw() or submitted
    parameters = run_panel.parameters()
    run_panel.draw(parameters, parameters_panel.draw(parameters), submitted)
answer_panel.draw()
page.freshness()
