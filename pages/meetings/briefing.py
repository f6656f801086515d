"""What do I bring to the meeting about this area?"""

import streamlit as st

from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, meeting, parts

guard.require("read")
title = st.container()
chosen = filters.draw("area")
with title:
    parts.title(_("Wat neem ik mee?"), _("Kies gebied en ontvanger; wat niet veilig te delen is, blijft weg."))
prepared = meeting.draw(chosen.areas[0])
meeting.downloads(prepared)
meeting.preview(prepared.page)
