"""How long do partners take, open hand-overs included? Hand-overs in, medians and shares out; names no person."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from numpy.typing import NDArray
from scipy.stats import binomtest

from buurtbeeld import working_days

FEWEST = 5
"""Hand-overs in each period below which nobody is said to be faster or slower."""


class Median(NamedTuple):
    """Days until half have been answered, with interval; inf: not yet reached; n hand-overs of which answered."""

    median: float
    low: float
    high: float
    n: int
    answered: int


class Share(NamedTuple):
    """k of n as a share with its Wilson interval; NaN where n is 0."""

    k: int
    n: int
    share: float
    low: float
    high: float


class Faster(NamedTuple):
    """This period against the last. word: faster, slower, no_difference or too_few; p: log-rank, NaN where too few."""

    word: str
    p: float
    now: Median
    before: Median


def lead_times(hand_overs: pd.DataFrame, until: pd.Timestamp, answer: str = "first_action_at") -> pd.DataFrame:
    """Days from handing over to the answer: duration (0 or more) and answered; still open ones last until `until`.

    hand_overs: handed_at and the times of ANSWERS, empty where not yet. Closing without this answer is an end of its
    own: it will never be answered, so it stays unanswered until `until`, however early it was closed. What these times
    estimate is the share of all hand-overs that was ever answered (cumulative incidence with a competing end, where all
    are followed until the same day: Fine and Gray 1999, JASA 94, 496–509, section 3.1). Ones handed over after `until`
    are left out, answers after it not yet known. Index kept. Raises ValueError for an answer before the handing
    over, and naming how many.
    """
    rows = hand_overs[pd.to_datetime(hand_overs["handed_at"]) <= until]
    handed, answered = pd.to_datetime(rows["handed_at"]), pd.to_datetime(rows[answer])
    early = int((answered < handed).sum())
    if early:
        raise ValueError(f"Expected {answer} on or after handed_at, found {early} before it; correct those hand-overs.")
    is_answered = answered.notna() & (answered <= until)
    days = (answered.where(is_answered, until) - handed).dt.total_seconds() / 86_400
    return pd.DataFrame({"duration": days.clip(lower=0.0), "answered": is_answered}, index=rows.index)


def median(times: pd.DataFrame, level: float = 0.95) -> Median:
    """Days until half of all hand-overs were answered, open and closed unanswered ones included, with its interval.

    Kaplan–Meier on `lead_times`, limits log–log as lifelines gives them; inf where half was never reached. Exactly half
    is half: products of fractions miss it by a rounding error.
    Source: Kaplan and Meier (1958), JASA 53, 457–481; Brookmeyer and Crowley (1982), Biometrics 38, 29–41.
    """
    if times.empty:
        return Median(math.nan, math.nan, math.nan, 0, 0)
    fitted = KaplanMeierFitter(alpha=1 - level).fit(times["duration"], times["answered"])
    low, high = sorted(_half(limit) for _name, limit in fitted.confidence_interval_survival_function_.items())
    middle = _half(fitted.survival_function_.iloc[:, 0])
    return Median(middle, low, high, len(times), int(times["answered"].sum()))


def _half(open_: pd.Series) -> float:
    """The first day on which at most half is open; inf where more than half stays so."""
    reached = open_.index[open_.to_numpy() <= 0.5 + 1e-9]
    return float(reached[0]) if len(reached) else math.inf


def curve(times: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Share not yet answered per day: day, open, low, high; the steps of the Kaplan–Meier curve, from day 0."""
    if times.empty:
        return pd.DataFrame({name: pd.Series(dtype=float) for name in ("day", "open", "low", "high")})
    fitted = KaplanMeierFitter(alpha=1 - level).fit(times["duration"], times["answered"])
    limits = fitted.confidence_interval_survival_function_
    open_ = fitted.survival_function_.iloc[:, 0]
    return pd.DataFrame(
        {
            "day": open_.index,
            "open": open_.to_numpy(),
            "low": limits.iloc[:, 0].to_numpy(),
            "high": limits.iloc[:, 1].to_numpy(),
        }
    )


