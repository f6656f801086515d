"""Early warnings that somebody knows about, until a date: marking, changing, taking back. Judges no warning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from buurtbeeld import access
from buurtbeeld.access import Person
from buurtbeeld.errors import ChangedMeanwhile, DateRefused, RemarkRefused
from buurtbeeld.register import remarks, store
from buurtbeeld.register.tables import known_warning as table

LONGEST_DAYS = 183
"""Half a year: what is known for longer deserves a case of its own, and must not be forgotten in silence."""
UNSEEN = 0
"""The version of a mark that was not there when its writer looked."""


@dataclass(frozen=True)
class Series:
    """What a warning is about: counts of one kind and theme in one area."""

    area_id: str
    kind: str
    theme: str


@dataclass(frozen=True)
class Known:
    """A mark as it stands. until is the last day on which it holds; moments are in UTC."""

    id: UUID
    series: Series
    remark: str
    until: date
    created_at: datetime
    version: int


def mark_known(
    engine: sa.Engine, series: Series, remark: str, until: date, *, by: Person, today: date, seen: int = UNSEEN
) -> Known:
    """Marks a series as known until and with a day, or changes the mark whose version the writer saw.

    Raises RemarkRefused (see remarks.refusal), DateRefused unless today ≤ until ≤ today + LONGEST_DAYS,
    AccessDenied, and ChangedMeanwhile, with the mark as it now stands, when a colleague marked, changed or took back in
    between: nothing is overwritten. A mark whose day has passed does not stand in the way.
    """
    access.check(by, "mark_known", series.area_id)
    written = remarks.tidied(remark)
    refused = remarks.refusal(written)
    if refused:
        raise RemarkRefused(refused)
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise DateRefused(f"Expected a day from {today} to half a year later, found {until}. Choose another day.")
    with store.writing(engine) as con:
        now = _standing(con, series)
        if now and now.until < today and seen in (UNSEEN, now.version):
            _remove(con, now, by.id, "expire")
            now, seen = None, UNSEEN
        if (now.version if now else UNSEEN) != seen:
            raise ChangedMeanwhile(_said(now), now)
        return _written(con, series, written, until, by.id, now)


def take_back(engine: sa.Engine, mark: UUID, *, by: Person, seen: int) -> None:
    """Removes a mark whose version the writer saw; the row stays, with the moment. Raises AccessDenied and
    ChangedMeanwhile."""
    access.check(by, "take_back")
    with store.writing(engine) as con:
        now = _living(con, table.c.id == mark)
        if now is not None:
            access.check(by, "take_back", now.series.area_id)
        if now is None or now.version != seen:
            raise ChangedMeanwhile(_said(now), now)
        _remove(con, now, by.id, "take_back")


def all_known(engine: sa.Engine) -> tuple[Known, ...]:
    """Every mark that was not taken back, also those whose day has passed; by area, kind and theme."""
    chosen = table.select().where(table.c.deleted_at.is_(None)).order_by(table.c.area_id, table.c.kind, table.c.theme)
    with store.reading(engine) as con:
        return tuple(_known(row) for row in con.execute(chosen))


def _written(con: sa.Connection, series: Series, remark: str, until: date, by: str, now: Known | None) -> Known:
    if now is None:
        row = {"id": uuid4(), **vars(series), "remark": remark, "until": until, "created_at": datetime.now(UTC)}
        _insert(con, series, row | {"version": 1})
    else:
        values = {"remark": remark, "until": until, "version": now.version + 1}
        _change(con, now, values)
    standing = _standing(con, series)
    assert standing is not None
    store.note(con, by, "change_known" if now else "mark_known", table, _row(now) if now else None, _row(standing))
    return standing


def _insert(con: sa.Connection, series: Series, row: dict[str, object]) -> None:
    try:
        with con.begin_nested():
            con.execute(table.insert().values(**row))
    except sa.exc.IntegrityError as error:
        # Where writers do not wait for each other, the database's own rule tells them: one living mark a series.
        now = _standing(con, series)
        raise ChangedMeanwhile(_said(now), now) from error


def _change(con: sa.Connection, now: Known, values: dict[str, object]) -> None:
    seen = (table.c.id == now.id) & (table.c.version == now.version) & table.c.deleted_at.is_(None)
    if con.execute(table.update().where(seen).values(**values)).rowcount != 1:
        after = _living(con, table.c.id == now.id)
        raise ChangedMeanwhile(_said(after), after)


def _remove(con: sa.Connection, now: Known, by: str, verb: str) -> None:
    version = now.version + 1
    _change(con, now, {"deleted_at": datetime.now(UTC), "version": version})
    store.note(con, by, verb, table, _row(now), _row(now) | {"version": version})


def _standing(con: sa.Connection, series: Series) -> Known | None:
    return _living(con, sa.and_(*(table.c[name] == value for name, value in vars(series).items())))


def _living(con: sa.Connection, which: sa.ColumnElement[bool]) -> Known | None:
    row = con.execute(table.select().where(which, table.c.deleted_at.is_(None))).one_or_none()
    return None if row is None else _known(row)


def _known(row: sa.Row) -> Known:
    series = Series(row.area_id, row.kind, row.theme)
    return Known(row.id, series, row.remark, row.until, row.created_at, row.version)


def _row(known: Known) -> dict[str, object]:
    told = {name: value for name, value in vars(known).items() if name != "series"}
    return told | vars(known.series)


def _said(now: Known | None) -> str:
    if now is None:
        return "A colleague took this mark back meanwhile. Nothing was overwritten; mark it again if you like."
    return (
        f"A colleague changed this mark meanwhile: version {now.version}, until {now.until}. "
        "Nothing was overwritten; look at it and decide again."
    )
