"""A walk along what works, on a desktop and on a phone: from a step to a partner's sheet to what was tried."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from buurtbeeld.access import Person
from buurtbeeld.register import disclosures, store
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import newest
from etl.demo import frozen, records
from tests.browser.conftest import PATIENCE, Visit, Visiting
from tests.browser.test_every_page import hindrances

ANYBODY = Person("test", "administrator")


@pytest.fixture(scope="module")
def register(demo_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration's register as demo-records and demo-freeze leave it."""
    path = tmp_path_factory.mktemp("works") / "register.sqlite"
    engine = store.opened(store.place(str(path), True))
    truth = json.loads((demo_warehouse.warehouse.parent / "truth.json").read_text(encoding="utf-8"))
    records.record(engine, truth, 1)
    frozen.freeze(engine, newest(demo_warehouse.warehouse))
    return path


def reads_well(visit: Visit, width: int) -> None:
    """Every chart has its words, nobody is stopped in either scheme, and nothing scrolls sideways."""
    page = visit.page
    assert page.locator('[data-testid="stVegaLiteChart"]:not(:has([aria-label]))').count() == 0
    stop = {scheme: hindrances(page, scheme) for scheme in ("dark", "light")}
    assert not any(stop.values()), stop
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_a_walk_along_what_works(host: str, visiting: Visiting, engine: Engine, width: int, height: int) -> None:
    visit = visiting(host, width, height)
    page = visit.go("/welke-stap")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("ging samen met")
    assert page.get_by_test_id("stVegaLiteChart").count() == 2
    reads_well(visit, width)
    main.get_by_text("Burgemeester", exact=True).click()
    visit.settle()
    expect(main).to_contain_text("waarschuwing", timeout=PATIENCE)
    assert "ladder=mayor" in page.url

    page = visit.go("/doorlooptijden")
    expect(main).to_contain_text("Eén partner")
    reads_well(visit, width)
    before = len(disclosures.all_logged(engine))
    with page.expect_download(timeout=PATIENCE) as handed:
        page.get_by_role("button", name="Blad om mee te nemen").click()
    assert Path(handed.value.path()).read_bytes().startswith(b"%PDF")
    assert handed.value.suggested_filename.startswith("wat wacht bij")
    assert len(disclosures.all_logged(engine)) == before + 1

    page = visit.go("/wat-werkte?sort=approach")
    expect(main).to_contain_text("afgesloten aanpakken", timeout=PATIENCE)
    reads_well(visit, width)
    page.get_by_role("link", name="Naar de aanpak").first.click()
    visit.settle()
    expect(main).to_contain_text("Terug naar de lijst", timeout=PATIENCE)
    assert "/aanpak?" in page.url and "approach=" in page.url
