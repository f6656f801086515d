"""What must a successor know of these areas: notes, goals, and areas of our own?"""

import streamlit as st

from buurtbeeld.text import _
from buurtbeeld.ui import doing, guard, parts, remembering

guard.require("read")
parts.title(_("Gebiedsgeheugen"), _("Wat blijft als mensen gaan: notities, doelen en eigen aandachtsgebieden."))
doing.told()
notes, goals, focus = st.tabs([_("Notities"), _("Doelen"), _("Aandachtsgebieden")])
with notes:
    remembering.notes_of()
with goals:
    remembering.goals_of()
with focus:
    remembering.focus_areas()
