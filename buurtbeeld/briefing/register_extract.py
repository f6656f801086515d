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
from buurtbeeld.register.known_warnings import Mark, all_known
from buurtbeeld.register.meetings import Commitment, Consultation
from buurtbeeld.register.partners import Partner
from buurtbeeld.register.records import Entry
from buurtbeeld.register.store import Engine


@dataclass(frozen=True)
class Records:
    """Records as they stand, and of the whole corporation the names of partners (id -> name) and the marks."""

    cases: tuple[Entry[Case], ...] = ()
    steps: tuple[Entry[Step], ...] = ()
    hand_overs: tuple[Entry[HandOver], ...] = ()
    consultations: tuple[Entry[Consultation], ...] = ()
    commitments: tuple[Entry[Commitment], ...] = ()
    approaches: tuple[Entry[Approach], ...] = ()
    initiatives: tuple[Entry[Initiative], ...] = ()
    known_warnings: tuple[Mark, ...] = ()
    partners: Mapping[str, str] = field(default_factory=dict)

    def within(self, areas: Collection[str]) -> Records:
        """Those of these areas. Steps go with their case, commitments without an area with their meeting; a meeting
        or commitment about no area at all is on the page of none."""
        cases = tuple(record for record in self.cases if record.what.area_id in areas)
        met = tuple(record for record in self.consultations if record.what.area_id in areas)
        opened, held = {record.id for record in cases}, {record.id for record in met}
        return replace(
            self,
            cases=cases,
            consultations=met,
            steps=tuple(record for record in self.steps if record.what.case_id in opened),
            commitments=tuple(
                record
                for record in self.commitments
                if record.what.area_id in areas or (record.what.area_id is None and record.what.consultation_id in held)
            ),
            hand_overs=tuple(record for record in self.hand_overs if record.what.area_id in areas),
            approaches=tuple(record for record in self.approaches if record.what.area_id in areas),
            initiatives=tuple(record for record in self.initiatives if record.what.area_id in areas),
            known_warnings=tuple(mark for mark in self.known_warnings if mark.series.area_id in areas),
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
        {str(partner.id): partner.what.name for partner in partners if partner.what.name},
    )
