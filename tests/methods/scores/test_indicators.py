"""Readings by hand: rolling rates, shrunk means, teams, survey waves; and every edge with its stated reason."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from buurtbeeld.methods.scores import indicators
from buurtbeeld.methods.scores.indicators import CODE, REASONS, Means
from buurtbeeld.methods.small_areas import empirical_bayes

NAN = float("nan")
MONTHS = pd.date_range("2022-01-01", periods=36, freq="MS")
LIMITS = {"fewest_months": 10, "fewest_areas": 3}


def counted(
    events: np.ndarray, homes: np.ndarray, known: np.ndarray | None = None, reference: int = 23
) -> indicators.Reading:
    """A reading of counts with the product's limits."""
    months = np.ones(homes.shape[1], dtype=bool) if known is None else known
    return indicators.from_counts(
        events, homes, months, indicators.is_large_enough(homes, 10), reference=reference, **LIMITS
    )


def stock(months: int = 36) -> tuple[np.ndarray, np.ndarray]:
    """Four areas of 100 to 400 homes with 1, 4, 9 and 4 events a month."""
    homes = np.array([100, 200, 300, 400])[:, None] * np.ones((4, months))
    return np.array([1, 4, 9, 4])[:, None] * np.ones((4, months)), homes


def reasons(found: indicators.Reading, month: int = -1) -> list[str]:
    """The reason of each area in a month."""
    return [REASONS[code] for code in found.reason[:, month]]


def test_a_rolling_year_is_what_empirical_bayes_gives_for_twelve_months() -> None:
    events, homes = stock()
    found = counted(events, homes)
    expected = empirical_bayes.empirical_bayes_many(events[:, 0] * 12, homes[:, 0])
    assert found.value[:, -1] == pytest.approx(expected.shrunk, rel=1e-6)
    assert found.sd[:, -1] == pytest.approx(expected.sd, rel=1e-6)
    assert found.mean == pytest.approx(18 * 12 / 1000)
    assert (found.reference, found.counted) == (23, True)
    assert np.isnan(found.value[:, :11]).all() and reasons(found, 10) == ["short_history"] * 4


def test_where_ordinary_areas_do_not_differ_the_few_that_do_still_give_a_spread() -> None:
    homes = np.full((40, 36), 100.0)
    events = np.zeros((40, 36))
    events[:2] = 3
    seldom = counted(events, homes)
    everything = empirical_bayes.prior(events[:, 12:24].sum(axis=1), homes[:, 0])
    assert seldom.spread == pytest.approx(float(np.sqrt(everything.likely)))
    assert reasons(seldom) == [""] * 40 and (seldom.value[:2, -1] > seldom.value[2, -1]).all()


def test_a_month_without_delivery_is_unknown_not_zero() -> None:
    events, homes = stock()
    known = np.ones(36, dtype=bool)
    known[[30, 33]] = False
    events[:, ~known] = 0
    found = counted(events, homes, known)
    # Ten months of events over ten months of homes: the same rate, with a little less to go by.
    whole = empirical_bayes.empirical_bayes_many(events[:, 0] * 10, homes[:, 0] * 10 / 12)
    assert found.value[:, -1] == pytest.approx(whole.shrunk, rel=1e-6)
    known[35] = False
    assert reasons(counted(events, homes, known)) == ["not_delivered"] * 4


@pytest.mark.parametrize(
    ("homes_of_first", "reason"),
    [
        (np.zeros(36), "few_homes"),
        (np.ones(36), "few_homes"),
        (np.full(36, 9), "few_homes"),
        (np.full(36, 10), ""),
        (np.r_[np.zeros(30), np.full(6, 15)], "few_homes"),  # born: 7.5 homes on average over the year
        (np.r_[np.zeros(30), np.full(6, 20)], ""),  # born: 10 on average
        (np.r_[np.full(35, 500), 0], "few_homes"),  # demolished
    ],
)
def test_small_born_and_demolished_areas(homes_of_first: np.ndarray, reason: str) -> None:
    events, homes = stock()
    homes[0], events[0] = homes_of_first, 0
    found = counted(events, homes)
    assert reasons(found)[0] == reason
    assert np.isnan(found.value[0, -1]) == bool(reason)
    assert reasons(found)[1:] == ["", "", ""], "the others keep theirs"


def test_eleven_months_of_history_give_nothing() -> None:
    found = counted(*stock(11))
    assert reasons(found) == ["short_history"] * 4
    assert np.isnan(found.value).all() and np.isnan([found.mean, found.spread]).all() and found.reference == -1


@pytest.mark.parametrize("areas", [1, 2])
def test_one_area_has_no_stock_to_compare_with(areas: int) -> None:
    events, homes = stock()
    found = counted(events[:areas], homes[:areas])
    assert set(reasons(found)) == {"few_areas"} and np.isnan(found.value).all()


def test_no_events_at_all_and_no_differences_are_no_spread() -> None:
    events, homes = stock()
    assert reasons(counted(events * 0, homes)) == ["no_spread"] * 4
    assert reasons(counted(homes / 100, homes)) == ["no_spread"] * 4


def test_a_source_that_came_later_begins_with_its_first_year() -> None:
    events, homes = stock()
    known = np.arange(36) >= 20
    found = counted(events, homes, known, reference=11)
    assert found.reference == 29, "ten of twelve months delivered"
    assert counted(events, homes, ~known, reference=35).reference == 21, "the last one there is"


def means(mean: list[float], n: list[float], sd: float = 1.0) -> Means:
    """One month of answers."""
    grid = [np.array(each, dtype=float)[:, None] for each in (mean, n, [sd] * len(mean))]
    return Means(*grid, np.zeros(grid[0].shape, dtype=bool))


