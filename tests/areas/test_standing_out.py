"""The front page names nobody by chance, and does name who really stands out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks.calibration import front_page
from buurtbeeld.areas import standing_out

WHOLE = pd.Series({"homes": 13_000, "rate": 300.0})


@pytest.mark.parametrize("dispersion", [1, 2])
def test_equal_areas_are_hardly_ever_named(dispersion: float) -> None:
    # Promised is 5 %; of 60 corporations 9 is what one in a thousand such tests would exceed at 5 %.
    high, risen = front_page.named(60, dispersion, seed=3)
    assert high <= 0.15 and risen <= 0.15


def named(factor_high: float, factor_risen: float) -> tuple[set[str], set[str]]:
    """Who is named in 20 corporations where buurt 0 of 400 homes has so many times the complaints, or rose so much."""
    random, high, risen = np.random.default_rng(8), [], []
    for _time in range(20):
        made = front_page.corporation(random, 1.5, factors={"buurt:0": (factor_high, factor_risen)})
        high += list(standing_out.high(made)["area_id"])
        risen += list(standing_out.risen(made)["area_id"])
    return set(pd.Series(high).mode()), set(pd.Series(risen).mode())


def test_who_really_stands_out_is_named() -> None:
    assert named(3.0, 1.0)[0] == {"buurt:0"}
    assert named(1.0, 3.0)[1] == {"buurt:0"}


def test_nothing_that_stands_out_is_the_headline() -> None:
    quiet = front_page.corporation(np.random.default_rng(1), 1)
    assert standing_out.high(quiet).empty and standing_out.risen(quiet).empty
    assert standing_out.in_words(quiet, WHOLE).startswith("Geen gebied valt op")
    assert not standing_out.high_cards(quiet) and not standing_out.risen_cards(quiet)


def test_the_headline_says_of_which_kind_and_against_what() -> None:
    made = front_page.corporation(np.random.default_rng(2), 1, factors={"buurt:0": (4.0, 1.0)})
    said = standing_out.in_words(made, WHOLE)
    assert said.startswith("Buurt 0 ligt hoog bij bewoners: ")
    assert "de hele corporatie heeft er" in said and said.endswith("Nergens is een stijging groter dan toeval.")
    assert "bewoners, naar schatting" in standing_out.high_cards(made)[0].beside


@pytest.mark.parametrize(
    ("homes", "rate", "expected"),
    [
        (0, np.nan, "Er zijn geen cijfers per 1.000 woningen"),
        (500, np.nan, "Er zijn te weinig maanden geleverd"),
        (500, 300.0, "Er is te weinig geschiedenis"),
    ],
)
def test_what_is_not_known_is_said(homes: int, rate: float, expected: str) -> None:
    empty = front_page.corporation(np.random.default_rng(1), 1).head(0)
    assert standing_out.in_words(empty, pd.Series({"homes": homes, "rate": rate})).startswith(expected)
