"""What would an area have done, as a mixture of areas that resemble its past? Weights and placebos; judges nothing."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import nnls

Array = NDArray[np.float64]

FEWEST_DONORS = 10
FEWEST_PERIODS = 8
"""Periods before that a mixture needs to resemble more than chance: two years of quarters."""
ENFORCED = 1e3
"""How much heavier the sum of the weights counts than the fit; weights add up to 1 within 1e-6."""


class Synthetic(NamedTuple):
    """Weights per donor, both paths, and what placebos say; NaN and empty with a reason where it cannot be told.

    weights: per donor, 0 to 1, sum 1. paths: index period, columns actual, synthetic. change: sum of actual over sum of
    synthetic after the start, minus 1. effect: their mean difference. fit: root mean squared difference before. ratio:
    that of after over before. p_value: share of all areas, each in turn treated as if, whose ratio is as large.
    reason: '' or few_donors, short_history, too_young, no_fit (the path before cannot be resembled).
    """

    weights: pd.Series
    paths: pd.DataFrame
    change: float
    effect: float
    fit: float
    ratio: float
    p_value: float
    donors: int
    reason: str


def synthetic_control(outcomes: pd.DataFrame, area: str, start: object, *, indexed: bool = True) -> Synthetic:
    """Synthetic control on the outcome before the start, with placebos in space.

    outcomes: index period in order (e.g. quarters), one column per area, a rate; columns with an unknown value are left
    out. start: the first period of the approach. indexed: every series over its own mean before, so that an area higher
    than all others can be resembled too; then paths are in units of the area's own mean and back again.
    Weights minimise the squared difference before, are 0 or more and add up to 1. An area is placebo donor to no other:
    placebos use the other donors only.
    Source: Abadie, Diamond and Hainmueller (2010), JASA 105, 493–505; indexed after Ferman and Pinto (2021),
    Quantitative Economics 12, 1197–1221.
    """
    complete = outcomes.dropna(axis=1)
    before = np.asarray(complete.index < start)
    reason = _reason(complete, area, before)
    if reason:
        return _none(reason, max(0, complete.shape[1] - 1))
    values, level = complete.to_numpy(dtype=float), complete.to_numpy(dtype=float)[before].mean(axis=0)
    own = int(complete.columns.get_loc(area))
    usable = (level > 0) | (not indexed) | (np.arange(len(level)) == own)
    scaled = values / np.where(level > 0, level, 1.0) if indexed else values
    scaled, own, names = scaled[:, usable], int(usable[:own].sum()), complete.columns[usable]
    weights = mixture(np.delete(scaled[before], own, axis=1), scaled[before, own])
    path = np.delete(scaled, own, axis=1) @ weights
    unit = level[complete.columns.get_loc(area)] if indexed else 1.0
    fit, ratio = _errors(scaled[:, own] - path, before)
    paths = pd.DataFrame({"actual": scaled[:, own] * unit, "synthetic": path * unit}, index=complete.index)
    after = paths[~before].sum()
    return Synthetic(
        pd.Series(weights, index=np.delete(names.to_numpy(), own)),
        paths,
        float(after["actual"] / after["synthetic"] - 1) if after["synthetic"] > 0 else math.nan,
        float((paths["actual"] - paths["synthetic"])[~before].mean()),
        fit * unit,
        ratio,
        _placebos(scaled, own, before, ratio),
        len(names) - 1,
        "",
    )


def mixture(donors: Array, target: Array) -> Array:
    """Weights (D,) of 0 or more that add up to 1 and minimise |donors·w − target|²; donors (P, D), target (P,).

    Non-negative least squares with the sum as one more, heavy row (Lawson and Hanson 1974, chapter 23).
    """
    heavy = ENFORCED * max(float(np.abs(donors).max()), 1e-12)
    solution, _rest = nnls(np.vstack([donors, np.full(donors.shape[1], heavy)]), np.append(target, heavy))
    return np.asarray(solution / solution.sum())


def _reason(complete: pd.DataFrame, area: str, before: NDArray[np.bool_]) -> str:
    if area not in complete or before.all():
        return "too_young" if before.all() else "no_fit"
    if before.sum() < FEWEST_PERIODS:
        return "short_history"
    if complete.shape[1] - 1 < FEWEST_DONORS:
        return "few_donors"
    return "" if complete.loc[before, area].mean() > 0 else "no_fit"


def _errors(gap: Array, before: NDArray[np.bool_]) -> tuple[float, float]:
    """Root mean squared gap before, and that of after over it."""
    fit, later = (math.sqrt(float(np.mean(gap[part] ** 2))) for part in (before, ~before))
    return fit, later / max(fit, 1e-9)


def _placebos(scaled: Array, own: int, before: NDArray[np.bool_], ratio: float) -> float:
    """Share of all areas, the treated one included, whose ratio of errors is at least that of the treated one."""
    donors = np.delete(scaled, own, axis=1)
    ratios = [ratio]
    for turn in range(donors.shape[1]):
        others, target = np.delete(donors, turn, axis=1), donors[:, turn]
        path = others @ mixture(others[before], target[before])
        ratios.append(_errors(target - path, before)[1])
    return float(np.mean(np.array(ratios) >= ratio - 1e-12))


def _none(reason: str, donors: int) -> Synthetic:
    paths = pd.DataFrame({"actual": pd.Series(dtype=float), "synthetic": pd.Series(dtype=float)})
    nan = math.nan
    return Synthetic(pd.Series(dtype=float), paths, nan, nan, nan, nan, nan, donors, reason)
