"""The areas and the corporation in a frame of rates, and the last weeks in words. Calls nothing more than chance."""

from __future__ import annotations

from datetime import date

import pandas as pd

from buurtbeeld import text
from buurtbeeld.text import _

CORPORATION = "corporation"


def corporation(rates: pd.DataFrame) -> pd.Series:
    """The row of the whole stock; without one, a row in which nothing is known."""
    whole = (rates["area_id"] == CORPORATION).to_numpy(dtype=bool)
    return rates.iloc[int(whole.argmax())] if whole.any() else rates.reindex([-1]).iloc[0]


def areas(rates: pd.DataFrame) -> pd.DataFrame:
    """The rows of the areas themselves, in the order they came."""
    return rates.loc[rates["area_id"] != CORPORATION].reset_index(drop=True)


def lately_in_words(recent: pd.DataFrame, last: date) -> str:
    """What came in during the week and the 30 days up to and with the last day of the data, against the ones before."""
    total = recent[["week", "week_before", "days_30", "days_30_before"]].sum()
    return _(
        "De gegevens gaan tot en met {day}. In de 7 dagen tot dan kwamen {week} meldingen binnen, in de 7 dagen ervoor "
        "{week_before}; in de 30 dagen tot dan {month}, in de 30 dagen ervoor {month_before}. Zulke aantallen "
        "schommelen: dit is nog geen trend.",
        day=text.day(last),
        week=text.number(total["week"]),
        week_before=text.number(total["week_before"]),
        month=text.number(total["days_30"]),
        month_before=text.number(total["days_30_before"]),
    )
