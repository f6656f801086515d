"""The page of marks answers a link with what it asks for, explains any mark and keeps tried weights to oneself."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld import codes, warehouse
from buurtbeeld.methods.scores import settings
from buurtbeeld.settings import Settings
from tests.pages.conftest import Open, settled

SCORES = "pages/trends/scores.py"


def words(app: AppTest) -> str:
    """Everything written on the page."""
    kinds = (app.title, app.subheader, app.caption, app.markdown, app.info, app.warning)
    return " ".join(str(element.value) for kind in kinds for element in kind)


def buurten(demo: Settings) -> pd.DataFrame:
    return warehouse.ask(warehouse.newest(demo.warehouse), "score_marks", level="buurt")


@pytest.mark.parametrize("level", codes.SCORE_LEVELS)
def test_every_level_has_a_board_and_no_nan(open_page: Open, level: str) -> None:
    app = open_page(SCORES, level=level)
    told = words(app)
    none = "Er is hier nog geen rapportcijfer" in told
    assert none != ("onder de 6,5 van de hele corporatie" in told) and "nan" not in told.lower().split()
    assert not (none and level == "buurt"), "Of buurten enough is known, also in a small demonstration."
    assert len(app.get("vega_lite_chart")) >= 1


@pytest.mark.parametrize("lens", ["physical", "social", "safety"])
def test_one_lens_shows_facts_residents_and_staff(open_page: Open, lens: str) -> None:
    app = open_page(SCORES, lens=lens)
    shown = list(app.dataframe[0].value.columns)
    assert [f"{lens}_{column}_words" for column in ("all", "facts", "residents", "staff")] == shown[1:5]


def test_a_link_to_an_area_explains_that_area(open_page: Open, demo_warehouse: Settings) -> None:
    rows = buurten(demo_warehouse)
    known = rows[(rows["column"] == "all") & (rows["lens"] == "safety") & rows["mark"].notna()].iloc[-1]
    app = open_page(SCORES, area=known["area_id"], why="safety")
    told = words(app)
    assert f"Veiligheid {known['mark']:.1f}".replace(".", ",") in told
    assert "Wat veranderde er sinds" in told and "de 6,5 van de hele corporatie" in told
    assert app.selectbox(key="filter_area").value == known["area_id"]


def test_a_link_to_a_focus_area_opens_its_level(open_page: Open) -> None:
    app = open_page(SCORES, area="focus:VGS")
    assert app.selectbox(key="filter_level").value == "focus"
    assert "Van Goyenstraat" in app.dataframe[0].value["name"].tolist()
    assert "bestaat hier niet" not in words(app)


def test_an_area_of_another_level_yields_without_a_word(open_page: Open) -> None:
    app = open_page(SCORES, area="focus:VGS", level="buurt")
    assert str(app.selectbox(key="filter_area").value).startswith("buurt:")
    assert "bestaat hier niet" not in words(app)
    assert "bestaat hier niet" in words(open_page(SCORES, area="buurt:NOPE"))


def test_a_month_can_be_chosen_and_overlap_is_said(open_page: Open) -> None:
    app = open_page(SCORES, since="2026-03")
    assert "Wat veranderde er sinds maart 2026?" in words(app)
    assert "deze twee delen er 9" in words(app)


def test_the_funnel_follows_kind_and_theme(open_page: Open) -> None:
    assert "liggen binnen de grenzen" in words(open_page(SCORES, evidence="incident", theme="safety"))
    assert "Kies een ander thema" in words(open_page(SCORES, evidence="incident", theme="surroundings"))


def tried(app: AppTest, **percents: float) -> AppTest:
    app.toggle(key="trial").set_value(True)
    settled(app.run())
    for key, value in percents.items():
        app.number_input(key=f"tried_{key}").set_value(value)
    return settled(app.run())


def test_tried_weights_show_who_moves_and_can_be_taken_back(open_page: Open) -> None:
    app = tried(open_page(SCORES), physical=0.0, social=0.0, safety=100.0)
    assert "krijgen een andere plaats" in words(app)
    assert "physical" not in app.query_params and not any("tried" in key for key in app.query_params)
    next(button for button in app.button if "Terug naar" in button.label).click()
    app = settled(app.run())
    assert app.number_input(key="tried_safety").value == 33
    assert "verandert de volgorde niet" in words(app)


def test_weights_that_do_not_add_up_wait_for_a_choice(open_page: Open) -> None:
    app = tried(open_page(SCORES), clean_score=40.0)
    assert "Fysiek: samen 125%" in words(app) and "andere plaats" not in words(app)
    app.button(key="fill_physical").click()
    app = settled(app.run())
    assert "samen 125%" not in words(app)
    keys = [each.key for each in settings.read().within("physical")]
    assert sum(app.number_input(key=f"tried_{key}").value for key in keys) == pytest.approx(100)


def test_it_speaks_english_too(open_page: Open) -> None:
    app = tried(open_page(SCORES, lang="en"), physical=10.0)
    told = words(app)
    assert "below the stock's 6.5" in told and "The lenses: together 76%" in told
    assert not {"gebieden", "cijfers", "corporatie"} & set(told.lower().split())
