"""Exports in any order, attacked together by integer programmes; the large version is benchmarks.calibration.exports."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.calibration import exports as calibration
from benchmarks.calibration.disclosure import RULES
from buurtbeeld.methods.disclosure import control, joint_system


@settings(max_examples=2, deadline=None)
@given(st.integers(0, 10_000))
def test_no_order_of_exports_leaks(seed: int) -> None:
    """Areas, parents, focus areas and months by chance: no hidden count that is small is narrower than the rule."""
    result = calibration.leaks("by chance", 8, 3, seed, wijken=2)
    assert result["narrow"] == result["narrow, from the threshold"]


def test_every_wijk_and_then_every_buurt() -> None:
    """What leaks beside overlapping exports alone, and does not beside all of them."""
    before = calibration.leaks("level by level", 0, 1, 3, wijken=2, linked=False)
    after = calibration.leaks("level by level", 0, 1, 3, wijken=2)
    assert before["narrow"] > 5 and before["exact"] > 0
    assert after["narrow"] == 0
    assert after["hidden"] < 1.3 * before["hidden"]


def test_counts_that_nothing_divides_are_one_class() -> None:
    wholes = {"area": {"w": ["a", "b", "c"], "b": ["b"]}, "theme": {"all": ["x", "y"]}}
    cells = pd.DataFrame([("w", "all"), ("b", "x")], columns=["area", "theme"])
    system = joint_system.joint(("area", "theme"), [cells], wholes)
    assert system.sums.shape == (2, 2), "b × x, and all the rest"
    assert system.sums[system.at(cells)].sum(axis=1).tolist() == [2, 1]
    assert system.rests().toarray().tolist() == []


def test_only_what_is_linked_by_known_counts_takes_part() -> None:
    cells = pd.DataFrame({"area": ["w", "a", "b", "z"]})
    system = joint_system.joint(("area",), [cells], {"area": {"w": ["a", "b", "c"]}})
    known = np.array([True, True, True, True])
    near = system.linked(system.at(cells[:1]), known)
    assert near.sums.shape == (4, 3) and near.sums[system.at(cells[3:])].sum() == 0
    assert near.rests().sum() == 1, "the wijk less both others"


@pytest.mark.parametrize(("nought", "state"), [({}, "shown"), ({"nought": [False, True, False]}, "hidden")])
def test_a_nought_of_an_earlier_export_is_known(nought: dict[str, list[bool]], state: str) -> None:
    """A wijk of 24, a part that was hidden for its own and one that may be nought: 17 elsewhere leave the first 7, or
    0 to 7. Exports of before noughts were logged are read as they are."""
    wholes = {"area": {"w": ["a", "b", "c"]}}
    earlier = pd.DataFrame(
        {"area": ["w", "b", "c"], "value": [24.0, np.nan, np.nan], "need": [0.0, 0.0, 5.0], **nought}
    )
    cells = pd.DataFrame({"area": ["a", "far"], "value": [17.0, 9.0], "homes": 100})
    published = control.protect(control.Tables(("area",), cells, wholes), RULES, [earlier])
    assert published.cells["state"].tolist() == [state, "shown"]
