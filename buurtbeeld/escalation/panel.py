"""What went with each rung of a ladder: filters, the ladder as it was walked, shares, moments. Counts nothing."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import codes
from buurtbeeld.charts.spec import Chart
from buurtbeeld.clock import today
from buurtbeeld.escalation import chart, steps, wording
from buurtbeeld.escalation.steps import Histories, LadderFigures
from buurtbeeld.methods.escalation import FEWEST
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.text import _
from buurtbeeld.ui import choices, filters, page, register


def chosen() -> LadderFigures:
    """What was walked on the ladder, of the theme, that the visitor chooses; a sentence and the page stops without
    cases. Read from the register, so that a step taken a moment ago is there."""
    histories = steps.histories(register.listed(Case), register.listed(Step), _areas())
    _stop_without(histories)
    with st.grid(3, min_column_width=240, gap="small", vertical_alignment="bottom"):
        theme = filters.pick("theme", _("Thema"), wording.themes(histories, choices.themes()), codes.ALL)
        ladder = filters.choice("ladder", _("Ladder"), record_display.words(Step, "ladder"))
        days = filters.choice("after", _("Rustig na"), {"180": _("180 dagen"), "90": _("90 dagen")})
    shown = steps.on(histories, theme, ladder, int(days), today())
    if shown.spells.empty:
        st.info(_("Op deze ladder is bij dit thema nog geen stap gezet. Kies een andere ladder of een ander thema."))
        st.stop()
    return shown


def _areas() -> frozenset[str]:
    own, whose = choices.mine(), {"all": _("Alle gebieden"), "mine": _("Mijn gebieden")}
    return own if own and filters.choice("where", _("Waar"), whose) == "mine" else frozenset()


def _stop_without(histories: Histories) -> None:
    if histories.steps:
        return
    if st.query_params.get("where") == "mine":
        st.info(_("In uw gebieden is nog geen dossier met een stap. Kies ‘Alle gebieden’."))
        st.stop()
    st.info(
        _(
            "Er is nog geen dossier met een stap. Open een dossier bij ‘Dossiers’ en leg elke stap vast; vanaf {n} "
            "dossiers ziet u hier wat met een stap samenging.",
            n=FEWEST,
        )
    )
    st.page_link("pages/follow_up/cases.py", label=_("Naar de dossiers"), icon=":material/folder_open:")
    st.stop()


def ladder(figures: LadderFigures) -> None:
    """The ladder as it was walked, and beside it the share that was quiet after each rung."""
    names, moves = (
        steps.names(figures.ladder),
        figures.moves[~figures.moves["kind"].isin(["closed", "running", "again"])],
    )
    rungs = chart.ladder(names, wording.rung_lines(figures), _("Begin op deze ladder"))
    left, right = st.columns(2, gap="large")
    with left:
        page.heading(_("Zo liepen de dossiers"), _("Rechts: treden overgeslagen. Links, gestreept: terug."))
        page.chart(Chart(chart.path(moves, rungs), wording.path(figures)))
    with right:
        page.heading(
            _("Rustig na {days} dagen", days=figures.days),
            _("Licht: ernst 1 en 2. Zwaar: 3 en hoger. Band: wat past bij toeval."),
        )
        beside = chart.ladder(names, [""] * len(names))
        page.chart(Chart(chart.quiet(steps.shares(figures), beside), wording.quiet(figures)))


def rests_on(figures: LadderFigures) -> None:
    """What the figures rest on, and what they do not say."""
    st.caption(wording.rests_on(figures))


def comparison(figures: LadderFigures) -> None:
    """Each rung beside the one below it, and early beside late, in sentences."""
    if figures.apart["reason"].ne("").all() and figures.moments["reason"].ne("").all():
        return
    left, right = st.columns(2, gap="large")
    with left:
        page.heading(
            _("Trede naast trede"),
            _(
                "Hoe vaak per maand een dossier rustig werd, bij gelijke ernst en even lang lopend. De grenzen "
                "gelden voor alle vergelijkingen samen."
            ),
        )
        _lines(wording.apart(figures), _("Er is maar één trede gezet."))
    with right:
        page.heading(_("Vroeg of later"), wording.moments_explained())
        _lines(wording.moments(figures), "")


def _lines(lines: list[str], otherwise: str) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines) or otherwise)


def table(figures: LadderFigures) -> None:
    """All figures per rung, to take along."""
    page.heading(
        _("Alle cijfers per trede"),
        _(
            "Tussen haakjes wat bij toeval nog past (95 %). Dagen tot rustig: zolang er geen verdere "
            "stap kwam; ∞: de helft is nog niet zover. Streepje: minder dan {n} dossiers, of nog niet lang genoeg "
            "gezien.",
            n=FEWEST,
        ),
    )
    page.table_with_download(
        steps.table(figures),
        "treden",
        wording.heads(),
        words=_("Per trede: dossiers, rustig, dagen, volgende stap"),
    )
