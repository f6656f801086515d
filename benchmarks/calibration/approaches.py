"""Approaches that did nothing in areas with a trend of their own: chosen anew, looked at monthly, or moved around?

By the generator of corporation.py, which knows nothing of the methods. Every row is one kind of approach, and every
approach is judged as the page judges it: proposed by likeness, its days of judging agreed, the first plan deciding.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from benchmarks.calibration import corporation
from benchmarks.calibration.corporation import Array, Habits
from benchmarks.calibration.effects import comparison, rows_of
from buurtbeeld.methods.evaluation import combined, difference_in_differences
from buurtbeeld.methods.evaluation.combined import Evaluation
from buurtbeeld.methods.evaluation.plan import Plan

HABITS = Habits(areas=24, years=8, rate=0.25, homes=400.0, trend=0.03, dispersion=1.5, bursts=0.02)
"""About a hundred reports a year per area, a little of a trend each, and now and then a burst."""
STARTS = {"long": 72, "short": 36}
"""Months before the start; two years come after it."""
RING = 3


@dataclass(frozen=True)
class Town:
    """Reports per area and month (A, M), homes, names and months; the first area is the one with the approach, and the
    last ones lie around it."""

    cases: Array
    homes: Array
    areas: np.ndarray
    months: pd.DatetimeIndex
    start: int

    @property
    def ring(self) -> tuple[str, ...]:
        return tuple(self.areas[-RING:])


def town(seed: int, trend: float = 0.0, drop: float = 0.0, moved: float = 0.0, history: str = "long") -> Town:
    """One corporation. trend: the area's own, a year, beside the others; drop: from the start on; moved: which part of
    what disappears comes back in the areas around it. Whatever is drawn, the same seed draws the same others."""
    rng = np.random.default_rng([seed, 11])
    days = pd.date_range(corporation.END - pd.DateOffset(years=HABITS.years), corporation.END, inclusive="left")
    after = (days >= corporation.END - pd.DateOffset(years=2)).astype(float)
    years = (np.arange(len(days)) - len(days)) / 365.25 + 2
    times = np.ones((HABITS.areas, len(days)))
    times[0] = (1 + trend) ** years * (1 - drop * after)
    times[-RING:] += moved * drop * after / RING
    history_ = corporation.draw(HABITS, rng, times)
    counts, months = history_.by_month(), history_.months()
    first = len(months) - 24 - STARTS[history]
    homes = np.repeat(history_.homes[:, None], len(months) - first, axis=1)
    names = np.array([f"a{number:02d}" for number in range(HABITS.areas)])
    return Town(counts[:, first:], homes, names, months[first:], STARTS[history])


def plan(place: Town, most: int = 10, draw: np.random.Generator | None = None) -> Plan:
    """Compared with the most alike elsewhere; or, with a draw, with any ten of those."""
    elsewhere = slice(0, HABITS.areas - RING)
    names = place.areas[elsewhere]
    alike = comparison(place.cases[elsewhere], place.homes[elsewhere], names, place.start, 0, most=len(names))
    chosen = alike[:most] if draw is None else list(draw.choice(alike, most, replace=False))
    start = place.months[place.start]
    return Plan("a00", start, comparison=tuple(chosen), ring=place.ring, donors=tuple(alike))


def judged(place: Town, agreed: Plan, months: int = 24) -> Evaluation:
    """By what is known so many months after the start."""
    last = place.start + months
    frame = rows_of(place.cases[:, :last], place.homes[:, :last], place.areas, place.months[:last])
    return combined.evaluate(frame, agreed)


def label(place: Town, agreed: Plan, months: int = 24) -> str:
    """The verdict at that moment."""
    return judged(place, agreed, months).verdict.label


def ever(place: Town, agreed: Plan, months: range) -> set[str]:
    """All verdicts that somebody sees who looks in each of these months."""
    labels, frames = set(), {}
    for month in months:
        look = agreed.look(month)
        frames.setdefault(look, label(place, agreed, month))
        labels.add(frames[look])
    return labels


def trends(runs: int, history: str = "long") -> pd.DataFrame:
    """Approaches that did nothing where the area has its own trend: share helped, worse, at 12 and 24 months ever."""
    rows = []
    for trend in (-0.2, -0.1, 0.0, 0.1, 0.2):
        places = (town(seed, trend, history=history) for seed in range(runs))
        labels = [ever(place, replace(plan(place), ring=()), range(12, 25, 12)) for place in places]
        rows.append((trend, *(100 * np.mean([word in each for each in labels]) for word in ("helped", "worse"))))
    return pd.DataFrame(rows, columns=["trend", "helped", "worse"])


def apart(runs: int, trend: float, before: int, drop: float = 0.0) -> dict[str, float]:
    """An area of a hundred cases a year beside ten such, a year after: share that the model alone calls clearly less or
    more. Months with 1.3 times the variance of chance and a season; no bursts, and no trend but the area's own."""
    at = np.arange(-before, 12)
    mean = np.tile(100 / 12 * (1 + 0.3 * np.cos(at / 6 * np.pi)), (11, 1))
    mean[0] *= (1 + trend) ** ((at + 6) / 12) * np.where(at < 0, 1.0, 1 - drop)
    months = pd.date_range("2018-01-01", periods=len(at), freq="MS")
    names, homes = np.array([f"a{number:02d}" for number in range(11)]), np.full(mean.shape, 100.0)
    less = more = 0
    for seed in range(runs):
        cases = corporation.counts(mean, 1.3, np.random.default_rng([seed, 13]))
        grid = difference_in_differences.Grid(names, months, cases, homes)
        effect = difference_in_differences.did(difference_in_differences.panel_of(grid, "a00", months[before]))
        less, more = less + (effect.high < 1), more + (effect.low > 1)
    return {"helped": 100 * less / runs, "worse": 100 * more / runs}


