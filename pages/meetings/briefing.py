"""What do I bring to the meeting about this area?"""

import streamlit as st

from buurtbeeld.briefing import panel
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, page

guard.require("read")
title = st.container()
chosen = filters.draw("area")
with title:
    page.title(_("Wat neem ik mee?"), _("Kies gebied en ontvanger; wat niet veilig te delen is, blijft weg."))
prepared = panel.draw(chosen.areas[0])
panel.downloads(prepared)
panel.preview(prepared.page)
