"""Is what a corporation does not deliver told as unknown, with the counts that there are and what to deliver next?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import MENU
from buurtbeeld.settings import Settings
from tests.conftest import built
from tests.etl import deliver
from tests.pages import test_little_to_show as little

PAGES = [f"pages/{file}" for _section, file, *_rest in MENU if file.startswith(("areas/", "trends/", "meetings/b"))]
AREA, BRIEFING = "pages/areas/area.py", "pages/meetings/briefing.py"
KINDS = ("complaint", "incident", "observation")


def delivered(
    raw: Path, *, outlines: bool = True, homes: bool = True, categories: bool = True, days: range = little.LONG,
    kinds: tuple[str, ...] = KINDS,
) -> None:  # fmt: skip
    """Two buurten with twenty homes each and two and a half years of reports of every kind, or less."""
    if outlines:
        deliver.squares(raw)
    if homes:
        little.homes(raw)
    for kind in kinds:
        little.reports(raw, days, kind)
    if not categories:
        for table in raw.glob("*/*.categories.csv"):
            table.unlink()


NO_VERDICT = (
    "ligt hoger dan", "Nergens is", "valt op:", "valt niets op", "In geen van de", "Er zijn geen buurten",
    "Er zijn geen straten", "nergens is", "nergens zijn er genoeg", "Geen enkele reeks", "Er zijn geen signalen",
    "Kies een ander thema", "kan toeval zijn",
)  # fmt: skip
"""What says that something was looked at and found to be nothing."""
FEW_HOMES = "te weinig woningen"
LACKING: dict[str, tuple[Callable[[Path], None], str, tuple[str, ...], int]] = {
    "no homes": (lambda raw: delivered(raw, homes=False), "Lever woningen aan", (*NO_VERDICT, FEW_HOMES), 180),
    "no outlines": (lambda raw: delivered(raw, outlines=False), "Lever eerst omtrekken", NO_VERDICT, 900),
    "no categories": (lambda raw: delivered(raw, categories=False), "tabel met categorieën", (FEW_HOMES,), 180),
    "three months": (
        lambda raw: delivered(raw, days=range(0, 91, 2)), "Lever oudere meldingen aan", (*NO_VERDICT, FEW_HOMES), 69,
    ),
}  # fmt: skip
"""What is lacking: how it is delivered, what every page asks for, what none may say, and reports on the area's page."""


@pytest.fixture(scope="module", params=LACKING)
def lacking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Settings]:
    """The name of a case and its build."""
    chosen = deliver.settings(tmp_path_factory.mktemp("lacking"))
    LACKING[request.param][0](chosen.raw)
    return request.param, built(chosen)


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: str(metric.value) for metric in app.metric}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_judges_what_it_cannot_know(
    lacking: tuple[str, Settings], page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, chosen = lacking
    _deliver, asked, untrue, reports = LACKING[case]
    app = little.visited(chosen, page, monkeypatch)
    said = little.words(app)
    assert [words for words in untrue if words in said] == []
    assert said.count(asked) == 1, said
    if page == AREA:
        assert str(reports) in said
    if case == "no outlines":
        assert app.dataframe[0].value["loaded"].tolist() == [300, 300, 300]
    for table in app.dataframe:
        assert "cases" not in table.value or "reports" in table.value, list(table.value)


def test_one_source_says_which_others_there_could_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = deliver.settings(tmp_path)
    delivered(chosen.raw, kinds=("complaint",))
    app = little.visited(built(chosen), AREA, monkeypatch)
    assert "Lever ze aan als soort incident en observation." in little.words(app)
    assert figures(app)["Feiten"] == "niet geleverd"
    silent = little.words(little.visited(chosen, "pages/trends/silent_areas.py", monkeypatch))
    assert "Lever waarnemingen" in silent and "Er zijn geen" not in silent


def test_what_nobody_tells_is_a_dash_and_no_nought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = deliver.settings(tmp_path)
    delivered(chosen.raw, homes=False)
    for file in chosen.raw.glob("*/klachten_1.csv"):
        file.write_text(file.read_text(encoding="utf-8").replace(";m;", ";;"), encoding="utf-8")
    shown = figures(little.visited(built(chosen), AREA, monkeypatch))
    assert (shown["Unieke melders"], shown["Woningen"], shown["Meldingen"]) == ("–", "–", "180")
    assert figures(little.visited(chosen, BRIEFING, monkeypatch))["Zaken"] == "180"
