"""Areas to compare with and around, with the reasons: alike, equally high before, touching."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from shapely.affinity import translate
from shapely.geometry import box

from buurtbeeld.methods.evaluation import comparison_areas


def stock(rates: dict[str, float], homes: float = 200.0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Areas with these rates before per 1,000 homes a year; two years."""
    names = list(rates)
    level = np.array(list(rates.values()))
    features = pd.DataFrame({"homes": homes, "level": level, "trend": 1.0}, index=names)
    features["homes"] += np.arange(len(names))
    return features, pd.DataFrame({"cases": level / 1000 * homes * 2, "homes": homes * 2}, index=names)


RATES = {"x": 100, "a": 110, "b": 90, "c": 145, "d": 60, "e": 200, "f": 98, "y": 101}


def test_alike_and_equally_high_with_reasons() -> None:
    found = comparison_areas.propose(*stock(RATES), "x", {"y": "treated", "x": "self"}, furthest=9)
    assert set(found.areas["area_id"]) == {"a", "b", "c", "f"}
    assert dict(found.refused.to_numpy().tolist()) == {"y": "treated", "d": "not_equally_high", "e": "not_equally_high"}
    assert found.areas.set_index("area_id").loc["a", "ratio"] == pytest.approx(1.1)
    assert set(found.features["area_id"]) == {"a", "b", "c", "f"}
    assert found.reason == ""


def test_p_is_the_exact_binomial() -> None:
    found = comparison_areas.propose(*stock(RATES), "x", {}, furthest=9).areas.set_index("area_id")
    assert found.loc["a", "p"] == pytest.approx(binomtest(44, 84, 0.5).pvalue)


@pytest.mark.parametrize(
    ("rates", "furthest", "reason"),
    [
        ({"x": 100, "d": 60, "e": 200, "f": 50}, 9.0, "none_equally_high"),
        ({"x": 100, "d": 60, "e": 200, "f": 99}, 1e-9, "no_area_alike"),
        ({"x": 0, "d": 60, "e": 200, "f": 99}, 9.0, "zero_before"),
        ({"x": 100}, 9.0, "no_area_alike"),
        ({"d": 60, "e": 100}, 9.0, "zero_before"),
    ],
)
def test_where_there_is_none_it_says_why(rates: dict, furthest: float, reason: str) -> None:
    found = comparison_areas.propose(*stock(rates), "x", {}, furthest=furthest)
    assert found.areas.empty
    assert found.reason == reason


SQUARES = {
    "x": box(0, 0, 100, 100), "east": box(100, 0, 200, 100), "corner": box(100, 100, 200, 200),
    "near": box(-300, 0, -40, 100), "far": box(900, 0, 1000, 100), "over": box(0, 0, 400, 400), "part": box(0, 0, 9, 9),
}  # fmt: skip
SQUARES = {name: translate(shape, 180_000, 330_000) for name, shape in SQUARES.items()}


def test_the_ring_touches_longest_border_first() -> None:
    found = comparison_areas.ring(SQUARES, "x", ["over"])
    assert found["area_id"].tolist() == ["east", "corner"]
    assert found["border"].tolist() == pytest.approx([100, 1], abs=1.5)
    assert comparison_areas.ring(SQUARES, "x", ["over"], within=50)["area_id"].tolist() == ["east", "corner", "near"]


def test_a_ring_of_nothing_and_outlines_that_cannot_be_used() -> None:
    assert comparison_areas.ring({"x": SQUARES["x"]}, "x").empty
    with pytest.raises(ValueError, match="an outline of z"):
        comparison_areas.ring(SQUARES, "z")
    with pytest.raises(ValueError, match="EPSG:28992"):
        comparison_areas.ring({"x": box(5.8, 50.9, 5.9, 51.0)}, "x")
