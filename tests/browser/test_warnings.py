"""The weekly stand-up in a real browser: a warning is marked as known, goes out of sight, and is put back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visiting


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
