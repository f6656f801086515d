"""Turns a class into a kind of record: a frozen value with typed fields, and its table. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date, datetime
from itertools import pairwise
from types import UnionType
from typing import Annotated, Any, ClassVar, Generic, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.errors import DateRefused, ValueRefused
from buurtbeeld.register.fields import Content, Field, Keys, Refers
from buurtbeeld.register.tables import Utc, metadata


@dataclass(frozen=True)
class Retention:
    """So many whole years after a column's day; a row in which that column is empty is not done yet, and stays.

    The periods are ours, except where a reason names another.
    """

    years: int
    since: str
    why: str


@dataclass(frozen=True)
class Words:
    """What a kind is called on screen, marked for the catalogue, beside the words that record_display has for several
    kinds. noun: as the subject of a sentence; verbs: what somebody did; labels: by field; choices: by key, or by
    field.key where two fields call one key differently.
    """

    noun: str = ""
    verbs: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)


class Record:
    """What every kind of record may say about itself, beside its fields.

    ordered     rows of days, none of which may lie before one named earlier in its row; empty days are passed over
    since       (own day, field that refers, day of the record it refers to): the own day may not lie before that one
    once        fields that together stand in one living row only
    under       (field, table): the record it belongs to, whose area is its area
    made_by     the verb whose rights are needed to correct it
    retention   how long it is kept; every kind says so
    words       what it, its fields, its choices and its verbs are called on screen
    warehouse_table  the table that the build makes of its fields that count; empty: none
    private     its texts and photos are shown only by read_confidential, which is noted in the audit
    """

    table: ClassVar[sa.Table]
    fields: ClassVar[dict[str, tuple[Field, bool]]]
    """Per field its kind, and whether it may be empty."""
    without: ClassVar[dict[str, Any]]
    """Per field what it holds when nothing is given; None where something must be."""
    called: ClassVar[str] = ""
    ordered: ClassVar[tuple[tuple[str, ...], ...]] = ()
    since: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    once: ClassVar[tuple[str, ...]] = ()
    under: ClassVar[tuple[str, str] | None] = None
    made_by: ClassVar[str]
    retention: ClassVar[Retention]
    words: ClassVar[Words] = Words()
    warehouse_table: ClassVar[str] = ""
    private: ClassVar[bool] = False

    def whole(self) -> None:
        """Raises ValueRefused where its fields contradict each other: whatever verb writes it, also a correction."""

    def altered(self) -> bool:
        """Whether it is no longer what was recorded, past every verb. Only a kind that carries a hash can tell."""
        return False


T = TypeVar("T", bound=Record)
KINDS: dict[str, type[Record]] = {}
"""Every kind of record by the name of its table; all_kinds.py sees to it that all are there."""


@dataclass(frozen=True)
class Entry(Generic[T]):
    """A record as it stands. Moments are in UTC; deleted_at is set once it was withdrawn.

    altered: the database no longer holds what was recorded. Settled on the whole row, before any text is hidden.
    """

    id: UUID
    what: T
    created_at: datetime
    created_by: str
    version: int
    deleted_at: datetime | None = None
    altered: bool = False


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(kind: type[T]) -> type[T]:
    """Makes the class a frozen value whose annotated fields are the columns of a table named after it."""
    made = dataclass(frozen=True, kw_only=True)(kind)
    made.called = made.called or re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    hints = get_type_hints(kind, include_extras=True)
    made.fields = {field.name: _field(hints[field.name]) for field in fields(made)}  # type: ignore[arg-type]
    made.without = {
        field.name: None if field.default is MISSING else field.default
        for field in fields(made)  # type: ignore[arg-type]
    }
    made.table = sa.Table(
        made.called,
        metadata,
        sa.Column("id", sa.Uuid, primary_key=True),
        *(_column(made, name) for name in made.fields),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("created_by", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("deleted_at", Utc),
    )
    if made.once:
        living = made.table.c.deleted_at.is_(None)
        columns = [made.table.c[name] for name in made.once]
        sa.Index(f"{made.called}_once", *columns, unique=True, sqlite_where=living, postgresql_where=living)
    KINDS[made.called] = made
    return made


def _field(hint: Any) -> tuple[Field, bool]:
    optional = get_origin(hint) is UnionType or type(None) in get_args(hint)
    annotated = next(part for part in (get_args(hint) if optional else (hint,)) if get_origin(part) is Annotated)
    return annotated.__metadata__[0], optional


def _column(kind: type[Record], name: str) -> sa.Column[Any]:
    field, optional = kind.fields[name]
    keys = [sa.ForeignKey(f"{field.to}.id", name=f"{kind.called}_{name}")] if isinstance(field, Refers) else []
    # What refers is looked up from the other side: the steps of a case, the hand-overs of a partner.
    return sa.Column(name, field.type(), *keys, nullable=optional, index=bool(keys))


def checked(what: T) -> T:
    """The same record with every field as it is kept: text on one line, lists without repeats, empty text as None.

    Raises RemarkRefused, DateRefused, ValueRefused for the first field that may not be so, or that contradicts others.
    """
    values = {name: _checked(what, name) for name in what.fields}
    for row in what.ordered:
        days = [(name, values[name]) for name in row if isinstance(values[name], date)]
        for (before, first), (name, day) in pairwise(days):
            not_before(name, day, before, first)
    clean: T = replace(what, **values)  # type: ignore[type-var]
    clean.whole()
    return clean


def not_before(name: str, day: date, before: str, first: date) -> None:
    """Raises DateRefused for a day that lies before its predecessor."""
    if day < first:
        raise DateRefused(f"Expected for {name} a day from {first} ({before}), found {day}. Choose another day.")


def _checked(what: Record, name: str) -> Any:
    field, optional = what.fields[name]
    value = getattr(what, name)
    if value is None or (optional and isinstance(value, str) and not value.strip()):
        if optional:
            return None
        raise ValueRefused(f"Expected a value for {name}, found nothing. Fill it in.")
    return field.checked(name, value)


def entry(kind: type[T], row: sa.Row[Any]) -> Entry[T]:
    """A row of the kind's table as a record."""
    values = {name: getattr(row, name) for name in kind.fields}
    listed = {
        name: tuple(values[name] or ()) for name, (field, _optional) in kind.fields.items() if isinstance(field, Keys)
    }
    what = kind(**(values | listed))
    return Entry(row.id, what, row.created_at, row.created_by, row.version, row.deleted_at, what.altered())


def row_of(record: Entry[T]) -> dict[str, Any]:
    """The columns of a record, as the table and the audit hold them."""
    header = {name: value for name, value in vars(record).items() if name not in ("what", "altered")}
    values = {name: getattr(record.what, name) for name in record.what.fields}
    return header | {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def texts_hidden(record: Entry[T]) -> Entry[T]:
    """The record without what people typed or photographed; keys, choices, numbers and days stay."""
    hidden = {
        name: field.without_words(getattr(record.what, name)) if isinstance(field, Content) else None
        for name, (field, _optional) in record.what.fields.items()
        if not field.counts
    }
    return replace(record, what=replace(record.what, **hidden))  # type: ignore[type-var]
