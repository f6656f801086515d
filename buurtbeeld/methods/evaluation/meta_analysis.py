"""What do approaches of one kind, or small initiatives, come to together? Effects in, one out; never one bench."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import norm, t
from statsmodels.stats.meta_analysis import combine_effects

FEWEST = 5
"""Approaches of a kind from which a pooled effect is told."""


class PooledEffect(NamedTuple):
    """The mean effect of a kind, as a share of change with its interval, and where the next one may be expected.

    between: standard deviation of true effects (log scale). next_low, next_high: where the next approach may come out.
    n: approaches pooled; reason: '' or too_few (all figures NaN then).
    """

    change: float
    low: float
    high: float
    between: float
    next_low: float
    next_high: float
    n: int
    reason: str


def pooled_effect(ratios: Iterable[float], errors: Iterable[float], level: float = 0.95) -> PooledEffect:
    """Random-effects mean of log ratios: Paule and Mandel's variance between, Hartung and Knapp's interval (t).

    ratios: cases over what they would have been, one per approach; errors: standard errors of their logarithms. Ones
    without a figure (NaN) are left out; null results belong in it. Fewer than five: too_few.
    Source: Paule and Mandel (1982), Journal of Research of the NBS 87, 377–385; Hartung and Knapp (2001), Statistics in
    Medicine 20, 3875–3889; prediction interval of Higgins, Thompson and Spiegelhalter (2009), JRSS A 172, 137–159.
    """
    given = np.array([list(ratios), list(errors)], dtype=float)
    given = given[:, np.isfinite(given).all(axis=0) & (given > 0).all(axis=0)]
    number = given.shape[1]
    if number < FEWEST:
        return PooledEffect(*(math.nan,) * 6, n=number, reason="too_few")
    combined = combine_effects(np.log(given[0]), given[1] ** 2, method_re="pm", use_t=True, alpha=1 - level)
    spread = max(0.0, float(combined.tau2))
    mean = float(combined.mean_effect_re)
    # Never narrower than the plain interval: with few approaches that agree by chance it would be (Rover 2015).
    error = max(math.sqrt(float(combined.var_hksj_re)), float(combined.sd_eff_w_re))
    reach = float(t.isf((1 - level) / 2, number - 1))
    wide = float(t.isf((1 - level) / 2, number - 2)) * math.sqrt(spread + error**2)
    limits = (mean - reach * error, mean + reach * error, mean - wide, mean + wide)
    low, high, next_low, next_high = (math.exp(limit) - 1 for limit in limits)
    return PooledEffect(math.exp(mean) - 1, low, high, math.sqrt(spread), next_low, next_high, number, "")


def per_kind(approaches: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """One row per kind of approach, most approaches first: kind and the fields of PooledEffect.

    approaches: kind, ratio, se (of the logarithm), one row per closed approach, null results included.
    """
    rows = [(str(kind), *pooled_effect(each["ratio"], each["se"], level)) for kind, each in approaches.groupby("kind")]
    frame = pd.DataFrame(rows, columns=["kind", *PooledEffect._fields])
    return frame.sort_values(["n", "kind"], ascending=[False, True], ignore_index=True)


class IdeaComparison(NamedTuple):
    """Initiatives of residents against those of staff: summed cases after over before, against their comparison.

    ratio: residents' change over staff's; 1 is no difference. resident, staff: the change of each, as a share.
    n_resident, n_staff: initiatives. reason: '' or too_few_resident, too_few_staff, no_cases.
    """

    resident: float
    staff: float
    ratio: float
    low: float
    high: float
    n_resident: int
    n_staff: int
    reason: str


def compare_ideas(initiatives: pd.DataFrame, level: float = 0.95, *, dispersion: float = 1.0) -> IdeaComparison:
    """Small initiatives pooled by whose idea they were; five or more of each, since one bench tells nothing.

    initiatives: idea_by (resident or staff), before, after (cases around it, in equally long windows), expected (cases
    after had they followed their comparison). Var(log change) = dispersion · (1/after + 1/before), half a case added.
    """
    groups = {name: initiatives[initiatives["idea_by"].eq(name)] for name in ("resident", "staff")}
    numbers = {"n_resident": len(groups["resident"]), "n_staff": len(groups["staff"])}
    few = [f"too_few_{name}" for name, rows in groups.items() if len(rows) < FEWEST]
    empty = any(rows[["before", "expected"]].sum().min() <= 0 for rows in groups.values())
    if few or empty:
        return IdeaComparison(*(math.nan,) * 5, **numbers, reason=few[0] if few else "no_cases")
    logs, variance = [], 0.0
    for rows in groups.values():
        before, after, expected = (float(rows[name].sum()) for name in ("before", "after", "expected"))
        logs.append(math.log((after + 0.5) / (expected + 0.5)))
        variance += dispersion * (1 / (after + 0.5) + 1 / (before + 0.5))
    apart, reach = logs[0] - logs[1], float(norm.isf((1 - level) / 2)) * math.sqrt(variance)
    ratio, low, high = (math.exp(value) for value in (apart, apart - reach, apart + reach))
    return IdeaComparison(math.exp(logs[0]) - 1, math.exp(logs[1]) - 1, ratio, low, high, **numbers, reason="")
