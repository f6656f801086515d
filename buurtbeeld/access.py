"""Who may do what, and where. Knows rules, not how a visitor got here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from types import MappingProxyType

from buurtbeeld.errors import AccessDenied

ROLES = ("field", "director", "manager", "analyst", "partner", "administrator")
REASONS = (
    "role", "partner", "area", "elsewhere", "view_as", "register",
    "signed_out", "expired", "unverified", "unknown", "ended", "other",
)  # fmt: skip
"""Why somebody may not: the role; a partner, who sees what is shared only; the area; real data without sign-in; the
switch of role demanded on real data; the register cannot be read; not signed in, too long ago, an address the provider
does not vouch for, not invited, access ended, another account than the one that was invited."""
_LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
_FORWARDING = ("forwarded", "x-forwarded-for", "x-real-ip")

_STAFF = frozenset(ROLES) - {"partner"}
_ANALYSTS = frozenset({"analyst", "manager", "administrator"})
_OBSERVERS = frozenset({"field", "director", "manager", "administrator"})
_AUDITORS = frozenset({"manager", "administrator"})
_ADMINISTRATORS = frozenset({"administrator"})
_FOLLOWERS = frozenset({"director", "manager", "administrator"})
"""Those who follow matters up: a director in the own areas, a manager everywhere."""

_FOLLOWING = (
    "open_case", "take_step", "close_case",
    "hand_over", "acknowledge", "first_action", "feed_back", "close_hand_over",
    "keep_partner", "remove_partner", "keep_route", "remove_route",
    "hold_consultation", "commit", "keep_commitment",
    "decide_initiative", "finish_initiative", "look_back", "record_mediation",
    "record_approach", "end_approach", "freeze_approach",
    "draw_focus_area", "remove_focus_area", "override_mark", "take_back_override",
    "write_note", "set_goal", "review_goal", "record_placement",
    "mark_known", "take_back", "read_confidential",
)  # fmt: skip

MAY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "read": _STAFF,
        "read_shared": frozenset(ROLES),
        "analyse": _ANALYSTS,
        "record_observation": _OBSERVERS,
        "withdraw": _OBSERVERS,
        "bring_back": _OBSERVERS,
        "recognise": _OBSERVERS,
        **dict.fromkeys(_FOLLOWING, _FOLLOWERS),
        "read_audit": _AUDITORS,
        "invite_person": _ADMINISTRATORS,
        "change_person": _ADMINISTRATORS,
        "deactivate_person": _ADMINISTRATORS,
        "prune": _ADMINISTRATORS,
    }
)
"""Every verb, and the roles that may. What is not here, nobody may."""

NARROWED = frozenset({"director"})
"""Roles that change things in the own areas only. All others either change everywhere or change nothing of an area."""

EVERYWHERE = frozenset({"read", "read_shared", "record_observation", "recognise"})
"""Verbs that no area narrows: colleagues see the whole corporation, and an observation lies where it was seen."""


@dataclass(frozen=True)
class Person:
    """Who acts: id (what the audit keeps), role, and every area_id this person may change things in (empty: all).

    Who makes one puts in areas also what lies inside the areas that were given, so that a buurt holds its streets.
    """

    id: str
    role: str
    areas: frozenset[str] = frozenset()


LOCAL = Person("local", "administrator")
"""Who sits at the machine itself while no sign-in is configured."""

COMMAND = Person("command", "administrator")
"""Who gives a command on the machine: whoever can do that can read the register's file as well."""

DEMONSTRATION = "demonstration"
"""The id of every visitor of a demonstration, in whatever role they look."""


def check(person: Person, verb: str, area_id: str | None = None) -> None:
    """Raises AccessDenied unless this person may do this, in the area of what it is done to.

    Without area_id only the role is looked at: before a record is read, and for records that belong to no area.
    """
    if verb not in MAY:
        raise AccessDenied(f"Expected a verb of buurtbeeld.access.MAY, found {verb!r}. Add it there, with its roles.")
    if person.role not in MAY[verb]:
        may = ", ".join(role for role in ROLES if role in MAY[verb])
        raise AccessDenied(f"{verb} is for: {may}; found {person.role!r}. Ask one of them.", _reason(person))
    if person.role not in NARROWED or not person.areas or verb in EVERYWHERE:
        return
    if area_id is not None and area_id not in person.areas:
        raise AccessDenied(
            f"{verb} was asked for {area_id}, which is not one of this director's areas. "
            "Ask the director of that area, or an administrator to add it.",
            "area",
        )


def _reason(person: Person) -> str:
    return "partner" if person.role == "partner" else "role"


def may(person: Person, verb: str, area_id: str | None = None) -> bool:
    """Whether check would let this person pass: for what a page offers. The verbs themselves call check."""
    try:
        check(person, verb, area_id)
    except AccessDenied:
        return False
    return True


def is_local(remote: str | None, headers: dict[str, str]) -> bool:
    """Whether a connection comes from this machine itself, by address and by the name it asked for.

    A proxy on this machine also connects from here, so a forwarded request is somebody else's. The name is checked
    because a web page elsewhere can make a browser here look up a name that leads to 127.0.0.1.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    if any(name in lower for name in _FORWARDING):
        return False
    host = lower.get("host", "localhost")
    name = host[1:].split("]")[0] if host.startswith("[") else host.rsplit(":", 1)[0]
    return is_own_name(name) and (remote is None or _is_loopback(remote))


def is_own_name(host: str) -> bool:
    """Whether a machine means itself by this name."""
    return host.lower() in _LOCAL_NAMES


def _is_loopback(remote: str) -> bool:
    try:
        return ip_address(remote).is_loopback
    except ValueError:
        return False
