"""Signing in with a real provider, a real server and a real browser: who gets in, where to, and for how long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Page, expect

from app import MENU
from buurtbeeld.access import COMMAND
from buurtbeeld.register import people, store
from buurtbeeld.register.people import Member
from buurtbeeld.settings import Settings
from buurtbeeld.sign_in import Ticket
from tests.browser.conftest import Visit, Visiting, free_port, serving
from tests.browser.provider import CLIENT, SECRET, Provider, providing

SESSION = "_streamlit_user"


@dataclass
class House:
    """A server with sign-in on a corporation's data, its provider, and its register."""

    host: str
    provider: Provider
    engine: store.Engine

    def invited(self, email: str, role: str = "manager", areas: tuple[str, ...] = ()) -> Member:
        """This person as the register knows them, with access."""
        known = [one for one in people.everybody(self.engine) if one.email == email and one.active]
        return known[0] if known else people.invite_person(self.engine, email, role, areas, by=COMMAND)


@pytest.fixture(scope="module")
def house(tinytown: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    register = str(tmp_path_factory.mktemp("people") / "register.sqlite")
    port = free_port()
    with providing(free_port()) as provider:
        given = {
            "SIGN_IN_ISSUER": provider.issuer,
            "SIGN_IN_CLIENT": CLIENT,
            "SIGN_IN_SECRET": SECRET,
            "SIGN_IN_ADDRESS": f"http://127.0.0.1:{port}",
            "COOKIE_SECRET": "a secret for the cookies of these tests",
            "REGISTER": register,
        }
        engine = store.opened(register)
        people.invite_person(engine, "beheer@buurt.example", "administrator", by=COMMAND)
        with serving(tinytown, port, **given) as host:
            yield House(host, provider, engine)


@pytest.fixture
def visit(house: House, visiting: Visiting) -> Visit:
    return visiting(house.host, also=(house.provider.issuer.removeprefix("http://"),))


@pytest.fixture(autouse=True)
def _as_it_was(house: House) -> Iterator[None]:
    yield
    house.provider.seconds_ago, house.provider.signs_with = 0, None
    house.provider.claims = {"email_verified": True}
    house.provider.subjects.clear()


def main(page: Page) -> str:
    return page.inner_text('[data-testid="stMain"]')


def sign_in(visit: Visit, email: str, path: str = "/bronnen") -> Page:
    """Comes for a page, presses the button, says who they are to the provider, and comes back."""
    page = visit.go(path)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Go").click()
    page.wait_for_url(lambda url: visit.host in url, timeout=20_000)
    return visit.settle()


def in_menu(page: Page) -> set[str]:
    names = page.get_by_test_id("stSidebarNav").get_by_role("link").all_inner_texts()
    return {name.split("\n")[-1].strip() for name in names}


def test_who_was_invited_comes_in_and_sees_who_they_are(house: House, visit: Visit) -> None:
    house.invited("manager@buurt.example")
    page = sign_in(visit, "Manager@Buurt.example")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("manager@buurt.example", ignore_case=True)
    assert "Mensen" not in in_menu(page) and "Wie deed wat" in in_menu(page)
    assert page.get_by_test_id("stSidebar").get_by_text("Bekijk als").count() == 0


def test_a_deep_link_is_remembered_while_signing_in(house: House, visit: Visit) -> None:
    house.invited("manager@buurt.example")
    page = sign_in(visit, "manager@buurt.example", "/kaart?theme=nuisance")
    assert page.url.endswith("/kaart?theme=nuisance"), page.url
    expect(page.get_by_test_id("stSidebar")).to_contain_text("manager@buurt.example")


def test_without_sign_in_a_page_shows_nothing(visit: Visit) -> None:
    page = visit.go("/mensen?as=administrator")
    assert main(page).split("\n\n")[0].strip() == "Welkom bij Buurtbeeld"
    assert "Meld u aan" in main(page) and len(main(page)) < 120, main(page)
    assert page.get_by_test_id("stSidebarNav").count() == 0, "The menu tells what there is."


REFUSED = {
    "not invited": ("vreemde@elders.example", {}, {}, 0, "U hebt nog geen toegang"),
    "not verified": ("manager@buurt.example", {"email_verified": False}, {}, 0, "niet bevestigd"),
    "another account": ("manager@buurt.example", {}, {"manager@buurt.example": "somebody else"}, 0, "ander account"),
    "ten hours ago": ("manager@buurt.example", {}, {}, 10 * 3600 + 1, "Meld u opnieuw aan"),
    "a partner": ("partner@buurt.example", {}, {}, 0, "niets voor u klaargezet"),
}
"""Who comes, what the provider says of them, as whom, how long ago; and what they read."""


@pytest.mark.parametrize("case", REFUSED)
def test_who_is_refused_reads_why_and_sees_nothing(house: House, visit: Visit, case: str) -> None:
    email, claims, subjects, ago, sentence = REFUSED[case]
    provider, known = house.provider, "manager@buurt.example"
    if house.invited(known).subject is None:
        people.recognise(house.engine, Ticket(provider.issuer, f"sub-{known}", known, datetime.now(UTC)))
    house.invited("partner@buurt.example", "partner")
    provider.claims, provider.subjects, provider.seconds_ago = {"email_verified": True} | claims, subjects, ago
    page = sign_in(visit, email)
    assert sentence in main(page) and len(main(page)) < 300, main(page)
    assert page.get_by_test_id("stSidebarNav").get_by_role("link").count() == 0


def test_a_token_that_somebody_else_signed_opens_nothing(house: House, visit: Visit) -> None:
    house.provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    page = sign_in(visit, "beheer@buurt.example")
    assert "Welkom bij Buurtbeeld" in main(page)
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == SESSION]


