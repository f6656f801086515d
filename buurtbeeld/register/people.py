"""Who may sign in: inviting, changing, ending and giving back access; recognising who signs in. Shows nothing."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from buurtbeeld import access, clock
from buurtbeeld.access import Person
from buurtbeeld.errors import AccessDenied, ChangedMeanwhile, PersonRefused
from buurtbeeld.register import store
from buurtbeeld.register.tables import person as table
from buurtbeeld.sign_in import Ticket

REASONS = ("email", "role", "twice", "last")
"""Why somebody cannot be invited or changed so: no e-mail address, no role, invited already, and the last administrator
who could let others in."""

# What an address needs and no more: it also ends up in tables and downloads, so it begins with a letter or a figure.
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._+'-]*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_LONGEST_EMAIL = 254
_ADMINISTRATORS = (table.c.role == "administrator") & table.c.active


@dataclass(frozen=True)
class Member:
    """Somebody who was invited. areas: area_ids as given (none: the whole corporation); moments are in UTC."""

    id: UUID
    email: str
    role: str
    areas: tuple[str, ...]
    active: bool
    issuer: str | None
    subject: str | None
    session_epoch: datetime | None
    invited_by: str
    created_at: datetime
    version: int


def invite_person(engine: sa.Engine, email: str, role: str, areas: Iterable[str] = (), *, by: Person) -> Member:
    """Lets somebody in who signs in with this address. Raises AccessDenied, and PersonRefused with its reason."""
    access.check(by, "invite_person")
    address = email.strip().lower()
    if len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise PersonRefused("email", f"Expected an e-mail address, found {email[:80]!r}. Correct it.")
    given = {"email": address, "role": _role(role), "areas": sorted(set(areas)), "invited_by": by.id}
    who = uuid4()
    row = given | {"id": who, "active": True, "created_at": clock.now(), "version": 1}
    with store.writing(engine) as con:
        with _once(con, address):
            con.execute(table.insert().values(**row))
        return _note(con, by.id, "invite_person", None, _by_id(con, who))


def change_person(engine: sa.Engine, who: UUID, role: str, areas: Iterable[str], *, by: Person, seen: int) -> Member:
    """Gives somebody another role or other areas; holds from their next click.

    Raises AccessDenied, PersonRefused, and ChangedMeanwhile (with the Member as it stands) when it was changed after
    version seen.
    """
    access.check(by, "change_person")
    return _change(engine, who, {"role": _role(role), "areas": sorted(set(areas))}, "change_person", by, seen)


def deactivate_person(engine: sa.Engine, who: UUID, *, by: Person, seen: int) -> Member:
    """Ends somebody's access and every session of theirs at once. Raises as change_person does."""
    access.check(by, "deactivate_person")
    values = {"active": False, "session_epoch": clock.now()}
    return _change(engine, who, values, "deactivate_person", by, seen)


def reactivate_person(engine: sa.Engine, who: UUID, *, by: Person, seen: int) -> Member:
    """Gives access back; sessions of before stay ended. Raises as change_person does."""
    access.check(by, "invite_person")
    values = {"active": True, "session_epoch": clock.now()}
    return _change(engine, who, values, "reactivate_person", by, seen)


def sign_out(engine: sa.Engine, who: UUID) -> None:
    """Ends every session of somebody who signs out, so that a cookie kept from before opens nothing."""
    with store.writing(engine) as con:
        before = _by_id(con, who)
        # No new version: nobody who looks at this person's role or areas sees anything else than before.
        con.execute(table.update().where(table.c.id == who).values(session_epoch=clock.now()))
        _note(con, str(who), "sign_out", before, _by_id(con, who))


def everybody(engine: sa.Engine) -> tuple[Member, ...]:
    """Everyone who was ever invited, those with access first, then by address."""
    chosen = table.select().order_by(table.c.active.desc(), table.c.email, table.c.created_at, table.c.id)
    with store.reading(engine) as con:
        return tuple(_member(row) for row in con.execute(chosen))


