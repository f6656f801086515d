"""The sheet of what waits at a partner: the same bytes twice, nothing confidential, and logged or not handed out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from buurtbeeld.errors import RegisterUnavailable
from buurtbeeld.lead_times import figures, overdue_sheet
from buurtbeeld.register import disclosures, store
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.records import Entry

DAY = date(2026, 6, 30)
POLICE = UUID(int=1)
NASTY = '#strike[x] *vet* "'
NAMES = {str(POLICE): NASTY, "nuisance": "Overlast", "buurt:A": "Dorp (buurt)"}


def handed(ago: int, area: str = "buurt:A", **more: object) -> Entry:
    given = {"area_id": area, "theme": "nuisance", "partner_id": POLICE, "handed_at": DAY - timedelta(ago)}
    what = HandOver(**(given | {"norm_days": 5, "question": "Mevrouw Jansen"} | more))
    return Entry(uuid4(), what, datetime(2026, 1, 1, tzinfo=UTC), "x", 1)


def waits(*found: Entry) -> figures.LeadTimes:
    return figures.everybody(figures.rows(found), "fed_back_at", DAY).together


def test_the_sheet_says_what_waits_and_leaves_out_what_is_confidential() -> None:
    found = waits(*[handed(60 + turn) for turn in range(6)], handed(50, confidential=True), handed(1))
    told = overdue_sheet.words(found, "fed_back_at", "Politie", NAMES, DAY)
    assert told["title"] == "Wat wacht bij Politie" and len(told["rows"]) == 6
    assert told["rows"][0] == ["26 april 2026", "Overlast", "Dorp (buurt)", "4 mei 2026", "57"]
    assert told["sentences"][0] == "7 kwesties wachten langer dan de norm; de langste 57 dagen te lang."
    assert told["footnote"].endswith("Eén vertrouwelijke kwestie staat er niet op.")
    assert "Jansen" not in repr(told)


def test_the_same_day_gives_the_same_bytes_and_names_are_text() -> None:
    found = waits(*[handed(60)] * 3)
    made = overdue_sheet.pdf(found, "fed_back_at", NASTY, NAMES, DAY)
    assert made.startswith(b"%PDF") and made == overdue_sheet.pdf(found, "fed_back_at", NASTY, NAMES, DAY)
    assert overdue_sheet.pdf(waits(handed(1)), "fed_back_at", "Politie", NAMES, DAY).startswith(b"%PDF")


def test_every_sheet_is_logged_once(tmp_path: Path) -> None:
    engine = store.opened(str(tmp_path / "register.sqlite"))
    many = [handed(60, f"street:geleen-straat-nummer-{turn:03}") for turn in range(40)]
    given = (waits(*many, handed(60, confidential=True)), "fed_back_at", str(POLICE), NAMES, DAY)
    overdue_sheet.export(*given, engine, by="somebody")
    [line] = disclosures.all_logged(engine)
    assert (line.recipient, line.cells_shown, line.cells_hidden) == (f"partner:{POLICE}", 40, 1)
    assert len(line.areas) <= overdue_sheet.LONGEST and line.areas.split("|")[-1].startswith("street:geleen-straat")


def test_without_a_log_nothing_is_handed_out(tmp_path: Path) -> None:
    engine = store.opened(str(tmp_path / "register.sqlite"))
    with store.writing(engine) as con:
        con.exec_driver_sql("drop table disclosure_log")
    with pytest.raises(RegisterUnavailable):
        overdue_sheet.export(waits(handed(60)), "fed_back_at", str(POLICE), NAMES, DAY, engine, by="somebody")
