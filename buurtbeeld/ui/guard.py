"""First line of every page: who looks, and may they? Decides nothing itself; buurtbeeld.access does."""

from __future__ import annotations

import logging

import streamlit as st

from buurtbeeld import access, clock, settings, sign_in
from buurtbeeld.access import Person
from buurtbeeld.errors import AccessDenied, RegisterError
from buurtbeeld.register import people, store
from buurtbeeld.settings import Settings
from buurtbeeld.ui import account, filters, query

_SHOWN_TO = "shown_to"
_log = logging.getLogger(__name__)


def require(verb: str) -> None:
    """Stops the page or fragment with a sentence unless this visitor may. Also settles the language of the run."""
    filters.speak()
    try:
        person = visitor()
        access.check(person, verb)
        st.session_state[_SHOWN_TO] = person
    except AccessDenied as denied:
        account.refused(denied)
        st.stop()


def may(verb: str, area_id: str | None = None) -> bool:
    """Whether the visitor whom require let in may do something: for what a page offers. The verbs look anew."""
    return access.may(st.session_state[_SHOWN_TO], verb, area_id)


def looking() -> Person | None:
    """Who looks, or None when nothing may be shown to them."""
    try:
        return visitor()
    except AccessDenied:
        return None


def visitor() -> Person:
    """Who looks, settled anew at every call: whoever lost access a moment ago gets AccessDenied, with its reason."""
    chosen, made_up = settings.read(), query.demonstration()
    if sign_in.configured(chosen):
        return _signed_in(chosen)
    if chosen.view_as and not made_up:
        raise AccessDenied("The switch of role is on, and these are not made-up data.", "view_as")
    if made_up:
        return Person(access.DEMONSTRATION, account.viewed(chosen))
    # Streamlit says None for this machine itself; without a server, as in a test, it gives no text either.
    remote = st.context.ip_address
    if access.is_local(remote if isinstance(remote, str) else None, st.context.headers.to_dict()):
        return access.LOCAL
    raise AccessDenied("Real data stay on this machine while there is no sign-in. Open http://localhost.", "elsewhere")


def register() -> store.Engine:
    """The register this visitor records in; raises RegisterUnavailable."""
    chosen = settings.read()
    open_to_all = not sign_in.configured(chosen) and query.demonstration() is True
    return store.opened(store.place(chosen.register, open_to_all))


def _signed_in(chosen: Settings) -> Person:
    ticket = sign_in.ticket(st.user.to_dict(), chosen, clock.now())
    try:
        member = people.recognise(store.opened(chosen.register), ticket)
    except RegisterError as error:
        _log.error("%s", error)
        raise AccessDenied("The register cannot be read, so nobody gets in. Look at the log.", "register") from error
    st.session_state[filters.OWN] = member.areas
    narrowed = member.areas and member.role in access.NARROWED
    return Person(str(member.id), member.role, query.within(member.areas) if narrowed else frozenset())
