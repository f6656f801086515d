"""An observation on a phone: few taps, nothing lost when the browser closes, the way back, and at once on its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from buurtbeeld.access import DEMONSTRATION, Person
from buurtbeeld.register import store
from buurtbeeld.register.observations import Observation, Photo
from buurtbeeld.register.photos import MOST_KEPT, MOST_UPLOADED
from buurtbeeld.register.reading import listed
from buurtbeeld.register.records import Entry
from tests.browser.conftest import PATIENCE, Visit, Visiting
from tests.register.samples import photo

MOST_TAPS, MOST_SECONDS_OF_TYPING = 6, 30
LETTERS_A_SECOND = 3
"""A thumb on a phone types slowly: about 36 words a minute."""
STREET, REMARK = "Van Goyenstraat", "Bankstel naast de container, derde keer"


class Thumb:
    """Counts what a thumb does on a page, and how many letters it types."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.taps, self.letters = visit, 0, 0

    def tap(self, role: str, name: str) -> None:
        self.visit.page.get_by_test_id("stMain").get_by_role(role, name=name).first.tap()  # type: ignore[arg-type]
        self.taps += 1
        self.visit.settle()

    def type(self, words: str) -> None:
        self.visit.page.keyboard.type(words)
        self.letters += len(words)


def kept(register: Path) -> tuple[Entry[Observation], ...]:
    engine = store.opened(store.place(str(register), True))
    return listed(engine, Observation, by=Person(DEMONSTRATION, "administrator"))


def fill_in(thumb: Thumb) -> None:
    thumb.tap("combobox", "Straat of complex")
    thumb.type(STREET)
    thumb.visit.page.get_by_role("option").first.wait_for()
    thumb.visit.page.keyboard.press("Enter")
    thumb.visit.settle()
    thumb.tap("button", "Woonomgeving")
    thumb.tap("radio", "Vervuiling")
    thumb.tap("radio", "3 stevig")


def test_six_taps_and_half_a_minute(host: str, visiting: Visiting, register: Path) -> None:
    visit = visiting(host, 390, 844, touch=True)
    page = visit.go("/waarneming")
    thumb = Thumb(visit)
    fill_in(thumb)
    thumb.tap("textbox", "Wat ziet u?")
    thumb.type(REMARK)
    thumb.tap("button", "Leg vast")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Vastgelegd bij Van Goyenstraat", timeout=PATIENCE)
    assert thumb.taps <= MOST_TAPS, f"{thumb.taps} taps."
    assert thumb.letters / LETTERS_A_SECOND <= MOST_SECONDS_OF_TYPING, f"{thumb.letters} letters to type."
    [record] = kept(register)
    assert (record.what.area_id, record.what.remark) == ("street:geleen-van-goyenstraat", REMARK)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390

    page.get_by_role("link", name="Naar dit gebied").first.tap()
    visit.settle()
    expect(page.get_by_test_id("stMain")).to_contain_text("Net vastgelegd", timeout=PATIENCE)
    expect(page.get_by_test_id("stMain")).to_contain_text(REMARK, timeout=PATIENCE)

    visit.go("/waarneming")
    expect(page.get_by_test_id("stMain")).to_contain_text("Laatst gebruikt", timeout=PATIENCE)
    page.get_by_role("button", name="Trek in").first.tap()
    page.get_by_role("button", name="Ja, trek in").tap()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Ingetrokken", timeout=PATIENCE)
    assert kept(register) == ()


def test_a_draft_outlives_a_closed_browser_and_a_name_is_warned_about(host: str, visiting: Visiting) -> None:
    visit = visiting(host, 390, 844, touch=True)
    page = visit.go("/waarneming")
    thumb = Thumb(visit)
    fill_in(thumb)
    thumb.tap("textbox", "Wat ziet u?")
    thumb.type("Gesproken met mevrouw Jansen")
    thumb.tap("radio", "5 ernstig")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("naam van een persoon", timeout=PATIENCE)
    link = page.url
    assert "Jansen" not in link and "vervuiling" not in link.lower()
    page.context.close()

    again = visiting(host, 390, 844, touch=True)
    page = again.go(link.partition(host)[2])
    expect(page.get_by_test_id("stMain")).to_contain_text("Uw concept staat er weer", timeout=PATIENCE)
    assert page.get_by_role("textbox", name="Wat ziet u?").input_value() == "Gesproken met mevrouw Jansen"
    expect(page.get_by_role("radio", name="5 ernstig")).to_be_checked(timeout=PATIENCE)
    stranger = visiting(host, 390, 844).go("/waarneming")
    assert stranger.get_by_role("textbox", name="Wat ziet u?").input_value() == ""


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("foto.jpg", photo((900, 700)), "Vastgelegd bij"), ("foto.png", b"MZ no photo at all", "geen foto die we kunnen")],
)
def test_a_photo_is_kept_and_what_is_none_is_refused(
    host: str, visiting: Visiting, register: Path, name: str, content: bytes, sentence: str
) -> None:
    visit = visiting(host, 390, 844, touch=True)
    page: Page = visit.go("/waarneming")
    fill_in(Thumb(visit))
    before = len(kept(register))
    page.get_by_text("Cijfer, foto of andere dag").tap()
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": content})
    expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible(timeout=PATIENCE)
    visit.settle()
    page.get_by_role("button", name="Leg vast").tap()
    expect(page.get_by_test_id("stAlert").first).to_contain_text(sentence, timeout=PATIENCE)
    assert len(kept(register)) - before == (sentence == "Vastgelegd bij")


@pytest.mark.parametrize(
    ("size", "sentence"), [(31_000_000, "30.0MB"), (29_000_000, "Vastgelegd bij")], ids=["too large", "just allowed"]
)
def test_a_photo_of_thirty_megabytes_loses_nothing_that_was_typed(
    host: str, visiting: Visiting, register: Path, size: int, sentence: str
) -> None:
    visit = visiting(host, 390, 844, touch=True)
    page: Page = visit.go("/waarneming")
    fill_in(Thumb(visit))
    page.get_by_role("textbox", name="Wat ziet u?").fill(REMARK)
    page.keyboard.press("Tab")
    visit.settle()
    page.get_by_text("Cijfer, foto of andere dag").tap()
    whole = photo((3000, 2000))
    content = whole + bytes(size - len(whole))
    page.locator('input[type="file"]').set_input_files({"name": "f.jpg", "mimeType": "image/jpeg", "buffer": content})
    if size > MOST_UPLOADED:
        expect(page.get_by_test_id("stMain")).to_contain_text(sentence, timeout=PATIENCE)
        assert page.get_by_role("textbox", name="Wat ziet u?").input_value() == REMARK
        page.get_by_role("button", name="Leg vast").tap()
        expect(page.get_by_test_id("stAlert").first).to_contain_text("Vastgelegd bij", timeout=PATIENCE)
        return
    expect(page.get_by_role("button", name="Remove f.jpg")).to_be_visible(timeout=PATIENCE)
    visit.settle()
    page.get_by_role("button", name="Leg vast").tap()
    expect(page.get_by_test_id("stAlert").first).to_contain_text(sentence, timeout=PATIENCE)
    [last] = sorted(kept(register), key=lambda one: one.created_at)[-1:]
    engine = store.opened(store.place(str(register), True))
    with store.reading(engine) as con:
        table = Photo.table
        picture = con.execute(table.select().where(table.c.observation_id == last.id)).one().picture
    assert len(picture) < MOST_KEPT and picture[:2] == b"\xff\xd8", "Made anew from its pixels, without what followed."
