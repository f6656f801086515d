"""How often are approaches that did nothing called helped or worse, and how often is a true drop seen?"""

from __future__ import annotations

import argparse
import functools
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from buurtbeeld.methods import similarity
from buurtbeeld.methods.evaluation.combined import Evaluation, evaluate
from buurtbeeld.methods.evaluation.plan import Plan
from etl.demo import scenario
from etl.demo.happenings import calendar, happenings, in_stock, totals
from etl.demo.stock import Stock, stock
from etl.demo.streams import streams
from etl.demo.town import town

Array = NDArray[np.float64]
UNTIL = date(2026, 7, 1)
SOURCES = ("klachten", "openbare_orde")
"""The sources of the demonstration corporation that deliver throughout and report enough."""
STARTS = (48, 54, 60, 66, 72)
"""Months of history before an approach; the rest of the 84 come after it."""
TOUCHED = {effect.area for effect in scenario.CHANGES} | {
    "BU18830504",
    "BU18830201",
    "BU18830203",
    "BU18830102",
    "BU18830603",
}
"""Buurten in which something truly changes: no approach is put there, but they may be compared with."""


@dataclass(frozen=True)
class Corporation:
    """Cases (S, A, M) of series S (source × theme) in buurten A and months M, and homes (A, M)."""

    cases: Array
    homes: Array
    areas: NDArray[np.str_]
    series: tuple[str, ...]
    months: pd.DatetimeIndex


@functools.cache
def ground() -> tuple[Stock, list[str]]:
    """What stands, and the codes of the buurten; the same for every seed."""
    place = town()
    return stock(place), [str(code) for code in place.facts["buurtcode"]]


@functools.lru_cache(maxsize=4)
def corporation(seed: int, signals: int) -> Corporation:
    """One drawn by the generator of the demonstration corporation: season, drift, scatter, flares, unequal sizes."""
    when, (place, codes) = calendar(UNTIL), ground()
    table, buurt = streams(), place.streets["buurt"].to_numpy()
    themes = table["theme"].astype("category")
    found, names = [], []
    for number, source in enumerate(SOURCES):
        told = happenings(source, totals(signals)[source], place, when, np.random.default_rng([seed, number]))
        opened = told.drop_duplicates("case")
        theme = themes.cat.codes.to_numpy()[opened["stream"]]
        cells = (theme, buurt[opened["street"]], opened["month"].to_numpy())
        counts: Array = np.zeros((len(themes.cat.categories), len(codes), scenario.MONTHS))
        np.add.at(counts, cells, 1.0)
        found += [counts, counts.sum(axis=0, keepdims=True)]
        names += [f"{source} {name}" for name in (*themes.cat.categories, "all")]
    homes: Array = np.zeros((len(codes), scenario.MONTHS))
    np.add.at(homes, buurt, place.streets["homes"].to_numpy()[:, None] * in_stock(place))
    months = pd.DatetimeIndex(when.starts[:-1].astype("datetime64[ns]"))
    return Corporation(np.concatenate(found), homes, np.array(codes), tuple(names), months)


def worst(cases: Array, homes: Array, start: int, allowed: NDArray[np.bool_], how: str) -> int | None:
    """The area that stands highest in the year before the start: against the others, or against its own past."""
    year, past = slice(start - 12, start), slice(0, start - 12)
    now, then = cases[:, year].sum(axis=1), cases[:, past].sum(axis=1)
    homes_now, homes_then = homes[:, year].sum(axis=1), homes[:, past].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = then / homes_then if how == "risen" else now.sum() / homes_now.sum()
        z = (now - rate * homes_now) / np.sqrt(rate * homes_now)
    z = np.where(allowed & (now >= 10) & np.isfinite(z), z, -np.inf)
    return int(z.argmax()) if np.isfinite(z.max()) else None


def comparison(cases: Array, homes: Array, areas: NDArray[np.str_], start: int, own: int, most: int = 10) -> list[str]:
    """The areas most alike in homes, level and trend of the two years before the start."""
    with np.errstate(divide="ignore", invalid="ignore"):
        level = cases[:, start - 24 : start].sum(axis=1) / homes[:, start - 24 : start].sum(axis=1)
        trend = (cases[:, start - 12 : start].sum(axis=1) + 0.5) / (cases[:, start - 24 : start - 12].sum(axis=1) + 0.5)
    level = np.where(homes[:, start - 24] > 0, level, np.nan)
    features = pd.DataFrame({"homes": homes[:, start - 1], "level": level, "trend": trend}, index=areas)
    near = similarity.alike(features, areas[own], furthest=3.0, most=most).near
    return list(dict.fromkeys(near["area_id"]))


def rows_of(cases: Array, homes: Array, areas: NDArray[np.str_], months: pd.DatetimeIndex) -> pd.DataFrame:
    """The matrices as evaluation wants them."""
    return pd.DataFrame(
        {
            "area_id": np.repeat(areas, len(months)),
            "month": np.tile(months, len(areas)),
            "cases": cases.ravel(),
            "homes": homes.ravel(),
        }
    )


