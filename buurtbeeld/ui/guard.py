"""First line of every page: may this visitor see it? Decides nothing itself; buurtbeeld.access does."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import access
from buurtbeeld.errors import AccessDenied
from buurtbeeld.text import _
from buurtbeeld.ui import asking, filters


def require(role: str) -> None:
    """Stops the page with a sentence unless this visitor has the role. Also settles the language of the run."""
    filters.speak()
    # Streamlit says None for this machine itself; without a server, as in a test, it gives no text either.
    remote = st.context.ip_address
    local = access.is_local(remote if isinstance(remote, str) else None, st.context.headers.to_dict())
    try:
        access.require(role, demonstration=bool(asking.build()["demonstration"]), local=local)
    except AccessDenied:
        st.title(_("Alleen op deze computer"))
        st.markdown(
            _(
                "Dit zijn echte gegevens en er is nog geen aanmelding. Daarom zijn ze alleen te zien op de computer "
                "waarop Buurtbeeld draait. Open daar http://localhost."
            )
        )
        st.stop()
