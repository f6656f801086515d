"""Words that would do something elsewhere are kept as typed in every field of every kind, and leave as words."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
import sqlalchemy as sa

from buurtbeeld.areas import timeline
from buurtbeeld.audit import tables as audit_tables
from buurtbeeld.documents import workbook
from buurtbeeld.register import all_kinds, audit, reading, store
from buurtbeeld.ui import page
from tests.register import injected
from tests.register.injected import READER, TRICKS

KINDS = all_kinds.every()

STREET, BUURT = "street:geleen-van-goyenstraat", "buurt:BU18830503"


@pytest.mark.parametrize("turn", range(len(TRICKS)))
def test_every_trick_in_every_field_is_kept_as_typed(register: sa.Engine, turn: int) -> None:
    tables = set(sa.inspect(register).get_table_names())
    made = injected.record(register, STREET, BUURT, turn)
    for kind, field in injected.typed():
        [found] = reading.listed(register, KINDS[kind], by=READER, id=made[kind].id)
        assert getattr(found.what, field) == injected.words(kind, field, turn), (kind, field)
    assert set(sa.inspect(register).get_table_names()) == tables
    with store.reading(register) as con:
        assert con.execute(sa.text("select count(*) from note")).scalar_one() == 1


def exported(register: sa.Engine) -> dict[str, pd.DataFrame]:
    """Every table of the pages in which words of people stand."""
    now = datetime.now(UTC)
    wanted = audit.Filter(now - timedelta(days=1), now + timedelta(days=1))
    records = {kind.called: reading.listed(register, kind, by=READER) for kind in timeline.KINDS}
    found = {"audit": audit_tables.table(audit.lines(register, wanted, reader=READER), {})}
    inside = timeline.here(records, {STREET, BUURT})
    return found | {"memory": timeline.listed(timeline.events(inside, pd.DataFrame(), {}))}


@pytest.mark.parametrize("turn", [0, 8])
def test_no_export_holds_a_live_formula(register: sa.Engine, turn: int) -> None:
    injected.record(register, STREET, BUURT, turn)
    bare = pd.DataFrame({"words": [injected.words(*pair, turn) for pair in injected.typed()]})
    memory = exported(register)["memory"]["words"]
    assert injected.words("initiative", "title", turn) in memory.tolist(), "As typed, without marks of Markdown."
    for name, table in {**exported(register), "bare": bare}.items():
        assert len(table), name
        cells = pd.read_csv(io.BytesIO(page.csv(table, dutch=True)), sep=";", dtype=str, encoding="utf-8-sig")
        for column in cells:
            live = cells[column].dropna()
            live = live[live.str.match(r"[=+\-@\t\r]")]
            assert live.str.fullmatch(r"-?[\d.,]+").all(), (name, column, live.tolist()[:3])
        with zipfile.ZipFile(io.BytesIO(workbook.table(table))) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "hyperlink" not in sheet.lower(), name
    assert "'=HYPERLINK" in page.csv(bare, dutch=True).decode("utf-8-sig") or turn