def judged(
    drawn: Corporation, number: int, start: int, own: int, after: int, drop: float, rng: np.random.Generator
) -> Evaluation:
    """The evaluation of one approach; a true drop removes that share of the cases after the start."""
    last = min(start + after, len(drawn.months))
    cases, homes = drawn.cases[number][:, :last].copy(), drawn.homes[:, :last]
    if drop:
        cases[own, start:] = rng.binomial(cases[own, start:].astype(int), 1 - drop)
    others = comparison(cases, homes, drawn.areas, start, own)
    months = rows_of(cases, homes, drawn.areas, drawn.months[:last])
    donors = tuple(drawn.areas)
    plan = Plan(str(drawn.areas[own]), drawn.months[start], comparison=tuple(others), donors=donors)
    return evaluate(months, plan)


def placebos(seed: int, signals: int, how: str, history: int = 0) -> pd.DataFrame:
    """One row per placebo approach in one corporation: label, reasons and figures. history: months kept before."""
    drawn, rows, rng = corporation(1000 + seed, signals), [], np.random.default_rng([seed, 5])
    allowed = ~np.isin(drawn.areas, list(TOUCHED))
    for number, name in enumerate(drawn.series):
        start, after = int(rng.choice(STARTS)), int(rng.choice([6, 12, 18, 24]))
        first = start - history if history else 0
        part = Corporation(
            drawn.cases[:, :, first:], drawn.homes[:, first:], drawn.areas, drawn.series, drawn.months[first:]
        )
        at = start - first
        own = worst(part.cases[number], part.homes, at, allowed, how)
        if own is not None:
            year = part.cases[number][own, at - 12 : at].sum()
            rows.append((seed, name, year, judged(part, number, at, own, after, 0.0, rng)))
    return _told(rows)


def drops(seed: int, signals: int, drop: float, before: int) -> pd.DataFrame:
    """One row per true drop in an area of about so many cases in the year before, in one corporation; a year after."""
    drawn, rows, rng = corporation(5000 + seed, signals), [], np.random.default_rng([seed, 6])
    for number, name in enumerate(drawn.series):
        start = int(rng.choice(STARTS))
        year = drawn.cases[number][:, start - 12 : start].sum(axis=1)
        near = np.flatnonzero((np.abs(year / before - 1) < 0.15) & ~np.isin(drawn.areas, list(TOUCHED)))
        for own in rng.permutation(near)[:2]:
            rows.append((seed, name, year[own], judged(drawn, number, start, int(own), 12, drop, rng)))
    return _told(rows)


def _told(rows: list) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "seed": seed, "series": name, "before": before, "label": found.verdict.label,
                "reason": found.verdict.reasons[0], "by": found.verdict.reasons[-1], "change": found.lines[0].change,
                "low": found.lines[0].low, "high": found.lines[0].high, "baseline": found.did.baseline,
                "dispersion": found.did.dispersion, "between": found.did.heterogeneity,
                "wdd_low": found.lines[1].low, "wdd_high": found.lines[1].high,
            }
            for seed, name, before, found in rows
        ]
    )  # fmt: skip


def shares(told: pd.DataFrame) -> dict[str, float]:
    """Share of each verdict, in %."""
    return {
        label: 100 * float((told["label"] == label).mean()) for label in ("helped", "no_sign", "worse", "cannot_tell")
    }


VARIANTS = (("high", 0), ("risen", 0), ("risen", 24), ("risen", 18))
SIZES = ((20, 40_000), (50, 80_000), (100, 150_000), (200, 300_000))
"""Cases in the year before, and how many signals give a corporation with areas of that size."""


def main() -> None:
    """Print the tables of docs/methods/effects.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--approaches", type=int, default=1000)
    parser.add_argument("--part", choices=["placebos", "drops", "all"], default="all")
    asked = parser.parse_args()
    if asked.part != "drops":
        _print_placebos(asked.approaches)
    if asked.part != "placebos":
        for before, signals in SIZES:
            _print_drops(asked.approaches // 8, before, signals)


def _print_placebos(number: int) -> None:
    found, seed = dict.fromkeys(VARIANTS, pd.DataFrame()), 0
    while min(len(told) for told in found.values()) < number:
        for variant in VARIANTS:
            part = placebos(seed, (40_000, 150_000)[seed % 2], *variant)
            found[variant] = pd.concat([found[variant], part])
        seed += 1
    print("| chosen because | history | approaches | helped | no sign | worse | cannot tell |\n" + "|---" * 7 + "|")
    for (how, history), told in found.items():
        cells = " | ".join(f"{share:.1f} %" for share in shares(told.head(number)).values())
        print(f"| {how} | {history or 'all'} | {number:,} | {cells} |", flush=True)


def _print_drops(number: int, before: int, signals: int) -> None:
    found, seed = dict.fromkeys((0.3, 0.5, 0.7), pd.DataFrame()), 0
    while min(len(told) for told in found.values()) < number:
        for drop in found:
            found[drop] = pd.concat([found[drop], drops(seed, signals, drop, before)])
        seed += 1
    print("| cases before | drop | approaches | helped | no sign | worse | cannot tell |\n" + "|---" * 7 + "|")
    for drop, told in found.items():
        cells = " | ".join(f"{share:.1f} %" for share in shares(told.head(number)).values())
        print(f"| {before} | {drop:.0%} | {number:,} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
