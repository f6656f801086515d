"""Cases: the list with what is due, and one case with its ladders, steps and history. Knows no figures."""

from __future__ import annotations

import streamlit as st

from buurtbeeld import text
from buurtbeeld.cases import progress
from buurtbeeld.cases.progress import CaseFile
from buurtbeeld.clock import today
from buurtbeeld.hand_overs import panel as hand_overs_panel
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register import cases
from buurtbeeld.register import corrections as register_corrections
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _
from buurtbeeld.ui import actions, choices, corrections, forms, page, record_lists, register
from buurtbeeld.ui.actions import Act, Add, AddTo, Change, Correct
from buurtbeeld.ui.forms import Form, Values

KEY = "case"
_CASE = ("area_id", "kind", "theme", "severity", "opened_at", "reference", "story", "confidential")
_STEP = ("kind", "at", "by_role", "outcome", "remark")


def everything() -> list[CaseFile]:
    """Every case that this visitor may see, with its steps."""
    return progress.with_steps(register.listed(Case), register.listed(Step))


def chosen(case_files: list[CaseFile]) -> CaseFile | None:
    """The case that the link names, or None."""
    return next((case_file for case_file in case_files if str(case_file.case.id) == st.query_params.get(KEY)), None)


def listing(case_files: list[CaseFile]) -> None:
    """The cases as cards, with the filters: what is due first."""
    states = {"open": _("Open"), "due": _("Volgende stap nodig"), "closed": _("Gesloten")}
    state, areas = record_lists.narrowed("cases", states)
    shown = progress.chosen(case_files, state, areas, today())
    opening()
    nothing = _(
        "Hier staat niets. Open een dossier zodra een kwestie meer dan één stap vraagt, of kies een ander lijstje."
    )
    record_lists.cards(shown, "cases", nothing, _card)


def _card(case_file: CaseFile, names: record_display.Names) -> None:
    title = text.plain(progress.title(case_file.case.what, names))
    st.markdown(f"**{title}** {progress.waits(case_file, today())}")
    st.markdown(f":gray[{progress.summary(case_file)}]")
    record_lists.go(_("Open het dossier"), KEY, str(case_file.case.id))


def opening() -> None:
    """The button to open a case."""
    areas = choices.changeable("open_case")
    given = {"opened_at": today(), "kind": "SOC", "area_id": st.query_params.get("area")}
    form = Form(Case, _CASE, "case_new", given, {"area_id": areas, "theme": choices.themes()})
    title, afterwards = _("Open een dossier"), _("Het dossier is geopend. Zet nu de eerste stap.")
    actions.button(Add(cases.open_case, title, form, afterwards, undo=True, icon=actions.ADD))


def detail(case_file: CaseFile) -> None:
    """One case: what it is about, its ladders, its steps, and what can be done now."""
    case, names = case_file.case, choices.names()
    record_lists.go(_("Terug naar de lijst"), KEY, "", ":material/arrow_back:")
    page.heading(progress.title(case.what, names))
    st.markdown(f"{progress.waits(case_file, today())} {progress.summary(case_file)}")
    page.area_link(case.what.area_id, names.get(case.what.area_id, case.what.area_id))
    record_lists.story(Case, case, case.what.story, case.what.confidential)
    _actions(case_file)
    page.heading(
        _("Ladders"), _("Treden mogen worden overgeslagen, en terug mag ook. De dag is die van de laatste keer.")
    )
    _ladders(case_file)
    page.heading(_("Stappen"))
    _steps(case_file)
    hand_overs_panel.of_case(case)
    record_lists.history([(Case, case.id), *((Step, step.id) for step in case_file.steps)])


def _actions(case_file: CaseFile) -> None:
    area, case = case_file.case.what.area_id, case_file.case
    offered = {"area_id": choices.changeable("open_case"), "theme": choices.themes()}
    question = _("Het dossier gaat met al zijn stappen uit elke lijst. Gebruik dit alleen voor een vergissing.")
    with st.container(horizontal=True, gap="small"):
        if case_file.due is not None:
            actions.button(_step(case_file), area)
            hand_overs_panel.from_case(case)
            actions.button(_closing(case), area)
        corrections.offer(case, (*_CASE, *(("closed_at", "result") if case.what.closed_at else ())), question, offered)


