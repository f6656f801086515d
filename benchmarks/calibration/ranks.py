"""Do rank intervals hold the true place, and mark intervals the true mark? Made-up corporations, fixed seed."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np

from buurtbeeld import codes
from buurtbeeld.methods.scores import indicators, rank_intervals
from buurtbeeld.methods.scores import marks as score_marks
from buurtbeeld.methods.scores import settings as score_settings
from buurtbeeld.methods.scores.settings import ScoreSettings

LEAST_RANKS = 0.85
AREAS, SMALLEST, LARGEST = 24, 25, 1000


@dataclass(frozen=True)
class Found:
    """Over all areas of all corporations: how often intervals held the truth; width is the mean share of all places."""

    ranks: float
    width: float
    marks: float
    areas: int


def truths(settings: ScoreSettings, areas: int, random: np.random.Generator) -> dict[str, np.ndarray]:
    """Per indicator the true level of each area: rates per home and year, or marks.

    Half of the differences is shared by all indicators of an area (a rough area is rough in most), half is its own.
    Rates lie around 5 to 60 per 1,000 homes and differ between areas by 0.5 of their mean, as the domain paper has it.
    """
    shared = random.normal(0, 1, areas)
    found = {}
    for each in settings.indicators:
        rough = (shared + random.normal(0, 1, areas)) / np.sqrt(2)
        level = random.uniform(0.005, 0.06)
        found[each.key] = level * np.exp(0.47 * rough - 0.11) if each.count else 6.8 - 0.6 * rough
    return found


def measured(
    true: dict[str, np.ndarray], homes: np.ndarray, settings: ScoreSettings, random: np.random.Generator
) -> dict[str, indicators.Reading]:
    """Readings of one year in which chance adds to the truth: Poisson counts, two teams, surveys of one home in six."""
    limits, months = settings.thresholds, indicators.WINDOW
    grid = np.repeat(homes[:, None], months, axis=1)
    enough = indicators.is_large_enough(grid, limits.smallest_homes)
    found = {}
    for each in settings.indicators:
        level = true[each.key][:, None]
        if each.count:
            found[each.key] = indicators.from_counts(
                random.poisson(level * grid / 12),
                grid,
                np.ones(months, dtype=bool),
                enough,
                reference=months - 1,
                fewest_months=limits.fewest_months,
                fewest_areas=limits.fewest_areas,
            )
            continue
        n = np.full_like(homes, 2) if each.staff_score else random.binomial(homes, 0.16)
        sd = 0.5 if each.staff_score else 1.8
        mean = level + random.normal(0, 1, level.shape) * sd / np.sqrt(np.maximum(n, 1))[:, None]
        means = indicators.Means(*(np.broadcast_to(v, grid.shape) for v in (mean, n[:, None], sd, False)))
        smallest = limits.smallest_observers if each.staff_score else limits.smallest_answers
        found[each.key] = indicators.from_means(
            means, enough, reference=months - 1, smallest=smallest, fewest_areas=limits.fewest_areas
        )
    return found


def one(settings: ScoreSettings, areas: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One corporation: per area that has a place whether its true one was held, the width; and per mark whether held.

    The true place and mark are those of the true levels on the same scale, with the stated weights.
    """
    homes = np.exp(random.uniform(np.log(SMALLEST), np.log(LARGEST), areas)).astype(int)
    true = truths(settings, areas, random)
    ids = np.array([f"buurt:{number:05d}" for number in range(areas)])
    table = score_marks.history(
        measured(true, homes, settings, random), settings, ids, np.arange(indicators.WINDOW)
    ).at(-1)
    z = np.column_stack(
        [
            score_marks.z_scale(true[key], table.mean[row], table.spread[row], int(table.sign[row]))
            for row, key in enumerate(table.keys)
        ]
    )
    most = settings.thresholds.winsorise
    z = np.clip(np.nan_to_num(z, posinf=0, neginf=0), -most, most)
    drawn = rank_intervals.rank_intervals(table, settings)
    ordered = drawn["place"].notna().to_numpy()
    place = score_marks.positions((z @ score_marks.overall_weights(settings))[ordered])
    low, high = (drawn.loc[ordered, name].to_numpy() for name in ("low", "high"))
    marks, share = score_marks.marks(table, settings), score_marks.weights(settings)
    mark = np.clip(score_marks.MIDDLE + share @ z.T, score_marks.LOWEST, score_marks.HIGHEST)
    lens = [row for row, (_lens, column) in enumerate(score_marks.GROUPS) if column == codes.ALL]
    given = marks.reason[lens, :, 0] == 0
    inside = (marks.low[lens, :, 0] <= mark[lens] + 1e-6) & (mark[lens] <= marks.high[lens, :, 0] + 1e-6)
    return (low <= place) & (place <= high), (high - low + 1) / max(len(place), 1), inside[given]


def calibrate(corporations: int, areas: int = AREAS, seed: int = 1) -> Found:
    """Coverage over so many made-up corporations; each has its own stream of chance and its own draws."""
    settings = score_settings.read()
    held = []
    for number in range(corporations):
        own = settings.model_copy(update={"ranks": settings.ranks.model_copy(update={"seed": seed * 100_003 + number})})
        held.append(one(own, areas, np.random.default_rng([seed, number])))
    places, widths, marks = (np.concatenate(each) for each in zip(*held, strict=True))
    return Found(float(places.mean()), float(widths.mean()), float(marks.mean()), len(places))


def main() -> None:
    """Prints coverage for corporations of different size, beside what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corporations", type=int, default=400)
    asked = parser.parse_args()
    print("| areas | corporations | true place held | share of places | true lens mark held |\n|---|---|---|---|---|")
    for areas in (8, AREAS, 100):
        found = calibrate(asked.corporations, areas)
        print(
            f"| {areas} | {asked.corporations} | {found.ranks:.1%} | {found.width:.0%} | {found.marks:.1%} |",
            flush=True,
        )
    print(f"\nTarget: the true place in at least {LEAST_RANKS:.0%}; marks are told with 90% intervals.")


if __name__ == "__main__":
    main()
