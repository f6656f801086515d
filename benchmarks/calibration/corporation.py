"""A made-up corporation by day, written apart from the demonstration's: what methods promise must hold here as well.

Nothing here is fitted to the methods. Counts are negative binomial; areas have a level and a trend of their own; now
and then one reporter, or one bad week, gives tens of reports; sources begin and end; people report more around New
Year, Carnival and King's Day; there may be few areas. How to use it:

    history = corporation.draw(Habits(areas=37, dispersion=2.0), np.random.default_rng(1))
    history.by_month()          # (A, T) reports per area and calendar month; history.months() names them
    history.by_week()           # (A, W) whole weeks from Monday; history.mondays() names them
    history.by_month(source=1)  # of one source only; the same with by_week and by_year
    history.by_year()           # (A, years): the last is the last twelve months
    history.homes               # (A,)
    history.expected            # (A, D): what was to be expected a day, without bursts: the truth to compare with

A planted effect is a factor on what is expected: draw(habits, rng, times=array that fits (A, D)).
"""

from __future__ import annotations

from dataclasses import dataclass

import holidays
import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]

END = pd.Timestamp("2026-01-01")
"""The first day after what is drawn: the last New Year's Eve is the last day."""
SIZES = (12, 2500)
"""Homes of the smallest and the largest area, spread evenly on the logarithm unless given."""


@dataclass(frozen=True)
class Source:
    """share of all reports; begins and ends: years before the end of history, None: it was always there, goes on."""

    share: float = 1.0
    begins: float | None = None
    ends: float | None = None


@dataclass(frozen=True)
class Habits:
    """How a corporation's tenants report.

    rate: reports per home and year; between: standard deviation of the logarithm of levels; outlying: share of areas
    that are three times as bad on top of that; dispersion: variance over mean of every count, of a day as of a year;
    trend: standard deviation of the areas' own yearly change on the logarithm; city: the yearly change of all; season:
    its height. bursts: per area and year; half of them of one reporter within two months, half in one week.
    eve, carnival, kings_day: how many times as many reports on these days. homes: of every area, None for a mixture.
    """

    areas: int = 24
    years: int = 7
    rate: float = 0.12
    homes: float | None = None
    between: float = 0.5
    outlying: float = 0.0
    dispersion: float = 1.5
    trend: float = 0.1
    city: float = 0.0
    season: float = 0.3
    bursts: float = 0.05
    burst_size: tuple[int, int] = (20, 40)
    eve: float = 4.0
    carnival: float = 1.5
    kings_day: float = 2.0
    sources: tuple[Source, ...] = (Source(),)


CALM = Habits(dispersion=1.0, trend=0.0, season=0.0, bursts=0.0, eve=1.0, carnival=1.0, kings_day=1.0)
"""Nothing but chance: from here one habit at a time can be added, with dataclasses.replace."""


