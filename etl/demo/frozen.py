"""Freezes the approaches of the made-up corporation with what its build proposes, so that their results can be seen."""

from __future__ import annotations

from pathlib import Path

from buurtbeeld.approaches import status as approaches_status
from buurtbeeld.evaluation import comparison as comparison_proposal
from buurtbeeld.register import approaches
from buurtbeeld.register.approaches import Approach, ApproachFreeze, Chosen
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from etl.demo import known
from etl.demo.records import DIRECTOR

LEFT = "Buurtbemiddeling Ophoven"
"""This one is left for the visitor to freeze."""


def freeze(engine: Engine, build: Path) -> int:
    """Freezes what the known truths name and nobody froze yet; gives how many. Who froze one before is left alone."""
    found = approaches_status.tracked(
        listed(engine, Approach, by=DIRECTOR), listed(engine, ApproachFreeze, by=DIRECTOR)
    )
    running = approaches_status.running(found)
    ours = {one.name for one in known.APPROACHES} - {LEFT}
    waiting = [one.approach for one in found if one.last is None and one.approach.what.name in ours]
    for approach in waiting:
        offer = comparison_proposal.proposed(build, approaches_status.plan(approach.what), str(approach.id), running)
        chosen = Chosen(offer.comparison, offer.ring, offer.donors)
        approaches.freeze_approach(engine, approach.id, chosen, seen=approach.version, by=DIRECTOR)
    return len(waiting)
