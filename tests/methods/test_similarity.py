"""Areas like this one: the nearest, with reasons in numbers, and never a part of itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from buurtbeeld.methods import similarity

NAN = float("nan")
# Quartiles of homes are 200 and 400, of level 36 and 80: one standard deviation is log 2 / 1.349 = 0.51382 of a
# logarithm of homes, and log (80/36) / 1.349 = 0.59193 of one of level.
FEATURES = pd.DataFrame(
    {"homes": [200.0, 220, 100, 400, 400], "level": [40.0, 36, 20, 80, 80]}, index=["a", "b", "c", "d", "e"]
)
HOMES, LEVEL = np.log(2) / 1.349, np.log(80 / 36) / 1.349


def test_the_nearest_by_hand_with_its_reasons() -> None:
    found = similarity.alike(FEATURES, "a", furthest=0.5, most=3)
    # b: log 1.1 / 0.51382 = 0.18549 and log 0.9 / 0.59193 = −0.17799; √mean of squares = 0.18178.
    assert found.near["area_id"].unique().tolist() == ["b"] and found.reason == ""
    assert found.nearest == pytest.approx(0.18178, abs=1e-5)
    row = found.near.set_index("feature").loc["level"]
    assert (row["own"], row["other"]) == (40, 36) and row["apart"] == pytest.approx(np.log(0.9) / LEVEL)


def test_nearest_first_and_no_more_than_asked() -> None:
    found = similarity.alike(FEATURES, "a", furthest=9, most=3)
    assert found.near["area_id"].unique().tolist() == ["b", "c", "d"], "c, d and e are equally far: by area_id"
    assert found.near["feature"].tolist() == ["homes", "level"] * 3


def test_no_area_alike_is_said_with_the_distance_of_the_nearest() -> None:
    found = similarity.alike(FEATURES, "c", furthest=0.5, most=3)
    assert (found.reason, len(found.near)) == ("none_near", 0)
    # a: half as many homes, half the level.
    assert found.nearest == pytest.approx(np.sqrt(((np.log(2) / HOMES) ** 2 + (np.log(2) / LEVEL) ** 2) / 2))


INSIDE = pd.DataFrame(
    [("wijk", "a"), ("wijk", "s1"), ("a", "s1"), ("focus", "s1"), ("focus", "s2"), ("b", "s2")],
    columns=["area_id", "inside"],
)


@pytest.mark.parametrize(
    ("area", "apart"),
    [
        ("a", {"a", "s1", "wijk", "focus"}),  # focus shares s1 with it
        ("s1", {"s1", "a", "wijk", "focus"}),
        ("focus", {"focus", "s1", "s2", "a", "b", "wijk"}),
        ("elsewhere", {"elsewhere"}),
    ],
)
def test_itself_its_parts_what_holds_it_and_what_shares_a_part(area: str, apart: set[str]) -> None:
    assert similarity.related(area, INSIDE) == apart


def test_what_is_apart_is_never_shown() -> None:
    found = similarity.alike(FEATURES, "a", {"b"}, furthest=9, most=5)
    assert found.near["area_id"].unique().tolist() == ["c", "d", "e"]
    assert similarity.alike(FEATURES, "a", set("bcde"), furthest=9, most=5).reason == "none_left"


def test_what_is_unknown_is_not_compared() -> None:
    features = FEATURES.assign(trend=[1.0, NAN, 1.0, 2.0, 0.5], in_complexes=[0.5, 0.5, NAN, 0.0, 1.0])
    found = similarity.alike(features, "a", furthest=9, most=5).near.set_index(["area_id", "feature"])
    assert np.isnan(found.loc[("b", "trend"), "apart"]) and found.loc[("b", "trend"), "own"] == 1.0
    assert similarity.alike(features, "b", furthest=9, most=5).reason == ""
    features.loc["b", ["homes", "level"]] = NAN
    assert similarity.alike(features, "b", furthest=9, most=5).reason == "little_known"


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        (FEATURES.loc[["b", "c"]], "unknown_area"),
        (FEATURES.loc[["a"]], "little_known"),  # one area only: nothing tells areas apart
        (FEATURES.assign(homes=100.0, level=5.0), "little_known"),
        (FEATURES.assign(homes=0.0, level=0.0), "little_known"),
        (FEATURES.loc[["a", "b"]].assign(level=[40, NAN], homes=[200, NAN]), "little_known"),
    ],
)
def test_edges_say_why_there_is_none(features: pd.DataFrame, reason: str) -> None:
    found = similarity.alike(features, "a", furthest=1, most=5)
    assert (found.reason, found.near.columns.tolist(), len(found.near)) == (reason, similarity.COLUMNS, 0)
    assert np.isnan(found.nearest)


@trying(deadline=None, max_examples=15)
@given(arrays(np.float64, (8, 4), elements=st.floats(0.01, 100)), st.permutations(range(8)))
def test_likeness_is_mutual_and_knows_no_order(values: np.ndarray, turn: list[int]) -> None:
    features = pd.DataFrame(values, index=list("abcdefgh"), columns=list(similarity.FEATURES))
    one = similarity.alike(features, "a", furthest=1e9, most=8)
    other = similarity.alike(features.iloc[turn], "a", furthest=1e9, most=8)
    pd.testing.assert_frame_equal(one.near, other.near, rtol=1e-9, atol=1e-9)
    if one.reason:
        return
    back = similarity.alike(features, "b", furthest=1e9, most=8).near.groupby("area_id")["distance"].first()
    assert back["a"] == pytest.approx(one.near.groupby("area_id")["distance"].first()["b"])
