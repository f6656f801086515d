"""What must a successor know of these areas: notes, goals, areas of our own, mediation and placements?"""

import streamlit as st

from buurtbeeld.text import _
from buurtbeeld.ui import doing, guard, parts, remembering, tallying

guard.require("read")
parts.title(_("Gebiedsgeheugen"), _("Wat blijft als mensen gaan: notities, doelen en eigen aandachtsgebieden."))
doing.told()
heads = (_("Notities"), _("Doelen"), _("Aandachtsgebieden"), _("Bemiddeling"), _("Plaatsingen"))
for tab, draw in zip(
    st.tabs(heads),
    (remembering.notes_of, remembering.goals_of, remembering.focus_areas, tallying.mediations, tallying.placed),
    strict=True,
):
    with tab:
        draw()
