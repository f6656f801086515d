"""Can a cube of 40 areas × 40 themes × 24 months be protected within 30 seconds, and what does that cost?

Also: does an attacker by linear programmes bound a count more tightly than the rule, in tables protected the same way,
every hidden count of many small ones and a few of a cube; and how much more is hidden than with the least loss.
"""

from __future__ import annotations

import argparse
import itertools
import time

import numpy as np
import pandas as pd

from benchmarks.attacker import attack
from benchmarks.calibration import disclosure as calibration
from buurtbeeld.errors import NothingSafe
from buurtbeeld.methods.disclosure import control, linked_tables
from buurtbeeld.methods.disclosure.control import HIDDEN, SHOWN, Tables

SHAPE, MEAN, MOST_SECONDS = (40, 40, 24), 3.0, 30.0
ATTACKED = (20, 20, 32), 1.0
"""A smaller cube, still too large for the least loss: of the whole one each count takes an attacker minutes."""
DIMS, RULES = calibration.DIMS, calibration.RULES


def cube(shape: tuple[int, int, int], mean: float, seed: int = 1) -> Tables:
    """Areas × themes × months with all totals: areas and themes differ much in how much is reported, months little."""
    random = np.random.default_rng(seed)
    size = [np.exp(random.normal(-spread / 2, spread, count)) for count, spread in zip(shape, (1, 1, 0.2), strict=True)]
    counts = random.poisson(mean * np.einsum("a,b,c->abc", *size)).astype(float)
    names = [[f"{dim[0]}{number}" for number in range(count)] for dim, count in zip(DIMS, shape, strict=True)]
    for axis in range(3):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    cells = pd.DataFrame(list(itertools.product(*([*each, "all"] for each in names))), columns=list(DIMS))
    wholes = {dim: {"all": each} for dim, each in zip(DIMS, names, strict=True)}
    return Tables(DIMS, cells.assign(value=counts.ravel(), homes=100), wholes)


def shown(tables: Tables, published: Tables) -> list[tuple[int, int, int, float]]:
    """Per number of dimensions that are totalled: counts from the threshold, how many of them are shown, and the share
    of all that is counted there that the shown ones hold."""
    totals, value = tables.cells[list(DIMS)].eq("all").sum(axis=1), tables.cells["value"]
    large, open_ = value >= RULES.count, published.cells["state"].eq(SHOWN)
    found = []
    for number in range(len(DIMS) + 1):
        at = totals == number
        found.append(
            (number, int((large & at).sum()), int((open_ & at).sum()), value[open_ & at].sum() / value[at].sum())
        )
    return found


def beyond(count: int, seed: int = 1) -> tuple[int, int, int, int]:
    """Random hierarchical tables protected both ways: tables, hidden beyond the small ones with the least loss and
    with exchanges, and how many of the latter the attacker bounds too tightly."""
    least = ours = narrow = both = 0
    for number in range(count):
        tables = calibration.hierarchical(np.random.default_rng([seed, number]), most=2)
        found = [_protected(tables, exact) for exact in (linked_tables.EXACT, 0)]
        narrow += 0 if found[1] is None else calibration.too_narrow(found[1], [])
        if found[0] is not None and found[1] is not None:
            hidden = [int(each.cells["state"].eq(HIDDEN).sum()) for each in found if each is not None]
            small = int(control.needs(tables.cells, RULES)[0].sum())
            least, ours, both = least + hidden[0] - small, ours + hidden[1] - small, both + 1
    return both, least, ours, narrow


def _protected(tables: Tables, exact: int) -> Tables | None:
    usual, linked_tables.EXACT = linked_tables.EXACT, exact
    try:
        return control.protect(tables, RULES)
    except NothingSafe:
        return None
    finally:
        linked_tables.EXACT = usual


def attacked(published: Tables, sample: int) -> tuple[int, int]:
    """Of so many hidden counts, by chance: how many needed a range, and how many of these have a narrower one."""
    rows = attack(published, sample=sample, whole=False)
    return int((rows["need"] > 0).sum()), int((rows["high"] - rows["low"] < rows["need"]).sum())


def main() -> None:
    """Prints time, what stays visible, what the attacker found and the ratio to the least loss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=6)
    parser.add_argument("--tables", type=int, default=100)
    asked = parser.parse_args()
    tables = cube(SHAPE, MEAN)
    began, worked = time.perf_counter(), time.process_time()
    published = control.protect(tables, RULES)
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    reached = "yes" if seconds <= MOST_SECONDS else "no"
    print(
        f"{len(tables.cells):,} counts: {seconds:.1f} s, processor {worked:.1f} (asked {MOST_SECONDS:.0f}: {reached})",
        flush=True,
    )
    for number, large, open_, share in shown(tables, published):
        print(f"totals over {number} dimensions: {open_:,} of {large:,} counts from 5 shown, {share:.0%} of all")
    needed, narrow = attacked(control.protect(cube(*ATTACKED), RULES), asked.sample)
    print(
        f"attacker, {asked.sample} hidden counts of a cube of {ATTACKED[0]}: {narrow} too narrow of {needed}",
        flush=True,
    )
    both, least, ours, narrow = beyond(asked.tables)
    print(f"{both} small tables both ways: {ours} hidden beyond the small, {least} by least loss; {narrow} too narrow")


if __name__ == "__main__":
    main()
