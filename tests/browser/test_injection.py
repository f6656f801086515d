"""What people type, in every field of every kind of record, is text on every page that shows it: no script, no link."""

from __future__ import annotations

import pytest

from buurtbeeld import warehouse
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import Settings
from tests.browser.conftest import Visiting
from tests.register import injected

STREET = "street:geleen-van-goyenstraat"
NOT_HERE = {
    ("approach", "mechanism"),
    ("approach", "expected_effect"),
    ("goal_review", "story"),
    ("known_warning", "remark"),
}
"""Fields that none of these pages writes out: of approaches, the words of a review, and marks on warnings."""


@pytest.fixture(scope="module")
def buurt(demo_warehouse: Settings) -> str:
    around = warehouse.ask(warehouse.newest(demo_warehouse.warehouse), "area_around", area=STREET)
    return str(around.loc[around["level"] == "buurt", "area_id"].iloc[0])


def test_what_people_type_is_text_on_every_page(host: str, visiting: Visiting, engine: Engine, buurt: str) -> None:
    made = injected.record(engine, STREET, buurt)
    visit = visiting(host)
    page, shown = visit.page, []
    page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
    page.add_init_script("window.hacked = () => { window.wasHacked = true }")
    for path in (
        "/zaken",
        f"/zaken?case={made['case'].id}",
        "/overgedragen",
        f"/overgedragen?handed={made['hand_over'].id}",
        "/wie-bellen",
        "/initiatieven",
        "/geheugen",
        "/afspraken",
        "/aandachtsgebied",
        f"/cijfers?area={buurt}&why=social",
        f"/gebied?area={STREET}",
        f"/gebied?area={buurt}",
        "/aanpak",
        f"/aanpak?approach={made['approach'].id}",
        "/doorlooptijden",
        "/wie-deed-wat",
    ):
        visit.go(path)
        # The joiner is invisible: it keeps Streamlit from drawing a dash for two hyphens.
        shown.append(str(page.get_by_test_id("stMain").text_content()).replace("\N{WORD JOINER}", ""))
        assert not page.evaluate("window.wasHacked"), path
        assert page.locator("img[src='x'], a[href^='javascript'], [data-testid='stMain'] script").count() == 0, path
    every = "\n".join(shown)
    for kind, field in set(injected.typed()) - NOT_HERE:
        assert injected.words(kind, field) in every, f"{kind}.{field} is shown otherwise than typed, or nowhere."
