"""Places in the order and how sure they are: by hand, against the Handbook's table, and by simulation."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scipy import stats

from benchmarks.calibration import ranks as calibration
from buurtbeeld.methods.scores import marks, rank_intervals
from buurtbeeld.methods.scores.marks import GROUPS, Snapshot
from tests.methods.scores.score_table import indicator, settings
from tests.methods.scores.test_marks import PRINTED_Z, SCHOOLING

ONE = settings(indicator("a", "social", "residents", 1.0))
TWO = settings(indicator("a", "social", "residents", 0.5), indicator("b", "social", "staff", 0.5))
TIGHT = TWO.model_copy(update={"ranks": TWO.ranks.model_copy(update={"weight_concentration": 1e9})})


def snapshot(z: np.ndarray, sd: np.ndarray | float, counted: bool = False) -> Snapshot:
    """Areas of which z and its deviation are given; NaN is unknown."""
    z = np.asarray(z, dtype=float).reshape(len(z), -1)
    sd, count = np.broadcast_to(np.asarray(sd, dtype=float), z.shape), z.shape[1]
    return Snapshot(
        np.array([f"area:{number:03d}" for number in range(len(z))]), tuple("ab"[:count]), z, sd,
        np.isnan(z).astype(np.uint8), np.full(count, 5.0), np.ones(count), np.array([-1, 1][:count]),
        np.full(count, counted), np.zeros(len(GROUPS)),
    )  # fmt: skip


def test_what_is_certain_has_one_place() -> None:
    found = rank_intervals.rank_intervals(snapshot([2.0, -1.0, 0.5], 0.0), ONE)
    assert found[["place", "low", "high"]].to_numpy().tolist() == [[1, 1, 1], [3, 3, 3], [2, 2, 2]]
    assert set(found["moved_by"]) == {""} and set(found["areas"]) == {3}


def test_areas_of_which_nothing_tells_them_apart_can_be_anywhere() -> None:
    found = rank_intervals.rank_intervals(snapshot(np.zeros(40), 0.0), ONE)
    assert (found["low"] <= 3).all() and (found["high"] >= 38).all(), "equal scores are ordered by lot"
    found = rank_intervals.rank_intervals(snapshot(np.zeros((40, 2)), 1.0), TWO)
    assert (found["low"] <= 4).all() and (found["high"] >= 37).all()


def test_two_areas_change_places_as_often_as_chance_says() -> None:
    # z 0.4 apart with deviations of 0.2: P(order turns) = Φ(−0.4/√0.08) = 7.9 %: within a 90 % interval on both sides.
    close = rank_intervals.rank_intervals(snapshot([0.4, 0.0], 0.2), ONE)
    assert close[["low", "high"]].to_numpy().tolist() == [[1, 2], [1, 2]]
    # 0.6 apart: Φ(−0.6/√0.08) = 1.7 %, outside.
    apart = rank_intervals.rank_intervals(snapshot([0.6, 0.0], 0.2), ONE)
    assert apart[["low", "high"]].to_numpy().tolist() == [[1, 1], [2, 2]]


def test_one_area_is_first_of_one() -> None:
    found = rank_intervals.rank_intervals(snapshot([0.3], 0.5), ONE).iloc[0]
    assert found[["place", "low", "high", "areas"]].tolist() == [1, 1, 1, 1]


def test_an_area_without_a_mark_has_no_place_and_counts_for_nobody() -> None:
    found = rank_intervals.rank_intervals(snapshot([1.0, np.nan, 0.0], 0.1), ONE)
    assert found["place"].tolist()[::2] == [1, 2] and set(found["areas"]) == {2}
    assert found.loc[1, ["place", "low", "high", "shift_data"]].isna().all() and found.loc[1, "moved_by"] == ""
    assert rank_intervals.rank_intervals(snapshot([np.nan, np.nan], 0.1), ONE)["place"].isna().all()


@pytest.mark.parametrize(
    ("z", "sd", "given", "mover"),
    [
        ([(1.0, 0.5), (0.9, 0.6), (0.8, 0.65), (-1, -1)], 0.5, TIGHT, "data"),
        # Equal on average; only the weights decide.
        ([(2.0, -2.02), (-2.0, 2.0), (-2.5, -2.5)], 0.0, TWO, "weights"),
        # Far ahead on one and just behind on the other: by rank the others pass.
        ([(3.0, -1.1), (0.2, 0.0), (0.1, 0.1), (0.0, 0.2), (-0.1, 0.3), (-0.2, 0.4)], 0.0, TIGHT, "scale"),
        # A weak spot that the arithmetic sum makes good: √(9.5 × 3.5) = 5.77, √(6.4 × 6.4) = 6.4.
        ([(3.0, -2.75), (0.1, 0.1), (3.0, 3.0), (-3.0, -3.0)], 0.0, TIGHT, "sum"),
    ],
)
def test_what_moves_an_area_most(z: list[tuple[float, float]], sd: float, given: object, mover: str) -> None:
    assert rank_intervals.rank_intervals(snapshot(np.array(z), sd), given)["moved_by"].iloc[0] == mover


def test_the_same_seed_gives_the_same_and_the_order_of_areas_does_not_matter() -> None:
    random = np.random.default_rng(5)
    straight = snapshot(random.normal(0, 1, (30, 2)), random.uniform(0.1, 0.6, (30, 2)))
    turn = random.permutation(30)
    turned = dataclasses.replace(
        straight, **{name: getattr(straight, name)[turn] for name in ("areas", "z", "sd", "reason")}
    )
    one, again, other = (rank_intervals.rank_intervals(each, TWO) for each in (straight, straight, turned))
    assert one.equals(again)
    assert one.set_index("area_id").equals(other.set_index("area_id").sort_index())
    reseeded = TWO.model_copy(update={"ranks": TWO.ranks.model_copy(update={"seed": 9})})
    assert not one.equals(rank_intervals.rank_intervals(straight, reseeded))


def test_rates_are_drawn_from_a_gamma() -> None:
    # A rate of 2 with deviation 1 (shape 4) where the stock has 5 and spread 1; more is worse: z = 5 − rate = 3.
    given = rank_intervals.weighing_indicators(snapshot([3.0], 1.0, counted=True), ONE, np.array([0]))
    given = dataclasses.replace(given, most=100.0)
    drawn = 5 - rank_intervals.posterior(given, 200_000, np.random.default_rng(1)).ravel()
    gamma = stats.gamma(4, scale=0.5)
    assert drawn.mean() == pytest.approx(2, abs=0.01) and drawn.std() == pytest.approx(1, abs=0.02)
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert np.quantile(drawn, share) == pytest.approx(gamma.ppf(share), abs=0.03)


# The Handbook (see test_scores), table 15: min–max of schooling; table A.2: eight indicators of 23 countries; table 38:
# their places when added geometrically, equal weights.
PRINTED_MIN_MAX = [0.59, 1.00, 0.88, 0.49, 0.76, 0.47, 0.47, 0.92, 0.78, 0.00, 0.63, 0.98, 0.47, 0.45, 0.94, 0.27, 0.16, 0.51,
                   0.04, 0.02, 0.49, 0.41, 0.00]  # fmt: skip
TECHNOLOGY = """
187 289 271 994 779 189 82 31 75 8 235 103 106 72 103 165 205 74 42 13 28 26 105
125.6 130 156.6 64.6 9.8 151.2 134 38.6 18.2 25.5 36.8 20.2 110.3 73.9 13 14.8 33.6 43.6 8.6 9.8 4.2 6.2 4
200.2 179.1 125.8 49 4.8 136 57.4 108 125.9 72.3 41.2 193.6 48.6 58.9 146.7 84.2 36.4 43.2 21 30.4 25 21.6 20.3
50.7 66.2 59.7 80.8 66.7 50.9 61.9 48.7 16.2 74.9 64.2 19 53.6 47.6 15.4 50.3 58.9 45 53.4 51 51.7 63.5 49.5
3.08 3.00 3.10 3.00 2.97 3.02 3.02 2.94 2.94 2.95 2.94 3.12 2.97 2.91 2.86 2.99 2.97 2.96 2.86 3.00 2.75 2.73 2.84
4.15 4.07 4.14 3.86 3.65 3.77 3.73 4.18 3.94 3.83 3.75 4.39 3.68 3.86 3.91 3.79 3.80 3.74 3.62 3.65 3.68 3.46 3.71
10 12 11.4 9.5 10.8 9.4 9.4 11.6 10.9 7.1 10.2 11.9 9.4 9.3 11.7 8.4 7.9 9.6 7.3 7.2 9.5 9.1 7.1
27.4 13.9 15.3 10 23.2 9.5 14.9 14.2 25.3 24.2 14.4 11.2 12.3 13.6 13.1 13.6 12.6 11 15.6 13 8.2 7.7 10.6
"""
PRINTED_PLACES = [2, 1, 3, 4, 16, 5, 6, 13, 14, 18, 8, 11, 7, 9, 17, 12, 10, 15, 19, 21, 23, 22, 20]


def test_the_handbooks_normalisations() -> None:
    years = np.array(SCHOOLING)[:, None]
    assert ((rank_intervals.normalised(years, "min_max") - 1) / 99).round(2).ravel().tolist() == PRINTED_MIN_MAX
    z = np.array(PRINTED_Z)[:, None]
    assert rank_intervals.normalised(z, "z").ravel() == pytest.approx(6.5 + z.ravel())
    # The United States lead, Slovenia and Singapore share the last place.
    by_rank = rank_intervals.normalised(years, "rank").ravel()
    assert (by_rank[1], by_rank[9], by_rank[22]) == (100, 1, 1)


def test_the_handbooks_geometric_order() -> None:
    table = np.array([line.split() for line in TECHNOLOGY.split("\n") if line], dtype=float).T
    added = rank_intervals.aggregated(table, np.full(8, 1 / 8), "geometric")
    assert marks.positions(added).tolist() == PRINTED_PLACES


def test_an_indicator_on_which_all_agree_orders_nobody() -> None:
    for scale in ("min_max", "rank"):
        assert set(rank_intervals.normalised(np.full((4, 1), 3.0), scale).ravel()) == {50.5}


def test_rank_intervals_hold_the_true_place() -> None:
    found = calibration.calibrate(12, 24)
    assert found.ranks >= calibration.LEAST_RANKS
    assert found.width < 0.75, "not by saying nothing"
    assert 0.80 <= found.marks <= 0.97
