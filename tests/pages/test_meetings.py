"""The page that makes a page to bring: whose it is, whether a covenant holds, and what may be typed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld.access import COMMAND
from buurtbeeld.clock import today
from buurtbeeld.register import partners, store
from buurtbeeld.register.partners import Partner
from tests.pages.conftest import Open, settled

BRIEFING = "pages/meetings/briefing.py"


@pytest.fixture
def briefing(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page, in a demonstration whose register knows three partners."""
    monkeypatch.setenv("BUURTBEELD_REGISTER", str(tmp_path / "register.sqlite"))
    engine = store.opened(store.place(str(tmp_path / "register.sqlite"), demonstration=True))
    known = (("Brandweer", "other", None), ("Politie", "police", 1), ("Huurdersraad", "tenants_organisation", None))
    for name, kind, left in known:
        until = None if left is None else today() + timedelta(left)
        partners.keep_partner(engine, Partner(name=name, kind=kind, covenant_until=until), by=COMMAND)
    return open_page(BRIEFING)


def choose(app: AppTest, key: str, value: str) -> AppTest:
    return settled(app.selectbox(key=key).select(value).run())


def words(app: AppTest) -> str:
    return " ".join(str(each.value) for each in (*app.text, *app.markdown, *app.caption, *app.subheader))


def test_partners_come_from_the_register_those_with_a_covenant_first(briefing: AppTest) -> None:
    app = choose(briefing, "briefing_profile", "partner")
    assert app.selectbox(key="briefing_partner_partner").options == ["Politie", "Brandweer (geen convenant)"]
    assert "voor: Politie (partner onder convenant)" in words(app)
    without = app.selectbox(key="briefing_partner_partner").options[1]
    app = settled(app.selectbox(key="briefing_partner_partner").select_index(1).run())
    assert without and "geen convenant dat nu geldt" in app.warning[0].value
    app = choose(app, "briefing_profile", "tenants")
    assert app.selectbox(key="briefing_partner_tenants").options == ["Huurdersraad"]


def test_what_was_typed_does_not_outlive_the_proposal(briefing: AppTest) -> None:
    """Another day, language or figure is another proposal: a sentence with old figures must not stay."""
    app = choose(briefing, "briefing_profile", "internal")
    first = next(area for area in app.text_area if area.label.startswith("De eerste zinnen"))
    app = settled(first.input("Wij typten dit.").run())
    assert "Wij typten dit." in words(app)
    app.query_params["lang"] = "en"
    app = settled(app.run())
    assert "Wij typten dit." not in words(app) and "cases" in words(app)


def test_what_may_lead_to_a_person_stays_off_the_page(briefing: AppTest) -> None:
    app = choose(briefing, "briefing_profile", "partner")
    asked = next(area for area in app.text_area if area.label.startswith("Wat we vandaag vragen"))
    app = settled(asked.input("Kan er extra licht komen?\nMevrouw Jansen belt op 0612345678").run())
    assert "• Kan er extra licht komen?" in words(app)
    assert "Jansen" not in words(app) and "komt niet op de pagina" in app.warning[0].value
