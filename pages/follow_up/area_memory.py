"""What must a successor know of these areas: notes, goals, areas of our own, mediation and placements?"""

import streamlit as st

from buurtbeeld.area_memory import counts_panel
from buurtbeeld.area_memory import panel as area_memory_panel
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page, register

guard.require("read")
page.title(_("Gebiedsgeheugen"), _("Wat blijft als mensen gaan: notities, doelen en eigen aandachtsgebieden."))
register.outcome()
heads = (_("Notities"), _("Doelen"), _("Aandachtsgebieden"), _("Bemiddeling"), _("Plaatsingen"))
for tab, draw in zip(
    st.tabs(heads),
    (
        area_memory_panel.notes_of,
        area_memory_panel.goals_of,
        area_memory_panel.focus_areas,
        counts_panel.mediations,
        counts_panel.placements_of,
    ),
    strict=True,
):
    with tab:
        draw()
