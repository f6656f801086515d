"""The codes of the field, their order, and the thresholds: each defined here and nowhere else. Says no word of them."""

from __future__ import annotations

from typing import Literal, get_args

ALL = "all"
"""Every kind, theme, level or lens together."""
EACH = "*"
"""Every kind or theme, each apart."""

LEVELS = ("gemeente", "wijk", "buurt", "focus", "complex", "street")
"""Levels of areas, the largest first. A focus area is put together from complexes and streets, and measured among the
buurten: it stands between them."""
FOCUS = "focus"

Evidence = Literal["incident", "complaint", "observation"]
EVIDENCE: tuple[str, ...] = get_args(Evidence)
"""Kinds of evidence, in their order: facts and figures, what residents report, what colleagues see."""

Column = Literal["facts", "residents", "staff"]
COLUMNS: tuple[Column, ...] = get_args(Column)
"""The columns of a lens."""
COLUMN_OF = dict(zip(EVIDENCE, COLUMNS, strict=True))
"""In which column each kind of evidence counts."""

Lens = Literal["physical", "social", "safety"]
LENSES: tuple[Lens, ...] = get_args(Lens)
"""The sides of liveability that are kept apart: one index hides that they diverge (Amsterdam, 2021)."""

FEWEST_HOMES = 10
"""A rate per home needs so many homes: below ten the statistics office shows none; one case looks like a wave."""
FEWEST_ANSWERS = 10
"""A mean of a survey needs so many answers (practice of the sector)."""
FEWEST_MONTHS = 6
"""A rate of a year needs so many known months: fewer would be of one season. A mark asks more: see scores.toml."""
SMALLEST_COUNT = 5
"""A count that may lead to persons is shown from here on (the usual Dutch threshold)."""
MONTHS_LATE = 2
"""A source that missed so many months of a year is still compared with the year before."""
FEWEST_EXPECTED = 3
"""Where a month usually brings so many reports, one without any was not delivered: by chance it is 5 in 100 (e⁻³)."""

JUDGED_AFTER = (12, 24)
"""Months after its start at which an approach is judged whose plan says nothing of it."""
DAYS_OF_JUDGING = (6, 12, 18, 24, 36)
"""Those that a plan may name."""

RENUMBERED_DAYS = 183
"""A number that comes back so many days later is of another report: suppliers begin anew each year."""


def without(*left_out: str) -> tuple[str, ...]:
    """The levels but these, in their order."""
    return tuple(level for level in LEVELS if level not in left_out)


FIGURE_LEVELS = without("gemeente")
"""Areas of these are measured among each other; of gemeenten there are too few."""
SCORE_LEVELS = WARNING_LEVELS = without("gemeente", "street")
"""A street is too small for a mark, and has too few reports a week for a warning."""
SILENT_LEVELS = REPORTER_LEVELS = without("gemeente", "wijk", FOCUS)
"""In a wijk silence drowns, and so does one person who reports much; focus areas overlap the areas they hold."""
SIMILAR_LEVELS = without("gemeente", "wijk", "street")
"""Areas of these are set beside those most like them: there are too few wijken, and a street has too few cases."""
DISJOINT_LEVELS = without(FOCUS)
"""A place lies in at most one area of each of these."""
CBS_LEVELS = without(FOCUS, "complex", "street")
"""Levels of the statistics office: each smaller area lies in one larger."""


def constants() -> dict[str, str | int]:
    """What the $names in queries/ stand for when nobody gives another value; several codes are joined by '|'."""
    return {
        "level_order": "|".join(LEVELS),
        "figure_levels": "|".join(FIGURE_LEVELS),
        "reporter_levels": "|".join(REPORTER_LEVELS),
        "warning_levels": "|".join(WARNING_LEVELS),
        "cbs_levels": "|".join(CBS_LEVELS),
        "disjoint_levels": "|".join(DISJOINT_LEVELS),
        "kind_order": "|".join(EVIDENCE),
        "fewest_homes": FEWEST_HOMES,
        "fewest_answers": FEWEST_ANSWERS,
        "fewest_months": FEWEST_MONTHS,
        "smallest_count": SMALLEST_COUNT,
        "months_late": MONTHS_LATE,
        "fewest_expected": FEWEST_EXPECTED,
        "renumbered_days": RENUMBERED_DAYS,
    }
