"""The page as plain words, the same for every form it takes. Knows no file format."""

from __future__ import annotations

from typing import Any

from buurtbeeld import text
from buurtbeeld.briefing.content import Briefing
from buurtbeeld.text import _

SHORT = "standup"
"""The weekly stand-up gets one page: no table, and only what is asked and agreed."""


def words(briefing: Briefing) -> dict[str, Any]:
    """title, subtitle, running, lang, sentences, figures, tables, bars, sections, footnote: texts and numbers only."""
    short = briefing.meeting == SHORT
    bars = briefing.bars
    return {
        "lang": text.language(),
        "title": briefing.title,
        "subtitle": subtitle(briefing),
        "running": f"Buurtbeeld · {briefing.title} · {briefing.recipient.in_words}",
        "sentences": list(briefing.sentences),
        "figures": [{"label": each.label, "value": each.value, "beside": each.beside} for each in briefing.figures],
        "tables": [] if short else [vars(table) for table in briefing.tables],
        "bars": bars and vars(bars) | {"words": [text.number(value) for value in bars.values]},
        "sections": [vars(section) for section in briefing.sections],
        "footnote": briefing.footnote,
    }


def subtitle(briefing: Briefing) -> str:
    """For which meeting, for whom and of which day."""
    return _(
        "{meeting} · voor: {recipient} · {day}",
        meeting=meetings()[briefing.meeting],
        recipient=briefing.recipient.in_words,
        day=text.day(briefing.day),
    )


def meetings() -> dict[str, str]:
    """Kinds of consultation and their words."""
    return {
        "partners": _("Partneroverleg"),
        SHORT: _("Dagstart van de week"),
        "tenants": _("Overleg met de huurdersorganisatie"),
        "residents": _("Bewonersbijeenkomst"),
    }
