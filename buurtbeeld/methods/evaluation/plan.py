"""What was agreed about an approach before anyone saw a result, as the methods need it. Estimates nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from buurtbeeld import codes

ERROR = 0.05
"""How often, over all days of judging, an approach that did nothing may be called helped, and how often worse."""


@dataclass(frozen=True)
class Plan:
    """area: area_id; start: first month; themes, measure: the cases that count; comparison, ring: areas to compare with
    and around; donors: areas a synthetic control may be mixed from, the comparison always among them; expected: the
    drop looked for, as a share; judged_after: the months after the start at which it is judged (none: as codes say)."""

    area: str
    start: date
    themes: tuple[str, ...] = ()
    measure: str = "facts_residents"
    comparison: tuple[str, ...] = ()
    ring: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    expected: float | None = None
    judged_after: tuple[int, ...] = ()

    @property
    def month(self) -> pd.Timestamp:
        """The first month, as frames have it."""
        return pd.Timestamp(self.start)

    @property
    def looks(self) -> tuple[int, ...]:
        """The months after the start at which it is judged, the first day first."""
        return self.judged_after or codes.JUDGED_AFTER

    def look(self, months: int) -> int:
        """The day of judging that counts when so many months after the start are known; 0 before the first."""
        return max((look for look in self.looks if look <= months), default=0)

    @property
    def level(self) -> float:
        """Of the interval at each day: 95 %, more from three days on, so that all days keep to ERROR (Bonferroni)."""
        return max(0.95, self.level_together)

    @property
    def level_together(self) -> float:
        """Of the interval of area and ring together, which is looked at from one side."""
        return 1 - 2 * ERROR / len(self.looks)
