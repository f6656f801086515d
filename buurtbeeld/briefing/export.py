"""Makes a page and logs it, in that order and never one without the other. Draws nothing."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from buurtbeeld.briefing import content, formats, protected_counts, recipients
from buurtbeeld.briefing.document import Briefing
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.briefing.register_extract import Records
from buurtbeeld.documents import file_name as documents_file_name
from buurtbeeld.errors import ChangedMeanwhile
from buurtbeeld.methods.disclosure import control as disclosure_control
from buurtbeeld.methods.disclosure.control import HIDDEN, SHOWN
from buurtbeeld.register import disclosures
from buurtbeeld.register.disclosures import Export
from buurtbeeld.register.store import Engine

FORMATS = formats.every()
COLUMNS = [*protected_counts.DIMS, "value", "need", "nought"]
TRIES = 5


@dataclass(frozen=True)
class Draft:
    """A page before it is exported, how many exports it takes into account, and how to make it anew after others."""

    page: Briefing
    seen: int
    again: Callable[[], Draft]

    def with_page(self, page: Briefing) -> Draft:
        """The same with the author's own words on the page; its counts stay as they were protected."""
        return replace(self, page=replace(page, published=self.page.published))


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
) -> Draft:
    """The page, protected against everything that left the corporation before.
    Raises NothingSafe, AccessDenied, RegisterUnavailable.
    """
    seen, ledger = _earlier(ask, register, area_id) if recipient.outside else (0, [])
    page = content.gather(
        *(ask, area_id, recipient, meeting, day), records=records, sentences=sentences, earlier=ledger
    )
    again = functools.partial(prepare, *(ask, register, area_id, recipient, meeting, day))
    return Draft(page, seen, functools.partial(again, records=records, sentences=sentences))


def _earlier(ask: Ask, register: Engine, area_id: str) -> tuple[int, list[pd.DataFrame]]:
    """How many exports left the corporation, and those that any chain of sums may link to the area.

    To whomever they went: two recipients can lay their pages beside each other.
    """
    # Counted first: what comes in between is then among the cells and not among those seen, never the other way round.
    seen, areas = disclosures.areas_of(register, recipients.outside())
    near = protected_counts.linked(area_id, areas, ask)
    cell_lists = disclosures.earlier(register, recipients.outside(), near) if near else ()
    # The same export twice tells nothing new, and would only make the sums longer.
    frames = {str(cells): cells for cells in cell_lists if cells}
    return seen, [pd.DataFrame(cells, columns=COLUMNS).astype({"value": float}) for cells in frames.values()]


def file_name(page: Briefing, form: str) -> str:
    """What the file of this page is called, on every way out."""
    return documents_file_name.of_area(page.area_id, page.recipient.profile, form)


def export(draft: Draft, form: str, register: Engine, *, by: str) -> bytes:
    """The page in a format of FORMATS, after it was logged. Raises RegisterUnavailable: then nothing is handed out.

    When somebody else exported to anybody outside after the draft was made, it is protected against that too before
    it is logged; raises ChangedMeanwhile where other counts would then be shown than the author saw.
    """
    made = FORMATS[form].make(draft.page)
    line = _line(draft.page, form, made)
    for _try in range(TRIES):
        if disclosures.log(register, line, by=by, profiles=recipients.outside(), seen=_seen(draft)):
            return made
        again = draft.again()
        if _cells(again.page) != line.cells:
            break
        draft = replace(draft, seen=again.seen)
    raise ChangedMeanwhile(
        "A colleague sent somebody outside something meanwhile. Look at the page again, then export it."
    )


def _seen(draft: Draft) -> int | None:
    return draft.seen if draft.page.recipient.outside else None


def _cells(page: Briefing) -> list[dict[str, object]]:
    if page.published is None:
        return []
    cells = disclosure_control.to_remember(page.published)[COLUMNS]
    return list(cells.astype(object).where(cells.notna(), None).to_dict("records"))


def _line(page: Briefing, form: str, made: bytes) -> Export:
    published = page.published
    state = published.cells["state"] if published else pd.Series(dtype=str)
    cells = _cells(page)
    return Export(
        profile=page.recipient.profile,
        recipient=page.recipient.key,
        areas=page.area_id,
        period="|".join(sorted({str(cell["period"]) for cell in cells})),
        format=form,
        cells_shown=int((state == SHOWN).sum()),
        cells_hidden=int((state == HIDDEN).sum()),
        hash=hashlib.sha256(made).hexdigest(),
        cells=cells,
    )
