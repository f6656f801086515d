"""Every kind of record in one list: importing this module makes all their tables known. Adds none itself."""

from __future__ import annotations

from collections.abc import Mapping

from buurtbeeld.register import (
    approaches,
    cases,
    focus_areas,
    goals,
    hand_overs,
    initiatives,
    known_warnings,
    mark_overrides,
    mediations,
    meetings,
    notes,
    observations,
    partners,
    placements,
    recognitions,
    records,
)

MODULES = (
    observations, cases, hand_overs, partners, meetings, initiatives, mediations, approaches, focus_areas,
    mark_overrides, notes, goals, placements, known_warnings, recognitions,
)  # fmt: skip
KINDS: Mapping[str, type[records.Record]] = records.KINDS
"""Kind of record by the name of its table."""
