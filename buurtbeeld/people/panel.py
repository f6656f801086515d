"""The pieces of the page of people: inviting, changing, ending access. Changes only by the register's verbs."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

import streamlit as st

from buurtbeeld import access
from buurtbeeld.people import tables
from buurtbeeld.record_display import roles
from buurtbeeld.register import people
from buurtbeeld.register.people import Member
from buurtbeeld.text import _
from buurtbeeld.ui import page, register

_EMPTY = "person_form_empty"
_EMAIL, _ROLE, _AREAS, _WHO = "person_email", "person_role", "person_areas", "person_who"


def everybody() -> tuple[Member, ...]:
    """Everyone who was ever invited; a sentence and the page stops when the register cannot be read."""
    return register.read(people.everybody)


def invite(area_names: Mapping[str, str]) -> None:
    """The form to let somebody in."""
    if st.session_state.pop(_EMPTY, False):
        for key in (_EMAIL, _ROLE, _AREAS):
            st.session_state.pop(key, None)
    page.heading(_("Iemand uitnodigen"))
    with st.form("invite", border=True):
        st.text_input(_("E-mailadres van het werkaccount"), key=_EMAIL, max_chars=254, autocomplete="off")
        _role_and_areas(area_names, _ROLE, _AREAS, "field", ())
        st.form_submit_button(_("Uitnodigen"), icon=":material/person_add:", on_click=_invite)


def change(everyone: Sequence[Member], area_names: Mapping[str, str]) -> None:
    """The forms to change one person's role and areas, and to end or give back access."""
    if not everyone:
        return
    page.heading(_("Iemand wijzigen"))
    ids, words = tables.choice(everyone)
    chosen = st.selectbox(_("Wie"), ids, index=None, format_func=words, key=_WHO, placeholder=_("Kies iemand"))
    member = next((each for each in everyone if str(each.id) == chosen), None)
    if member and member.active:
        role, areas = f"{_ROLE}_{member.id}", f"{_AREAS}_{member.id}"
        with st.form("change", border=True):
            _role_and_areas(area_names, role, areas, member.role, member.areas)
            asked = (member.id, member.version, role, areas, dict(area_names))
            st.form_submit_button(_("Opslaan"), icon=":material/save:", on_click=_change, args=asked)
        _ending(member, area_names)
    elif member:
        st.caption(_("Deze toegang is beëindigd."))
        back = (people.reactivate_person, member, area_names, _("`{email}` heeft weer toegang."))
        st.button(_("Toegang teruggeven"), icon=":material/person_check:", on_click=_end_or_return, args=back)


def explained() -> None:
    """What each role may."""
    with st.expander(_("Wat mag elke rol?")):
        st.markdown("\n".join(f"- **{words}** — {roles.means(name)}" for name, words in roles.offered().items()))


def _ending(member: Member, area_names: Mapping[str, str]) -> None:
    with st.popover(_("Toegang beëindigen"), icon=":material/person_off:", width="stretch"):
        st.markdown(
            _(
                "`{email}` ziet dan bij de eerstvolgende klik niets meer, op elk apparaat. Wat is vastgelegd blijft.",
                email=member.email,
            )
        )
        asked = (people.deactivate_person, member, area_names, _("De toegang van `{email}` is beëindigd."))
        st.button(_("Ja, beëindig de toegang"), on_click=_end_or_return, args=asked)


def _role_and_areas(area_names: Mapping[str, str], role: str, areas: str, first: str, own: Sequence[str]) -> None:
    words = roles.offered()
    st.session_state.setdefault(role, first)
    # An area that a build no longer has stays on offer, or saving would take it away unseen.
    st.session_state.setdefault(areas, list(own))
    offered = [*dict.fromkeys([*area_names, *own, *st.session_state[areas]])]
    st.selectbox(_("Rol"), list(access.ROLES), format_func=words.__getitem__, key=role)
    st.multiselect(
        _("Eigen gebieden"),
        offered,
        format_func=lambda area: area_names.get(area, area),
        key=areas,
        placeholder=_("Alle gebieden"),
        help=_("Een gebiedsregisseur legt alleen hier iets vast; voor anderen staan deze gebieden bovenaan."),
        filter_mode="contains",
        select_all=False,
    )


def _invite() -> None:
    now = st.session_state
    asked = register.call(people.invite_person, now[_EMAIL], now[_ROLE], now[_AREAS])
    if register.at_click(asked, _invited):
        now[_EMPTY] = True


def _invited(member: Member) -> str:
    return _("`{email}` kan zich nu aanmelden.", email=member.email)


def _change(who: UUID, seen: int, role: str, areas: str, names: Mapping[str, str]) -> None:
    wanted = (st.session_state[role], tuple(st.session_state[areas]))
    asked = register.call(people.change_person, who, *wanted, seen=seen)
    compare = functools.partial(tables.both, wanted, names)
    register.at_click(asked, _("Opgeslagen; het geldt vanaf de eerstvolgende klik."), compare)


def _end_or_return(verb: Callable[..., Member], member: Member, names: Mapping[str, str], sentence: str) -> None:
    asked = register.call(verb, member.id, seen=member.version)
    compare = functools.partial(tables.both, (member.role, member.areas), names)
    register.at_click(asked, sentence.format(email=member.email), compare)
