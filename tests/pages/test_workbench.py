"""The workbench as an analyst meets it, without a browser: ask, see, keep, come back by a link, be told what is wrong."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from buurtbeeld.access import DEMONSTRATION, Person
from buurtbeeld.analysis import ask, catalogue, sql_text
from buurtbeeld.register import saved_queries, store
from tests.pages.conftest import Open

PAGE = "pages/analysis/workbench.py"
KINDS = "select kind, count(*) as reports from signal group by kind order by kind"


@pytest.fixture(autouse=True)
def _no_process_stays() -> Iterator[None]:
    yield
    ask.close()


def words(app: AppTest) -> str:
    return "\n".join(part.value for kind in (app.subheader, app.warning, app.caption, app.code) for part in kind)


def answered(app: AppTest) -> AppTest:
    """The page once what runs has ended; a fragment looks by itself only in a browser."""
    until = time.monotonic() + 30
    while app.session_state["workbench"].running is not None and time.monotonic() < until:
        time.sleep(0.2)
        app.run()
    return app


def asked(open_page: Open, sql: str, **query: str) -> AppTest:
    return answered(open_page(PAGE, sql=sql_text.in_link(sql), **query))


def test_a_link_is_asked_and_shown(open_page: Open) -> None:
    app = asked(open_page, KINDS, view="chart")
    assert "3 rijen" in words(app)
    assert "reports per kind, 3 rijen." in words(app)
    assert app.session_state["workbench"].outcome.rows["kind"].tolist() == ["complaint", "incident", "observation"]


def test_a_question_of_the_library_has_a_widget_per_parameter(open_page: Open) -> None:
    app = answered(open_page(PAGE, q="area_changes", p_theme="nuisance"))
    assert app.selectbox(key="workbench_theme").value == "nuisance"
    assert app.selectbox(key="workbench_level").value == "buurt"
    assert set(app.session_state["workbench"].outcome.rows["theme"]) == {"nuisance"}
    app.selectbox(key="workbench_theme").select("all")
    answered(app.button(key="workbench_run").click().run())
    assert app.query_params["p_theme"] in ("all", ["all"]), "The link reproduces what is on screen."


def test_questions_of_the_library_can_be_laid_on_the_bench(open_page: Open) -> None:
    app = open_page(PAGE)
    different = {tuple(p.name for p in question.parameters): question for question in catalogue.questions()}
    for question in different.values():
        app.radio(key="workbench_library").set_value(question.name).run()
        assert not app.exception, (question.name, app.exception)
        assert app.session_state["workbench"].sql == question.sql


@pytest.mark.parametrize("language", ["nl", "en"])
def test_questions_are_shown_in_the_visitors_language(open_page: Open, language: str) -> None:
    asked_for = catalogue.question("area_changes").header(language).question
    app = answered(open_page(PAGE, q="area_changes", lang=language))
    library = app.radio(key="workbench_library").options
    assert library == [question.header(language).question for question in catalogue.questions()]
    assert any(part.value.replace("\\", "") == f"**{asked_for}**" for part in app.markdown), "Above the answer."
    assert any(asked_for[:40] in button.label for button in app.button), "Among what was asked before."


@pytest.mark.parametrize("words", ["verschillende mensen", "different people", "concentration top_share"])
def test_a_question_is_sought_by_words_of_either_language_or_of_its_sql(open_page: Open, words: str) -> None:
    app = open_page(PAGE)
    app.text_input(key="workbench_sought").set_value(words).run()
    assert app.radio(key="workbench_library").options == [catalogue.question("reporters").header("nl").question]


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("select nam from area", "begrijpt deze vraag niet"),
        ("drop table area", "alleen één SELECT"),
        ("select repeat('x', 2000000000)", "meer geheugen"),
        ("-- $x: money\nselect $x", "money"),
    ],
)
def test_what_is_wrong_is_said(open_page: Open, sql: str, sentence: str) -> None:
    assert sentence in words(asked(open_page, sql))


def test_what_runs_can_be_stopped(open_page: Open) -> None:
    app = open_page(PAGE, sql=sql_text.in_link("select count(*) from range(10000000000000)"))
    assert app.session_state["workbench"].running is not None
    app.session_state["workbench"].running.cancel()
    assert "Er draait niets meer" in words(answered(app))


def test_a_plan_is_explained_without_running(open_page: Open) -> None:
    app = asked(open_page, KINDS)
    answered(app.button(key="workbench_plan").click().run())
    assert "leest tabel: report" in words(app)


def test_what_is_kept_can_be_laid_on_the_bench_again(open_page: Open) -> None:
    register = store.opened(store.place(os.environ["BUURTBEELD_REGISTER"], True))
    saved_queries.keep(register, "Meldingen per soort", KINDS, by=Person(DEMONSTRATION, "analyst"))
    saved_queries.keep(register, "Van een ander", KINDS, by=Person("somebody else", "analyst"))
    app = open_page(PAGE)
    names = [button.label for button in app.button]
    assert "Meldingen per soort · alleen van u · versie 1" in names
    assert not any("Van een ander" in name for name in names)
    next(button for button in app.button if button.label.startswith("Meldingen per soort")).click().run()
    assert app.session_state["workbench"].sql == KINDS


def test_a_wrong_link_gets_a_sentence(open_page: Open) -> None:
    for query in ({"q": "nothing"}, {"sql": "nonsense"}):
        assert "bestaat hier niet" in words(open_page(PAGE, **query))
    assert "naar een persoon kunnen leiden" in words(open_page(PAGE, q="area_reports"))


def test_tables_are_explained(open_page: Open) -> None:
    app = open_page(PAGE)
    app.text_input(key="workbench_table_sought").set_value("melders").run()
    schema = next(frame.value for frame in app.dataframe if "betekenis" in frame.value or "says" in frame.value)
    assert ("area_period", "reporters") in set(zip(schema["table"], schema["column"], strict=True))
