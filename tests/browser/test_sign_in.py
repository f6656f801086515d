"""Signing in with a real provider, a real server and a real browser: who gets in, where to, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from buurtbeeld.access import COMMAND
from buurtbeeld.register import people, store
from buurtbeeld.register.people import Member
from buurtbeeld.settings import Settings
from tests.browser.conftest import Visit, Visiting, free_port, serving
from tests.browser.provider import CLIENT, SECRET, Provider, providing

FRONT = "Welke gebieden vragen aandacht"
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


def sign_in(visit: Visit, email: str, path: str = "/") -> Page:
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
