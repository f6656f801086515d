"""A register of either kind, empty, for every test that asks for one. Mocks no database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from buurtbeeld.register import store
from tests.register import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One server for all tests of a process; they are skipped, and say so, where PostgreSQL is not installed."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed; 'make test' installs it on Debian.")
    with postgres.server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A path or URL at which there is no register yet."""
    if request.param == "sqlite":
        return str(tmp_path / "made on the way" / "register.sqlite")
    return str(request.getfixturevalue("postgres_server").database())


@pytest.fixture
def register(where: str) -> Iterator[sa.Engine]:
    """An empty register with its tables."""
    engine = store.opened(where)
    yield engine
    engine.dispose()
