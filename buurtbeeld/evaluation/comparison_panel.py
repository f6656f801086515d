"""Before any result: what an approach is compared with, and freezing that. Asks for no case after the start."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence

import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.approaches import status as approaches_status
from buurtbeeld.approaches.status import ApproachHistory
from buurtbeeld.charts.spec import Chart
from buurtbeeld.evaluation import chart, comparison_wording, results, wording
from buurtbeeld.evaluation import comparison as comparison_proposal
from buurtbeeld.evaluation.comparison import ComparisonOffer
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import approaches
from buurtbeeld.register.approaches import ApproachFreeze, Chosen
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import filters, guard, page, query, register

_IN_SIGHT = 10


def comparison(history: ApproachHistory, everything: list[ApproachHistory]) -> None:
    """What is proposed to compare with, and why; the choice; and the button that freezes it."""
    page.heading(
        _("Waarmee vergelijken we?"),
        _("Gebieden die vooraf even hoog stonden, zakken vanzelf ook terug. Wat hier meer daalt, past bij de aanpak."),
    )
    if history.last is None:
        _choose(history, everything)
        return
    _versions(history)
    _remarks(history)
    may = guard.may("freeze_approach", history.approach.what.area_id)
    if may and page.opened(_("Kies opnieuw, als nieuwe versie"), f"again_{history.approach.id}"):
        _choose(history, everything)


def _remarks(history: ApproachHistory) -> None:
    """Which versions are altered, and what was changed about the approach since the one that counts."""
    deciding = history.deciding
    for freeze in history.freezes:
        if freeze.altered and deciding is None:
            page.warn(approaches_status.altered(freeze.what.number))
        elif freeze.altered and deciding is not None:
            page.warn(approaches_status.beside_altered(freeze.what.number, deciding.what.number))
    changed = approaches.changed_since(history.approach.what, deciding.what) if deciding else []
    if changed:
        fields = approaches_status.field_names(changed)
        page.warn(
            _(
                "Sinds het bevriezen gewijzigd: {fields}. Het resultaat hieronder is van het bevroren plan.",
                fields=fields,
            )
        )


def _versions(history: ApproachHistory) -> None:
    doers = register.colleagues()
    for number in range(len(history.freezes), 0, -1):
        freeze = history.freezes[number - 1].what
        st.markdown(f":material/ac_unit: {approaches_status.version(history, number, doers)} · `{freeze.hash[:12]}`")
    if history.deciding:
        names = filters.areas()["label"].to_dict()
        st.markdown(text.plain(approaches_status.compared_with(history.deciding.what, names)))
    if len(history.freezes) > 1:
        st.caption(_("De eerste versie telt. Wat later is gekozen staat er alleen naast."))


def _choose(history: ApproachHistory, everything: list[ApproachHistory]) -> None:
    approach, running = str(history.approach.id), approaches_status.running(everything)
    plan = approaches_status.plan(history.approach.what)
    offer = query.of_build(lambda build: comparison_proposal.propose(build, plan, approach, running))
    st.markdown(comparison_wording.offer_sentence(offer))
    chosen = _choice(history, offer)
    _reasons(offer, plan.area, chosen.comparison)
    full = dataclasses.replace(plan, **chosen._asdict())
    said = query.of_build(lambda build: results.power(build, full, approach, running))
    st.markdown(f":material/visibility: {wording.power_of(said)}")
    _freeze(history, chosen)


def _choice(history: ApproachHistory, offer: ComparisonOffer) -> Chosen:
    """The areas to compare with and the ring: as proposed or frozen before, and what the visitor makes of it."""
    names = filters.areas()["label"].to_dict()
    options = list(dict.fromkeys([*offer.comparison, *offer.choices, *offer.around]))
    around = list(dict.fromkeys([*offer.around, *offer.choices]))
    before = history.deciding.what.content if history.deciding else {}
    key = f"{history.approach.id}_{history.approach.version}_{len(history.freezes)}"
    comparison = _picked(
        _("Vergelijkingsgebieden"), options, before.get("comparison", offer.comparison), names, f"compare_{key}"
    )
    ring = _picked(
        _("Ring eromheen: gaat het probleem daarheen?"), around, before.get("ring", offer.ring), names, f"ring_{key}"
    )
    if offer.no_outline:
        st.caption(_("Van dit gebied is geen omtrek bekend. Kies de ring zelf, of laat hem leeg."))
    donors = tuple(name for name in offer.donors if name not in ring)
    return Chosen(comparison, ring, donors, _days(before.get("judged_after", codes.JUDGED_AFTER), key))


def _days(chosen: Sequence[int], key: str) -> tuple[int, ...]:
    picked = st.pills(
        _("Wanneer oordelen we? (maanden na de start)"),
        codes.DAYS_OF_JUDGING,
        selection_mode="multi",
        default=list(chosen),
        key=f"days_{key}",
        help=_(
            "Wie elke maand kijkt, ziet vroeg of laat iets. Daarom ligt vooraf vast wanneer er wordt geoordeeld; hoe "
            "vaker, hoe strenger elke keer."
        ),
    )
    return tuple(picked) or tuple(chosen)


def _picked(
    label: str, options: Sequence[str], chosen: Sequence[str], names: record_display.Names, key: str
) -> tuple[str, ...]:
    there = set(options)
    picked = st.multiselect(
        label,
        options,
        default=[name for name in chosen if name in there],
        key=key,
        format_func=lambda name: names.get(name, name),
        filter_mode="contains",
        select_all=False,
        wrap=True,
        placeholder=_("Typ om te zoeken"),
        persist_state="session",
    )
    return tuple(picked)


def _reasons(offer: ComparisonOffer, area: str, comparison: tuple[str, ...]) -> None:
    """How high each stood before, why each is alike, and why the others are not."""
    if area not in offer.areas.index:
        return
    rows = offer.areas.loc[[area, *(name for name in comparison if name in offer.areas.index)]]
    own = rows.iloc[0]
    if own["homes"] >= codes.FEWEST_HOMES:
        page.chart(Chart(chart.heights(rows), comparison_wording.heights_in_words(rows)))
    else:
        st.caption(_("Bij minder dan {n} woningen tonen we geen cijfer per woning.", n=codes.FEWEST_HOMES))
    lines = [
        f"- **{text.plain(row['name'])}**: {comparison_wording.reason(own, row)}"
        for _name, row in rows.iloc[1:].iterrows()
    ]
    st.markdown("\n".join(lines[:_IN_SIGHT]))
    with st.expander(_("Waarom andere gebieden niet?"), icon=":material/help:"):
        st.markdown("\n".join(f"- {words}" for words in comparison_wording.refused(offer)))


def _freeze(history: ApproachHistory, chosen: Chosen) -> None:
    approach = history.approach
    if not guard.may("freeze_approach", approach.what.area_id):
        st.caption(_("Een gebiedsregisseur of manager kan dit plan bevriezen. Daarna staat het resultaat hier."))
        return
    if both := set(chosen.comparison) & set(chosen.ring):
        names = filters.areas()["label"].to_dict()
        both_names = text.listing(sorted(names.get(name, name) for name in both))
        page.warn(_("{areas} staat in beide lijstjes. Kies: om mee te vergelijken, of in de ring.", areas=both_names))
        return
    st.caption(
        _(
            "Bevriezen legt het plan en deze keuze vast, met uw naam en het tijdstip. Pas daarna is het resultaat te "
            "zien. Wat later verandert wordt een nieuwe versie; deze blijft staan."
        )
    )
    st.button(
        _("Bevries en toon het resultaat"),
        type="primary",
        icon=":material/ac_unit:",
        key=f"freeze_{approach.id}",
        on_click=register.at_click,
        args=(
            register.call(approaches.freeze_approach, approach.id, chosen, seen=approach.version),
            functools.partial(_afterwards, before=len(history.freezes)),
        ),
    )


def _afterwards(freeze: Entry[ApproachFreeze], before: int) -> str:
    n = freeze.what.number
    if n == before:
        return _("Er is niets veranderd: versie {n} blijft staan.", n=n)
    return _("Bevroren als versie {n}. Het resultaat staat onderaan.", n=n)
