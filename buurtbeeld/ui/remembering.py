"""The memory of an area: initiatives, goals, notes and focus areas. Measures no effect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from buurtbeeld import agreed, recorded, text
from buurtbeeld.register import goals, initiatives, notes
from buurtbeeld.register.fields import today
from buurtbeeld.register.goals import Goal, GoalReview
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.notes import Note
from buurtbeeld.register.records import Kept
from buurtbeeld.text import _
from buurtbeeld.ui import acts, browsing, doing, filters, guard, outlining, places
from buurtbeeld.ui.acts import Act
from buurtbeeld.ui.forms import Form

_IDEA = ("title", "area_id", "idea_by", "proposed_at")
_DECISION = ("decision", "decided_at", "granted")
_GOAL = ("area_id", "vision", "text", "set_at", "target", "indicator", "review_at")
_NOTE = ("area_id", "kind", "text", "confidential")
ADD = ":material/add:"


def ledger() -> tuple[Kept[Initiative], ...]:
    """Every initiative that this visitor may see."""
    return doing.listed(Initiative)


def initiatives_of(found: tuple[Kept[Initiative], ...]) -> None:
    """The initiatives as cards, by where they stand; those to look back on first."""
    offered = {"area_id": places.changeable("decide_initiative")}
    form = Form(Initiative, _IDEA, "idea_new", {"proposed_at": today(), "idea_by": "resident"}, offered)
    do = lambda values: lambda engine, by: initiatives.decide_initiative(engine, Initiative(**values), by=by)  # noqa: E731
    act = Act("decide_initiative", _("Nieuw idee"), form, do, _("Het idee staat erbij."), undo=True, icon=ADD)
    acts.button(act)
    state = filters.choice("stage", _("Toon"), {"all": _("Alles")} | agreed.stages())
    shown = [one for one in found if state in ("all", agreed.stage(one.what))]
    if not shown:
        st.info(
            _("Hier staat niets. Een tuin, een bank, een ontmoetingsplek: leg het idee vast, ook als het klein is.")
        )
    names = places.names() if shown else {}
    for one in browsing.first(recorded.newest_first(shown, "proposed_at"), "initiatives"):
        with st.container(border=True, gap="small"):
            _one(one, names)


def _one(one: Kept[Initiative], names: recorded.Names) -> None:
    what = one.what
    stage = agreed.stages()[agreed.stage(what)]
    head = recorded.plain(what.title or _("(titel niet zichtbaar voor uw rol)"))
    st.markdown(f"**{head}** :gray-badge[{stage}] {agreed.look_back(what, today())}")
    by = recorded.words(Initiative, "idea_by")[what.idea_by]
    told = [
        _("idee van {who}, {day}", who=by, day=text.day(what.proposed_at)),
        names.get(what.area_id, ""),
        agreed.money(what),
    ]
    st.markdown(f":gray[{recorded.plain(' · '.join(part for part in told if part))}]")
    for said in (what.result, what.look_back):
        if said:
            st.markdown(recorded.plain(said))
    step = {"idea": _decide, "granted": _finish, "done": _look_back}.get(agreed.stage(what))
    if step:
        acts.button(step(one), what.area_id)


def _decide(one: Kept[Initiative]) -> Act:
    form = Form(Initiative, _DECISION, f"decide_{one.id}", {"decided_at": today()}, must=("decision", "decided_at"))
    whole = lambda values: Initiative(**{**vars(one.what), **values})  # noqa: E731

    def do(values: dict[str, Any]) -> doing.Verb:
        return lambda engine, by: initiatives.decide_initiative(
            engine, whole(values), by=by, id=one.id, seen=one.version
        )

    icon = ":material/gavel:"
    return Act(
        "decide_initiative", _("Neem een besluit"), form, do, _("Het besluit staat erbij."), wanted=whole, icon=icon
    )


def _finish(one: Kept[Initiative]) -> Act:
    fields = ("done_at", "spent", "participants", "result")
    form = Form(Initiative, fields, f"finish_{one.id}", {"done_at": today()}, must=("done_at", "spent"))

    def do(values: dict[str, Any]) -> doing.Verb:
        at, more = values["done_at"], {name: values[name] for name in fields[1:]}
        return lambda engine, by: initiatives.finish_initiative(engine, one.id, at, seen=one.version, by=by, **more)

    wanted = lambda values: Initiative(**{**vars(one.what), **values})  # noqa: E731
    told, icon = _("Klaar. Over 12 maanden vraagt Buurtbeeld om een terugblik."), ":material/flag:"
    return Act("finish_initiative", _("Het is klaar"), form, do, told, wanted=wanted, icon=icon)


def _look_back(one: Kept[Initiative]) -> Act:
    fields = ("looked_back_at", "look_back")
    form = Form(Initiative, fields, f"look_{one.id}", {"looked_back_at": today()}, must=fields)

    def do(values: dict[str, Any]) -> doing.Verb:
        at, said = values["looked_back_at"], values["look_back"]
        return lambda engine, by: initiatives.look_back(engine, one.id, at, said, seen=one.version, by=by)

    wanted = lambda values: Initiative(**{**vars(one.what), **values})  # noqa: E731
    told, icon = _("De terugblik staat erbij."), ":material/history:"
    return Act("look_back", _("Kijk terug"), form, do, told, wanted=wanted, icon=icon)


def goals_of() -> None:
    """The goals of areas' visions, those to review first."""
    offered = {"area_id": places.changeable("set_goal")}
    form = Form(Goal, _GOAL, "goal_new", {"set_at": today()}, offered)
    do = lambda values: lambda engine, by: goals.set_goal(engine, Goal(**values), by=by)  # noqa: E731
    act = Act("set_goal", _("Nieuw doel"), form, do, _("Het doel staat erbij."), undo=True, icon=ADD)
    acts.button(act)
    found = sorted(doing.listed(Goal), key=lambda one: (one.what.review_at or date.max, one.created_at))
    if not found:
        st.caption(
            _("Er zijn nog geen doelen. Neem ze over uit de gebiedsvisie; elke twee jaar kijkt u hoe het ervoor staat.")
        )
    names, states = places.names() if found else {}, recorded.words(Goal, "state")
    for one in found:
        with st.container(border=True, gap="small"):
            said = recorded.plain(one.what.text or one.what.vision or states[one.what.state])
            st.markdown(f"**{said}** :gray-badge[{states[one.what.state]}] {agreed.review(one.what, today())}")
            about = [names.get(one.what.area_id, one.what.area_id), one.what.vision or ""]
            st.markdown(f":gray[{recorded.plain(' · '.join(part for part in about if part))}]")
            if one.what.review_at:
                acts.button(_review(one), one.what.area_id)


