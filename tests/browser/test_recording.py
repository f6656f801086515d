"""Recording in a real browser: an area drawn by taps, a mark of one's own, corrections, drafts, the route map."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import timedelta

import shapely
from playwright.sync_api import Page, expect

from buurtbeeld import warehouse
from buurtbeeld.access import DEMONSTRATION, Person
from buurtbeeld.clock import today
from buurtbeeld.register import corrections, observations, partners
from buurtbeeld.register.focus_areas import FocusArea
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.mark_overrides import Override
from buurtbeeld.register.observations import Observation
from buurtbeeld.register.partners import Partner, Route
from buurtbeeld.register.reading import history, listed
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import Settings
from tests.browser.conftest import PATIENCE, Visit, Visiting
from tests.browser.test_follow_up import dialog, keep, pick

VISITOR = Person(DEMONSTRATION, "administrator")
COLLEAGUE = Person("collega", "manager")
STREET = "street:geleen-van-goyenstraat"
CHOSEN = re.compile("Dit zijn samen|Er is nog niets gekozen")
"""The line that says how many homes were chosen."""


def said(page: Page) -> Page:
    return page.get_by_test_id("stMain")


def tap_on_map(visit: Visit, right: float, down: float) -> None:
    """Taps somewhere on the map, in pixels from its middle, until that changed what was chosen: a map that is drawn
    without a graphics card, on a machine with too much to do, does not see every tap."""
    page = visit.page
    place, total = page.get_by_test_id("stDeckGlJsonChart").first, page.get_by_test_id("stMain").get_by_text(CHOSEN)
    place.scroll_into_view_if_needed()
    before = total.first.inner_text()
    for _attempt in range(10):
        page.wait_for_timeout(1000)
        box = place.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down
        page.mouse.move(x, y)
        page.wait_for_timeout(500)
        page.mouse.click(x, y, delay=60)
        with suppress(AssertionError):
            expect(total.first).not_to_have_text(before, timeout=PATIENCE / 10)
            visit.settle()
            return
    raise AssertionError("No tap on the map changed what was chosen.")


def homes(page: Page) -> int:
    told = said(page).get_by_text("Dit zijn samen").first.inner_text()
    return int("".join(letter for letter in told if letter.isdigit()))


def test_an_area_is_drawn_by_taps_and_put_back(host: str, visiting: Visiting, engine: Engine) -> None:
    visit = visiting(host, 1280, 1300)
    page = visit.go("/aandachtsgebied")
    page.get_by_role("textbox", name="Naam van het gebied").fill("Rond het plein")
    page.get_by_text("Teken op de kaart").click()
    visit.settle()
    tap_on_map(visit, 40, 0)
    one = homes(page)
    tap_on_map(visit, 0, 40)
    assert homes(page) > one > 0
    page.get_by_role("button", name="De hele buurt erbij").click()
    visit.settle()
    whole = homes(page)
    tap_on_map(visit, 40, 0)
    assert homes(page) == whole - one, "What was put in by a tap is taken out by one."
    page.get_by_role("button", name="Bewaar het gebied").click()
    expect(said(page)).to_contain_text("Bewaard: Rond het plein", timeout=PATIENCE)
    [kept] = listed(engine, FocusArea, by=VISITOR)
    assert kept.what.code == "ROND-HET-PLEIN" and kept.what.outline and not kept.what.members
    expect(said(page)).to_contain_text("cijfers vanaf de volgende inlezing")

    page.get_by_role("button", name="Wijzig").first.click()
    visit.settle()
    page.get_by_text("Kies uit een lijst").click()
    visit.settle()
    said(page).get_by_role("combobox").first.click()
    page.keyboard.type("Van Goyen")
    page.get_by_role("option").first.click()
    visit.settle()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Bewaar de wijziging").click()
    expect(said(page)).to_contain_text("Bewaard: Rond het plein", timeout=PATIENCE)
    [changed] = listed(engine, FocusArea, by=VISITOR)
    assert changed.version == 2 and changed.what.members and not changed.what.outline
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(said(page)).to_contain_text("Weer zoals het was: aandachtsgebied", timeout=PATIENCE)
    [back] = listed(engine, FocusArea, by=VISITOR)
    assert (back.version, back.what.members) == (3, ()) and back.what.outline
    one, other = (shapely.from_geojson(json.dumps(each.what.outline)) for each in (kept, back))
    assert shapely.equals(one, other), "The same outline, wherever its ring begins."


def test_a_draft_of_an_area_outlives_a_closed_browser(host: str, visiting: Visiting) -> None:
    visit = visiting(host, 390, 844, touch=True)
    page = visit.go("/aandachtsgebied")
    page.get_by_role("textbox", name="Naam van het gebied").fill("Half af")
    page.get_by_text("Teken op de kaart").click()
    visit.settle()
    page.get_by_role("button", name="De hele buurt erbij").tap()
    visit.settle()
    drawn, link = homes(page), page.url.partition(host)[2]
    page.context.close()
    again = visiting(host, 390, 844, touch=True)
    page = again.go(link)
    expect(said(page)).to_contain_text("Uw concept staat er weer", timeout=PATIENCE)
    assert page.get_by_role("textbox", name="Naam van het gebied").input_value() == "Half af"
    assert homes(page) == drawn
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_a_draft_in_a_dialog_outlives_a_closed_browser(host: str, visiting: Visiting) -> None:
    visit = visiting(host, 390, 844)
    page = dialog(visit.go("/zaken"), "Open een dossier")
    box = page.get_by_role("dialog")
    box.get_by_role("textbox", name="Wat speelt er?").fill("Muziek tot diep in de nacht")
    page.keyboard.press("Tab")
    visit.settle()
    pick(page, "Thema", "Overlast")
    visit.settle()
    link = page.url.partition(host)[2]
    page.context.close()
    again = visiting(host, 390, 844)
    page = dialog(again.go(link), "Open een dossier")
    box = page.get_by_role("dialog")
    expect(box).to_contain_text("Uw concept staat er weer", timeout=PATIENCE)
    field = box.get_by_role("textbox", name="Wat speelt er?")
    expect(field).to_have_value("Muziek tot diep in de nacht", timeout=PATIENCE)
    stranger = dialog(visiting(host, 390, 844).go("/zaken"), "Open een dossier")
    assert stranger.get_by_role("dialog").get_by_role("textbox", name="Wat speelt er?").input_value() == ""


def test_a_mark_of_ones_own_stands_beside_the_computed_one_at_once(
    host: str, visiting: Visiting, engine: Engine, demo_warehouse: Settings
) -> None:
    marks = warehouse.ask(warehouse.newest(demo_warehouse.warehouse), "score_marks", level="buurt")
    known = marks[(marks["column"] == "all") & (marks["lens"] == "social") & marks["mark"].notna()].iloc[0]
    visit = visiting(host)
    page = visit.go(f"/cijfers?area={known['area_id']}&why=social")
    computed = said(page).get_by_text("(band").first.inner_text()
    dialog(page, "Zet er een eigen cijfer naast")
    box = page.get_by_role("dialog")
    box.get_by_role("spinbutton", name="Eigen cijfer").fill("4")
    page.keyboard.press("Enter")
    visit.settle()
    box.get_by_role("textbox", name="Waarom").fill("Jongeren bij het plein melden niets")
    keep(visit)
    expect(said(page)).to_contain_text("Eigen cijfer 4,0", timeout=PATIENCE)
    assert said(page).get_by_text("(band").first.inner_text() == computed, "The computed mark stays as it was."
    [own] = listed(engine, Override, by=VISITOR)
    assert (own.what.mark, own.what.instead_of) == (4.0, round(known["mark"], 1))
    assert own.what.until == today() + timedelta(91)
    page.get_by_role("button", name="Neem terug").click()
    page.get_by_role("button", name="Ja, neem terug").click()
    expect(said(page)).to_contain_text("teruggenomen", timeout=PATIENCE)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(said(page)).to_contain_text("Eigen cijfer 4,0", timeout=PATIENCE)
    told = history(engine, Override, own.id, by=VISITOR)
    assert [line.verb for line in told] == ["override_mark", "take_back_override", "bring_back"]


def test_two_who_correct_one_observation_see_both_versions(host: str, visiting: Visiting, engine: Engine) -> None:
    what = Observation(area_id=STREET, seen_at=today(), theme="nuisance", subtheme="noise", severity=2, remark="Muziek")
    seen = observations.record_observation(engine, what, by=VISITOR)
    visit = visiting(host, 390, 844)
    page = dialog(visit.go("/waarneming"), "Wijzig")
    box = page.get_by_role("dialog")
    box.get_by_role("textbox", name="Toelichting").fill("Muziek en geschreeuw")
    page.keyboard.press("Tab")
    visit.settle()
    corrections.correct(engine, Observation, seen.id, seen=1, by=COLLEAGUE, remark="Feest, eenmalig")
    box.get_by_role("button", name="Bewaar").click()
    expect(box).to_contain_text("Dit is intussen gewijzigd, door een collega of in een ander venster", timeout=PATIENCE)
    expect(box).to_contain_text("Toelichting: Muziek en geschreeuw")
    expect(box).to_contain_text("Toelichting: Feest, eenmalig")
    page.keyboard.press("Escape")
    page = dialog(visit.go("/waarneming"), "Wijzig")
    page.get_by_role("dialog").get_by_role("textbox", name="Toelichting").fill("Feest, en daarna rustig")
    keep(visit)
    expect(said(page)).to_contain_text("Gewijzigd", timeout=PATIENCE)
    [now] = listed(engine, Observation, by=VISITOR, id=seen.id)
    assert (now.version, now.what.remark, now.what.theme) == (3, "Feest, en daarna rustig", "nuisance")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(said(page)).to_contain_text("Weer zoals het was", timeout=PATIENCE)
    [back] = listed(engine, Observation, by=VISITOR, id=seen.id)
    assert (back.version, back.what.remark) == (4, "Feest, eenmalig")


def test_the_route_map_proposes_whom_to_hand_it_to(host: str, visiting: Visiting, engine: Engine) -> None:
    for name in ("Andere partner", "Buurtwerk"):
        made = partners.keep_partner(engine, Partner(name=name, kind="youth_work", norm_days=9), by=COLLEAGUE)
    partners.keep_route(engine, Route(theme="care", partner_id=made.id, way="meeting", norm_days=4), by=COLLEAGUE)
    visit = visiting(host, 390, 844)
    page = dialog(visit.go(f"/gebied?area={STREET}"), "Draag een kwestie over")
    pick(page, "Thema", "Zorg")
    expect(page.get_by_role("dialog")).to_contain_text("De routekaart zegt: Buurtwerk, via overleg", timeout=PATIENCE)
    visit.settle()
    keep(visit)
    expect(said(page)).to_contain_text("Overgedragen", timeout=PATIENCE)
    [handed] = listed(engine, HandOver, by=VISITOR)
    assert (handed.what.partner_id, handed.what.area_id, handed.what.theme) == (made.id, STREET, "care")
    assert (handed.what.norm_days, handed.what.handed_at) == (4, today())