def told(given: Means, smallest: int = 10) -> indicators.Reading:
    """A reading of means in which all areas are large enough."""
    enough = np.ones(given.mean.shape, dtype=bool)
    return indicators.from_means(given, enough, reference=0, smallest=smallest, fewest_areas=3)


def test_means_are_shrunk_by_how_many_answered() -> None:
    # m = (10·6 + 10·8 + 20·7)/40 = 7; s² = (10 + 10 + 0)/40 = 0.5; n̄ = 13.33, v/n̄ = 0.075; A = 0.425.
    # w = 0.425/(0.425 + 1/10) = 0.80952: 6 becomes 6.19048.
    found = told(means([6, 8, 7], [10, 10, 20]))
    assert found.value[:, 0] == pytest.approx([6.190476, 7.809524, 7.0])
    assert found.mean == pytest.approx(7.0) and found.spread >= np.sqrt(0.425)
    assert not found.counted


def test_means_shrink_further_with_fewer_answers_and_are_less_sure() -> None:
    found = told(means([6, 6, 8, 8], [10, 100, 10, 100]))
    off, sd = abs(found.value[:, 0] - 7), found.sd[:, 0]
    assert off[0] < off[1] < 1 and sd[0] > sd[1]


def test_answers_that_do_not_differ_by_more_than_chance_are_no_spread() -> None:
    assert reasons(told(means([7.0, 7.01, 6.99], [10, 10, 10], sd=2.0))) == ["no_spread"] * 3


def test_few_answers_none_and_a_lapsed_survey() -> None:
    given = means([6, 8, 7, 5, NAN, 6], [10, 10, 20, 9, 0, 30])
    given.stale[5] = True
    assert reasons(told(given)) == ["", "", "", "few_answers", "not_delivered", "stale"]


def staff(*rows: tuple[str, str, float]) -> pd.DataFrame:
    """Marks of (area, team, score) in each of the 36 months."""
    return pd.DataFrame(
        [(area, month, team, score) for area, team, score in rows for month in MONTHS],
        columns=["area_id", "month", "team", "score"],
    )


def test_a_strict_team_is_compared_on_the_areas_that_teams_share() -> None:
    # East is one mark stricter in a and b, which both teams judge; c is judged by East alone.
    found = indicators.of_teams(
        staff(("a", "North", 7), ("a", "East", 6), ("b", "North", 8), ("b", "East", 7), ("c", "East", 6)),
        np.array(["a", "b", "c"]),
        MONTHS,
    )
    assert found.mean[:, -1].tolist() == [6.5, 7.5, 6.5]
    assert found.n[:, -1].tolist() == [2, 2, 1], "twelve marks of one team are one opinion"
    assert found.sd[:, -1].tolist() == [0, 0, 0], "after that the teams agree"


def test_teams_that_disagree_say_by_how_much() -> None:
    # Differences 0 and 2 around a mean difference of 1: opinions lie 0.5 from each area's mean; 4 × 0.25 / 2 = 0.5.
    found = indicators.of_teams(
        staff(("a", "North", 7), ("a", "East", 7), ("b", "North", 8), ("b", "East", 6)), np.array(["a", "b"]), MONTHS
    )
    assert found.sd[0, -1] == pytest.approx(np.sqrt(0.5))


def test_one_team_counts_its_months() -> None:
    rows = staff(("a", "North", 7), ("b", "North", 6))
    rows.loc[rows["month"].dt.month.mod(2).eq(0), "score"] += 1
    found = indicators.of_teams(rows, np.array(["a", "b", "z"]), MONTHS)
    assert found.n[:, -1].tolist() == [12, 12, 0]
    assert found.mean[:2, -1].tolist() == [7.5, 6.5] and np.isnan(found.mean[2, -1])
    assert found.sd[0, -1] == pytest.approx(0.52, abs=0.01)


def test_nobody_judged_anything() -> None:
    found = indicators.of_teams(staff()[:0], np.array(["a"]), MONTHS)
    assert found.n.sum() == 0 and np.isnan(found.mean).all()


def test_a_survey_speaks_until_it_lapses_and_a_later_one_replaces_it() -> None:
    answers = pd.DataFrame(
        [
            ("a", "2022", 6.0, 40, 1.5),
            ("b", "2022 voorjaar", 7.0, 50, None),
            ("a", "2024", 8.0, 60, 1.5),
            ("a", "ooit", 1.0, 9, 1.0),
        ],
        columns=["area_id", "wave", "mean", "n", "sd"],
    )
    found = indicators.of_waves(answers, np.array(["a", "b"]), MONTHS, from_month=7, lasting=24)
    assert np.isnan(found.mean[:, :6]).all() and (found.n[:, :6] == 0).all()
    assert found.mean[0, [6, 29, 30]].tolist() == [6, 6, 8]
    assert found.sd[1, 6] == 1.5, "a missing deviation is that of the others"
    assert found.stale[:, 29].tolist() == [False, False] and found.stale[:, 30].tolist() == [False, True]


def test_a_survey_without_any_deviation_is_as_unsure_as_marks_can_be() -> None:
    answers = pd.DataFrame({"area_id": ["a"], "wave": ["2022"], "mean": [6.0], "n": [40], "sd": [NAN]})
    found = indicators.of_waves(answers, np.array(["a"]), MONTHS, from_month=1, lasting=24)
    assert found.sd[0, 0] == pytest.approx(9 / np.sqrt(12))


def test_every_reason_has_one_code() -> None:
    assert len(CODE) == len(REASONS) and CODE[""] == 0
