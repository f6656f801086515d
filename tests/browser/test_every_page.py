"""Every page by itself: it opens, says what it is, fits a phone, and stops nobody who uses a screen reader."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app import MENU
from tests.browser.conftest import Visiting

PATHS = ["/" if number == 0 else f"/{row[2]}" for number, row in enumerate(MENU)]

# Not of our making, and no page can change it: axe-core's rule, where it is broken, and whose it is.
NOT_OURS = (
    ("list", '[data-testid="stSidebarNav"]', "Streamlit puts the sections of the menu in its list as div"),
    ("listitem", '[data-testid="stSidebarNav"]', "Streamlit: and the pages of a section are li inside that div"),
)


@pytest.mark.parametrize("path", PATHS)
def test_it_opens_and_says_what_it_is(server: str, visiting: Visiting, path: str) -> None:
    visit = visiting(server)
    page = visit.go(path)
    assert page.get_by_test_id("stException").count() == 0, page.inner_text('[data-testid="stException"]')
    expect(page.get_by_test_id("stMain")).to_contain_text("verzonnen")
    assert page.get_by_role("heading", level=1).count() == 1, "One title a page."
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert "Buurtbeeld" in page.title()
    undescribed = page.locator('[data-testid="stVegaLiteChart"]:not(:has([aria-label]))').count()
    assert undescribed == 0, f"{undescribed} charts have no text beside them for who cannot see them."
    stop = {scheme: hindrances(page, scheme) for scheme in ("light", "dark")}
    assert not any(stop.values()), f"Who uses a screen reader or cannot see well is stopped here: {stop}"
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, "The page scrolls sideways on a phone."


def hindrances(page: Page, scheme: str) -> list[str]:
    """What axe-core calls serious or critical in this colour scheme, without what is not of our making."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_timeout(500)
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:160]} {node['failureSummary'].splitlines()[-1]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
        if not any(
            rule == violation["id"] and lies_in(page, node["target"][0], part) for rule, part, _whose in NOT_OURS
        )
    ]


def lies_in(page: Page, target: str, part: str) -> bool:
    return bool(page.locator(target).first.evaluate("(element, part) => Boolean(element.closest(part))", part))


def test_the_policy_is_strict(server: str, visiting: Visiting) -> None:
    page = visiting(server).page
    for path in PATHS:
        answer = page.request.get(f"http://{server}{path}")
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy and "'unsafe-eval'" not in policy and "http:" not in policy, policy
        assert not re.search(r"script-src[^;]*'unsafe-inline'", policy), policy
        assert answer.headers["x-content-type-options"] == "nosniff"
