"""One pool of locked processes on the analysis file of the demonstration corporation, for all tests of the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from buurtbeeld.analysis.sandbox.pool import Pool
from buurtbeeld.analysis.sandbox.worker import Limits
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import newest_analysis

LIMITS = Limits(seconds=1.0, memory_mb=200, rows=1_000, bytes=1_000_000, at_once=2)


@pytest.fixture(scope="session")
def analysis_file(demo_warehouse: Settings) -> Path:
    return newest_analysis(demo_warehouse.warehouse)


@pytest.fixture(scope="module")
def pool(analysis_file: Path) -> Iterator[Pool]:
    """Processes with tight limits: a second, 200 MB, a thousand rows, a megabyte."""
    pool = Pool(analysis_file, LIMITS, ready=3)
    pool.ask("select 1")
    yield pool
    pool.close()
