"""How many false warnings does an ordinary year give, and how soon is a doubling seen? Prints a table."""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from buurtbeeld.methods import early_warning as ew

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

LEVELS, DISPERSIONS, LINGERING = (1.0, 2.0, 5.0, 10.0), (1.0, 1.5, 2.0), (0.0, 1 / 14)
SEASON, TREND, OUTBREAK = 0.3, 0.02, 3.0
YEAR, AHEAD = 52, 8
BASELINE = ew.WEEKS_BACK + ew.GUARD


@dataclass(frozen=True)
class Setting:
    """What is expected a week, the variance over the mean within a week, and the variance of a wave of four weeks."""

    level: float
    dispersion: float
    lingering: float


def means(setting: Setting, series: int, weeks: int, rng: np.random.Generator) -> Array:
    """Season of 30 % at any phase, 2 % growth a year, one past outbreak of six weeks three times as high.

    The mean of the last eight weeks is the level, so that 'five expected a week' is what the last weeks expect.
    """
    time_of = np.arange(weeks)
    phase = rng.uniform(0, 2 * np.pi, (series, 1))
    mean = (1 + SEASON * np.cos(2 * np.pi * time_of / ew.YEAR + phase)) * np.exp(TREND * (time_of - weeks) / YEAR)
    mean *= setting.level / mean[:, -AHEAD:].mean(axis=1, keepdims=True)
    begin = rng.integers(60, weeks - 110, (series, 1))
    return np.where((time_of >= begin) & (time_of < begin + 6), OUTBREAK * mean, mean)


def draw(mean: Array, setting: Setting, rng: np.random.Generator) -> Array:
    """Counts: negative binomial around the mean, times a wave that changes every four weeks."""
    if setting.lingering:
        waves = rng.gamma(1 / setting.lingering, setting.lingering, (len(mean), mean.shape[1] // 4 + 1))
        mean = mean * np.repeat(waves, 4, axis=1)[:, : mean.shape[1]]
    if setting.dispersion == 1:
        return rng.poisson(mean).astype(float)
    return rng.negative_binomial(mean / (setting.dispersion - 1), 1 / setting.dispersion).astype(float)


def week_by_week(counts: Array, weeks: int) -> Mask:
    """Alarms of the last weeks, each judged with what was known in that week; (series, weeks)."""
    first = counts.shape[1] - weeks
    alarms = [
        ew.farrington(counts[:, end - first + 1 : end + 1], evaluate=1, show=1)["alarm"].to_numpy()
        for end in range(first, counts.shape[1])
    ]
    return np.column_stack(alarms)


def new_warnings(alarms: Mask) -> NDArray[np.int64]:
    """Alarms after four weeks without one, per series; within four weeks the sums still hold the same reports."""
    count, since = np.zeros(len(alarms), int), np.full(len(alarms), ew.TOGETHER)
    for week in alarms.T:
        count += week & (since >= ew.TOGETHER)
        since = np.where(week, 0, since + 1)
    return count


def measure(setting: Setting, series: int, seed: int = 3) -> dict[str, float]:
    """Alarm weeks and new warnings in an ordinary year; the share of doublings seen within one to eight weeks."""
    rng = np.random.default_rng(seed)
    quiet = week_by_week(draw(means(setting, series, BASELINE + YEAR, rng), setting, rng), YEAR)
    mean = means(setting, series, BASELINE + AHEAD, rng)
    mean[:, -AHEAD:] *= 2
    seen = np.logical_or.accumulate(week_by_week(draw(mean, setting, rng), AHEAD), axis=1).mean(axis=0)
    return {
        "alarm_weeks": quiet.sum(axis=1).mean(),
        "new_a_year": new_warnings(quiet).mean(),
        **{f"within_{week}": seen[week - 1] for week in (2, 4, 8)},
    }


def all_knowing(setting: Setting, within: int, runs: int, seed: int = 4) -> float:
    """Share seen by a detector that is told season, trend and dispersion: cumulative likelihood ratio (Page 1954).

    Its threshold gives one false alarm a year. Without waves little that has to estimate can do better. With waves it
    is a comparison only: it takes them for scatter of single weeks.
    """
    rng = np.random.default_rng(seed)
    level, waves = np.full((runs, 10 * YEAR), setting.level), setting
    gain = _gain(setting)
    quiet = gain(draw(level, waves, rng))
    low, high = 0.0, 20.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if _crossings(quiet, middle).mean() > 10 else (low, middle)
    doubled = level[:, : YEAR + within].copy()
    doubled[:, YEAR:] *= 2
    return float(_seen(gain(draw(doubled, waves, rng)), high, within).mean())


def _gain(setting: Setting) -> Callable[[Array], Array]:
    ratio = max(setting.dispersion + setting.lingering * setting.level, 1 + 1e-7)
    size = setting.level / (ratio - 1)

    def of(counts: Array) -> Array:
        log = stats.nbinom.logpmf
        return log(counts, 2 * size, 1 / ratio) - log(counts, size, 1 / ratio)

    return of


def _crossings(gain: Array, threshold: float) -> NDArray[np.int64]:
    """False alarms per run; the sum starts anew after each."""
    total, count = np.zeros(len(gain)), np.zeros(len(gain), int)
    for week in gain.T:
        total = np.maximum(total + week, 0)
        count += total > threshold
        total = np.where(total > threshold, 0, total)
    return count


def _seen(gain: Array, threshold: float, within: int) -> Mask:
    total, seen = np.zeros(len(gain)), np.zeros(len(gain), bool)
    for number, week in enumerate(gain.T):
        total = np.maximum(total + week, 0)
        crossed = total > threshold
        seen |= crossed & (number >= gain.shape[1] - within)
        total = np.where(crossed, 0, total)
    return seen


def speed(series: int) -> float:
    """Seconds for seven years of weeks of so many series."""
    rng = np.random.default_rng(9)
    counts = rng.poisson(rng.gamma(0.7, 2, (series, 1)), (series, 365)).astype(float)
    begin = time.perf_counter()
    ew.farrington(counts)
    return time.perf_counter() - begin


def main() -> None:
    """Prints the table, beside it a detector that knows all, and the time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=1_000)
    parser.add_argument("--areas", type=int, default=14_400)
    given = parser.parse_args()
    print(f"{given.series} series each; limits {ew.WEEK_LEVEL:.2%} for a week, {ew.TOGETHER_LEVEL:.1%} for four weeks")
    print(
        "a week  dispersion  lingering | a year: alarm weeks  new "
        "| seen within 2      4      8 weeks | knowing all: 4      8"
    )
    for setting in itertools.starmap(Setting, itertools.product(LEVELS, DISPERSIONS, LINGERING)):
        found = measure(setting, given.series)
        told = [all_knowing(setting, within, given.series) for within in (4, 8)]
        print(
            f"{setting.level:6.0f} {setting.dispersion:11.1f} {setting.lingering:10.2f} |"
            f" {found['alarm_weeks']:19.2f} {found['new_a_year']:4.2f} |"
            f" {found['within_2']:13.1%} {found['within_4']:6.1%} {found['within_8']:6.1%}       |"
            f" {told[0]:14.1%} {told[1]:6.1%}",
            flush=True,
        )
    for areas, themes in ((37, 9), (given.areas, 8)):
        print(f"{areas:,} areas × {themes} themes × 365 weeks: {speed(areas * themes):.2f} s")


if __name__ == "__main__":
    main()
