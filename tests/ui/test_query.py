"""Answers are shared up to a number of bytes, apart per language, and what a page does to one stays its own."""

from __future__ import annotations

import pandas as pd
import pytest

from buurtbeeld import text
from buurtbeeld.settings import Settings
from buurtbeeld.ui import query


@pytest.fixture
def built(tinytown: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(tinytown.warehouse))
    query.shared_answer.cache_clear()


@pytest.mark.usefixtures("built")
def test_an_answer_is_asked_once_and_held_by_its_bytes() -> None:
    held = query.shared_answer.cache
    answers = [query.ask("area_choices") for _turn in range(3)]
    assert len(held) == 1 and held.currsize == answers[0].memory_usage(deep=True).sum() < held.maxsize
    assert held.getsizeof(pd.DataFrame({"name": ["x" * 10_000]})) > 10_000, "Text counts letter by letter."


@pytest.mark.usefixtures("built")
def test_an_answer_in_another_language_is_another_answer() -> None:
    dutch = query.ask("themes")["name"]
    text.use("en")
    english = query.ask("themes")["name"]
    text.use("nl")
    assert not dutch.equals(english) and dutch.equals(query.ask("themes")["name"])


@pytest.mark.usefixtures("built")
def test_what_a_page_does_to_an_answer_stays_its_own() -> None:
    first = query.ask("area_choices")
    names = list(first["name"])
    first.loc[:, "name"] = "changed"
    first["more"] = 1
    again = query.ask("area_choices")
    assert list(again["name"]) == names
    assert "more" not in again
