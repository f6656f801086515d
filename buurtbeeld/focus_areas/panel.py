"""A focus area picked from lists or drawn on a map, shown with its homes before it is kept. Counts no reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pandas as pd
import streamlit as st

from buurtbeeld import codes, settings, text
from buurtbeeld.focus_areas import map as focus_area_map
from buurtbeeld.focus_areas import outline as focus_areas_outline
from buurtbeeld.focus_areas import wording
from buurtbeeld.focus_areas.outline import Outline
from buurtbeeld.register import focus_areas
from buurtbeeld.register.focus_areas import FocusArea
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _, number
from buurtbeeld.ui import actions, choices, drafts, filters, forms, page, query, record_lists, register
from buurtbeeld.ui.query import ask

FORM = "focus"
_NAME, _HOW, _PICKED, _IN, _OUTLINE, _WHICH = (
    f"focus_{name}" for name in ("name", "how", "picked", "in", "outline", "which")
)
_KEPT = (_NAME, _HOW, _PICKED, _OUTLINE, _WHICH)
"""What a draft holds: what was typed and chosen, what was drawn, and which area (id, version) is being changed."""
_ROUND, _CLICKED, _SAVED = "focus_round", "focus_clicked", "focus_saved"
_LAYER = "pieces"


def form() -> None:
    """The form: a name, where it lies, what that comes to, and the button; it outlives a closed browser."""
    _begin()
    now = st.session_state
    if now[_WHICH]:
        st.info(_("U wijzigt **{name}**.", name=text.plain(now[_NAME] or "")), icon=":material/edit:")
    st.text_input(_("Naam van het gebied"), key=_NAME, max_chars=80, placeholder=_("Bijvoorbeeld: Rond het plein"))
    forms.warn(now[_NAME] or "", 80)
    ways = {"pick": _("Kies uit een lijst"), "draw": _("Teken op de kaart")}
    st.segmented_control(
        _("Hoe wilt u het aangeven?"), list(ways), format_func=ways.__getitem__, key=_HOW, required=True
    )
    members, outline, homes = _picked() if now[_HOW] == "pick" else _drawn()
    drafts.keep(FORM, {name: now.get(name) or None for name in _KEPT if name != _HOW})
    _what_it_comes_to(bool(members or outline), homes)
    with st.container(horizontal=True, gap="small"):
        words = _("Bewaar de wijziging") if now[_WHICH] else _("Bewaar het gebied")
        if st.button(words, icon=":material/check:", key="focus_save"):
            _save(members, outline)
        if now[_WHICH] or members or outline:
            st.button(_("Begin opnieuw"), icon=":material/restart_alt:", type="tertiary", on_click=_empty)


def listed(*, changing: bool = True) -> None:
    """The focus areas that are there, with since when they have figures; changing: with the ways to change them."""
    records, names = register.listed(FocusArea), choices.names()
    if not records:
        st.caption(_("Er zijn nog geen aandachtsgebieden. Kies straten, of teken een stuk van de kaart."))
    built = query.built_at()
    for record in records:
        with st.container(border=True, gap="small"):
            st.markdown(wording.line(record, names))
            _figures(record, built)
            if changing:
                with st.container(horizontal=True, gap="small"):
                    words, icon = _("Wijzig"), ":material/edit:"
                    st.button(words, key=f"focus_edit_{record.id}", icon=icon, on_click=_change, args=(record,))
                    _remove(record)
                record_lists.history([(FocusArea, record.id)])


def _figures(record: Entry[FocusArea], built: datetime) -> None:
    area_id = f"focus:{record.what.code}"
    if area_id in filters.areas().index:
        page.area_link(area_id, _("Naar de cijfers"))
    if register.last_changed(record) > built:
        st.caption(_("Zoals het nu is, heeft dit gebied cijfers vanaf de volgende inlezing van gegevens."))


def _begin() -> None:
    """Empties the form after saving; else puts a draft back where the session knows nothing yet."""
    now = st.session_state
    if now.pop(_SAVED, False):
        _empty()
    if not any(name in now for name in _KEPT):
        draft = drafts.restored(FORM)
        for name, value in draft.items():
            now[name] = value
        if draft:
            now.setdefault(_HOW, "draw" if draft.get(_OUTLINE) else "pick")
            st.info(_("Uw concept staat er weer."), icon=":material/history_edu:")
    for name, value in {_NAME: "", _HOW: "pick", _PICKED: [], _OUTLINE: None, _WHICH: None, _ROUND: 0}.items():
        # Written each time: what no widget shows at this run, Streamlit forgets.
        now[name] = now.get(name, value)


def _empty() -> None:
    for name in _KEPT:
        st.session_state.pop(name, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    drafts.keep(FORM, {})


def _change(record: Entry[FocusArea]) -> None:
    """Puts an area in the form; what stood there is let go."""
    _empty()
    what, now = record.what, st.session_state
    now[_NAME], now[_PICKED], now[_OUTLINE] = what.name or "", list(what.members), what.outline
    now.pop(_IN, None)
    now[_HOW], now[_WHICH] = "draw" if what.outline else "pick", (str(record.id), record.version, what.code)


def _picked() -> tuple[tuple[str, ...], Outline | None, int]:
    """Streets and complexes as members; with a whole buurt among them, the outline of all together."""
    offered, now = choices.changeable("draw_focus_area", "street", "complex", "buurt"), st.session_state
    there = [*dict.fromkeys([*offered, *now[_PICKED]])]
    st.multiselect(
        _("Straten, complexen en buurten"), there, key=_PICKED, format_func=lambda area: offered.get(area, area),
        filter_mode="contains", select_all=False, placeholder=_("Typ de eerste letters"),
    )  # fmt: skip
    picked = tuple(now[_PICKED])
    if not picked:
        return (), None, 0
    outlines = ask("outlines_of", areas="|".join(sorted(picked)))
    outline = focus_areas_outline.joined(None, outlines["geometry"])
    homes = _homes(picked)
    if any(area.startswith("buurt:") for area in picked):
        st.caption(_("Er is een hele buurt bij: de omtrek zoals die nu is wordt bewaard, en geldt voor alle adressen."))
        _show(outline)
        return (), outline, focus_areas_outline.homes_inside(outline, _homes_around(outline))
    _show(outline)
    return picked, None, len(homes)


def _drawn() -> tuple[tuple[str, ...], Outline | None, int]:
    """A map of one buurt in hexagons: a click puts one in or takes it out."""
    now, ground = st.session_state, _ground()
    if ground.empty:
        st.info(_("Van uw gebieden is geen omtrek bekend. Kies straten of complexen uit de lijst."))
        return (), None, 0
    names = ground.set_index("area_id")["name"].to_dict()
    if now.get(_IN) not in names:
        # Where there is a drawing already, that is where it goes on.
        now[_IN] = next(iter([*focus_areas_outline.touched(now[_OUTLINE], ground), *names]))
    where = st.selectbox(_("Teken in"), list(names), format_func=names.__getitem__, key=_IN, filter_mode="contains")
    here = ground[ground["area_id"] == where]
    cells = focus_areas_outline.pieces(here["geometry"].iloc[0])
    now[_OUTLINE] = focus_areas_outline.toggled(now[_OUTLINE], _clicked(cells))
    _map(where, here, cells)
    with st.container(horizontal=True, gap="small"):
        whole = (here["geometry"].iloc[0],)
        st.button(_("De hele buurt erbij"), icon=":material/select_all:", on_click=_put_in, args=(whole,))
        if now[_OUTLINE]:
            st.button(_("Wis de tekening"), icon=":material/ink_eraser:", type="tertiary", on_click=_wipe)
    outline = now[_OUTLINE]
    return (), outline, focus_areas_outline.homes_inside(outline, _homes_around(outline)) if outline else 0


def _map(where: str, here: pd.DataFrame, cells: list[str]) -> None:
    outline = st.session_state[_OUTLINE]
    drawn = focus_areas_outline.hexagons_to_draw(cells, outline, _homes((where,)))
    # A layer of another name has nothing selected: so each click is one change, and the view stays where it was.
    layer = f"{_LAYER}-{st.session_state[_ROUND]}"
    inside = [area for area in query.within([where]) if area.startswith("street:")]
    streets = ask("outlines_of", areas="|".join(sorted(inside)))
    deck = focus_area_map.pieces(drawn, here, streets, outline, layer, settings.read().base_map)
    words = _(
        "Tik op een zeshoek om die erbij te nemen, en nog eens om die weg te laten. Zonder muis: kies uit de lijst."
    )
    page.map_with_legend(deck, words, focus_area_map.legend(), f"focus_map_{where}", mode="multi-object")


def _clicked(cells: Sequence[str]) -> list[str]:
    """The hexagons that were clicked since the last run; a click that was handled before is none."""
    now = st.session_state
    handled: dict[str, set[str]] = now.setdefault(_CLICKED, {})
    fresh: set[str] = set()
    clicks = now.get(f"focus_map_{now[_IN]}")
    for layer, things in (clicks["selection"]["objects"] if clicks else {}).items():
        chosen = {thing["area_id"] for thing in things if layer.startswith(_LAYER)}
        fresh ^= chosen ^ handled.get(layer, set())
        handled[layer] = chosen
    if fresh:
        now[_ROUND] += 1
    return sorted(fresh & set(cells))


def _put_in(geometries: Sequence[str]) -> None:
    st.session_state[_OUTLINE] = focus_areas_outline.joined(st.session_state.get(_OUTLINE), geometries)


def _wipe() -> None:
    st.session_state[_OUTLINE] = None


def _ground() -> pd.DataFrame:
    """The buurten, or the next larger areas that have an outline, in which this visitor may draw."""
    areas, own = page.ground(), choices.changeable("draw_focus_area")
    areas = areas[areas["area_id"].isin(own.keys())]
    return areas.sort_values("name", ignore_index=True)


def _homes(areas: Sequence[str]) -> pd.DataFrame:
    return ask("homes_in", areas="|".join(sorted(areas)), month=query.last_month())


def _homes_around(outline: Outline | None) -> pd.DataFrame:
    ground = page.ground()
    return _homes(focus_areas_outline.touched(outline, ground) or [""])


def _show(outline: Outline | None) -> None:
    if outline is None:
        st.caption(_("Hiervan is geen omtrek bekend; de adressen zelf tellen wel mee."))
        return
    deck = focus_area_map.outline_map(outline, page.ground(), settings.read().base_map)
    st.pydeck_chart(deck, height=320, alt=_("De omtrek van wat u koos, op de kaart van de buurten."))


def _what_it_comes_to(anything: bool, homes: int) -> None:
    if not anything:
        st.caption(_("Er is nog niets gekozen."))
        return
    st.markdown(_("Dit zijn samen **{n} woningen**.", n=number(homes)))
    if homes < codes.FEWEST_HOMES:
        st.caption(_("Minder dan {n} woningen: dan toont Buurtbeeld geen tempo of cijfer.", n=codes.FEWEST_HOMES))


def _save(members: tuple[str, ...], outline: Outline | None) -> None:
    now = st.session_state
    name = (now[_NAME] or "").strip()
    if not name or not (members or outline):
        st.warning(_("Geef een naam, en kies of teken waar het ligt. Er is niets bewaard."), icon=":material/block:")
        return
    record, seen, code = now[_WHICH] or (None, 0, "")
    records = register.listed(FocusArea)
    before = next((vars(each.what) for each in records if str(each.id) == record), None)
    code = code or wording.code(name, [each.what.code for each in records], filters.areas().index)
    what = FocusArea(code=code, name=name, outline=outline, members=members)
    asked = register.call(focus_areas.draw_focus_area, what, id=UUID(record) if record else None, seen=seen)
    area = register.attempt(asked, actions.compared(what))
    if area:
        words = _(
            "Bewaard: {name}. Na de volgende inlezing van gegevens heeft dit gebied eigen cijfers.",
            name=text.plain(name),
        )
        register.tell(words, area, before)
        now[_SAVED] = True
        st.rerun()


def _remove(record: Entry[FocusArea]) -> None:
    removal = register.call(focus_areas.remove_focus_area, record.id, seen=record.version)
    question = _("Bij de volgende inlezing verdwijnt dit gebied uit de cijfers.")
    actions.sure(_("Haal weg"), question, removal, _("Het gebied is weggehaald."), key=f"focus_{record.id}")
