"""Do exports of areas, parents, focus areas and months leak together, in any order? Fixed seeds."""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.attacker import attack, attack_by_rule
from benchmarks.calibration.disclosure import RULES
from buurtbeeld.errors import NothingSafe
from buurtbeeld.methods.disclosure import control, linked_tables
from buurtbeeld.methods.disclosure.control import HIDDEN, Tables

DIMS = ("area", "kind", "theme", "period")
KINDS, THEMES = ("incident", "complaint", "observation"), tuple(f"t{number}" for number in range(6))
MONTHS = pd.period_range("2024-01", periods=30, freq="M").astype(str).tolist()


@dataclass(frozen=True)
class Town:
    """areas: what spots each consists of. counts: (spots, kinds, themes, months). homes and top: per spot, and the
    part of a count that one reporter made."""

    areas: dict[str, np.ndarray]
    counts: np.ndarray
    homes: np.ndarray
    top: np.ndarray


def town(random: np.random.Generator, wijken: int = 3, buurten: int = 4, complexes: int = 3, focus: int = 4) -> Town:
    """A gemeente of wijken, buurten, complexes; streets cross two buurten, focus areas any; themes and spots differ."""
    size = wijken * buurten * complexes
    places = np.arange(size)
    areas = {"gemeente": places}
    areas |= {f"wijk{number}": each for number, each in enumerate(np.split(places, wijken))}
    areas |= {f"buurt{number}": each for number, each in enumerate(np.split(places, wijken * buurten))}
    areas |= {f"complex{number}": places[[number]] for number in range(size)}
    for number in range(wijken * buurten // 2):
        at = int(random.integers(0, size - 1))
        areas[f"street{number}"] = places[at : at + 2]
    for number in range(focus):
        at, long = int(random.integers(0, size - 3)), int(random.integers(2, 7))
        areas[f"focus{number}"] = places[at : at + long]
    level = np.exp(random.normal(-2.2, 0.8, (size, 1, 1, 1)) + random.normal(0, 1, (1, 3, len(THEMES), 1)))
    counts = random.poisson(random.gamma(2, level / 2, (size, 3, len(THEMES), len(MONTHS))))
    top = random.binomial(counts, random.choice([0.1, 0.6], counts.shape))
    return Town(areas, counts, random.integers(8, 80, size), top)


def page(place: Town, area: str, until: int) -> Tables:
    """The counts of a page to bring: this year and the year before, by theme, by kind, what staff saw by theme."""
    spots, cells = place.areas[area], []
    for end in (until - 12, until):
        period = f"{MONTHS[end - 12]}/{MONTHS[end]}"
        counts, top = (each[spots][:, :, :, end - 12 : end].sum(axis=3) for each in (place.counts, place.top))
        for kind, theme in _pattern():
            part = np.ix_(range(len(spots)), _within(kind, KINDS), _within(theme, THEMES))
            cells.append((area, kind, theme, period, counts[part].sum(), top[part].max(initial=0)))
    frame = pd.DataFrame(cells, columns=[*DIMS, "value", "top"]).astype({"value": float, "top": float})
    wholes = {
        "area": {name: {f"s{spot}" for spot in each} for name, each in place.areas.items()},
        "kind": {"all": KINDS},
        "theme": {"all": THEMES},
        "period": {
            f"{since}/{end}": linked_tables.months(since, end)
            for since, end in zip(MONTHS[:-12], MONTHS[12:], strict=True)
        },
    }
    return Tables(DIMS, frame.assign(homes=place.homes[spots].sum()), wholes)


def _pattern() -> Iterator[tuple[str, str]]:
    yield from itertools.product(("all", "observation"), ("all", *THEMES))
    yield from ((kind, "all") for kind in KINDS[:2])


def _within(value: str, names: tuple[str, ...]) -> list[int]:
    return list(range(len(names))) if value == "all" else [names.index(value)]


def by_chance(random: np.random.Generator, place: Town, exports: int, months: int) -> Iterator[Tables]:
    """So many pages of areas and months by chance, in any order."""
    for _each in range(exports):
        area = str(random.choice(list(place.areas)))
        yield page(place, area, len(MONTHS) - 1 - int(random.integers(0, months)))


def level_by_level(random: np.random.Generator, place: Town, exports: int, months: int) -> Iterator[Tables]:
    """Every wijk of one month, then every buurt: each lies beside the others in what was sent before."""
    names = [name for level in ("wijk", "buurt") for name in place.areas if name.startswith(level)]
    yield from (page(place, name, len(MONTHS) - 1) for name in names)


ORDERS = {"by chance": by_chance, "level by level": level_by_level}


def exported(
    pages: Iterable[Tables], beside: Callable[[Tables, list[pd.DataFrame]], list[pd.DataFrame]]
) -> tuple[dict[str, float], list[pd.DataFrame]]:
    """What became of these pages, each protected against what of the ledger is put beside it, and the ledger after."""
    result, ledger = dict.fromkeys(("refused", "counts", "hidden", "small", "longest", "seconds"), 0.0), []
    for tables in pages:
        began = time.perf_counter()
        try:
            published = control.protect(tables, RULES, beside(tables, ledger))
        except NothingSafe:
            result["refused"] += 1
            continue
        seconds = time.perf_counter() - began
        result["seconds"], result["longest"] = result["seconds"] + seconds, max(result["longest"], seconds)
        ledger.append(control.to_remember(published))
        result["counts"] += len(published.cells)
        result["hidden"] += int(published.cells["state"].eq(HIDDEN).sum())
        result["small"] += int(control.needs(tables.cells, RULES)[0].sum())
    return result, ledger


def leaks(
    order: str, exports: int, months: int, seed: int, *, linked: bool = True, rule: bool = False, wijken: int = 3
) -> dict[str, float]:
    """An order of exports in a town of so many wijken, attacked at its end by integer programmes: how many hidden
    counts are narrower than the rule, how many exactly known, and the same for an attacker who knows the rule.

    linked: each beside all earlier exports; else beside those of areas that overlap it.
    """
    random = np.random.default_rng([seed, exports, months])
    place = town(random, wijken=wijken)

    def overlapping(tables: Tables, ledger: list[pd.DataFrame]) -> list[pd.DataFrame]:
        here = set(place.areas[str(tables.cells["area"].iloc[0])])
        return [each for each in ledger if here & set(place.areas[str(each["area"].iloc[0])])]

    pages = ORDERS[order](random, place, exports, months)
    result, ledger = exported(pages, (lambda _tables, all_of_it: all_of_it) if linked else overlapping)
    together = Tables(DIMS, ledger[-1], page(place, "gemeente", 24).wholes)
    rows = attack(together, ledger[:-1])
    rows = rows[rows["need"] > 0]
    width = rows["high"] - rows["low"]
    narrow = width < rows["need"]
    result |= {"protected": len(rows), "narrow": int(narrow.sum()), "exact": int((width == 0).sum())}
    result["narrow, from the threshold"] = int((narrow & (rows["low"] >= RULES.count)).sum())
    if rule:
        rows = attack_by_rule(together, ledger[:-1], RULES.count)
        result["narrow by rule"] = int((rows["high"] - rows["low"] < rows["need"]).sum())
    return result


def main() -> None:
    """Prints what the attackers found, and what protection beside all earlier exports costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=10)
    parser.add_argument("--exports", type=int, default=30)
    parser.add_argument("--months", type=int, default=6)
    asked = parser.parse_args()
    for order, linked in itertools.product(ORDERS, (False, True)):
        found = [leaks(order, asked.exports, asked.months, seed, linked=linked) for seed in range(asked.orders)]
        total = pd.DataFrame(found)
        figures = total.sum().round(1).to_dict() | {"longest": round(total["longest"].max(), 1)}
        print(order, "beside all earlier" if linked else "beside those that overlap", figures, flush=True)
    rule = [leaks("by chance", 8, 1, seed, rule=True, wijken=2)["narrow by rule"] for seed in range(asked.orders)]
    print("narrow for who knows the rule, of 8 exports each:", int(sum(rule)), flush=True)


if __name__ == "__main__":
    main()
