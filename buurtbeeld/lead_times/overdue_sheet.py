"""The sheet of what waits at one partner, as a PDF, and the line of the log that goes with it. Counts nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from buurtbeeld import text
from buurtbeeld.documents import typeset
from buurtbeeld.lead_times import wording
from buurtbeeld.lead_times.figures import LeadTimes
from buurtbeeld.register import disclosures
from buurtbeeld.register.disclosures import Export
from buurtbeeld.register.store import Engine
from buurtbeeld.text import _

TEMPLATE = Path(__file__).with_name("overdue_sheet.typ")
LONGEST = 400
"""Room for area_ids in a line of the log."""


def shared(times: LeadTimes) -> pd.DataFrame:
    """What of the waiting hand-overs may stand on paper: not what was marked confidential."""
    return times.waiting[~times.waiting["confidential"].astype(bool)]


def pdf(times: LeadTimes, measured: str, who: str, names: Mapping[str, str], day: date) -> bytes:
    """The sheet as tagged PDF (PDF/UA-1): dates, theme and area of each, the lead time and what is left out. The same
    hand-overs and day give the same bytes. Holds no text that people typed, no name and no home."""
    return typeset.pdf(TEMPLATE, words(times, measured, who, names, day))


def words(times: LeadTimes, measured: str, who: str, names: Mapping[str, str], day: date) -> dict[str, object]:
    """lang, title, subtitle, sentences, heads, rows and footnote of the sheet. measured: what it was timed to."""
    rows = wording.waiting(shared(times), names)
    left_out = len(times.waiting) - len(rows)
    held = wording.norm(times)
    return {
        "lang": text.language(),
        "title": _("Wat wacht bij {who}", who=who),
        "subtitle": _("Stand op {day}", day=text.day(day)) + (f" · {held}" if held else ""),
        "sentences": [wording.how_many(times), wording.pace(times, measured), wording.faster(times.faster)],
        "heads": list(wording.waiting_heads().values()),
        "rows": [
            [text.day(row.handed_at), row.about, row.area, text.day(row.due), text.number(row.days_over)]
            for row in rows.itertuples(index=False)
        ],
        "footnote": wording.left_out(left_out),
    }


def export(
    times: LeadTimes, measured: str, partner: str, names: Mapping[str, str], day: date, register: Engine, *, by: str
) -> bytes:
    """The sheet, after it was logged. partner: its id. Raises RegisterUnavailable: then nothing is handed out."""
    made, rows = pdf(times, measured, names.get(partner, "?"), names, day), shared(times)
    line = Export(
        profile="partner",
        recipient=f"partner:{partner}",
        areas=_areas(rows),
        period=f"{day:%Y-%m}",
        format="pdf",
        cells_shown=len(rows),
        cells_hidden=len(times.waiting) - len(rows),
        hash=hashlib.sha256(made).hexdigest(),
        cells=[],
    )
    disclosures.log(register, line, by=by)
    return made


def _areas(rows: pd.DataFrame) -> str:
    """As many whole area_ids as the log has room for."""
    kept = ""
    for area in sorted(set(rows["area_id"])):
        longer = f"{kept}|{area}".strip("|")
        if len(longer) > LONGEST:
            break
        kept = longer
    return kept
