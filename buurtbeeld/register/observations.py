"""What colleagues see in a street or complex: scores, a matter with its severity, a remark, a photo. Counts nothing."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import codes
from buurtbeeld.access import Person
from buurtbeeld.errors import ValueRefused
from buurtbeeld.register import photos
from buurtbeeld.register.fields import AreaId, Bytes, Happened, Number, Refers, Remark, Score, Severity, Theme, Truth
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import acting
from buurtbeeld.text import marked

ASPECTS = ("clean", "intact", "safe")


@record
class Observation(Record):
    """Something seen in an area: a matter (theme, subtheme and severity), scores from 1 to 10, or both."""

    area_id: AreaId
    seen_at: Happened
    theme: Theme | None = None
    subtheme: Theme | None = None
    severity: Severity | None = None
    clean: Score | None = None
    intact: Score | None = None
    safe: Score | None = None
    remark: Remark | None = None
    confidential: Annotated[bool, Truth()] = False

    made_by = "record_observation"
    retention = Retention(3, "seen_at", "two years are compared, and the current one")
    words = Words(
        noun=marked("waarneming"),
        verbs={
            "record_observation": marked("waarneming vastgelegd"),
        },
        labels={
            "area_id": marked("Straat of complex"),
            "seen_at": marked("Gezien op"),
            "clean": marked("Schoon"),
            "intact": marked("Heel"),
            "safe": marked("Veilig"),
        },
    )

    def whole(self) -> None:
        """A whole matter, or a score; and where the warehouse can place it: no focus area, no stairwell."""
        matter = [part is not None for part in (self.theme, self.subtheme, self.severity)]
        scored = any(getattr(self, aspect) is not None for aspect in ASPECTS)
        if any(matter) != all(matter) or not (any(matter) or scored):
            raise ValueRefused("Expected a theme with subtheme and severity, or a score, found neither. Choose one.")
        if self.area_id.split(":")[0] not in codes.DISJOINT_LEVELS:
            raise ValueRefused(f"Expected a street, complex or larger area, found {self.area_id!r:.60}. Choose one.")


@record
class Photo(Record):
    """The picture of an observation as photos.cleaned gives it: JPEG without anything about camera or place."""

    observation_id: Annotated[UUID, Refers("observation")]
    picture: Annotated[bytes, Bytes(photos.MOST_KEPT)]
    width: Annotated[int, Number(1, photos.LONGEST_SIDE)]
    height: Annotated[int, Number(1, photos.LONGEST_SIDE)]

    made_by = "record_observation"
    retention = Retention(1, "created_at", "a picture may show more than was meant")
    under = ("observation_id", "observation")
    private = True


def record_observation(
    engine: sa.Engine, seen: Observation, *, by: Person, photo: bytes | None = None
) -> Entry[Observation]:
    """Keeps an observation, with its photo or not at all.

    Raises ValueRefused for one that says neither a whole matter nor any score, and for a focus area or stairwell (the
    warehouse places neither); PhotoRefused (photos.cleaned), RemarkRefused, DateRefused, AccessDenied.
    """
    picture = photos.cleaned(photo) if photo else None
    with acting(engine, by, "record_observation") as act:
        kept = act.add(seen)
        if picture:
            act.add(Photo(observation_id=kept.id, picture=picture.jpeg, width=picture.width, height=picture.height))
        return kept
