"""Following up in a real browser: forms that keep what was typed, text that stays text, two who save the same."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from playwright.sync_api import Page, TimeoutError, expect

from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.register import cases
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.partners import Partner
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from tests.browser.conftest import PATIENCE, Visit, Visiting

COLLEAGUE = Person("collega", "manager")
NASTY = (
    "=HYPERLINK(1)",
    "<img src=x onerror=alert(1)>",
    "'; drop table partner; #",
    "[klik](javascript:alert(1))",
    "../../../etc/passwd",
)


def dialog(page: Page, button: str) -> Page:
    page.get_by_test_id("stMain").get_by_role("button", name=button).first.click()
    page.get_by_role("dialog").wait_for(timeout=PATIENCE)
    return page


def keep(visit: Visit) -> None:
    visit.page.get_by_role("dialog").get_by_role("button", name="Bewaar").click()
    visit.settle()


def pick(page: Page, label: str, words: str) -> None:
    """A form that is drawn anew shuts a list that was just opened: it is opened again until it offers the words."""
    wanted = page.get_by_role("option", name=words).first
    for _attempt in range(10):
        if not wanted.is_visible():
            page.get_by_role("dialog").get_by_role("combobox", name=label).click()
        with suppress(TimeoutError):
            return wanted.click(timeout=PATIENCE / 10)
    raise AssertionError(f"{label} does not offer {words}.")


def test_what_people_type_is_kept_and_shown_as_text(host: str, visiting: Visiting, engine: Engine) -> None:
    visit = visiting(host, 390, 844)
    page = visit.go("/wie-bellen")
    for number, name in enumerate(NASTY):
        dialog(page, "Nieuwe partner")
        page.get_by_role("dialog").get_by_role("textbox", name="Naam").fill(name)
        if number == 0:
            # Shut half-way and opened again: what was typed is still there.
            page.get_by_role("dialog").get_by_role("textbox", name="Naam").press("Tab")
            visit.settle()
            page.keyboard.press("Escape")
            dialog(page, "Nieuwe partner")
            assert page.get_by_role("dialog").get_by_role("textbox", name="Naam").input_value() == name
        pick(page, "Soort", "politie")
        keep(visit)
        expect(page.get_by_test_id("stAlert").first).to_contain_text("De partner is bewaard", timeout=PATIENCE)
    assert sorted(one.what.name for one in listed(engine, Partner, by=COLLEAGUE)) == sorted(NASTY)
    main = page.get_by_test_id("stMain").inner_text()
    assert all(name in main for name in NASTY), main
    assert page.locator("img[src='x']").count() == 0 and page.locator("a[href^='javascript']").count() == 0


def test_two_who_close_the_same_case_see_both_versions(host: str, visiting: Visiting, engine: Engine) -> None:
    what = Case(
        area_id="street:geleen-van-goyenstraat", kind="SOC", theme="nuisance", opened_at=today() - timedelta(40)
    )
    case = cases.open_case(engine, what, by=COLLEAGUE)
    visit = visiting(host)
    page = visit.go(f"/zaken?case={case.id}")
    dialog(page, "Zet een stap")
    page.get_by_role("dialog").get_by_text("Burgemeester", exact=True).click()
    visit.settle()
    pick(page, "Trede", "4. last onder dwangsom")
    keep(visit)
    expect(page.get_by_test_id("stMain")).to_contain_text(
        "last onder dwangsom (burgemeester, trede 4)", timeout=PATIENCE
    )
    [step] = listed(engine, Step, by=COLLEAGUE)
    assert (step.what.ladder, step.what.rung, step.created_by) == ("mayor", 4, "demonstration")

    dialog(page, "Sluit het dossier")
    cases.close_case(engine, case.id, today(), "moved_out", seen=1, by=COLLEAGUE)
    pick(page, "Resultaat", "opgelost")
    page.get_by_role("dialog").get_by_role("button", name="Bewaar").click()
    box = page.get_by_role("dialog")
    expect(box).to_contain_text("Dit is intussen gewijzigd, door een collega of in een ander venster", timeout=PATIENCE)
    expect(box).to_contain_text("Wat u wilde")
    expect(box).to_contain_text("Resultaat: opgelost")
    expect(box).to_contain_text("Resultaat: verhuisd")
    [now] = listed(engine, Case, by=COLLEAGUE)
    assert (now.what.result, now.version) == ("moved_out", 2)


def test_a_step_is_undone_again(host: str, visiting: Visiting, engine: Engine) -> None:
    what = Case(area_id="street:geleen-van-goyenstraat", kind="SOC", theme="drugs", opened_at=today())
    case = cases.open_case(engine, what, by=COLLEAGUE)
    visit = visiting(host, 390, 844)
    page = visit.go(f"/zaken?case={case.id}")
    dialog(page, "Zet een stap")
    keep(visit)
    expect(page.get_by_test_id("stMain")).to_contain_text("De stap staat erbij", timeout=PATIENCE)
    assert len(listed(engine, Step, by=COLLEAGUE, case_id=case.id)) == 1
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("Ingetrokken: stap", timeout=PATIENCE)
    assert not listed(engine, Step, by=COLLEAGUE, case_id=case.id)
