"""What would other reasonable comparison areas have said? One result per set; chooses none of them."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pandas as pd

from buurtbeeld.methods.evaluation import difference_in_differences as model
from buurtbeeld.methods.evaluation.comparison_areas import EQUALLY_HIGH
from buurtbeeld.methods.evaluation.difference_in_differences import Did, Grid
from buurtbeeld.methods.evaluation.plan import Plan

POOL, FEWEST, MOST, SETS = 15, 3, 10, 100
"""From so many of the most alike areas, sets of so many to so many; and how many are drawn where there are more."""


def specification_curve(grid: Grid, plan: Plan, did: Did) -> pd.DataFrame:
    """The result by every reasonable set of comparison areas, lowest first: change, low, high, direction (−1, 0, 1).

    grid: months up to the day of judging; did: the result by the frozen comparison, from which the drift between areas
    is taken. Reasonable is any set of 3 to 10 of the comparison areas and donors that stood equally high in the two
    years before (within a factor 1.5), the fifteen most alike of them; all sets, or 100 of them by a fixed draw. The
    areas of a set are added up. Source: Simonsohn, Simmons and Nelson (2020), Nature Human Behaviour 4, 1208–1214.
    """
    pool = _pool(grid, plan)
    rows = [_by(grid, plan, names, did) for names in _sets(pool)]
    frame = pd.DataFrame([row for row in rows if row], columns=["change", "low", "high"], dtype=float)
    direction = np.where(frame["high"] < 0, -1, np.where(frame["low"] > 0, 1, 0))
    return frame.assign(direction=direction).sort_values("change", ignore_index=True)


def _pool(grid: Grid, plan: Plan) -> list[str]:
    """Areas that stood equally high before, the most alike first."""
    start = plan.month
    before = (grid.months < start) & (grid.months >= start - pd.DateOffset(months=model.FEWEST_MONTHS))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.nansum(grid.cases[:, before], axis=1) / np.nansum(grid.homes[:, before], axis=1)
    row = grid.row(plan.area)
    if row is None:
        return []
    names = [name for name in dict.fromkeys([*plan.comparison, *plan.donors]) if name not in plan.ring]
    ratios = {name: rate[at] / rate[row] for name in names if (at := grid.row(name)) is not None}
    return [name for name, ratio in ratios.items() if 1 / EQUALLY_HIGH <= ratio <= EQUALLY_HIGH][:POOL]


def _sets(pool: list[str]) -> list[tuple[str, ...]]:
    sizes = range(FEWEST, min(MOST, len(pool)) + 1)
    if sum(math.comb(len(pool), size) for size in sizes) <= SETS:
        return [names for size in sizes for names in combinations(pool, size)]
    draw = np.random.default_rng(0)
    return [tuple(draw.choice(pool, int(draw.integers(FEWEST, sizes[-1] + 1)), replace=False)) for _set in range(SETS)]


def _by(grid: Grid, plan: Plan, names: tuple[str, ...], did: Did) -> tuple[float, float, float] | None:
    pooled = grid.together(names[0], names[1:])
    effect = model.did(model.panel_of(pooled, plan.area, plan.month, others=names[:1]), plan.level)
    if effect.reason:
        return None
    se = math.sqrt(effect.se**2 + did.heterogeneity * (1 + 1 / len(names)))
    log, reach = math.log(effect.ratio), math.log(effect.high / effect.ratio) / effect.se * se
    return effect.ratio - 1, math.exp(log - reach) - 1, math.exp(log + reach) - 1
