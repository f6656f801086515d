"""The command line and the notebook, as their users run them: rows on standard output, all else on standard error."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from buurtbeeld import ask, codes
from buurtbeeld.analysis import ask as analysis_ask
from buurtbeeld.analysis import catalogue
from buurtbeeld.analysis.header import Header, file_text
from buurtbeeld.errors import ParameterRefused
from buurtbeeld.settings import ROOT, Settings

LEVELS = "select level, count(*) as areas, max(valid_to) as until from area group by level order by level"


@pytest.fixture
def environment(demo_warehouse: Settings) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("BUURTBEELD_", "_"))}
    return others | {"BUURTBEELD_WAREHOUSE": str(demo_warehouse.warehouse), "COLUMNS": "200"}


def run(environment: dict[str, str], *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "buurtbeeld", "ask", *arguments]
    stdin = None if given is None else given.encode()
    return subprocess.run(command, cwd=ROOT, env=environment, input=stdin, capture_output=True, timeout=120)


def test_a_question_by_name_as_csv(environment: dict[str, str]) -> None:
    done = run(environment, "area_changes", "--theme", "nuisance", "--format", "csv")
    rows = pd.read_csv(io.BytesIO(done.stdout))
    assert done.returncode == 0 and set(rows["theme"]) == {"nuisance"} and len(rows) > 5
    assert f"{len(rows)} rows" in done.stderr.decode(), "What is no row goes to standard error."


def test_an_own_question_as_json_and_parquet(environment: dict[str, str], tmp_path: Path) -> None:
    done = run(environment, "--sql", "-", "--format", "json", given=LEVELS)
    rows = json.loads(done.stdout)
    assert done.returncode == 0 and {row["level"] for row in rows} >= {"buurt", "street"}
    path = tmp_path / "levels.parquet"
    assert run(environment, "--sql", LEVELS, "--format", "parquet", "-o", str(path)).returncode == 0
    assert pd.read_parquet(path)["areas"].tolist() == [row["areas"] for row in rows]


def test_a_file_of_the_workbench_has_its_thresholds_and_takes_others(environment: dict[str, str]) -> None:
    sql = "select $fewest_homes as homes, count(*) as areas from homes where homes_rented >= $fewest_homes"
    english = Header("How many months of areas have enough homes?", "One row.")
    text = file_text(english, Header("Hoeveel maanden van gebieden hebben genoeg woningen?", "Eén rij."), sql)
    [row] = json.loads(run(environment, "--sql", "-", "--format", "json", given=text).stdout)
    assert row["homes"] == codes.FEWEST_HOMES and row["areas"] > 0
    chosen = run(environment, "--sql", "-", "--set", "fewest_homes=40", "--format", "json", given=text)
    assert json.loads(chosen.stdout)[0]["areas"] < row["areas"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--sql", "drop table area"], 1, "Expected a SELECT, found DROP"),
        (["--sql", "select nam from area"], 1, "       ^"),
        (["area_reports"], 1, "not for the analysis file"),
        (["area_series", "--theme", "zz"], 2, "'zz' is not one of"),
        (["nothing_like_it"], 2, "No such command"),
        (["score_values", "--month", "soon"], 1, "found 'soon'"),
        (["--sql", "select * from range(200000)", "-f", "csv"], 3, "cut off"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_an_exit_code(
    environment: dict[str, str], arguments: list[str], code: int, said: str
) -> None:
    done = run(environment, *arguments)
    assert done.returncode == code, done.stderr.decode()
    assert said in done.stderr.decode()
    assert (code == 3) == bool(done.stdout), "Nothing that is not a row is on standard output."


def test_every_question_is_listed_with_what_it_asks(environment: dict[str, str]) -> None:
    done = run(environment, "--list")
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == [q.name for q in catalogue.questions()]


@pytest.mark.parametrize(
    ("arguments", "locale", "language"),
    [([], "nl_NL.UTF-8", "nl"), ([], "C.UTF-8", "en"), ([], "", "en"), (["--language", "nl"], "C.UTF-8", "nl")],
)
def test_the_list_speaks_the_language_of_the_terminal_or_the_one_asked_for(
    environment: dict[str, str], arguments: list[str], locale: str, language: str
) -> None:
    spoken = {name: value for name, value in environment.items() if name not in ("LC_ALL", "LC_MESSAGES")}
    done = run(spoken | {"LANG": locale, "PYTHONUTF8": "1"}, "--list", *arguments)
    lines = [line.split(maxsplit=1)[1] for line in done.stdout.decode().splitlines()]
    assert lines == [question.header(language).question for question in catalogue.questions()]


@pytest.mark.skipif(sys.platform == "win32", reason="bin/buurtbeeld is a shell script.")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("buurtbeeld ask area_c", {"area_changes", "area_choices", "area_counts"}),
        ("buurtbeeld ask area_changes --th", {"--theme"}),
        ("buurtbeeld ask area_changes --level bu", {"buurt"}),
    ],
)
def test_the_shell_completes(environment: dict[str, str], typed: str, offered: set[str]) -> None:
    if not (ROOT / ".venv").exists():
        pytest.skip("bin/buurtbeeld uses the environment that make makes.")
    asked = {"_BUURTBEELD_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    done = subprocess.run(
        [ROOT / "bin" / "buurtbeeld"], env=environment | asked, capture_output=True, text=True, cwd="/"
    )
    assert set(done.stdout.split()) == offered, done.stderr


@pytest.fixture
def asking(demo_warehouse: Settings, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(demo_warehouse.warehouse))
    yield
    analysis_ask.close()


@pytest.mark.usefixtures("asking")
def test_every_question_is_answered_from_python() -> None:
    for question in catalogue.questions():
        assert isinstance(ask(question.name), pd.DataFrame)


@pytest.mark.usefixtures("asking")
def test_from_python_rows_are_a_frame_and_say_when_they_are_not_all() -> None:
    frame = ask(sql="select * from range($n)", n=150_000)
    assert len(frame) == 100_000 and frame.attrs["capped"] is True
    with pytest.raises(ParameterRefused, match="both or neither"):
        ask()


def test_the_notebook_runs(environment: dict[str, str]) -> None:
    cells = json.loads((ROOT / "docs" / "examples" / "ask.ipynb").read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    code += "\nassert len(changes) and len(reports) and said.endswith('^'), (changes, reports, said)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
