"""A batch of pages over codes and names as a delivery may have them: each page has its file and its line of the log."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from buurtbeeld.__main__ import app, main
from buurtbeeld.documents import typeset
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


def test_a_page_that_cannot_be_typeset_is_named_and_the_others_are_written(
    strange: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, faulty = typeset.pdf, tmp_path / "faulty.typ"
    faulty.write_text("#no-such-function()")

    def fails_once(template: Path, data: dict[str, Any]) -> bytes:
        if "😀 Dorpsstraat" in json.dumps(data, ensure_ascii=False):
            return whole(faulty, data)
        return whole(template, data)

    monkeypatch.setattr(typeset, "pdf", fails_once)
    given = ["--area", "focus", "--recipient", "internal", "--format", "pdf", "--into", str(tmp_path / "out")]
    result = CliRunner().invoke(app, ["briefing", *given])
    assert result.exit_code == 1 and "focus:F1: The page could not be typeset" in result.output.replace("\n", " ")
    files = list((tmp_path / "out").iterdir())
    assert len(files) == len(NAMES) - 1 == len(list(disclosures.all_logged(store.opened(str(strange)))))


@pytest.mark.parametrize("place", ["a_file", "a_file/below"])
def test_a_folder_that_cannot_be_made_is_a_sentence(
    strange: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (tmp_path / "a_file").write_text("no folder")
    given = ["--area", "focus", "--recipient", "internal", "--into", str(tmp_path / place)]
    monkeypatch.setattr(sys, "argv", ["buurtbeeld", "briefing", *given])
    with pytest.raises(SystemExit) as ended:
        main()
    assert str(ended.value.code).startswith(str(tmp_path / place)) and "Choose another place" in str(ended.value.code)
