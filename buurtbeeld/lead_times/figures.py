"""Hand-overs made ready for the methods: how long each partner takes, open ones included. Says no sentence."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from buurtbeeld import working_days
from buurtbeeld.methods import survival
from buurtbeeld.methods.survival import Faster, Median, Share
from buurtbeeld.register import deadlines
from buurtbeeld.register.hand_overs import DAYS, HandOver
from buurtbeeld.register.records import Entry

FEWEST = survival.FEWEST
"""Hand-overs below which a partner gets no median."""
MONTHS = 3
"""A quarter is the last three months, so that it is as long on the first day of a calendar quarter as on its last."""
_KEPT = ("area_id", "theme", *DAYS, "outcome", "norm_days", "norm_kind", "confidential")


@dataclass(frozen=True)
class LeadTimes:
    """How one partner takes matters up (or all together).

    hand_overs: their rows. median: days to the answer asked for. late: those past their norm, of those whose norm has
    ended. shares: acknowledged, fed_back, returned. faster: the last three months against the three before. waiting:
    what is past its norm without an answer, with due and days_over, longest first. open: not closed.
    """

    hand_overs: pd.DataFrame
    median: Median
    late: Share
    shares: Mapping[str, Share]
    faster: Faster
    waiting: pd.DataFrame
    open: int


@dataclass(frozen=True)
class Everybody:
    """All hand-overs together, and every partner by its id."""

    together: LeadTimes
    partners: Mapping[str, LeadTimes]


def rows(hand_overs: Iterable[Entry[HandOver]], areas: frozenset[str] = frozenset()) -> tuple[tuple[object, ...], ...]:
    """A row per hand-over in these areas (none: everywhere) as `frame` takes them. No text that people typed."""
    return tuple(
        (
            str(hand_over.what.partner_id),
            deadlines.answered(hand_over.what),
            *(getattr(hand_over.what, name) for name in _KEPT),
        )
        for hand_over in hand_overs
        if not areas or hand_over.what.area_id in areas
    )


@functools.lru_cache(maxsize=16)
def everybody(hand_overs: tuple[tuple[object, ...], ...], answer: str, today: date) -> Everybody:
    """How long all take, and each; kept while the register holds the same. answer: one of wording.answers(). Whoever
    changes a frame of it makes a copy first."""
    table = frame(hand_overs)
    return Everybody(of(table, answer, today), partners(table, answer, today))


def frame(hand_overs: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    """One row per hand-over: partner (its id), answered_at, theme, area_id, the days, outcome, norm, confidential, and
    due: the last day of its norm, NaT without one."""
    rows = pd.DataFrame(list(hand_overs), columns=["partner", "answered_at", *_KEPT])
    norms = zip(rows["handed_at"], rows["norm_days"].astype(object), rows["norm_kind"], strict=True)
    due = [working_days.deadline(since, None if pd.isna(days) else int(days), kind) for since, days, kind in norms]
    times = {name: pd.to_datetime(rows[name]) for name in ("answered_at", *DAYS)}
    return rows.assign(due=pd.to_datetime(pd.Series(due, dtype=object)), **times)


def of(hand_overs: pd.DataFrame, answer: str, today: date) -> LeadTimes:
    """How the partner (or all) of these rows takes matters up, as known at the end of today."""
    until = pd.Timestamp(today)
    since = until - pd.DateOffset(months=MONTHS)
    before = since - pd.DateOffset(months=MONTHS)
    return LeadTimes(
        hand_overs=hand_overs,
        median=survival.median(survival.lead_times(hand_overs, until, answer)),
        late=survival.overdue(hand_overs, until, "answered_at"),
        shares=survival.shares(hand_overs, until),
        faster=survival.faster(hand_overs, since, before, until, answer),
        waiting=survival.unanswered(hand_overs, until, "answered_at"),
        open=int((~(hand_overs["closed_at"] <= until)).sum()),
    )


def partners(hand_overs: pd.DataFrame, answer: str, today: date) -> dict[str, LeadTimes]:
    """Every partner by its id: slowest first, those with too few hand-overs last. Faster and slower hold for all of
    them together."""
    times = {str(partner): of(rows, answer, today) for partner, rows in hand_overs.groupby("partner")}
    return dict(sorted(_strict(times).items(), key=_slowest))


def _strict(times: dict[str, LeadTimes]) -> dict[str, LeadTimes]:
    """With many partners, one in twenty would seem faster or slower by chance: their number narrows what passes for
    clear (Bonferroni)."""
    tested = sum(not math.isnan(partner.faster.p) for partner in times.values())
    return {
        key: replace(partner, faster=partner.faster._replace(word="no_difference"))
        if partner.faster.p * tested >= 0.05
        else partner
        for key, partner in times.items()
    }


def _slowest(pair: tuple[str, LeadTimes]) -> tuple[bool, float, int, str]:
    partner, paced = pair
    few, days = paced.median.n < FEWEST, paced.median.median
    return few, -math.inf if few or math.isnan(days) else -days, -paced.median.n, partner


def curves(partner: pd.DataFrame, others: pd.DataFrame, answer: str, today: date) -> pd.DataFrame:
    """Share still waiting per day: day, open, low, high, of `one` and of the `others` together (column who)."""
    until = pd.Timestamp(today)
    parts = [
        survival.curve(survival.lead_times(rows, until, answer)).assign(who=who)
        for who, rows in (("others", others), ("partner", partner))
        if len(rows)
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["day", "open", "low", "high", "who"])


def norm(hand_overs: pd.DataFrame) -> tuple[int, str] | None:
    """The norm that held for most of these hand-overs, as days and kind of day; None where none was agreed."""
    agreed = hand_overs.dropna(subset=["norm_days"])
    if agreed.empty:
        return None
    days, kind = agreed.groupby(["norm_days", "norm_kind"]).size().idxmax()
    return int(days), str(kind)
