"""What a field of a record may hold: its column, and the rule that refuses the rest. Knows no record and no rights."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Protocol
from uuid import UUID

import shapely
import sqlalchemy as sa

from buurtbeeld import codes
from buurtbeeld.clock import today
from buurtbeeld.errors import DateRefused, RemarkRefused, ValueRefused
from buurtbeeld.register import remarks

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)


class Field(Protocol):
    """A kind of field: how the database keeps it, whether it may reach the warehouse, and what it lets through."""

    counts: bool
    """Whether the build copies it. Never true for words that people type."""

    def type(self) -> sa.types.TypeEngine[Any]:
        """The type of its column."""

    def checked(self, name: str, value: Any) -> Any:
        """The value as it is kept; raises an error of RegisterError where it may not be."""


@dataclass(frozen=True)
class Key:
    """A short key of ours or of another system, such as an area_id: no free text, no blanks at its ends."""

    longest: int = 120
    pattern: str = r"[\w.:/'’()&,+-]+(?: [\w.:/'’()&,+-]+)*"
    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """Text of at most `longest`."""
        return sa.String(self.longest)

    def checked(self, name: str, value: Any) -> str:
        """Raises ValueRefused."""
        if not isinstance(value, str) or len(value) > self.longest or not re.fullmatch(self.pattern, value):
            raise ValueRefused(
                f"Expected for {name} a key of at most {self.longest} letters, figures and marks, found {value!r:.60}. "
                "Choose one from the list."
            )
        return value


@dataclass(frozen=True)
class Text:
    """Words that people type: on one line, and refused where they may lead to a person. Never in the warehouse."""

    longest: int = remarks.LONGEST_REMARK
    counts: bool = False

    def type(self) -> sa.types.TypeEngine[Any]:
        """Text of at most `longest`."""
        return sa.String(self.longest)

    def checked(self, name: str, value: Any) -> str:
        """Raises RemarkRefused."""
        written = remarks.tidied(str(value))
        if refused := remarks.refusal(written, self.longest):
            raise RemarkRefused(refused, name)
        return written


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]
    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """Text of 40."""
        return sa.String(40)

    def checked(self, name: str, value: Any) -> str:
        """Raises ValueRefused."""
        if value not in self.words:
            raise ValueRefused(f"Expected for {name} one of {', '.join(self.words)}, found {value!r:.60}. Choose one.")
        return str(value)


@dataclass(frozen=True)
class Number:
    """A whole number between two bounds, both allowed."""

    least: int
    most: int
    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """A whole number."""
        return sa.Integer()

    def checked(self, name: str, value: Any) -> int:
        """Raises ValueRefused."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not self.least <= value <= self.most:
            raise ValueRefused(
                f"Expected for {name} a whole number from {self.least} to {self.most}, found {value!r:.60}. Correct it."
            )
        return int(value)


