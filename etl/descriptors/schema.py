"""The words of a descriptor as values, with their defaults. Opens nothing but categories, for the fingerprint."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

SUFFIX = ".descriptor.json"
FORMATS = {name: name for name in ("csv", "xlsx", "xls", "ods", "jsonl", "parquet", "gpkg", "geojson", "shp")} | {
    "tsv": "csv",
    "txt": "csv",
    "xlsm": "xlsx",
    "ndjson": "jsonl",
    "pq": "parquet",
}
"""The format a file has when the descriptor does not say, by the last part of its name."""
LONGITUDE_LATITUDE = "OGC:CRS84"

T = TypeVar("T")


def value(kind: type[T], words: Mapping[str, Any], **others: Any) -> T:
    """The words that a kind of value knows, as that value; other words are one's own. others: what no word says, or
    says otherwise. words: of the right shape."""
    ours = {each.name for each in dataclasses.fields(kind)}  # type: ignore[arg-type]
    own = {name: tuple(each) if isinstance(each, list) else each for name, each in words.items() if name in ours}
    return kind(**(own | others))


@dataclass(frozen=True)
class Constraints:
    """What a value of a column may be."""

    required: bool = False
    minimum: float | str | None = None
    maximum: float | str | None = None
    enum: tuple[Any, ...] | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class Field:
    """A column; feeds is a canonical field of the kind, value:<name>, or None: then nothing reads the column."""

    name: str
    type: str = "any"
    format: str = "default"
    decimalChar: str = "."
    groupChar: str = ""
    bareNumber: bool = True
    trueValues: tuple[str, ...] = ("true", "True", "TRUE", "1")
    falseValues: tuple[str, ...] = ("false", "False", "FALSE", "0")
    constraints: Constraints = Constraints()
    feeds: str | None = None


@dataclass(frozen=True)
class Dialect:
    """How the text of a table is written. headerRows are physical lines (or rows of the sheet), the first is 1."""

    delimiter: str = ","
    quoteChar: str | None = '"'
    doubleQuote: bool = True
    escapeChar: str | None = None
    header: bool = True
    headerRows: tuple[int, ...] = (1,)
    commentChar: str | None = None
    skipInitialSpace: bool = False
    sheetName: str | None = None
    sheetNumber: int | None = None
    layer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Descriptor:
    """One descriptor. `file` is the descriptor itself, `folder` and `source` say where it stands."""

    name: str
    path: str
    kind: str
    format: str
    file: Path
    folder: Path
    source: str
    text: str = field(repr=False)
    fields: tuple[Field, ...]
    encoding: str = "utf-8"
    dialect: Dialect = Dialect()
    missing_values: tuple[str, ...] = ("",)
    crs: str | None = None
    town: str | None = None
    level: str | None = None
    categories: str | None = None
    supplier: str = ""
    licence: str = ""
    refresh: str = ""
    personal_data: bool = False
    demonstration: bool = False

    @cached_property
    def named(self) -> tuple[Field, ...]:
        """The fields that feed something, in the order of the descriptor: all that is ever read."""
        return tuple(field for field in self.fields if field.feeds)

    @property
    def points_crs(self) -> str:
        """The reference system of x and y: longitude and latitude unless the descriptor says otherwise."""
        return LONGITUDE_LATITUDE if self.crs is None else self.crs

    @property
    def categories_path(self) -> Path:
        """Where the categories stand; the file need not exist."""
        return self.folder / (self.categories or f"{self.file.name.removesuffix(SUFFIX)}.categories.csv")

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the descriptor or its categories do."""
        mapping = b"+" + self.categories_path.read_bytes() if self.categories_path.is_file() else b""
        return hashlib.sha256(self.text.encode() + b"\0" + mapping).hexdigest()
