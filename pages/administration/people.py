"""Who may open Buurtbeeld, in which role and for which areas?"""

import streamlit as st

from buurtbeeld.people import panel, tables
from buurtbeeld.text import _
from buurtbeeld.ui import choices, guard, page, register

guard.require("change_person")
page.title(_("Wie heeft toegang?"), _("Wat u hier wijzigt, geldt bij iemands eerstvolgende klik."))
everybody, names = panel.everybody(), choices.area_names()
page.answer(tables.in_words(everybody))
register.outcome()

table = tables.table(everybody, names)
otherwise = _("Nodig eerst een beheerder uit, bijvoorbeeld uzelf.")
page.table_or_words(table, "mensen", tables.heads(), otherwise, _("Mensen met hun rol en toegang"))
new, present = st.columns(2, gap="large")
with new:
    panel.invite(names)
with present:
    panel.change(everybody, names)
panel.explained()