@dataclass(frozen=True)
class Measure:
    """A figure with decimals between two bounds, such as the value of an indicator."""

    least: float = -1e12
    most: float = 1e12
    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """A double."""
        return sa.Double()

    def checked(self, name: str, value: Any) -> float:
        """Raises ValueRefused."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not self.least <= value <= self.most:
            raise ValueRefused(
                f"Expected for {name} a number from {self.least:g} to {self.most:g}, found {value!r:.60}. Correct it."
            )
        return float(value)


@dataclass(frozen=True)
class Truth:
    """Yes or no."""

    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """A truth value."""
        return sa.Boolean()

    def checked(self, name: str, value: Any) -> bool:
        """Raises ValueRefused."""
        if not isinstance(value, bool):
            raise ValueRefused(f"Expected for {name} yes or no, found {value!r:.60}. Choose one.")
        return value


@dataclass(frozen=True)
class Day:
    """A day on the Dutch calendar; happened: it may not lie in the future."""

    happened: bool = True
    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """A date."""
        return sa.Date()

    def checked(self, name: str, value: Any) -> date:
        """Raises DateRefused."""
        if not isinstance(value, date) or isinstance(value, datetime) or not EARLIEST <= value < LATEST:
            raise DateRefused(f"Expected for {name} a day from {EARLIEST}, found {value!r:.60}. Choose another day.")
        if self.happened and value > today():
            raise DateRefused(f"Expected for {name} a day up to today, found {value}. Choose another day.")
        return value


@dataclass(frozen=True)
class Refers:
    """The id of another record, by the name of its table."""

    to: str
    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """A UUID."""
        return sa.Uuid()

    def checked(self, name: str, value: Any) -> UUID:
        """Raises ValueRefused; whether that record is there, writing.py looks up."""
        if not isinstance(value, UUID):
            raise ValueRefused(f"Expected for {name} the id of a {self.to}, found {value!r:.60}. Choose one.")
        return value


@dataclass(frozen=True)
class Keys:
    """A list of keys, kept as JSON: partners, streets, complexes."""

    most: int = 200
    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """JSON."""
        return sa.JSON(none_as_null=True)

    def checked(self, name: str, value: Any) -> tuple[str, ...]:
        """Each once, in the order given. Raises ValueRefused."""
        if isinstance(value, str) or len(value) > self.most:
            raise ValueRefused(f"Expected for {name} a list of at most {self.most}, found {value!r:.60}. Shorten it.")
        return tuple(dict.fromkeys(Key().checked(name, each) for each in value))


@dataclass(frozen=True)
class Content:
    """A JSON object as it was frozen. words: its entries that people typed."""

    words: tuple[str, ...] = ()
    counts: bool = False

    def type(self) -> sa.types.TypeEngine[Any]:
        """JSON."""
        return sa.JSON(none_as_null=True)

    def checked(self, name: str, value: Any) -> dict[str, Any]:
        """The same object with its keys in order; raises ValueRefused for what JSON cannot say."""
        try:
            if isinstance(value, Mapping):
                return dict(json.loads(json.dumps(value, sort_keys=True, allow_nan=False)))
        except (TypeError, ValueError):
            pass
        raise ValueRefused(f"Expected for {name} an object that JSON can say, found {value!r:.60}. Correct it.")

    def without_words(self, value: object) -> dict[str, Any]:
        """The object without what people typed: keys, choices, numbers and days stay. Of what somebody altered into
        something else than an object nothing is left."""
        entries = value.items() if isinstance(value, Mapping) else ()
        return {name: None if name in self.words else each for name, each in entries}


@dataclass(frozen=True)
class Outline:
    """A drawn outline: a GeoJSON polygon in longitude and latitude, with at most `most` bytes."""

    most: int = 200_000
    counts: bool = True

    def type(self) -> sa.types.TypeEngine[Any]:
        """JSON."""
        return sa.JSON(none_as_null=True)

    def checked(self, name: str, value: Any) -> dict[str, Any]:
        """The geometry anew, with nothing beside it. Raises ValueRefused unless it is a valid polygon on the map."""
        try:
            text = json.dumps(value, allow_nan=False)
            shape = shapely.from_geojson(text) if len(text) <= self.most else None
        except (TypeError, ValueError, shapely.errors.ShapelyError):
            shape = None
        if shape is None or not _is_an_area(shape):
            raise ValueRefused(
                f"Expected for {name} a polygon in longitude and latitude that does not cross itself, "
                f"found {value!r:.60}. Draw it again."
            )
        return dict(json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-6))))


_NETHERLANDS = shapely.box(3, 50, 8, 54)


def _is_an_area(shape: Any) -> bool:
    polygon = shape.geom_type in ("Polygon", "MultiPolygon") and not shape.is_empty
    return bool(polygon and shape.is_valid and _NETHERLANDS.contains(shape))


@dataclass(frozen=True)
class Bytes:
    """Bytes of at most `most`, such as a photo; the audit holds their hash only."""

    most: int
    counts: bool = False

    def type(self) -> sa.types.TypeEngine[Any]:
        """A blob."""
        return sa.LargeBinary()

    def checked(self, name: str, value: Any) -> bytes:
        """Raises ValueRefused."""
        if not isinstance(value, bytes) or not 0 < len(value) <= self.most:
            raise ValueRefused(f"Expected for {name} at most {self.most:,} bytes. Make it smaller.")
        return value


STAIRWELL = "stairwell"
"""A level that people record in, and that no delivery knows."""
AreaId = Annotated[str, Key(pattern=rf"(?:{'|'.join((*codes.LEVELS, STAIRWELL))}):{Key.pattern}")]
Theme = Annotated[str, Key(60, r"[a-z_]+")]
Severity = Annotated[int, Number(1, 5)]
"""1 (light) to 5 (grave), as in deliveries."""
Score = Annotated[int, Number(1, 10)]
Remark = Annotated[str, Text()]
Story = Annotated[str, Text(2000)]
Label = Annotated[str, Text(80)]
"""The name of an organisation, an approach or an area: still words that people type."""
Euros = Annotated[int, Number(0, 10_000_000)]
Happened = Annotated[date, Day()]
Planned = Annotated[date, Day(happened=False)]
