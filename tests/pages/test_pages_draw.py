"""Every page of comparing, mapping, changing and delivering answers a link with what the link asks for."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld import warehouse
from buurtbeeld.settings import Settings
from tests.pages.conftest import Open, settled

COMPARE, MAP = "pages/areas/compare.py", "pages/areas/map.py"
CHANGES, SILENCE = "pages/trends/changes.py", "pages/trends/silent_areas.py"
WARNINGS, REPORTING = "pages/trends/early_warnings.py", "pages/trends/reporting_behaviour.py"
SOURCES = "pages/analysis/sources.py"


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
    assert list(proposed["reason"])[:2] == ["own", "around"] and len(proposed) > 2
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
    assert "Januari 2023 tot en met maart 2023" in words(app)
    app.select_slider[0].set_value("2023-04")
    assert "Februari 2023 tot en met april 2023" in words(settled(app.run()))
    assert app.query_params["until"] in ("2023-04", ["2023-04"])


def test_changes_claim_what_the_methods_say_and_no_more(open_page: Open, demo_warehouse: Settings) -> None:
    asked = {"area": "", "level": "street", "kind": "all", "theme": "all"}
    rows = warehouse.ask(warehouse.newest(demo_warehouse.warehouse), "area_changes", **asked)
    app = open_page(CHANGES, level="street")
    table = app.dataframe[0].value
    said = table["verdict"].map(
        {
            "▲ slechter dan elders": "worse",
            "▼ beter dan elders": "better",
            "niet duidelijk": "no clear change",
            "niet te zeggen": "unknown",
        }
    )
    assert said.tolist() == rows["label"].tolist()
    worse, better = (rows.loc[rows["label"] == label, "area_id"].nunique() for label in ("worse", "better"))
    answer = f"ging het in {worse} slechter en in {better} beter dan" if worse + better else "In geen van de 3"
    assert answer in " ".join(element.value for element in app.subheader)
    assert not re.search(r"\bnan\b", words(app), re.IGNORECASE)


def test_changes_of_a_theme_nobody_reported_say_so(open_page: Open) -> None:
    app = open_page(CHANGES, level="focus", theme="tenancy_fraud", kind="incident")
    told = " ".join(str(element.value) for element in app.info)
    assert "Met deze keuze is er in beide jaren niets gemeld" in told and "te weinig geleverd" not in told
    assert list(app.dataframe[0].value.columns) == ["name", "reports", "cases", "lies_in"], "The counts that there are."


@pytest.mark.parametrize("level", ["wijk", "buurt", "complex", "street", "focus"])
def test_changes_are_told_of_every_level(open_page: Open, level: str) -> None:
    assert len(open_page(CHANGES, level=level).dataframe[0].value) > 0


def test_changes_know_no_gemeenten(open_page: Open) -> None:
    assert "bestaat hier niet" in words(open_page(CHANGES, level="gemeente"))


def test_sources_account_for_every_row(open_page: Open) -> None:
    app = open_page(SOURCES)
    rows = app.dataframe[0].value
    assert (rows["rows_in"] == rows[["loaded", "duplicates", "rejected", "left_out"]].sum(axis=1)).all()
    assert rows["rejected"].sum() > 0
    assert "leverde voor het laatst over" in words(app), "the feed that stopped is not told"


@pytest.mark.parametrize("page", [COMPARE, MAP, CHANGES, SILENCE, WARNINGS, REPORTING, SOURCES])
def test_every_page_speaks_english_too(open_page: Open, page: str) -> None:
    told = words(open_page(page, lang="en"))
    assert "Demonstration" in told
    assert not {"gebieden", "meldingen", "bestanden"} & set(told.lower().split()), told


def test_one_month_is_named_once_and_the_whole_period_needs_no_slider(open_page: Open) -> None:
    app = open_page(MAP, until="2023-03", window="1")
    assert "Maart 2023:" in words(app)
    app.button[-1].click()
    assert app.button[-1].label == "Laatste maand"
    assert "Juni 2026:" in words(settled(app.run())), "The button leads back to the last month."
    whole = open_page(MAP, window="all")
    assert not whole.select_slider
    assert "tot en met juni 2026" in words(whole)


def test_the_map_says_of_how_many_reports_no_place_is_known(open_page: Open) -> None:
    assert "meldingen is zo'n plek niet bekend" in words(open_page(MAP))
    names = list(open_page(MAP, window="all").dataframe[0].value["name"])
    assert len(names) == len(set(names)) and any("zeshoek 2" in name for name in names)


def test_typing_chooses_one_area_and_equal_names_are_told_apart(open_page: Open, demo_warehouse: Settings) -> None:
    known = warehouse.ask(warehouse.newest(demo_warehouse.warehouse), "area_choices")
    both = known.loc[known["name"].eq("Van Goyenstraat"), "area_id"].tolist()
    assert len(both) == 2
    app = open_page(COMPARE, area=both)
    asked = app.multiselect[0].proto
    assert asked.select_all == 0 and "FILTER_MODE_CONTAINS" in str(asked)
    names = list(app.dataframe[0].value["label"])
    assert names == ["Van Goyenstraat (aandachtsgebied)", "Van Goyenstraat (straat)"]


def test_a_theme_without_cases_looks_like_zero(open_page: Open, demo_warehouse: Settings) -> None:
    build = warehouse.newest(demo_warehouse.warehouse)
    rates = warehouse.ask(build, "rates", area="", level="buurt", kind="*", theme="*").query("area_id == 'corporation'")
    empty = rates.loc[(rates["rate"] == 0) & (rates["kind"] != "all") & (rates["theme"] != "all")].iloc[0]
    app = open_page("pages/areas/overview.py", kind=empty["kind"], theme=empty["theme"])
    assert "er is er geen enkele" in words(app)
    assert "nul: geen enkele" in app.get("html")[0].proto.body


def test_the_overview_finds_any_area_and_an_area_leads_to_its_comparison(
    open_page: Open, demo_warehouse: Settings
) -> None:
    app = open_page("pages/areas/overview.py")
    street = focus(demo_warehouse)
    assert "Van Goyenstraat (aandachtsgebied)" in app.selectbox(key="overview_box").options
    app.selectbox(key="overview_box").select(street).run()
    assert app.title[0].value == "Van Goyenstraat"
    link = next(found.proto for found in app.get("page_link") if found.proto.label == "Vergelijk dit gebied")
    assert link.query_string.count("area=") == 2 and "buurt" in link.query_string


def test_the_gemeente_says_once_that_it_is_the_corporation(open_page: Open) -> None:
    app = open_page("pages/areas/area.py")
    assert "Dit gebied is de hele corporatie" in words(app)
    assert not any("corporatie" in metric.delta for metric in app.metric)
    assert "wel bekend van" in words(app), "Nobody was asked about the gemeente; of its buurten answers are known."


@pytest.mark.parametrize("level", ["street", "complex", "buurt"])
def test_silence_says_how_many_could_be_judged(open_page: Open, level: str) -> None:
    app = open_page(SILENCE, level=level)
    assert "beoordeeld" in words(app)
    assert not re.search(r"\bnan\b", words(app), re.IGNORECASE)


def test_silence_looks_at_streets_unless_asked(open_page: Open) -> None:
    app = open_page(SILENCE)
    assert "straten" in " ".join(str(element.value) for element in [*app.subheader, *app.info])


@pytest.mark.parametrize("when", ["still", "all"])
def test_warnings_say_what_is_watched_and_how_much_is_chance(open_page: Open, when: str) -> None:
    told = words(open_page(WARNINGS, when=when))
    assert "Bewaakt:" in told or "geen reeks bewaakt" in told
    assert "Niet bewaakt: openbare_ruimte" in told, "A feed that stopped gives no warning, and that is said."


@pytest.mark.parametrize("form", ["with", "without"])
def test_reporting_shows_the_stop_on_the_trend_with_and_without(open_page: Open, form: str) -> None:
    app = open_page(REPORTING, reports=form)
    told = words(app)
    assert "De aanvoer stopte" in told and "VUIL" in told
    assert ("zonder" if form == "without" else "Alle meldingen per maand, ook") in told
    assert app.get("vega_lite_chart")


def test_likeness_is_told_with_its_reasons(open_page: Open, demo_warehouse: Settings) -> None:
    build = warehouse.newest(demo_warehouse.warehouse)
    buurt = warehouse.ask(build, "areas_alike", area="buurt:BU18830001")
    assert list(buurt["reason"]) == ["own", "around", "alike", "alike", "alike"]
    reasons = warehouse.ask(build, "alike", area="buurt:BU18830001")
    assert reasons["distance"].is_monotonic_increasing and reasons["distance"].iloc[0] == 0
    assert reasons["area_id"].iloc[1] == buurt["area_id"].iloc[2], "The nearest is the first that is proposed."
    assert "Het meest lijkt" in words(open_page(COMPARE, area="buurt:BU18830001"))
    street = warehouse.ask(build, "areas_alike", area="street:sittard-vinkenstraat")
    assert set(street["reason"]) == {"own", "around", "size"}, "Streets are not compared in more than their size."
