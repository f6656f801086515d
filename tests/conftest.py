"""What several tests stand on: a built Tinytown and a small built demonstration corporation. Mocks nothing."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import newest

# A machine shared with others is slow at times; how long an example takes says nothing about what it shows.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

TINYTOWN = Path(__file__).parent / "tinytown" / "raw"
KEY = "a key for tests only"
DEMO_SIGNALS = 5_000
DEMO_UNTIL = date(2026, 7, 1)


def settings_below(folder: Path, key: str = KEY) -> Settings:
    """Settings with everything below one folder: no test looks at what this machine delivers or records."""
    where = str(folder / "register" / "register.sqlite")
    return Settings(raw=folder / "raw", warehouse=folder / "warehouse", reporter_key=key, register=where)


def built(settings: Settings) -> Settings:
    """The same settings, after a build."""
    # Here and not above: tests of the screen's words need not load the whole ETL.
    from etl import build as building

    building.build(settings)
    return settings


@pytest.fixture(scope="session", autouse=True)
def _register_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pages of tests record in a file of their own, never in this machine's register."""
    os.environ["BUURTBEELD_REGISTER"] = str(tmp_path_factory.mktemp("register") / "register.sqlite")


@pytest.fixture(scope="session")
def tinytown(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose warehouse holds Tinytown, built once by the real ETL from a copy of tests/tinytown/raw."""
    folder = tmp_path_factory.mktemp("tinytown")
    shutil.copytree(TINYTOWN, folder / "raw")
    return built(settings_below(folder))


@pytest.fixture(scope="session")
def tinytown_build(tinytown: Settings) -> Path:
    """The published file of Tinytown."""
    return newest(tinytown.warehouse)


@pytest.fixture(scope="session")
def demo_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose warehouse holds a small demonstration corporation, generated and built once."""
    from etl.demo.corporation import generate

    folder = tmp_path_factory.mktemp("demo")
    generate(folder / "raw", folder / "truth.json", 1, DEMO_SIGNALS, DEMO_UNTIL)
    return built(settings_below(folder))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of public files named by BUURTBEELD_REAL_DATA; without it the test is skipped and says so."""
    folder = os.environ.get("BUURTBEELD_REAL_DATA")
    if not folder:
        pytest.skip("BUURTBEELD_REAL_DATA is not set: this test reads public files that are not in the repository.")
    return Path(folder)
