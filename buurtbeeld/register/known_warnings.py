"""Early warnings that somebody knows about, until a date: marking, changing, taking back. Judges no warning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld import access
from buurtbeeld.access import Person
from buurtbeeld.errors import ChangedMeanwhile, DateRefused
from buurtbeeld.register import reading
from buurtbeeld.register.fields import AreaId, Key, Planned, Remark, Theme
from buurtbeeld.register.partners import UNSEEN
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import Act, acting, stale, standing
from buurtbeeld.text import marked

LONGEST_DAYS = 183
"""Half a year: what is known for longer deserves a case of its own, and must not be forgotten in silence."""


@dataclass(frozen=True)
class Series:
    """What a warning is about: counts of one kind and theme in one area."""

    area_id: str
    kind: str
    theme: str


@dataclass(frozen=True)
class Mark:
    """A mark as it stands. until is the last day on which it holds; moments are in UTC."""

    id: UUID
    series: Series
    remark: str
    until: date
    created_at: datetime
    version: int


@record
class KnownWarning(Record):
    """A mark on a series, as the register keeps it."""

    area_id: AreaId
    kind: Annotated[str, Key(20)]
    theme: Theme
    remark: Remark
    until: Planned

    made_by = "mark_known"
    retention = Retention(1, "until", "a warning is forgotten after a year")
    once = ("area_id", "kind", "theme")
    words = Words(
        noun=marked("vroeg signaal"),
        verbs={
            "mark_known": marked("signaal als bekend gemarkeerd"),
            "take_back": marked("markering teruggenomen"),
        },
        labels={
            "area_id": marked("Straat of complex"),
        },
    )


def mark_known(
    engine: sa.Engine, series: Series, remark: str, until: date, *, by: Person, today: date, seen: int = UNSEEN
) -> Mark:
    """Marks a series as known until and with a day, or changes the mark whose version the writer saw.

    Raises RemarkRefused (see remarks.refusal), DateRefused unless today ≤ until ≤ today + LONGEST_DAYS, AccessDenied,
    and ChangedMeanwhile, with the mark as it now stands, when a colleague marked, changed or took back in between:
    nothing is overwritten. A mark whose day has passed does not stand in the way.
    """
    access.check(by, "mark_known", series.area_id)
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise DateRefused(f"Expected a day from {today} to half a year later, found {until}. Choose another day.")
    new = KnownWarning(**vars(series), remark=remark, until=until)
    with acting(engine, by, "mark_known") as act:
        now = _standing(act, series)
        if now and now.what.until < today and seen in (UNSEEN, now.version):
            replace(act, verb="take_back").remove(now, now.version)
            now, seen = None, UNSEEN
        if (now.version if now else UNSEEN) != seen:
            raise ChangedMeanwhile(stale("mark", now), now)
        return _mark(act.add(new) if now is None else act.change(now, seen, remark=remark, until=until))


def take_back(engine: sa.Engine, mark: UUID, *, by: Person, seen: int) -> Entry[KnownWarning]:
    """Removes a mark whose version the writer saw; the row stays, with the moment. Raises AccessDenied and
    ChangedMeanwhile."""
    with acting(engine, by, "take_back") as act:
        return act.remove(act.find(KnownWarning, mark), seen)


def all_known(engine: sa.Engine, *, by: Person) -> tuple[Mark, ...]:
    """Every mark that was not taken back, also those whose day has passed; by area, kind and theme."""
    marks = [_mark(mark) for mark in reading.listed(engine, KnownWarning, by=by)]
    return tuple(sorted(marks, key=lambda mark: tuple(vars(mark.series).values())))


def _mark(entry: Entry[KnownWarning]) -> Mark:
    what = entry.what
    series = Series(what.area_id, what.kind, what.theme)
    return Mark(entry.id, series, what.remark, what.until, entry.created_at, entry.version)


def _standing(act: Act, series: Series) -> Entry[KnownWarning] | None:
    table = KnownWarning.table
    which = sa.and_(*(table.c[name] == value for name, value in vars(series).items()))
    return next(iter(standing(act.con, KnownWarning, which)), None)
