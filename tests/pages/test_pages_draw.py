"""Every page of comparing, mapping, changing and delivering answers a link with what the link asks for."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld import warehouse
from buurtbeeld.settings import Settings
from tests.pages.conftest import Open, settled

COMPARE, MAP = "pages/areas/compare.py", "pages/areas/map.py"
CHANGES, SOURCES = "pages/trends/changes.py", "pages/analysis/sources.py"


def words(app: AppTest) -> str:
    """Everything written on the page."""
    return " ".join(
        str(element.value) for kind in (app.title, app.caption, app.markdown, app.info, app.warning) for element in kind
    )


def focus(demo: Settings) -> str:
    known = warehouse.ask(warehouse.newest(demo.warehouse), "area_choices")
    return str(known.loc[(known["level"] == "focus") & (known["name"] == "Van Goyenstraat"), "area_id"].iloc[0])


def test_a_comparison_without_areas_says_how_to_begin(open_page: Open) -> None:
    app = open_page(COMPARE)
    assert "Kies hierboven twee tot vijf gebieden" in words(app)
    assert not app.get("vega_lite_chart")


def test_the_proposal_sets_a_street_beside_its_buurt(open_page: Open, demo_warehouse: Settings) -> None:
    street = focus(demo_warehouse)
    build = warehouse.newest(demo_warehouse.warehouse)
    proposed = warehouse.ask(build, "areas_alike", area=street)
    assert list(proposed["reason"]) == ["own", "around", "alike", "alike", "alike"]
    app = open_page(COMPARE, area=list(proposed["area_id"]))
    assert app.multiselect[0].value == list(proposed["area_id"])
    assert len(app.get("vega_lite_chart")) == 2
    assert "Van Goyenstraat: van" in words(app)


def test_one_area_can_be_compared_with_itself_only(open_page: Open, demo_warehouse: Settings) -> None:
    assert len(open_page(COMPARE, area=focus(demo_warehouse)).get("vega_lite_chart")) == 2


def test_an_index_begins_at_a_hundred(open_page: Open, demo_warehouse: Settings) -> None:
    app = open_page(COMPARE, area=focus(demo_warehouse), scale="indexed")
    assert "Van Goyenstraat: van 100 naar" in words(app)


@pytest.mark.parametrize("form", ["hexagons", "complexes"])
def test_the_map_counts_what_it_leaves_out(open_page: Open, form: str) -> None:
    app = open_page(MAP, form=form)
    assert "plekken met 5 meldingen of meer" in words(app)
    assert "staan niet op de kaart" in words(app)


def test_where_no_place_reaches_the_smallest_count_the_map_says_so(open_page: Open) -> None:
    app = open_page(MAP, theme="tenancy_fraud", window="1")
    assert "nergens 5 meldingen of meer" in words(app)


def test_the_month_on_the_map_is_a_link(open_page: Open) -> None:
    app = open_page(MAP, until="2023-03", window="3")
    assert "jan 2023 tot en met mrt 2023" in words(app)
    app.select_slider[0].set_value("2023-04")
    assert "feb 2023 tot en met apr 2023" in words(settled(app.run()))
    assert app.query_params["until"] in ("2023-04", ["2023-04"])


@pytest.mark.parametrize(
    ("order", "column", "falling"), [("change", "change", True), ("rate", "rate", True), ("name", "name", False)]
)
def test_changes_come_in_the_order_asked(open_page: Open, order: str, column: str, falling: bool) -> None:
    values = open_page(CHANGES, order=order).dataframe[0].value[column].dropna()
    values = values.abs() if column == "change" else values
    assert (values.is_monotonic_decreasing if falling else values.is_monotonic_increasing) and len(values) > 10


def test_changes_of_one_area_are_told_by_theme(open_page: Open, demo_warehouse: Settings) -> None:
    app = open_page(CHANGES, per="theme", area=focus(demo_warehouse))
    themes = list(app.dataframe[0].value["name"])
    assert "Overlast" in themes
    assert len(themes) == len(set(themes)), "what lies in the area is told as well"
    assert "niet wat bewezen is" in app.info[0].value


def test_sources_account_for_every_row(open_page: Open) -> None:
    app = open_page(SOURCES)
    rows = app.dataframe[0].value
    assert (rows["rows_in"] == rows["loaded"] + rows["duplicates"] + rows["rejected"]).all()
    assert rows["rejected"].sum() > 0
    assert "leverde voor het laatst over" in words(app), "the feed that stopped is not told"


@pytest.mark.parametrize("page", [COMPARE, MAP, CHANGES, SOURCES])
def test_every_page_speaks_english_too(open_page: Open, page: str) -> None:
    told = words(open_page(page, lang="en"))
    assert "Demonstration" in told
    assert not {"gebieden", "meldingen", "bestanden"} & set(told.lower().split()), told
