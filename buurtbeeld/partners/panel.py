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


def whom_to_call() -> None:
    """Whom to call: a theme and a severity, and the answer in large letters."""
    routes, themes = register.listed(Route), choices.themes()
    theme = filters.pick("theme", _("Waar gaat het over?"), themes, next(iter(themes)))
    grave = filters.choice("severity", _("Hoe ernstig?"), {str(n): str(n) for n in range(1, _SEVERITIES + 1)})
    best = partners.best([record for record in routes if record.what.theme == theme], int(grave))
    if best is None:
        page.answer(_("Hiervoor is nog geen route"))
        st.caption(_("Leg hieronder vast wie u hiervoor belt, dan weet elke collega het."))
        return
    to = next((record for record in register.listed(Partner) if record.id == best.what.partner_id), None)
    names = choices.partners()
    way = record_display.words(Route, "way")[best.what.way]
    page.answer(_("{who}, via {way}", who=names.get(str(best.what.partner_id), "?"), way=way))
    if to and to.what.contact_role:
        st.markdown(_("Vraag naar: **{desk}**", desk=text.plain(to.what.contact_role)))
    own = best.what if best.what.norm_days else to.what if to else best.what
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
        own = sorted(
            (record for record in routes if record.what.theme == theme), key=lambda record: record.what.from_severity
        )
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{word}**" + ("" if own else f" :gray[{_('nog geen route')}]"))
            for record in own:
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    st.markdown(text.plain(wording.route(record.what, names)))
                    actions.button(_route(record, names), words=_("Wijzig"))
                    _remove_route(record)


def every_partner() -> None:
    """Every partner, with the forms to keep and remove them."""
    page.heading(_("Partners"), _("Organisaties en loketten, nooit personen."))
    actions.button(_partner(None))
    records, open_ones = register.listed(Partner), register.listed(HandOver, closed_at=None)
    if not records:
        st.info(_("Er zijn nog geen partners. Begin met de gemeente, de politie en de zorg."))
    for record in sorted(records, key=lambda record: (record.what.name or "").casefold()):
        waiting = sum(each.what.partner_id == record.id for each in open_ones)
        with st.container(border=True, gap="xsmall"):
            st.markdown(_about(record.what, waiting))
            with st.container(horizontal=True, gap="small"):
                actions.button(_partner(record), words=_("Wijzig"))
                _remove_partner(record, waiting)


def _about(what: Partner, waiting: int) -> str:
    kind = record_display.words(Partner, "kind")[what.kind]
    facts = [kind, what.contact_role or "", wording.norm(what) if what.norm_days else _("geen norm afgesproken")]
    facts += [_("{n} overdrachten open", n=waiting)] if waiting else []
    words = text.plain("; ".join(part for part in facts if part))
    ended = what.covenant_until and what.covenant_until < today()
    over = f" :orange-badge[{_('convenant verlopen op {day}', day=day(what.covenant_until))}]" if ended else ""
    return f"**{text.plain(what.name or kind)}**{over}  \n:gray[{words}]"


def _partner(record: Entry[Partner] | None) -> Act:
    afterwards = _("De partner is bewaard.")
    if record:
        form = Form(Partner, _PARTNER, f"partner_{record.id}", vars(record.what))
        return Save(partners.keep_partner, _("Wijzig een partner"), form, afterwards, record=record)
    form = Form(Partner, _PARTNER, "partner_new", {"norm_kind": "work"})
    return Add(partners.keep_partner, _("Nieuwe partner"), form, afterwards, icon=actions.ADD)


def _route(record: Entry[Route] | None, names: record_display.Names) -> Act:
    offered, afterwards = {"theme": choices.themes(), "partner_id": names}, _("De route is bewaard.")
    if record:
        form = Form(Route, _ROUTE, f"route_{record.id}", vars(record.what), offered)
        return Save(partners.keep_route, _("Wijzig een route"), form, afterwards, record=record)
    given = {"from_severity": 1, "norm_kind": "work", "way": "telephone"}
    form = Form(Route, _ROUTE, "route_new", given, offered)
    return Add(partners.keep_route, _("Nieuwe route"), form, afterwards, icon=actions.ADD)


def _remove_partner(record: Entry[Partner], waiting: int) -> None:
    question = _("De routes naar deze partner gaan ook weg. Wat is overgedragen blijft.")
    if waiting:
        question += " " + _("Er staan nog {n} overdrachten open; die kunt u gewoon blijven bijwerken.", n=waiting)
    removal = register.call(partners.remove_partner, record.id, seen=record.version)
    actions.sure(_("Haal weg"), question, removal, _("De partner is weggehaald."), key=f"partner_{record.id}")


def _remove_route(record: Entry[Route]) -> None:
    removal = register.call(partners.remove_route, record.id, seen=record.version)
    question, afterwards = _("Niemand wordt hier dan nog naar verwezen."), _("De route is weggehaald.")
    actions.sure(_("Haal weg"), question, removal, afterwards, key=f"route_{record.id}")
