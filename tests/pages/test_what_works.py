"""The pages of what works on a demonstration's records: who sees what, what was just entered, and what is empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import MENU
from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.register import approaches, cases, hand_overs, partners, store
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.cases import Case
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.partners import Partner
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import Settings
from etl.demo import paces, records
from tests.pages.conftest import Open

STEPS, PACE, WORKED = (f"pages/what_works/{name}.py" for name in ("escalation", "lead_times", "what_worked"))
PAGES = (STEPS, PACE, WORKED)
ANYBODY = Person("test", "administrator")
AREA = "buurt:BU18830101"


@pytest.fixture(scope="module")
def made(demo_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Engine]:
    where = str(tmp_path_factory.mktemp("works") / "register.sqlite")
    engine = store.opened(store.place(where, True))
    truth = json.loads((demo_warehouse.warehouse.parent / "truth.json").read_text(encoding="utf-8"))
    records.record(engine, truth, 1)
    return where, engine


@pytest.fixture
def filled(made: tuple[str, Engine], monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("BUURTBEELD_REGISTER", made[0])
    yield made[1]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    where = str(tmp_path / "register.sqlite")
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    return store.opened(store.place(where, True))


def words(app: AppTest) -> str:
    kinds = (app.title, app.subheader, app.caption, app.markdown, app.info, app.warning)
    return " ".join(str(element.value) for kind in kinds for element in kind)


def opened(engine: Engine, ago: int, severity: int = 2) -> Case:
    what = Case(area_id=AREA, kind="SOC", theme="nuisance", severity=severity, opened_at=today() - timedelta(ago))
    return cases.open_case(engine, what, by=ANYBODY)


def partner(engine: Engine, name: str) -> Partner:
    return partners.keep_partner(engine, Partner(name=name, kind="police", norm_days=5), by=ANYBODY)


def handed(engine: Engine, to: Partner, ago: int, **more: object) -> HandOver:
    what = HandOver(area_id=AREA, theme="nuisance", partner_id=to.id, handed_at=today() - timedelta(ago), **more)
    return hand_overs.hand_over(engine, what, by=ANYBODY)


def test_they_stand_together_after_following_up() -> None:
    sections = list(dict.fromkeys(row[0] for row in MENU))
    assert sections.index("Wat werkt") == sections.index("Opvolgen") + 1
    assert [row[1] for row in MENU if row[0] == "Wat werkt"] == [page.removeprefix("pages/") for page in PAGES]


@pytest.mark.parametrize("role", ["administrator", "director", "field", "analyst"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_for_every_colleague(open_page: Open, filled: Engine, page: str, role: str) -> None:
    said = words(open_page(page, **{"as": role}))
    if role == "analyst":
        assert "Buurtmaaltijden" not in said and "Wie elkaar kent" not in said, "What people typed stays hidden."


@pytest.mark.parametrize("page", PAGES)
def test_a_partner_sees_nothing_of_it(open_page: Open, filled: Engine, page: str) -> None:
    app = open_page(page, **{"as": "partner"})
    assert not app.dataframe and "dossiers" not in words(app) and "Handhaving" not in words(app)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (STEPS, "Open een dossier bij ‘Dossiers’ en leg elke stap vast"), (PACE, "Draag een kwestie over bij ‘Overgedragen’"),
        (WORKED, "Leg een aanpak of een initiatief vast"),
    ],
)  # fmt: skip
def test_an_empty_page_says_what_to_do(open_page: Open, empty: Engine, page: str, sentence: str) -> None:
    app = open_page(page)
    assert sentence in words(app) and not app.dataframe


def test_ladders_themes_and_days_can_be_chosen_in_the_link(open_page: Open, filled: Engine) -> None:
    app = open_page(STEPS, ladder="mayor", theme="nuisance", after="90")
    said = words(app)
    assert "Rustig na 90 dagen" in said and "waarschuwing" in said and "gesprek" not in said
    assert app.dataframe[0].value["rung"].tolist()[:2] == ["1. laagdrempelig, bemiddelen", "2. waarschuwing"]
    assert "ging samen met" in said and "door de stap" not in said


def test_nine_cases_give_no_figure_and_the_tenth_does(open_page: Open, empty: Engine) -> None:
    for _turn in range(9):
        case = opened(empty, 300)
        cases.take_step(empty, case.id, "talk", today() - timedelta(290), by=ANYBODY)
    app = open_page(STEPS)
    assert "Er zijn nog maar 9 dossiers; vanaf 10" in words(app)
    assert app.dataframe[0].value[["n", "quiet_180"]].to_numpy().tolist() == [[9, "–"]]
    last = opened(empty, 300)
    cases.take_step(empty, last.id, "talk", today() - timedelta(290), by=ANYBODY)
    app = app.run()
    assert app.dataframe[0].value[["n", "quiet_180"]].to_numpy().tolist() == [[10, "0% (0–28)"]], (
        "What is entered shows."
    )
    assert "10 lopen nog" in words(app)
    assert "nog geen stap gezet" in words(open_page(STEPS, ladder="care"))


def test_all_partners_with_the_slow_one_and_the_one_with_few(open_page: Open, filled: Engine) -> None:
    ids = {one.what.name: str(one.id) for one in listed(filled, Partner, by=ANYBODY)}
    app = open_page(PACE, partner=ids[paces.FEW])
    table = app.dataframe[0].value.set_index("partner")
    assert table.loc[paces.FEW, "days"] == f"te weinig ({paces.PACE[paces.FEW][0]})" and len(table) >= 8
    assert "Niet te zeggen: " in words(app)
    silent = open_page(PACE, partner=ids["Sociaal wijkteam"])
    assert "Wat wacht bij Sociaal wijkteam" in words(silent) and len(silent.dataframe[1].value) > 0
    assert not {"question", "reason"} & set(silent.dataframe[1].value)


def test_one_partner_returned_declined_and_taken_away(open_page: Open, empty: Engine) -> None:
    one = partner(empty, "Politie")
    for turn, outcome in enumerate(("returned", "declined", "done", "done", "done")):
        kept = handed(empty, one, 60 + turn)
        hand_overs.close_hand_over(
            empty, kept.id, today() - timedelta(50), outcome, seen=1, by=ANYBODY, reason="Hoort elders"
        )
    handed(empty, one, 40, confidential=True)
    app = open_page(PACE)
    assert "nog maar één partner" in words(app)
    assert {one.label: one.value for one in app.metric}["Kwam terug"] == "40%"
    assert "Van 6 overdrachten is 0% teruggekoppeld" in words(app), "Closed without feedback is no feedback."
    assert app.dataframe[0].value["waiting"].tolist() == [1]
    assert "Vertrouwelijk en dus niet op het blad: 1." in words(app)
    partners.remove_partner(empty, one.id, seen=1, by=ANYBODY)
    assert app.run().dataframe[0].value["partner"].tolist() == ["Politie (weggehaald)"]


def test_everything_open_and_nothing_late(open_page: Open, empty: Engine) -> None:
    one = partner(empty, "Zorg")
    for _turn in range(6):
        handed(empty, one, 1)
    said = words(open_page(PACE))
    assert "Niets wacht langer dan de norm." in said and "6 overdrachten, waarvan 6 nog open" in said


def test_fewer_than_five_approaches_are_not_taken_together(open_page: Open, empty: Engine) -> None:
    what = Approach(
        area_id=AREA, name="[Aanpak](x)", kind="social", starts_at=date(2024, 1, 1), ends_at=date(2024, 9, 1)
    )
    approaches.record_approach(empty, what, by=ANYBODY)
    said = words(open_page(WORKED))
    assert "1 afgesloten aanpak: 1 niet beoordeeld" in said and r"\[Aanpak\](x)" in said
    assert "0 van 1 met een uitkomst; vanaf 5" in said and "0 initiatieven van bewoners en 0 van medewerkers" in said


def test_the_library_shows_null_results_and_can_be_narrowed(open_page: Open, filled: Engine) -> None:
    said = words(open_page(WORKED, sort="approach"))
    assert said.count("Gemeten: ") + said.count("Geen teken dat") >= 5 and "Soort ‘sociaal’" in said
    assert "Portierronde Westersingel" in said and "Ruilkast" not in said
    assert "Ruilkast" in words(open_page(WORKED, sort="initiative", of="buurt"))
    assert "Hier staat niets" in words(open_page(WORKED, sort="initiative", theme="nuisance"))


def test_the_page_of_hand_overs_leads_on(open_page: Open, filled: Engine) -> None:
    said = words(open_page("pages/follow_up/hand_overs.py"))
    assert "Doorlooptijd per partner" not in said
