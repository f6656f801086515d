"""The page Aanpak on a demonstration's records: what is asked before freezing, who may freeze, and what is then shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld.access import Person
from buurtbeeld.evaluation import case_counts, comparison, results
from buurtbeeld.register import approaches, store
from buurtbeeld.register.approaches import Approach, ApproachFreeze, Chosen
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import ask, newest
from etl.demo import frozen, records, scenario, tried
from tests.pages.conftest import Open

PAGE = "pages/follow_up/approaches.py"
ANYBODY = Person("test", "administrator")
GOYEN = "street:geleen-van-goyenstraat"
RESULT = (
    "Wat zegt elke methode",
    "Zaken per jaar erna",
    "Verschil per jaar",
    "Het hielp",
    "Geen teken",
    "Niet te zeggen",
    ":material/trending_",
)


@pytest.fixture(scope="module")
def made(demo_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Engine]:
    """A demonstration's register as demo-records and demo-freeze leave it."""
    where = str(tmp_path_factory.mktemp("approaches") / "register.sqlite")
    engine = store.opened(store.place(where, True))
    truth = json.loads((demo_warehouse.warehouse.parent / "truth.json").read_text(encoding="utf-8"))
    records.record(engine, truth, 1)
    build = newest(demo_warehouse.warehouse)
    assert frozen.freeze(engine, build) == len(scenario.APPROACHES) - 1
    assert frozen.freeze(engine, build) == 0, "What was frozen is left alone."
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


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was asked of cases, as it was asked; the answers are the real ones."""
    seen: list[dict[str, Any]] = []

    def listening(build: Path, question: str, *rest: Any, **parameters: Any) -> pd.DataFrame:
        seen.extend([parameters] if question == "approach_cases" else [])
        return ask(build, question, *rest, **parameters)

    monkeypatch.setattr(case_counts, "ask", listening)
    for kept in (results.evaluate, results.power, comparison.propose, case_counts.cases_of):
        kept.cache_clear()
    return seen


def words(app: AppTest) -> str:
    kinds = (app.title, app.subheader, app.caption, app.markdown, app.success, app.warning, app.info)
    figures = " ".join(f"{one.label} {one.value}" for one in app.metric)
    return " ".join(str(element.value) for kind in kinds for element in kind) + figures


def named(engine: Engine, name: str) -> str:
    return next(str(one.id) for one in listed(engine, Approach, by=ANYBODY) if one.what.name.startswith(name))


def an_approach(engine: Engine, **more: Any) -> Any:
    given = {"area_id": GOYEN, "name": "Samen optreden", "kind": "combined", "starts_at": date(2024, 1, 1),
             "mechanism": "Wie iets ziet, weet wie erop afgaat"}  # fmt: skip
    return approaches.record_approach(engine, Approach(**(given | more)), by=ANYBODY)


def test_the_list_says_where_each_stands(open_page: Open, filled: Engine) -> None:
    said = words(open_page(PAGE))
    assert "3 aanpakken lopen, 1 nog niet bevroren" in said
    assert said.count("bevroren, versie 1") == 5 + len(tried.TRIED) and "Van Goyenstraat" in said
    assert "Van Goyenstraat" not in words(open_page(PAGE, approaches="to_freeze"))


def test_an_empty_page_says_what_to_do(open_page: Open, empty: Engine) -> None:
    said = words(open_page(PAGE))
    assert "Er is nog geen aanpak vastgelegd" in said and "zodra u die met partners afspreekt" in said


def test_nothing_of_the_result_is_asked_or_shown_before_freezing(
    open_page: Open, empty: Engine, asked: list[dict[str, Any]]
) -> None:
    approach = an_approach(empty)
    app = open_page(PAGE, approach=str(approach.id))
    said = words(app)
    assert (
        "zodra het plan bevroren is" in said and "in acht van de tien gevallen" in said
    ) or "12 en 24 maanden na de start" in said
    assert not any(word in said for word in RESULT), said
    assert asked and all(each["until"] <= date(2024, 1, 1) for each in asked)
    app.button(key=f"freeze_{approach.id}").click()
    said = words(app.run())
    assert "Bevroren als versie 1" in said and any(word in said for word in RESULT)
    assert max(each["until"] for each in asked) > date(2024, 1, 1)
    [freeze] = listed(empty, ApproachFreeze, by=ANYBODY)
    assert freeze.created_by == "demonstration" and freeze.what.hash[:12] in said
    assert freeze.what.content["comparison"], "What was proposed is what was frozen."


@pytest.mark.parametrize(
    ("name", "words_of_it"),
    [
        ("Portiekgesprekken", "de eerste dag van oordelen is er nog niet"),
        ("Van Goyenstraat", "Vergeleken met"),
        ("Jongerenwerk", "Verhuisde het probleem"),
    ],
)
def test_a_frozen_approach_shows_power_and_then_the_verdict(
    open_page: Open, filled: Engine, name: str, words_of_it: str
) -> None:
    app = open_page(PAGE, approach=named(filled, name))
    heads = [one.value for one in app.subheader]
    assert heads.index("Wat kunnen we zien?") < heads.index("Hielp het?")
    assert words_of_it in words(app) and "Versie 1, bevroren op" in words(app)


def test_two_approaches_at_the_same_place_and_time_say_so(open_page: Open, empty: Engine) -> None:
    first = an_approach(empty)
    approaches.freeze_approach(empty, first.id, Chosen(("street:sittard-zonnebloemplein",)), seen=1, by=ANYBODY)
    an_approach(empty, area_id="buurt:BU18830504", starts_at=date(2024, 5, 1))
    assert "liep tegelijk een andere aanpak" in words(open_page(PAGE, approach=str(first.id)))


def test_what_changed_since_is_said_and_the_next_version_names_it(open_page: Open, empty: Engine) -> None:
    first = an_approach(empty)
    approaches.freeze_approach(empty, first.id, Chosen(("street:sittard-zonnebloemplein",)), seen=1, by=ANYBODY)
    later = approaches.record_approach(
        empty, Approach(**{**vars(first.what), "starts_at": date(2024, 3, 1)}), by=ANYBODY, id=first.id, seen=1
    )
    app = open_page(PAGE, approach=str(first.id))
    assert "Sinds het bevriezen gewijzigd: begin." in words(app)
    app.toggle(key=f"again_{first.id}").set_value(True)
    app.run().button(key=f"freeze_{later.id}").click()
    app = app.run()
    said = words(app)
    assert "Versie 2, bevroren op" in said and "begin" in said.split("anders:")[1] and "Versie 1, bevroren op" in said


def test_the_same_plan_frozen_again_is_no_new_version(open_page: Open, empty: Engine) -> None:
    approach = an_approach(empty)
    app = open_page(PAGE, approach=str(approach.id))
    app.button(key=f"freeze_{approach.id}").click()
    app.run().toggle(key=f"again_{approach.id}").set_value(True)
    app.run().button(key=f"freeze_{approach.id}").click()
    assert "Er is niets veranderd: versie 1 blijft staan" in words(app.run())
    assert len(listed(empty, ApproachFreeze, by=ANYBODY)) == 1


def test_without_a_reason_nothing_is_frozen_and_one_area_is_not_in_both_lists(open_page: Open, empty: Engine) -> None:
    approach = an_approach(empty, mechanism=None)
    app = open_page(PAGE, approach=str(approach.id))
    app.button(key=f"freeze_{approach.id}").click()
    assert "Schrijf eerst op waarom de aanpak zou werken" in words(app.run())
    ring = next(one for one in app.multiselect if one.label.startswith("Ring"))
    compared = next(one for one in app.multiselect if one.label == "Vergelijkingsgebieden")
    ring.set_value([*ring.value, compared.value[0]])
    said = words(app.run())
    assert "staat in beide lijstjes" in said and not listed(empty, ApproachFreeze, by=ANYBODY)


@pytest.mark.parametrize("role", ["director", "analyst", "field", "manager"])
def test_everybody_sees_it_and_few_change_it(open_page: Open, filled: Engine, role: str) -> None:
    may = role in ("director", "manager")
    unfrozen = open_page(PAGE, approach=named(filled, "Buurtbemiddeling"), **{"as": role})
    labels = {one.label for one in unfrozen.button}
    assert ("Bevries en toon het resultaat" in labels) == ("Wijzig" in labels) == may
    assert ("Een gebiedsregisseur of manager kan dit plan bevriezen" in words(unfrozen)) == (not may)
    goyen = open_page(PAGE, approach=named(filled, "Van Goyenstraat"), **{"as": role})
    assert "Vergeleken met" in words(goyen)
    assert ("Eén plan en één vast overleg" in words(goyen)) == (role != "analyst")
    assert ("Nieuwe aanpak" in {one.label for one in open_page(PAGE, **{"as": role}).button}) == may


@pytest.mark.parametrize("days", [60, 3600])
def test_an_approach_that_has_still_to_begin_can_be_planned_and_frozen(
    open_page: Open, empty: Engine, days: int
) -> None:
    approach = an_approach(empty, starts_at=date.today() + timedelta(days))
    app = open_page(PAGE, approach=str(approach.id))
    assert "begint nog" in words(app)
    app.button(key=f"freeze_{approach.id}").click()
    assert "Niet te zeggen of het hielp" in words(app.run())
