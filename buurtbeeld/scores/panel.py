"""The pieces of the page of marks: the board, why, what changed, the funnel, trying weights. Judges nothing."""

from __future__ import annotations

import logging
from datetime import date

import pandas as pd
import streamlit as st

from buurtbeeld import codes, text
from buurtbeeld.codes import ALL
from buurtbeeld.errors import SettingError
from buurtbeeld.glossary import code_words
from buurtbeeld.methods.scores import marks as score_marks
from buurtbeeld.methods.scores.settings import ScoreSettings
from buurtbeeld.scores import chart, explanation, overrides, overrides_panel, tables, weights
from buurtbeeld.scores import funnel as score_funnel
from buurtbeeld.scores.explanation import Story
from buurtbeeld.text import _
from buurtbeeld.ui import data_status, filters, guard, page
from buurtbeeld.ui.query import ask

_log = logging.getLogger(__name__)
_TRIED = "tried_"
_PERCENT = ":material/percent:"
_SHORT = 8
"""So many rows of a table need no scrolling."""


def run() -> tuple[pd.Series, ScoreSettings]:  # noqa: RET503 (st.stop leaves the page)
    """The row of score_run and the settings in force; a sentence and the page stops where there are no marks."""
    row = ask("score_run").iloc[0]
    if pd.isna(row["month"]):
        st.info(_("Er zijn nog geen cijfers: er is nog geen hele maand geleverd. Lever meer aan en bouw opnieuw."))
        st.stop()
    try:
        return row, tables.in_force(row["settings"])
    except SettingError as error:
        _log.error("%s", error)
        st.warning(
            _(
                "Deze cijfers zijn gemaakt met instellingen die deze versie niet kent. Bouw opnieuw: `python -m etl "
                "build`."
            )
        )
    st.stop()


def level_lens_and_order() -> tuple[str, str, str]:
    """Which areas, which lens (all three, or one with its facts, residents and staff), and in which order."""
    left, right = st.columns([1, 3], gap="medium")
    with left:
        level = filters.draw(
            "level", level=filters.level_of_link(codes.SCORE_LEVELS, "buurt"), levels=codes.SCORE_LEVELS
        ).level
    with right, st.container(horizontal=True, gap="medium"):
        lens = filters.choice("lens", _("Lens"), {ALL: _("Alle drie")} | tables.lenses())
        return level, lens, filters.choice("sort", _("Volgorde"), tables.orders())


def board(marks: pd.DataFrame, areas: pd.DataFrame, lens: str, held: overrides_panel.Held) -> None:
    """The marks of the first areas as dots and bands, people's own as diamonds; a click chooses area and lens."""
    rows, places = tables.marks_to_draw(marks, areas, lens), tables.placed(areas, lens)
    event = st.vega_lite_chart(
        chart.board(rows, places, list(tables.panels(lens).values()), overrides.marks_to_draw(rows, held)),
        alt=tables.board_in_words(marks, areas, lens),
        on_select="rerun",
        selection_mode=chart.SELECTED,
        key=f"board_{marks['level'].iloc[0]}_{lens}",
    )
    clicked = event["selection"].get(chart.SELECTED) or [{}]
    _choose("board", clicked[0].get("area_id"), clicked[0].get("lens"))
    _caption(tables.legend(lens))
    _caption(tables.gaps_in_words(marks, lens))
    _caption(overrides.answer(held, areas["area_id"]))


def _caption(words: str) -> None:
    """Words in small print, in which an asterisk is an asterisk."""
    if words:
        st.caption(words.replace("*", r"\*"))


def table(marks: pd.DataFrame, areas: pd.DataFrame, lens: str, held: overrides_panel.Held) -> None:
    """The marks as a table in which a row chooses its area; the download holds every mark, people's own beside it."""
    own = overrides.by_area(held, areas)
    chosen = page.table_with_download(
        tables.table(marks, areas).assign(**{overrides.OWN: own.to_numpy()}),
        "cijfers",
        tables.heads() | {overrides.OWN: _("Eigen cijfer")},
        words=_("Rapportcijfers per gebied; kies een rij om te zien waarom"),
        choose=True,
        height=320 if len(areas) > _SHORT else "auto",
        only=overrides.on_screen(tables.on_screen(lens), own),
    )
    _choose("table", chosen)


def _choose(where: str, area_id: str | None, lens: str | None = None) -> None:
    """Writes an area and lens in the URL when newly chosen here; an old choice does not undo a later one elsewhere."""
    name, choice = f"chosen_{where}", (area_id, lens)
    if area_id and choice != st.session_state.get(name):
        st.query_params["area"] = area_id
        if lens:
            st.query_params["why"] = lens
    st.session_state[name] = choice


