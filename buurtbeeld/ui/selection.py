"""What a visitor chose, as one value: it hashes, compares and goes into a URL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Selection:
    """since and until are first days of months, half-open: since <= month < until. theme 'all' means every theme."""

    since: date
    until: date
    theme: str = "all"
    kind: str = "all"
    level: str = "buurt"
    areas: tuple[str, ...] = ()
