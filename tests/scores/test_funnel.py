"""The funnel names who lies outside its limits, and nobody else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from buurtbeeld.methods.small_areas import funnel as small_areas_funnel
from buurtbeeld.scores import funnel as score_funnel

HOMES = [10.0, 100.0, 400.0, 900.0, 1000.0, np.nan]
CASES = [0, 25, 5, 90, 100, 0]


def measures(cases: list[int] = CASES, homes: list[float] = HOMES) -> pd.DataFrame:
    """As the question area_measures answers: a stock of 100 cases per 1,000 homes that scatters as chance does."""
    judged = small_areas_funnel.verdict(cases, homes, 0.1, 1.0)
    frame = pd.DataFrame({"area_id": list("ABCDEF"), "name": [f"Buurt {letter}" for letter in "ABCDEF"]})
    numbers = {"cases": cases, "reports": cases, "home_years": homes, "rate": judged["rate"] * 1000}
    said = {"verdict": judged["verdict"], "direction": judged["direction"], "lies_in": "Stad", "reason": ""}
    return frame.assign(**numbers, **said, burst=0, stock_rate=100.0, overdispersion=1.0)


def test_limits_on_the_grid_are_those_of_the_method() -> None:
    grid = score_funnel.grid(measures())
    again = small_areas_funnel.limits(grid["homes"], 0.1, 1.0)
    assert (grid["highest"] == again["high_99.8"] * 1000).all() and (grid["low"] == again["low_95"] * 1000).all()
    assert grid["homes"].is_monotonic_increasing and grid["homes"].max() > 1000
    wide, narrow = ((grid["high"] - grid["low"]).iloc[at] for at in (0, -1))
    assert wide > narrow


def test_who_lies_outside_is_named_with_its_side() -> None:
    found = score_funnel.points(measures()).set_index("name")
    # Of 100 homes 10 are expected: 25 is far beyond; of 400 homes 40: 5 is far below. No home: not judged.
    assert found["said"].to_dict() == {
        "Buurt C": "▼ veel minder", "Buurt B": "▲ veel meer", "Buurt A": "past bij toeval",
        "Buurt D": "past bij toeval", "Buurt E": "past bij toeval",
    }  # fmt: skip
    assert found["expected"]["Buurt C"] == pytest.approx(40)
    words = score_funnel.in_words(found.reset_index(), "buurt")
    assert "Meer dan bij toeval gewoon is: Buurt B." in words and "Minder dan bij toeval gewoon is: Buurt C." in words
    assert "3 van de 5 buurten liggen binnen de grenzen" in words


def test_a_burst_is_named_with_its_cases_and_only_where_there_is_one() -> None:
    found = score_funnel.points(measures())
    assert "uitschieter" not in score_funnel.in_words(found, "buurt")
    name = found["name"].iloc[0]
    with_burst = found.assign(burst=[31] + [0] * (len(found) - 1))
    assert f"beslist niet: {name} (31 zaken)." in score_funnel.in_words(with_burst, "buurt")


def test_nothing_known_and_nothing_counted_draw_no_funnel() -> None:
    unknown = measures().assign(rate=np.nan, stock_rate=np.nan)
    assert score_funnel.points(unknown).empty and score_funnel.grid(unknown).empty
    assert "te weinig bekend" in score_funnel.in_words(score_funnel.points(unknown), "buurt")
    none = measures().head(0)
    assert score_funnel.points(none).empty and score_funnel.grid(none).empty
    zero = measures([0] * 6).assign(stock_rate=0.0, verdict="inside", direction="", rate=0.0)
    assert not score_funnel.points(zero)["outside"].any() and score_funnel.grid(zero)["highest"].eq(0).all()


def test_wider_limits_are_said() -> None:
    found = score_funnel.points(measures())
    assert "toeval" not in score_funnel.rate_in_words(found)
    assert "3,0 keer zo sterk" in score_funnel.rate_in_words(found.assign(overdispersion=9.0))


def test_a_sentence_names_six_and_counts_the_rest() -> None:
    many = pd.concat([measures().iloc[[1]].assign(area_id=str(at), name=f"B{at}") for at in range(9)])
    assert "B5 en 3 andere" in score_funnel.in_words(score_funnel.points(many), "buurt")
