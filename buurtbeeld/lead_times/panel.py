"""How long partners take: filters, all partners, one partner, and the sheet to bring. Reads; counts nothing."""

from __future__ import annotations

import functools

import streamlit as st

from buurtbeeld.charts.spec import Chart
from buurtbeeld.clock import today
from buurtbeeld.lead_times import chart, figures, overdue_sheet, wording
from buurtbeeld.lead_times.figures import Everybody, LeadTimes
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.partners import Partner
from buurtbeeld.text import _
from buurtbeeld.ui import choices, filters, guard, page, register


def chosen() -> tuple[Everybody, str]:
    """How long partners take in the areas chosen, and to what; a sentence and the page stops without hand-overs.
    Read from the register, so that an answer noted a moment ago is there."""
    hand_overs = register.listed(HandOver)
    if not hand_overs:
        st.info(
            _(
                "Er is nog niets overgedragen. Draag een kwestie over bij ‘Overgedragen’ en noteer wat de partner laat "
                "weten; vanaf {n} overdrachten ziet u hier hoelang het duurt.",
                n=figures.FEWEST,
            )
        )
        st.page_link("pages/follow_up/hand_overs.py", label=_("Naar de overdrachten"), icon=":material/move_item:")
        st.stop()
    own, whose = choices.mine(), {"all": _("Alle gebieden"), "mine": _("Mijn gebieden")}
    only = own if own and filters.choice("where", _("Waar"), whose) == "mine" else frozenset()
    answer = filters.choice("answer", _("Gemeten tot"), wording.answers())
    rows = figures.rows(hand_overs, only)
    if not rows:
        st.info(_("In uw gebieden is nog niets overgedragen. Kies ‘Alle gebieden’."))
        st.stop()
    return figures.everybody(rows, answer, today()), answer


def names() -> dict[str, str]:
    """What keys mean in words; a partner that was taken away says so."""
    gone = {str(partner.id) for partner in register.listed(Partner, removed=True)} - {
        str(partner.id) for partner in register.listed(Partner)
    }
    words = choices.names()
    return words | {key: _("{name} (weggehaald)", name=words[key]) for key in gone if key in words}


def rests_on(all_times: Everybody) -> None:
    """What the figures rest on."""
    st.caption(wording.rests_on(all_times.together))


def everybody(everybody: Everybody, named: dict[str, str]) -> None:
    """All partners in one picture, and all their figures in a table."""
    partners = everybody.partners
    page.heading(
        _("Per partner"),
        _("Punt: na zoveel dagen is de helft van alle beantwoord. Band: wat bij toeval nog past. Streepje: de norm."),
    )
    if len(partners) == 1:
        st.caption(_("Er is nog maar één partner: vergelijken kan dus niet."))
    page.chart(Chart(chart.partners(partners, named), wording.dots(partners, named)))
    words = _("Per partner: aantal, dagen, norm, bevestigd, teruggekoppeld, terug")
    table = wording.rows(partners, named)
    page.table_with_download(table, "doorlooptijden", wording.heads(), words=words, only=wording.IN_SIGHT)


def partner_times(everybody: Everybody, named: dict[str, str], measured: str) -> None:
    """One partner: key figures, faster or slower, the share that still waits, and what to bring."""
    partners, rows = everybody.partners, everybody.together.hand_overs
    offered = {key: named.get(key, "?") for key in partners}
    page.heading(_("Eén partner"))
    key = filters.pick("partner", _("Partner"), offered, next(iter(offered)))
    partner = partners[key]
    page.figures(wording.figures(partner))
    st.markdown(wording.faster(partner.faster))
    if partner.median.n >= figures.FEWEST:
        steps = figures.curves(partner.hand_overs, rows[rows["partner"] != key], measured, today())
        drawn = chart.curve(steps, chart.last_day(steps, partner.median.median))
        page.chart(Chart(drawn, wording.curve(partner, offered[key], measured)))
    _sheet(partner, key, named, measured)


def _sheet(partner: LeadTimes, key: str, named: dict[str, str], measured: str) -> None:
    who = named.get(key, "?")
    page.heading(
        _("Wat wacht bij {who}, om mee te nemen", who=who),
        _("Over de norm en zonder antwoord, het langste eerst. Zonder namen van bewoners en zonder vrije tekst."),
    )
    page.table_or_words(
        wording.waiting(partner.waiting, named),
        f"wacht_{who}",
        wording.waiting_heads(),
        _("Niets wacht langer dan de norm."),
        _("Overdrachten die over de norm wachten, met hun dagen"),
    )
    if len(partner.waiting):
        given = (partner, measured, key, named, today(), guard.register())
        st.download_button(
            _("Blad om mee te nemen (PDF)"),
            functools.partial(overdue_sheet.export, *given, by=guard.visitor().id),
            _("wat wacht bij {who}", who=who) + ".pdf",
            "application/pdf",
            key="waiting_pdf",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )
        hidden = len(partner.waiting) - len(overdue_sheet.shared(partner))
        st.caption(_("Wie dit blad maakt, staat met de dag bij ‘Wie kreeg wat’.") + wording.not_on_it(hidden))
