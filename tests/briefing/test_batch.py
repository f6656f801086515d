"""A batch of pages over codes and names as a delivery may have them: each page has its file and its line of the log."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from buurtbeeld.__main__ import app
from buurtbeeld.register import disclosures, store
from tests.conftest import TINYTOWN, built, settings_below

CODES = {"C1": "C/1", "C2": "C:2", "C3": "C-3"}
"""What the complexes are called instead, with signs of a path; two that differ in such a sign only are one complex."""
NAMES = {"F1,Dorpsstraat": "F1,😀 Dorpsstraat", "Two complexes": "漢字 [klik](https://example.org)"}


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The register beside a warehouse of Tinytown with these codes and names."""
    shutil.copytree(TINYTOWN, tmp_path / "raw")
    for name in ("homes", "addresses", "focus"):
        file = tmp_path / "raw/stock" / f"{name}.csv"
        content = file.read_bytes().decode()
        for old, other in {**CODES, **NAMES}.items():
            content = content.replace(old, other)
        file.write_bytes(content.encode())
    settings = built(settings_below(tmp_path))
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(settings.warehouse))
    monkeypatch.setenv("BUURTBEELD_REGISTER", settings.register)
    return Path(settings.register)


def test_a_batch_goes_on_over_strange_codes_and_names(strange: Path, tmp_path: Path) -> None:
    into = tmp_path / "out"
    given = ["--area", "complex", "--area", "focus", "--recipient", "internal", "--format", "pdf"]
    result = CliRunner().invoke(app, ["briefing", *given, "--into", str(into)])
    assert result.exit_code == 0, f"{result.output} {result.exception or ''}"
    files = sorted(into.iterdir())
    assert len(files) == len(CODES) + len(NAMES) and all(file.read_bytes().startswith(b"%PDF") for file in files)
    logged = disclosures.all_logged(store.opened(str(strange)))
    assert {hashlib.sha256(file.read_bytes()).hexdigest() for file in files} == {line.hash for line in logged}


def test_a_file_that_cannot_be_written_is_in_no_log(strange: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "focus-F1-internal.html").mkdir(parents=True)
    given = ["--area", "focus:F1", "--recipient", "internal", "--format", "html", "--into", str(tmp_path / "out")]
    result = CliRunner().invoke(app, ["briefing", *given])
    assert result.exit_code != 0
    assert list(disclosures.all_logged(store.opened(str(strange)))) == []
