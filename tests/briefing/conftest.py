"""What the tests of the page to bring ask: the demonstration's warehouse, and registers with and without records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from buurtbeeld import text, warehouse
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.register import store
from buurtbeeld.settings import Settings


@pytest.fixture(scope="session")
def ask(demo_warehouse: Settings) -> Ask:
    build = warehouse.newest(demo_warehouse.warehouse)
    return lambda question, **given: text.in_language(warehouse.ask(build, question, **given))


@pytest.fixture
def register(tmp_path: Path) -> sa.Engine:
    """Empty, for the log of exports."""
    return store.opened(str(tmp_path / "register.sqlite"))


@pytest.fixture(scope="session")
def recorded(demo_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> sa.Engine:
    """What colleagues of the demonstration recorded; only read."""
    from etl.demo import records

    engine = store.opened(str(tmp_path_factory.mktemp("recorded") / "register.sqlite"))
    truth = json.loads((demo_warehouse.raw.parent / "truth.json").read_text(encoding="utf-8"))
    assert records.record(engine, truth, 1) > 200
    return engine
