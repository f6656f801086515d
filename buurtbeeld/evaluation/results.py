"""What every frozen approach came to, by build and by what was frozen. Proposes no comparison and draws nothing."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from buurtbeeld.approaches.plan import Running
from buurtbeeld.evaluation import case_counts
from buurtbeeld.evaluation.case_counts import Evidence
from buurtbeeld.methods.evaluation import combined as evaluation_combined
from buurtbeeld.methods.evaluation import comparison_areas
from buurtbeeld.methods.evaluation import validity as evaluation_validity
from buurtbeeld.methods.evaluation.combined import Evaluation, Power
from buurtbeeld.methods.evaluation.difference_in_differences import FEWEST_AREAS, FEWEST_MONTHS
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.methods.evaluation.validity import Conditions
from buurtbeeld.methods.evaluation.verdict import CANNOT_TELL, Line, Verdict

LOOKED_BACK = 48
"""Months before the start in which another approach, a new border or a change in reporting counts as a condition."""
NOT_FROZEN, ALTERED = "not_frozen", "altered"
"""Why an approach that ended has no verdict at all: nobody froze its plan, or that is no longer what was frozen."""


@dataclass(frozen=True)
class ApproachEffect:
    """The result of one approach. months: of the area, what it was compared with and the ring: area_id, month, cases,
    homes. comparison, ring: those that were used; sources: those that were counted; until: first day after the last
    month that was looked at. Frames are shared: who changes one makes a copy first."""

    plan: Plan
    result: Evaluation
    months: pd.DataFrame
    comparison: tuple[str, ...]
    ring: tuple[str, ...]
    sources: tuple[str, ...]
    until: pd.Timestamp

    @property
    def homes(self) -> float:
        """Homes let in the area in the last month that was looked at; 0 where none is known."""
        own = self.months.loc[self.months["area_id"].eq(self.plan.area), "homes"]
        return float(own.iloc[-1]) if len(own) else 0.0

    @property
    def deciding(self) -> Line | None:
        """The line of the method that decided, with the change as a share and its interval; None where none did."""
        return next((line for line in self.result.lines if line.method == self.result.verdict.reasons[-1]), None)


@functools.lru_cache(maxsize=512)
def evaluate(build: Path, plan: Plan, approach: str, running: tuple[Running, ...]) -> ApproachEffect:
    """The result of a frozen plan by the figures of one build; kept, because neither changes any more.

    approach: its id among `running`, which holds every approach that the register knows. Raises WarehouseError.
    """
    evidence = case_counts.evidence(build, plan, sealed=False)
    held = _conditions(build, plan, approach, running, evidence)
    used = [plan.area, *held.comparison, *held.ring, *held.donors]
    months = evidence.months[evidence.months["area_id"].isin(used)]
    evaluation = evaluation_combined.evaluate(months, _usable(plan, held), _problems(plan, held, months))
    if "area_gone" in evaluation.verdict.reasons:
        evaluation = _only(evaluation, "area_gone")
    shown = months[months["area_id"].isin([plan.area, *held.comparison, *held.ring])].reset_index(drop=True)
    return ApproachEffect(plan, evaluation, shown, held.comparison, held.ring, evidence.sources, evidence.period.until)


@functools.lru_cache(maxsize=64)
def specifications(build: Path, plan: Plan, approach: str, running: tuple[Running, ...]) -> pd.DataFrame:
    """What every other reasonable comparison would have said at the same day of judging; kept as `evaluate` is. Shared:
    nobody changes it. Raises WarehouseError."""
    evidence = case_counts.evidence(build, plan, sealed=False)
    held = _conditions(build, plan, approach, running, evidence)
    effect = evaluate(build, plan, approach, running).result
    return evaluation_combined.specifications(evidence.months, _usable(plan, held), effect)


@functools.lru_cache(maxsize=512)
def power(build: Path, plan: Plan, approach: str, running: tuple[Running, ...]) -> Power:
    """What would be seen, said before any result: no case after the start is asked. Raises WarehouseError."""
    evidence = case_counts.evidence(build, plan, sealed=True)
    held = _conditions(build, plan, approach, running, evidence)
    return evaluation_combined.power(evidence.months, _usable(plan, held))


def _conditions(build: Path, plan: Plan, approach: str, running: tuple[Running, ...], evidence: Evidence) -> Conditions:
    build_ground = case_counts.ground(build)
    reporting = build_ground.reporting[build_ground.reporting["source"].isin(evidence.sources)]
    others = case_counts.others(running, approach)
    # Years further back carry the trend; what happened in them stands in no verdict's way.
    since = max(evidence.period.since, plan.month - pd.DateOffset(months=LOOKED_BACK))
    period = evidence.period._replace(since=since)
    return evaluation_validity.conditions(
        plan, period, others, evidence.areas, build_ground.inside, build_ground.links, reporting
    )


def _usable(plan: Plan, held: Conditions) -> Plan:
    return replace(plan, comparison=held.comparison, ring=held.ring, donors=held.donors)


def _problems(plan: Plan, held: Conditions, months: pd.DataFrame) -> set[str]:
    """The conditions, and whether the comparison stood equally high: without enough history nothing makes up for it."""
    start = pd.Timestamp(plan.start)
    _features, before = comparison_areas.features(months, pd.Series(dtype=float), start)
    pooled = before.reindex(list(held.comparison)).sum()
    own = before.loc[plan.area] if plan.area in before.index else pd.Series({"cases": 0.0, "homes": 0.0})
    problems = {*held.problems, *(["few_comparisons"] if 0 < len(held.comparison) < FEWEST_AREAS else [])}
    if not (own["cases"] and own["homes"] and pooled["homes"]):
        return problems
    ratio = (pooled["cases"] / pooled["homes"]) / (own["cases"] / own["homes"])
    if 1 / comparison_areas.EQUALLY_HIGH <= ratio <= comparison_areas.EQUALLY_HIGH:
        return problems
    months_before = months.loc[months["area_id"].eq(plan.area) & months["month"].lt(start), "month"].nunique()
    return {*problems, "unequal_level" if months_before >= FEWEST_MONTHS else "not_equally_high"}


def _only(evaluation: Evaluation, code: str) -> Evaluation:
    """The evaluation with one reason: the others follow from it."""
    return replace(evaluation, verdict=Verdict(CANNOT_TELL, (code,), evaluation.verdict.warnings))
