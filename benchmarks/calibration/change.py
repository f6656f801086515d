"""How many areas are labelled when nothing changed, and how many of those that doubled are found?"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from buurtbeeld.methods.small_areas import relative_change

Array = NDArray[np.float64]
SIZES = (25, 50, 100, 250, 500, 1000)
KINDS = {
    "chance": (1.0, "gamma"),
    "1.5 × chance": (1.5, "gamma"),
    "2 × chance": (2.0, "gamma"),
    "clusters, 2 × chance": (2.0, "clusters"),
}


def draw(rng: np.random.Generator, expected: Array, factor: float, kind: str) -> Array:
    """Counts with variance factor × expected: Poisson, negative binomial, or Poisson clusters of geometric size."""
    if factor == 1:
        return rng.poisson(expected).astype(float)
    if kind == "gamma":
        return rng.negative_binomial(expected / (factor - 1), 1 / factor).astype(float)
    chance = 2 / (factor + 1)
    clusters = rng.poisson(expected * chance)
    return clusters + np.where(clusters > 0, rng.negative_binomial(np.maximum(clusters, 1), chance), 0).astype(float)


def years(
    rng: np.random.Generator, areas: int, homes: int | None, factor: float, kind: str
) -> tuple[Array, Array, Array]:
    """Two years without any area's change, while the whole stock may swing: events now, before, and homes."""
    n = rng.choice(SIZES, areas).astype(float) if homes is None else np.full(areas, float(homes))
    expected, swing = rng.gamma(4, 0.01, areas) * n, rng.choice([0.7, 1.0, 1.4])
    return draw(rng, expected * swing, factor, kind), draw(rng, expected, factor, kind), n


def nothing(seed: int, number: int, areas: int, homes: int | None, factor: float, kind: str) -> dict[str, float]:
    """Without change: share of areas labelled, share of corporations with a label, share of intervals that hold 1."""
    rng = np.random.default_rng(seed)
    labelled, any_label, held = [], [], []
    for _corporation in range(number):
        now, before, n = years(rng, areas, homes, factor, kind)
        found = relative_change.relative_change(now, before, n, n)
        clear = found["label"].isin(["worse", "better"])
        told = found["label"] != "unknown"
        labelled.append(clear.mean())
        any_label.append(clear.any())
        held.append(((found["low"] <= 1) & (found["high"] >= 1))[told].mean())
    return {
        "labelled": float(np.mean(labelled)),
        "any": float(np.mean(any_label)),
        "held": float(np.nanmean(held)),
    }


def found_of(
    seed: int, number: int, events: float, times: float, changed: int, factor: float, areas: int = 37
) -> dict[str, float]:
    """Of areas with so many events a year some change so many times: share of those found, share of others labelled."""
    rng = np.random.default_rng(seed)
    right, wrong, n = [], [], np.full(areas, 1000.0)
    for _corporation in range(number):
        expected = np.full(areas, float(events))
        before = draw(rng, expected, factor, "gamma")
        expected[:changed] *= times
        label: pd.Series = relative_change.relative_change(draw(rng, expected, factor, "gamma"), before, n, n)["label"]
        right.append((label[:changed] == ("worse" if times > 1 else "better")).mean())
        wrong.append(label[changed:].isin(["worse", "better"]).mean())
    return {"found": float(np.mean(right)), "others": float(np.mean(wrong))}


def main() -> None:
    """Print the tables of docs/methods."""
    without_change()
    with_change()


def without_change() -> None:
    """Print who is labelled where nothing changed."""
    print("Nothing changed: areas labelled, corporations with any label, and 90 % intervals that hold 1, in %\n")
    print("| areas | homes | " + " | ".join(KINDS) + " |\n|---|---|" + "---|" * len(KINDS))
    for areas in (24, 37, 200, 14_400):
        for size in (25, 100, 1000, None):
            number = max(20, min(2000, 60_000 // areas))
            cells = [nothing(areas, number, areas, size, *kind) for kind in KINDS.values()]
            told = (f"{x['labelled'] * 100:.2f}, {x['any'] * 100:.1f}, {x['held'] * 100:.1f}" for x in cells)
            print(f"| {areas:,} | {size or 'mixed'} | " + " | ".join(told) + " |", flush=True)


def with_change() -> None:
    """Print how many of the areas that changed are found."""
    print("\n37 areas, of which some doubled or halved: found, and others labelled, in %\n")
    print("| changed | scatter | " + " | ".join(f"{e} a year" for e in (10, 20, 40, 60, 120, 240)) + " |")
    print("|---|---|" + "---|" * 6)
    for changed, times in ((1, 2.0), (3, 2.0), (6, 2.0), (10, 2.0), (1, 0.5), (3, 0.5)):
        for factor in (1.0, 1.5, 2.0):
            cells = [found_of(7, 400, e, times, changed, factor) for e in (10, 20, 40, 60, 120, 240)]
            told = (f"{x['found'] * 100:.0f}, {x['others'] * 100:.1f}" for x in cells)
            what = "doubled" if times > 1 else "halved"
            print(f"| {changed} {what} | {factor:g} × chance | " + " | ".join(told) + " |", flush=True)


if __name__ == "__main__":
    main()
