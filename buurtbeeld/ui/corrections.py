"""The buttons to correct a record and to withdraw it, with the way back: the same for every kind. Makes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from buurtbeeld.register import corrections
from buurtbeeld.register.records import Kept, Record
from buurtbeeld.text import _
from buurtbeeld.ui import actions, guard, register
from buurtbeeld.ui.actions import Act, Values
from buurtbeeld.ui.forms import Form


def offer(
    record: Kept[Any],
    fields: Sequence[str],
    question: str,
    offered: Mapping[str, Mapping[str, str]] | None = None,
    *,
    area_id: str | None = None,
    follow: Callable[[Values], Values] = dict,
) -> None:
    """The buttons, for whoever may correct this record. question: asked once more before it is withdrawn; follow: adds
    to what was filled in the fields that follow from it.

    What people wrote in a confidential record is not shown here, so it is not asked either and stays as it is.
    """
    area = area_id or getattr(record.what, "area_id", None)
    if _mine(record):
        actions.button(_change(record, fields, offered or {}, follow), area, quiet=True)
        told, key = _("Ingetrokken. Ongedaan maken kan nog."), f"mend_{record.id}"
        withdraw = _withdraw(record)
        actions.sure(_("Trek in"), question, "withdraw", withdraw, told, key=key, area_id=area, quiet=True)


def _change(
    record: Kept[Any],
    fields: Sequence[str],
    offered: Mapping[str, Mapping[str, str]],
    follow: Callable[[Values], Values],
) -> Act:
    what, hidden = record.what, getattr(record.what, "confidential", False)
    asked = [name for name in fields if not (hidden and _written(type(what), name))]
    standing = {name: getattr(what, name) for name in asked}
    return Act(
        what.made_by,
        _("Wijzig"),
        Form(type(what), asked, f"mend_{record.id}_{record.version}", vars(what), offered),
        lambda values: _correct(record, follow(values)),
        _("Gewijzigd. Wat er stond, blijft in de geschiedenis."),
        wanted=lambda values: replace(what, **follow(values)),
        undo=True,
        was={name: getattr(what, name) for name in follow(standing)},
        before=_("De vertrouwelijke tekst blijft zoals hij is.") if hidden else "",
    )


def _correct(record: Kept[Any], values: Values) -> register.Verb:
    kind = type(record.what)
    return lambda engine, by: corrections.correct(engine, kind, record.id, seen=record.version, by=by, **values)


def _withdraw(record: Kept[Any]) -> register.Verb:
    kind = type(record.what)
    return lambda engine, by: corrections.withdraw(engine, kind, record.id, seen=record.version, by=by)


def _mine(record: Kept[Any]) -> bool:
    """Whether it is not somebody else's to a colleague of the field, who corrects own records only."""
    by = guard.visitor()
    return by.role != "field" or record.created_by == by.id


def _written(kind: type[Record], name: str) -> bool:
    field, _optional = kind.fields[name]
    return not field.counts
