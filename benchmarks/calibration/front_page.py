"""How often does the front page name an area where all areas are equal and change alike? Prints; judges nothing.

python -m benchmarks.calibration.front_page
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from buurtbeeld.areas import standing_out
from buurtbeeld.methods.small_areas import funnel
from buurtbeeld.methods.small_areas.relative_change import persistent, relative_change

AREAS, KINDS = 37, ("incident", "complaint", "observation")
CASES = ((37, 1, 1), (37, 1.5, 1), (37, 2, 1), (37, 3, 1), (8, 1, 1), (8, 2, 1), (37, 2, 1.33))
"""Areas, variance over that of chance, change of everything."""
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
    homes = np.round(np.exp(random.uniform(np.log(40), np.log(1500), areas)))
    level, rise = np.ones(areas), np.ones(areas)
    for area, (high, risen) in (factors or {}).items():
        place = int(area.removeprefix("buurt:"))
        homes[place], level[place], rise[place] = 400, high, risen
    rows = []
    for kind, a_year in zip(KINDS, A_YEAR, strict=True):
        own, more = (level, rise) if kind == "complaint" else (np.ones(areas), np.ones(areas))
        before, now = (counts(random, homes * a_year * factor, dispersion) for factor in (own, own * more * swing))
        rows.append(figures(kind, homes, before, now))
    return pd.concat(rows, ignore_index=True)


def figures(kind: str, homes: np.ndarray, before: np.ndarray, now: np.ndarray) -> pd.DataFrame:
    """One kind of a corporation as that query gives it, from counts of two years (A,)."""
    rate, change = now.sum() / homes.sum(), persistent([relative_change(now, before, homes, homes)])
    numbers = range(len(homes))
    return pd.DataFrame(
        {
            "area_id": [f"buurt:{number}" for number in numbers],
            "name": [f"Buurt {number}" for number in numbers],
            "kind": kind,
            "cases": now,
            "burst": 0,
            "home_years": homes,
            "rate": 1000 * now / homes,
            "shrunk": 1000 * (now + 10) / (homes + 10 / max(rate, 1e-9)),
            "stock_rate": 1000 * rate,
            "overdispersion": funnel.overdispersion(now, homes, rate),
            "cases_compared": now,
            "cases_before": before,
        }
    ).assign(**{name: change[name].to_numpy() for name in ("ratio", "label", "strongest")})


def named(times: int, dispersion: float, areas: int = AREAS, swing: float = 1.0, seed: int = 1) -> tuple[float, float]:
    """Share of so many equal corporations that name an area as high, and as risen."""
    random = np.random.default_rng(seed)
    corporations = [corporation(random, dispersion, areas, swing) for _time in range(times)]
    return (
        float(np.mean([len(standing_out.high(each)) > 0 for each in corporations])),
        float(np.mean([len(standing_out.risen(each)) > 0 for each in corporations])),
    )


def main(times: int = 2_500) -> None:
    """2,500 corporations for each of four kinds, 10,000 in all; then few areas, and everything up by a third."""
    print(f"areas named by chance, of {times} corporations each (promised: at most 5 %)")
    for areas, dispersion, swing in CASES:
        high, risen = named(times, dispersion, areas, swing)
        print(f"{areas:3} areas, variance {dispersion} × chance, change × {swing}: high {high:.1%}, risen {risen:.1%}")


if __name__ == "__main__":
    main()
