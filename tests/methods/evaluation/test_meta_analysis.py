"""Pooled effects per kind: against statsmodels and a published meta-analysis, and refused below five."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from buurtbeeld.methods.evaluation import meta_analysis


def bcg() -> tuple[np.ndarray, np.ndarray]:
    """Tuberculosis with and without vaccine in thirteen trials (Colditz and others 1994, JAMA 271, 698–702)."""
    table = np.array([
        (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
        (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232),
        (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
    ], dtype=float)  # fmt: skip
    a, b, c, d = table.T
    return (a / (a + b)) / (c / (c + d)), np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def test_published_meta_analysis() -> None:
    """BCG vaccine: random-effects relative risk 0.49 (Viechtbauer 2010, J. Statistical Software 36(3): log −0.7145 by
    restricted likelihood; Paule and Mandel's own τ² 0.318 is as printed by metafor)."""
    found = meta_analysis.pooled_effect(*bcg())
    assert found.n == 13
    assert 1 + found.change == pytest.approx(0.489, abs=0.002)
    assert found.between**2 == pytest.approx(0.318, abs=0.002)
    assert found.low < found.change < found.high < 0
    assert found.next_low < found.low and found.next_high > found.high


def test_agrees_with_statsmodels() -> None:
    ratios, errors = bcg()
    other = combine_effects(np.log(ratios), errors**2, method_re="pm", use_t=True)
    found = meta_analysis.pooled_effect(ratios, errors)
    assert math.log(1 + found.change) == pytest.approx(other.mean_effect_re)
    low, high = other.conf_int()[3]
    assert (math.log(1 + found.low), math.log(1 + found.high)) == pytest.approx((low, high), abs=1e-6)


def test_null_results_pull_the_mean_to_nothing_and_few_are_refused() -> None:
    alone = meta_analysis.pooled_effect([0.5] * 5, [0.2] * 5)
    both = meta_analysis.pooled_effect([0.5] * 5 + [1.0] * 5, [0.2] * 10)
    assert alone.change == pytest.approx(-0.5)
    assert -0.5 < both.change < 0
    few = meta_analysis.pooled_effect([0.5] * 4 + [math.nan], [0.2] * 5)
    assert (few.reason, few.n, math.isnan(few.change)) == ("too_few", 4, True)


def test_order_does_not_matter_and_agreement_by_chance_narrows_nothing() -> None:
    ratios, errors = bcg()
    one, turned = meta_analysis.pooled_effect(ratios, errors), meta_analysis.pooled_effect(ratios[::-1], errors[::-1])
    assert turned[:-1] == pytest.approx(one[:-1])
    same = meta_analysis.pooled_effect([0.7] * 6, [0.3] * 6)
    assert math.log(1 + same.high) - math.log(1 + same.change) >= 2 * 0.3 / math.sqrt(6)


def test_per_kind() -> None:
    rows = pd.DataFrame({"kind": ["cameras"] * 6 + ["mediation"] * 2, "ratio": [0.8] * 8, "se": [0.1] * 8})
    found = meta_analysis.per_kind(rows)
    assert found[["kind", "n", "reason"]].to_numpy().tolist() == [["cameras", 6, ""], ["mediation", 2, "too_few"]]


def initiatives(resident: int, staff: int) -> pd.DataFrame:
    rows = [("resident", 10, 6, 10)] * resident + [("staff", 10, 9, 10)] * staff
    return pd.DataFrame(rows, columns=["idea_by", "before", "after", "expected"])


def test_residents_against_staff_by_hand() -> None:
    """36.5/60.5 over 54.5/60.5 = 0.670; Var = 1/36.5 + 1/60.5 + 1/54.5 + 1/60.5."""
    found = meta_analysis.compare_ideas(initiatives(6, 6))
    assert found.ratio == pytest.approx(36.5 / 54.5)
    se = math.sqrt(1 / 36.5 + 2 / 60.5 + 1 / 54.5)
    assert (found.low, found.high) == pytest.approx(
        tuple(found.ratio * math.exp(s * 1.959964 * se) for s in (-1, 1)), rel=1e-5
    )
    assert (found.resident, found.staff) == (pytest.approx(36.5 / 60.5 - 1), pytest.approx(54.5 / 60.5 - 1))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (initiatives(1, 9), "too_few_resident"),
        (initiatives(9, 4), "too_few_staff"),
        (initiatives(0, 0), "too_few_resident"),
        (initiatives(5, 5).assign(before=0), "no_cases"),
    ],
)
def test_never_per_bench(rows: pd.DataFrame, reason: str) -> None:
    found = meta_analysis.compare_ideas(rows)
    assert found.reason == reason
    assert math.isnan(found.ratio)
