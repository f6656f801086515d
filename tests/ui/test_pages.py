"""Overview, area and filters as a visitor meets them, on warehouses built by the real ETL."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld.settings import ROOT, Settings

AREA = "pages/areas/area.py"


@pytest.fixture
def visit(demo_warehouse: Settings, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on the small demonstration corporation, not yet run."""
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(demo_warehouse.warehouse))
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def words(app: AppTest) -> str:
    """Everything in sight."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.warning, app.info, app.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def opened(app: AppTest, page: str = "", **asked: str | list[str]) -> AppTest:
    """The app after following a link to a page."""
    app.run()
    for key, value in asked.items():
        app.query_params[key] = value
    if page:
        app.switch_page(page)
    app.run()
    assert not app.exception, app.exception
    return app


def test_the_first_page_says_first_what_matters(visit: AppTest) -> None:
    app = opened(visit)
    assert app.title[0].value == "Welke gebieden vragen aandacht?"
    assert "ligt hoog bij" in app.subheader[0].value or "valt op" in app.subheader[0].value
    assert "verzonnen" in app.markdown[0].value
    assert "openbare_ruimte" in words(app), "The source that stopped is named before a figure is read."


def test_a_link_is_a_choice_and_a_choice_is_a_link(visit: AppTest) -> None:
    app = opened(visit, theme="nuisance", level="wijk")
    assert app.selectbox(key="filter_theme").value == "nuisance"
    app.selectbox(key="filter_theme").select("drugs").run()
    app.selectbox(key="filter_level").select("buurt").run()
    assert app.query_params["theme"] in ("drugs", ["drugs"])
    assert "level" not in app.query_params, "What holds by default does not lengthen the link."


def test_an_illegal_link_gets_a_sentence_and_the_default(visit: AppTest) -> None:
    app = opened(visit, theme="'; drop table signal", level="planeet")
    assert app.selectbox(key="filter_level").value == "buurt"
    assert words(app).count("bestaat hier niet") == 2


def test_an_earlier_choice_travels_to_another_page(visit: AppTest) -> None:
    app = opened(visit, theme="nuisance")
    app.query_params.clear()  # as the browser does when a visitor uses the menu
    app.switch_page(AREA).run()
    assert app.selectbox(key="filter_theme").value == "nuisance"


def test_an_area_shows_itself_beside_the_corporation(visit: AppTest) -> None:
    app = opened(visit, AREA, area="focus:VGS")
    assert "Van Goyenstraat" in app.title[0].value
    labels = [metric.label for metric in app.metric]
    assert labels[:6] == ["Per 1.000 won.", "Meldingen", "Unieke melders", "Zaken", "Liepen al", "Woningen"]
    assert labels[6:] == ["Feiten", "Bewoners", "Medewerkers"]
    assert all("corporatie" in metric.delta for metric in app.metric)


@pytest.mark.parametrize("level", ["gemeente", "wijk", "buurt", "complex", "street", "focus"])
def test_every_level_has_a_page(visit: AppTest, level: str) -> None:
    app = opened(visit, AREA)
    area = next(option for option in _areas(visit) if option.startswith(f"{level}:"))
    app.selectbox(key="filter_area").select(area).run()
    assert not app.exception
    assert app.selectbox(key="filter_area").value == area


def _areas(app: AppTest) -> list[str]:
    from buurtbeeld import settings, warehouse

    found = warehouse.ask(warehouse.newest(settings.read().warehouse), "area_choices")
    return found["area_id"].tolist()


def test_the_rows_behind_the_figures_come_when_asked_for(visit: AppTest) -> None:
    app = opened(visit, AREA, area="focus:VGS")
    before = len(app.dataframe)
    app.toggle(key="reports").set_value(True).run()
    assert len(app.dataframe) == before + 1
    assert {"file", "line"} <= set(app.dataframe[-1].value.columns)


def test_too_few_months_make_no_rate(tinytown: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(tinytown.warehouse))
    app = opened(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60))
    assert "te weinig maanden" in app.subheader[0].value
    app = opened(app, AREA)
    assert "onbekend" in {metric.value for metric in app.metric}


def test_without_a_warehouse_the_page_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "etl build" in words(app)


def test_a_question_that_fails_becomes_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "20260101T000000.duckdb").write_text("half a file")
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "kon niet worden beantwoord" in words(app)
