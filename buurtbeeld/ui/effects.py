"""What a frozen approach came to: power first, then the verdict and its pictures. Before freezing it asks nothing."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import charts_effects, effects_words, judged, text, tracked
from buurtbeeld.approach_evidence import Plan
from buurtbeeld.figures import Figure
from buurtbeeld.judged import Judged
from buurtbeeld.text import _
from buurtbeeld.tracked import Tracked
from buurtbeeld.ui import asking, filters, parts


def shown(one: Tracked, found: list[Tracked]) -> None:
    """The result of the version that counts; before freezing only that it comes afterwards."""
    if one.last is None:
        parts.heading(_("Hielp het?"))
        st.info(
            _(
                "Het resultaat staat hier zodra het plan bevroren is. Zo zoekt niemand achteraf de vergelijking uit "
                "die het mooist uitkomt."
            ),
            icon=":material/lock:",
        )
        return
    plan, approach, running = Plan.of(one.last.what.content), str(one.approach.id), tracked.running(found)
    power = asking.of_build(lambda build: judged.power(build, plan, approach, running))
    parts.heading(_("Wat hadden we kunnen zien?"))
    st.markdown(effects_words.power_of(power))
    result = asking.of_build(lambda build: judged.evaluated(build, plan, approach, running))
    parts.heading(_("Hielp het?"))
    _verdict(result)
    _pictures(result)


def _verdict(found: Judged) -> None:
    said = found.result.verdict
    st.markdown(effects_words.badge(said.label))
    parts.answer(effects_words.verdict(said, found.deciding))
    for warning in effects_words.warnings(said):
        st.markdown(f":material/info: {warning}")
    if "reporting_changed" in said.warnings:
        icon = ":material/record_voice_over:"
        st.page_link("pages/trends/reporting.py", label=_("Bekijk het meldgedrag"), icon=icon)


def _pictures(found: Judged) -> None:
    shown, band = charts_effects.path(found), charts_effects.expected(found)
    if shown.empty or (shown["turn"] >= 0).sum() == 0:
        st.caption(_("Er is na de start nog geen heel kwartaal bekend. Kijk later opnieuw."))
        return
    _numbers(found)
    if found.homes >= text.FEWEST_HOMES:
        drawn = charts_effects.before_and_after(shown, band, charts_effects.start(found))
        parts.chart(drawn, charts_effects.path_in_words(shown, band))
    else:
        st.caption(_("Bij minder dan 10 woningen tonen we geen cijfer per woning."))
    rows = effects_words.estimates(found)
    if len(rows):
        parts.heading(_("Wat zegt elke methode?"))
        parts.chart(charts_effects.whiskers(rows), effects_words.estimates_in_words(rows))
        _explained(found)
    _left_out(found)
    parts.heading(_("Verhuisde het probleem?"))
    st.markdown(" ".join((effects_words.moved(found.result), effects_words.together(found.result))))
    st.caption(effects_words.based_on(found, filters.areas()["name"].to_dict()))


def _numbers(found: Judged) -> None:
    windows = found.result.power.windows
    before, after = (count / years for count, years in zip(windows.treated, windows.years, strict=True))
    wdd = found.result.wdd
    row = [
        Figure(_("Zaken per jaar vooraf"), text.number(before)),
        Figure(_("Zaken per jaar erna"), text.number(after)),
        Figure(
            _("Verschil per jaar"),
            effects_words.cases(wdd.estimate),
            _("{low} tot {high}", low=effects_words.cases(wdd.low), high=effects_words.cases(wdd.high)),
            _("Meer of minder zaken dan verwacht: de verandering hier min die in de vergelijkingsgebieden, met marge."),
        ),
    ]
    parts.figures(row)


def _explained(found: Judged) -> None:
    with st.expander(_("Wat doen deze methoden?"), icon=":material/help:"):
        lines = [
            *effects_words.explained().values(),
            effects_words.placebos(found.result),
            *effects_words.absent(found.result),
        ]
        st.markdown("\n".join(f"- {line}" for line in lines if line))


def _left_out(found: Judged) -> None:
    rows = effects_words.left_out(found, filters.areas()["name"].to_dict())
    if rows.empty:
        return
    parts.heading(
        _("Hangt het aan één gebied?"), _("Dezelfde uitkomst, telkens zonder één van de vergelijkingsgebieden.")
    )
    parts.chart(charts_effects.whiskers(rows, strong=False), effects_words.left_out_in_words(rows))
