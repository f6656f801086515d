"""The route map, whom to call for what, and the partners: shown, kept and removed. Calls nobody."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import text
from buurtbeeld.clock import today
from buurtbeeld.partners import wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import partners
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.partners import Partner, Route
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _, day
from buurtbeeld.ui import actions, choices, filters, page, register
from buurtbeeld.ui.actions import Act, Add, Save
from buurtbeeld.ui.forms import Form

_PARTNER = ("name", "kind", "contact_role", "norm_days", "norm_kind", "covenant_until")
_ROUTE = ("theme", "from_severity", "partner_id", "way", "norm_days", "norm_kind")
_SEVERITIES = 5


def asked() -> None:
    """Whom to call: a theme and a severity, and the answer in large letters."""
    routes, themes = register.listed(Route), choices.themes()
    theme = filters.pick("theme", _("Waar gaat het over?"), themes, next(iter(themes)))
    grave = filters.choice("severity", _("Hoe ernstig?"), {str(n): str(n) for n in range(1, _SEVERITIES + 1)})
    found = partners.best([one for one in routes if one.what.theme == theme], int(grave))
    if found is None:
        page.answer(_("Hiervoor is nog geen route"))
        st.caption(_("Leg hieronder vast wie u hiervoor belt, dan weet elke collega het."))
        return
    to = next((one for one in register.listed(Partner) if one.id == found.what.partner_id), None)
    names = choices.partners()
    way = record_display.words(Route, "way")[found.what.way]
    page.answer(_("{who}, via {way}", who=names.get(str(found.what.partner_id), "?"), way=way))
    if to and to.what.contact_role:
        st.markdown(_("Vraag naar: **{desk}**", desk=text.plain(to.what.contact_role)))
    own = found.what if found.what.norm_days else to.what if to else found.what
    st.markdown(_("Antwoord: {norm}", norm=wording.norm(own)))


def route_map() -> None:
    """Every route, by theme, with the forms to keep and remove them."""
    page.heading(_("Routekaart"), _("Per thema wie u belt, vanaf welke ernst, en binnen welke norm die antwoordt."))
    routes, names = register.listed(Route), choices.partners()
    if not names:
        st.caption(_("Leg eerst een partner vast; daarna kunt u zeggen waarvoor u die belt."))
        return
    actions.button(_route(None, names))
    for theme, word in choices.themes().items():
        own = sorted((one for one in routes if one.what.theme == theme), key=lambda one: one.what.from_severity)
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{word}**" + ("" if own else f" :gray[{_('nog geen route')}]"))
            for one in own:
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    st.markdown(text.plain(wording.route(one.what, names)))
                    actions.button(_route(one, names), words=_("Wijzig"))
                    _remove_route(one)


def everybody() -> None:
    """Every partner, with the forms to keep and remove them."""
    page.heading(_("Partners"), _("Organisaties en loketten, nooit personen."))
    actions.button(_partner(None))
    known, open_ones = register.listed(Partner), register.listed(HandOver, closed_at=None)
    if not known:
        st.info(_("Er zijn nog geen partners. Begin met de gemeente, de politie en de zorg."))
    for one in sorted(known, key=lambda one: (one.what.name or "").casefold()):
        waiting = sum(each.what.partner_id == one.id for each in open_ones)
        with st.container(border=True, gap="xsmall"):
            st.markdown(_about(one.what, waiting))
            with st.container(horizontal=True, gap="small"):
                actions.button(_partner(one), words=_("Wijzig"))
                _remove_partner(one, waiting)


def _about(what: Partner, waiting: int) -> str:
    kind = record_display.words(Partner, "kind")[what.kind]
    told = [kind, what.contact_role or "", wording.norm(what) if what.norm_days else _("geen norm afgesproken")]
    told += [_("{n} overdrachten open", n=waiting)] if waiting else []
    words = text.plain("; ".join(part for part in told if part))
    ended = what.covenant_until and what.covenant_until < today()
    over = f" :orange-badge[{_('convenant verlopen op {day}', day=day(what.covenant_until))}]" if ended else ""
    return f"**{text.plain(what.name or kind)}**{over}  \n:gray[{words}]"


def _partner(one: Entry[Partner] | None) -> Act:
    afterwards = _("De partner is bewaard.")
    if one:
        form = Form(Partner, _PARTNER, f"partner_{one.id}", vars(one.what))
        return Save(partners.keep_partner, _("Wijzig een partner"), form, afterwards, record=one)
    form = Form(Partner, _PARTNER, "partner_new", {"norm_kind": "work"})
    return Add(partners.keep_partner, _("Nieuwe partner"), form, afterwards, icon=actions.ADD)


def _route(one: Entry[Route] | None, names: record_display.Names) -> Act:
    offered, afterwards = {"theme": choices.themes(), "partner_id": names}, _("De route is bewaard.")
    if one:
        form = Form(Route, _ROUTE, f"route_{one.id}", vars(one.what), offered)
        return Save(partners.keep_route, _("Wijzig een route"), form, afterwards, record=one)
    given = {"from_severity": 1, "norm_kind": "work", "way": "telephone"}
    form = Form(Route, _ROUTE, "route_new", given, offered)
    return Add(partners.keep_route, _("Nieuwe route"), form, afterwards, icon=actions.ADD)


def _remove_partner(one: Entry[Partner], waiting: int) -> None:
    question = _("De routes naar deze partner gaan ook weg. Wat is overgedragen blijft.")
    if waiting:
        question += " " + _("Er staan nog {n} overdrachten open; die kunt u gewoon blijven bijwerken.", n=waiting)
    removal = register.call(partners.remove_partner, one.id, seen=one.version)
    actions.sure(_("Haal weg"), question, removal, _("De partner is weggehaald."), key=f"partner_{one.id}")


def _remove_route(one: Entry[Route]) -> None:
    removal = register.call(partners.remove_route, one.id, seen=one.version)
    question, afterwards = _("Niemand wordt hier dan nog naar verwezen."), _("De route is weggehaald.")
    actions.sure(_("Haal weg"), question, removal, afterwards, key=f"route_{one.id}")
