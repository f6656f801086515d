"""Every page, light and dark, desktop and phone, into docs/screenshots; only when 'make screenshots' asks."""

from __future__ import annotations

import os

import pytest

from buurtbeeld.settings import ROOT
from tests.browser.conftest import Visiting
from tests.browser.test_every_page import PATHS

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

pytestmark = pytest.mark.skipif(
    not os.environ.get("BUURTBEELD_SCREENSHOTS"), reason="Screenshots are made by 'make screenshots'."
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PATHS)
def test_take(server: str, visiting: Visiting, path: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    visit = visiting(server, width, height, scheme)
    page = visit.go(path)
    name = path.strip("/").split("?")[0] or "overzicht"
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png")
