"""What the register knows of an area, for the page to bring. Decides nothing about what may be said of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from buurtbeeld.access import Person
from buurtbeeld.register import reading
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.known_warnings import Known, all_known
from buurtbeeld.register.meetings import Commitment, Consultation
from buurtbeeld.register.partners import Partner
from buurtbeeld.register.records import Kept
from buurtbeeld.register.store import Engine


@dataclass(frozen=True)
class Records:
    """Records as they stand, and of the whole corporation the names of partners (id -> name) and the marks."""

    cases: tuple[Kept[Case], ...] = ()
    steps: tuple[Kept[Step], ...] = ()
    hand_overs: tuple[Kept[HandOver], ...] = ()
    consultations: tuple[Kept[Consultation], ...] = ()
    commitments: tuple[Kept[Commitment], ...] = ()
    approaches: tuple[Kept[Approach], ...] = ()
    initiatives: tuple[Kept[Initiative], ...] = ()
    known: tuple[Known, ...] = ()
    partners: Mapping[str, str] = field(default_factory=dict)

    def within(self, areas: Collection[str]) -> Records:
        """Those of these areas. Steps go with their case, commitments without an area with their meeting; a meeting
        or commitment about no area at all is on the page of none."""
        cases = tuple(one for one in self.cases if one.what.area_id in areas)
        met = tuple(one for one in self.consultations if one.what.area_id in areas)
        opened, held = {one.id for one in cases}, {one.id for one in met}
        return replace(
            self,
            cases=cases,
            consultations=met,
            steps=tuple(one for one in self.steps if one.what.case_id in opened),
            commitments=tuple(
                one
                for one in self.commitments
                if one.what.area_id in areas or (one.what.area_id is None and one.what.consultation_id in held)
            ),
            hand_overs=tuple(one for one in self.hand_overs if one.what.area_id in areas),
            approaches=tuple(one for one in self.approaches if one.what.area_id in areas),
            initiatives=tuple(one for one in self.initiatives if one.what.area_id in areas),
            known=tuple(mark for mark in self.known if mark.series.area_id in areas),
        )


def read(engine: Engine, *, by: Person) -> Records:
    """Everything that this reader may see, without what is confidential. Raises AccessDenied, RegisterUnavailable."""
    partners = reading.listed(engine, Partner, by=by, removed=True)
    return Records(
        reading.listed(engine, Case, by=by),
        reading.listed(engine, Step, by=by),
        reading.listed(engine, HandOver, by=by),
        reading.listed(engine, Consultation, by=by),
        reading.listed(engine, Commitment, by=by),
        reading.listed(engine, Approach, by=by),
        reading.listed(engine, Initiative, by=by),
        all_known(engine, by=by),
        {str(one.id): one.what.name for one in partners if one.what.name},
    )
