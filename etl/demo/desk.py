"""The desk at which the demonstration's records are made. Knows no story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from buurtbeeld.register.store import Engine


@dataclass(frozen=True)
class Desk:
    """Where records are made: until whom dates run, chance, and the ids of partners by name."""

    engine: Engine
    until: date
    draw: np.random.Generator
    partners: dict[str, UUID]

    def ago(self, least: int, most: int) -> date:
        """A day so many days before the end."""
        return self.until - timedelta(int(self.draw.integers(least, most)))

    def pick(self, rows: Any) -> Any:
        """One of a few."""
        return rows[int(self.draw.integers(len(rows)))]

    def later(self, day: date, typical: float) -> date | None:
        """A day after this one, half the time within `typical` days; None when it lies after the end."""
        later = day + timedelta(int(np.ceil(typical * np.exp(self.draw.normal(0, 0.7)))))
        return later if later <= self.until else None
