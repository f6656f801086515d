"""Whether colleagues recognise figures, in words. Draws nothing and records nothing."""

from __future__ import annotations

from collections.abc import Sequence

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.record_display import roles
from buurtbeeld.register.recognitions import ANSWERS, Recognition
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _


def in_words(found: Sequence[Entry[Recognition]]) -> str:
    """How many colleagues recognise the figures of an area; of each the last answer counts."""
    last = {one.created_by: one.what.answer for one in sorted(found, key=lambda one: one.created_at)}
    words, given = record_display.words(Recognition, "answer"), list(last.values())
    counts = ", ".join(f"{given.count(answer)} {words[answer]}" for answer in ANSWERS if answer in given)
    return _("**Herkennen collega's deze cijfers?** {counts}", counts=counts)


def line(one: Entry[Recognition]) -> str:
    """One answer as a line of Markdown: the answer, in which role and when, and the remark as it was typed."""
    words = record_display.words(Recognition, "answer")[one.what.answer]
    said = f" — {text.plain(one.what.remark)}" if one.what.remark else ""
    return f"{words}{said} :gray[{roles.role(one.what.by_role)}, {text.day(one.what.at)}]"
