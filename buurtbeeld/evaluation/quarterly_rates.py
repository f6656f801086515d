"""The rate of an approach's area and of its comparison per quarter, and what was to be expected. Draws nothing."""

from __future__ import annotations

import math

import pandas as pd

from buurtbeeld.evaluation.results import ApproachEffect
from buurtbeeld.methods import rates

QUARTER = 3
"""Months."""


def by_quarter(result: ApproachEffect) -> pd.DataFrame:
    """Cases per 1,000 homes a year per quarter: month (its first), turn (0 is the first after the start), series (area,
    comparison), value.

    Quarters count from the start, so that none holds months of both sides. The comparison is brought to the level of
    the area before the start: what is seen is the difference in course.
    """
    start = pd.Timestamp(result.plan.start)
    months = result.months["month"].dt
    apart = (months.year - start.year) * rates.MONTHS + months.month - start.month
    numbered = result.months.assign(turn=apart // QUARTER)
    of_area, compared = numbered["area_id"].eq(result.plan.area), numbered["area_id"].isin(result.comparison)
    parts = {"area": numbered[of_area], "comparison": numbered[compared]}
    rows = [_rates(part).assign(series=name) for name, part in parts.items() if len(part)]
    quarters = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=["turn", "value", "series"])
    before = quarters[quarters["turn"] < 0].groupby("series")["value"].mean()
    scale = before.get("area", 0.0) / before.get("comparison", math.nan)
    scaled = quarters["value"] * (scale if math.isfinite(scale) else 1.0)
    value = quarters["value"].where(quarters["series"].eq("area"), scaled)
    month = [start + pd.DateOffset(months=QUARTER * int(turn)) for turn in quarters["turn"]]
    return quarters.assign(value=value, month=month)


def _rates(months: pd.DataFrame) -> pd.DataFrame:
    """Whole quarters only: a part of one would jump."""
    by_turn = months.groupby("turn")
    sums, months_in = by_turn[["cases", "homes"]].sum(), by_turn["month"].nunique()
    value = rates.per_1000_homes(sums["cases"], rates.home_years(sums["homes"])).where(months_in == QUARTER)
    return value.dropna().rename("value").reset_index()


def expected(result: ApproachEffect, quarters: pd.DataFrame) -> pd.DataFrame:
    """What was to be expected after the start without the approach: one row with since, until, value, low, high and
    actual (rates as in by_quarter); none where no method gives an interval.

    quarters: of by_quarter.
    """
    line = result.deciding or next((line for line in result.result.lines if math.isfinite(line.change)), None)
    judged = quarters["turn"].between(0, result.result.look / QUARTER, inclusive="left")
    after = quarters[quarters["series"].eq("area") & judged]
    if line is None or after.empty or line.method == "synthetic_control" or not math.isfinite(line.low + line.high):
        return pd.DataFrame(columns=["since", "until", "value", "low", "high", "actual"])
    actual = float(after["value"].mean())
    ends = [actual / max(1 + end, 0.05) for end in (line.change, line.high, line.low)]
    until = after["month"].max() + pd.DateOffset(months=QUARTER)
    row = {"since": after["month"].min(), "until": until, "value": ends[0], "low": ends[1], "high": ends[2]}
    return pd.DataFrame([row | {"actual": actual}])
