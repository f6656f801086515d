"""The form to hand a matter over: the route map proposes the partner, the way and the norm. Hands nothing over."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from buurtbeeld import text
from buurtbeeld.partners import wording as partners_wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import partners
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.partners import Partner, Route
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import forms, register
from buurtbeeld.ui.forms import Form, Offered, Values

_MATTER, _REST = ("area_id", "theme", "severity"), ("question", "handed_at", "confidential")


def ask(form: Form) -> Values:
    """What it is about first; then the partner that the route map names for it, which may be another one."""
    matter = forms.draw(Form(HandOver, _MATTER, form.key, form.given, form.offered))
    route = proposed(matter["theme"], matter["severity"])
    if route:
        st.markdown(":material/alt_route: " + in_words(route, form.offered["partner_id"]))
    elif matter["theme"]:
        st.caption(_("Voor dit thema is nog geen route. Kies zelf een partner."))
    given = {"partner_id": route.what.partner_id} if route else {}
    # Another matter has another proposal, so its own widget.
    own = f"{form.key}_{matter['theme']}_{route.id if route else ''}"
    to = forms.draw(Form(HandOver, ("partner_id",), own, given, _first(form, route), draft=form.key))
    return matter | to | forms.draw(Form(HandOver, _REST, form.key, form.given, form.offered))


def proposed(theme: str | None, severity: int | None) -> Entry[Route] | None:
    """The route for a matter, or None where the map has none."""
    return partners.best(list(register.listed(Route, theme=theme)), severity) if theme else None


def in_words(route: Entry[Route], names: record_display.Names) -> str:
    """Whom the route map names, how they are reached and within which norm they answer."""
    what = route.what
    to = next((record.what for record in register.listed(Partner) if record.id == what.partner_id), None)
    norm = partners_wording.norm(what if what.norm_days or to is None else to)
    said = _("De routekaart zegt: **{who}**, via {way}. Antwoord: {norm}.")
    way, who = record_display.words(Route, "way")[what.way], names.get(str(what.partner_id), "")
    desk = "" if to is None or not to.contact_role else " " + _("Vraag naar: {desk}.", desk=text.plain(to.contact_role))
    return said.format(who=text.plain(who), way=way, norm=norm) + desk


def _first(form: Form, route: Entry[Route] | None) -> Offered:
    """Every partner, the proposed one first."""
    every = dict(form.offered["partner_id"])
    first: list[str | UUID] = [] if route is None else [str(route.what.partner_id)]
    return {"partner_id": {str(key): every[str(key)] for key in [*first, *every] if str(key) in every}}
