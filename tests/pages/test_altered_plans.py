"""A frozen plan that somebody changed in the database itself: every page says so or is silent, and none judges it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld import text, warehouse
from buurtbeeld.access import Person
from buurtbeeld.briefing import export, register_extract
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.register import approaches, store
from buurtbeeld.register.approaches import Approach, ApproachFreeze, Chosen
from buurtbeeld.register.records import Entry
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import Settings
from tests.pages.conftest import Open
from tests.register.samples import alter

APPROACHES, LIBRARY = "pages/follow_up/approaches.py", "pages/what_works/what_worked.py"
ANYBODY = Person("test", "administrator")
GOYEN = "street:geleen-van-goyenstraat"
VERDICTS = ("Het hielp", "Het werd slechter", "Geen teken dat", "Niet te zeggen of")
ALTERATIONS = ("expected", "comparison", "start", "mechanism", "absent", "nothing", "hash")
Frozen = tuple[Entry[Approach], Entry[ApproachFreeze]]


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    where = str(tmp_path / "register.sqlite")
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    return store.opened(store.place(where, True))


def frozen(register: Engine, name: str) -> Frozen:
    """An approach that ended, with the version that was frozen."""
    what = Approach(
        area_id=GOYEN,
        name=name,
        kind="combined",
        starts_at=date(2024, 1, 1),
        ends_at=date(2024, 12, 31),
        mechanism="Wie iets ziet, weet wie erop afgaat",
        expected_drop=30,
    )
    one = approaches.record_approach(register, what, by=ANYBODY)
    chosen = Chosen(("street:sittard-zonnebloemplein",))
    return one, approaches.freeze_approach(register, one.id, chosen, seen=1, by=ANYBODY)


def altered(what: ApproachFreeze, how: str) -> Mapping[str, Any]:
    """The columns as somebody wrote them in the database."""
    content = dict(what.content)
    changes = {
        "expected": content | {"expected": 0.1},
        "comparison": content | {"comparison": []},
        "start": content | {"start": "2023-01-01"},
        "mechanism": content | {"mechanism": "Omdat het moest"},
        "absent": {name: each for name, each in content.items() if name not in ("comparison", "start")},
        "nothing": [],
    }
    return {"hash": what.hash[::-1]} if how == "hash" else {"content": changes[how]}


def words(app: AppTest) -> str:
    kinds = (app.title, app.subheader, app.caption, app.markdown, app.success, app.warning, app.info)
    return " ".join(str(element.value) for kind in kinds for element in kind)


def verdicts(said: str) -> int:
    return sum(said.count(verdict) for verdict in VERDICTS)


@pytest.mark.parametrize("how", ALTERATIONS)
def test_the_page_of_the_approach_says_so_and_gives_no_verdict(open_page: Open, register: Engine, how: str) -> None:
    one, freeze = frozen(register, "Samen optreden")
    before = words(open_page(APPROACHES, approach=str(one.id)))
    assert verdicts(before) == 1 and "klopt niet meer" not in before
    alter(register, freeze.id, **altered(freeze.what, how))
    for role in ("manager", "analyst", "field"):
        said = words(open_page(APPROACHES, approach=str(one.id), **{"as": role}))
        assert verdicts(said) == 0 and "Verhuisde het probleem" not in said
        assert "Versie 1 van dit plan klopt niet meer met wat er is bevroren" in said
        assert "bevries het plan opnieuw" in said and "Sinds het bevriezen gewijzigd" not in said
    assert "alle zijn bevroren, bij 1 klopt het bevroren plan niet meer" in words(open_page(APPROACHES))


def test_what_was_frozen_can_be_read_in_the_history_and_frozen_anew(open_page: Open, register: Engine) -> None:
    one, freeze = frozen(register, "Samen optreden")
    alter(register, freeze.id, **altered(freeze.what, "expected"))
    app = open_page(APPROACHES, approach=str(one.id))
    app.toggle(key=f"history_{one.id}").set_value(True)
    recorded = words(app.run()).replace("\\", "")
    assert "verwachte daling: 0,3" in recorded, "The audit holds what was frozen."
    app.toggle(key=f"again_{one.id}").set_value(True)
    app.run().button(key=f"freeze_{one.id}").click()
    said = words(app.run())
    assert "Bevroren als versie 2" in said and verdicts(said) == 1
    assert "Het oordeel rust daarom op versie 2" in said
    assert "klopt niet meer met wat er is bevroren" in said, "The line of the first version."


@pytest.mark.parametrize("how", ALTERATIONS)
def test_the_library_gives_no_verdict_and_counts_it_as_such(open_page: Open, register: Engine, how: str) -> None:
    frozen(register, "Blijft zoals het was")
    _one, freeze = frozen(register, "Veranderd")
    before = words(open_page(LIBRARY))
    assert verdicts(before) == 2 and "2 afgesloten aanpakken: bij 2 niet te zeggen" in before
    alter(register, freeze.id, **altered(freeze.what, how))
    said = words(open_page(LIBRARY))
    assert verdicts(said) == 1 and "Geen oordeel: het bevroren plan is daarna veranderd" in said
    answer = "2 afgesloten aanpakken: bij 1 niet te zeggen en bij 1 klopt het bevroren plan niet meer"
    assert answer in said and "van 2 met een uitkomst" in said


def test_the_page_to_bring_and_the_area_name_it_and_judge_it_neither_before_nor_after(
    open_page: Open, demo_warehouse: Settings, register: Engine
) -> None:
    _one, freeze = frozen(register, "Samen optreden")
    build = warehouse.newest(demo_warehouse.warehouse)
    day = date(2025, 6, 30)

    def brought() -> str:
        ask = lambda question, **given: text.in_language(warehouse.ask(build, question, **given))  # noqa: E731
        records = register_extract.read(register, by=ANYBODY)
        made = export.prepare(ask, register, GOYEN, Recipient("internal"), "partners", day, records=records)
        return export.FORMATS["html"].make(made.page).decode()

    before = brought()
    alter(register, freeze.id, **altered(freeze.what, "comparison"))
    assert "Samen optreden" in before and brought() == before and verdicts(before) == 0
    assert verdicts(words(open_page("pages/areas/area.py", area=GOYEN))) == 0
