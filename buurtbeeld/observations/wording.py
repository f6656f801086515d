"""Observations in words: what was seen, where, how grave. Draws nothing and records nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.observations import ASPECTS, Observation
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _

LAST_PLACES = 4


def severities() -> dict[int, str]:
    """Severity -> its figure with what it means at the ends and in the middle."""
    return {1: _("1 licht"), 2: "2", 3: _("3 stevig"), 4: "4", 5: _("5 ernstig")}


def matter(what: Observation, names: Mapping[str, str]) -> str:
    """What was seen, in a few words: the matter with its severity, the scores, or both."""
    parts = []
    if what.subtheme:
        parts.append(_("{matter} (ernst {n})", matter=names.get(what.subtheme, what.subtheme), n=what.severity))
    scores = [(record_display.label(Observation, aspect).lower(), getattr(what, aspect)) for aspect in ASPECTS]
    parts += [f"{word} {score}" for word, score in scores if score is not None]
    return ", ".join(parts)


def line(record: Entry[Observation], names: Mapping[str, str]) -> str:
    """One observation as a line of Markdown: where, what, when, and the remark as it was typed."""
    what = record.what
    where = names.get(what.area_id, what.area_id)
    sentence = f"**{text.plain(where)}** — {matter(what, names)} :gray[{text.day(what.seen_at)}]"
    return f"{sentence}  \n{text.plain(what.remark)}" if what.remark else sentence


def last_places(records: Iterable[Entry[Observation]], by: str, most: int = LAST_PLACES) -> list[str]:
    """The areas that somebody recorded in last, the last one first."""
    own = sorted(
        (record for record in records if record.created_by == by), key=lambda record: record.created_at, reverse=True
    )
    return list(dict.fromkeys(record.what.area_id for record in own))[:most]


def since(records: Iterable[Entry[Observation]], moment: datetime, areas: frozenset[str]) -> list[Entry[Observation]]:
    """What was recorded in these areas after a moment, the last first: what no build can know yet."""
    later = [record for record in records if record.created_at > moment and record.what.area_id in areas]
    return sorted(later, key=lambda record: record.created_at, reverse=True)
