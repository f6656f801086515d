"""Colleagues' own questions on an area's page: one number, a chart, a table, or a sentence where one no longer works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from buurtbeeld.access import Person
from buurtbeeld.analysis import ask
from buurtbeeld.register import saved_queries, store
from buurtbeeld.register.store import Engine
from tests.pages.conftest import Open

PAGE, HERE = "pages/areas/area.py", "focus:VGS"
COLLEAGUE = Person("collega", "analyst")
NUMBER = "select sum(reports) as meldingen from area_month where area_id = $area"
SERIES = "select month, sum(reports) as meldingen from area_month where area_id = $area group by month order by month"
BROKEN = "select nothing from area_month where area_id = $area"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("BUURTBEELD_REGISTER", str(tmp_path / "register.sqlite"))
    return store.opened(store.place(str(tmp_path / "register.sqlite"), True))


@pytest.fixture(autouse=True)
def _no_process_stays() -> Iterator[None]:
    yield
    ask.close()


def test_without_a_question_about_an_area_there_is_no_card(open_page: Open, register: Engine) -> None:
    saved_queries.keep(register, "Alles", "select count(*) as n from area", by=COLLEAGUE, shared=True)
    saved_queries.keep(register, "Van mij alleen", NUMBER, by=COLLEAGUE, shared=False)
    needy = "-- $uren: number\nselect count(*) as n from signal where buurt = $area and hour = $uren"
    saved_queries.keep(register, "Wil meer weten", needy, by=COLLEAGUE, shared=True)
    app = open_page(PAGE, area=HERE)
    assert "Vragen van analisten" not in [one.value for one in app.subheader]


def test_shared_questions_are_answered_for_this_area(open_page: Open, register: Engine) -> None:
    for name, sql in {"Hoeveel": NUMBER, "Verloop": SERIES, "Oud": BROKEN, "*Ster*": NUMBER}.items():
        saved_queries.keep(register, name, sql, by=COLLEAGUE, shared=True)
    app = open_page(PAGE, area=HERE)
    assert not [one for one in app.metric if one.label == "meldingen"], "Nothing is asked until somebody wants to know."
    app.toggle(key="cards").set_value(True).run()
    assert not app.exception
    said = [one.value for one in app.markdown]
    assert "**Hoeveel**" in said and "**Verloop**" in said and "***Ster***" not in said
    expected = int(ask.ask(sql=NUMBER, area=HERE)["meldingen"].iloc[0])
    shown = [one.value for one in app.metric if one.label == "meldingen"]
    assert expected > 10 and [int(value.replace(".", "")) for value in shown] == [expected, expected]
    assert any("meldingen per month" in one.value for one in app.caption)
    assert any("nothing" in one.value for one in app.caption), "A question that no longer works says why."
