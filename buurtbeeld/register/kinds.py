"""Every kind of record in one list: importing this module makes all their tables known. Adds none itself."""

from __future__ import annotations

from collections.abc import Mapping

from buurtbeeld.register import (
    approaches,
    cases,
    focus,
    goals,
    handing_over,
    initiatives,
    known,
    mediation,
    meetings,
    notes,
    observing,
    overriding,
    partners,
    placements,
    recognising,
    records,
)

MODULES = (
    observing, cases, handing_over, partners, meetings, initiatives, mediation, approaches, focus, overriding, notes,
    goals, placements, known, recognising,
)  # fmt: skip
KINDS: Mapping[str, type[records.Record]] = records.KINDS
"""Kind of record by the name of its table."""
