"""How often is something found in quiet reporting, and how often what was planted? Prints a table."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from buurtbeeld.methods import reporting_behaviour

Array = NDArray[np.float64]
Draw = np.random.Generator

YEARS, AREAS, CATEGORIES = 5, 37, 20
UNTIL = date(2026, 1, 1)
DAYS = pd.date_range(end=pd.Timestamp(UNTIL) - pd.Timedelta(days=1), periods=YEARS * 365)
MONTHS = pd.date_range(end=UNTIL, periods=YEARS * 12 + 1, freq="MS")[:-1]
SOURCES = [f"source {number}" for number in range(10)]
WEEKDAYS = np.array([1.4, 1.3, 1.2, 1.2, 1.1, 0.5, 0.3])
SHARES = (0.3, 0.5, 0.65, 0.8)
CHANNELS = np.array([0.45, 0.20, 0.15, 0.10, 0.07, 0.03])


def counted(mean: Array, dispersion: float, rng: Draw) -> Array:
    """Negative binomial counts with this variance over the mean."""
    return rng.negative_binomial(np.maximum(mean, 1e-9) / (dispersion - 1), 1 / dispersion).astype(float)


def wave(steps: int, every: int, rng: Draw) -> Array:
    """A factor that changes every so many steps, 15 % up or down, for all of a source: what lingers in a whole town."""
    return np.repeat(rng.gamma(44, 1 / 44, steps // every + 1), every)[:steps]


def season(months: NDArray[np.int64]) -> Array:
    return 1 + 0.3 * np.cos((months - 7) / 6 * np.pi)


def daily(level: float, rng: Draw, gap: float = 0) -> pd.DataFrame:
    """Ten sources with so many reports a day; in each a gap of so many days about a year before the end."""
    frames = []
    for source in SOURCES:
        mean = level * WEEKDAYS[DAYS.day_of_week] * season(DAYS.month.to_numpy()) * wave(len(DAYS), 30, rng)
        reports = counted(mean, 1.5, rng)
        begin = len(DAYS) - int(rng.integers(200, 500))
        reports[begin : begin + int(gap)] = 0
        frames.append(pd.DataFrame({"source": source, "date": DAYS, "reports": reports}))
    return pd.concat(frames)


def monthly(level: float, rng: Draw, factor: float = 1.0) -> pd.DataFrame:
    """Ten sources by area with so many reports a month; in each one jump everywhere one to three years ago."""
    frames = []
    for source in SOURCES:
        share = rng.gamma(4, 1, AREAS)
        mean = level * season(MONTHS.month.to_numpy()) * wave(len(MONTHS), 1, rng)
        mean[len(MONTHS) - int(rng.integers(12, 36)) :] *= factor
        reports = counted(mean[:, None] * share / share.sum(), 1.3, rng)
        frames.append(long(reports, source, "area_id", np.arange(AREAS)))
    return pd.concat(frames)


def coded(level: float, rng: Draw, recode: float = 0) -> pd.DataFrame:
    """Ten sources by category; the first of each is a code of so many a month, recoded two years before the end."""
    frames = []
    for source in SOURCES:
        sizes = np.r_[level, rng.gamma(0.7, level, CATEGORIES - 1)]
        reports = counted(season(MONTHS.month.to_numpy())[:, None] * sizes, 1.5, rng)
        if recode:
            reports = np.column_stack([reports, np.where(np.arange(len(MONTHS)) >= 36, reports[:, 0], 0)])
            reports[36:, 0] = 0
        frames.append(long(reports, source, "category", np.array([f"c{n}" for n in range(reports.shape[1])])))
    return pd.concat(frames)


def mixed(level: float, rng: Draw, shift: float = 0.0) -> pd.DataFrame:
    """Ten sources by channel; a share of all reports moves from the first channel to the third, two years ago."""
    frames = []
    for source in SOURCES:
        after = CHANNELS + np.array([-shift, 0, shift, 0, 0, 0])
        share = np.where(np.arange(len(MONTHS))[:, None] >= 36, after, CHANNELS)
        reports = counted(level * season(MONTHS.month.to_numpy())[:, None] * share, 1.3, rng)
        frames.append(long(reports, source, "channel", np.array([f"k{n}" for n in range(len(CHANNELS))])))
    return pd.concat(frames)


def long(reports: Array, source: str, name: str, labels: NDArray) -> pd.DataFrame:
    columns = {"month": np.repeat(MONTHS, reports.shape[1]), name: np.tile(labels, len(reports))}
    return pd.DataFrame({"source": source, **columns, "reports": reports.ravel()})


def reporters(reports: int, share: float, rng: Draw, areas: int = 400) -> pd.DataFrame:
    """Areas with so many reports, each by one person with this probability, else by one of thirty others."""
    who = np.where(rng.random((areas, reports)) < share, 0, rng.integers(1, 31, (areas, reports)))
    rows = {"area_id": np.repeat(np.arange(areas), reports), "reporter": who.ravel()}
    return pd.DataFrame({"source": "s", "period": 2025, "reports": 1, **rows})


def find_stops(counts: pd.DataFrame) -> pd.DataFrame:
    """Stops up to the day the simulation ends."""
    return reporting_behaviour.stops(counts, UNTIL)


@dataclass(frozen=True)
class Case:
    """What is drawn at which level with what planted in it (quiet: nothing), and what looks for it."""

    what: str
    make: Callable[..., pd.DataFrame]
    find: Callable[[pd.DataFrame], pd.DataFrame]
    quiet: float
    planted: tuple[tuple[float, float], ...]


CASES = (
    Case(
        "stops: level a day, empty days", daily, find_stops, 0,
        ((0.3, 0), (0.3, 60), (0.3, 120), (1, 0), (1, 14), (1, 30), (5, 0), (5, 14)),
    ),
    Case(
        "jumps: level a month, factor", monthly, reporting_behaviour.jumps, 1,
        ((150, 1), (150, 1.3), (150, 1.5), (150, 2), (150, 0.5),
         (600, 1), (600, 1.3), (600, 1.5), (600, 2), (600, 0.5)),
    ),
    Case(
        "recodes: level a month, one or none", coded, reporting_behaviour.recodes, 0,
        ((2, 0), (2, 1), (10, 0), (10, 1)),
    ),
    Case(
        "channels: level a month, share moved", mixed, reporting_behaviour.channel_mix, 0,
        ((50, 0), (50, 0.1), (50, 0.2), (200, 0), (200, 0.1), (200, 0.2)),
    ),
)  # fmt: skip


def share_found(case: Case, level: float, planted: float, runs: int) -> float:
    """Share of sources in which something is found; of what is planted this does not ask whether the month is right."""
    rng = np.random.default_rng(7)
    found = [case.find(case.make(level, rng, planted))["source"].nunique() for _ in range(runs)]
    return sum(found) / (runs * len(SOURCES))


def dominated(reports: int, share: float) -> float:
    """Share of areas called dominated by one reporter."""
    found = reporting_behaviour.concentration(reporters(reports, share, np.random.default_rng(8)))
    return float((found["label"] == "dominant").mean())


def main() -> None:
    """Prints the share of sources, then of areas, in which something is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="of ten sources each")
    given = parser.parse_args()
    for case in CASES:
        print(case.what)
        for level, planted in case.planted:
            name = "quiet" if planted == case.quiet else f"{planted:g}"
            print(f"{level:8g} {name:>8} {share_found(case, level, planted, given.runs):7.1%}", flush=True)
    print("one reporter dominant, by reports and true share of one reporter")
    for reports in (15, 20, 30, 60):
        print(f"{reports:8}  " + "  ".join(f"{share:.0%}: {dominated(reports, share):6.1%}" for share in SHARES))


if __name__ == "__main__":
    main()