def close_up(marks: pd.DataFrame, areas: pd.DataFrame, lens: str) -> tuple[str, str, date | None]:
    """Which area and lens are explained, and with which month; None where no earlier month has marks."""
    names = filters.areas().loc[areas["area_id"], "label"].to_dict()
    row, _settings = run()
    month, earliest = (pd.Timestamp(row[name]).date() for name in ("month", "earliest"))
    months = explanation.months_before(month, earliest)
    options = {f"{each:%Y-%m}": text.month(each) for each in months}
    with st.grid(2, min_column_width=220, gap="small", vertical_alignment="bottom"):
        area = filters.pick("area", _("Gebied"), names, tables.starting_area(marks, areas))
        if options:
            before = f"{explanation.year_before(months, month):%Y-%m}"
            since = filters.pick("since", _("Vergeleken met"), options, before)
    why = filters.choice("why", _("Cijfer"), tables.lenses()) if lens == ALL else lens
    if not options:
        st.caption(_("Er is nog geen eerdere maand met cijfers om mee te vergelijken."))
    return area, why, date.fromisoformat(f"{since}-01") if options else None


def explain(
    marks: pd.DataFrame, areas: pd.DataFrame, area: str, lens: str, since: date | None, held: overrides_panel.Held
) -> None:
    """Why a lens has its mark, what somebody says beside it, and what changed since a month; down to the rows."""
    row, settings = run()
    level, month = marks["level"].iloc[0], pd.Timestamp(row["month"]).date()
    stock, together = ask("score_stock", level=level), ask("score_together", level=level)
    now, before = (
        explanation.snapshot(ask("score_values", level=level, area=area, month=each), stock, together)
        for each in (month, since or month)
    )
    st.markdown(f"{tables.head(marks, area, lens)}. {tables.place_in_words(areas, area)}")
    overrides_panel.beside(marks, held, area, lens, month)
    left, right = st.columns(2, gap="medium", border=True)
    why = explanation.why(now, settings, area, lens)
    with left:
        _story(_("Waarom dit cijfer?"), explanation.legend(), why)
    with right:
        if since:
            changes = explanation.changed(now, before, settings, area, lens, (since, month))
            head = _("Wat veranderde er sinds {month}?", month=text.month(since))
            _story(head, explanation.overlap(since, month), changes)
    _down(area, marks)
    with st.expander(_("Alle stappen als tabel")):
        rows = explanation.table(why, lens)
        page.table_with_download(rows, "waarom", explanation.heads(), words=_("Wat aan het cijfer bijdraagt"))


def _story(head: str, explained: str, story: Story) -> None:
    """The steps drawn, and in words."""
    page.heading(head, explained)
    if story.steps.empty:
        st.info(story.words)
        return
    st.vega_lite_chart(chart.stairs(story.steps), alt=story.words)
    st.caption(text.plain(story.words))


def _down(area: str, marks: pd.DataFrame) -> None:
    """Links to the reports behind the marks, and to what says whether a change is more than chance."""
    name = marks.loc[marks["area_id"] == area, "name"].iloc[0]
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        page.area_link(area, _("De meldingen achter de cijfers van {area}", area=name))
        st.page_link(
            "pages/trends/changes.py",
            label=f":primary[{_('Is een verandering meer dan toeval?')}]",
            query_params=filters.link(area=area),
        )


def funnel(level: str) -> None:
    """Rates of areas against their homes, with what chance gives; the areas outside named and listed."""
    page.heading(
        _("Wie valt op voor zijn grootte?"),
        _(
            "In een klein gebied zegt een hoog tempo weinig. De trechter laat zien wat toeval geeft bij dat aantal "
            "woningen."
        ),
    )
    with st.container(horizontal=True, gap="medium"):
        kinds = {kind: code_words.kind(kind).capitalize() for kind in codes.EVIDENCE}
        kind = filters.choice("evidence", _("Soort gegevens"), kinds)
        theme = filters.draw("theme", again=True).theme
    measures = ask("area_measures", level=level, kind=kind, theme=theme)
    areas, grid = score_funnel.points(measures), score_funnel.grid(measures)
    if areas.empty or grid.empty:
        other = "" if data_status.unmeasured() else " " + _("Kies een ander thema of een andere soort.")
        st.info(_("Hiervan is te weinig bekend om gebieden te beoordelen.") + other)
        return
    words = score_funnel.in_words(areas, level)
    st.vega_lite_chart(chart.funnel(areas, grid), alt=words)
    st.caption(score_funnel.legend())
    st.markdown(f"{words} {score_funnel.rate_in_words(areas)}")
    out = areas[areas["outside"]]
    if len(out):
        chosen = page.table_with_download(
            out, "trechter", score_funnel.heads(), words=_("Gebieden buiten de grenzen; kies een rij"), choose=True
        )
        page.go_to_area(chosen)


