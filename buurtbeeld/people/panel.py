"""The pieces of the page of people: inviting, changing, ending access. Changes only by the register's verbs."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from buurtbeeld import access
from buurtbeeld.errors import AccessDenied, ChangedMeanwhile, PersonRefused, RegisterUnavailable
from buurtbeeld.people import tables
from buurtbeeld.record_display import roles
from buurtbeeld.register import people
from buurtbeeld.register.people import Member
from buurtbeeld.text import _
from buurtbeeld.ui import guard, page

_TOLD = "persons_told"
_FRESH = "persons_fresh"
_EMAIL, _ROLE, _AREAS, _WHO = "person_email", "person_role", "person_areas", "person_who"


def everybody() -> tuple[Member, ...]:
    """Everyone who was ever invited; a sentence and the page stops when the register cannot be read."""
    try:
        return people.everybody(guard.register())
    except RegisterUnavailable:
        st.error(_("De lijst van mensen kan nu niet worden gelezen. Er is niets veranderd; probeer het zo opnieuw."))
        st.stop()


def told() -> None:
    """What became of what the visitor just asked."""
    kind, sentence, beside = st.session_state.pop(_TOLD, ("", "", None))
    if not kind:
        return
    {"done": st.success, "refused": st.error}[kind](sentence)
    if beside:
        for column, head, words in zip(
            st.columns(2, border=True), (_("Wat u wilde"), _("Zoals het nu is")), beside, strict=True
        ):
            with column:
                st.markdown(f"**{head}**\n\n{words}")


def invite(known: Mapping[str, str]) -> None:
    """The form to let somebody in."""
    if st.session_state.pop(_FRESH, False):
        for key in (_EMAIL, _ROLE, _AREAS):
            st.session_state.pop(key, None)
    page.heading(_("Iemand uitnodigen"))
    with st.form("invite", border=True):
        st.text_input(_("E-mailadres van het werkaccount"), key=_EMAIL, max_chars=254, autocomplete="off")
        _role_and_areas(known, _ROLE, _AREAS, "field", ())
        st.form_submit_button(_("Uitnodigen"), icon=":material/person_add:", on_click=_invite)


def change(everyone: Sequence[Member], known: Mapping[str, str]) -> None:
    """The forms to change one person's role and areas, and to end or give back access."""
    if not everyone:
        return
    page.heading(_("Iemand wijzigen"))
    ids, words = tables.choice(everyone)
    chosen = st.selectbox(_("Wie"), ids, index=None, format_func=words, key=_WHO, placeholder=_("Kies iemand"))
    member = next((one for one in everyone if str(one.id) == chosen), None)
    if member and member.active:
        role, areas = f"{_ROLE}_{member.id}", f"{_AREAS}_{member.id}"
        with st.form("change", border=True):
            _role_and_areas(known, role, areas, member.role, member.areas)
            asked = (member.id, member.version, role, areas, dict(known))
            st.form_submit_button(_("Opslaan"), icon=":material/save:", on_click=_change, args=asked)
        _ending(member, known)
    elif member:
        st.caption(_("Deze toegang is beëindigd."))
        back = (people.reactivate_person, member, known, _("`{email}` heeft weer toegang."))
        st.button(_("Toegang teruggeven"), icon=":material/person_check:", on_click=_end_or_return, args=back)


def explained() -> None:
    """What each role may."""
    with st.expander(_("Wat mag elke rol?")):
        st.markdown("\n".join(f"- **{words}** — {roles.means(name)}" for name, words in roles.offered().items()))


def _ending(member: Member, known: Mapping[str, str]) -> None:
    with st.popover(_("Toegang beëindigen"), icon=":material/person_off:", width="stretch"):
        st.markdown(
            _(
                "`{email}` ziet dan bij de eerstvolgende klik niets meer, op elk apparaat. Wat is vastgelegd blijft.",
                email=member.email,
            )
        )
        asked = (people.deactivate_person, member, known, _("De toegang van `{email}` is beëindigd."))
        st.button(_("Ja, beëindig de toegang"), on_click=_end_or_return, args=asked)


def _role_and_areas(known: Mapping[str, str], role: str, areas: str, first: str, own: Sequence[str]) -> None:
    words = roles.offered()
    st.session_state.setdefault(role, first)
    # An area that a build no longer has stays on offer, or saving would take it away unseen.
    st.session_state.setdefault(areas, list(own))
    offered = [*dict.fromkeys([*known, *own, *st.session_state[areas]])]
    st.selectbox(_("Rol"), list(access.ROLES), format_func=words.__getitem__, key=role)
    st.multiselect(
        _("Eigen gebieden"),
        offered,
        format_func=lambda area: known.get(area, area),
        key=areas,
        placeholder=_("Alle gebieden"),
        help=_("Een gebiedsregisseur legt alleen hier iets vast; voor anderen staan deze gebieden bovenaan."),
        filter_mode="contains",
        select_all=False,
    )


def _invite() -> None:
    now = st.session_state
    email, role, areas = now[_EMAIL], now[_ROLE], now[_AREAS]
    if _tried(lambda who: people.invite_person(guard.register(), email, role, areas, by=who)):
        now[_TOLD] = ("done", _("`{email}` kan zich nu aanmelden.", email=email.strip().lower()), None)
        now[_FRESH] = True


def _change(who: UUID, seen: int, role: str, areas: str, known: Mapping[str, str]) -> None:
    wanted = (st.session_state[role], tuple(st.session_state[areas]))
    verb = functools.partial(people.change_person, guard.register(), who, *wanted, seen=seen)
    if _tried(lambda by: verb(by=by), wanted, known):
        st.session_state[_TOLD] = ("done", _("Opgeslagen; het geldt vanaf de eerstvolgende klik."), None)


def _end_or_return(verb: Callable[..., Member], member: Member, known: Mapping[str, str], sentence: str) -> None:
    wanted = (member.role, member.areas)
    if _tried(lambda by: verb(guard.register(), member.id, by=by, seen=member.version), wanted, known):
        st.session_state[_TOLD] = ("done", sentence.format(email=member.email), None)


def _tried(
    verb: Callable[[access.Person], Member], wanted: tuple[str, Sequence[str]] | None = None, known: Any = None
) -> bool:
    """Whether a verb did what was asked; if not, the reason is told on the page that is drawn next."""
    try:
        verb(guard.visitor())
        return True
    except AccessDenied:
        sentence, beside = _("Dit mag u niet, of niet meer. Er is niets veranderd."), None
    except PersonRefused as refused:
        sentence, beside = _refusal(refused.reason), None
    except ChangedMeanwhile as changed:
        sentence = _("Een collega heeft dit intussen gewijzigd. Er is niets overschreven; kijk en beslis opnieuw.")
        beside = tables.both(wanted, changed.now, known) if wanted and isinstance(changed.now, Member) else None
    except RegisterUnavailable:
        sentence, beside = _("Dit kon nu niet worden opgeslagen. Er is niets veranderd; probeer het zo opnieuw."), None
    st.session_state[_TOLD] = ("refused", sentence, beside)
    return False


def _refusal(reason: str) -> str:
    return {
        "email": _("Dit is geen e-mailadres. Vul het adres in waarmee iemand zich bij het werk aanmeldt."),
        "role": _("Kies een rol."),
        "twice": _("Iemand met dit e-mailadres heeft al toegang. Wijzig die hieronder."),
        "last": _(
            "Dit is de laatste beheerder. Maak eerst iemand anders beheerder, anders kan niemand meer mensen toelaten."
        ),
    }[reason]
