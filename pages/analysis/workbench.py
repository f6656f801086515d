"""What does nobody's page answer yet?"""

import streamlit as st

from buurtbeeld.text import _
from buurtbeeld.ui import guard, parts
from buurtbeeld.ui.workbench import bench as benches
from buurtbeeld.ui.workbench import beside, editor, parameters, running, shown

guard.require("analyse")
parts.title(
    _("Stel uw eigen vraag"),
    _("In SQL, aan het analysebestand: alles wat geteld is, niets dat naar een persoon leidt. U kunt niets stukmaken."),
)
asked = benches.arrive()
work, help_beside = st.columns([3, 2], gap="medium")
with help_beside:
    beside.draw()
with work:
    asked = editor.draw() or asked
    known = running.known()
    running.draw(known, parameters.draw(known), asked)
shown.draw()
parts.freshness()
