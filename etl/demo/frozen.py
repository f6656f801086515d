"""Freezes the approaches of the made-up corporation with what its build proposes, so that their results can be seen."""

from __future__ import annotations

from pathlib import Path

from buurtbeeld.approaches import status as approaches_status
from buurtbeeld.evaluation import comparison as comparison_proposal
from buurtbeeld.register import approaches
from buurtbeeld.register.approaches import Approach, ApproachFreeze, Chosen
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from etl.demo import scenario
from etl.demo.records import DIRECTOR

LEFT = "Buurtbemiddeling Ophoven"
"""This one is left for the visitor to freeze."""


def freeze(engine: Engine, build: Path) -> int:
    """Freezes the approaches of the scenario that nobody froze yet, and gives how many."""
    standing = approaches_status.histories(
        listed(engine, Approach, by=DIRECTOR), listed(engine, ApproachFreeze, by=DIRECTOR)
    )
    running = approaches_status.running(standing)
    ours = {intervention.name for intervention in scenario.APPROACHES} - {LEFT}
    waiting = [status.approach for status in standing if status.last is None and status.approach.what.name in ours]
    for approach in waiting:
        offer = comparison_proposal.propose(build, approaches_status.plan(approach.what), str(approach.id), running)
        chosen = Chosen(offer.comparison, offer.ring, offer.donors)
        approaches.freeze_approach(engine, approach.id, chosen, seen=approach.version, by=DIRECTOR)
    return len(waiting)