def _step(case_file: CaseFile) -> Act:
    given = {"at": today(), "by_role": "landlord"}

    def ask(form: Form) -> Values:
        last = case_file.steps[-1].what.ladder if case_file.steps else "landlord"
        last = forms.restored(form).get("ladder", last)
        ladder = forms.draw(Form(Step, ("ladder",), form.key, {"ladder": last}))["ladder"] or last
        rung = progress.next_rung(case_file.steps, ladder)
        rest = Form(Step, _STEP[1:], form.key, given)
        # Another ladder has other rungs, so its own widget.
        offered = {"kind": progress.rungs(ladder)}
        kind = Form(Step, ("kind",), f"{form.key}_{ladder}", {"kind": rung}, offered, draft=form.key)
        return {"ladder": ladder} | forms.draw(kind) | forms.draw(rest)

    form, afterwards = Form(Step, _STEP, f"step_{case_file.case.id}"), _("De stap staat erbij.")
    return AddTo(cases.take_step, _("Zet een stap"), form, afterwards, ask, record=case_file.case, undo=True)


def _closing(case: Entry[Case]) -> Act:
    fields = ("closed_at", "result")
    form = Form(Case, fields, f"close_{case.id}", {"closed_at": today()}, must=fields)
    title, icon = _("Sluit het dossier"), ":material/task_alt:"
    return Change(cases.close_case, title, form, _("Het dossier is gesloten."), record=case, icon=icon)


def _ladders(case_file: CaseFile) -> None:
    with st.grid(3, min_column_width=220, gap="small"):
        for ladder, rungs in progress.ladders(case_file.steps).items():
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.markdown(f"**{ladder}**")
                st.markdown("  \n".join(_rung(number, rung) for number, rung in enumerate(rungs, 1)))


def _rung(number: int, rung: progress.Rung) -> str:
    if rung.at is None:
        return f":gray[:material/radio_button_unchecked: {number}. {rung.name}]"
    return f":material/check_circle: **{number}. {rung.name}** · {text.day(rung.at)}"


def _steps(case_file: CaseFile) -> None:
    if not case_file.steps:
        st.caption(_("Nog geen stap. Zet de eerste: meestal een gesprek."))
    doers = register.colleagues() if case_file.steps else {}
    roles = record_display.words(Step, "by_role")
    for step in reversed(case_file.steps):
        with st.container(border=True, gap="xsmall"):
            who = _(
                "gezet door {role}, vastgelegd door {who}", role=roles[step.what.by_role], who=doers[step.created_by]
            )
            st.markdown(f"**{progress.step_in_words(step.what)}**  \n:gray[{text.plain(who)}]")
            if step.what.remark:
                st.markdown(text.plain(step.what.remark))
            with st.container(horizontal=True, gap="small"):
                _outcome(step, case_file)
                _mend(step, case_file)


def _mend(step: Entry[Step], case_file: CaseFile) -> None:
    """Corrects a step on its ladder; a rung has its number from its place on it."""
    rungs = progress.rungs(step.what.ladder)
    numbers = {kind: number for number, kind in enumerate(rungs, 1)}
    question, area = _("Deze stap gaat uit de geschiedenis van het dossier."), case_file.case.what.area_id

    def follow(values: Values) -> Values:
        return values | {"rung": numbers.get(values["kind"], 0)}

    corrections.offer(step, _STEP, question, {"kind": rungs}, area_id=area, follow=follow)


def _outcome(step: Entry[Step], case_file: CaseFile) -> None:
    if step.what.outcome not in (None, "pending"):
        return
    form = Form(Step, ("outcome", "remark"), f"outcome_{step.id}", vars(step.what), must=("outcome",))
    act = Correct(register_corrections.correct, _("Wat kwam ervan?"), form, _("Bijgewerkt."), record=step)
    actions.button(act, case_file.case.what.area_id)
