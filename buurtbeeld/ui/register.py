"""The one door from pages to the register: asks, records, says what became of it. Knows no kind of record.

Whoever draws a form records with `attempt`, which says on the spot why something was not kept. A button that records at
once does so with `at_click`: what it is told is what its visitor saw, however long ago, so that a colleague's change in
between is never overwritten unseen. `outcome` then says on the page that is drawn next what became of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

import streamlit as st

from buurtbeeld.errors import RegisterUnavailable
from buurtbeeld.record_display import labels, refusals, roles
from buurtbeeld.register import corrections, people, reading, store
from buurtbeeld.register.records import Entry, Record
from buurtbeeld.text import _
from buurtbeeld.ui import guard

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Otherwise = TypeVar("Otherwise")
T_co = TypeVar("T_co", covariant=True)
Sides = tuple[str, str]
"""What somebody wanted and what now stands, each in a few lines of Markdown."""
_OUTCOME = "register_outcome"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Call(Generic[T_co]):
    """A verb of the register with what it is told; which register and who does it are added at the door. right: the
    verb of buurtbeeld.access that it needs, where that is not its own name."""

    verb: Callable[..., T_co]
    args: tuple[object, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    right: str = ""

    @property
    def needs(self) -> str:
        """The verb of buurtbeeld.access."""
        return self.right or self.verb.__name__


def call(verb: Callable[..., T], *args: object, **values: object) -> Call[T]:
    """A verb as it is called, but for the register in front and for `by`."""
    return Call(verb, args, values)


def correction(record: Entry[Any], values: Mapping[str, object]) -> Call[Entry[Any]]:
    """Changes fields of a record of any kind: the right is that of who made it."""
    kind = type(record.what)
    return Call(corrections.correct, (kind, record.id), {**values, "seen": record.version}, kind.made_by)


def withdrawal(record: Entry[Any]) -> Call[Entry[Any]]:
    """Takes a record of any kind out of every list and count."""
    return call(corrections.withdraw, type(record.what), record.id, seen=record.version)


@dataclass(frozen=True)
class _Refusal:
    sentence: str
    sides: Sides | None


def attempt(asked: Call[T], compare: Callable[[Any], Sides] | None = None) -> T | None:
    """What a verb gave; None where it refused, with the reason drawn here. compare: both versions, of what a colleague
    made of the record meanwhile."""
    result, refusal = _done(asked, compare)
    if refusal:
        _draw(refusal)
    return result


def at_click(
    asked: Call[T],
    afterwards: str | Callable[[T], str],
    compare: Callable[[Any], Sides] | None = None,
    *,
    undo: bool = False,
) -> T | None:
    """For a button's on_click: does it, and leaves for `outcome` what became of it. afterwards: what is then said;
    undo: whether the way back is offered."""
    result, refusal = _done(asked, compare)
    if refusal:
        st.session_state[_OUTCOME] = refusal
    elif result is not None:
        sentence = afterwards if isinstance(afterwards, str) else afterwards(result)
        tell(sentence, result if undo and isinstance(result, Entry) else None)
    return result


def _done(asked: Call[T], compare: Callable[[Any], Sides] | None) -> tuple[T | None, _Refusal | None]:
    try:
        return asked.verb(guard.register(), *asked.args, by=guard.visitor(), **asked.values), None
    except refusals.EXPECTED as error:
        if isinstance(error, RegisterUnavailable):
            _log.error("%s", error)
        now = getattr(error, "now", None)
        return None, _Refusal(refusals.sentence(error, asked.needs), compare(now) if compare and now else None)


def _draw(refusal: _Refusal) -> None:
    st.warning(refusal.sentence, icon=":material/block:")
    if refusal.sides:
        heads = (_("Wat u wilde"), _("Zoals het nu is"))
        for column, head, words in zip(st.columns(2, border=True), heads, refusal.sides, strict=True):
            with column:
                st.markdown(f"**{head}**\n\n{words}")


def tell(sentence: str, result: Entry[Any] | None = None, before: Mapping[str, Any] | None = None) -> None:
    """Says this above the page that is drawn next. result: what became of it, to be undone; before: the fields that
    were changed, as they were. What is new is withdrawn, what was changed put back, what was withdrawn brought back."""
    st.session_state[_OUTCOME] = (sentence, None if result is None else (result, before))


def outcome() -> None:
    """What became of what the visitor just did: a sentence with the way back, or why nothing was kept."""
    result = st.session_state.pop(_OUTCOME, None)
    if isinstance(result, _Refusal):
        _draw(result)
    elif result:
        _success(*result)


def _success(sentence: str, undo: tuple[Entry[Any], Mapping[str, Any] | None] | None) -> None:
    # On a phone the button pressed lies far below this; the toast is seen from anywhere.
    st.toast(sentence, icon=":material/check:")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.success(sentence, icon=":material/check:")
        if undo:
            words = _("Ongedaan maken")
            st.button(words, icon=":material/undo:", on_click=take_back, args=undo, key=f"undo_{undo[0].id}")


def take_back(result: Entry[Any], before: Mapping[str, Any] | None) -> None:
    """Undoes what was just done, and says so on the page that is drawn next."""
    if result.deleted_at is not None:
        back: Call[Entry[Any]] = call(corrections.bring_back, type(result.what), result.id, seen=result.version)
        sentence = _("Teruggehaald: {kind}.")
    elif before is not None:
        back, sentence = correction(result, before), _("Weer zoals het was: {kind}.")
    else:
        back, sentence = withdrawal(result), _("Ingetrokken: {kind}. Dit telt nergens meer mee.")
    at_click(back, sentence.format(kind=labels.kinds()[result.what.called]))


def read(ask: Callable[..., T], *args: object, **values: object) -> T:  # noqa: RET503 (st.stop leaves the page)
    """What the register holds, as `ask` reads it; a sentence, and the page stops, when it cannot be read."""
    try:
        return ask(guard.register(), *args, **values)
    except RegisterUnavailable as error:
        _log.error("%s", error)
    st.error(refusals.unreadable())
    st.stop()


def read_or(
    otherwise: Otherwise, ask: Callable[..., T], *args: object, say: bool = True, **values: object
) -> T | Otherwise:
    """The same for a page of figures, which goes on without records: with a sentence (say) and with this instead."""
    try:
        return ask(guard.register(), *args, **values)
    except RegisterUnavailable as error:
        _log.error("%s", error)
        if say:
            st.caption(refusals.figures_only())
        return otherwise


def listed(kind: type[R], *, removed: bool = False, **which: object) -> tuple[Entry[R], ...]:
    """The records of a kind that this visitor may see; a sentence and the page stops when they cannot be read."""
    return read(reading.listed, kind, by=guard.visitor(), removed=removed, **which)


def readable(*, say: bool = True) -> bool:
    """Whether the register can be read now; if not, a sentence (say), and a page of figures goes on without records."""
    return read_or(False, _opens, say=say)


def _opens(engine: store.Engine) -> bool:
    with store.reading(engine):
        return True


def last_changed(record: Entry[Any]) -> datetime:
    """When a record got the version that stands (UTC)."""
    if record.version == 1:
        return record.created_at
    lines = read_or((), reading.history, type(record.what), record.id, by=guard.visitor())
    return max([record.created_at, *(line.at for line in lines if line.verb != "read")])


def colleagues() -> dict[str, str]:
    """Who did something, by the id that a record keeps -> words."""
    members = read_or((), people.everybody, say=False)
    return _Doers({str(member.id): member.email for member in members})


class _Doers(dict[str, str]):
    def __missing__(self, by: str) -> str:
        return roles.doer(by)
