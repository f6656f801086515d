"""Who may open Buurtbeeld, in which role and for which areas?"""

import streamlit as st

from buurtbeeld import members
from buurtbeeld.text import _
from buurtbeeld.ui import guard, parts, persons

guard.require("change_person")
parts.title(_("Wie heeft toegang?"), _("Wat u hier wijzigt, geldt bij iemands eerstvolgende klik."))
everybody, names = persons.everybody(), persons.names()
parts.answer(members.in_words(everybody))
persons.told()

table = members.table(everybody, names)
otherwise = _("Nodig eerst een beheerder uit, bijvoorbeeld uzelf.")
parts.table_or_words(table, "mensen", members.heads(), otherwise, _("Mensen met hun rol en toegang"))
new, known = st.columns(2, gap="large")
with new:
    persons.invite(names)
with known:
    persons.change(everybody, names)
persons.explained()
