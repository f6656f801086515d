"""What opens an SQL: read in either language, written for the library, and never taken from among the notes."""

from __future__ import annotations

import pytest

from buurtbeeld.analysis import catalogue, header
from buurtbeeld.analysis.header import Header

ENGLISH = "-- Which areas?\n-- One row per area.\n"
DUTCH = "-- nl: Welke gebieden?\n-- nl: Eén rij per gebied.\n"
AREAS, GEBIEDEN = Header("Which areas?", "One row per area."), Header("Welke gebieden?", "Eén rij per gebied.")
NONE = Header("", "")


@pytest.mark.parametrize(
    ("sql", "english", "dutch"),
    [
        (f"{ENGLISH}{DUTCH}-- a note\nselect 1", AREAS, GEBIEDEN),
        (f"{ENGLISH}select 1", AREAS, AREAS),
        (f"{DUTCH}select 1", GEBIEDEN, GEBIEDEN),
        ("-- Welke gebieden?\n-- Eén rij per gebied.\nselect 1", GEBIEDEN, GEBIEDEN),
        ("-- a note\nselect 1", NONE, NONE),
        ("-- $hours: number = 3\n-- $word: text\nselect $hours, $word", NONE, NONE),
        (f"select 1\n{ENGLISH}{DUTCH}", NONE, NONE),
        ("", NONE, NONE),
    ],
)
def test_a_header_is_read_in_the_language_asked_or_the_one_there_is(sql: str, english: Header, dutch: Header) -> None:
    assert (header.read(sql, "en"), header.read(sql, "nl")) == (english, dutch)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        (f"{ENGLISH}{DUTCH}-- Not for the analysis file: it reads homes.\n-- a note\nselect 1", "it reads homes."),
        (f"{ENGLISH}{DUTCH}select 1", ""),
        (f"{ENGLISH}{DUTCH}select 1\n-- Not for the analysis file: said too late.\n", ""),
    ],
)
def test_the_reason_to_withhold_a_question_stands_above_it(sql: str, reason: str) -> None:
    assert header.withheld(sql) == reason


@pytest.mark.parametrize(
    ("english", "dutch", "sql", "text"),
    [
        (Header("What", "per area"), Header("Wat", "per gebied"), "select 1;",
         "-- What?\n-- One row per area.\n-- nl: Wat?\n-- nl: Eén rij per gebied.\nselect 1\n"),
        (Header("New?", "One row per day."), Header("Nieuw?", "Eén rij per dag."), f"{ENGLISH}{DUTCH}select 1\n",
         "-- New?\n-- One row per day.\n-- nl: Nieuw?\n-- nl: Eén rij per dag.\nselect 1\n"),
        (Header("A", "per b"), Header("B", "per c"), "-- a note\nselect 1",
         "-- A?\n-- One row per b.\n-- nl: B?\n-- nl: Eén rij per c.\n-- a note\nselect 1\n"),
        (Header("One\nline", ""), Header("Eén\nregel", ""), "select 1",
         "-- One line?\n-- One row.\n-- nl: Eén regel?\n-- nl: Eén rij.\nselect 1\n"),
    ],
)  # fmt: skip
def test_a_file_for_the_library_has_its_headers_once(english: Header, dutch: Header, sql: str, text: str) -> None:
    assert header.file_text(english, dutch, sql) == text


def test_a_declared_parameter_outlives_the_way_to_a_file() -> None:
    sql = "-- $hours: number = 3\n-- $word: text\nselect $hours, $word"
    content = header.file_text(AREAS, GEBIEDEN, sql)
    assert content.endswith(f"{sql}\n") and catalogue.parameters(content) == catalogue.parameters(sql)


@pytest.mark.parametrize("question", catalogue.questions(), ids=lambda question: question.name)
def test_a_question_of_the_library_comes_back_as_it_was(question: catalogue.Question) -> None:
    assert header.file_text(question.header("en"), question.header("nl"), question.sql) == question.sql
