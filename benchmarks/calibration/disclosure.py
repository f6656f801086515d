"""Does an attacker ever bound a hidden count more tightly than the rule? Is more hidden than need be? Fixed seeds."""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd

from benchmarks.attacker import attack
from buurtbeeld.errors import NothingSafe
from buurtbeeld.methods.disclosure import control, linked_tables
from buurtbeeld.methods.disclosure.control import HIDDEN, Tables, Thresholds

RULES = Thresholds(count=5, homes=10, answers=10, dominance=0.5)
DIMS = ("area", "theme", "period")


def hierarchical(random: np.random.Generator, most: int = 4) -> Tables:
    """Buurten in wijken in a gemeente × themes × months of a year, with all totals; sizes, means and reporters vary."""
    wijken, buurten, themes, months = (int(random.integers(1, most + 1)) for _each in range(4))
    areas = [f"b{wijk}{buurt}" for wijk in range(wijken) for buurt in range(buurten)]
    inside = {f"w{wijk}": [area for area in areas if area[1] == str(wijk)] for wijk in range(wijken)}
    names = [f"t{number}" for number in range(themes)]
    days = [f"2026-{number + 1:02}" for number in range(months)]
    wholes = {"area": {**inside, "g": areas}, "theme": {"all": names}, "period": {"year": days}}
    level = np.exp(random.normal(random.uniform(-1, 2.5), 1, (len(areas), themes, 1)))
    counts = random.poisson(level * np.ones(months))
    top = random.binomial(counts, random.choice([0.1, 0.6], counts.shape))
    homes = dict(zip(areas, random.integers(8, 200, len(areas)), strict=True))
    return Tables(DIMS, summed(counts, top, homes, (areas, names, days), wholes), wholes)


def summed(
    counts: np.ndarray,
    top: np.ndarray,
    homes: dict[str, int],
    names: tuple[list[str], list[str], list[str]],
    wholes: dict[str, dict[str, list[str]]],
) -> pd.DataFrame:
    """One row per combination of values, totals included: area, theme, period, value, homes, top (of one reporter)."""
    values = [[*atoms, *wholes[dim]] for dim, atoms in zip(DIMS, names, strict=True)]
    within = [
        np.array([[atom in wholes[dim].get(value, [value]) for atom in atoms] for value in each], dtype=float)
        for dim, atoms, each in zip(DIMS, names, values, strict=True)
    ]
    sums = np.einsum("ai,bj,ck,ijk->abc", *within, counts)
    # Whoever reports most here reports nowhere else: of a total the largest of them is the top reporter.
    tops = np.zeros_like(sums)
    for place in np.ndindex(*sums.shape):
        inside = np.einsum("i,j,k->ijk", *(each[number] for each, number in zip(within, place, strict=True)))
        tops[place] = (top * inside).max(initial=0)
    cells = pd.DataFrame(list(itertools.product(*values)), columns=list(DIMS))
    lived = {**homes, **{whole: sum(homes[part] for part in parts) for whole, parts in wholes["area"].items()}}
    return cells.assign(value=sums.ravel(), homes=cells["area"].map(lived), top=tops.ravel())


def monthly(random: np.random.Generator, exports: int = 12) -> Iterator[Tables]:
    """The same small area with its parts and themes, month after month: each time the last twelve months."""
    months = pd.period_range("2024-01", periods=12 + exports, freq="M").astype(str).tolist()
    areas, themes = ["b1", "b2", "b3"], ["t1", "t2", "t3"]
    counts = random.poisson(random.gamma(1, 1.2, (3, 3, 1)) * np.ones(len(months)))
    periods = {
        f"{since}/{until}": linked_tables.months(since, until)
        for since, until in zip(months[:exports], months[12 : 12 + exports], strict=True)
    }
    wholes = {"area": {"w": areas}, "theme": {"all": themes}, "period": periods}
    for number, period in enumerate(periods):
        year = counts[:, :, number : number + 12].sum(axis=2)[:, :, None]
        flat = {"area": {"w": areas}, "theme": {"all": themes}, "period": {}}
        cells = summed(year, np.zeros_like(year), dict.fromkeys(areas, 100), (areas, themes, [period]), flat)
        yield Tables(DIMS, cells, wholes)


