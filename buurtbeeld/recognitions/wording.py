"""Whether colleagues recognise figures, in words. Draws nothing and records nothing."""

from __future__ import annotations

from collections.abc import Sequence

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display import roles
from buurtbeeld.register.recognitions import ANSWERS, Recognition
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _


def in_words(records: Sequence[Entry[Recognition]]) -> str:
    """How many colleagues recognise the figures of an area; of each the last answer counts."""
    last = {record.created_by: record.what.answer for record in sorted(records, key=lambda record: record.created_at)}
    words, given = record_display.words(Recognition, "answer"), list(last.values())
    counts = ", ".join(f"{given.count(answer)} {words[answer]}" for answer in ANSWERS if answer in given)
    return _("**Herkennen collega's deze cijfers?** {counts}", counts=counts)


def line(record: Entry[Recognition]) -> str:
    """One answer as a line of Markdown: the answer, in which role and when, and the remark as it was typed."""
    words = record_display.words(Recognition, "answer")[record.what.answer]
    said = f" — {text.plain(record.what.remark)}" if record.what.remark else ""
    return f"{words}{said} :gray[{roles.role(record.what.by_role)}, {text.day(record.what.at)}]"
