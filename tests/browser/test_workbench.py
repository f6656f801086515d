"""An analyst's walk in a real browser: write a query, see the chart, stop a runaway one, follow the link."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visiting

QUERY = "select month, kind, sum(reports) as meldingen from area_month where level = 'gemeente' group by all order by 1"
RUNAWAY = "select count(*) from signal a, signal b, signal c"


def write(page: Page, sql: str) -> None:
    """Types in the editor as an analyst does, and asks by keyboard."""
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(sql)
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+Enter")


def test_write_see_stop_and_follow(server: str, visiting: Visiting) -> None:
    visit = visiting(server)
    page = visit.go("/werkbank")
    main = page.get_by_test_id("stMain")
    expect(page.locator(".cm-content")).to_be_visible(timeout=30_000)
    write(page, QUERY)
    expect(main).to_contain_text(re.compile(r"\d+ rijen"), timeout=30_000)
    main.get_by_text("Grafiek", exact=True).click()
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible(timeout=30_000)
    link = page.url
    assert "sql=" in link and "view=chart" in link
    write(page, RUNAWAY)
    page.get_by_role("button", name="Stop", exact=False).click(timeout=30_000)
    expect(main).to_contain_text("Er draait niets meer", timeout=30_000)
    write(page, "select nam from area")
    expect(main).to_contain_text("begrijpt deze vraag niet", timeout=30_000)
    expect(page.locator(".cm-fault")).to_have_text("nam")
    other = visiting(server)
    followed = other.go(link.split(server, 1)[1])
    expect(followed.get_by_test_id("stVegaLiteChart")).to_be_visible(timeout=30_000)
    expect(followed.locator(".cm-content")).to_contain_text("group by all order by 1")


def test_the_editor_completes_and_explains(server: str, visiting: Visiting) -> None:
    page = visiting(server).go("/werkbank")
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("select * from area_mon")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("area_month", timeout=10_000)
    expect(page.locator(".cm-completionInfo")).to_contain_text("Meldingen en zaken per gebied")