@st.fragment
def trial(level: str) -> None:
    """Other weights, for this visitor only: what would move, and the proposal as a file. Nothing is kept."""
    guard.require("read")
    page.heading(
        _("Andere gewichten proberen"),
        _(
            "Alleen voor uzelf: niemand anders ziet dit en niets wordt bewaard. Wie de gewichten echt wil veranderen, "
            "stuurt het voorstel naar de beheerder."
        ),
    )
    if not page.opened(_("Zelf gewichten kiezen"), "trial"):
        return
    row, settings = run()
    given = weights.percents(settings)
    chosen = _inputs(settings, given)
    back, icon = _("Terug naar de afgesproken gewichten"), ":material/undo:"
    st.button(back, on_click=_reset, args=(given,), icon=icon, type="tertiary")
    short = weights.shortfalls(settings, chosen)
    for group, sentence in short.items():
        st.warning(sentence, icon=":material/balance:")
        keys = weights.groups(settings)[group]
        st.button(_("Vul aan tot 100%"), key=f"fill_{group}", on_click=_fill, args=(keys,))
    if not short:
        _outcome(level, row, settings, chosen)


def _inputs(settings: ScoreSettings, given: dict[str, float]) -> dict[str, float]:
    """Percents as typed, by lens and indicator; the ones in force until somebody types."""
    names = {each.key: tables.indicator_name(each) for each in settings.indicators} | tables.lenses()
    groups = weights.groups(settings)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{_('De lenzen, voor de volgorde')}**")
        with st.grid(3, min_column_width=150, gap="medium", vertical_alignment="bottom"):
            percents = _percents(groups.pop("lenses"), names, given)
    with st.grid(3, min_column_width=230, gap="medium"):
        for group, keys in groups.items():
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{tables.lenses()[group]}**")
                percents |= _percents(keys, names, given)
    return percents


def _percents(keys: tuple[str, ...], names: dict[str, str], given: dict[str, float]) -> dict[str, float]:
    for key in keys:
        st.session_state.setdefault(f"{_TRIED}{key}", given[key])
    return {
        key: st.number_input(names[key], 0.0, 100.0, step=1.0, format="%.4g", key=f"{_TRIED}{key}", icon=_PERCENT)
        for key in keys
    }


def _reset(given: dict[str, float]) -> None:
    for key, value in given.items():
        st.session_state[f"{_TRIED}{key}"] = value


def _fill(keys: tuple[str, ...]) -> None:
    names = [f"{_TRIED}{key}" for key in keys]
    for name, value in zip(names, weights.filled([st.session_state[each] for each in names]), strict=True):
        st.session_state[name] = value


def _outcome(level: str, row: pd.Series, settings: ScoreSettings, chosen: dict[str, float]) -> None:
    """Who would move with these weights, drawn, listed and as a proposal to send."""
    proposed = weights.proposal(settings, chosen)
    values = ask("score_values", level=level, area="", month=pd.Timestamp(row["month"]).date())
    table = explanation.snapshot(values, ask("score_stock", level=level), ask("score_together", level=level))
    places = ask("score_places", level=level).join(filters.areas()["name"], on="area_id")
    moves = weights.moves(score_marks.with_other_weights(table, settings, proposed), places)
    words = weights.in_words(moves, level)
    page.answer(words)
    moving = moves[moves["moved"] != 0].head(weights.MOST)
    if len(moving):
        st.vega_lite_chart(chart.moves(moving, len(moves)), alt=words)
        st.caption(
            _(
                "Links staat de laatste plaats, rechts de eerste. De pijl loopt van de plaats nu naar die met uw "
                "gewichten; grijs is de band van nu."
            )
        )
    listed = _("Plaatsen en cijfers met deze gewichten")
    page.table_with_download(moves, "gewichten", weights.heads(), words=listed, height=260)
    _send(weights.as_toml(row["settings"], proposed))


def _send(proposal: str) -> None:
    """The proposal as a file, and what to do with it."""
    icon = ":material/outgoing_mail:"
    name = "scores.toml"
    st.download_button(_("Voorstel als scores.toml"), proposal, name, "application/toml", on_click="ignore", icon=icon)
    st.caption(
        _(
            "Stuur dit bestand naar wie het beheer doet. Wordt het aangenomen, dan komt het in de plaats van "
            "`data/reference/scores.toml` en geldt het voor iedereen na de volgende bouw."
        )
    )


def in_force(level: str, row: pd.Series, settings: ScoreSettings) -> None:
    """How marks are made: the weights table and the thresholds, readably."""
    with st.expander(_("Zo worden de cijfers gemaakt"), icon=":material/tune:"):
        st.markdown(tables.settings_in_words(settings))
        rows = tables.weights_table(settings, ask("score_stock", level=level))
        page.table_with_download(rows, "instellingen", tables.weights_heads(), words=_("De gewichten die gelden"))
        st.caption(
            _(
                "Instellingen {settings}, gegevens {data}, versie {version}: dezelfde drie geven altijd dezelfde "
                "cijfers.",
                settings=row["settings_hash"][:8],
                data=row["data_hash"][:8],
                version=row["code_version"],
            )
        )
