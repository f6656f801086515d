"""What a frozen approach came to: power first, then the verdict and its pictures. Before freezing it asks nothing."""

from __future__ import annotations

import functools
from pathlib import Path

import pandas as pd
import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.approaches import status as approaches_status
from buurtbeeld.approaches.plan import Running
from buurtbeeld.approaches.status import ApproachHistory
from buurtbeeld.charts.key_figures import Figure
from buurtbeeld.charts.spec import Chart
from buurtbeeld.evaluation import chart, quarterly_rates, results, validity_wording, wording
from buurtbeeld.evaluation.results import ApproachEffect
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.text import _
from buurtbeeld.ui import filters, page, query


def result(history: ApproachHistory, everything: list[ApproachHistory]) -> None:
    """The result of the version that counts; before freezing only that it comes afterwards, and none where that version
    is altered."""
    if history.last is None:
        page.heading(_("Hielp het?"))
        st.info(
            _(
                "Het resultaat staat hier zodra het plan bevroren is. Zo zoekt niemand achteraf de vergelijking uit "
                "die het mooist uitkomt."
            ),
            icon=":material/lock:",
        )
        return
    plan, approach, running = history.frozen_plan, str(history.approach.id), approaches_status.running(everything)
    if plan is None:
        page.heading(_("Hielp het?"))
        st.info(_("Geen oordeel: het bevroren plan klopt niet meer. Hierboven staat wat u kunt doen."))
        return
    power = query.of_build(lambda build: results.power(build, plan, approach, running))
    page.heading(_("Wat kunnen we zien?"))
    st.markdown(wording.power_of(power))
    effect = query.of_build(lambda build: results.evaluate(build, plan, approach, running))
    page.heading(_("Hielp het?"))
    _verdict(effect)
    for number, other in history.other_plans.items():
        _version(number, query.of_build(functools.partial(_evaluate, other, approach, running)))
    _pictures(effect)
    if effect.result.look:
        _around(effect)
        _choices(query.of_build(lambda build: results.specifications(build, plan, approach, running)))


def _evaluate(plan: Plan, approach: str, running: tuple[Running, ...], build: Path) -> ApproachEffect:
    return results.evaluate(build, plan, approach, running)


def _version(number: int, effect: ApproachEffect) -> None:
    """What a later version would have said, beside the first."""
    verdict = effect.result.verdict
    words = wording.verdict(verdict, effect.deciding)
    st.markdown(_("Versie {n} zou zeggen:", n=number) + f" {wording.badge(verdict.label)} {text.plain(words)}")


def _verdict(effect: ApproachEffect) -> None:
    said = effect.result.verdict
    st.markdown(wording.badge(said.label))
    page.answer(wording.verdict(said, effect.deciding))
    st.caption(validity_wording.judging(effect.plan, effect.result.look))
    for warning in wording.warnings(said):
        st.markdown(f":material/info: {warning}")
    if "reporting_changed" in said.warnings:
        icon = ":material/record_voice_over:"
        st.page_link("pages/trends/reporting_behaviour.py", label=_("Bekijk het meldgedrag"), icon=icon)


def _pictures(effect: ApproachEffect) -> None:
    shown = quarterly_rates.by_quarter(effect)
    band = quarterly_rates.expected(effect, shown)
    if shown.empty or not (shown["turn"] >= 0).any():
        st.caption(_("Er is na de start nog geen heel kwartaal bekend. Kijk later opnieuw."))
        return
    if effect.result.look:
        _numbers(effect)
    if effect.homes >= codes.FEWEST_HOMES:
        drawn = chart.before_and_after(shown, band, effect.plan.start)
        page.chart(Chart(drawn, chart.path_in_words(shown, band)))
    else:
        st.caption(_("Bij minder dan {n} woningen tonen we geen cijfer per woning.", n=codes.FEWEST_HOMES))
    rows = wording.estimates(effect)
    if len(rows):
        page.heading(_("Wat zegt elke methode?"))
        page.chart(Chart(chart.whiskers(rows), wording.estimates_in_words(rows)))
        _explained(effect)
    years = validity_wording.event_study(effect.result)
    if len(years):
        page.heading(_("Liep het vooraf al uiteen?"), validity_wording.own_trend(effect.result))
        page.chart(Chart(chart.whiskers(years, strong=False), validity_wording.event_study_in_words(years)))
    _left_out(effect)


def _around(effect: ApproachEffect) -> None:
    page.heading(_("Verhuisde het probleem?"))
    st.markdown(" ".join((wording.moved(effect.result), wording.together(effect.result))))
    st.caption(text.plain(wording.based_on(effect, filters.areas()["name"].to_dict())))


def _choices(curve: pd.DataFrame) -> None:
    """What other reasonable comparison areas would have said."""
    if len(curve) < 2:
        return
    page.heading(_("Hangt het aan de keuze van gebieden?"), validity_wording.choices(curve))
    page.chart(Chart(chart.specifications(curve), validity_wording.choices(curve)))


def _numbers(effect: ApproachEffect) -> None:
    windows = effect.result.windows
    before, after = (count / years for count, years in zip(windows.treated, windows.years, strict=True))
    wdd = effect.result.wdd
    row = [
        Figure(_("Zaken per jaar vooraf"), text.number(before)),
        Figure(_("Zaken per jaar erna"), text.number(after)),
        Figure(
            _("Verschil per jaar"),
            wording.cases(wdd.estimate),
            _("{low} tot {high}", low=wording.cases(wdd.low), high=wording.cases(wdd.high)),
            _("Meer of minder zaken dan verwacht: de verandering hier min die in de vergelijkingsgebieden, met marge."),
        ),
    ]
    page.figures(row)


def _explained(effect: ApproachEffect) -> None:
    with st.expander(_("Wat doen deze methoden?"), icon=":material/help:"):
        lines = [
            *wording.explained().values(),
            wording.placebos(effect.result),
            *wording.absent(effect.result),
        ]
        st.markdown("\n".join(f"- {line}" for line in lines if line))


def _left_out(effect: ApproachEffect) -> None:
    rows = wording.left_out(effect, filters.areas()["name"].to_dict())
    if rows.empty:
        return
    page.heading(
        _("Hangt het aan één gebied?"), _("Dezelfde uitkomst, telkens zonder één van de vergelijkingsgebieden.")
    )
    page.chart(Chart(chart.whiskers(rows, strong=False), wording.left_out_in_words(rows)))