def recognise(engine: sa.Engine, ticket: Ticket) -> Member:
    """Who this is, as the register knows them now; raises AccessDenied with reason unknown, other, ended or expired.

    The first sign-in binds the account (issuer and subject) to the invitation; from then on the address alone opens
    nothing, because a provider may give it to somebody else. Another issuer in the settings binds anew.
    """
    with store.reading(engine) as con:
        member = _find(con, ticket)
    if member is None:
        raise AccessDenied(f"{ticket.subject} was not invited. Ask an administrator.", "unknown")
    if not member.active:
        raise AccessDenied(f"The access of {member.id} has ended. Ask an administrator.", "ended")
    # Providers tell whole seconds: who signs in again within the second of leaving is let in.
    if member.session_epoch and ticket.at < member.session_epoch.replace(microsecond=0):
        raise AccessDenied(f"{member.id} signed out, or was signed out, after {ticket.at}. Sign in.", "expired")
    if member.issuer == ticket.issuer:
        if member.subject == ticket.subject:
            return member
        raise AccessDenied(f"{member.id} was invited with another account. Ask an administrator.", "other")
    return _bind(engine, member, ticket)


def _bind(engine: sa.Engine, member: Member, ticket: Ticket) -> Member:
    with store.writing(engine) as con:
        same = (table.c.id == member.id) & table.c.issuer.is_not_distinct_from(member.issuer)
        values = {"issuer": ticket.issuer, "subject": ticket.subject}
        if con.execute(table.update().where(same).values(**values)).rowcount == 1:
            _note(con, str(member.id), "first_sign_in", member, _by_id(con, member.id))
    return recognise(engine, ticket)


def _find(con: sa.Connection, ticket: Ticket) -> Member | None:
    account = (table.c.issuer == ticket.issuer) & (table.c.subject == ticket.subject)
    chosen = table.select().where(account | (table.c.email == ticket.email))
    # With access before without, the account itself before the address, the last invitation before earlier ones.
    order = (table.c.active.desc(), sa.case((account, 0), else_=1), table.c.created_at.desc())
    row = con.execute(chosen.order_by(*order).limit(1)).one_or_none()
    return None if row is None else _member(row)


def _role(role: str) -> str:
    if role not in access.ROLES:
        raise PersonRefused("role", f"Expected one of {', '.join(access.ROLES)}, found {role!r}. Choose one.")
    return role


def _change(engine: sa.Engine, who: UUID, values: dict[str, object], verb: str, by: Person, seen: int) -> Member:
    with store.writing(engine) as con:
        # Two administrators who each end the other's access wait here for each other.
        con.execute(sa.select(table.c.id).where(_ADMINISTRATORS).order_by(table.c.id).with_for_update())
        before = _by_id(con, who)
        same = (table.c.id == who) & (table.c.version == seen)
        with _once(con, before.email):
            changed = con.execute(table.update().where(same).values(**values, version=seen + 1)).rowcount
        if changed != 1:
            raise ChangedMeanwhile(
                f"A colleague changed this person meanwhile (version {before.version}). Nothing was overwritten; look "
                "and decide again.",
                before,
            )
        _refuse_last(con)
        return _note(con, by.id, verb, before, _by_id(con, who))


@contextlib.contextmanager
def _once(con: sa.Connection, email: str) -> Iterator[None]:
    """The database itself lets an address in once, also where writers do not wait for each other."""
    try:
        with con.begin_nested():
            yield
    except sa.exc.IntegrityError as error:
        raise PersonRefused("twice", f"{email} has access already. Change that person instead.") from error


def _refuse_last(con: sa.Connection) -> None:
    if con.execute(sa.select(table.c.id).where(_ADMINISTRATORS).limit(1)).first() is None:
        raise PersonRefused("last", "Somebody must be able to let others in. Make somebody else administrator first.")


def _by_id(con: sa.Connection, who: UUID) -> Member:
    return _member(con.execute(table.select().where(table.c.id == who)).one())


def _member(row: sa.Row) -> Member:
    return Member(**{**row._mapping, "areas": tuple(row.areas)})


def _note(con: sa.Connection, by: str, verb: str, before: Member | None, after: Member) -> Member:
    store.note(con, by, verb, table, None if before is None else _row(before), _row(after))
    return after


def _row(member: Member) -> dict[str, object]:
    # The audit only grows: whoever must be forgotten would stay in it by name for ever.
    bare = vars(replace(member, email="", issuer=None, subject=None))
    kept = {name: value for name, value in bare.items() if name not in {"email", "issuer", "subject"}}
    return kept | {"areas": list(member.areas), "bound": member.subject is not None}
