"""Says what is not delivered yet and what to do about it. Shows no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.glossary import code_words
from buurtbeeld.text import _
from buurtbeeld.ui.query import ask

YEAR = 12


def stop_or_say() -> None:
    """Stops a page that cannot show anything yet: no areas, no reports or no whole month. Without homes it goes on."""
    held = ask("holdings").iloc[0]
    if not held["areas"]:
        _stop(_("Er zijn nog geen gebieden"), _unplaced(held["reports"]))
    if not held["reports"]:
        sentence = _("De gebieden zijn er. Lever nu klachten, incidenten of observaties aan.")
        _stop(_("Er zijn nog geen meldingen"), sentence)
    if not held["months"]:
        sentence = _(
            "De gegevens gaan tot en met {day} en beslaan nog geen hele maand; er wordt per hele maand geteld. "
            "Lever meer aan.",
            day=text.day(held["data_end"]),
        )
        _stop(_("Er is nog geen hele maand"), sentence)
    for sentence in _lacking(held):
        st.warning(sentence, icon=":material/warning:")


def unmeasured() -> bool:
    """Whether homes or a year of months are lacking, so that little can be judged; the filters say which."""
    return bool(_unmeasured(ask("holdings").iloc[0]))


def stop_if_unjudged(judged: pd.DataFrame, level: str, otherwise: str) -> None:
    """Stops a page on which nothing can be judged, with why and with the counts that there are.

    otherwise: why, where there are homes and months enough.
    """
    if not judged.empty:
        return
    nothing = _("Hier is nu niets te beoordelen.")
    st.info(nothing if unmeasured() else f"{nothing} {otherwise}", icon=":material/info:")
    counts = ask("rates", area="", level=level, kind="all", theme="all")
    if len(counts) == 1:
        counts = ask("rates", area="", level="buurt", kind="all", theme="all")
    st.caption(_("Wat er wel is: aantallen van de laatste 12 hele maanden."))
    heads = {"name": _("Gebied"), "reports": _("Meldingen"), "cases": _("Zaken"), "lies_in": _("Ligt in")}
    counts = counts[counts["area_id"] != "corporation"][list(heads)]
    st.dataframe(counts, hide_index=True, column_config=heads, alt=_("Meldingen en zaken per gebied"))
    st.stop()


def _lacking(held: pd.Series) -> list[str]:
    """What is there but cannot be measured or named, each with what to deliver."""
    themed = (
        _(
            "Van geen enkele melding is het thema bekend. Vul de tabel met categorieën naast de levering aan; de "
            "pagina Bronnen toont welke er ontbreken."
        ),
    )
    return [*_unmeasured(held), *(themed if not held["themed"] else ())]


def _unmeasured(held: pd.Series) -> list[str]:
    sentences = []
    if not held["homes"]:
        sentences.append(
            _(
                "Er zijn nog geen woningen ingelezen; daarom zijn er geen cijfers per 1.000 woningen. "
                "Lever woningen aan (soort `homes`)."
            )
        )
    if held["months"] < YEAR:
        sentences.append(
            _(
                "Er zijn nog maar {months} hele maanden bekend; cijfers over een jaar zijn er dan niet altijd, en "
                "veranderingen nooit. Lever oudere meldingen aan.",
                months=text.number(held["months"]),
            )
        )
    return sentences


def _unplaced(reports: int) -> str:
    first = _(
        "Lever eerst omtrekken van buurten aan (soort `areas`), dan woningen met hun adres (soort `homes`): daarmee "
        "krijgt elke melding een plaats."
    )
    return (_("Er zijn {reports} meldingen ingelezen. ", reports=text.number(reports)) if reports else "") + first


def _stop(head: str, sentence: str) -> None:
    st.header(head, anchor=False)
    steps = _(
        "Geef daarna de opdracht `python -m etl build`. Hoe dat gaat, stap voor stap, staat in README.md; de pagina "
        "Bronnen toont wat er al is."
    )
    st.markdown(f"{sentence} {steps}")
    _show_volumes()
    st.stop()


def _show_volumes() -> None:
    """How many reports each source brought, where there are no areas or months to count them in."""
    sources = ask("source_freshness")
    reports = sources[sources["kind"].isin(codes.EVIDENCE)]
    if reports.empty:
        return
    heads = {"source": _("Bron"), "kind": _("Soort"), "loaded": _("Meldingen")}
    reports = reports.assign(kind=reports["kind"].map(code_words.kind))[list(heads)]
    st.caption(_("Wat er wel is: meldingen per bron."))
    st.dataframe(reports, hide_index=True, column_config=heads, alt=_("Meldingen per bron"))


def refused_in_words(files: Sequence[str]) -> str:
    """That files could not be read and figures may lack them; empty without any."""
    if not files:
        return ""
    return _(
        "Niet ingelezen: {files}. Cijfers op deze pagina kunnen daardoor te laag zijn. "
        "Op de pagina Bronnen staat waarom.",
        files=", ".join(files[:3]) + (_(" en {count} andere", count=len(files) - 3) if len(files) > 3 else ""),
    )


def missing_in_words(missing: pd.DataFrame) -> str:
    """Which sources did not deliver lately; empty when all did."""
    if missing.empty:
        return ""
    gaps = [
        _("{source} ({kind}) {since}", source=row.source, kind=code_words.kind(row.kind), since=_since(row))
        for row in missing.itertuples(index=False)
    ]
    return _(
        "Niet alles is geleverd: {gaps}. Het verschil met een jaar eerder laat zo’n bron al weg; een lijn door de "
        "jaren niet, dus een daling daarin hoeft geen verbetering te zijn.",
        gaps=text.listing(gaps),
    )


def _since(row: Any) -> str:
    first, last = text.month(row.first_missing), text.month(row.last_missing)
    return _("sinds {month}", month=first) if row.still else _("van {first} tot en met {last}", first=first, last=last)
