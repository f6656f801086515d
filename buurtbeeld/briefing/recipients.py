"""For whom a page is, and from what on something is shown to them. Data, read from data/reference/recipients.csv."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from buurtbeeld.errors import AccessDenied
from buurtbeeld.methods.disclosure.control import Thresholds
from buurtbeeld.register.partners import Partner
from buurtbeeld.register.records import Entry
from buurtbeeld.settings import ROOT
from buurtbeeld.text import _

FILE = ROOT / "data" / "reference" / "recipients.csv"


TENANTS = "tenants_organisation"
"""The kind of partner that the profile tenants is for; the profile partner is for all others."""


@dataclass(frozen=True)
class Recipient:
    """profile: a row of the list. name: which partner; partner: its id in the register; covenant: whether one holds."""

    profile: str
    name: str = ""
    covenant: bool = True
    partner: str = ""

    @property
    def key(self) -> str:
        """What exports are logged under: the partner itself, whatever it is called by then."""
        return f"{self.profile}:{self.partner or self.name.strip().lower()}"

    @property
    def outside(self) -> bool:
        """Whether the page leaves the corporation."""
        return self.profile in outside()

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


def outside() -> tuple[str, ...]:
    """The profiles whose pages leave the corporation."""
    return tuple(name for name, row in _rows().items() if row["outside"] == "true")


def chosen(profile: str, partner: Entry[Partner] | None, day: date) -> Recipient:
    """The recipient of a profile; partner: as the register has it, whose covenant must hold on this day."""
    if partner is None:
        return Recipient(profile, covenant=False)
    until = partner.what.covenant_until
    return Recipient(profile, partner.what.name or "", until is not None and until >= day, str(partner.id))


def offered(profile: str, partners: Iterable[Entry[Partner]], day: date) -> list[Entry[Partner]]:
    """The partners that a page of this profile can be for: those with a covenant on this day first, each by name."""
    kinds = {"tenants": lambda kind: kind == TENANTS, "partner": lambda kind: kind != TENANTS}
    fits = kinds.get(profile, lambda kind: False)
    candidates = (partner for partner in partners if fits(partner.what.kind))
    return sorted(
        candidates,
        key=lambda partner: (not chosen(profile, partner, day).covenant, (partner.what.name or "").casefold()),
    )


def by_name(profile: str, name: str, partners: Iterable[Entry[Partner]], day: date) -> Recipient:
    """The recipient that somebody typed by name, in any case. Raises AccessDenied for a partner that is not there."""
    candidates = offered(profile, partners, day)
    partner = next((each for each in candidates if (each.what.name or "").casefold() == name.strip().casefold()), None)
    if partner is None and (name or profile == "partner"):
        names = ", ".join(each.what.name or "" for each in candidates) or "none"
        raise AccessDenied(
            f"Expected a partner of the register ({names}), found {name!r:.60}. Choose or add one.", "other"
        )
    return chosen(profile, partner, day)


@functools.cache
def _rows() -> dict[str, dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["profile"]: row for row in csv.DictReader(file)}
