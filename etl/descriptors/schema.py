"""The words of a descriptor as values: their types and defaults. Opens nothing but categories, for the fingerprint."""

from __future__ import annotations

import difflib
import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

import pydantic
from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from buurtbeeld import codes
from etl.descriptors.kinds import KINDS

SUFFIX = ".descriptor.json"
Kind = Literal[tuple(KINDS)]  # type: ignore[valid-type]
Format = Literal["csv", "xlsx", "xls", "ods", "jsonl", "parquet", "gpkg", "geojson", "shp"]
TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "year", "yearmonth", "any")
FORMATS = {suffix: suffix for suffix in get_args(Format)} | {
    "tsv": "csv",
    "txt": "csv",
    "xlsm": "xlsx",
    "ndjson": "jsonl",
    "pq": "parquet",
}
"""The format a file has when the descriptor does not say, by the last part of its name."""


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=False)

    @model_validator(mode="before")
    @classmethod
    def _nearly_right(cls, given: Any) -> Any:
        """Frictionless allows words of one's own; one that nearly is ours is a slip of the pen and would be lost."""
        if not isinstance(given, dict):
            raise ValueError("an object between { and }")
        ours = set(cls.model_fields)
        for word in given:
            near = difflib.get_close_matches(word, ours, n=1, cutoff=0.85)
            if word not in ours and near:
                raise ValueError(f"the word '{near[0]}' instead of '{word}'")
        return given


class Constraints(_Words):
    required: bool = False
    minimum: float | str | None = None
    maximum: float | str | None = None
    enum: tuple[Any, ...] | None = None
    pattern: str | None = None


class Field(_Words):
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

    @model_validator(mode="after")
    def _known_type(self) -> Field:
        if self.feeds and self.type not in TYPES:
            raise ValueError(f"a type out of {', '.join(TYPES)}")
        return self


class Dialect(_Words):
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

    @field_validator("delimiter", "quoteChar", "escapeChar", "commentChar")
    @classmethod
    def _one_character(cls, given: str | None, info: pydantic.ValidationInfo) -> str | None:
        if given in (None, "") and info.field_name != "delimiter":
            return None
        if len(given or "") != 1 or given in ("\n", "\r", "\0"):
            raise ValueError("one character")
        return given

    @field_validator("headerRows")
    @classmethod
    def _first_is_one(cls, given: tuple[int, ...]) -> tuple[int, ...]:
        if not given or min(given) < 1 or max(given) > 1000 or list(given) != sorted(set(given)):
            raise ValueError("rising line numbers from 1 to 1000")
        return given


class Descriptor(_Words):
    """One descriptor. `file` is the descriptor itself, `folder` and `source` say where it stands."""

    name: str
    path: str
    kind: Kind  # type: ignore[valid-type]
    format: Format
    file: Path
    folder: Path
    source: str
    text: str = pydantic.Field(repr=False)
    fields: tuple[Field, ...]
    encoding: str = "utf-8"
    dialect: Dialect = Dialect()
    missing_values: tuple[str, ...] = ("",)
    crs: str = "OGC:CRS84"
    town: str | None = None
    level: codes.Level | None = None
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
    def categories_path(self) -> Path:
        """Where the categories stand; the file need not exist."""
        return self.folder / (self.categories or f"{self.file.name.removesuffix(SUFFIX)}.categories.csv")

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the descriptor or its categories do."""
        known = b"+" + self.categories_path.read_bytes() if self.categories_path.is_file() else b""
        return hashlib.sha256(self.text.encode() + b"\0" + known).hexdigest()
