"""Who looks, at the foot of the menu: signing in and out, and the switch of role. Also says why somebody may not."""

from __future__ import annotations

import logging
from uuid import UUID

import streamlit as st

from buurtbeeld import access, settings
from buurtbeeld.access import Person
from buurtbeeld.errors import AccessDenied, RegisterError
from buurtbeeld.record_display import roles
from buurtbeeld.register import people, store
from buurtbeeld.settings import Settings
from buurtbeeld.text import _

_log = logging.getLogger(__name__)
VIEWED = "as"
"""The key of the switch of role, in the URL and in the session."""
FIRST = "administrator"
"""The role of a demonstration's visitor who chose none: all there is, is in sight."""
_SWITCH = "switch_as"
_AGAIN = ("signed_out", "expired")


def viewed(chosen: Settings) -> str:
    """The role that a visitor of a demonstration looks in: by the URL, or as chosen on an earlier page."""
    asked = st.query_params.get(VIEWED, st.session_state.get(VIEWED, FIRST))
    role = asked if asked in access.ROLES and chosen.view_as is not False else FIRST
    st.session_state[VIEWED] = role
    return role


def foot(person: Person | None) -> None:
    """The foot of the menu: who this is, in which role, and the way out; in a demonstration the switch of role."""
    if person is None:
        return
    if person.id == access.DEMONSTRATION:
        if settings.read().view_as is not False:
            _switch(person.role)
    elif person.id != access.LOCAL.id:
        # Plain text: Markdown would make a link of an address, and of anything else that a provider might say.
        st.text(st.user.get("email", ""))
        st.caption(roles.role(person.role).capitalize())
        st.button(_("Afmelden"), icon=":material/logout:", on_click=_leave, args=(person.id,), width="stretch")


def refused(denied: AccessDenied) -> None:
    """Why nothing is shown here, and the one thing to do about it."""
    head, sentence = _reason_in_words(denied.reason)
    st.title(head, anchor=False)
    st.markdown(sentence)
    if denied.reason in _AGAIN:
        # Not a primary button: on the dark theme Streamlit writes those in white on light blue, which few can read.
        st.button(_("Aanmelden"), icon=":material/login:", on_click=st.login)
    elif denied.reason in {"unknown", "other", "ended", "unverified"}:
        st.text(_("Aangemeld als {email}.", email=st.user.get("email") or "–"))
        st.button(_("Met een ander account aanmelden"), icon=":material/switch_account:", on_click=st.logout)


def _switch(role: str) -> None:
    st.session_state[_SWITCH] = role
    st.selectbox(
        _("Bekijk als"),
        list(access.ROLES),
        format_func=roles.offered().__getitem__,
        key=_SWITCH,
        on_change=_view,
        help=_("Alleen in de demonstratie: zo ziet Buurtbeeld eruit voor iemand in die rol."),
    )
    st.caption(roles.means(role))


def _view() -> None:
    st.query_params[VIEWED] = st.session_state[VIEWED] = st.session_state[_SWITCH]


def _leave(person: str) -> None:
    try:
        people.sign_out(store.opened(settings.read().register), UUID(person))
    except RegisterError as error:
        # This browser's cookie goes all the same; a copy of it works until its ten hours are over.
        _log.error("%s", error)
    st.logout()


def _reason_in_words(reason: str) -> tuple[str, str]:
    """Head and sentence of a reason."""
    return (_of_sign_in() | _of_place())[reason]


def _of_place() -> dict[str, tuple[str, str]]:
    role = _("Met uw rol kunt u deze pagina niet openen. Hebt u haar nodig, vraag het dan de beheerder.")
    elsewhere = _(
        "Dit zijn echte gegevens en er is nog geen aanmelding. Daarom zijn ze alleen te zien op de computer "
        "waarop Buurtbeeld draait. Open daar http://localhost."
    )
    view_as = _(
        "De keuze ‘Bekijk als’ staat aan, en die hoort alleen bij een demonstratie. De beheerder kan haar uitzetten."
    )
    register = _(
        "Buurtbeeld kan nu niet nagaan wie u bent. Probeer het over een minuut opnieuw; blijft het zo, bel de "
        "beheerder."
    )
    return {
        "partner": (
            _("Hier is niets voor u klaargezet"),
            _("Partners zien wat met hen wordt gedeeld. Vraag er uw contactpersoon bij de corporatie naar."),
        ),
        "role": (_("Deze pagina is er voor een andere rol"), role),
        "elsewhere": (_("Alleen op deze computer"), elsewhere),
        "view_as": (_("Niet met echte gegevens"), view_as),
        "register": (_("Aanmelden lukt nu niet"), register),
    }


def _of_sign_in() -> dict[str, tuple[str, str]]:
    return {
        "signed_out": (_("Welkom bij Buurtbeeld"), _("Meld u aan met uw werkaccount om verder te gaan.")),
        "expired": (
            _("Meld u opnieuw aan"),
            _("U bent afgemeld, of het is langer dan 10 uur geleden dat u zich aanmeldde."),
        ),
        "unknown": (
            _("U hebt nog geen toegang"),
            _("Dit account is niet uitgenodigd voor Buurtbeeld. Vraag de beheerder om u uit te nodigen."),
        ),
        "other": (
            _("Dit is een ander account"),
            _(
                "Dit e-mailadres hoort in Buurtbeeld bij een ander account. Vraag de beheerder om u opnieuw uit "
                "te nodigen."
            ),
        ),
        "ended": (
            _("Uw toegang is beëindigd"),
            _("U kunt Buurtbeeld niet meer openen. Klopt dat niet, vraag het dan de beheerder."),
        ),
        "unverified": (
            _("Uw e-mailadres is niet bevestigd"),
            _("Uw account heeft geen e-mailadres dat is bevestigd. Vraag de beheerder van de werkaccounts daarom."),
        ),
    }
