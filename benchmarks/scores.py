"""How long do all marks of a whole country take, and how much memory? 14,400 areas, 120 months, 20 indicators."""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from buurtbeeld.methods.scores import indicators as score_indicators
from buurtbeeld.methods.scores import marks, rank_intervals
from buurtbeeld.methods.scores import settings as score_settings

AREAS, MONTHS, MOST_SECONDS, MOST_GB = 14_400, 120, 60, 4
T = TypeVar("T")


def stock(areas: int, months: int, random: np.random.Generator) -> np.ndarray:
    """(areas, months) homes: 25 to a few thousand; one in fifty is built or demolished half-way."""
    homes = np.exp(random.normal(5.5, 1.0, areas)).clip(1, 5000).astype(int)[:, None] * np.ones(months, dtype=int)
    homes[::100, : months // 2] = 0
    homes[1::100, months // 2 :] = 0
    return homes


def counts(homes: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """(areas, months) events: 10 to 60 per 1,000 homes a year, areas differing by half of that."""
    rate = random.uniform(0.01, 0.06) * random.gamma(4.0, 0.25, len(homes))
    return random.poisson(rate[:, None] * homes / 12)


def timed(name: str, spent: dict[str, float], work: Callable[[], T]) -> T:
    """The result of work; its seconds are added to spent."""
    began = time.perf_counter()
    result = work()
    spent[name] = spent.get(name, 0.0) + time.perf_counter() - began
    return result


def measure(areas: int, months: int) -> dict[str, float]:
    """Seconds per step. Making the counts is not part of the claim; they are made one indicator at a time."""
    random, settings = np.random.default_rng(1), score_settings.read()
    spent: dict[str, float] = {}
    homes, limits = stock(areas, months, random), settings.thresholds
    enough = timed("readings", spent, lambda: score_indicators.is_large_enough(homes, limits.smallest_homes))
    found = {}
    for indicator in settings.indicators:
        events = counts(homes, random)
        found[indicator.key] = timed(
            "readings",
            spent,
            lambda events=events: score_indicators.from_counts(
                events,
                homes,
                np.ones(months, dtype=bool),
                enough,
                reference=months // 2,
                fewest_months=limits.fewest_months,
                fewest_areas=limits.fewest_areas,
            ),
        )
    ids, dates = np.array([f"buurt:BU{number:08d}" for number in range(areas)]), np.arange(months)
    table = timed("scale", spent, lambda: marks.history(found, settings, ids, dates))
    found.clear()
    timed("marks", spent, lambda: marks.marks(table, settings))
    now = table.at(-1)
    timed("rows of one month", spent, lambda: marks.mark_rows(now, settings))
    timed("rank intervals", spent, lambda: rank_intervals.rank_intervals(now, settings))
    timed("other weights", spent, lambda: marks.with_other_weights(now, settings, settings))
    return spent


def main() -> None:
    """Prints seconds per step, their sum and the peak of memory, beside what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=AREAS)
    parser.add_argument("--months", type=int, default=MONTHS)
    asked = parser.parse_args()
    spent = measure(asked.areas, asked.months)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    indicators = len(score_settings.read().indicators)
    print(f"| {asked.areas:,} areas x {asked.months} months x {indicators} indicators | seconds |\n|---|---|")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds:.1f} |")
    print(f"| **together** (at most {MOST_SECONDS}) | **{sum(spent.values()):.1f}** |")
    print(f"\nPeak memory {peak:.2f} GB (at most {MOST_GB}), the made-up counts included.")


if __name__ == "__main__":
    main()
