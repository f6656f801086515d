"""The funnel names who lies outside its limits, and nobody else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from buurtbeeld import outliers
from buurtbeeld.methods import funnel

HOMES = [10.0, 100.0, 400.0, 900.0, 1000.0, np.nan]
CASES = [0, 25, 5, 90, 100, 0]


def measures(cases: list[int] = CASES, homes: list[float] = HOMES) -> pd.DataFrame:
    """As the question area_measures answers: a stock of 100 cases per 1,000 homes that scatters as chance does."""
    judged = funnel.verdict(cases, homes, 0.1, 1.0)
    frame = pd.DataFrame({"area_id": list("ABCDEF"), "name": [f"Buurt {letter}" for letter in "ABCDEF"]})
    numbers = {"cases": cases, "home_years": homes, "rate": judged["rate"] * 1000}
    said = {"verdict": judged["verdict"], "direction": judged["direction"], "lies_in": "Stad", "reason": ""}
    return frame.assign(**numbers, **said, stock_rate=100.0, overdispersion=1.0)


def test_limits_on_the_grid_are_those_of_the_method() -> None:
    grid = outliers.grid(measures())
    again = funnel.limits(grid["homes"], 0.1, 1.0)
    assert (grid["highest"] == again["high_99.8"] * 1000).all() and (grid["low"] == again["low_95"] * 1000).all()
    assert grid["homes"].is_monotonic_increasing and grid["homes"].max() > 1000
    wide, narrow = ((grid["high"] - grid["low"]).iloc[at] for at in (0, -1))
    assert wide > narrow


def test_who_lies_outside_is_named_with_its_side() -> None:
    found = outliers.points(measures()).set_index("name")
    # Of 100 homes 10 are expected: 25 is far beyond; of 400 homes 40: 5 is far below. No home: not judged.
    assert found["said"].to_dict() == {
        "Buurt C": "▼ veel minder", "Buurt B": "▲ veel meer", "Buurt A": "past bij toeval",
        "Buurt D": "past bij toeval", "Buurt E": "past bij toeval",
    }  # fmt: skip
    assert found["expected"]["Buurt C"] == pytest.approx(40)
    words = outliers.in_words(found.reset_index(), "buurt")
    assert "Meer dan bij toeval gewoon is: Buurt B." in words and "Minder dan bij toeval gewoon is: Buurt C." in words
    assert "3 van de 5 buurten liggen binnen de grenzen" in words


def test_nothing_known_and_nothing_counted_draw_no_funnel() -> None:
    unknown = measures().assign(rate=np.nan, stock_rate=np.nan)
    assert outliers.points(unknown).empty and outliers.grid(unknown).empty
    assert "te weinig bekend" in outliers.in_words(outliers.points(unknown), "buurt")
    none = measures().head(0)
    assert outliers.points(none).empty and outliers.grid(none).empty
    zero = measures([0] * 6).assign(stock_rate=0.0, verdict="inside", direction="", rate=0.0)
    assert not outliers.points(zero)["outside"].any() and outliers.grid(zero)["highest"].eq(0).all()


def test_wider_limits_are_said() -> None:
    found = outliers.points(measures())
    assert "toeval" not in outliers.rate_in_words(found)
    assert "3,0 keer zo sterk" in outliers.rate_in_words(found.assign(overdispersion=9.0))


def test_a_sentence_names_six_and_counts_the_rest() -> None:
    many = pd.concat([measures().iloc[[1]].assign(area_id=str(at), name=f"B{at}") for at in range(9)])
    assert "B5 en 3 andere" in outliers.in_words(outliers.points(many), "buurt")