def _review(one: Kept[Goal]) -> Act:
    form = Form(
        GoalReview, ("at", "state", "value", "story"), f"review_{one.id}", {"at": today(), "state": one.what.state}
    )

    def do(values: dict[str, Any]) -> doing.Verb:
        more = {"value": values["value"], "story": values["story"] or None}
        return lambda engine, by: goals.review_goal(
            engine, one.id, values["at"], values["state"], seen=one.version, by=by, **more
        )

    told, icon = _("Herijkt. De volgende keer is over twee jaar."), ":material/rule:"
    return Act("review_goal", _("Herijk"), form, do, told, icon=icon)


def notes_of() -> None:
    """The notes about areas: those for a new director first, then the last written."""
    offered = {"area_id": places.changeable("write_note")}
    given = {"kind": "area", "area_id": st.query_params.get("area")}
    acts.button(_note("note_new", _("Nieuwe notitie"), given, offered, lambda what: {}), words=_("Nieuwe notitie"))
    found = sorted(doing.listed(Note), key=lambda one: (one.what.kind == "area", -one.created_at.timestamp()))
    if not found:
        st.caption(_("Er zijn nog geen notities. Schrijf op wat een opvolger moet weten: zo blijft het als u gaat."))
    names, kinds, doers = places.names() if found else {}, recorded.words(Note, "kind"), doing.colleagues()
    for one in browsing.first(found, "notes"):
        with st.container(border=True, gap="small"):
            where = names.get(one.what.area_id, one.what.area_id)
            st.markdown(f"**{recorded.plain(where)}** :gray-badge[{kinds[one.what.kind]}]")
            browsing.story(Note, one, one.what.text, one.what.confidential)
            st.caption(f"{recorded.plain(doers[one.created_by])}, {recorded.moment(one.created_at)}")
            if one.what.text:
                changed = lambda _what, one=one: {"id": one.id, "seen": one.version}  # noqa: E731
                act = _note(f"note_{one.id}", _("Wijzig"), vars(one.what), offered, changed)
                acts.button(act, one.what.area_id)


def _note(
    key: str, title: str, given: dict[str, Any], offered: dict[str, Any], known: Callable[[Note], dict[str, Any]]
) -> Act:
    form = Form(Note, _NOTE, key, given, offered)

    def do(values: dict[str, Any]) -> doing.Verb:
        what = Note(**{**values, "kind": values["kind"] or "area"})
        return lambda engine, by: notes.write_note(engine, what, by=by, **known(what))

    wanted = lambda values: Note(**values)  # noqa: E731
    return Act("write_note", title, form, do, _("De notitie is bewaard."), wanted=wanted, icon=":material/edit_note:")


def focus_areas() -> None:
    """The focus areas of the corporation's own, with the way to the page on which they are made."""
    if guard.may("draw_focus_area"):
        label = f":primary[{_('Kies of teken een aandachtsgebied')}]"
        st.page_link("pages/record/focus_area.py", label=label, icon=":material/draw:")
    outlining.listed(changing=False)
