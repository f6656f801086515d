"""Who may sign in: invited, changed, ended and recognised; by whom it may be done; and what the audit keeps of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from buurtbeeld import access
from buurtbeeld.access import COMMAND, Person
from buurtbeeld.errors import AccessDenied, ChangedMeanwhile, PersonRefused
from buurtbeeld.register import audit, people, retention, store
from buurtbeeld.register.audit import Filter
from buurtbeeld.register.people import Member
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import ROOT
from buurtbeeld.sign_in import Ticket

ADMINISTRATOR = Person("an administrator", "administrator")
ISSUER = "https://login.example"
BY = {"by": ADMINISTRATOR}


@pytest.fixture
def first(register: Engine) -> Member:
    return people.invite_person(register, "First@Corporatie.example ", "administrator", by=COMMAND)


def ticket(email: str, subject: str = "", issuer: str = ISSUER, ago: float = 60) -> Ticket:
    return Ticket(issuer, subject or f"sub-{email}", email, datetime.now(UTC) - timedelta(seconds=ago))


def lines(register: Engine, *, looked: bool = False) -> tuple[audit.Line, ...]:
    """What was done; looked: who read the audit, which this does as well."""
    now = datetime.now(UTC)
    wanted = Filter(now - timedelta(days=1), now + timedelta(days=1))
    found = audit.lines(register, wanted, reader=ADMINISTRATOR)
    return tuple(line for line in found if (line.verb == audit.READ) == looked)


def test_who_was_invited_is_recognised_in_their_role(register: Engine, first: Member) -> None:
    assert (first.email, first.invited_by, first.subject) == ("first@corporatie.example", "command", None)
    known = people.recognise(register, ticket(first.email))
    assert (known.id, known.role, known.subject) == (first.id, "administrator", f"sub-{first.email}")
    assert people.recognise(register, ticket("new@address.example", known.subject or "")) == known, (
        "An account that was given another address is still the same person."
    )


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "a b@c.nl", "=1+1@c.nl", "<b>@c.nl", "a@c.nl\nb@c.nl", "a@.nl", f"{'a' * 250}@c.nl"]
)
def test_what_is_no_address_is_not_invited(register: Engine, email: str) -> None:
    with pytest.raises(PersonRefused) as refused:
        people.invite_person(register, email, "field", **BY)
    assert refused.value.reason == "email" and people.everybody(register) == ()


def test_a_role_that_is_none_and_a_second_invitation_are_refused(register: Engine, first: Member) -> None:
    for email, role, reason in (("x@c.nl", "owner", "role"), ("FIRST@corporatie.example", "field", "twice")):
        with pytest.raises(PersonRefused) as refused:
            people.invite_person(register, email, role, **BY)
        assert refused.value.reason == reason
    assert people.everybody(register) == (first,)


def test_another_account_with_the_same_address_is_not_that_person(register: Engine, first: Member) -> None:
    people.recognise(register, ticket(first.email))
    with pytest.raises(AccessDenied) as denied:
        people.recognise(register, ticket(first.email, "somebody else"))
    assert denied.value.reason == "other"


def test_another_provider_in_the_settings_is_known_by_address_once_more(register: Engine, first: Member) -> None:
    people.recognise(register, ticket(first.email))
    moved = people.recognise(register, ticket(first.email, "new", "https://other.example"))
    assert (moved.id, moved.issuer, moved.subject) == (first.id, "https://other.example", "new")


def test_access_ends_at_once_and_old_sessions_stay_ended(register: Engine, first: Member) -> None:
    director = people.invite_person(register, "d@c.nl", "director", ["buurt:1"], **BY)
    session = ticket("d@c.nl")
    people.recognise(register, session)
    gone = people.deactivate_person(register, director.id, **BY, seen=1)
    with pytest.raises(AccessDenied) as denied:
        people.recognise(register, session)
    assert denied.value.reason == "ended"
    people.reactivate_person(register, director.id, **BY, seen=gone.version)
    with pytest.raises(AccessDenied) as denied:
        people.recognise(register, session)
    assert denied.value.reason == "expired"
    assert people.recognise(register, ticket("d@c.nl", ago=-2)).areas == ("buurt:1",)


def test_an_address_invited_anew_is_somebody_new(register: Engine, first: Member) -> None:
    old = people.invite_person(register, "d@c.nl", "director", **BY)
    people.recognise(register, ticket("d@c.nl", "left last year"))
    people.deactivate_person(register, old.id, **BY, seen=1)
    new = people.invite_person(register, "d@c.nl", "field", **BY)
    assert people.recognise(register, ticket("d@c.nl", "came this year")).id == new.id
    with pytest.raises(AccessDenied):
        people.recognise(register, ticket("d@c.nl", "left last year"))
    with pytest.raises(PersonRefused) as refused:
        people.reactivate_person(register, old.id, **BY, seen=2)
    assert refused.value.reason == "twice"


def test_who_signs_out_ends_every_session_and_is_no_news_to_who_edits(register: Engine, first: Member) -> None:
    session = ticket(first.email)
    people.recognise(register, session)
    people.sign_out(register, first.id)
    with pytest.raises(AccessDenied) as denied:
        people.recognise(register, session)
    assert denied.value.reason == "expired"
    assert people.change_person(register, first.id, "administrator", ["buurt:1"], **BY, seen=1).version == 2


def test_nobody_overwrites_what_they_did_not_see(register: Engine, first: Member) -> None:
    member = people.invite_person(register, "d@c.nl", "director", **BY)
    now = people.change_person(register, member.id, "manager", (), **BY, seen=1)
    for late in (
        lambda: people.change_person(register, member.id, "field", (), **BY, seen=1),
        lambda: people.deactivate_person(register, member.id, **BY, seen=1),
    ):
        with pytest.raises(ChangedMeanwhile, match="A colleague changed this person meanwhile") as told:
            late()
        assert told.value.now == now
    assert now in people.everybody(register)


def test_the_last_administrator_stays(register: Engine, first: Member) -> None:
    for lock_out in (
        lambda: people.deactivate_person(register, first.id, **BY, seen=1),
        lambda: people.change_person(register, first.id, "manager", (), **BY, seen=1),
    ):
        with pytest.raises(PersonRefused) as refused:
            lock_out()
        assert refused.value.reason == "last"
    people.invite_person(register, "second@c.nl", "administrator", **BY)
    assert people.change_person(register, first.id, "manager", (), **BY, seen=1).role == "manager"


VERBS: dict[str, Callable[[Engine, Member, Person], object]] = {
    "invite_person": lambda to, who, by: people.invite_person(to, "x@c.nl", "field", by=by),
    "change_person": lambda to, who, by: people.change_person(to, who.id, "administrator", ["a"], by=by, seen=1),
    "deactivate_person": lambda to, who, by: people.deactivate_person(to, who.id, by=by, seen=1),
    "reactivate_person": lambda to, who, by: people.reactivate_person(to, who.id, by=by, seen=1),
    "read_audit": lambda to, who, by: audit.choices(to, reader=by),
    "read_audit lines": lambda to, who, by: audit.lines(to, Filter(who.created_at, who.created_at), reader=by),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", access.ROLES)
def test_the_verbs_themselves_refuse(register: Engine, first: Member, verb: str, role: str) -> None:
    people.invite_person(register, "second@c.nl", "administrator", by=COMMAND)
    allowed = {"administrator", "manager"} if verb.startswith("read_audit") else {"administrator"}
    before = people.everybody(register), lines(register)
    if role in allowed:
        VERBS[verb](register, first, Person("p", role))
        return
    with pytest.raises(AccessDenied):
        VERBS[verb](register, first, Person("p", role))
    assert (people.everybody(register), lines(register)) == before


def test_the_audit_tells_who_did_it_and_holds_no_address(register: Engine, first: Member) -> None:
    people.recognise(register, ticket(first.email, "a subject"))
    by = Person(str(first.id), "administrator")
    member = people.invite_person(register, "d@c.nl", "director", ["buurt:1"], by=by)
    people.change_person(register, member.id, "manager", (), by=by, seen=1)
    told = lines(register)
    assert [(line.verb, line.email, line.of_email) for line in told] == [
        ("change_person", first.email, "d@c.nl"),
        ("invite_person", first.email, "d@c.nl"),
        ("first_sign_in", first.email, first.email),
        ("invite_person", None, first.email),
    ]
    assert (
        told[0].before and told[0].after and (told[0].before["role"], told[0].after["role"]) == ("director", "manager")
    )
    held = json.dumps([(line.before, line.after) for line in told])
    assert not any(word in held for word in ("corporatie.example", "d@c.nl", "a subject", ISSUER))


def test_who_reads_the_audit_is_in_it_once_in_a_while(register: Engine, first: Member) -> None:
    now = datetime.now(UTC) + timedelta(hours=1)
    reader, other = Person("a manager", "manager"), Filter(now - timedelta(days=9), now, verb="invite_person")
    for wanted in (Filter(now - timedelta(days=1), now), Filter(now - timedelta(days=1), now), other):
        audit.lines(register, wanted, reader=reader)
    assert [(line.by, line.record, (line.after or {})["verb"]) for line in lines(register, looked=True)] == [
        ("a manager", "audit", "invite_person"),
        ("a manager", "audit", ""),
    ]
    with pytest.raises(AccessDenied):
        audit.lines(register, other, reader=Person("a director", "director"))
    assert {line.by for line in lines(register, looked=True)} == {"a manager", ADMINISTRATOR.id}


def test_whose_access_ended_long_ago_is_forgotten(register: Engine, first: Member) -> None:
    gone, stays = (people.invite_person(register, f"{name}@c.nl", "field", **BY) for name in ("gone", "stays"))
    people.deactivate_person(register, gone.id, **BY, seen=1)
    today = datetime.now(UTC).date()
    assert retention.prune(register, **BY, on=today + timedelta(365)) == {}
    later = today + timedelta(366 * retention.OF_PEOPLE.years)
    assert retention.prune(register, **BY, on=later, dry_run=True) == {"person": 1}
    assert len(people.everybody(register)) == 3
    assert retention.prune(register, **BY, on=later) == {"person": 1}
    assert {one.email for one in people.everybody(register)} == {first.email, stays.email}
    about = [line for line in lines(register) if line.record_id == gone.id]
    assert [line.verb for line in about] == ["prune", "deactivate_person", "invite_person"]
    assert all(line.of_email is None for line in about), "Its lines stay, and lead to nobody."
    people.invite_person(register, gone.email, "field", **BY)


def test_the_audit_is_read_by_person_verb_and_period(register: Engine, first: Member) -> None:
    people.invite_person(register, "d@c.nl", "director", **BY)
    now = datetime.now(UTC) + timedelta(seconds=1)
    since = now - timedelta(hours=1)
    for wanted, number in (
        (Filter(since, now), 2),
        (Filter(since, now, by="command"), 1),
        (Filter(since, now, verb="sign_out"), 0),
        (Filter(since - timedelta(days=1), since), 0),
    ):
        assert len(audit.lines(register, wanted, reader=ADMINISTRATOR)) == number, wanted
    by, verbs = audit.choices(register, reader=ADMINISTRATOR)
    assert by == {"an administrator": "an administrator", "command": "command"} and verbs == (
        "invite_person",
        "read_audit",
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["boss@c.nl", "--role", "administrator"], 0, "boss@c.nl may sign in now, as administrator."),
        (["d@c.nl", "--role", "director", "--area", "buurt:1", "--area", "buurt:2"], 0, "as director"),
        (["boss", "--role", "administrator"], 1, "Expected an e-mail address, found 'boss'"),
        (["boss@c.nl", "--role", "owner"], 1, "Expected one of field, director"),
    ],
)
def test_the_first_administrator_is_invited_by_a_command(
    tmp_path: Path, words: list[str], code: int, sentence: str
) -> None:
    where = str(tmp_path / "new" / "register.sqlite")
    done = subprocess.run(
        [sys.executable, "-m", "buurtbeeld", "invite", *words],
        cwd=ROOT, env={"BUURTBEELD_REGISTER": where, "PATH": ""}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == code and sentence in done.stdout + done.stderr, done
    assert "Traceback" not in done.stderr
    assert len(people.everybody(store.opened(where))) == (code == 0)


def test_a_demonstration_has_a_register_of_its_own(tmp_path: Path) -> None:
    where = str(tmp_path / "register.sqlite")
    assert store.place(where, False) == where
    assert store.place(where, True) == str(tmp_path / "register-demonstration.sqlite")
    assert "://" not in store.place("postgresql://register@server/buurtbeeld", True)
