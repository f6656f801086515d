"""How often does the 90 % interval hold the true rate, and how often does the funnel call chance an alert?"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import gamma

from buurtbeeld.methods.small_areas import empirical_bayes, funnel

Array = NDArray[np.float64]
SIZES = (25, 50, 100, 250, 500, 1000)
LAWS = ("gamma", "lognormal")


def corporations(
    rng: np.random.Generator, number: int, areas: int, homes: int | None, variation: float, law: str = "gamma"
) -> tuple[Array, Array, Array]:
    """Events, homes and true rates of areas × corporations: 40 cases per 1,000 homes, homes None for a mixture."""
    n = rng.choice(SIZES, (areas, number)).astype(float) if homes is None else np.full((areas, number), float(homes))
    if law == "gamma":
        true = rng.gamma(1 / variation**2, 0.04 * variation**2, n.shape)
    else:
        spread = np.sqrt(np.log1p(variation**2))
        true = np.exp(rng.normal(np.log(0.04) - spread**2 / 2, spread, n.shape))
    return rng.poisson(true * n).astype(float), n, true


def scattered(seed: int, areas: int, factor: float, number: int) -> float:
    """Share covered in corporations of mixed complexes whose counts scatter factor times more than chance, as is known.

    Over variations of 0.25 to 1 between areas, Gamma and lognormal alike.
    """
    rng, held = np.random.default_rng(seed), []
    for variation, law in itertools.product((0.25, 0.5, 0.75, 1.0), LAWS):
        _poisson, n, true = corporations(rng, number, areas, None, variation, law)
        mean = true * n
        events = rng.poisson(mean) if factor == 1 else rng.negative_binomial(mean / (factor - 1), 1 / factor)
        low, high = empirical_bayes.interval(empirical_bayes.empirical_bayes_many(events, n, overdispersion=factor))
        held.append(((low <= true) & (true <= high)).mean())
    return float(np.mean(held))


def plain(events: Array, homes: Array, level: float = 0.90) -> tuple[Array, Array]:
    """The interval without correction: Gamma(b²/A + y, b/A + n), and the pooled rate's own where A = 0."""
    prior = empirical_bayes.prior(events, homes)
    b, a = prior.mean, np.where(prior.variance > 0, prior.variance, 1.0)
    differ = np.broadcast_to(prior.variance > 0, events.shape)
    shape = np.where(differ, b**2 / a + events, events.sum(axis=0) + 0.5)
    rate = np.where(differ, b / a + homes, homes.sum(axis=0))
    tail = (1 - level) / 2
    return gamma.ppf(tail, shape, scale=1 / rate), gamma.ppf(1 - tail, shape, scale=1 / rate)


def coverage(
    seed: int, number: int, areas: int, homes: int | None, variation: float, law: str = "gamma"
) -> dict[str, Array]:
    """Share of the areas × corporations whose true rate lies inside, per way of making the interval, as booleans."""
    events, n, true = corporations(np.random.default_rng(seed), number, areas, homes, variation, law)
    ways = {
        "plain": plain(events, n),
        "ours": empirical_bayes.interval(empirical_bayes.empirical_bayes_many(events, n)),
    }
    return {way: (low <= true) & (true <= high) for way, (low, high) in ways.items()} | {"homes": n}


def headline(seed: int, number: int, smallest: int = 24, largest: int = 400) -> dict[str, dict[str, float]]:
    """Corporations of mixed complexes, each with its own number of areas and its own variation of 0.25 to 1.

    Per way the share covered, every corporation counting once: of all areas, and of those with 25, 50 … 1,000 homes.
    """
    rng = np.random.default_rng(seed)
    rows: dict[str, list[dict[str, float]]] = {"plain": [], "ours": []}
    for _corporation in range(number):
        areas = int(np.exp(rng.uniform(np.log(smallest), np.log(largest))))
        law = LAWS[rng.integers(2)]
        found = coverage(int(rng.integers(2**31)), 1, areas, None, rng.uniform(0.25, 1), law)
        of = {"all": np.ones(areas, dtype=bool)} | {f"{size}": found["homes"][:, 0] == size for size in SIZES}
        for way, told in rows.items():
            told.append({name: found[way][part, 0].mean() for name, part in of.items() if part.any()})
    return {way: pd.DataFrame(told).mean().to_dict() for way, told in rows.items()}


def alerts(seed: int, number: int, areas: int, homes: int | None, factor: float) -> dict[str, float]:
    """Share of areas outside the funnel when all have one rate and counts scatter factor times more than chance."""
    rng = np.random.default_rng(seed)
    found = []
    for _corporation in range(number):
        n = rng.choice(SIZES, areas).astype(float) if homes is None else np.full(areas, float(homes))
        expected = 0.04 * n
        events = rng.poisson(expected) if factor == 1 else rng.negative_binomial(expected / (factor - 1), 1 / factor)
        found.append(funnel.verdict(events, n)["verdict"].to_numpy())
    verdicts = np.concatenate(found)
    return {"outside": float(np.mean(verdicts != "inside")), "alarm": float(np.mean(verdicts == "alarm"))}


def main() -> None:
    """Print the tables of docs/methods."""
    print("2,000 corporations of 24 to 400 mixed complexes, variation between areas 0.25 to 1: share covered, in %\n")
    print("| | all | " + " | ".join(f"{size:,} homes" for size in SIZES) + " |\n|---|" + "---|" * (len(SIZES) + 1))
    for way, shares in headline(1, 2000).items():
        print(f"| {way} | " + " | ".join(f"{share * 100:.1f}" for share in shares.values()) + " |")
    print("\n2,000 corporations of one size of complex, or of all sizes: share covered, plain → ours, in %\n")
    columns = (*(f"{size:,} homes" for size in SIZES), "mixed")
    print("| areas | variation | " + " | ".join(columns) + " |\n|---|---|" + "---|" * len(columns))
    for areas in (24, 37, 100, 400):
        for variation in (0.25, 0.5, 0.75, 1.0):
            cells = []
            for size in (*SIZES, None):
                found = coverage(size or 1, 2000, areas, size, variation)
                cells.append(f"{found['plain'].mean() * 100:.1f} → {found['ours'].mean() * 100:.1f}")
            print(f"| {areas} | {variation} | " + " | ".join(cells) + " |")
    print("\nMixed complexes whose counts scatter 1, 1.5, 2 and 3 times more than chance: share covered, in %\n")
    for areas in (8, 12, 24, 37, 100, 200):
        shares = (scattered(areas, areas, factor, max(40, 5000 // areas)) for factor in (1, 1.5, 2, 3))
        print(f"| {areas} | " + " | ".join(f"{share * 100:.1f}" for share in shares) + " |")
    print("\nFunnel, every area the same rate: share outside 95 % and 99.8 %, in %\n")
    print("| areas | homes | chance | 1.5 times chance | 2 times chance |\n|---|---|---|---|---|")
    for areas in (24, 37, 200):
        for size in (25, 100, 1000, None):
            found = [alerts(areas, max(50, 40_000 // areas), areas, size, factor) for factor in (1, 1.5, 2)]
            cells = (f"{each['outside'] * 100:.1f} and {each['alarm'] * 100:.2f}" for each in found)
            print(f"| {areas} | {size or 'mixed'} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
