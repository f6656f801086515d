"""Makes a page and logs it, in that order and never one without the other. Draws nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd

from buurtbeeld.briefing import content
from buurtbeeld.briefing.content import Ask, Briefing, Records
from buurtbeeld.briefing.html import html
from buurtbeeld.briefing.pdf import pdf
from buurtbeeld.briefing.pptx import pptx
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.briefing.xlsx import xlsx
from buurtbeeld.methods import disclosure
from buurtbeeld.methods.disclosure import HIDDEN, SHOWN
from buurtbeeld.register import disclosures
from buurtbeeld.register.disclosures import Export
from buurtbeeld.register.store import Engine

FORMATS: Mapping[str, Callable[[Briefing], bytes]] = {"pdf": pdf, "pptx": pptx, "html": html, "xlsx": xlsx}
COLUMNS = [*content.DIMS, "value", "need"]


def prepare(
    ask: Ask,
    register: Engine,
    area_id: str,
    recipient: Recipient,
    meeting: str,
    day: date,
    *,
    records: Records | None = None,
    sentences: Sequence[str] = (),
) -> Briefing:
    """The page, protected against everything this recipient was sent before.
    Raises NothingSafe, AccessDenied, RegisterUnavailable.
    """
    known = disclosures.earlier(register, recipient.key) if recipient.outside else ()
    # The same export twice tells nothing new, and would only make the sums longer.
    frames = {str(cells): pd.DataFrame(cells, columns=COLUMNS).astype({"value": float}) for cells in known if cells}
    return content.gather(
        ask, area_id, recipient, meeting, day, records=records, sentences=sentences, earlier=list(frames.values())
    )


def export(briefing: Briefing, form: str, register: Engine, *, by: str) -> bytes:
    """The page in a format of FORMATS, after it was logged. Raises RegisterUnavailable: then nothing is handed out."""
    made = FORMATS[form](briefing)
    published = briefing.published
    cells = disclosure.to_remember(published) if published else pd.DataFrame(columns=COLUMNS)
    state = published.cells["state"] if published else pd.Series(dtype=str)
    plain = cells[COLUMNS].astype(object).where(cells[COLUMNS].notna(), None)
    line = Export(
        profile=briefing.recipient.profile,
        recipient=briefing.recipient.key,
        areas=briefing.area_id,
        period="|".join(sorted(set(cells["period"]))),
        format=form,
        cells_shown=int((state == SHOWN).sum()),
        cells_hidden=int((state == HIDDEN).sum()),
        hash=hashlib.sha256(made).hexdigest(),
        cells=plain.to_dict("records"),
    )
    disclosures.log(register, line, by=by)
    return made
