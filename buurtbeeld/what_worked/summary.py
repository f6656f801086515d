"""Closed approaches and initiatives that are done, as cards, and what each kind came to. Says no sentence."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from buurtbeeld import codes
from buurtbeeld.approaches import status as approaches_status
from buurtbeeld.approaches.plan import Running
from buurtbeeld.approaches.status import ApproachHistory
from buurtbeeld.evaluation.results import ALTERED, NOT_FROZEN, ApproachEffect
from buurtbeeld.methods.evaluation import combined as evaluation_combined
from buurtbeeld.methods.evaluation import meta_analysis
from buurtbeeld.methods.evaluation.meta_analysis import IdeaComparison
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.methods.evaluation.verdict import BLOCKING
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.records import Entry

APPROACH, INITIATIVE = "approach", "initiative"
MONTHS = 12
"""So many months before and after an initiative are looked at: whole years, so that the season is in both."""

Judge = Callable[[Plan, str, tuple[Running, ...]], ApproachEffect]


@dataclass(frozen=True)
class Card:
    """One closed approach or one initiative that is done.

    sort: approach or initiative; kind: of the approach, or whose idea; themes: aimed at (none: everything). since,
    until: its days. label: helped, no_sign, worse, cannot_tell, not_frozen, altered (the frozen plan); empty for an
    initiative. effect: the result where there is one. ratio, se: of the model of months (NaN where it cannot be told),
    for what is pooled.
    """

    sort: str
    id: str
    area_id: str
    kind: str
    name: str | None
    themes: tuple[str, ...]
    since: date
    until: date
    label: str
    text: str | None
    effect: ApproachEffect | None
    ratio: float
    se: float

    @property
    def level(self) -> str:
        """The kind of area: street, complex, buurt …"""
        return self.area_id.partition(":")[0]


def approaches(histories: Sequence[ApproachHistory], judge: Judge, today: date) -> list[Card]:
    """The approaches that ended, the last first; judged by the version that counts, unless all are altered.
    Null results included."""
    others = approaches_status.running(histories)
    cards = []
    for history in (
        history for history in histories if approaches_status.stage(history.approach.what, today) == "ended"
    ):
        plan = history.frozen_plan
        effect = judge(plan, str(history.approach.id), others) if plan else None
        cards.append(_approach(history.approach, effect, ALTERED if history.altered else NOT_FROZEN))
    return sorted(cards, key=lambda card: (card.until, card.id), reverse=True)


def _approach(approach: Entry[Approach], effect: ApproachEffect | None, otherwise: str) -> Card:
    """otherwise: the label of one without a result."""
    what, did = approach.what, effect.result.did if effect else None
    blocked = effect is None or bool(set(effect.result.verdict.reasons) & BLOCKING.keys())
    ratio, se = (math.nan, math.nan) if blocked or did is None else (did.ratio, did.se)
    return Card(
        sort=APPROACH,
        id=str(approach.id),
        area_id=what.area_id,
        kind=what.kind,
        name=what.name,
        themes=what.themes,
        since=what.starts_at,
        until=what.ends_at or date.max,
        label=effect.result.verdict.label if effect else otherwise,
        text=what.mechanism,
        effect=effect,
        ratio=ratio,
        se=se,
    )


def initiatives(records: Iterable[Entry[Initiative]]) -> list[Card]:
    """The initiatives that are done, the last first. None has a verdict: one bench tells nothing."""
    cards = [_initiative(initiative, initiative.what.done_at) for initiative in records if initiative.what.done_at]
    return sorted(cards, key=lambda card: (card.until, card.id), reverse=True)


def _initiative(initiative: Entry[Initiative], done: date) -> Card:
    what = initiative.what
    return Card(
        sort=INITIATIVE,
        id=str(initiative.id),
        area_id=what.area_id,
        kind=what.idea_by,
        name=what.title,
        themes=(),
        since=what.proposed_at,
        until=done,
        label="",
        text=what.look_back or what.result,
        effect=None,
        ratio=math.nan,
        se=math.nan,
    )


def chosen(cards: Iterable[Card], sort: str, theme: str, level: str) -> list[Card]:
    """The cards of a sort, a theme and a kind of area; ALL for any. An approach that aims at everything is of every
    theme; an initiative is of none."""
    return [
        card
        for card in cards
        if sort in (codes.ALL, card.sort)
        and level in (codes.ALL, card.level)
        and (theme == codes.ALL or theme in card.themes or (card.sort == APPROACH and not card.themes))
    ]


def pooled(cards: Iterable[Card]) -> pd.DataFrame:
    """What each kind of approach came to together: rows of `pooling.per_kind`, from five on, and closed: how many
    of that kind ended, with or without a figure."""
    of = [card for card in cards if card.sort == APPROACH]
    rows = pd.DataFrame([(card.kind, card.ratio, card.se) for card in of], columns=["kind", "ratio", "se"])
    closed = rows["kind"].value_counts()
    kinds = meta_analysis.per_kind(rows)
    return kinds.assign(closed=kinds["kind"].map(closed).astype(int))


def windows(cards: Iterable[Card]) -> pd.DataFrame:
    """Per initiative where and when to look: idea_by, area_id, start (the month in which it was done). One place counts
    once per whose idea it was, by the first."""
    of = sorted((card for card in cards if card.sort == INITIATIVE), key=lambda card: (card.until, card.id))
    rows = [(card.kind, card.area_id, pd.Timestamp(card.until).replace(day=1)) for card in of]
    return pd.DataFrame(rows, columns=["idea_by", "area_id", "start"]).drop_duplicates(["idea_by", "area_id"])


def compare_ideas(places: pd.DataFrame, months: pd.DataFrame) -> IdeaComparison:
    """Residents' ideas against staff's: cases around them in the year before and after, against the rest of the level.

    places: as `windows` gives them. months: of the query cases_around: area_id, month, cases, others. A place whose two
    years are not known whole is left out. The month in which it was done counts in neither year.
    """
    dated = months.assign(month=pd.to_datetime(months["month"]))
    rows = [_around(place, dated[dated["area_id"] == place.area_id]) for place in places.itertuples(index=False)]
    whole = [row for row in rows if row is not None]
    frame = pd.DataFrame(whole, columns=["idea_by", "before", "after", "expected"])
    grid = dated.pivot_table(index="area_id", columns="month", values="cases", aggfunc="sum")
    return meta_analysis.compare_ideas(
        frame, dispersion=evaluation_combined.scatter(grid.to_numpy(dtype=float)) if len(grid) else 1.0
    )


def _around(place: tuple, months: pd.DataFrame) -> tuple[str, float, float, float] | None:
    idea_by, _area, start = place
    span = pd.DateOffset(months=MONTHS)
    before = months[(months["month"] >= start - span) & (months["month"] < start)]
    later = start + pd.DateOffset(months=1)
    after = months[(months["month"] >= later) & (months["month"] < later + span)]
    if len(before) < MONTHS or len(after) < MONTHS or not before["others"].sum():
        return None
    trend = float(after["others"].sum() / before["others"].sum())
    return idea_by, float(before["cases"].sum()), float(after["cases"].sum()), float(before["cases"].sum() * trend)


def counts(cards: Iterable[Card]) -> Mapping[str, int]:
    """How many cards of each label and sort."""
    numbers: dict[str, int] = {}
    for card in cards:
        for key in (card.sort, card.label):
            numbers[key] = numbers.get(key, 0) + 1
    return numbers
