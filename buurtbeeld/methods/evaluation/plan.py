"""What was agreed about an approach before anyone saw a result, as the methods need it. Estimates nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class Plan:
    """area: area_id; start: first month; themes, measure: the cases that count; comparison, ring: areas to compare with
    and around; donors: areas a synthetic control may be mixed from, the comparison always among them; expected: the
    drop looked for, as a share."""

    area: str
    start: date
    themes: tuple[str, ...] = ()
    measure: str = "facts_residents"
    comparison: tuple[str, ...] = ()
    ring: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    expected: float | None = None

    @property
    def month(self) -> pd.Timestamp:
        """The first month, as frames have it."""
        return pd.Timestamp(self.start)
