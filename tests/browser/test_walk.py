"""A visitor's walk, in a real browser on a real server: overview, an area, a comparison, in two languages."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import ask, newest
from tests.browser.conftest import Visiting, serving

DUTCH_TO_ENGLISH = (("Overzicht", "Overview"), ("Gebieden", "Areas"))


@pytest.fixture(scope="module")
def street(demo_warehouse: Settings) -> str:
    """The area_id of the focus area Van Goyenstraat."""
    areas = ask(newest(demo_warehouse.warehouse), "area_choices")
    found = areas[(areas["level"] == "focus") & areas["name"].str.contains("Van Goyenstraat")]
    return str(found["area_id"].iloc[0])


@pytest.fixture(scope="module")
def around(demo_warehouse: Settings, street: str) -> str:
    """The area_id of the buurt the Van Goyenstraat lies in."""
    areas = ask(newest(demo_warehouse.warehouse), "area_choices").set_index("area_id")
    buurten = areas[areas["level"] == "buurt"]
    return str(buurten.index[buurten["name"] == areas.loc[street, "lies_in"]][0])


def choose(page: Page, label: str, words: str) -> None:
    """Chooses in a select box by typing, as a visitor without a mouse does."""
    box = page.get_by_role("combobox", name=re.compile(label)).first
    box.click()
    box.press_sequentially(words)
    page.get_by_role("option", name=re.compile(re.escape(words))).first.click()


def test_from_overview_to_the_van_goyenstraat_to_a_comparison(
    server: str, visiting: Visiting, street: str, around: str
) -> None:
    visit = visiting(server)
    page = visit.go("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("aandacht")
    page.get_by_test_id("stSidebarNav").get_by_text("Gebied", exact=True).click()
    visit.settle()
    choose(page, "^Gebied", "Van Goyenstraat")
    page.wait_for_url(lambda url: f"area={street}" in unquote(url), timeout=20_000)
    visit.settle()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Van Goyenstraat")
    page.get_by_test_id("stSidebarNav").get_by_text("Vergelijken").click()
    visit.settle()
    assert "Van Goyenstraat" in page.inner_text('[data-testid="stMain"]'), (
        "The choice of area travels to the comparison."
    )
    visit.go(f"/vergelijken?area={street}&area={around}")
    words = page.inner_text('[data-testid="stMain"]')
    assert "Van Goyenstraat" in words
    assert page.get_by_test_id("stVegaLiteChart").count() > 0, "The comparison is drawn."


def test_a_link_of_an_area_leads_to_its_page(server: str, visiting: Visiting, street: str) -> None:
    visit = visiting(server)
    # The overview names no area where none stands out; the page of an area says in which others it lies.
    page = visit.go(f"/gebied?area={street}")
    link = page.get_by_test_id("stMain").get_by_role("link", name=re.compile("buurt")).first
    name = link.inner_text().split("\n")[-1].split(" (")[0].strip()
    link.click()
    visit.settle()
    assert "/gebied" in page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


@pytest.mark.parametrize("level", ["buurt", "complex", "street"])
def test_the_table_beside_the_map_fits_a_laptop(server: str, visiting: Visiting, level: str) -> None:
    page = visiting(server).go(f"/?level={level}")
    page.wait_for_selector(".dvn-scroller")
    page.wait_for_timeout(500)
    assert page.viewport_size and page.viewport_size["width"] == 1280
    widths = page.evaluate(
        "[...document.querySelectorAll('.dvn-scroller')].map(one => [one.scrollWidth, one.clientWidth])"
    )
    assert widths and all(needed <= given for needed, given in widths), f"A table scrolls sideways: {widths}"


def test_the_language_is_switched_and_kept(server: str, visiting: Visiting) -> None:
    visit = visiting(server)
    page = visit.go("/")
    for dutch, _english in DUTCH_TO_ENGLISH:
        expect(page.get_by_test_id("stSidebarNav")).to_contain_text(dutch)
    page.get_by_text("English", exact=True).click()
    page.wait_for_url(re.compile("lang=en"), timeout=20_000)
    visit.settle()
    for _dutch, english in DUTCH_TO_ENGLISH:
        expect(page.get_by_test_id("stSidebarNav")).to_contain_text(english)
    page.get_by_test_id("stSidebarNav").get_by_role("link").nth(1).click()
    visit.settle()
    assert "lang=en" in page.url, "The language travels with the visitor."
    expect(page.get_by_test_id("stMain")).to_contain_text("made up")


def test_a_deep_link_on_a_fresh_process(demo_warehouse: Settings, visiting: Visiting, street: str) -> None:
    with serving(demo_warehouse) as host:
        visit = visiting(host)
        page = visit.go(f"/gebied?area={street}&lang=en")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Van Goyenstraat")
        expect(page.get_by_test_id("stMain")).to_contain_text("made up")
        page.goto("about:blank")


def test_a_wrong_link_gets_a_sentence(server: str, visiting: Visiting) -> None:
    page = visiting(server).go("/gebied?area=buurt:BU99999999&until=gisteren&theme=zz")
    assert page.get_by_test_id("stException").count() == 0
    expect(page.get_by_test_id("stMain")).to_contain_text("bestaat hier niet")