def test_the_cookie_is_shut_and_no_longer_than_a_session(house: House, visit: Visit) -> None:
    page = sign_in(visit, house.invited("manager@buurt.example").email)
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Afmelden")
    now = page.evaluate("Date.now() / 1000")
    for cookie in page.context.cookies():
        if cookie["name"].startswith(SESSION):
            assert cookie["httpOnly"] and cookie["sameSite"] == "Lax", cookie
            assert 0 < cookie["expires"] - now <= 10 * 3600, cookie
    [session] = [cookie for cookie in page.context.cookies() if cookie["name"] == SESSION]
    middle = len(session["value"]) // 2
    other = "A" if session["value"][middle] != "A" else "B"
    page.context.add_cookies([session | {"value": session["value"][:middle] + other + session["value"][middle + 1 :]}])
    visit.go("/")
    assert "Welkom bij Buurtbeeld" in main(page), "A cookie that was tampered with opens nothing."


def test_who_is_deactivated_gets_nothing_at_once(house: House, visit: Visit, visiting: Visiting) -> None:
    member = house.invited("weg@buurt.example")
    page = sign_in(visit, member.email)
    kept = page.context.cookies()
    people.deactivate_person(house.engine, member.id, by=COMMAND, seen=member.version)
    page.get_by_test_id("stSidebarNav").get_by_text("Bronnen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw toegang is beëindigd")
    again = visiting(house.host, also=visit.also)
    again.page.context.add_cookies(kept)
    again.go("/bronnen")
    assert "Uw toegang is beëindigd" in main(again.page), "The cookie of before, on a fresh connection."
    people.reactivate_person(house.engine, member.id, by=COMMAND, seen=member.version + 1)
    again.go("/bronnen")
    assert "Meld u opnieuw aan" in main(again.page), "Access given back does not wake sessions of before."


def test_who_signs_out_is_out_everywhere(house: House, visit: Visit, visiting: Visiting) -> None:
    page = sign_in(visit, house.invited("manager@buurt.example").email)
    kept, left = page.context.cookies(), house.provider.left
    page.wait_for_timeout(1_100)  # providers tell whole seconds
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welkom bij Buurtbeeld", timeout=20_000)
    assert house.provider.left == left + 1, "The provider ends its session too."
    assert not [cookie for cookie in page.context.cookies() if cookie["name"].startswith(SESSION)]
    again = visiting(house.host, also=visit.also)
    again.page.context.add_cookies(kept)
    again.go("/")
    assert "Meld u opnieuw aan" in main(again.page), "A cookie kept from before opens nothing."


def test_another_role_holds_from_the_next_click(house: House, visit: Visit) -> None:
    member = house.invited("wissel@buurt.example", "administrator")
    page = sign_in(visit, member.email, "/mensen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie heeft toegang?")
    people.change_person(house.engine, member.id, "field", (), by=COMMAND, seen=member.version)
    page.get_by_label("E-mailadres van het werkaccount").fill("mijn@vriend.example")
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deze pagina is er voor een andere rol")
    assert "mijn@vriend.example" not in {one.email for one in people.everybody(house.engine)}
    assert "Beheer" not in page.get_by_test_id("stSidebarNav").inner_text()


def test_the_register_keeps_who_did_it_and_the_audit_no_address(house: House) -> None:
    house.invited("manager@buurt.example")
    with store.reading(house.engine) as con:
        lines = [dict(row._mapping) for row in con.exec_driver_sql("select * from audit")]
    assert "first_sign_in" in {line["verb"] for line in lines}
    assert "buurt.example" not in json.dumps(lines, default=str), "The audit only grows: no address belongs in it."


def test_signing_in_through_the_first_administrator(house: House, visit: Visit) -> None:
    page = sign_in(visit, "beheer@buurt.example", "/mensen")
    page.get_by_label("E-mailadres van het werkaccount").fill("Nieuw@Buurt.example")
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_test_id("stMain")).to_contain_text("nieuw@buurt.example kan zich nu aanmelden", timeout=20_000)
    [new] = [one for one in people.everybody(house.engine) if one.email == "nieuw@buurt.example"]
    [who] = [one for one in people.everybody(house.engine) if one.email == "beheer@buurt.example"]
    assert (new.role, new.invited_by) == ("field", str(who.id))
    assert len(MENU) == len(in_menu(page)), "An administrator may open all there is."


def test_a_director_begins_in_the_own_area_and_sees_the_others(house: House, visit: Visit) -> None:
    director = house.invited("regisseur@buurt.example", "director", ("buurt:BU90010201",))
    page = sign_in(visit, director.email, "/gebied")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zuid")
    visit.go("/gebied?area=buurt:BU90010101")
    expect(page.get_by_role("heading", level=1)).to_have_text("Noord")
