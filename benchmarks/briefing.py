"""How long does a page to bring take, warm, and all buurten at once, each protected against the ones before and logged?

Needs a built demonstration corporation (BUURTBEELD_WAREHOUSE); the log is a register of its own in a scratch folder, so
nothing is added to anybody's. Times are of the wall, beside them the processor's own: on a busy machine they part.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

import pandas as pd

from buurtbeeld import settings, text, warehouse
from buurtbeeld.access import COMMAND
from buurtbeeld.briefing import export, register_extract
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.errors import NothingSafe
from buurtbeeld.register import store
from buurtbeeld.register.store import Engine

MOST_SECONDS, MOST_BULK_SECONDS = 3.0, 60.0
TURNS = 10
DAY = date(2026, 11, 26)


def one(ask: Ask, log: Engine, area: str, form: str, known: register_extract.Records) -> float:
    """Seconds for one page, gathered, protected and written, not logged."""
    began = time.perf_counter()
    prepared = export.prepare(ask, log, area, Recipient("public"), "residents", DAY, records=known)
    export.FORMATS[form].make(prepared.page)
    return time.perf_counter() - began


def bulk(ask: Ask, log: Engine, areas: list[str], known: register_extract.Records) -> tuple[int, float, float]:
    """How many pages were logged, and seconds of the wall and of the processor, for these areas as PDF."""
    made, began, worked = 0, time.perf_counter(), time.process_time()
    for area in areas:
        try:
            prepared = export.prepare(ask, log, area, Recipient("public"), "residents", DAY, records=known)
        except NothingSafe:
            continue
        export.export(prepared, "pdf", log, by="benchmark")
        made += 1
    return made, time.perf_counter() - began, time.process_time() - worked


def main() -> None:
    """Prints both, with what was asked."""
    chosen = settings.read()
    build = warehouse.newest(chosen.warehouse)

    def ask(question: str, **given: object) -> pd.DataFrame:
        return text.in_language(warehouse.ask(build, question, **given))

    found = ask("area_choices")
    areas = found.loc[found["level"] == "buurt", "area_id"].tolist()
    known = register_extract.read(store.opened(store.place(chosen.register, demonstration=True)), by=COMMAND)
    with tempfile.TemporaryDirectory() as folder:
        log = store.opened(str(Path(folder) / "log.sqlite"))
        for form in export.FORMATS:
            one(ask, log, areas[0], form, known)
            seconds = [one(ask, log, areas[0], form, known) for _turn in range(TURNS)]
            middle = statistics.median(seconds)
            reached = "yes" if max(seconds) <= MOST_SECONDS else "no"
            print(
                f"one page, {form}, warm: {middle:.2f} s, longest {max(seconds):.2f} (asked {MOST_SECONDS}: {reached})"
            )
        made, wall, worked = bulk(ask, log, areas, known)
        reached = "yes" if wall <= MOST_BULK_SECONDS else "no"
        print(f"{made} of {len(areas)}: {wall:.1f} s, processor {worked:.1f} (asked {MOST_BULK_SECONDS}: {reached})")


if __name__ == "__main__":
    main()
