"""The weekly stand-up in a real browser: a warning is marked as known, goes out of sight, and is put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from buurtbeeld.settings import Settings
from tests.browser.conftest import Visiting, serving


@pytest.fixture(scope="module")
def host(demo_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a register of its own, for what is recorded here."""
    register = Path(tmp_path_factory.mktemp("stand_up")) / "register.sqlite"
    with serving(demo_warehouse, REGISTER=str(register)) as address:
        yield address


def keep(page: Page, remark: str) -> None:
    box = page.get_by_role("textbox", name="Wat is er bekend?")
    box.fill(remark)
    box.blur()
    page.get_by_role("button", name="Bewaar").click()


def test_a_warning_is_marked_as_known_and_put_back(host: str, visiting: Visiting) -> None:
    visit = visiting(host)
    page = visit.go("/signalen?when=all")
    button = page.get_by_role("button", name="Markeer als bekend")
    expect(button).to_have_count(1)
    button.click()
    keep(page, "Bel Jan op 06-12345678")
    expect(page.get_by_text("Hier lijkt een telefoonnummer in te staan.")).to_be_visible()
    keep(page, "jongeren bij het plein, jongerenwerk weet ervan")
    expect(button).to_have_count(0)
    known = page.get_by_text("Bekend, en daarom niet in de lijst: 1")
    known.click()
    expect(page.get_by_text("jongerenwerk weet ervan")).to_be_visible()
    page.get_by_role("button", name="Zet terug in de lijst").click()
    expect(button).to_have_count(1)
    visit.settle()
