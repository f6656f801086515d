"""Every page of the demonstration corporation into docs/screenshots. Runs only when 'make screenshots' asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from app import MENU
from buurtbeeld.register import store
from buurtbeeld.settings import ROOT
from buurtbeeld.warehouse import newest
from etl.demo import frozen, records
from etl.demo.corporation import generate
from tests.browser.conftest import Visiting, serving
from tests.browser.test_every_page import PATHS
from tests.conftest import DEMO_UNTIL, built, settings_below

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"desktop": 1280, "phone": 390}
TALLEST = 3_600
CHOSEN = {
    "area": "?area=focus:VGS",
    "briefing": "?area=focus:VGS",
    "compare": "?area=focus:VGS&area=buurt:BU18830504",
}
PAGES = {Path(row[1]).stem: path + CHOSEN.get(Path(row[1]).stem, "") for row, path in zip(MENU, PATHS, strict=True)}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on the demonstration corporation as 'make run' makes it."""
    folder = tmp_path_factory.mktemp("full")
    settings = settings_below(folder)
    truth = generate(settings.raw, folder / "truth.json", 1, 40_000, DEMO_UNTIL)
    register = store.opened(store.place(settings.register, demonstration=True))
    records.record(register, truth, 1)
    frozen.freeze(register, newest(built(settings).warehouse))
    with serving(settings, REGISTER=settings.register) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_take(host: str, visiting: Visiting, name: str, size: str, scheme: str) -> None:
    width, first = SIZES[size], 900
    visit = visiting(host, width, first, scheme)
    page = visit.go(PAGES[name])
    page.wait_for_timeout(1_500)
    FOLDER.mkdir(parents=True, exist_ok=True)
    if (name, size, scheme) == ("overview", "desktop", "light"):
        save(page, FOLDER / "overview.png")
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": max(first, min(height, TALLEST))})
    page.wait_for_timeout(1_500)
    save(page, FOLDER / f"{name}-{size}-{scheme}.png")


def save(page: Page, path: Path) -> None:
    """A screenshot in 256 colours: a third of the size, and nobody sees the difference."""
    page.screenshot(path=path)
    with Image.open(path) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
