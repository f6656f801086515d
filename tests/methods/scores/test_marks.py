"""Marks worked out by hand, a published table, and what must hold for every table of readings."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from buurtbeeld.methods.scores import marks
from buurtbeeld.methods.scores.marks import GROUPS, Snapshot
from tests.methods.scores.score_table import indicator, reading, settings, table

NAN = float("nan")
SOCIAL = GROUPS.index(("social", "all"))

# Two indicators of one lens. Complaints: stock 0.04 per home and year, spread 0.02, more is worse, weight 0.75.
# A has the stock's rate (z 0), B 0.06 (z -1), C 0.02 (z +1). Staff: stock 6.8, spread 0.4, more is better, weight 0.25.
# A 7.2 (z +1), B 6.4 (z -1), C 6.8 (z 0). Posterior deviations 0.004 = 0.2 of the spread and 0.16 = 0.4 of it.
# Marks: A 6.5 + 0.25 = 6.75; B 6.5 - 0.75 - 0.25 = 5.5; C 6.5 + 0.75 = 7.25.
TWO = settings(indicator("noise", "social", "residents", 0.75), indicator("clean", "social", "staff", 0.25))
NOISE = reading([0.04, 0.06, 0.02], [0.004] * 3, 0.04, 0.02)
CLEAN = reading([7.2, 6.4, 6.8], [0.16] * 3, 6.8, 0.4)


def by_hand(**other: object) -> Snapshot:
    """The example, with readings replaced, and indicators that have nothing in common."""
    snapshot = table({"noise": NOISE, "clean": CLEAN} | other, TWO).at(-1)
    return dataclasses.replace(snapshot, together=np.zeros_like(snapshot.together))


def test_marks_by_hand() -> None:
    found = marks.marks(by_hand(), TWO)
    assert found.mark[SOCIAL, :, 0] == pytest.approx([6.75, 5.5, 7.25], abs=1e-6)
    # √((0.75 × 0.2)² + (0.25 × 0.4)²) = √0.0325 = 0.18028; times 1.64485 is 0.29653.
    assert found.low[SOCIAL, 0, 0] == pytest.approx(6.75 - 0.29653, abs=1e-5)
    assert found.high[SOCIAL, 0, 0] == pytest.approx(6.75 + 0.29653, abs=1e-5)


def test_indicators_that_go_together_widen_the_interval() -> None:
    # u = 0.75 × 0.04 = 0.03 and 0.25 × 0.16 = 0.04; (0.07² − 0.03² − 0.04²) = 0.0024, ρ = 0.5 adds 0.0012 to 0.0325.
    together = dataclasses.replace(by_hand(), together=np.full(len(GROUPS), 0.5))
    found = marks.marks(together, TWO)
    assert found.high[SOCIAL, 0, 0] == pytest.approx(6.75 + 1.644854 * np.sqrt(0.0337), abs=1e-5)


def test_how_far_true_differences_go_together() -> None:
    # z of the two: (0, −1, 1) and (1, −1, 0); own weights 1 − 0.2² = 0.96 and 1 − 0.4² = 0.84 for three areas.
    # Σ z z' = 0 + 1 + 0 = 1; Σ w w' = 3 × 0.8064; ρ = 0.41336.
    found = table({"noise": NOISE, "clean": CLEAN}, TWO).together
    assert found[SOCIAL] == pytest.approx(1 / (3 * 0.96 * 0.84), abs=1e-5)
    assert found[GROUPS.index(("social", "staff"))] == 0, "one indicator goes together with nothing"


def test_columns_stand_beside_each_other_and_are_never_scaled_to_what_is_known() -> None:
    rows = marks.mark_rows(by_hand(), TWO).set_index(["area_id", "lens", "column"])
    assert rows.loc[("A", "social", "residents"), "mark"] == pytest.approx(6.5)
    assert rows.loc[("A", "social", "staff"), "mark"] == pytest.approx(7.5)
    assert rows.loc[("A", "social", "facts"), "reason"] == "not_measured"
    assert rows.loc[("A", "physical", "all"), ["reason", "told"]].tolist() == ["not_measured", ""]
    assert rows.loc[("B", "social", "all"), "told"] == "worse"
    assert rows.loc[("A", "social", "all"), "told"] == "", "6.45 to 7.05 holds 6.5: grey"


def test_an_unknown_indicator_makes_the_lens_incomplete_and_wider_and_names_it() -> None:
    rows = marks.mark_rows(by_hand(clean=reading([NAN, 6.4, 6.8], [0.16] * 3, 6.8, 0.4)), TWO)
    found = rows.set_index(["area_id", "lens", "column"]).loc[("A", "social", "all")]
    assert (found["mark"], found["known"], found["missing"], found["reason"]) == (6.5, 0.75, "clean", "")
    # √((0.75 × 0.2)² + (0.25 × 1)²) = √0.085 = 0.29155; times 1.64485 is 0.47955.
    assert found["high"] - found["mark"] == pytest.approx(0.47955, abs=1e-5)


@pytest.mark.parametrize("reason", ["few_homes", "short_history", "not_delivered", "no_spread"])
def test_less_than_half_known_is_no_mark_and_says_why(reason: str) -> None:
    rows = marks.mark_rows(by_hand(noise=reading([NAN, 0.06, 0.02], [0.004] * 3, 0.04, 0.02, reason)), TWO)
    found = rows.set_index(["area_id", "lens", "column"]).loc[("A", "social", "all")]
    assert found[["mark", "low", "high"]].isna().all()
    assert (found["reason"], found["missing"], found["told"]) == (reason, "noise", "")


def test_different_reasons_together_are_little_known() -> None:
    noise, clean = (reading([NAN, 1, 2], [1] * 3, 1, 1, why) for why in ("no_spread", "few_answers"))
    rows = marks.mark_rows(by_hand(noise=noise, clean=clean), TWO)
    assert rows.loc[rows["lens"].eq("social") & rows["column"].eq("all"), "reason"].iloc[0] == "little_known"


def test_an_outlier_counts_for_three_and_a_mark_stays_a_mark() -> None:
    snapshot = by_hand(noise=reading([0.04, 0.40, 0.02], [0.004] * 3, 0.04, 0.02))
    assert marks.marks(snapshot, TWO).mark[SOCIAL, 1, 0] == pytest.approx(6.5 - 0.75 * 3 - 0.25)
    loose = TWO.model_copy(update={"thresholds": TWO.thresholds.model_copy(update={"winsorise": 20.0})})
    assert marks.marks(snapshot, loose).mark[SOCIAL, 1, 0] == 1.0
    # 6.5 − 0.75 × 18 − 0.25 = −7.25: the clip gives 8.25 back.
    why = marks.contributions(snapshot, loose, "B", "social").set_index("indicator")
    assert why.loc["clip", "part"] == pytest.approx(8.25, abs=1e-5) and why["part"].sum() == pytest.approx(-5.5)


def test_why_this_mark() -> None:
    why = marks.contributions(by_hand(), TWO, "B", "social")
    assert why["indicator"].tolist() == ["noise", "clean", "clip"]
    assert why["part"].tolist() == pytest.approx([-0.75, -0.25, 0], abs=1e-6)
    assert why["value"].tolist()[:2] == pytest.approx([0.06, 6.4])
    assert why["shown"].tolist() == [-0.75, -0.25, 0]
    with pytest.raises(KeyError, match="There is no area 'D'"):
        marks.contributions(by_hand(), TWO, "D", "social")


def test_what_changed() -> None:
    now = by_hand(
        noise=reading([0.05, 0.06, 0.02], [0.004] * 3, 0.04, 0.02), clean=reading([NAN, 6, 7], [0.16] * 3, 6.8, 0.4)
    )
    found = marks.changed(now, by_hand(), TWO, "A", "social").set_index("indicator")
    assert found["difference"].tolist() == pytest.approx([-0.375, -0.25, 0], abs=1e-6)
    assert found["status"].tolist() == ["", "went", ""], "what went unknown is no decline"
    born = marks.changed(now, dataclasses.replace(by_hand(), areas=np.array(["X", "B", "C"])), TWO, "A", "social")
    assert born["status"].tolist() == ["came", "unknown", ""]


def test_other_weights_show_who_moves() -> None:
    other = settings(indicator("noise", "social", "residents", 0.0), indicator("clean", "social", "staff", 1.0))
    found = marks.with_other_weights(by_hand(), TWO, other).set_index("area_id")
    assert found.index.tolist() == ["A", "C", "B"]
    assert found["social"].tolist() == pytest.approx([7.5, 6.5, 5.5])
    assert found["moved"].tolist() == [1, -1, 0]
    assert found["physical"].isna().all()


def test_an_area_without_a_lens_is_not_put_in_order() -> None:
    both = {"physical": 0.5, "social": 0.5, "safety": 0.0}
    assert not marks.composite(by_hand(), TWO.model_copy(update={"lenses": both}))[1].any()
    score, ordered = marks.composite(by_hand(noise=reading([NAN, 1, 2], [1] * 3, 1, 1)), TWO)
    assert ordered.tolist() == [False, True, True] and np.isnan(score[0])
    assert np.isnan(marks.positions(score)[0])


# Mean years of schooling and the z-scores printed for them: OECD/JRC (2008), Handbook on Constructing Composite
# Indicators, tables A.2 and 15, 23 countries from Finland to Slovenia.
SCHOOLING = [
    10,
    12,
    11.4,
    9.5,
    10.8,
    9.4,
    9.4,
    11.6,
    10.9,
    7.1,
    10.2,
    11.9,
    9.4,
    9.3,
    11.7,
    8.4,
    7.9,
    9.6,
    7.3,
    7.2,
    9.5,
    9.1,
    7.1,
]
PRINTED_Z = [0.26, 1.52, 1.14, -0.06, 0.76, -0.12, -0.12, 1.27, 0.83, -1.58, 0.38, 1.46, -0.12, -0.19, 1.33, -0.76, -1.08, 0.00,
             -1.46, -1.52, -0.06, -0.31, -1.58]  # fmt: skip


def test_the_handbooks_z_scores() -> None:
    years = np.array(SCHOOLING)
    assert marks.z_scale(years, years.mean(), years.std(ddof=1)).round(2).tolist() == PRINTED_Z
    assert marks.z_scale(years, years.mean(), years.std(ddof=1), -1).round(2).tolist() == [-z for z in PRINTED_Z]


FIVE = settings(
    indicator("a", "social", "facts", 0.4),
    indicator("b", "social", "residents", 0.35),
    indicator("c", "social", "staff", 0.25),
    indicator("d", "safety", "facts", 0.9),
    indicator("e", "safety", "staff", 0.1),
    lenses={"physical": 0.0, "social": 0.6, "safety": 0.4},
)
QUICKLY = trying(deadline=None, max_examples=40)
VALUES = arrays(np.float64, (4, 5), elements=st.floats(-6, 6))
ERRORS = arrays(np.float64, (4, 5), elements=st.floats(0.01, 1.0))
UNKNOWN = arrays(np.bool_, (4, 5))


def snapshot(z: np.ndarray, sd: np.ndarray, unknown: np.ndarray, together: float = 0.0) -> Snapshot:
    """Any table of readings of FIVE."""
    columns = np.ones(5)
    return Snapshot(
        np.array(list("PQRS")[: len(z)]), tuple("abcde"), np.where(unknown, NAN, z), np.where(unknown, NAN, sd),
        unknown.astype(np.uint8), columns, columns, columns, columns == 0, np.full(len(GROUPS), together),
    )  # fmt: skip


@QUICKLY
@given(VALUES, ERRORS, UNKNOWN)
def test_contributions_add_up_to_the_mark(z: np.ndarray, sd: np.ndarray, unknown: np.ndarray) -> None:
    given_table = snapshot(z, sd, unknown)
    found = marks.marks(given_table, FIVE)
    for row, area in enumerate(given_table.areas):
        for lens in ("social", "safety"):
            why, mark = (
                marks.contributions(given_table, FIVE, area, lens),
                found.mark[GROUPS.index((lens, "all")), row, 0],
            )
            assert np.isnan(mark) or 6.5 + why["part"].sum() == pytest.approx(mark, abs=1e-5)
            assert abs(why["shown"].sum() - why["part"].sum()) < 0.005 + 1e-9, "what is shown adds up to the shown mark"


@QUICKLY
@given(arrays(np.float64, st.integers(1, 12), elements=st.floats(-50, 50)), st.integers(0, 3))
def test_rounded_parts_add_up_and_stay_near(parts: np.ndarray, decimals: int) -> None:
    shown = marks.adding_up(parts, decimals) * 10**decimals
    assert shown.sum() == pytest.approx(np.rint((parts * 10**decimals).sum()), abs=1e-6)
    assert np.abs(shown - parts * 10**decimals).max() < 1 + 1e-6


@QUICKLY
@given(VALUES, ERRORS)
def test_all_weight_on_one_indicator_is_that_indicator(z: np.ndarray, sd: np.ndarray) -> None:
    one = FIVE.model_copy(
        update={
            "indicators": tuple(each.model_copy(update={"weight": float(each.key in "bd")}) for each in FIVE.indicators)
        }
    )
    mark = marks.marks(snapshot(z, sd, np.zeros((4, 5), dtype=bool)), one).mark[SOCIAL, :, 0]
    assert mark == pytest.approx(6.5 + np.clip(z[:, 1], -3, 3), abs=1e-5)


@QUICKLY
@given(VALUES, ERRORS, UNKNOWN, st.permutations(range(4)))
def test_the_order_of_areas_does_not_matter(
    z: np.ndarray, sd: np.ndarray, unknown: np.ndarray, turn: list[int]
) -> None:
    straight = snapshot(z, sd, unknown)
    turned = dataclasses.replace(
        straight, areas=straight.areas[turn], z=straight.z[turn], sd=straight.sd[turn], reason=straight.reason[turn]
    )
    one, other = marks.mark_rows(straight, FIVE), marks.mark_rows(turned, FIVE)
    key = ["area_id", "lens", "column"]
    assert one.set_index(key).sort_index().equals(other.set_index(key).sort_index())


@QUICKLY
@given(VALUES, ERRORS, UNKNOWN, st.integers(0, 3), st.integers(0, 4), st.floats(0, 1))
def test_what_goes_missing_never_improves_a_mark_silently(
    z: np.ndarray, sd: np.ndarray, unknown: np.ndarray, area: int, gone: int, together: float
) -> None:
    unknown[area, gone] = False
    less = unknown.copy()
    less[area, gone] = True
    key, column = FIVE.indicators[gone].lens, FIVE.indicators[gone].key
    rows = [
        marks.mark_rows(snapshot(z, sd, each, together), FIVE).set_index(["area_id", "lens", "column"])
        for each in (unknown, less)
    ]
    before, after = (each.loc[("PQRS"[area], key, "all")] for each in rows)
    assert column in after["missing"].split() and after["known"] < before["known"]
    assert (
        after["reason"] or after["high"] - after["low"] >= before["high"] - before["low"] - 1e-5 or after["low"] == 1.0
    )
    assert np.isnan(after["mark"]) == bool(after["reason"])


@given(st.floats(-3, 3))
def test_a_mark_without_an_indicator_says_between_what_it_would_lie_with_it(z: float) -> None:
    """Whatever the missing one would have been, the whole mark lies within the bounds, and touches them at ±3."""
    frame = pd.DataFrame({"mark": [6.1, 6.1 + 0.2 * z], "known": [0.8, 1.0]})
    low, high = marks.bounds(frame["mark"], frame["known"], settings(indicator("a", "social", "facts", 1.0)))
    assert low[0] - 1e-9 <= frame["mark"][1] <= high[0] + 1e-9
    assert (low[0], high[0]) == (pytest.approx(5.5), pytest.approx(6.7))
    assert low[1] == high[1] == frame["mark"][1]
