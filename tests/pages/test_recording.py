"""Pages that record: focus areas, the route map's proposal, recognised figures, own marks; who may do what there."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld.access import DEMONSTRATION, Person
from buurtbeeld.clock import today
from buurtbeeld.register import focus_areas, mark_overrides, recognitions, store
from buurtbeeld.register.focus_areas import FocusArea
from buurtbeeld.register.mark_overrides import Override
from buurtbeeld.register.reading import listed
from buurtbeeld.register.recognitions import Recognition
from buurtbeeld.register.store import Engine
from tests.pages.conftest import Open, settled
from tests.pages.test_follow_up import buttons, words

FOCUS, AREA, SCORES = "pages/record/focus_areas.py", "pages/areas/area.py", "pages/trends/scores.py"
STREET, VISITOR = "street:geleen-van-goyenstraat", Person(DEMONSTRATION, "administrator")


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    where = str(tmp_path / "register.sqlite")
    monkeypatch.setenv("BUURTBEELD_REGISTER", where)
    return store.opened(store.place(where, True))


def test_streets_are_picked_counted_shown_and_kept(open_page: Open, engine: Engine) -> None:
    app = open_page(FOCUS)
    assert "Er is nog niets gekozen" in words(app)
    app.button(key="focus_save").click()
    assert "Geef een naam, en kies of teken" in words(settled(app.run()))
    app.text_input(key="focus_name").set_value("Rond het plein")
    app.multiselect(key="focus_picked").set_value([STREET])
    told = words(settled(app.run()))
    assert "woningen**" in told and len(app.get("deck_gl_json_chart")) == 1
    app.button(key="focus_save").click()
    told = words(settled(app.run()))
    assert "Bewaard: Rond het plein" in told and "cijfers vanaf de volgende inlezing" in told
    [kept] = listed(engine, FocusArea, by=VISITOR)
    assert (kept.what.code, kept.what.members, kept.what.outline) == ("ROND-HET-PLEIN", (STREET,), None)
    assert app.text_input(key="focus_name").value == "", "The form is empty again."


def test_a_whole_buurt_among_them_keeps_the_outline(open_page: Open, engine: Engine) -> None:
    app = open_page(FOCUS)
    buurt = next(one for one in app.multiselect(key="focus_picked").options if "(buurt" in one)
    app.text_input(key="focus_name").set_value("Alles samen")
    app.multiselect(key="focus_picked").select(buurt)
    app.multiselect(key="focus_picked").select(next(one for one in app.multiselect[0].options if "(straat" in one))
    assert "de omtrek zoals die nu is wordt bewaard" in words(settled(app.run()))
    app.button(key="focus_save").click()
    settled(app.run())
    [kept] = listed(engine, FocusArea, by=VISITOR)
    assert kept.what.outline and not kept.what.members


def test_two_who_draw_an_area_of_one_name_see_both(open_page: Open, engine: Engine) -> None:
    app = open_page(FOCUS)
    app.text_input(key="focus_name").set_value("Plein")
    app.multiselect(key="focus_picked").set_value([STREET])
    settled(app.run())
    colleague = Person("collega", "manager")
    first = FocusArea(code="PLEIN", name="Het plein", members=(STREET,))
    focus_areas.draw_focus_area(engine, first, by=colleague)
    app.button(key="focus_save").click()
    told = words(settled(app.run()))
    assert "Dit is intussen al vastgelegd" in told and "Wat u wilde" in told and "Het plein" in told
    assert [one.what for one in listed(engine, FocusArea, by=VISITOR)] == [first]


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("field", True), ("analyst", False)])
def test_who_may_answer_is_asked_whether_the_figures_are_recognised(
    open_page: Open, engine: Engine, role: str, may: bool
) -> None:
    app = open_page(AREA, area=STREET, **{"as": role})
    assert ("Herkent u deze cijfers?" in buttons(app)) is may
    assert ("Draag een kwestie over" in buttons(app)) is (role == "administrator")


def test_the_last_answer_of_each_colleague_counts(open_page: Open, engine: Engine) -> None:
    for who, answer in (("a", "no"), ("a", "yes"), ("b", "partly")):
        what = Recognition(area_id=STREET, figure="rates", at=today(), by_role="director", answer=answer, remark=None)
        recognitions.recognise(engine, what, by=Person(who, "director"))
    told = words(open_page(AREA, area=STREET))
    assert "**Herkennen collega's deze cijfers?** 1 ja, 1 deels" in told


def test_an_own_mark_is_a_column_of_the_table_and_the_computed_one_stays(open_page: Open, engine: Engine) -> None:
    bare: AppTest = open_page(SCORES)
    area = str(bare.selectbox(key="filter_area").value)
    assert "own" not in bare.dataframe[0].value.columns
    given = {"month": today().replace(day=1), "mark": 3.5, "reason": "Wat bewoners zeggen", "until": today()}
    own = Override(area_id=area, lens="physical", **given)
    mark_overrides.override_mark(engine, own, by=Person("collega", "manager"))
    app = open_page(SCORES, area=area, why="physical")
    table = app.dataframe[0].value
    assert "Fysiek 3,5" in " ".join(table["own"]) and "Eigen cijfer 3,5" in words(app)
    assert table.drop(columns="own").equals(bare.dataframe[0].value)
    assert "Ja, neem terug" in buttons(app)
