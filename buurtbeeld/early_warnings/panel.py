"""Early warnings as cards per area, with what people know of them. Counts nothing; asks for rows on request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pandas as pd
import streamlit as st

from buurtbeeld import text
from buurtbeeld.clock import today
from buurtbeeld.early_warnings import chart, wording
from buurtbeeld.register import known_warnings
from buurtbeeld.register.known_warnings import LONGEST_DAYS, KnownWarning, Mark, Series
from buurtbeeld.text import _
from buurtbeeld.ui import actions, drafts, filters, guard, page, register
from buurtbeeld.ui.query import ask


def marks() -> tuple[Mark, ...]:
    """Every mark on early warnings; none, with a sentence on the page, when the register cannot be read."""
    return register.read_or((), known_warnings.all_known, by=guard.visitor())


def cards(warnings: pd.DataFrame, weeks: pd.DataFrame, calamities: pd.DataFrame) -> None:
    """Each area with its warnings: what came in, the series with its band, what was seen before, and what to do."""
    labels, series = filters.areas()["label"], wording.series_of(weeks, warnings)
    seen = wording.calamities_of(calamities)
    for area, rows in wording.by_area(wording.remembered(warnings, weeks)):
        with st.container(border=True, gap="small"):
            page.area_link(area, labels.get(area, rows["name"].iloc[0]), strong=True)
            for _place, warning in rows.iterrows():
                _warning(warning, series[tuple(warning[wording.KEYS])], seen.get(area, calamities.head(0)))


def folded(warnings: pd.DataFrame, asleep: Sequence[Mark]) -> None:
    """What is known, out of sight until one asks: its remark, until when, and a way back."""
    number = len(warnings) + len(asleep)
    if not number:
        return
    with st.expander(_("Bekend, en daarom niet in de lijst: {number}", number=number), icon=":material/inventory:"):
        for _place, row in warnings.iterrows():
            _known_line(row["name"], row["theme_name"], row)
        names, themes = filters.areas()["name"], ask("themes").set_index("theme")["name"]
        for mark in asleep:
            row = pd.Series(vars(mark) | vars(mark.series) | {"mark": str(mark.id)})
            quiet = _("nu geen signaal")
            _known_line(
                names.get(row["area_id"], row["area_id"]), f"{themes.get(row['theme'], row['theme'])}, {quiet}", row
            )


def _warning(warning: pd.Series, series: pd.DataFrame, calamities: pd.DataFrame) -> None:
    key, sentence, unit = "|".join(warning[wording.KEYS]), wording.sentence(warning), wording.unit(warning)
    st.markdown(f"{sentence} :gray[{wording.before(warning, calamities)}]")
    st.vega_lite_chart(chart.weeks(series, warning["kind"], unit), alt=f"{unit}. {sentence}")
    if warning["state"] == "back":
        back = _("Was bekend tot en met {day}: ‘{remark}’")
        st.caption(back.format(day=text.day(warning["until"]), remark=warning["remark"]))
    with st.container(horizontal=True, gap="small"):
        if guard.may("mark_known", warning["area_id"]) and st.button(
            _("Markeer als bekend"), key=f"mark_{key}", icon=":material/check:"
        ):
            _mark(warning)
        if st.button(_("Toon de meldingen"), key=f"rows_{key}", icon=":material/list:", type="tertiary"):
            _reports(warning)


def _mark(warning: pd.Series) -> None:
    st.dialog(_("Markeer als bekend"))(_form)(warning)


def _form(warning: pd.Series) -> None:
    guard.require("mark_known")
    day, key = today(), "|".join(warning[wording.KEYS])
    st.markdown(f"**{text.plain(warning['name'])}** — {wording.sentence(warning)}")
    st.caption(_("Tot en met de gekozen dag staat dit signaal in de lijst met bekende; daarna komt het terug."))
    draft = f"known_{key}"
    remark = _remark(key, draft)
    st.caption(_("Geen namen, huisnummers of telefoonnummers: schrijf over de plek, niet over een persoon."))
    until = st.date_input(
        _("Bekend tot en met"),
        wording.proposed_until(day),
        min_value=day,
        max_value=day + timedelta(days=LONGEST_DAYS),
        format="DD-MM-YYYY",
        key=f"until_{key}",
    )
    drafts.keep(draft, {"remark": remark})
    if st.button(_("Bewaar"), type="primary", key=f"keep_{key}"):
        series = Series(*warning[wording.KEYS])
        asked = register.call(known_warnings.mark_known, series, remark, until, today=day)
        wanted = KnownWarning(**vars(series), remark=remark, until=until)
        if register.attempt(asked, actions.compared(wanted)):
            drafts.keep(draft, {})
            st.rerun()


def _remark(key: str, draft: str) -> str:
    """What is known, in words; what was typed before the browser was closed stands there again."""
    if f"remark_{key}" not in st.session_state:
        st.session_state[f"remark_{key}"] = drafts.restored(draft).get("remark", "")
    return st.text_area(
        _("Wat is er bekend?"),
        key=f"remark_{key}",
        max_chars=300,
        placeholder=_("Bijvoorbeeld: jongeren bij het plein, jongerenwerk weet ervan"),
        help=_("Collega's lezen dit. Schrijf geen namen, adressen, telefoonnummers of andere gegevens van personen."),
    )


def _reports(warning: pd.Series) -> None:
    st.dialog(_("De meldingen achter dit signaal"), width="large")(_rows)(warning)


def _rows(warning: pd.Series) -> None:
    guard.require("read")
    since = wording.reports_from(warning)
    asked = {"area": warning["area_id"], "kind": warning["kind"], "theme": warning["theme"]}
    rows = ask("warning_reports", **asked, since=since)
    st.caption(
        _(
            "{name}, {theme}, sinds {day}",
            name=text.plain(warning["name"]),
            theme=warning["theme_name"],
            day=text.day(since),
        )
    )
    words = _("Meldingen met bestand en regel")
    page.table_or_words(rows, "signaal", wording.report_heads(), _("Hiervan is niets bekend."), words)


def _known_line(name: str, theme: str, row: pd.Series) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        sentence = _("**{name}**, {theme}: ‘{remark}’ :gray[tot en met {day}]")
        st.markdown(
            sentence.format(
                name=text.plain(name), theme=theme.lower(), remark=text.plain(row["remark"]), day=text.day(row["until"])
            )
        )
        if guard.may("take_back", row["area_id"]):
            asked = register.call(known_warnings.take_back, UUID(row["mark"]), seen=int(row["version"]))
            st.button(
                _("Zet terug in de lijst"),
                key=f"back_{row['mark']}",
                icon=":material/undo:",
                type="tertiary",
                on_click=register.at_click,
                args=(asked, _("Het signaal staat weer in de lijst.")),
            )
