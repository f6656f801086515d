"""How long does a year of approaches take? 200 approaches among 400 areas with 84 months, everything evaluated."""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.calibration.effects import TOUCHED
from buurtbeeld import warehouse
from buurtbeeld.evaluation import comparison, results
from buurtbeeld.methods.evaluation.combined import evaluate
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import newest

APPROACHES, AREAS, MONTHS, MOST_SECONDS = 200, 400, 84, 60
COMPARISON, DONORS, RING = 10, 36, 6


def rows(areas: int, months: int) -> pd.DataFrame:
    """Monthly cases of areas of 25 to 2,000 homes with season and more scatter than chance."""
    rng = np.random.default_rng(1)
    homes = np.exp(rng.normal(5.5, 0.8, areas)).clip(25, 2000).round()
    season = 1 + 0.35 * np.cos((np.arange(months) % 12 - 6) / 6 * np.pi)
    mean = (rng.gamma(4, 0.01, areas) * homes / 12)[:, None] * season * rng.gamma(14, 1 / 14, (areas, months))
    return pd.DataFrame(
        {
            "area_id": np.repeat([f"buurt:{turn:04}" for turn in range(areas)], months),
            "month": np.tile(pd.date_range("2019-07-01", periods=months, freq="MS"), areas),
            "cases": rng.poisson(mean).ravel(),
            "homes": np.repeat(homes, months),
        }
    )


def measure(approaches: int) -> tuple[float, float, dict[str, int]]:
    """Seconds on the clock and of this process, and how often each verdict fell."""
    months, rng, verdicts = rows(AREAS, MONTHS), np.random.default_rng(2), []
    per_area = dict(list(months.groupby("area_id")))
    names = np.array(list(per_area))
    clock, spent = time.perf_counter(), time.process_time()
    for _turn in range(approaches):
        drawn = [str(name) for name in rng.permutation(names)[: DONORS + RING + 1]]
        plan = Plan(
            drawn[0],
            date(2024, 7, 1),
            comparison=tuple(drawn[1 : COMPARISON + 1]),
            ring=tuple(drawn[DONORS + 1 :]),
            donors=tuple(drawn[1 : DONORS + 1]),
        )
        verdicts.append(evaluate(pd.concat([per_area[name] for name in drawn]), plan).verdict.label)
    labels, counts = np.unique(verdicts, return_counts=True)
    told = dict(zip(labels.tolist(), counts.tolist(), strict=True))
    return time.perf_counter() - clock, time.process_time() - spent, told


def demonstration(folder: Path) -> Path:
    """A build of the demonstration corporation below this folder."""
    from etl import build
    from etl.demo.corporation import generate

    settings = Settings(
        raw=folder / "raw", warehouse=folder / "warehouse", reporter_key="benchmark", register=str(folder)
    )
    generate(settings.raw, folder / "truth.json", 1, 40_000, date(2026, 7, 1))
    build.build(settings)
    return newest(settings.warehouse)


def whole(build: Path, approaches: int) -> tuple[float, float, dict[str, int]]:
    """As `measure`, of the whole path of the page: what is proposed, the power, and the result, with all questions.

    Areas in which the demonstration changes something are left out.
    """
    rng, verdicts = np.random.default_rng(3), []
    inside = warehouse.ask(build, "inside_pairs")
    touched = {f"buurt:{code}" for code in TOUCHED}
    touched |= set(inside.loc[inside["area_id"].isin(touched), "inside"])
    areas = warehouse.ask(build, "area_choices")
    names = areas.loc[areas["level"].isin(["buurt", "street"]) & ~areas["area_id"].isin(touched), "area_id"].to_numpy()
    clock, spent = time.perf_counter(), time.process_time()
    for turn in range(approaches):
        area, start = str(rng.choice(names)), date(2023 + turn % 3, 1 + turn % 12, 1)
        plan = Plan(area, start)
        offer = comparison.propose(build, plan, str(turn), ())
        plan = replace(plan, comparison=offer.comparison, ring=offer.ring, donors=offer.donors)
        results.power(build, plan, str(turn), ())
        verdicts.append(results.evaluate(build, plan, str(turn), ()).result.verdict.label)
    labels, counts = np.unique(verdicts, return_counts=True)
    told = dict(zip(labels.tolist(), counts.tolist(), strict=True))
    return time.perf_counter() - clock, time.process_time() - spent, told


def main() -> None:
    """Prints the seconds beside what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--approaches", type=int, default=APPROACHES)
    number = parser.parse_args().approaches
    what = f"{number} approaches, {COMPARISON} to compare, {DONORS} donors, {RING} around: evaluated"
    _print(what, *measure(number))
    with tempfile.TemporaryDirectory() as folder:
        build = demonstration(Path(folder))
        _print(
            f"{number} approaches of the demonstration: proposed, power, result, all questions asked",
            *whole(build, number),
        )


def _print(what: str, clock: float, spent: float, told: dict[str, int]) -> None:
    print(f"| {what} | seconds |\n|---|---|")
    print(f"| on the clock (at most {MOST_SECONDS}) | **{clock:.1f}** |\n| of the processor | {spent:.1f} |")
    print(f"\nNothing was done in any of them: {told}\n")


if __name__ == "__main__":
    main()
