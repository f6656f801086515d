"""Weekly early warning: published limits and weights, agreement with statsmodels, a real outbreak, edges, calibration."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from benchmarks.calibration import early_warning as calibration
from buurtbeeld.methods import early_warning as ew
from buurtbeeld.methods import quasi_poisson

# Weekly reports of Salmonella Newport in Germany from 2005-01-03 (Robert Koch-Institut, SurvStat; the series salmNewport
# of the R package surveillance). An outbreak by bean sprouts was published for late October and November 2011.
NEWPORT = """
1 3 1 2 2 1 1 1 1 5 2 3 1 0 2 3 3 3 0 3 1 2 7 4 3 3 10 7 6 3 2 0 4 3 5 7 8 3 9 5 2 3 0 4 1 1 1 1 4 2 1 1
1 1 2 1 1 3 3 2 1 3 1 1 1 4 1 2 2 1 3 3 4 4 3 7 2 3 6 7 8 4 1 3 5 7 3 5 6 2 8 1 5 7 1 4 2 3 4 9 7 3 4 6
4 2 2 5 5 5 1 2 0 3 2 3 4 5 5 1 1 1 1 2 4 2 3 3 6 7 0 0 3 5 4 0 2 0 1 7 6 5 3 5 1 2 4 3 3 3 4 4 13 6 2 1 1
2 0 1 1 4 3 0 1 0 0 4 1 1 2 2 2 3 0 4 2 3 3 2 3 3 3 3 2 2 8 8 2 5 3 2 4 1 3 3 4 1 5 6 5 3 3 1 2 4 1 4 0
4 0 3 2 0 0 1 1 0 1 2 2 0 1 0 1 6 2 1 5 1 2 1 0 5 0 0 3 1 2 4 3 2 3 6 4 3 2 2 2 4 7 7 3 3 1 6 1 1 1 0 0
0 1 1 2 3 1 3 1 1 1 1 0 3 1 1 1 1 1 1 0 2 2 1 2 2 2 3 3 1 2 0 3 1 3 1 2 1 2 0 0 4 3 3 5 3 1 1 1 3 3 1 2
1 0 3 3 3 1 0 0 0 1 3 0 2 2 3 3 0 3 2 1 2 1 1 0 3 1 2 0 0 2 5 2 0 3 6 1 2 1 2 0 2 0 3 9 41 45 17 3 3 5 11 5
"""
SERIES = np.array(NEWPORT.split(), float)


def simulated(series: int = 40, weeks: int = 286, seed: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = rng.uniform(0.5, 20, (series, 1))
    mean = level * (1 + 0.4 * np.cos(2 * np.pi * np.arange(weeks) / ew.YEAR + rng.uniform(0, 6, (series, 1))))
    return rng.negative_binomial(mean / 0.5, 1 / 1.5).astype(float)


# Published values: tests of algo.farrington.threshold.noufaily in the R package surveillance (Salmon, Schumacher, Höhle
# 2016), method nbPlugin: mean 5, 95 % limit; and the probability of 11 or more.
@pytest.mark.parametrize(("dispersion", "upper", "chance"), [(1.5, 10, 0.03763657), (1.0, 9, 0.01369527)])
def test_limit_and_exceedance_as_published(dispersion: float, upper: int, chance: float) -> None:
    assert ew.limit(5.0, dispersion, 0.0, 0.05) == upper
    assert ew.exceedance(11, 5.0, dispersion, 0.0) == pytest.approx(chance, abs=1e-6)


def test_weights_of_past_outbreaks_as_published() -> None:
    # The case checked by hand in the same tests: 10 / (5 + 5/4) = 1.6 for the quiet half, a quarter of that for the other.
    residuals = np.array([[0.0] * 5 + [2.0] * 5])
    found = ew.outbreak_weights(residuals, np.ones((1, 10), bool), threshold=0)
    assert found == pytest.approx(np.array([[1.6] * 5 + [0.4] * 5]))


def test_the_error_of_the_mean_widens_the_limit() -> None:
    # Variance 5 + 2² = 9 by hand: negative binomial of size 25/4 and probability 5/9.
    assert ew.limit(5.0, 1.0, 2.0, 0.05) == stats.nbinom.ppf(0.95, 25 / 4, 5 / 9) == 11


@pytest.mark.parametrize("trend", [False, True])
def test_the_batch_agrees_with_statsmodels(trend: bool) -> None:
    counts, columns = simulated(), ew.design(286, trend=trend)
    weights = np.random.default_rng(2).uniform(0.2, 1.5, counts.shape)
    weights[:, 40:60] = 0
    fit = quasi_poisson.regress(counts, weights, columns)
    assert fit.converged.all()
    for row in range(len(counts)):
        used = weights[row] > 0
        model = sm.GLM(
            counts[row, used], columns[used], family=sm.families.Poisson(), var_weights=weights[row, used]
        ).fit(scale="X2", tol=1e-12)
        assert fit.beta[row] == pytest.approx(model.params, rel=1e-7, abs=1e-8)
        assert fit.mean[row, used] == pytest.approx(model.fittedvalues, rel=1e-7)
        assert fit.dispersion[row] == pytest.approx(max(1.0, model.scale), rel=1e-7)
        assert fit.inverse[row] == pytest.approx(model.normalized_cov_params, rel=1e-6, abs=1e-10)


def test_anscombe_residuals_agree_with_statsmodels() -> None:
    counts, columns = simulated(3), ew.design(286, trend=False)
    fit = quasi_poisson.regress(counts, np.ones(counts.shape), columns)
    for row in range(3):
        model = sm.GLM(counts[row], columns, family=sm.families.Poisson()).fit()
        leverage = model.get_hat_matrix_diag()
        expected = model.resid_anscombe_unscaled / np.sqrt(fit.dispersion[row] * (1 - leverage))
        assert quasi_poisson.anscombe(counts, fit, columns)[row] == pytest.approx(expected, abs=1e-6)


def test_a_published_outbreak_is_seen_when_it_begins() -> None:
    # Each row is what was known in one week: the weeks before 2005 are unknown, the last one is the week itself.
    ends = np.arange(312, 365)
    counts, known = np.zeros((len(ends), 365)), np.zeros((len(ends), 365), bool)
    for row, end in enumerate(ends):
        counts[row, 364 - end :], known[row, 364 - end :] = SERIES[: end + 1], True
    alarms = ew.farrington(counts, known, evaluate=1, show=1)["alarm"].to_numpy()
    week = dict(zip(pd.date_range("2005-01-03", periods=365, freq="W-MON")[ends].date.tolist(), alarms, strict=True))
    named = {str(day): alarm for day, alarm in week.items()}
    # surveillance's Farrington methods, as kept in the tests of the Python package epysurv, first warn of it that week too.
    assert [day for day, alarm in named.items() if alarm] == [day for day in named if day >= "2011-10-31"]


def test_hand_worked_level_of_a_rare_theme() -> None:
    # 104 known weeks, the last 26 not in the baseline: 3 reports in 78 weeks, so (3 + ½)/78 a week; 6 now in four weeks.
    counts = np.zeros(104)
    counts[[3, 20, 50]] = 1
    counts[-1] = 6
    found = ew.farrington(counts, evaluate=1, show=1).iloc[0]
    assert found["expected"] == pytest.approx(3.5 / 78)
    assert found["expected_4"] == pytest.approx(4 * 3.5 / 78)
    assert found["observed_4"] == 6
    assert found["outcome"] == "alarm"
    assert found["score"] == pytest.approx(
        max((6 - 3.5 / 78) / (found["upper"] + 1 - 3.5 / 78), (6 - 14 / 78) / (found["upper_4"] + 1 - 14 / 78))
    )


def _outcomes(counts: np.ndarray, known: np.ndarray | bool = True, evaluate: int = 2) -> list[str]:
    return list(ew.farrington(counts, known, evaluate=evaluate, show=evaluate)["outcome"])


def test_edges_have_a_stated_outcome() -> None:
    steady, quiet = np.full(200, 5.0), np.zeros(200)
    rare = quiet.copy()
    rare[-1] = 4
    assert _outcomes(steady) == ["ordinary", "ordinary"]
    assert _outcomes(np.full(48, 5.0)) == ["not_enough_history"] * 2  # eleven months
    assert _outcomes(np.full(1, 5.0)) == ["not_enough_history"]
    assert _outcomes(quiet) == ["no_reports"] * 2
    assert _outcomes(rare) == ["ordinary", "too_few"]
    assert _outcomes(steady, np.arange(200) < 199) == ["ordinary", "unknown"]
    assert _outcomes(steady, np.zeros(200, bool)) == ["unknown"] * 2
    assert _outcomes(np.where(np.arange(200) == 199, np.nan, steady)) == ["ordinary", "unknown"]


def test_nothing_is_said_without_a_figure_and_nothing_else_is_missing() -> None:
    counts = np.vstack([simulated(6, 200), np.zeros(200), np.full(200, 5.0)])
    known = np.ones(counts.shape, bool)
    known[0, -3], known[1, :150] = False, False
    found = ew.farrington(counts, known, show=30)
    silent = found["outcome"].isin(["unknown", "not_enough_history", "no_reports"])
    figures = found[["expected", "upper", "observed_4", "expected_4", "upper_4", "score", "probability"]]
    assert figures[silent].isna().all(axis=None) and figures[~silent].notna().all(axis=None)
    assert found.loc[found["known"], "observed"].notna().all()
    assert (found["upper"] >= found["expected"].sub(1))[~silent].all()
    assert not found.loc[found["outcome"] != "alarm", "alarm"].any()


def test_the_score_is_one_or_more_just_where_a_limit_is_passed() -> None:
    found = ew.farrington(simulated(300, 200))
    outside = (found["observed"] > found["upper"]) | (found["observed_4"] > found["upper_4"])
    assert (outside == found["outcome"].isin(["alarm", "too_few"])).all()
    assert (outside == (found["score"] >= 1)).all()
    assert outside.any()


def test_a_stopped_delivery_is_no_baseline() -> None:
    counts = simulated(5)
    gap = np.ones(286, bool)
    gap[100:140] = False
    spoiled = np.where(gap, counts, 0)
    with_gap = ew.farrington(spoiled, gap)
    assert with_gap["expected"].to_numpy() == pytest.approx(
        ew.farrington(np.where(gap, counts, 999), gap)["expected"].to_numpy()
    )
    assert (with_gap["expected"] > ew.farrington(spoiled)["expected"]).mean() > 0.8


def test_a_past_outbreak_hides_nothing() -> None:
    quiet = np.full(286, 4.0) + np.tile([0, 1, -1, 2, -2, 0], 48)[:286]
    loud = quiet.copy()
    loud[120:126] = 40
    now = np.r_[quiet[:-2], 13, 14]
    marked = np.r_[loud[:-2], 13, 14]
    assert _outcomes(now) == _outcomes(marked) == ["alarm", "alarm"]


def test_series_do_not_touch_each_other() -> None:
    counts = simulated(7, 300)
    together = ew.farrington(counts)
    for row in (0, 6):
        alone = ew.farrington(counts[row])
        one = together.loc[together["series"] == row].drop(columns="series").reset_index(drop=True)
        assert one["expected"].to_numpy() == pytest.approx(alone["expected"].to_numpy(), rel=1e-9)
        assert (one["upper_4"] == alone["upper_4"]).all()


def test_weeks_keep_their_names_and_show_two_years() -> None:
    weeks = pd.date_range("2019-01-07", periods=300, freq="W-MON")
    found = ew.farrington(simulated(1, 300), show=ew.SHOW, weeks=weeks)
    assert list(found["week"]) == list(weeks[-104:])
    assert (found["outcome"][:-8] == "history").all() and (found["outcome"][-8:] != "history").all()


def test_warnings_tell_the_first_week_and_how_many_times() -> None:
    counts = np.full((3, 250), 5.0)
    counts[1, -3:] = 15
    counts[2, -6:-4] = 25
    found = ew.warnings(ew.farrington(counts))
    # Surprise decides the order; the sums of four still hold the two high weeks three weeks later.
    assert list(found["series"]) == [2, 1]
    assert list(found["first_week"]) == [244, 247]
    assert list(found["still"]) == [False, True]
    assert found["times"].tolist() == pytest.approx([(25 + 25 + 5 + 5) / 20, (15 * 3 + 5) / 20], rel=0.02)
    assert ew.warnings(ew.farrington(np.full((2, 250), 5.0))).empty


def test_new_years_eve_is_expected_once_it_was_seen() -> None:
    """Four times as many in every 52nd week; the last of them, which is judged, is no alarm any more."""
    rng, weeks = np.random.default_rng(6), 286
    special = (np.arange(weeks) % 52 == (weeks - 1) % 52).astype(float)[:, None]
    counts = rng.poisson(5 * (1 + 3 * special.T), (200, weeks)).astype(float)
    before, now = (
        ew.farrington(counts, evaluate=1, show=1, special=given)["alarm"].mean() for given in (None, special)
    )
    assert before > 0.5 and now < 0.05
    # A holiday that no week of the baseline held changes nothing but how sure one is.
    first = np.zeros((weeks, 1))
    first[-1] = 1
    ordinary, unsure = (ew.farrington(counts, evaluate=1, show=1, special=given) for given in (None, first))
    assert (unsure["expected"] / ordinary["expected"]).median() == pytest.approx(1, abs=1e-3)
    assert (unsure["upper"] > ordinary["upper"]).all()


def test_special_days_that_touch_no_judged_week_change_nothing() -> None:
    counts, special = simulated(5), np.zeros((286, 2))
    special[[100, 152], 0] = 1
    pd.testing.assert_frame_equal(ew.farrington(counts, special=special), ew.farrington(counts))


@pytest.mark.parametrize(
    ("counts", "arguments", "message"),
    [
        (np.full((1, 200), -1.0), {}, "0 or more"),
        (np.ones((1, 200)), {"evaluate": 0}, "evaluate 0"),
        (np.ones((1, 200)), {"evaluate": 27, "show": 30}, "evaluate 27"),
        (np.ones((1, 200)), {"evaluate": 8, "show": 4}, "show 4"),
    ],
)
def test_what_cannot_be_judged_is_refused(counts: np.ndarray, arguments: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ew.farrington(counts, **arguments)


def test_calibration_in_short() -> None:
    # benchmarks/calibration/early_warning.py runs many more; the bounds leave room for the chance of few runs.
    for level, within in ((5.0, 4), (2.0, 8)):
        measured = calibration.measure(calibration.Setting(level, 1.0, 0.0), series=120)
        assert measured["new_a_year"] <= 1.0
        assert measured[f"within_{within}"] >= 0.75
