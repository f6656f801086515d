"""An approach in a real browser, on a desk and on a phone: record, choose, freeze, and only then the result."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from buurtbeeld.access import Person
from buurtbeeld.register import corrections
from buurtbeeld.register.approaches import Approach, ApproachFreeze
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from tests.browser.conftest import PATIENCE, Visiting
from tests.browser.test_every_page import hindrances

ANYBODY = Person("test", "administrator")
WHY = "Eén plan en één vast overleg: wie iets ziet, weet wie erop afgaat"
RESULT = ("Zaken per jaar erna", "Wat zegt elke methode?", "Verhuisde het probleem?", "trending_down", "trending_up")


def fill(page: Page, name: str, level: str) -> None:
    box = page.get_by_role("dialog")
    box.get_by_role("textbox", name="Naam").fill(name)
    box.get_by_role("combobox", name="Gebied").click()
    page.keyboard.type("goyen")
    page.get_by_role("option", name=f"Van Goyenstraat ({level}").first.click()
    box.get_by_text("samen", exact=True).click()
    box.get_by_role("group", name="Begin").get_by_role("spinbutton").first.click()
    page.keyboard.type("01012024")
    box.get_by_role("textbox", name="Waarom zou het werken?").fill(WHY)
    box.get_by_role("textbox", name="Waarom zou het werken?").press("Tab")


@pytest.mark.parametrize(
    ("width", "height", "level", "area"),
    [(1280, 900, "straat", "street:geleen-van-goyenstraat"), (390, 844, "aandachtsgebied", "focus:VGS")],
)
def test_from_recording_to_the_result(
    host: str, visiting: Visiting, engine: Engine, width: int, height: int, level: str, area: str
) -> None:
    name = f"Van Goyenstraat samen {width}"
    visit = visiting(host, width, height)
    page = visit.go("/aanpak")
    page.get_by_role("button", name="Nieuwe aanpak").click()
    page.get_by_role("dialog").wait_for(timeout=PATIENCE)
    fill(page, name, level)
    visit.settle()
    page.get_by_role("dialog").get_by_role("button", name="Bewaar").click()
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("De aanpak staat erbij", timeout=PATIENCE)
    kept = next(one for one in listed(engine, Approach, by=ANYBODY) if one.what.name == name)
    assert (kept.what.area_id, str(kept.what.starts_at)) == (area, "2024-01-01")

    card = page.locator('[data-testid="stVerticalBlock"]').filter(has_text=name).last
    card.get_by_role("button", name="Open de aanpak").click()
    visit.settle()
    expect(main).to_contain_text("zodra het plan bevroren is", timeout=PATIENCE)
    expect(main).to_contain_text("in acht van de tien gevallen")
    said = main.inner_text()
    assert not [word for word in RESULT if word in said], "Nothing of the result is to be seen before freezing."
    first = page.get_by_test_id("stMultiSelect").first
    before = first.locator("[data-tag]").count()
    first.get_by_role("button", name="Remove").first.click()
    visit.settle()
    assert page.get_by_test_id("stMultiSelect").first.locator("[data-tag]").count() == before - 1

    page.get_by_role("button", name="Bevries en toon het resultaat").click()
    expect(main).to_contain_text("Bevroren als versie 1", timeout=PATIENCE)
    visit.settle()
    for words in ("Versie 1, bevroren op", "Wat kunnen we zien?", "Hielp het?", "Zaken per jaar erna"):
        expect(main).to_contain_text(words)
    freezes = listed(engine, ApproachFreeze, by=ANYBODY, approach_id=kept.id)
    assert len(freezes) == 1 and freezes[0].what.hash[:12] in main.inner_text()
    assert len(freezes[0].what.content["comparison"]) == before - 1, "What the visitor took out stays out."
    assert page.locator('[data-testid="stVegaLiteChart"]:not(:has([aria-label]))').count() == 0
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width, "The page scrolls sideways."
    # The toast has no name of its own; that is Streamlit's, and it goes by itself.
    page.get_by_test_id("stToast").wait_for(state="detached", timeout=PATIENCE)
    stop = {scheme: hindrances(page, scheme) for scheme in ("light", "dark")}
    assert not any(stop.values()), stop
    # The next one lies at the same place in the same time.
    corrections.withdraw(engine, Approach, kept.id, seen=1, by=ANYBODY)
