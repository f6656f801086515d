"""The words of a descriptor as values, with their defaults. Opens nothing but categories, for the fingerprint."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from etl.blanks import trimmed
from etl.descriptors.kinds import CELLS, POINT

SUFFIX = ".descriptor.json"
FORMATS = {
    name: name for name in ("csv", "xlsx", "xls", "ods", "jsonl", "json", "parquet", "gpkg", "geojson", "shp")
} | {
    "tsv": "csv",
    "txt": "csv",
    "xlsm": "xlsx",
    "ndjson": "jsonl",
    "zip": "shp",
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
    """A column; feeds is a canonical field of the kind, point, value:<name>, or None: then nothing reads the column.

    means: what holds for every cell of the column, field by field, such as its month. only, leaveOut: what a cell says
    in rows that are read, and in rows that are not.
    """

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
    means: Mapping[str, str] = field(default_factory=dict, hash=False)
    only: tuple[str, ...] | None = None
    leaveOut: tuple[str, ...] = ()

    @property
    def is_cell(self) -> bool:
        """Whether every cell of the column is a value of its own, rather than a part of its row."""
        return bool(self.means) or (self.feeds or "").startswith("value:")

    @property
    def target(self) -> str:
        """What is filled: a canonical field or point; of cells value:<name> or, where that is no name, the column."""
        named = self.feeds if self.feeds and self.feeds.startswith("value:") and not self.means else None
        return named or (f"value:{self.name}" if self.is_cell else self.feeds or "")


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

    @property
    def part(self) -> str:
        """The sheet or layer of the file that is meant; empty where none is named."""
        return self.layer or self.sheetName or str(self.sheetNumber or "")


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
    constants: Mapping[str, str] = field(default_factory=dict, hash=False)
    categories: str | None = None
    supplier: str = ""
    licence: str = ""
    refresh: str = ""
    personal_data: bool = False
    demonstration: bool = False

    @cached_property
    def named(self) -> tuple[Field, ...]:
        """The fields that feed something or say which rows are read, in the descriptor's order: no other is read."""
        return tuple(each for each in self.fields if each.feeds or each.only is not None or each.leaveOut)

    @cached_property
    def filled_by(self) -> dict[str, tuple[Field, ...]]:
        """What is filled (Field.target), and the columns that do it."""
        targets = dict.fromkeys(each.target for each in self.named if each.feeds)
        return {target: tuple(each for each in self.named if each.target == target) for target in targets}

    @cached_property
    def always(self) -> dict[str, str]:
        """What a field holds where no column fills it, or the cell is empty."""
        words = {"town": self.town, "level": self.level}
        return {name: text for name, text in words.items() if text} | dict(self.constants)

    def meaning(self, cell: Field) -> dict[str, str]:
        """What holds for the cells of a column, field by field."""
        name = (cell.feeds or "").removeprefix("value:") if (cell.feeds or "").startswith("value:") else None
        return ({CELLS[self.kind][0]: name} if name else {}) | dict(cell.means)

    @cached_property
    def in_rows(self) -> frozenset[str]:
        """The canonical fields that a row fills, whatever its cells are."""
        fields = {target for target in self.filled_by if not target.startswith("value:")} | set(self.always)
        return frozenset(fields | ({"x", "y"} if POINT in fields else set()))

    @cached_property
    def given(self) -> frozenset[str]:
        """The canonical fields that anything fills."""
        cells = [each for each in self.named if each.is_cell]
        meant = {name for cell in cells for name in self.meaning(cell)}
        return self.in_rows | meant | {CELLS[self.kind][1] for _ in cells[:1]}

    @property
    def points_crs(self) -> str:
        """The reference system of x and y: longitude and latitude unless the descriptor says otherwise."""
        return LONGITUDE_LATITUDE if self.crs is None else self.crs

    @cached_property
    def categories_path(self) -> Path:
        """Where the categories stand; the file need not exist."""
        name = self.categories or f"{self.file.name.removesuffix(SUFFIX)}.categories.csv"
        path = self.folder / name
        alike = (
            ()
            if path.is_file()
            else (each for each in self.folder.glob("*.csv") if trimmed(each.name) == trimmed(name))
        )
        return next(iter(alike), path)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the descriptor or its categories do."""
        mapping = b"+" + self.categories_path.read_bytes() if self.categories_path.is_file() else b""
        return hashlib.sha256(self.text.encode() + b"\0" + mapping).hexdigest()
