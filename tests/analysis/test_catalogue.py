"""The library of questions: headers, parameters and values, what is withheld and why; and an SQL as a link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from buurtbeeld.analysis import catalogue, sql_text
from buurtbeeld.analysis.sandbox.pool import Pool
from buurtbeeld.analysis.sandbox.worker import Answer, Limits
from buurtbeeld.errors import ParameterRefused, QuestionFaulty, QuestionRefused, UnknownQuestion
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import newest_analysis, question_files, question_text

BUILD = {"until_month": date(2026, 7, 1), "last_from": date(2025, 7, 1), "month": date(2026, 6, 1)}


def test_every_question_has_its_headers_and_knows_its_parameters() -> None:
    assert len(catalogue.questions()) > 20
    for question in catalogue.questions():
        english, dutch = question.header("en"), question.header("nl")
        assert english.question.endswith("?") and english.grain.startswith("One row"), question.name
        assert dutch.question.endswith("?") and dutch.grain.startswith("Eén rij"), question.name
        unknown = [p.name for p in question.parameters if p.nl == p.name]
        assert not unknown, f"{question.name}: describe {unknown} in queries/parameters.csv."


@pytest.fixture(scope="module")
def pool_of_tinytown(tinytown: Settings) -> Iterator[Pool]:
    pool = Pool(newest_analysis(tinytown.warehouse), Limits())
    yield pool
    pool.close()


def answer_of(pool: Pool, name: str) -> Answer:
    """What the analysis file answers to a question of queries/, each parameter at its default."""
    sql = question_text(name)
    return pool.ask(sql, catalogue.values(catalogue.parameters(sql), {}, BUILD))


@pytest.mark.parametrize("name", [name for name in question_files() if name not in catalogue.withheld()])
def test_the_analysis_file_answers_what_its_header_does_not_withhold(pool_of_tinytown: Pool, name: str) -> None:
    assert not answer_of(pool_of_tinytown, name).capped


@pytest.mark.parametrize("name", catalogue.withheld())
def test_the_analysis_file_cannot_answer_what_a_header_withholds(pool_of_tinytown: Pool, name: str) -> None:
    with pytest.raises(QuestionFaulty, match="does not exist|not found|does not have a column"):
        answer_of(pool_of_tinytown, name)


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("select $a, $b, $a", ["a", "b"]),
        ("select '$no', \"$no\", $yes -- $no", ["yes"]),
        ("/* $no */ select $$ $no $$, $q$ $no $q$, $yes", ["yes"]),
        ("select 'it''s $no' where x = $yes", ["yes"]),
        ("select 1", []),
    ],
)
def test_names_are_found_where_they_are_parameters(sql: str, names: list[str]) -> None:
    assert [parameter.name for parameter in catalogue.parameters(sql)] == names


def test_a_parameter_can_be_declared_in_the_text() -> None:
    [hours, word] = catalogue.parameters("-- $hours: number = 3\nselect $hours, $word")
    assert (hours.kind, hours.default) == ("number", "3") and word.kind == "text"
    with pytest.raises(ParameterRefused, match="found 'money'"):
        catalogue.parameters("-- $x: money\nselect $x")


def test_values_are_typed_and_defaults_fill_in() -> None:
    parameters = catalogue.parameters("select $since, $until, $month, $smallest, $theme, $area")
    values = catalogue.values(parameters, {"since": "2026-01-01", "theme": "nuisance"}, BUILD)
    assert values["since"] == date(2026, 1, 1) and values["until"] == date(2026, 7, 1)
    assert (values["month"], values["smallest"], values["area"]) == (date(2026, 6, 1), 5, "")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"since": "yesterday"}, "a day as 2026-01-31 for since, found 'yesterday'"),
        ({"smallest": "few"}, "a number for smallest"),
        ({"theme": "zz"}, "nuisance.*found 'zz'"),
        ({"colour": "red"}, "found colour"),
    ],
)
def test_a_value_that_does_not_fit_is_told(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(ParameterRefused, match=sentence):
        catalogue.values(catalogue.parameters("select $since, $smallest, $theme"), given, BUILD)


def test_a_question_that_is_not_there_and_one_that_is_withheld_have_their_own_sentence() -> None:
    with pytest.raises(UnknownQuestion, match="--list"):
        catalogue.question("nothing_like_it")
    with pytest.raises(UnknownQuestion, match="not for the analysis file: it shows reports one by one.*privacy.md"):
        catalogue.question("area_reports")


def test_an_sql_travels_in_a_link() -> None:
    sql = "select 'één', $x -- ?\nfrom area"
    assert sql_text.from_link(sql_text.in_link(sql)) == sql
    assert sql_text.in_link("".join(chr(40 + n * n % 50_000) for n in range(20_000))) == "", "Too long for a link."
    for nonsense in ("abc", "%%%", "eJwrSy0qBgAJTgLF"[:-3]):
        with pytest.raises(QuestionRefused, match="SQL of a link"):
            sql_text.from_link(nonsense)


def test_a_link_does_not_open_to_a_mountain() -> None:
    with pytest.raises(QuestionRefused, match="at most 20,000"):
        sql_text.from_link(sql_text.in_link("x" * 1_000_000))


def test_a_file_gets_a_plain_name() -> None:
    assert sql_text.file_name("Geluid per Buurt: 2026!") == "geluid_per_buurt_2026.sql"
    assert sql_text.file_name("../../etc/passwd") == "etc_passwd.sql"
