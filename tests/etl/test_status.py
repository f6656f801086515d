"""What a build says of itself: what is missing for pages to make sense is said where it was built."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from buurtbeeld.settings import ROOT, Settings
from etl import build, status
from tests.etl import deliver


def test_a_build_without_areas_or_homes_says_so(tmp_path: Path) -> None:
    settings = deliver.settings(tmp_path)
    deliver.complaints(settings.raw, {"klachten_1.csv": []})
    done = subprocess.run(
        [sys.executable, "-m", "etl", "build", "--raw", str(settings.raw), "--warehouse", str(settings.warehouse)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = " ".join(done.stderr.split())
    assert done.returncode == 0
    assert "Missing: No areas were delivered" in said and "Missing: No homes were delivered" in said
    deliver.squares(settings.raw)
    build.build(settings)
    assert [sentence[:8] for sentence in status.missing_kinds(settings.warehouse)] == ["No homes"]


def test_the_demonstration_lacks_nothing(demo_warehouse: Settings) -> None:
    assert status.missing_kinds(demo_warehouse.warehouse) == []
