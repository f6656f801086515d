"""Do early warnings hold what they promise on a corporation unlike the demonstration? Prints tables; judges nothing.

python -m benchmarks.calibration.second_warnings
"""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.calibration import corporation
from benchmarks.calibration.corporation import Habits, Source
from benchmarks.calibration.early_warning import new_warnings
from buurtbeeld.methods import early_warning, special_weeks

Array = NDArray[np.float64]

SERIES = Habits(areas=100, between=0.0, bursts=0.0, trend=0.05)
YEAR = 52


def a_week(level: float, **habits: object) -> Habits:
    """Series of so many reports a week."""
    return replace(SERIES, homes=level * YEAR / SERIES.rate, **habits)  # type: ignore[arg-type]


def alarms(weekly: Array, special: Array | None, last: int) -> NDArray[np.bool_]:
    """(series, last): each of the last weeks judged with what was known then."""
    total = weekly.shape[1]
    columns = []
    for end in range(total - last + 1, total + 1):
        given = None if special is None else special[:end]
        judged = early_warning.farrington(weekly[:, :end], evaluate=1, show=1, special=given)
        columns.append(judged["alarm"].to_numpy())
    return np.column_stack(columns)


def special_of(mondays: pd.DatetimeIndex) -> Array:
    """The weeks of the list that comes with the product."""
    return special_weeks.columns(mondays, special_weeks.read())


def a_year(level: float, dispersion: float, seed: int = 1) -> dict[str, float]:
    """New warnings per series in an ordinary year; share of doublings seen within four and eight weeks."""
    rng = np.random.default_rng(seed)
    history = corporation.draw(a_week(level, dispersion=dispersion), rng)
    special = special_of(history.mondays())
    quiet = new_warnings(alarms(history.by_week(), special, YEAR)).mean()
    plan = np.ones((SERIES.areas, len(history.days)))
    plan[:, -8 * 7 - 3 :] = 2.0  # the last three days belong to no whole week
    doubled = corporation.draw(a_week(level, dispersion=dispersion), rng, plan)
    seen = np.logical_or.accumulate(alarms(doubled.by_week(), special, 8), axis=1).mean(axis=0)
    return {"new": float(quiet), "within_4": float(seen[3]), "within_8": float(seen[7])}


def new_year(level: float, dispersion: float, times: float, seed: int = 2) -> dict[str, float]:
    """Share of series with an alarm in the week of New Year's Eve, which every year has so many times the reports.

    plain: without special days; special: with those of the list that comes with the product.
    """
    rng = np.random.default_rng(seed)
    days = pd.date_range(corporation.END - pd.DateOffset(years=SERIES.years), corporation.END, inclusive="left")
    monday = days - pd.to_timedelta(days.day_of_week, unit="D")
    eves = {day - pd.Timedelta(days=day.day_of_week) for day in days[(days.month == 12) & (days.day == 31)]}
    plan = np.where(monday.isin(list(eves)), times, 1.0)
    history = corporation.draw(a_week(level, dispersion=dispersion, eve=1.0), rng, plan)
    end = int(np.flatnonzero(history.mondays() == pd.Timestamp("2024-12-30"))[0]) + 1
    weekly, special = history.by_week()[:, :end], special_of(history.mondays())[:end]
    return {
        "plain": float(alarms(weekly, None, 1).mean()),
        "special": float(alarms(weekly, special, 1).mean()),
    }


def new_source(level: float, share: float, seed: int = 3) -> dict[str, float]:
    """Share of series with an alarm in the last eight weeks when a source of this share began ten weeks ago.

    all: it counts at once; watched: it does not count before it has two years.
    """
    rng = np.random.default_rng(seed)
    sources = (Source(1.0), Source(share, begins=10 * 7 / 365.25))
    history = corporation.draw(a_week(level, sources=sources), rng)
    special = special_of(history.mondays())
    return {
        "all": float(alarms(history.by_week(), special, 8).any(axis=1).mean()),
        "watched": float(alarms(history.by_week(0), special, 8).any(axis=1).mean()),
    }


def main() -> None:
    """Print the tables of docs/methods."""
    print("a week  variance | new warnings a year  doubling seen within 4  8 weeks", flush=True)
    for level, dispersion in itertools.product((2.0, 5.0), (1.0, 1.5, 2.0)):
        year = a_year(level, dispersion)
        print(
            f"{level:6.0f} {dispersion:9.1f} | {year['new']:.2f} {year['within_4']:.1%} {year['within_8']:.1%}",
            flush=True,
        )
    for level, times in itertools.product((2.0, 5.0, 20.0), (2.0, 4.0)):
        eve = new_year(level, 1.5, times)
        print(
            f"New Year × {times:g} at {level:g} a week: alarm in {eve['plain']:.1%} → {eve['special']:.1%}", flush=True
        )
    for level, share in itertools.product((2.0, 5.0), (0.5, 1.0)):
        begun = new_source(level, share)
        print(
            f"new source, {share:.0%} more at {level:g} a week: {begun['all']:.1%} → {begun['watched']:.1%}", flush=True
        )


if __name__ == "__main__":
    main()
