"""Records, their fields and choices in the visitor's words, and two versions beside each other. Reads no register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from buurtbeeld import text
from buurtbeeld.record_display import labels
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.fields import Choice, Content, Field
from buurtbeeld.register.reading import HistoryLine
from buurtbeeld.register.records import Entry, Record
from buurtbeeld.text import _

Names = Mapping[str, str]
"""What keys mean in words: area_id, theme, subtheme, and the id of a partner, case or meeting -> name."""
EUROS = frozenset({"granted", "spent", "cost"})
_AS_MONEY = "€ {euros}"


def label(kind: type[Record], name: str) -> str:
    """The label of a field of a kind, or of an entry of a frozen plan."""
    return labels.label(kind, name)


def words(kind: type[Record], name: str) -> dict[str, str]:
    """The words of a field that is a choice, in order: talk -> gesprek."""
    field, _optional = kind.fields[name]
    return {key: labels.choice(kind, name, key) for key in field.words} if isinstance(field, Choice) else {}


def value(kind: type[Record], name: str, given: Any, names: Names) -> str:
    """What a field holds, in words; a dash for nothing. given may be as the audit keeps it: text for days and ids."""
    field, _optional = kind.fields[name]
    if given is None or given in ("", [], ()):
        return text.NOTHING
    if isinstance(field, Choice):
        return words(kind, name)[given]
    if isinstance(given, bool):
        return _("ja") if given else _("nee")
    if name in EUROS:
        return _AS_MONEY.format(euros=text.number(given))
    if isinstance(field, Content):
        return "; ".join(f"{label(kind, entry).lower()}: {_entry(entry, each, names)}" for entry, each in given.items())
    return _plain(field, given, names)


def _plain(field: Field, given: Any, names: Names) -> str:
    if isinstance(given, list | tuple):
        return text.listing([names.get(str(each), str(each)) for each in given])
    if isinstance(given, int | float):
        return text.number(given, 0 if float(given).is_integer() else 1)
    if type(field).__name__ == "Day":
        return text.day(given if isinstance(given, date) else date.fromisoformat(given))
    return names.get(str(given), str(given)) if isinstance(given, str | UUID) else text.NOTHING


def _entry(name: str, given: Any, names: Names) -> str:
    """What an entry of a frozen plan holds: a list, a number, nothing, or text (a key, a day, what was typed)."""
    if isinstance(given, list):
        return text.listing([names.get(each, str(each)) for each in given])
    if isinstance(given, int | float):
        return text.number(given, 2)
    if given is None:
        return text.NOTHING
    chosen = words(Approach, name) if name in Approach.fields else {}
    return str(chosen.get(given) or names.get(given, given))


def both(wanted: Record, names: Names, now: Entry[Any]) -> tuple[str, str]:
    """The fields in which what somebody wanted differs from what now stands, each in a few lines of Markdown."""
    kind = type(wanted)
    differing = [name for name in kind.fields if getattr(wanted, name) != getattr(now.what, name)]
    sides = []
    for side in (wanted, now.what):
        lines = (
            f"{label(kind, name)}: **{text.plain(value(kind, name, getattr(side, name), names))}**"
            for name in differing
        )
        sides.append("  \n".join(lines) or _("Hetzelfde als wat u wilde."))
    return sides[0], sides[1]


def changes(kind: type[Record], line: HistoryLine, names: Names) -> str:
    """What one line of history changed, in one line: field, what it was and what it became."""
    parts = []
    for name in line.after:
        if name in kind.fields and line.after[name] not in (None, "", []):
            became = text.plain(value(kind, name, line.after[name], names))
            was = line.before.get(name)
            before = f"{text.plain(value(kind, name, was, names))} → " if was not in (None, "", []) else ""
            parts.append(f"{label(kind, name).lower()}: {before}**{became}**")
    gone = [name for name in line.before if name in kind.fields and line.after.get(name, 0) is None]
    parts += [f"{label(kind, name).lower()}: {_('weggehaald')}" for name in gone]
    return "; ".join(parts) or labels.verbs().get(line.verb, line.verb)


def moment(at: datetime) -> str:
    """A moment in UTC as a day and time in the Netherlands."""
    return text.moment(at)


def newest_first(records: Iterable[Entry[Any]], day: str) -> list[Entry[Any]]:
    """Records by a day of theirs, the last first; what was recorded later on the same day comes first."""
    return sorted(records, key=lambda record: (getattr(record.what, day), record.created_at), reverse=True)
