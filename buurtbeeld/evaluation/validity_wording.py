"""On which days it was judged, how areas parted before, and what other choices would have said. Judges nothing."""

from __future__ import annotations

import pandas as pd

from buurtbeeld import text
from buurtbeeld.evaluation import wording
from buurtbeeld.methods.evaluation.combined import Evaluation
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.text import _


def judging(plan: Plan, look: int) -> str:
    """On which day it was judged, why not in between, and when again; or when the first day comes."""
    days = {months: text.month((plan.month + pd.DateOffset(months=months)).date()) for months in plan.looks}
    later = next((months for months in plan.looks if months > look), None)
    following = (
        _("Opnieuw na {months} maanden ({month}).", months=later, month=days[later])
        if later
        else _("Daarna wordt er niet meer geoordeeld.")
    )
    agreed = "" if plan.judged_after else _("Deze dagen stonden niet in het plan; ze gelden voor elk plan zonder.")
    if not look:
        first = plan.looks[0]
        return _(
            "Het eerste oordeel komt na {months} maanden ({month}), zodra die maanden binnen zijn. Eerder kijken zou "
            "vroeg of laat altijd iets laten zien. {agreed}",
            months=first, month=days[first], agreed=agreed,
        ).strip()  # fmt: skip
    return _(
        "Geoordeeld over de eerste {months} maanden. {following} {agreed}",
        months=look, following=following, agreed=agreed,
    ).strip()  # fmt: skip


def own_trend(result: Evaluation) -> str:
    """How the area parted from the others by itself before the start; empty where it could not be told."""
    did = result.did
    if did.reason:
        return ""
    change, low, high = (wording.signed(value - 1) for value in (did.trend, did.trend_low, did.trend_high))
    return _(
        "Wat hier vooraf al gaande was: {change} per jaar tegenover de vergelijkingsgebieden ({low} tot {high}). Dat "
        "is van de uitkomst afgehaald; hoe onzekerder het is, hoe breder de marge.",
        change=change, low=low, high=high,
    )  # fmt: skip


def event_study(result: Evaluation) -> pd.DataFrame:
    """The area against its comparison per year from the start, as `whiskers` wants it."""
    rows = [(_year(year), ratio - 1, low - 1, high - 1) for year, ratio, low, high in result.did.years]
    return wording.change_rows(rows)


def _year(year: int) -> str:
    if year < 0:
        return _("jaar ervoor") if year == -1 else _("{n} jaar ervoor", n=-year)
    return _("jaar {n} erna", n=year + 1)


def event_study_in_words(rows: pd.DataFrame) -> str:
    """The years in one line."""
    years = "; ".join(f"{row.name}: {row.words}" for row in rows.rename_axis(None).itertuples(index=False))
    return _(
        "Per jaar tegenover de vergelijkingsgebieden; 0 % is het gemiddelde van de jaren ervoor. {years}.", years=years
    )


def choices(curve: pd.DataFrame) -> str:
    """What other reasonable comparison areas would have said, in a sentence; empty where there are none."""
    if len(curve) < 2:
        return ""
    less, more = (text.number(int(curve["direction"].eq(sign).sum())) for sign in (-1, 1))
    low, high = wording.signed(curve["change"].min()), wording.signed(curve["change"].max())
    return _(
        "Met {n} redelijke keuzes van vergelijkingsgebieden ligt de verandering tussen {low} en {high}. Bij "
        "{less} daarvan is het duidelijk minder, bij {more} duidelijk meer.",
        n=text.number(len(curve)), low=low, high=high, less=less, more=more,
    )  # fmt: skip
