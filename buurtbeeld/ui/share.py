"""Offers the present view as a link to mail. Sends nothing itself."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import streamlit as st

from buurtbeeld.text import _


def mail(subject: str) -> None:
    """A button that opens a mail with this view's address; the address bar holds the same link."""
    chosen = urlencode(
        st.query_params.to_dict() | {key: st.query_params.get_all(key) for key in st.query_params}, doseq=True
    )
    address = f"{st.context.url or ''}?{chosen}"
    body = f"{subject}\n\n{address}\n"
    st.link_button(
        _("Mail deze weergave"),
        f"mailto:?subject={quote(subject)}&body={quote(body)}",
        icon=":material/mail:",
        type="tertiary",
    )