def faster(
    hand_overs: pd.DataFrame,
    since: pd.Timestamp,
    before: pd.Timestamp,
    until: pd.Timestamp,
    answer: str = "first_action_at",
) -> Faster:
    """Were hand-overs of [since, until) answered faster than those of [before, since)? Log-rank, two-sided at 5 %.

    Both periods are looked at for as long as the other was: what was handed over in the last period is judged by what
    was known at its own end, so that a quarter that just ended is not called slow. Fewer than five in one: too_few.
    Source: Mantel (1966), Cancer Chemotherapy Reports 50, 163–170.
    """
    handed = pd.to_datetime(hand_overs["handed_at"])
    now = lead_times(hand_overs[(handed >= since) & (handed < until)], until, answer)
    then = lead_times(hand_overs[(handed >= before) & (handed < since)], since, answer)
    medians = median(now), median(then)
    if min(len(now), len(then)) < FEWEST or not (now["answered"].any() or then["answered"].any()):
        return Faster("too_few", math.nan, *medians)
    test = logrank_test(now["duration"], then["duration"], now["answered"], then["answered"])
    p = float(test.p_value)
    if not p < 0.05:
        return Faster("no_difference", p, *medians)
    return Faster("faster" if _sooner(now, then) else "slower", p, *medians)


def _sooner(now: pd.DataFrame, then: pd.DataFrame) -> bool:
    """Whether more were answered now than the two periods together would have given: the sign of the log-rank test."""
    expected, both = 0.0, pd.concat([now, then])
    for day in np.unique(both.loc[both["answered"], "duration"]):
        at_risk = int((now["duration"] >= day).sum())
        events = int((both["answered"] & both["duration"].eq(day)).sum())
        expected += events * at_risk / int((both["duration"] >= day).sum())
    return float(now["answered"].sum()) > expected


def wilson(k: int, n: int, level: float = 0.95) -> Share:
    """k of n with Wilson's interval (1927, JASA 22, 209–212): 12 of 20 is 39 to 78 %."""
    if not n:
        return Share(k, n, math.nan, math.nan, math.nan)
    limits = binomtest(k, n).proportion_ci(level, method="wilson")
    return Share(k, n, k / n, float(limits.low), float(limits.high))


def shares(hand_overs: pd.DataFrame, until: pd.Timestamp) -> Mapping[str, Share]:
    """acknowledged and fed_back of all handed over by `until`; returned (or declined) of those with an outcome."""
    rows = hand_overs[pd.to_datetime(hand_overs["handed_at"]) <= until]
    seen = {name: int((pd.to_datetime(rows[f"{name}_at"]) <= until).sum()) for name in ("acknowledged", "fed_back")}
    decided = rows["outcome"].isin(["accepted", "declined", "returned", "done"])
    back = int(rows["outcome"].isin(["declined", "returned"]).sum())
    return {name: wilson(k, len(rows)) for name, k in seen.items()} | {"returned": wilson(back, int(decided.sum()))}


def unanswered(hand_overs: pd.DataFrame, until: pd.Timestamp, answer: str = "first_action_at") -> pd.DataFrame:
    """Past their norm on `until` without answer or end: all columns and days_over; longest first.

    due: the last day on which each is on time, NaT without a norm."""
    rows = hand_overs[pd.to_datetime(hand_overs["handed_at"]) <= until]
    rows = rows[~(pd.to_datetime(rows[answer]) <= until) & ~(pd.to_datetime(rows["closed_at"]) <= until)]
    late = rows[_overdue(rows, until, answer)]
    late = late.assign(days_over=(until.normalize() - late["due"]).dt.days)
    return late.sort_values(["days_over", "handed_at"], ascending=[False, True], ignore_index=True)


def overdue(hand_overs: pd.DataFrame, until: pd.Timestamp, answer: str = "first_action_at") -> Share:
    """Of the hand-overs whose norm ended before `until`: how many were not answered by their last day (due)."""
    rows = hand_overs[hand_overs["due"] < until.normalize()]
    return wilson(int(_overdue(rows, until, answer).sum()), len(rows))


def _overdue(rows: pd.DataFrame, until: pd.Timestamp, answer: str) -> NDArray[np.bool_]:
    # What was answered later was not known yet on that day.
    answered = pd.to_datetime(rows[answer])
    days = zip(_days(rows["due"]), _days(answered.where(answered <= until)), strict=True)
    return np.array([working_days.overdue(last, at, until.date()) for last, at in days], dtype=bool)


def _days(times: pd.Series) -> list[date | None]:
    return [None if pd.isna(time) else time.date() for time in pd.to_datetime(times)]
