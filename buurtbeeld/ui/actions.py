"""A button that opens a form and does a verb with what was filled in: the same everywhere. Knows no kind of record.

A panel states what can be done as data: `Add` a record, `Save` one whole, `Change` one by a verb that takes the fields
of the form, `Correct` fields of any record, or `AddTo` one what belongs to it.
"""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.records import Entry, Record
from buurtbeeld.text import _
from buurtbeeld.ui import choices, forms, guard, register
from buurtbeeld.ui.forms import Form, Values
from buurtbeeld.ui.register import Call

ADD = ":material/add:"
"""The icon of every button that makes a new record."""


@dataclass(frozen=True)
class Act(ABC):
    """One thing to do. verb: of the register, by whose name buurtbeeld.access knows it; afterwards: what is said then;
    ask: draws another form than `form` alone; undo: whether the way back is offered; before: a sentence above the
    form."""

    verb: Callable[..., Any]
    title: str
    form: Form
    afterwards: str
    ask: Callable[[Form], Values] = forms.draw
    undo: bool = False
    before: str = ""
    icon: str = ":material/edit:"

    @property
    def right(self) -> str:
        """The verb of buurtbeeld.access that it needs."""
        return self.verb.__name__

    @abstractmethod
    def call(self, values: Values) -> Call[Any]:
        """The verb with what was filled in."""

    def wanted(self, values: Values) -> Record | None:
        """What was filled in as a record, to set beside what a colleague made of it; None where it is not one."""
        return None

    def standing(self, values: Values) -> Values | None:
        """The fields that this changes, as they were; None where nothing was there before."""
        return None


@dataclass(frozen=True)
class Add(Act):
    """Makes a record. more: fields that nobody is asked."""

    more: Mapping[str, Any] = field(default_factory=dict, kw_only=True)

    def wanted(self, values: Values) -> Record:
        return self.form.kind(**{**self.more, **values})

    def call(self, values: Values) -> Call[Any]:
        return register.call(self.verb, self.wanted(values))


@dataclass(frozen=True)
class _OfRecord(Act):
    """Does something to a record as it stood when the button was pressed."""

    record: Entry[Any] = field(kw_only=True)

    def standing(self, values: Values) -> Values | None:
        return {name: getattr(self.record.what, name) for name in values}

    def wanted(self, values: Values) -> Record | None:
        what: Record = self.record.what
        return replace(what, **values) if self.form.kind is type(what) else None  # type: ignore[type-var]


@dataclass(frozen=True)
class Save(_OfRecord):
    """Keeps a record whole, as the form and `more` have it."""

    more: Mapping[str, Any] = field(default_factory=dict, kw_only=True)

    def standing(self, values: Values) -> Values | None:
        return super().standing({**self.more, **values})

    def wanted(self, values: Values) -> Record | None:
        return super().wanted({**self.more, **values})

    def call(self, values: Values) -> Call[Any]:
        return register.call(self.verb, self.wanted(values), id=self.record.id, seen=self.record.version)


@dataclass(frozen=True)
class Change(_OfRecord):
    """Changes a record by a verb that takes the fields of the form by their names."""

    def call(self, values: Values) -> Call[Any]:
        return register.call(self.verb, self.record.id, seen=self.record.version, **values)


@dataclass(frozen=True)
class AddTo(_OfRecord):
    """Makes a record that belongs to another, such as a step of a case."""

    def standing(self, values: Values) -> Values | None:
        return None

    def call(self, values: Values) -> Call[Any]:
        return register.call(self.verb, self.record.id, **values)


@dataclass(frozen=True)
class Correct(_OfRecord):
    """Corrects fields of a record of any kind. follow: adds to what was filled in the fields that follow from it."""

    follow: Callable[[Values], Values] = field(default=dict, kw_only=True)

    @property
    def right(self) -> str:
        return str(self.form.kind.made_by)

    def standing(self, values: Values) -> Values | None:
        return super().standing(self.follow(values))

    def wanted(self, values: Values) -> Record | None:
        return super().wanted(self.follow(values))

    def call(self, values: Values) -> Call[Any]:
        arguments = {**self.follow(values), "seen": self.record.version}
        return Call(self.verb, (self.form.kind, self.record.id), arguments, self.right)


def button(act: Act, area_id: str | None = None, *, words: str = "", quiet: bool = False) -> None:
    """The button, for whoever may do this here; quiet: one that most visitors pass by."""
    look: Any = "tertiary" if quiet else "secondary"
    key = f"open_{act.form.key}"
    if guard.may(act.right, area_id) and st.button(words or act.title, key=key, icon=act.icon, type=look):
        st.dialog(act.title)(_dialog)(act)


def _dialog(act: Act) -> None:
    guard.require(act.right)
    if act.before:
        st.markdown(act.before)
    if forms.restored(act.form):
        st.info(_("Uw concept staat er weer."), icon=":material/history_edu:")
    values = act.ask(act.form)
    forms.remember(act.form, values)
    if st.button(_("Bewaar"), key=f"save_{act.form.key}", width="stretch"):
        result = register.attempt(act.call(values), compared(act.wanted(values)))
        if result:
            forms.clear(act.form.key)
            kept = result if act.undo and isinstance(result, Entry) else None
            register.tell(act.afterwards, kept, act.standing(values))
            st.rerun()


def compared(wanted: Record | None) -> Callable[[Entry[Any]], register.Sides] | None:
    """Sets what somebody wanted beside what a colleague made of the record."""
    return None if wanted is None else functools.partial(record_display.both, wanted, choices.names())


def sure(
    words: str,
    question: str,
    asked: Call[Any],
    afterwards: str,
    *,
    key: str,
    area_id: str | None = None,
    quiet: bool = False,
) -> None:
    """A button that asks once more before something goes; afterwards it can be brought back."""
    if not guard.may(asked.needs, area_id):
        return
    look: Any = "tertiary" if quiet else "secondary"
    with st.popover(words, icon=":material/delete:", type=look):
        st.markdown(question)
        again = _("Ja, {words}", words=words.lower())
        st.button(again, key=f"sure_{key}", on_click=register.at_click, args=(asked, afterwards), kwargs={"undo": True})
