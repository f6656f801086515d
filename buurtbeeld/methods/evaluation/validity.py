"""What stands in the way of a verdict on an approach? Records in, codes out; looks at no result."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import pandas as pd

from buurtbeeld.methods import similarity
from buurtbeeld.methods.evaluation.plan import Plan

MERGED = 0.95
"""A redrawn area of which at least this share went to one other can be followed."""

REPORTING = ("stop", "jump", "recode", "channel")
"""Findings about how people report that can look like an effect."""

WARNINGS = {
    "comparison_treated": "a comparison area had an approach of its own in these months, and was left out",
    "comparison_gone": "a frozen comparison area is no longer there; the others were used",
    "ring_gone": "a frozen area of the ring is no longer there; the others were used",
    "neighbour_treated": "an area of the ring had an approach of its own in these months",
    "reporting_changed": "the way people report, or a delivery, changed in these months",
    "few_comparisons": "fewer than three areas: how areas drift apart by themselves cannot be estimated",
    "unequal_level": "the comparison did not stand equally high before; 24 months or more carry the answer",
    "no_ring": "no area around it with cases: whether it moved there cannot be seen",
    "rests_on_one_area": "without one of the comparison areas the answer would be another",
}
"""Codes of what does not block a verdict, beside those of effects.BLOCKING."""


class Conditions(NamedTuple):
    """problems: codes of effects.BLOCKING and WARNINGS, sorted. comparison, ring, donors: frozen areas to be used."""

    problems: tuple[str, ...]
    comparison: tuple[str, ...]
    ring: tuple[str, ...]
    donors: tuple[str, ...] = ()


class Period(NamedTuple):
    """The months compared, before and after the start: the first day, and the first day after them."""

    since: pd.Timestamp
    until: pd.Timestamp


def treated(others: pd.DataFrame, period: Period, area_inside: pd.DataFrame) -> set[str]:
    """Areas that share ground with another approach at work in the months compared; columns as in `conditions`."""
    return {name for area in _running(others, period)["area"] for name in similarity.related(area, area_inside)}


def conditions(
    plan: Plan,
    period: Period,
    others: pd.DataFrame,
    areas: pd.DataFrame,
    area_inside: pd.DataFrame,
    area_link: pd.DataFrame,
    reporting: pd.DataFrame,
) -> Conditions:
    """Codes of what stands in the way; the areas that remain.

    others: area, start, end (empty: goes on) of every other approach. areas: area_id, valid_from, valid_to.
    area_inside: area_id, inside. area_link: from_area, to_area, share. reporting: area_id, kind, since, until, of the
    sources that are counted.
    """
    elsewhere = treated(others, period, area_inside)
    here = similarity.related(plan.area, area_inside)
    present = _present(areas, area_link, period)
    left, donors = (
        tuple(name for name in names if name in present and name not in elsewhere)
        for names in (plan.comparison, plan.donors)
    )
    around = tuple(name for name in plan.ring if name in present)
    gone = plan.area not in set(areas["area_id"])
    problems = {
        "area_gone": gone,
        "overlaps": bool(here & set(_running(others, period)["area"])),
        "redrawn": plan.area not in present and not gone,
        "comparison_treated": bool(set(plan.comparison) & elsewhere),
        "comparison_gone": any(name not in present for name in plan.comparison),
        "ring_gone": len(around) < len(plan.ring),
        "neighbour_treated": bool(set(around) & elsewhere),
        "no_comparison": not left,
        "reporting_changed": _reporting_changed(reporting, {plan.area, *left}, period),
    }
    return Conditions(tuple(sorted(code for code, holds in problems.items() if holds)), left, around, donors)


def _running(approaches: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Approaches at work in the months compared: half-open on the day."""
    ended = pd.to_datetime(approaches["end"])
    return approaches[(pd.to_datetime(approaches["start"]) < period.until) & (ended.isna() | (ended > period.since))]


def _present(areas: pd.DataFrame, area_link: pd.DataFrame, period: Period) -> Collection[str]:
    """Areas that exist throughout, or whose ground went to, or came from, one other nearly whole."""
    begun, ended = pd.to_datetime(areas["valid_from"]), pd.to_datetime(areas["valid_to"])
    throughout = (begun.isna() | (begun <= period.since)) & (ended.isna() | (ended >= period.until))
    whole = set(areas.loc[throughout, "area_id"])
    links = area_link[area_link["share"].ge(MERGED)]
    partly = set(areas["area_id"]) - whole
    return whole | (partly & (set(links["from_area"]) | set(links["to_area"])))


def _reporting_changed(reporting: pd.DataFrame, areas: Collection[str], period: Period) -> bool:
    """A finding of one of these areas, or of a source as a whole (no area), that touches the months compared."""
    rows = reporting[
        reporting["kind"].isin(REPORTING) & (reporting["area_id"].isin(areas) | reporting["area_id"].isna())
    ]
    began, ended = pd.to_datetime(rows["since"]), pd.to_datetime(rows["until"])
    return bool(((began < period.until) & (ended.isna() | (ended > period.since))).any())