def too_narrow(published: Tables, earlier: list[pd.DataFrame]) -> int:
    """How many hidden counts the attacker bounds more tightly than they need, in this export or an earlier one."""
    rows = attack(published, earlier)
    return int((rows["high"] - rows["low"] < rows["need"]).sum())


def fewest(tables: Tables, most: int = 5) -> int | None:
    """By trying every choice: how many counts must be hidden besides the small ones; None when more than most."""
    small, need = control.needs(tables.cells, RULES)
    others = np.flatnonzero(~small)
    for extra in range(most + 1):
        for chosen in itertools.combinations(others, extra):
            hidden = small.copy()
            hidden[list(chosen)] = True
            cells = tables.cells.assign(state=np.where(hidden, HIDDEN, "shown"), need=np.where(hidden, need, 0.0))
            cells.loc[hidden, "value"] = np.nan
            if not too_narrow(Tables(tables.dims, cells, tables.wholes), []):
                return extra
    return None


def tables_attacked(count: int, seed: int = 1, most: int = 4) -> dict[str, float]:
    """Random hierarchical tables: how many were published or refused, and how many hidden counts were too narrow."""
    found = {"published": 0, "refused": 0, "hidden": 0, "beyond": 0, "too narrow": 0}
    for number in range(count):
        tables = hierarchical(np.random.default_rng([seed, number]), most)
        try:
            published = control.protect(tables, RULES)
        except NothingSafe:
            found["refused"] += 1
            continue
        hidden = int(published.cells["state"].eq(HIDDEN).sum())
        found["published"] += 1
        found["hidden"] += hidden
        found["beyond"] += hidden - int(control.needs(tables.cells, RULES)[0].sum())
        found["too narrow"] += too_narrow(published, [])
    return found


def years_attacked(count: int, exports: int = 12, seed: int = 1) -> dict[str, float]:
    """Years of monthly exports to one recipient: refusals, and hidden counts of any export that were too narrow."""
    found = {"exports": 0, "refused": 0, "too narrow": 0}
    for number in range(count):
        earlier: list[pd.DataFrame] = []
        for tables in monthly(np.random.default_rng([seed, number]), exports):
            try:
                published = control.protect(tables, RULES, earlier)
            except NothingSafe:
                found["refused"] += 1
                continue
            found["exports"] += 1
            found["too narrow"] += too_narrow(published, earlier)
            earlier.append(control.to_remember(published))
    return found


def beside_optimum(count: int, seed: int = 1) -> list[tuple[int, int]]:
    """(hidden beyond, fewest possible) of small tables in which something beyond had to be hidden."""
    found = []
    for number in range(count):
        tables = hierarchical(np.random.default_rng([seed, number]), most=2)
        least = fewest(tables, most=4) if len(tables.cells) <= 30 else None
        if not least:
            continue
        try:
            published = control.protect(tables, RULES)
        except NothingSafe:
            continue
        hidden = int(published.cells["state"].eq(HIDDEN).sum())
        found.append((hidden - int(control.needs(tables.cells, RULES)[0].sum()), least))
    return found


def main() -> None:
    """Prints what the attacker found, and how far from the fewest possible."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--years", type=int, default=20)
    asked = parser.parse_args()
    began = time.perf_counter()
    print("hierarchical tables:", tables_attacked(asked.tables), f"{time.perf_counter() - began:.0f} s", flush=True)
    print("years of monthly exports:", years_attacked(asked.years), f"{time.perf_counter() - began:.0f} s", flush=True)
    beside = beside_optimum(asked.tables // 5)
    ratios = [ours / least for ours, least in beside]
    print(f"small tables: {len(beside)}, at most {max(ratios, default=0):.2f} times the fewest; {np.mean(ratios):.3f}")


if __name__ == "__main__":
    main()
