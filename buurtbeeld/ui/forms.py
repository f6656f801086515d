"""One form for every kind of record: a widget per field, by the rule of that field. Records nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import streamlit as st

from buurtbeeld.clock import today
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display import refusals
from buurtbeeld.register import remarks
from buurtbeeld.register.fields import Choice, Day, Field, Key, Keys, Measure, Number, Refers, Text, Truth
from buurtbeeld.register.records import Record
from buurtbeeld.text import _
from buurtbeeld.ui import drafts

Values = dict[str, Any]
"""What was filled in, by the name of the field."""
Offered = Mapping[str, Mapping[str, str]]
"""Per field the keys to choose from with their words."""
_SHORT = 80
_FEW = 4
_OPENED, _RESTORED = "form_opened", "form_restored"


@dataclass(frozen=True)
class Form:
    """Which fields of a kind are asked. key: of its widgets; given: what stands in them at first; offered: per field
    the keys to choose from with their words; must: fields that may be empty in the register, but not here; draft: the
    key under which what is filled in outlives a closed browser, where it is not its own."""

    kind: type[Record]
    fields: Sequence[str]
    key: str
    given: Mapping[str, Any] = field(default_factory=dict)
    offered: Offered = field(default_factory=dict)
    must: Sequence[str] = ()
    draft: str = ""


def draw(form: Form) -> Values:
    """The widgets under each other, and what stands in them: for a choice that was let go of, what a record of this
    kind has without one. What was typed stays when the form is shut, until `clear`; a text that may lead to a person is
    warned about at once."""
    drawn = {name: _ask(form, name) for name in form.fields}
    return {name: form.kind.without[name] if value is None else value for name, value in drawn.items()}


def restored(form: Form) -> Values:
    """What this visitor had filled in before the browser was closed; the same until `clear`."""
    name = f"{_RESTORED}_{form.draft or form.key}"
    if name not in st.session_state:
        st.session_state[name] = drafts.restored(form.draft or form.key)
    values: Values = st.session_state[name]
    return values


def remember(form: Form, values: Mapping[str, Any]) -> None:
    """Keeps as a draft what was filled in other than what stood there at first."""
    changed = {name: value for name, value in values.items() if value and value != form.given.get(name)}
    if changed or restored(form):
        drafts.keep(form.draft or form.key, changed)


def clear(key: str) -> None:
    """Empties the forms with this key and lets go of their draft: what stood in them was kept."""
    if st.session_state.pop(f"{_RESTORED}_{key}", None) is not None:
        drafts.keep(key, {})
    st.session_state[f"{_OPENED}_{key}"] = st.session_state.get(f"{_OPENED}_{key}", 0) + 1


def identity(chosen: str) -> UUID:
    """The id that an offered key stands for."""
    return UUID(chosen)


def key(form: Form, name: str) -> str:
    """The key of a widget of this form, another one after each `clear`."""
    return f"{form.key}_{st.session_state.get(f'{_OPENED}_{form.key}', 0)}_{name}"


def _ask(form: Form, name: str) -> Any:
    rule, optional = form.kind.fields[name]
    label = record_display.label(form.kind, name) + ("" if not optional or name in form.must else f" ({_('mag leeg')})")
    widget, given = key(form, name), _first(form, name)
    if isinstance(rule, Text):
        return _text(rule, label, widget, given)
    if isinstance(rule, Day):
        return _day(rule, label, widget, given, optional and name not in form.must)
    if name in form.offered or isinstance(rule, Choice):
        words = form.offered.get(name) or record_display.words(form.kind, name)
        return _choose(rule, label, widget, given, words)
    if isinstance(rule, Truth) and optional:
        said = {True: _("ja"), False: _("nee")}
        return st.segmented_control(label, list(said), default=given, key=widget, format_func=said.__getitem__)
    return _typed(rule, label, widget, given)


def _first(form: Form, name: str) -> Any:
    """What stands in a widget at first: from the draft, unless that is a choice which is not offered any more."""
    kept, offered = restored(form).get(name), form.offered.get(name)
    gone = offered is not None and not isinstance(kept, tuple) and str(kept) not in offered
    return form.given.get(name) if kept is None or gone else kept


def _text(rule: Text, label: str, key: str, given: str | None) -> str:
    asked: dict[str, Any] = {"max_chars": rule.longest, "key": key, "persist_state": "session"}
    written = (st.text_input if rule.longest <= _SHORT else st.text_area)(label, given or "", **asked) or ""
    warn(written, rule.longest)
    return written


def warn(written: str, longest: int = remarks.LONGEST_REMARK) -> None:
    """Says at once what would be refused in a text, before anybody saves it."""
    if tidy := remarks.tidied(written):
        reason = remarks.refusal(tidy, longest)
        if reason:
            st.warning(refusals.remark(reason), icon=":material/person_off:")


def _day(rule: Day, label: str, key: str, given: date | None, optional: bool) -> Any:
    first = given or (None if optional else today())
    most = today() if rule.happened else today() + timedelta(days=3660)
    return st.date_input(label, first, date(2000, 1, 1), most, key, format="DD-MM-YYYY", persist_state="session")


def _choose(rule: Field, label: str, key: str, given: Any, words: Mapping[str, str]) -> Any:
    if isinstance(rule, Keys):
        asked: dict[str, Any] = {"default": list(given or ()), "placeholder": _("Typ om te zoeken")}
        offered = [*dict.fromkeys([*words, *(given or ())])]
        return tuple(
            st.multiselect(
                label, offered, key=key, format_func=lambda value: words.get(value, value), persist_state="session",
                filter_mode="contains", select_all=False, **asked,
            )
        )  # fmt: skip
    chosen = str(given) if given is not None else None
    offered = list(words) if chosen is None or chosen in words else [chosen, *words]

    def say(value: str) -> str:
        return words.get(value, value)

    if len(offered) <= _FEW and isinstance(rule, Choice):
        return st.segmented_control(label, offered, default=chosen, key=key, format_func=say, persist_state="session")
    choice = st.selectbox(
        label,
        offered,
        index=offered.index(chosen) if chosen else None,
        key=key,
        format_func=say,
        filter_mode="contains",
        placeholder=_("Typ om te zoeken"),
        persist_state="session",
    )
    return UUID(choice) if choice and isinstance(rule, Refers) else choice


def _typed(rule: Field, label: str, key: str, given: Any) -> Any:
    if isinstance(rule, Number) and rule.most - rule.least < 10:
        steps = list(range(rule.least, rule.most + 1))
        return st.segmented_control(label, steps, default=given, key=key, persist_state="session")
    if isinstance(rule, Number):
        return st.number_input(label, rule.least, rule.most, given, 1, key=key, persist_state="session")
    if isinstance(rule, Measure):
        bounds: dict[str, Any] = (
            {"min_value": float(rule.least), "max_value": float(rule.most)} if rule.most < Measure().most else {}
        )
        return st.number_input(label, value=given, step=0.1, format="%.1f", key=key, persist_state="session", **bounds)
    if isinstance(rule, Truth):
        return st.toggle(label, bool(given), key=key, persist_state="session")
    if isinstance(rule, Key):
        return st.text_input(label, given or "", rule.longest, key, persist_state="session")
    raise TypeError(f"No widget for {type(rule).__name__}; add one here.")
