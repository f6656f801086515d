"""The form for what somebody sees, one thumb wide, and the list of what was just seen. Counts nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from buurtbeeld import text
from buurtbeeld.clock import today
from buurtbeeld.hand_overs import panel as hand_overs_panel
from buurtbeeld.observations import wording
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import observations
from buurtbeeld.register.observations import ASPECTS, Observation
from buurtbeeld.register.photos import FORMATS, MOST_UPLOADED
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import choices, corrections, drafts, filters, forms, guard, query, record_lists, register

FORM = "observation"
PLAIN = ("area_id", "theme", "subtheme", "severity", *ASPECTS, "remark", "seen_at", "confidential")
_SAVED = "seen_saved"
_SHOWN = 5


def form() -> None:
    """The form; what stands in it outlives a closed browser as a draft."""
    _begin()
    by = guard.visitor().id
    _where(wording.last_places(register.listed(Observation, created_by=by), by))
    _what()
    written = st.text_area(
        _("Wat ziet u?"),
        key=_key("remark"),
        max_chars=300,
        placeholder=_("Bijvoorbeeld: bankstel naast de container, derde keer deze maand"),
        help=_("Collega's lezen dit. Schrijf geen namen, adressen, telefoonnummers of andere gegevens van personen."),
    )
    forms.warn(written or "")
    photo = _more()
    content = {name: st.session_state.get(_key(name)) for name in PLAIN}
    drafts.keep(FORM, {name: value for name, value in content.items() if name != "seen_at"})
    if st.button(_("Leg vast"), icon=":material/check:", width="stretch", key="seen_save"):
        _save(content, photo)


def mine() -> None:
    """What this visitor recorded last, with the way to withdraw each."""
    own = register.listed(Observation, created_by=guard.visitor().id)
    if not own:
        st.caption(
            _("U hebt nog niets vastgelegd. Kies hierboven een plek en een thema; dat is genoeg om te beginnen.")
        )
    names = choices.names() if own else {}
    for record in sorted(own, key=lambda each: each.created_at, reverse=True)[:_SHOWN]:
        _record_line(record, names)


def fresh(area: str) -> None:
    """On the page of an area: what was recorded there since the figures were made."""
    inside = query.within([area])
    new = wording.since(register.listed(Observation, area_id=tuple(sorted(inside))), query.built_at(), inside)
    if new:
        names = choices.names()
        with st.container(border=True, gap="small"):
            st.markdown(_("**Net vastgelegd** :gray[nog niet in de cijfers hieronder]"))
            for record in new[:_SHOWN]:
                st.markdown(wording.line(record, names))


def _key(name: str) -> str:
    return f"seen_{name}"


def _begin() -> None:
    """Empties the form after saving; else puts a draft back where the session knows nothing yet."""
    if st.session_state.pop(_SAVED, False):
        for name in PLAIN:
            st.session_state.pop(_key(name), None)
        st.session_state["seen_photo_round"] = st.session_state.get("seen_photo_round", 0) + 1
        drafts.keep(FORM, {})
    elif not any(_key(name) in st.session_state for name in PLAIN):
        draft = drafts.restored(FORM)
        for name, value in draft.items():
            st.session_state[_key(name)] = value
        if draft:
            st.info(_("Uw concept staat er weer; alleen een foto kiest u opnieuw."), icon=":material/history_edu:")
    st.session_state.setdefault(_key("seen_at"), today())


def _where(last: Sequence[str]) -> None:
    labels = choices.areas("street", "complex", first=last)
    quick = {area: labels[area] for area in last if area in labels}
    if quick:
        st.pills(
            _("Laatst gebruikt"),
            list(quick),
            format_func=quick.__getitem__,
            key="seen_quick",
            on_change=lambda: st.session_state.update({_key("area_id"): st.session_state.get("seen_quick")}),
        )
    if st.session_state.get(_key("area_id")) not in labels:
        st.session_state[_key("area_id")] = None
    st.selectbox(
        _("Straat of complex"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        key=_key("area_id"),
        filter_mode="contains",
        placeholder=_("Typ de eerste letters"),
    )


def _what() -> None:
    chosen = st.session_state.get(_key("theme"))
    st.markdown(_("Wat is er?"))
    with st.grid(2, min_column_width=140, gap="xsmall"):
        for theme, name in choices.themes().items():
            # Not a primary button: on the dark theme Streamlit writes those in white on light blue.
            icon = ":material/check_circle:" if theme == chosen else None
            words = f"**{name}**" if theme == chosen else name
            st.button(words, icon=icon, key=f"seen_theme_{theme}", width="stretch", on_click=_theme, args=(theme,))
    if chosen:
        subthemes = choices.subthemes(chosen)
        st.pills(_("Onderwerp"), list(subthemes), format_func=subthemes.__getitem__, key=_key("subtheme"))
        steps = wording.severities()
        st.segmented_control(_("Hoe ernstig?"), list(steps), format_func=steps.__getitem__, key=_key("severity"))


def _theme(theme: str) -> None:
    """Chooses a theme; the chosen one again lets go of it. A subtheme belongs to its theme."""
    now = st.session_state
    now[_key("theme")] = None if now.get(_key("theme")) == theme else theme
    now[_key("subtheme")] = None
    if now[_key("theme")] is None:
        now[_key("severity")] = None


def _more() -> bytes | None:
    with st.expander(_("Cijfer, foto of andere dag"), icon=":material/add_a_photo:"):
        for aspect in ASPECTS:
            label = _("{aspect}: cijfer van 1 tot 10", aspect=record_display.label(Observation, aspect))
            st.pills(label, list(range(1, 11)), key=_key(aspect))
        number = st.session_state.get("seen_photo_round", 0)
        photo = st.file_uploader(
            _("Foto (hooguit 30 MB, zonder personen; plaats en toestel halen we eruit)"),
            type=[*(kind.lower() for kind in FORMATS), "jpg"],
            key=f"seen_photo_{number}",
            max_upload_size=MOST_UPLOADED // 1_000_000,
        )
        st.date_input(
            _("Gezien op"), max_value=today(), min_value=date(2000, 1, 1), key=_key("seen_at"), format="DD-MM-YYYY"
        )
        st.toggle(
            _("Vertrouwelijk"),
            key=_key("confidential"),
            help=_("De toelichting is dan alleen te lezen voor wie dat mag, en elke keer lezen wordt vastgelegd."),
        )
    return photo.getvalue() if photo else None


def _save(content: Mapping[str, Any], photo: bytes | None) -> None:
    given = {name: value for name, value in content.items() if value not in (None, "")}
    if "area_id" not in given:
        st.warning(_("Kies eerst de straat of het complex. Er is niets bewaard."), icon=":material/block:")
        return
    what = Observation(**given)
    record = register.attempt(register.call(observations.record_observation, what, photo=photo))
    if record:
        names = choices.names()
        words = _(
            "Vastgelegd bij {where}: {what}.", where=text.plain(names[what.area_id]), what=wording.matter(what, names)
        )
        register.tell(words, record)
        st.session_state[_SAVED] = True
        st.rerun()


def _record_line(record: Entry[Observation], names: Mapping[str, str]) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(wording.line(record, names))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            label, link = _("Naar dit gebied"), filters.link(area=record.what.area_id)
            st.page_link("pages/areas/area.py", label=label, query_params=link, icon=":material/location_city:")
            hand_overs_panel.from_observation(record)
            _mend(record)
        record_lists.history([(Observation, record.id)])


def _mend(record: Entry[Observation]) -> None:
    """The ways to correct an observation; a matter brings its theme along."""
    themes, subthemes = choices.themes(), query.ask("subthemes")
    theme_of = dict(zip(subthemes["subtheme"], subthemes["theme"], strict=True))
    matters = {
        row.subtheme: f"{themes.get(row.theme, row.theme)}: {row.name}" for row in subthemes.itertuples(index=False)
    }
    offered = {"area_id": choices.areas("street", "complex"), "subtheme": matters}
    fields, question = [name for name in PLAIN if name != "theme"], _("Deze waarneming telt dan nergens meer mee.")

    def follow(values: forms.Values) -> forms.Values:
        return values | {"theme": theme_of.get(values["subtheme"])}

    corrections.offer(record, fields, question, offered, follow=follow)
