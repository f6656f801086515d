"""The buttons to correct a record and to withdraw it, with the way back: the same for every kind. Makes none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from buurtbeeld.register import corrections
from buurtbeeld.register.records import Entry, Record
from buurtbeeld.text import _
from buurtbeeld.ui import actions, guard, register
from buurtbeeld.ui.actions import Correct
from buurtbeeld.ui.forms import Form, Offered, Values


def offer(
    record: Entry[Any],
    fields: Sequence[str],
    question: str,
    offered: Offered | None = None,
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
        afterwards, key = _("Ingetrokken. Ongedaan maken kan nog."), f"mend_{record.id}"
        withdrawal = register.withdrawal(record)
        actions.sure(_("Trek in"), question, withdrawal, afterwards, key=key, area_id=area, quiet=True)


def _change(record: Entry[Any], fields: Sequence[str], offered: Offered, follow: Callable[[Values], Values]) -> Correct:
    what, hidden = record.what, getattr(record.what, "confidential", False)
    asked = [name for name in fields if not (hidden and _written(type(what), name))]
    return Correct(
        corrections.correct,
        _("Wijzig"),
        Form(type(what), asked, f"mend_{record.id}_{record.version}", vars(what), offered),
        _("Gewijzigd. Wat er stond, blijft in de geschiedenis."),
        record=record,
        follow=follow,
        undo=True,
        before=_("De vertrouwelijke tekst blijft zoals hij is.") if hidden else "",
    )


def _mine(record: Entry[Any]) -> bool:
    """Whether it is not somebody else's to a colleague of the field, who corrects own records only."""
    by = guard.visitor()
    return by.role != "field" or record.created_by == by.id


def _written(kind: type[Record], name: str) -> bool:
    rule, _optional = kind.fields[name]
    return not rule.counts
