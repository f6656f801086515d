"""Is every file that a build is made by in its fingerprint, and nothing that pages need?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from buurtbeeld.settings import ROOT
from etl import build, fingerprint
from tests.conftest import TINYTOWN
from tests.etl import deliver

FILES = {
    "etl/__init__.py": "",
    "etl/build.py": "from etl import figures, load\nimport etl.publish as out\nfrom buurtbeeld import text\n",
    "etl/figures/__init__.py": "def judge():\n    from etl.figures import marks\n",
    "etl/figures/marks.py": "from buurtbeeld.codes import (\n    LEVELS,  # see (buurtbeeld.told)\n    Level,\n)\n",
    "etl/load.py": "import json\nfrom buurtbeeld.register import kinds\n",
    "etl/publish.py": "",
    "etl/demo.py": "from etl import build\n",
    "buurtbeeld/__init__.py": "def ask():\n    from buurtbeeld import notebooks\n",
    "buurtbeeld/text.py": "",
    "buurtbeeld/codes.py": "",
    "buurtbeeld/notebooks.py": "",
    "buurtbeeld/told.py": "",
    "buurtbeeld/register/__init__.py": "",
    "buurtbeeld/register/kinds.py": "import pkgutil\n",
    "buurtbeeld/register/goals.py": "",
    "buurtbeeld/register/migrations/first.py": "",
    "buurtbeeld/panel.py": "from buurtbeeld import text\n",
}
MADE_BY = {
    "etl/__init__.py", "etl/build.py", "etl/figures/__init__.py", "etl/figures/marks.py", "etl/load.py", "etl/publish.py",
    "buurtbeeld/__init__.py", "buurtbeeld/text.py", "buurtbeeld/codes.py", "buurtbeeld/register/__init__.py",
    "buurtbeeld/register/kinds.py", "buurtbeeld/register/goals.py",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def made_by(root: Path) -> set[str]:
    return {file.relative_to(root).as_posix() for file in fingerprint.files(root)}


def test_it_holds_what_a_build_imports_and_no_more(root: Path) -> None:
    assert made_by(root) == MADE_BY


@pytest.mark.parametrize(
    ("importer", "line", "added"),
    [
        ("etl/load.py", "from buurtbeeld import told", "buurtbeeld/told.py"),
        ("buurtbeeld/codes.py", "import buurtbeeld.told", "buurtbeeld/told.py"),
        ("etl/publish.py", "def late():\n    from buurtbeeld.told import tell", "buurtbeeld/told.py"),
        ("etl/figures/marks.py", "if True:\n    import buurtbeeld.notebooks, json", "buurtbeeld/notebooks.py"),
        ("buurtbeeld/panel.py", "from buurtbeeld import told", None),
        ("etl/demo.py", "from buurtbeeld import told", None),
        ("etl/load.py", "# from buurtbeeld import told", None),
        ("etl/load.py", "from buurtbeeld_told import told", None),
    ],
)
def test_what_is_imported_newly_is_in_it_and_what_a_page_imports_is_not(
    root: Path, importer: str, line: str, added: str | None
) -> None:
    (root / importer).write_text(f"{FILES[importer]}{line}\n")
    assert made_by(root) == MADE_BY | ({added} if added else set())


def test_a_change_of_such_a_file_changes_the_version_and_one_of_a_page_does_not(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = fingerprint.files
    monkeypatch.setattr(fingerprint, "files", lambda: files(root))
    before = build.code_version(deliver.settings(root), "key")
    (root / "buurtbeeld/panel.py").write_text("")
    assert build.code_version(deliver.settings(root), "key") == before
    (root / "buurtbeeld/codes.py").write_text("LEVELS = ()\n")
    assert build.code_version(deliver.settings(root), "key") != before


BUILD = """
import sys
from pathlib import Path
from buurtbeeld.settings import Settings
from etl import build
folder = Path(sys.argv[1])
build.build(Settings(raw=folder / "raw", warehouse=folder / "warehouse", register=str(folder / "register.sqlite")))
for name, module in sys.modules.items():
    if name.split(".")[0] in ("buurtbeeld", "etl"):
        print(module.__file__)
"""


def test_a_real_build_loads_nothing_that_is_not_in_it(tmp_path: Path) -> None:
    shutil.copytree(TINYTOWN, tmp_path / "raw")
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {Path(line) for line in told.stdout.splitlines()}
    assert len(loaded) > 60 and not loaded - set(fingerprint.files())
