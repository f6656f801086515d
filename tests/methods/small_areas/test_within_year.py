"""How much months scatter within areas, and which of them hold a burst: by hand, planted, and where nothing is."""

from __future__ import annotations

import numpy as np
import pytest

from buurtbeeld.methods.small_areas import within_year

MONTHS = 36


def drawn(areas: int = 20, dispersion: float = 1.0, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts (A, T) of 5 a month where each month is like the others, homes, and every month delivered."""
    random, mean = np.random.default_rng(seed), np.full((areas, MONTHS), 5.0)
    counts = (
        random.poisson(mean) if dispersion == 1 else random.negative_binomial(mean / (dispersion - 1), 1 / dispersion)
    )
    return counts.astype(float), np.full((areas, MONTHS), 300.0), np.ones(MONTHS, dtype=bool)


def test_overdispersion_by_hand() -> None:
    """Two areas, two months, (4, 2) and (2, 4): expected 3 each, χ² = 4/3 with 1 degree of freedom.

    Each area has N = 6, of which φ shows 6φ/(5 + φ): 6φ/(5 + φ) = 4/3 gives φ = 10/7.
    """
    counts = np.array([[4.0, 2.0], [2.0, 4.0]])
    found = within_year.overdispersion(counts, np.full((2, 2), 50.0), np.ones(2, dtype=bool))
    assert found == pytest.approx(10 / 7, rel=1e-3)


@pytest.mark.parametrize("dispersion", [1.0, 1.5, 2.0, 3.0])
def test_the_scatter_of_months_is_measured_whatever_the_areas_are(dispersion: float) -> None:
    random = np.random.default_rng(2)
    mean = random.uniform(0.1, 12, (60, 1)) * (1 + 0.5 * np.sin(np.arange(MONTHS) / 2)) * np.linspace(0.7, 1.3, MONTHS)
    excess = max(dispersion - 1, 1e-6)
    counts = random.negative_binomial(mean / excess, 1 / (1 + excess)).astype(float)
    found = within_year.steady(counts, np.ones(counts.shape), np.ones(MONTHS, dtype=bool))
    assert found.overdispersion == pytest.approx(dispersion, abs=0.15 * dispersion)


@pytest.mark.parametrize("months", [[30], [35], [20, 21], [33, 34, 35]])
def test_a_burst_is_set_aside(months: list[int]) -> None:
    counts, homes, delivered = drawn()
    counts[3, months] += 30 / len(months)
    found = within_year.steady(counts, homes, delivered)
    assert np.argwhere(found.burst).tolist() == [[3, month] for month in months]
    assert found.counts[3, months].mean() == pytest.approx(5, abs=2)
    assert (found.counts[~found.burst] == counts[~found.burst]).all()


def test_what_stays_is_a_change_and_a_month_of_all_areas_is_no_burst() -> None:
    counts, homes, delivered = drawn()
    counts[3, 30:] += 20
    counts[:, 12] *= 4
    assert not within_year.steady(counts, homes, delivered).burst.any()


def test_what_was_not_delivered_is_no_measure() -> None:
    counts, homes, delivered = drawn()
    counts[:, 10:16] = 0
    delivered[10:16] = False
    found = within_year.steady(counts, homes, delivered)
    assert found.overdispersion < 1.2 and not found.burst.any()


def test_without_history_or_other_areas_nothing_is_set_aside() -> None:
    counts, homes, delivered = drawn()
    assert within_year.steady(counts[:, :2], homes[:, :2], delivered[:2]).overdispersion >= 1
    assert within_year.steady(counts[:0], homes[:0], delivered).overdispersion == 1
    alone = within_year.steady(counts[:1], homes[:1], delivered)
    assert alone.overdispersion == 1 and not alone.burst.any()
