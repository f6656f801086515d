"""What an approach's figures rest on: the cases per month of its area and of those of its level. Judges nothing."""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from buurtbeeld import codes
from buurtbeeld.approaches.plan import MEASURES, Running
from buurtbeeld.methods.evaluation import combined as evaluation_combined
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.methods.evaluation.validity import Period
from buurtbeeld.methods.scores.inputs import steady_sources
from buurtbeeld.warehouse import ask

LONG_BEFORE = 24


@dataclass(frozen=True)
class Evidence:
    """months: area_id, month, cases, homes, as evaluation.monthly gives them. areas: rows of approach_areas.

    sources: counted; period: what is looked at.
    """

    months: pd.DataFrame
    areas: pd.DataFrame
    sources: tuple[str, ...]
    period: Period


@dataclass(frozen=True)
class Ground:
    """What lies in what, what went on as what, and how reporting changed: as validity.conditions wants them."""

    inside: pd.DataFrame
    links: pd.DataFrame
    reporting: pd.DataFrame
    first: pd.Timestamp
    until: pd.Timestamp


def level_of(area: str) -> str:
    """The level of the areas that this one is compared with; of a focus area streets: there are few others."""
    level = area.partition(":")[0]
    return "street" if level == "focus" else level


@functools.lru_cache(maxsize=2)
def ground(build: Path) -> Ground:
    """Of a build; shared by all who ask, so nobody changes it."""
    made = ask(build, "build").iloc[0]
    inside, links, reporting = (ask(build, name) for name in ("inside_pairs", "area_links", "reporting_periods"))
    return Ground(inside, links, reporting, pd.Timestamp(made["first_month"]), pd.Timestamp(made["until_month"]))


def evidence(build: Path, plan: Plan, *, sealed: bool) -> Evidence:
    """The cases per month of the area and of every area of its level. sealed: no case after the start is asked for;
    those months stand there as zeros, so that it is known how many there are. Shared: nobody changes it."""
    return cases_of(build, Plan(plan.area, plan.start, plan.themes, plan.measure), sealed)


@functools.lru_cache(maxsize=16)
def cases_of(build: Path, plan: Plan, sealed: bool) -> Evidence:
    """As evidence, of a plan without what was chosen to compare with: that plays no part here, so a visitor who tries
    another choice waits for nothing."""
    start, delivered = plan.month, ground(build)
    since = max(start - pd.DateOffset(months=evaluation_combined.MOST_BEFORE), delivered.first)
    until = min(start + pd.DateOffset(months=evaluation_combined.MOST_AFTER), delivered.until)
    among: dict[str, Any] = {"area": plan.area, "level": level_of(plan.area)}
    areas = ask(build, "approach_areas", until=plan.start, **among)
    kinds = "|".join(MEASURES[plan.measure])
    period: dict[str, Any] = {"since": since.date(), "until": until.date()}
    sources, months = _steady(ask(build, "source_months", kinds=kinds, **period), since, until, start)
    homes = _homes(build, among["level"], plan.area if plan.area.startswith("focus:") else "")
    asked = period | ({"until": min(until, start).date()} if sealed else {})
    cases = ask(build, "approach_cases", themes="|".join(plan.themes), kinds=kinds, **among, **asked)
    counted = cases[(cases["kind"] + " " + cases["source"]).isin(sources)]
    named = tuple(sorted({name.partition(" ")[2] for name in sources}))
    rows = evaluation_combined.monthly(counted, homes, months, list(areas["area_id"]))
    return Evidence(rows, areas, named, Period(since, until))


@functools.lru_cache(maxsize=4)
def _homes(build: Path, level: str, area: str) -> pd.DataFrame:
    """Homes per area and month of a level over all time, and of one area beside it: the same for every plan."""
    delivered = ground(build)
    period: dict[str, Any] = {"since": delivered.first.date(), "until": delivered.until.date()}
    return ask(build, "approach_homes", level=level, area=area, **period)


def _steady(
    deliveries: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp, start: pd.Timestamp
) -> tuple[Collection[str], list[pd.Timestamp]]:
    """Sources, each as its kind and name, that delivered from well before the start to the end, and in which months."""
    months = pd.date_range(since, until, freq="MS", inclusive="left")
    if deliveries.empty or not len(months):
        return (), []
    named = deliveries.assign(source=deliveries["kind"] + " " + deliveries["source"])
    early = int(np.searchsorted(months, start)) - LONG_BEFORE
    sources, whole = steady_sources(named, months, early, codes.FEWEST_MONTHS)
    return sources, list(months[whole])


def others(running: Collection[Running], approach: str) -> pd.DataFrame:
    """Every approach but this one, as validity.conditions wants them; an approach ends on the day after its last."""
    rows = pd.DataFrame([each for each in running if each.approach != approach], columns=Running._fields)
    return rows.assign(end=pd.to_datetime(rows["end"]) + pd.Timedelta(days=1))
