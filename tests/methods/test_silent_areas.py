"""Silent and loud streets: both sides sure, both far enough, and nothing said out of nothing."""

from __future__ import annotations

import numpy as np
import pytest

from buurtbeeld.methods import silent_areas
from buurtbeeld.methods.scores import settings

LIMITS = settings.read().thresholds
HOMES = np.full(12, 100.0)
USUAL = np.array([18, 22, 17, 23, 20, 19, 21, 18, 22, 20])
AREAS = np.array([f"street:{number}" for number in range(12)])


def rates(*first: float, homes: np.ndarray = HOMES) -> silent_areas.View:
    """Events of the first two areas beside ten with about 20."""
    return silent_areas.from_rates(np.r_[first, USUAL], homes, LIMITS)


def marks(*first: float, n: int = 20) -> silent_areas.View:
    """Staff marks of the first two areas beside ten around 7."""
    mean = np.r_[first, 7 + (USUAL - 20) / 20]
    return silent_areas.from_means(mean, np.full(12, n), np.full(12, 1.0), 10, LIMITS)


def labels(reports: silent_areas.View, **opinions: silent_areas.View) -> list[str]:
    """The labels of the first two areas; the others have none."""
    found = silent_areas.streets(AREAS, reports, opinions, LIMITS)
    assert set(found["label"][2:]) == {""}
    return found["label"].tolist()[:2]


def test_few_reports_and_worried_staff_is_silent_and_the_reverse_is_loud() -> None:
    found = silent_areas.streets(AREAS, rates(2, 60), {"staff": marks(5, 9)}, LIMITS)
    assert found["label"].tolist() == ["silent", "loud", *[""] * 10]
    first = found.iloc[0]
    assert first["view"] == "staff" and first["view_worse"] > 0.95 and first["view_value"] < first["view_stock"]
    assert first["reports_worse"] < 0.05 and first["reports_value"] < first["reports_stock"] / 1.5
    assert (found["reason"] == "").all()


def test_worry_may_come_from_what_staff_report() -> None:
    # The first street: 2 complaints where 20 are usual, 60 observations where 20 are.
    assert labels(rates(2, 60), observations=rates(60, 20)) == ["silent", ""]


@pytest.mark.parametrize(
    ("reports", "opinions"),
    [
        ((2, 60), {"staff": marks(7, 7)}),  # few reports and nobody worried: quiet, not silent
        ((20, 20), {"staff": marks(5, 9)}),  # worried, but reports as usual
        ((2, 60), {"staff": marks(5, 9), "tenants": marks(9, 5)}),  # opinions part among themselves
        ((15, 26), {"staff": marks(5, 9)}),  # a little fewer and more: not far enough
        ((2, 60), {}),  # nobody was asked
        ((2, 60), {"staff": marks(5, 9, n=9)}),  # too few were asked
    ],
)
def test_neither(reports: tuple[float, float], opinions: dict[str, silent_areas.View]) -> None:
    assert labels(rates(*reports), **opinions) == ["", ""]


def test_few_reports_where_few_are_expected_say_nothing() -> None:
    homes = np.r_[10.0, HOMES[1:]]
    found = silent_areas.streets(AREAS, rates(0, 20, homes=homes), {"staff": marks(5, 7)}, LIMITS)
    assert (found["label"][0], found["reason"][0]) == ("", "few_events")
    assert np.isnan(found["reports_worse"][0])


def test_many_reports_where_few_are_expected_do() -> None:
    view = rates(14, 20, homes=np.r_[10.0, HOMES[1:]])
    assert (view.says[0], view.reason[0]) == ("worse", "")


def test_edges_have_a_reason_and_no_number() -> None:
    nothing = silent_areas.from_rates(np.zeros(12), HOMES, LIMITS)
    assert set(nothing.says) == {""} and set(nothing.reason) == {"few_events"} and np.isnan(nothing.worse).all()
    homeless = silent_areas.from_rates(np.ones(12), np.r_[0.0, HOMES[1:]], LIMITS)
    assert (homeless.reason[0], homeless.says[0]) == ("not_delivered", "")
    alone = silent_areas.from_rates(np.array([50.0]), np.array([100.0]), LIMITS)
    assert alone.says.tolist() == [""], "the only area is the stock"
    unasked = silent_areas.from_means(np.full(12, np.nan), np.zeros(12), np.full(12, np.nan), 10, LIMITS)
    assert set(unasked.reason) == {"not_delivered"} and np.isnan(unasked.worse).all() and np.isnan(unasked.value).all()
    found = silent_areas.streets(AREAS, nothing, {"staff": unasked}, LIMITS)
    assert set(found["label"]) == {""} and set(found["view"]) == {""} and found["view_worse"].isna().all()


def test_without_any_truth_hardly_anything_is_called() -> None:
    random = np.random.default_rng(3)
    called = 0
    for _corporation in range(20):
        homes = np.exp(random.uniform(np.log(25), np.log(1000), 100))
        reports = silent_areas.from_rates(random.poisson(0.2 * homes), homes, LIMITS)
        staff = silent_areas.from_means(random.normal(7, 0.3, 100), np.full(100, 2), np.full(100, 0.42), 1, LIMITS)
        seen = silent_areas.from_rates(random.poisson(0.05 * homes), homes, LIMITS)
        found = silent_areas.streets(np.arange(100).astype(str), reports, {"staff": staff, "seen": seen}, LIMITS)
        called += int(found["label"].ne("").sum())
    assert called <= 2, "of 2,000 streets that are all alike"
