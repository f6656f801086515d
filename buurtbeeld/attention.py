"""Which areas stand out in a frame of rates, and in words. Says what was counted; calls nothing more than chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.text import _

CORPORATION = "corporation"
FEWEST = 10
"""An area with fewer cases is not put in front: one dossier is not a trend."""


def corporation(rates: pd.DataFrame) -> pd.Series:
    """The row of the whole stock."""
    return rates.loc[rates["area_id"] == CORPORATION].iloc[0]


def areas(rates: pd.DataFrame) -> pd.DataFrame:
    """The rows of the areas themselves, in the order they came."""
    return rates.loc[rates["area_id"] != CORPORATION].reset_index(drop=True)


def highest(rates: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Areas above the corporation's rate with ten cases or more, highest rate first."""
    found = areas(rates)
    found = found.loc[(found["rate"] > corporation(rates)["rate"]) & (found["cases"] >= FEWEST)]
    return found.nlargest(most, "rate")


def risen(rates: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Areas whose cases rose by more than twice the standard error of the difference, largest rise of the rate first.

    The number of cases is taken as Poisson: the standard error of after − before is √(after + before).
    """
    found = areas(rates)
    more, error = found["cases"] - found["cases_before"], np.sqrt(found["cases"] + found["cases_before"])
    return found.loc[(more > 2 * error) & (found["cases"] >= FEWEST) & (found["change"] > 0)].nlargest(most, "change")


def times(value: float, other: float) -> str:
    """How many times the other one, in words; a dash where that cannot be said."""
    return _("{times} × corporatie", times=text.number(value / other, 1)) if other else text.NOTHING


def in_words(rates: pd.DataFrame) -> str:
    """The most important sentence: which area is highest and which rose most."""
    high, rise, whole = highest(rates, 1), risen(rates, 1), corporation(rates)
    sentences = [_highest(high.iloc[0], whole) if len(high) else _("Geen gebied met tien zaken of meer ligt boven de corporatie.")]
    sentences.append(_risen(rise.iloc[0]) if len(rise) else _("Nergens is een stijging groter dan de gewone schommeling."))
    return " ".join(sentences)


def lately_in_words(recent: pd.DataFrame) -> str:
    """What came in during the last week and 30 days, against the ones before."""
    total = recent[["week", "week_before", "days_30", "days_30_before"]].sum()
    return _(
        "In de laatste 7 dagen kwamen {week} meldingen binnen, in de 7 dagen ervoor {week_before}; in de laatste 30 dagen "
        "{month}, in de 30 dagen ervoor {month_before}. Zulke aantallen schommelen: dit is nog geen trend.",
        week=text.number(total["week"]),
        week_before=text.number(total["week_before"]),
        month=text.number(total["days_30"]),
        month_before=text.number(total["days_30_before"]),
    )


def _highest(area: pd.Series, whole: pd.Series) -> str:
    return _(
        "{name} heeft de meeste zaken: {rate} per 1.000 woningen per jaar; de hele corporatie heeft er {whole}.",
        name=area["name"],
        rate=text.rate(area["rate"]),
        whole=text.rate(whole["rate"]),
    )


def _risen(area: pd.Series) -> str:
    return _(
        "In {name} steeg het aantal het sterkst: van {before} naar {now}.",
        name=area["name"],
        before=text.rate(area["rate_before"]),
        now=text.rate(area["rate"]),
    )
