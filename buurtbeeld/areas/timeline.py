"""The memory of an area as dated events in lanes, ready to draw and to say. Reads no register and draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from buurtbeeld import text
from buurtbeeld.record_display import display as record_display
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.meetings import Commitment, Consultation
from buurtbeeld.register.records import Entry, Record
from buurtbeeld.text import _

KINDS: tuple[type[Record], ...] = (Approach, Case, Step, HandOver, Consultation, Commitment, Initiative)
"""What an area remembers, besides its calamities."""

COLUMNS = ["lane", "at", "until", "words"]
Row = tuple[date | None, date | None, str]


def lanes() -> dict[str, str]:
    """The lanes from top to bottom, with their names."""
    return {
        "calamity": _("Calamiteiten"),
        "approach": _("Aanpak"),
        "step": _("Stappen"),
        "hand_over": _("Overgedragen"),
        "consultation": _("Overleg"),
        "commitment": _("Afspraken"),
        "initiative": _("Initiatieven"),
    }


def here(records: Mapping[str, Iterable[Entry[Any]]], areas: set[str]) -> dict[str, list[Any]]:
    """Of the records by the name of their table those of these areas, bare; steps go with their case.

    A meeting or a commitment without an area is about all of them, and stands in the memory of none.
    """
    inside = {record.id for record in records["case"] if record.what.area_id in areas}
    kept = {
        name: [record.what for record in rows if getattr(record.what, "area_id", None) in areas]
        for name, rows in records.items()
        if name != "step"
    }
    return kept | {"step": [record.what for record in records["step"] if record.what.case_id in inside]}


def events(records: Mapping[str, list[Any]], calamities: pd.DataFrame, names: record_display.Names) -> pd.DataFrame:
    """lane, at, until (a period's last day, else the same day), words; the latest first. calamities: at, label."""
    tellers: dict[str, Callable[[Any], Row]] = {
        "approach": lambda what: (what.starts_at, what.ends_at or date.max, what.name or ""),
        "step": _step,
        "hand_over": lambda what: _hand_over(what, names),
        "consultation": lambda what: (what.held_at, None, record_display.words(Consultation, "kind")[what.kind]),
        "commitment": _commitment,
        "initiative": _initiative,
    }
    rows = [(lane, *tell(what)) for lane, tell in tellers.items() for what in records.get(lane, [])]
    rows += [("calamity", row.at.date(), None, row.label) for row in calamities.itertuples()]
    kept = [(lane, at, until or at, words) for lane, at, until, words in rows if at]
    frame = pd.DataFrame(kept, columns=COLUMNS)
    return frame.sort_values(["at", "lane", "words"], ascending=[False, True, True], ignore_index=True)


def _step(what: Step) -> Row:
    kind = record_display.words(Step, "kind")[what.kind]
    outcome = f", {record_display.words(Step, 'outcome')[what.outcome]}" if what.outcome else ""
    return what.at, None, _("{kind} (trede {rung}){outcome}", kind=kind, rung=what.rung, outcome=outcome)


def _hand_over(what: HandOver, names: record_display.Names) -> Row:
    partner = names.get(str(what.partner_id), _("een partner"))
    theme = names.get(what.theme, what.theme)
    state = _("gesloten") if what.closed_at else _("loopt")
    return (
        what.handed_at,
        what.closed_at,
        _("{theme} aan {partner}: {state}", theme=theme, partner=partner, state=state),
    )


def _commitment(what: Commitment) -> Row:
    words = what.text or _("(tekst niet zichtbaar voor uw rol)")
    return what.made_at, what.kept_at, words if what.kept_at else _("{words} (open)", words=words)


def _initiative(what: Initiative) -> Row:
    return what.proposed_at, what.done_at, what.title or _("(titel niet zichtbaar voor uw rol)")


def visible_events(events: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """The events within the months of the trend: at and until as moments, clipped; lane_name; period (lasts longer)."""
    begin, end = pd.Timestamp(first), pd.Timestamp(last)
    at, until = (pd.to_datetime(events[name].map(lambda day: min(day, date(2200, 1, 1)))) for name in ("at", "until"))
    shown = events.assign(at=at.clip(lower=begin), until=until.clip(upper=end), lane_name=events["lane"].map(lanes()))
    shown = shown.assign(period=(until > at) & (shown["until"] > shown["at"]), since=at.map(text.day))
    return shown[(until >= begin) & (at <= end)].reset_index(drop=True)


def in_words(events: pd.DataFrame, calamities: int) -> str:
    """How many events in each lane, and the latest of all, as Markdown; calamities: how many, drawn or not."""
    counts = dict(events["lane"].value_counts()) | ({"calamity": calamities} if calamities else {})
    parts = [f"{name.lower()} {text.number(counts[lane])}" for lane, name in lanes().items() if lane in counts]
    latest = events.iloc[0]
    return _(
        "Vastgelegd in deze jaren: {events}. Het laatste: {words} ({day}).",
        events=text.listing(parts),
        words=text.plain(latest["words"]),
        day=text.day(latest["at"]),
    )


def listed(events: pd.DataFrame) -> pd.DataFrame:
    """The events for a table: day, lane in words, and what."""
    return events.assign(lane_name=events["lane"].map(lanes()), at=pd.to_datetime(events["at"]))


def heads() -> dict[str, str]:
    """Columns of the table of events."""
    return {"at": _("Datum"), "lane_name": _("Soort"), "words": _("Wat")}
