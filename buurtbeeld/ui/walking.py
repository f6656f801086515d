"""What went with each rung of a ladder: filters, the ladder as it was walked, shares, moments. Counts nothing."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import charts_ladder, recorded, walked, walked_words
from buurtbeeld.methods.escalation import FEWEST
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.fields import today
from buurtbeeld.text import _
from buurtbeeld.ui import doing, filters, parts, places
from buurtbeeld.walked import Histories, Walked


def chosen() -> Walked:
    """What was walked on the ladder, of the theme, that the visitor chooses; a sentence and the page stops without
    cases. Read from the register, so that a step taken a moment ago is there."""
    found = walked.histories(doing.listed(Case), doing.listed(Step), _areas())
    _stop_without(found)
    with st.grid(3, min_column_width=240, gap="small", vertical_alignment="bottom"):
        theme = filters.pick("theme", _("Thema"), walked_words.themes(found, places.themes()), walked.ALL)
        ladder = filters.choice("ladder", _("Ladder"), recorded.words(Step, "ladder"))
        days = filters.choice("after", _("Rustig na"), {"180": _("180 dagen"), "90": _("90 dagen")})
    shown = walked.on(found, theme, ladder, int(days), today())
    if shown.spells.empty:
        st.info(_("Op deze ladder is bij dit thema nog geen stap gezet. Kies een andere ladder of een ander thema."))
        st.stop()
    return shown


def _areas() -> frozenset[str]:
    own, whose = places.mine(), {"all": _("Alle gebieden"), "mine": _("Mijn gebieden")}
    return own if own and filters.choice("where", _("Waar"), whose) == "mine" else frozenset()


def _stop_without(found: Histories) -> None:
    if found.steps:
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


def ladder(found: Walked) -> None:
    """The ladder as it was walked, and beside it the share that was quiet after each rung."""
    names, moves = walked.names(found.ladder), found.moves[~found.moves["kind"].isin(["closed", "running", "again"])]
    rungs = charts_ladder.ladder(names, walked_words.told(found), _("Begin op deze ladder"))
    left, right = st.columns(2, gap="large")
    with left:
        parts.heading(_("Zo liepen de dossiers"), _("Rechts: treden overgeslagen. Links, gestreept: terug."))
        parts.chart(charts_ladder.path(moves, rungs), walked_words.path(found))
    with right:
        parts.heading(
            _("Rustig na {days} dagen", days=found.days),
            _("Licht: ernst 1 en 2. Zwaar: 3 en hoger. Band: wat past bij toeval."),
        )
        beside = charts_ladder.ladder(names, [""] * len(names))
        parts.chart(charts_ladder.quiet(walked.shares(found), beside), walked_words.quiet(found))


def rests_on(found: Walked) -> None:
    """What the figures rest on, and what they do not say."""
    st.caption(walked_words.rests_on(found))


def compared(found: Walked) -> None:
    """Each rung beside the one below it, and early beside late, in sentences."""
    if found.apart["reason"].ne("").all() and found.moments["reason"].ne("").all():
        return
    left, right = st.columns(2, gap="large")
    with left:
        parts.heading(_("Trede naast trede"), _("Bij gelijke ernst. De grenzen gelden voor alle vergelijkingen samen."))
        _lines(walked_words.apart(found), _("Er is maar één trede gezet."))
    with right:
        parts.heading(_("Vroeg of later"), walked_words.moments_explained())
        _lines(walked_words.moments(found), "")


def _lines(lines: list[str], otherwise: str) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines) or otherwise)


def table(found: Walked) -> None:
    """All figures per rung, to take along."""
    parts.heading(
        _("Alle cijfers per trede"),
        _(
            "Tussen haakjes wat bij toeval nog past (95 %). Dagen tot rustig: zolang er geen verdere "
            "stap kwam; ∞: de helft is nog niet zover. Streepje: minder dan {n} dossiers, of nog niet lang genoeg "
            "gezien.",
            n=FEWEST,
        ),
    )
    parts.table_with_download(
        walked.table(found),
        "treden",
        walked_words.heads(),
        words=_("Per trede: dossiers, rustig, dagen, volgende stap"),
    )