@dataclass(frozen=True)
class History:
    """days (D,); homes (A,); expected (A, D) a day, all sources; counts (S, A, D); by_one (A, D): those of one reporter
    who makes a burst; bursts (A, D): those of any burst; delivered (S, D)."""

    days: pd.DatetimeIndex
    homes: Array
    expected: Array
    counts: Array
    by_one: Array
    bursts: Array
    delivered: NDArray[np.bool_]

    def by_month(self, source: int | None = None) -> Array:
        """(A, T) reports per calendar month, of one source or of all."""
        return self._sums(self._of(source), self.days.to_period("M").asi8)

    def by_week(self, source: int | None = None) -> Array:
        """(A, W) reports per whole week from Monday."""
        whole = self._whole_weeks()
        return self._sums(self._of(source)[:, whole], np.arange(whole.sum()) // 7)

    def by_year(self, source: int | None = None) -> Array:
        """(A, years) reports per calendar year."""
        return self._sums(self._of(source), self.days.year.to_numpy())

    def months(self) -> pd.DatetimeIndex:
        """The first days of the months of by_month."""
        return self.days[self.days.day == 1]

    def mondays(self) -> pd.DatetimeIndex:
        """The Mondays of the weeks of by_week."""
        return self.days[self._whole_weeks()][::7]

    def _of(self, source: int | None) -> Array:
        return self.counts.sum(axis=0) if source is None else self.counts[source]

    def _whole_weeks(self) -> NDArray[np.bool_]:
        place = np.arange(len(self.days))
        first = (7 - self.days[0].day_of_week) % 7
        return (place >= first) & (place < first + (len(self.days) - first) // 7 * 7)

    @staticmethod
    def _sums(values: Array, label: NDArray[np.int64]) -> Array:
        begins = np.flatnonzero(np.r_[True, np.diff(label) != 0])
        return np.add.reduceat(values, begins, axis=1)


def draw(habits: Habits, rng: np.random.Generator, times: Array | float = 1.0) -> History:
    """One corporation. times, broadcast to (A, D): what is planted, as a factor on what is expected."""
    days = pd.date_range(END - pd.DateOffset(years=habits.years), END, freq="D", inclusive="left")
    homes = _homes(habits, rng)
    expected = _expected(habits, homes, days, rng) * times
    counts, delivered = _by_source(habits, expected, days, rng)
    by_one, in_a_week = _bursts(habits, len(days), rng)
    # What one reporter or one week adds comes in through the source that has most.
    main = int(np.argmax([source.share for source in habits.sources]))
    counts[main] += (by_one + in_a_week) * delivered[main]
    return History(days, homes, expected, counts, by_one, by_one + in_a_week, delivered)


def counts(mean: Array, dispersion: float, rng: np.random.Generator) -> Array:
    """Counts with this mean and so many times the variance of chance, whatever they are added up to."""
    if dispersion == 1:
        return rng.poisson(mean).astype(float)
    return rng.negative_binomial(np.maximum(mean, 1e-12) / (dispersion - 1), 1 / dispersion).astype(float)


def _homes(habits: Habits, rng: np.random.Generator) -> Array:
    if habits.homes is not None:
        return np.full(habits.areas, float(habits.homes))
    return np.round(np.exp(rng.uniform(*np.log(SIZES), habits.areas)))


def _expected(habits: Habits, homes: Array, days: pd.DatetimeIndex, rng: np.random.Generator) -> Array:
    level = np.exp(rng.normal(-(habits.between**2) / 2, habits.between, habits.areas))
    level = np.where(rng.random(habits.areas) < habits.outlying, 3 * level, level)
    own = rng.normal(habits.city, habits.trend, habits.areas)
    # Around the middle of the last year, so that the level is that of the year which is judged.
    years = (np.arange(len(days)) - len(days) + 183) / 365.25
    phase = rng.uniform(0, 2 * np.pi)
    rhythm = (1 + habits.season * np.cos(2 * np.pi * years + phase)) * _holidays(habits, days)
    return (homes * level * habits.rate / 365.25)[:, None] * np.exp(own[:, None] * years) * rhythm


def _holidays(habits: Habits, days: pd.DatetimeIndex) -> Array:
    """(D,) times as many reports as on another day."""
    factor = np.ones(len(days))
    factor[(days.month == 12) & (days.day == 31)] = habits.eve
    official = holidays.country_holidays("NL", years=sorted(set(days.year)), language="nl")
    for day, name in official.items():
        at = days.get_indexer([pd.Timestamp(day)])[0]
        if at >= 0 and name == "Koningsdag":
            factor[at] = habits.kings_day
        if name == "Eerste paasdag":  # Carnival: Sunday to Tuesday, seven weeks before Easter
            begin = at - 49
            factor[max(begin, 0) : max(begin + 3, 0)] = habits.carnival
    return factor


def _by_source(
    habits: Habits, expected: Array, days: pd.DatetimeIndex, rng: np.random.Generator
) -> tuple[Array, NDArray[np.bool_]]:
    before = (len(days) - np.arange(len(days))) / 365.25
    delivered = np.array(
        [
            (before <= (np.inf if source.begins is None else source.begins)) & (before > (source.ends or 0.0))
            for source in habits.sources
        ]
    )
    rows = [
        counts(expected * source.share, habits.dispersion, rng) * there
        for source, there in zip(habits.sources, delivered, strict=True)
    ]
    return np.array(rows), delivered


def _bursts(habits: Habits, days: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """(A, D) reports of bursts by one reporter within two months, and of bursts within one week."""
    by_one, in_a_week = np.zeros((habits.areas, days)), np.zeros((habits.areas, days))
    number = rng.poisson(habits.bursts * habits.areas * habits.years)
    for _burst in range(number):
        into, length = (by_one, 60) if rng.random() < 0.5 else (in_a_week, 7)
        area, begin = rng.integers(habits.areas), rng.integers(days)
        size = rng.integers(habits.burst_size[0], habits.burst_size[1] + 1)
        at = np.minimum(begin + rng.integers(0, length, size), days - 1)
        np.add.at(into, (area, at), 1)
    return by_one, in_a_week
