"""The codes of the field, their order, and the thresholds: each defined here and nowhere else. Says no word of them."""

from __future__ import annotations

from typing import Literal, get_args

ALL = "all"
"""Every kind, theme, level or lens together."""
EACH = "*"
"""Every kind or theme, each apart."""

Level = Literal["gemeente", "wijk", "buurt", "focus", "complex", "street"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""Levels of areas, the largest first. A focus area is put together from complexes and streets, and measured among the
buurten: it stands between them."""
FOCUS: Level = "focus"

Kind = Literal["incident", "complaint", "observation"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Kinds of evidence: what the field calls facts, what residents report, what colleagues see. Always in this order."""

Column = Literal["facts", "residents", "staff"]
COLUMNS: tuple[Column, ...] = get_args(Column)
"""The columns of a lens: in COLUMNS[n] counts what is reported as KINDS[n]."""

Lens = Literal["physical", "social", "safety"]
LENSES: tuple[Lens, ...] = get_args(Lens)
"""The three sides of liveability that are kept apart (Amsterdam dropped its single index in 2021: they diverge)."""

FEWEST_HOMES = 10
"""A rate per home needs so many homes: the statistics office shows none below ten, where one case looks like a wave."""
FEWEST_ANSWERS = 10
"""A mean of a survey needs so many answers (practice of the sector)."""
FEWEST_MONTHS = 6
"""A rate of a year needs so many known months of the twelve: fewer would be carried by one season. What the methods
ask of their own is in data/reference/scores.toml."""
SMALLEST_COUNT = 5
"""A count that may lead to persons is shown from here on (usual Dutch threshold); fewer of a supplier's word may be
free text."""
MONTHS_LATE = 2
"""A source that delivered so many months less than its kind is still whole in that year."""
FEWEST_EXPECTED = 3
"""Where a source's months usually bring so many reports, a month without one was not delivered: by chance it would
happen in 5 of 100 (e⁻³)."""


def without(*left_out: Level) -> tuple[Level, ...]:
    """The levels but these, in their order."""
    return tuple(level for level in LEVELS if level not in left_out)


FIGURE_LEVELS = without("gemeente")
"""Areas of these are measured among each other; of gemeenten there are too few."""
SCORE_LEVELS = WARNING_LEVELS = without("gemeente", "street")
"""A street is too small for a mark, and has too few reports a week for a warning."""
SILENT_LEVELS = REPORTER_LEVELS = without("gemeente", "wijk", FOCUS)
"""A street knows who sends many reports, and whether it is silent; a wijk is too large to. Focus areas hold both."""
DISJOINT_LEVELS = without(FOCUS)
"""A place lies in at most one area of each of these."""


def constants() -> dict[str, str | int]:
    """What the $names in queries/ stand for when nobody gives another value; of codes, several joined by '|'."""
    return {
        "level_order": "|".join(LEVELS),
        "figure_levels": "|".join(FIGURE_LEVELS),
        "reporter_levels": "|".join(REPORTER_LEVELS),
        "warning_levels": "|".join(WARNING_LEVELS),
        "kind_order": "|".join(KINDS),
        "fewest_homes": FEWEST_HOMES,
        "fewest_answers": FEWEST_ANSWERS,
        "fewest_months": FEWEST_MONTHS,
        "smallest_count": SMALLEST_COUNT,
        "months_late": MONTHS_LATE,
        "fewest_expected": FEWEST_EXPECTED,
    }
