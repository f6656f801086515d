"""The pages of people and of who did what, the switch of role, and every page by itself: who sees what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from app import MENU, NEEDS
from buurtbeeld import access
from buurtbeeld.access import COMMAND, Person
from buurtbeeld.register import people, store
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import ROOT, Settings
from tests.pages.conftest import Open
from tests.ui.test_door import SIGN_IN

PEOPLE, AUDIT = "pages/administration/people.py", "pages/administration/audit.py"
BOSS = "boss@corporatie.example"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The register of an open demonstration, with an administrator in it."""
    where = str(tmp_path / "register.sqlite")
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    engine = store.opened(store.place(where, True))
    people.invite_person(engine, BOSS, "administrator", by=COMMAND)
    return engine


def words(app: AppTest) -> str:
    kinds = (app.title, app.subheader, app.caption, app.markdown, app.success, app.warning, app.error)
    return " ".join(str(element.value) for kind in kinds for element in kind)


def press(app: AppTest, label: str) -> AppTest:
    [button] = [one for one in app.button if one.label == label]
    button.click()
    return app.run()


def test_somebody_is_invited_changed_and_ended(open_page: Open, register: Engine) -> None:
    app = open_page(PEOPLE)
    assert "Eén persoon heeft toegang, onder wie 1 als beheerder" in words(app)
    app.text_input[0].set_value(" Director@Corporatie.example")
    app.selectbox(key="person_role").set_value("director")
    app = press(app, "Uitnodigen")
    assert "`director@corporatie.example` kan zich nu aanmelden" in words(app) and app.text_input[0].value == ""
    [member] = [one for one in people.everybody(register) if one.role == "director"]
    assert member.invited_by == access.DEMONSTRATION

    app.selectbox(key="person_who").set_value(str(member.id))
    app.run().selectbox(key=f"person_role_{member.id}").set_value("manager")
    app = press(app, "Opslaan")
    assert "Opgeslagen" in words(app)
    app = press(app, "Ja, beëindig de toegang")
    assert "De toegang van `director@corporatie.example` is beëindigd." in words(app)
    assert "Deze toegang is beëindigd." in words(app)
    app = press(app, "Toegang teruggeven")
    [member] = [one for one in people.everybody(register) if one.email.startswith("director")]
    assert (member.role, member.active, member.version) == ("manager", True, 4)


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("geen adres", "Dit is geen e-mailadres"), (BOSS.upper(), "heeft al toegang"), ("=1+1@c.nl", "geen e-mailadres")],
)
def test_an_invitation_that_cannot_be_keeps_what_was_typed(
    open_page: Open, register: Engine, email: str, sentence: str
) -> None:
    app = open_page(PEOPLE)
    app.text_input[0].set_value(email)
    app = press(app, "Uitnodigen")
    assert sentence in words(app) and app.text_input[0].value == email
    assert len(people.everybody(register)) == 1


def test_two_who_change_the_same_person_see_both_versions(open_page: Open, register: Engine) -> None:
    member = people.invite_person(register, "d@c.nl", "director", by=COMMAND)
    app = open_page(PEOPLE)
    app.selectbox(key="person_who").set_value(str(member.id))
    app.run().selectbox(key=f"person_role_{member.id}").set_value("analyst")
    people.change_person(register, member.id, "manager", (), by=COMMAND, seen=1)
    app = press(app, "Opslaan")
    said = words(app)
    assert "Dit is intussen gewijzigd, door een collega of in een ander venster. Er is niets overschreven" in said
    assert "Rol: **analist**" in said and "Rol: **manager**" in said
    assert next(one.role for one in people.everybody(register) if one.id == member.id) == "manager"
    app = press(app, "Opslaan")
    assert next(one.role for one in people.everybody(register) if one.id == member.id) == "analyst", "Now it was seen."


def test_the_last_administrator_is_told_why_not(open_page: Open, register: Engine) -> None:
    [member] = people.everybody(register)
    app = open_page(PEOPLE)
    app.selectbox(key="person_who").set_value(str(member.id))
    app = press(app.run(), "Ja, beëindig de toegang")
    assert "Dit is de laatste beheerder" in words(app) and people.everybody(register)[0].active


def test_who_did_what_is_told_and_filtered(open_page: Open, register: Engine) -> None:
    [boss] = people.everybody(register)
    by = Person(str(boss.id), "administrator")
    member = people.invite_person(register, "d@c.nl", "director", by=by)
    people.change_person(register, member.id, "manager", (), by=by, seen=1)
    app = open_page(AUDIT)
    rows = app.dataframe[0].value
    assert "Wijzigingen in dit tijdvak: 3, door 2 personen" in words(app)
    assert rows["who"].tolist() == [BOSS, BOSS, "met een opdracht"]
    assert rows["changed"].tolist()[0] == "rol: gebiedsregisseur → manager"
    assert rows["record"].tolist()[0] == "toegang van d@c.nl"
    assert len(open_page(AUDIT, verb="change_person").dataframe[0].value) == 1
    assert len(open_page(AUDIT, by="command").dataframe[0].value) == 1


@pytest.mark.parametrize("role", access.ROLES)
@pytest.mark.parametrize("page", ["areas/overview.py", "administration/people.py", "administration/audit.py"])
def test_a_demonstration_shows_each_role_its_own_pages(open_page: Open, register: Engine, page: str, role: str) -> None:
    app = open_page(f"pages/{page}", **{"as": role})
    allowed = access.may(Person("x", role), NEEDS.get(page, "read"))
    said = words(app)
    assert ("andere rol" in said or "niets voor u klaargezet" in said) is not allowed
    assert bool(app.dataframe) is allowed
    assert app.selectbox(key="switch_as").value == role


def test_the_role_is_kept_on_another_page(open_page: Open) -> None:
    app = open_page("pages/areas/compare.py", **{"as": "field"})
    app.query_params.clear()
    app.switch_page(PEOPLE)
    assert "andere rol" in words(app.run())


def test_the_switch_is_not_there_when_switched_off(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUURTBEELD_VIEW_AS", "no")
    app = open_page("pages/areas/compare.py", **{"as": "partner"})
    assert "klaargezet" not in words(app) and not [one for one in app.selectbox if one.key == "switch_as"]


@pytest.fixture
def real(tinytown: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., AppTest]:
    """Opens a page on data that are not made up, at the machine itself."""
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(tinytown.warehouse))
    monkeypatch.setenv("BUURTBEELD_REGISTER", str(tmp_path / "register.sqlite"))
    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda _self: "127.0.0.1"))

    def opened(file: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / file), default_timeout=60)
        app.query_params["as"] = "partner"
        return app.run()

    return opened


def test_real_data_know_no_switch_of_role(real: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch) -> None:
    app = real("app.py")
    assert "klaargezet" not in words(app) and not [one for one in app.selectbox if one.key == "switch_as"]
    monkeypatch.setenv("BUURTBEELD_VIEW_AS", "yes")
    assert "Niet met echte gegevens" in words(real("app.py")), "A build may become real while the server runs."


@pytest.mark.parametrize("page", [row[1] for row in MENU])
def test_a_page_by_itself_lets_nobody_in(
    real: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """Without app.py, as a deep link could have it: the page's own first line decides."""
    for name, value in SIGN_IN.items():
        monkeypatch.setenv(f"BUURTBEELD_{name}", value)
    app = real(f"pages/{page}")
    assert [element.value for element in app.title] == ["Welkom bij Buurtbeeld"]
    assert [element.value for element in app.markdown] == ["Meld u aan met uw werkaccount om verder te gaan."]
    assert not app.dataframe and not app.metric and not app.exception
