"""Answers are kept up to a number of bytes, and what a page does to one stays its own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from buurtbeeld.settings import Settings
from buurtbeeld.ui import query
from buurtbeeld.ui.answer_cache import Kept


def frame(numbers: int) -> pd.DataFrame:
    return pd.DataFrame({"value": np.zeros(numbers)})


def test_the_longest_unused_answer_goes_first() -> None:
    kept = Kept(most_bytes=20_000)
    for key in "ab":
        kept.keep(key, frame(1_000))
    assert kept.get("a") is not None
    kept.keep("c", frame(1_000))
    assert kept.get("b") is None, "Used longest ago."
    assert kept.get("a") is not None and kept.get("c") is not None


def test_the_same_answer_twice_counts_once() -> None:
    kept = Kept(most_bytes=20_000)
    for _turn in range(9):
        kept.keep("a", frame(1_000))
    kept.keep("b", frame(1_000))
    assert kept.get("a") is not None


def test_an_answer_too_large_is_not_kept() -> None:
    kept = Kept(most_bytes=1_000)
    kept.keep("a", frame(1_000))
    assert kept.get("a") is None
    kept.keep("b", frame(10))
    assert kept.get("b") is not None


def test_what_a_page_does_to_an_answer_stays_its_own(tinytown: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUURTBEELD_WAREHOUSE", str(tinytown.warehouse))
    first = query.ask("area_choices")
    names = list(first["name"])
    first.loc[:, "name"] = "changed"
    first["more"] = 1
    again = query.ask("area_choices")
    assert list(again["name"]) == names
    assert "more" not in again
