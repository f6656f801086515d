"""For whom a page is, and from what on something is shown to them. Data, read from data/reference/recipients.csv."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass

from buurtbeeld.errors import AccessDenied
from buurtbeeld.methods.disclosure import Thresholds
from buurtbeeld.settings import ROOT
from buurtbeeld.text import _

FILE = ROOT / "data" / "reference" / "recipients.csv"


@dataclass(frozen=True)
class Recipient:
    """profile: a row of the list. name: which partner or organisation; covenant: whether one holds, for a partner."""

    profile: str
    name: str = ""
    covenant: bool = True

    @property
    def key(self) -> str:
        """What earlier exports are found by."""
        return f"{self.profile}:{self.name.strip().lower()}"

    @property
    def outside(self) -> bool:
        """Whether the page leaves the corporation."""
        return _rows()[self.profile]["outside"] == "true"

    @property
    def in_words(self) -> str:
        """The recipient as printed on the page."""
        words = {
            "internal": _("intern"),
            "partner": _("partner onder convenant"),
            "tenants": _("huurdersorganisatie"),
            "public": _("openbaar"),
        }
        return f"{self.name} ({words[self.profile]})" if self.name else words[self.profile]

    def thresholds(self) -> Thresholds:
        """From what on something is shown. Raises AccessDenied for a partner without a covenant."""
        if self.profile == "partner" and not self.covenant:
            raise AccessDenied("Expected a partner with a covenant, found one without. Choose the public profile.")
        row = _rows()[self.profile]
        return Thresholds(int(row["count"]), int(row["homes"]), int(row["answers"]), float(row["dominance"]))


def profiles() -> tuple[str, ...]:
    """The profiles there are, the widest first."""
    return tuple(_rows())


@functools.cache
def _rows() -> dict[str, dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["profile"]: row for row in csv.DictReader(file)}
