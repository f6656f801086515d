"""Which areas are like this one, and in what? Compares what it is given; judges no area better or worse."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

RATIO, DIFFERENCE = "ratio", "difference"

FEATURES = {
    "homes": RATIO,  # stock: homes let
    "in_complexes": DIFFERENCE,  # composition: share of homes in complexes, 0 to 1
    "level": RATIO,  # shrunk rate before, per 1,000 homes a year
    "trend": RATIO,  # shrunk rate of the last year over the one before
}
"""What areas are compared in, and whether twice as much or so much more is what counts."""

NORMAL = 1.349
"""The distance between the quartiles of a normal distribution, in standard deviations."""

COLUMNS = ["area_id", "distance", "feature", "own", "other", "apart"]


@dataclass(frozen=True)
class Likeness:
    """Areas like one area, nearest first, with the reasons.

    near     one row per area and feature: area_id, distance, feature, own, other (the two values), apart (by how many
             standard deviations; NaN where one of the two is unknown, which then does not count)
    reason   '' or why there is none: unknown_area, little_known, none_left, none_near
    nearest  distance of the nearest area, also when it is too far; NaN without any
    """

    near: pd.DataFrame
    reason: str
    nearest: float


def related(area: str, area_inside: pd.DataFrame) -> set[str]:
    """What an area cannot be compared with: itself, what lies in it, what it lies in, and what shares a part with it.

    area_inside: rows (area_id, inside), any depth, as in the warehouse.
    """
    inside = set(area_inside.loc[area_inside["area_id"].eq(area), "inside"])
    around = set(area_inside.loc[area_inside["inside"].eq(area), "area_id"])
    sharing = set(area_inside.loc[area_inside["inside"].isin(inside), "area_id"])
    return {area} | inside | around | sharing


def alike(features: pd.DataFrame, area: str, apart: Collection[str] = (), *, furthest: float, most: int) -> Likeness:
    """The areas nearest to one, at most `most`, none further than `furthest`.

    features: one row per area of the same level, index area_id, columns of FEATURES (any of them; NaN is unknown).
    distance = √mean(d²) over the features known of both, d = difference in standard deviations between areas (quartile
    distance / 1.349, so that one giant does not make all others alike); RATIO features by their logarithm, and unknown
    where not above 0. A feature on which all areas agree is left out. Two areas are compared where at least half of the
    features that tell areas apart are known of both. apart: area_ids never shown, see `related`. Ties by area_id.
    """
    return near(scaled_features(features), area, apart, furthest=furthest, most=most)


@dataclass(frozen=True)
class ScaledFeatures:
    """Areas (A,) with the features F that tell them apart: as they are, and in standard deviations; each (A, F)."""

    areas: np.ndarray
    names: tuple[str, ...]
    values: np.ndarray
    scaled: np.ndarray


def scaled_features(features: pd.DataFrame) -> ScaledFeatures:
    """What all comparisons among the same areas share; see `alike`."""
    scaled = _scaled(features)
    names = scaled.columns[scaled.std(ddof=0).gt(1e-12).to_numpy()]
    values = features[names].to_numpy(dtype=float)
    return ScaledFeatures(
        features.index.to_numpy(object), tuple(names), values, (scaled[names] / _spread(scaled[names])).to_numpy()
    )


def near(among: ScaledFeatures, area: str, apart: Collection[str] = (), *, furthest: float, most: int) -> Likeness:
    """As `alike`, for one area after another."""
    own = np.flatnonzero(among.areas == area)
    if not len(own):
        return _none("unknown_area")
    away = among.scaled - among.scaled[own[0]]
    both, half = np.isfinite(away), len(among.names) / 2
    if not among.names or both[own[0]].sum() < half:
        return _none("little_known")
    left = np.flatnonzero((both.sum(axis=1) >= half) & ~np.isin(among.areas, [area, *apart]))
    if not len(left):
        return _none("none_left")
    distance = np.sqrt(np.nanmean(away[left] ** 2, axis=1))
    order = np.lexsort((among.areas[left].astype(str), distance))
    chosen = [turn for turn in order[:most] if distance[turn] <= furthest]
    nearest = float(distance[order[0]])
    if not chosen:
        return Likeness(_empty(), "none_near", nearest)
    return Likeness(_reasons(among, int(own[0]), left[chosen], distance[chosen], away), "", nearest)


def _scaled(features: pd.DataFrame) -> pd.DataFrame:
    columns = [name for name in FEATURES if name in features]
    numbers = features[columns].astype(float)
    ratios = [name for name in columns if FEATURES[name] == RATIO]
    numbers[ratios] = np.log(numbers[ratios].where(numbers[ratios] > 0))
    return numbers


def _spread(scaled: pd.DataFrame) -> pd.Series:
    quartiles = scaled.quantile(0.75) - scaled.quantile(0.25)
    return (quartiles / NORMAL).where(quartiles > 0, scaled.std(ddof=0))


def _reasons(among: ScaledFeatures, own: int, rows: np.ndarray, distance: np.ndarray, away: np.ndarray) -> pd.DataFrame:
    wide, many = len(among.names), len(rows)
    columns = {
        "area_id": np.repeat(among.areas[rows], wide),
        "distance": np.repeat(distance, wide),
        "feature": np.tile(np.array(among.names, dtype=object), many),
        "own": np.tile(among.values[own], many),
        "other": among.values[rows].ravel(),
        "apart": away[rows].ravel(),
    }
    return pd.DataFrame(columns)[COLUMNS]


def _none(reason: str) -> Likeness:
    return Likeness(_empty(), reason, float("nan"))


def _empty() -> pd.DataFrame:
    return pd.DataFrame(
        {name: pd.Series(dtype=object if name in ("area_id", "feature") else float) for name in COLUMNS}
    )
