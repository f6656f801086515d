"""Which areas stand out in a frame of rates, and in words. Says what was counted; calls nothing more than chance."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from buurtbeeld import text
from buurtbeeld.text import _

CORPORATION = "corporation"
FEWEST = 10
"""An area with fewer cases is not put in front: one dossier is not a trend."""


def corporation(rates: pd.DataFrame) -> pd.Series:
    """The row of the whole stock; without one, a row in which nothing is known."""
    found = (rates["area_id"] == CORPORATION).to_numpy(dtype=bool)
    return rates.iloc[int(found.argmax())] if found.any() else rates.reindex([-1]).iloc[0]


def areas(rates: pd.DataFrame) -> pd.DataFrame:
    """The rows of the areas themselves, in the order they came."""
    return rates.loc[rates["area_id"] != CORPORATION].reset_index(drop=True)


def highest(rates: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Areas above the corporation's rate with ten cases or more, highest rate first."""
    kept = (rates["rate"] > corporation(rates)["rate"]) & (rates["cases"] >= FEWEST)
    return rates.loc[kept & (rates["area_id"] != CORPORATION)].nlargest(most, "rate")


def risen(rates: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Areas that rose, and more than the corporation did, by more than chance easily gives; the largest change first.

    change is the table's own figure, so that no card says otherwise than the table. More than the corporation, so that
    a swing everywhere is not one area's news. expected is what the area would have had with the corporation's change;
    cases of sources that delivered in both years are taken as Poisson, so that the standard error of
    after − factor × before is √(after + factor² × before); a rise counts from twice that.
    """
    whole = corporation(rates)
    now = whole["rate_before"] + whole["change"]
    factor = now / whole["rate_before"] if whole["rate_before"] else np.nan
    more = rates["cases_compared"] - factor * rates["cases_before"]
    error = np.sqrt(rates["cases_compared"] + factor**2 * rates["cases_before"])
    kept = (more > 2 * error) & (rates["cases_compared"] >= FEWEST) & (rates["change"] > 0)
    return rates.loc[kept & (rates["area_id"] != CORPORATION)].nlargest(most, "change")


def threshold_in_words() -> str:
    """When an area counts as risen."""
    return _(
        "Vanaf tien zaken, en meer gestegen dan de hele corporatie: het verschil is groter dan twee keer de gewone "
        "schommeling. Een gebied met een groter verschil maar weinig zaken staat er daarom niet bij."
    )


def in_words(rates: pd.DataFrame) -> str:
    """The most important sentence: which area is highest and which rose most."""
    high, rise, whole = highest(rates, 1), risen(rates, 1), corporation(rates)
    if not whole["homes"] > 0:
        return _("Er zijn geen cijfers per 1.000 woningen, want er zijn geen woningen bekend.")
    if pd.isna(whole["rate"]):
        return _("Er zijn te weinig maanden geleverd voor een jaarcijfer. Kies één soort gegevens, of zie Bronnen.")
    sentences = [
        _highest(high.iloc[0], whole)
        if len(high)
        else _("Geen gebied met tien zaken of meer ligt boven de hele corporatie.")
    ]
    sentences.append(
        _risen(rise.iloc[0]) if len(rise) else _("Nergens is een stijging groter dan de gewone schommeling.")
    )
    return " ".join(sentences)


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


def _highest(area: pd.Series, whole: pd.Series) -> str:
    return _(
        "{name} heeft de meeste zaken: {rate} per 1.000 woningen per jaar; de hele corporatie heeft er {whole}.",
        name=area["name"],
        rate=text.rate(area["rate"]),
        whole=text.rate(whole["rate"]),
    )


def _risen(area: pd.Series) -> str:
    return _(
        "{name} steeg het sterkst: {change} tegenover een jaar eerder, toen het er {before} waren.",
        name=area["name"],
        change=text.signed(area["change"], 0 if area["change"] >= 10 else 1),
        before=text.rate(area["rate_before"]),
    )
