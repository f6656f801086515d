"""Small settings and snapshots to work out by hand. Nothing here comes from the file of the product."""

from __future__ import annotations

import numpy as np

from buurtbeeld.methods.scores import settings as score_settings
from buurtbeeld.methods.scores.indicators import CODE, Reading
from buurtbeeld.methods.scores.marks import History, history
from buurtbeeld.methods.scores.settings import Indicator, ScoreSettings

DIRECTIONS = {"facts": "more_is_worse", "residents": "more_is_worse", "staff": "more_is_better"}


def indicator(key: str, lens: str, column: str, weight: float) -> Indicator:
    """Reports for facts and residents (more is worse), a staff score for staff (more is better)."""
    kinds = {"facts": "incident", "residents": "complaint"}
    source = {"staff_score": "clean"} if column == "staff" else {"count": {"kind": kinds[column], "of": ["noise"]}}
    said = {"key": key, "name_nl": key, "name_en": key, "lens": lens, "column": column, "weight": weight}
    return Indicator.model_validate(said | source | {"direction": DIRECTIONS[column]})


def settings(*indicators: Indicator, lenses: dict[str, float] | None = None, draws: int = 1000) -> ScoreSettings:
    """The product's thresholds with other indicators; by default the social lens decides alone. Weights are not judged."""
    shipped = score_settings.read()
    return shipped.model_copy(
        update={
            "indicators": indicators,
            "lenses": lenses or {"physical": 0.0, "social": 1.0, "safety": 0.0},
            "ranks": shipped.ranks.model_copy(update={"draws": draws}),
        }
    )


def reading(value: list[float], sd: list[float], mean: float, spread: float, reason: str = "not_delivered") -> Reading:
    """One month; NaN is unknown for the reason given."""
    values, errors = (np.array(each, dtype=np.float32)[:, None] for each in (value, sd))
    why = np.where(np.isnan(values), CODE[reason], 0).astype(np.uint8)
    return Reading(values, np.where(np.isnan(values), np.nan, errors), why, mean, spread, 0, counted=False)


def table(given: dict[str, Reading], of: ScoreSettings, areas: list[str] | None = None) -> History:
    """A history of as many months as the readings have."""
    shape = next(iter(given.values())).value.shape
    names = areas or [chr(ord("A") + number) for number in range(shape[0])]
    return history(given, of, np.array(names), np.arange(shape[1]))
