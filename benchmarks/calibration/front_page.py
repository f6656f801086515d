"""How often does the front page name an area where all areas are equal and change alike? Prints; judges nothing.

python -m benchmarks.calibration.front_page
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.calibration.corporation import Habits, draw
from buurtbeeld.areas import standing_out
from buurtbeeld.methods.small_areas import empirical_bayes, funnel, within_year
from buurtbeeld.methods.small_areas.relative_change import persistent, relative_change

AREAS, KINDS = 37, ("incident", "complaint", "observation")
CASES = ((37, 1, 1), (37, 1.5, 1), (37, 2, 1), (37, 3, 1), (8, 1, 1), (8, 2, 1), (37, 2, 1.33))
"""Areas, variance over that of chance, change of everything."""
YEARS = ((37, 1, 0), (37, 1, 0.05), (37, 2, 0.05), (8, 2, 0.05))
"""Areas, variance over that of chance, bursts per area and year."""
A_YEAR = (0.05, 0.18, 0.07)
"""Cases per home and year of the kinds, as corporations have them."""


def counts(random: np.random.Generator, mean: np.ndarray, dispersion: float) -> np.ndarray:
    """Counts with this mean and so many times the variance of chance."""
    if dispersion == 1:
        return random.poisson(mean)
    return random.negative_binomial(mean / (dispersion - 1), 1 / dispersion)


def corporation(
    random: np.random.Generator,
    dispersion: float,
    areas: int = AREAS,
    swing: float = 1.0,
    factors: Mapping[str, tuple[float, float]] | None = None,
) -> pd.DataFrame:
    """What the query standing_out gives for a corporation without differences; all areas change by `swing`.

    factors: area_id -> how many times as many complaints it has in both years, and how many times more in the second;
    such an area has 400 homes.
    """
    homes, level, rise = _areas(random, areas, factors or {})
    change = np.repeat([1.0, 1.0, swing], 12)
    rows = []
    for kind, a_year in zip(KINDS, A_YEAR, strict=True):
        own, more = (level, rise) if kind == "complaint" else (np.ones(areas), np.ones(areas))
        mean = (homes * a_year / 12 * own)[:, None] * change * np.where(np.arange(36) >= 24, more[:, None], 1.0)
        rows.append(figures(kind, homes, counts(random, mean, dispersion).astype(float)))
    return pd.concat(rows, ignore_index=True)


def _areas(
    random: np.random.Generator, areas: int, factors: Mapping[str, tuple[float, float]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Homes, level and rise (A,)."""
    homes = np.round(np.exp(random.uniform(np.log(40), np.log(1500), areas)))
    level, rise = np.ones(areas), np.ones(areas)
    for area, (high, risen) in factors.items():
        place = int(area.removeprefix("buurt:"))
        homes[place], level[place], rise[place] = 400, high, risen
    return homes, level, rise


def figures(kind: str, homes: np.ndarray, monthly: np.ndarray) -> pd.DataFrame:
    """One kind of a corporation as that query gives it, from counts of the last 36 months (A, 36), as a build does."""
    months = within_year.steady(monthly, np.repeat(homes[:, None], 36, axis=1), np.ones(36, dtype=bool))
    change, now = persistent(_looks(months, homes)), months.counts[:, -12:].sum(axis=1)
    rate = now.sum() / homes.sum()
    shrunk = empirical_bayes.empirical_bayes(now, homes, overdispersion=months.overdispersion)["shrunk"]
    numbers, every = range(len(homes)), monthly[:, -12:].sum(axis=1)
    return pd.DataFrame(
        {
            "area_id": [f"buurt:{number}" for number in numbers],
            "name": [f"Buurt {number}" for number in numbers],
            "kind": kind,
            "cases": every,
            "burst": every - now,
            "home_years": homes,
            "rate": 1000 * every / homes,
            "shrunk": 1000 * shrunk,
            "stock_rate": 1000 * rate,
            "overdispersion": max(months.overdispersion, funnel.overdispersion(now, homes, rate)),
            "cases_compared": every,
            "cases_before": monthly[:, -24:-12].sum(axis=1),
        }
    ).assign(**{name: change[name].to_numpy() for name in ("ratio", "label", "strongest")})


def _looks(months: within_year.Months, homes: np.ndarray) -> Iterator[pd.DataFrame]:
    for end in range(36, 23, -1):
        now, before = (months.counts[:, end - back : end - back + 12].sum(axis=1) for back in (12, 24))
        yield relative_change(now, before, homes, homes, at_least=months.overdispersion)


def named(times: int, dispersion: float, areas: int = AREAS, swing: float = 1.0, seed: int = 1) -> tuple[float, float]:
    """Share of so many equal corporations that name an area as high, and as risen."""
    random = np.random.default_rng(seed)
    corporations = [corporation(random, dispersion, areas, swing) for _time in range(times)]
    return (
        float(np.mean([len(standing_out.high(each)) > 0 for each in corporations])),
        float(np.mean([len(standing_out.risen(each)) > 0 for each in corporations])),
    )


def named_in_a_year(times: int, habits: Habits, seed: int = 2) -> tuple[float, float]:
    """Share of equal corporations, drawn by the second generator, that name an area in any of twelve monthly builds."""
    random, high, risen = np.random.default_rng(seed), [], []
    for _time in range(times):
        # Each kind with homes of its own: no more is compared between kinds than who is named.
        histories = [draw(replace(habits, rate=a_year), random) for a_year in A_YEAR]
        builds = [
            pd.concat(
                [
                    figures(kind, history.homes, history.by_month()[:, end - 36 : end])
                    for kind, history in zip(KINDS, histories, strict=True)
                ],
                ignore_index=True,
            )
            for end in range(37, 49)
        ]
        high.append(any(len(standing_out.high(build)) for build in builds))
        risen.append(any(len(standing_out.risen(build)) for build in builds))
    return float(np.mean(high)), float(np.mean(risen))


def main(times: int = 2_500, years: int = 200) -> None:
    """2,500 corporations for each of four kinds, 10,000 in all; then few areas, and everything up by a third."""
    print(f"areas named by chance, of {times} corporations each (promised: at most 5 %)")
    for areas, dispersion, swing in CASES:
        high, risen = named(times, dispersion, areas, swing)
        print(
            f"{areas:3} areas, variance {dispersion} × chance, change × {swing}: high {high:.1%}, risen {risen:.1%}",
            flush=True,
        )
    print(f"named in any of twelve monthly builds, of {years} corporations of the second generator each")
    for areas, dispersion, bursts in YEARS:
        habits = Habits(areas=areas, years=4, between=0.0, trend=0.0, dispersion=dispersion, bursts=bursts)
        high, risen = named_in_a_year(years, habits)
        print(
            f"{areas:3} areas, variance {dispersion} × chance, bursts {bursts}: high {high:.1%}, risen {risen:.1%}",
            flush=True,
        )


if __name__ == "__main__":
    main()