def refrozen(runs: int, others: int = 15) -> dict[str, float]:
    """Share helped by the first plan, and by any of so many others that somebody tries."""
    first, any_of = [], []
    for seed in range(runs):
        place, draw = town(seed), np.random.default_rng([seed, 12])
        sets = [plan(place), *(plan(place, draw=draw) for _turn in range(others))]
        labels = [label(place, replace(each, ring=())) for each in sets]
        first.append(labels[0] == "helped")
        any_of.append("helped" in labels)
    return {"first": 100 * float(np.mean(first)), "any": 100 * float(np.mean(any_of))}


def monthly(runs: int) -> dict[str, float]:
    """Share ever helped and ever worse for who looks at the end of every month from the eighth to the 24th."""
    places = [town(seed) for seed in range(runs)]
    labels = [ever(place, replace(plan(place), ring=()), range(8, 25)) for place in places]
    return {word: 100 * float(np.mean([word in each for each in labels])) for word in ("helped", "worse")}


def power(runs: int, history: str = "long") -> dict[str, float]:
    """The drop that is said to be seen after a year in eight of ten (its mean), and the share in which it is."""
    stated, seen = [], []
    for seed in range(runs):
        place = town(seed, history=history)
        agreed = replace(plan(place), ring=(), judged_after=(12,))
        frame = rows_of(place.cases, place.homes, place.areas, place.months)
        drop = combined.power(frame, agreed).seen[0].here
        if drop:
            stated.append(drop)
            seen.append(label(town(seed, drop=drop, history=history), agreed, 12) == "helped")
    return {"drop": 100 * float(np.mean(stated)), "helped": 100 * float(np.mean(seen)), "approaches": len(seen)}


def displaced(runs: int, moved: float, drop: float = 0.6) -> dict[str, float]:
    """A true drop of which that part moved to the ring: share helped, and share of which it is said that some came
    back."""
    results = []
    for seed in range(runs):
        place = town(seed, drop=drop, moved=moved)
        results.append(judged(place, plan(place)))
    back = [result.moved is not None and result.moved.high < 0 for result in results]
    labels = [result.verdict.label for result in results]
    return {"helped": 100 * labels.count("helped") / runs, "came back": 100 * float(np.mean(back))}


def main() -> None:
    """Print the tables of docs/methods/effects.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    for before in (24, 48, 60, 72):
        rows = {trend: apart(runs, trend, before) for trend in (-0.2, -0.1, 0.0, 0.1, 0.2)}
        print(f"\nBeside ten areas, {before} months before; a true halving: {apart(runs, 0.0, before, 0.5)}")
        print(pd.DataFrame(rows).T.round(1).to_string(), flush=True)
    for history in STARTS:
        print(f"\nNothing was done; own trend a year; {STARTS[history]} months before; {runs} runs a row")
        print(trends(runs, history).round(3).to_string(index=False), flush=True)
    print(f"\nLooked at every month from 8 to 24 ({runs} runs): {monthly(runs)}", flush=True)
    for history in STARTS:
        print(
            f"The drop said to be seen in eight of ten, {STARTS[history]} months before: {power(runs, history)}",
            flush=True,
        )
    for moved in (0.0, 0.5, 1.0):
        print(f"A drop of 60 % of which {moved:.0%} moved to the ring: {displaced(runs, moved)}", flush=True)
    print(f"Fifteen other comparisons tried ({runs // 4} runs): {refrozen(runs // 4)}", flush=True)


if __name__ == "__main__":
    main()
