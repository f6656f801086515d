"""Offers the present view as a link to mail. Sends nothing itself."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from buurtbeeld import access
from buurtbeeld.text import _


def mail(subject: str) -> None:
    """A button that opens a mail with this view's address; the address bar holds the same link."""
    chosen = urlencode(
        st.query_params.to_dict() | {key: st.query_params.get_all(key) for key in st.query_params}, doseq=True
    )
    address = f"{st.context.url or ''}?{chosen}"
    here = access.is_own_name(urlsplit(address).hostname or "")
    limit = _("Deze link werkt alleen op de computer waarop Buurtbeeld draait.") if here else ""
    st.link_button(
        _("Mail deze weergave"),
        f"mailto:?subject={quote(subject)}&body={quote(in_mail(subject, address, limit))}",
        icon=":material/mail:",
        type="tertiary",
    )
    if limit:
        st.caption(limit, width="content")


def in_mail(subject: str, address: str, limit: str) -> str:
    """The text of the mail: what it is about, the link, and where the link works when that is not everywhere."""
    return "\n\n".join(part for part in (subject, address, limit) if part) + "\n"
