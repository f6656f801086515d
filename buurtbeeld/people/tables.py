"""People who may sign in, as a table and in words. Draws nothing and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from buurtbeeld import text
from buurtbeeld.record_display import roles
from buurtbeeld.register.people import Member
from buurtbeeld.text import _


def table(members: Sequence[Member], names: Mapping[str, str]) -> pd.DataFrame:
    """One row per member: email, role, areas, access, invited; names: area_id -> label."""
    rows = [
        {
            "email": member.email,
            "role": roles.role(member.role).capitalize(),
            "access": access(member),
            "areas": areas(member.areas, names),
            "invited": pd.Timestamp(member.created_at.date()),
        }
        for member in members
    ]
    return pd.DataFrame(rows, columns=list(heads()))


def heads() -> dict[str, str]:
    """Column -> head of the table."""
    return {
        "email": _("E-mailadres"),
        "role": _("Rol"),
        "access": _("Toegang"),
        "areas": _("Eigen gebieden"),
        "invited": _("Uitgenodigd op"),
    }


def areas(given: Sequence[str], names: Mapping[str, str]) -> str:
    """Areas by name, one that is no longer there by its id; without areas: everywhere."""
    return text.listing([names.get(area, area) for area in given]) if given else _("alle gebieden")


def access(member: Member) -> str:
    """Whether somebody gets in, in two words."""
    if not member.active:
        return _("beëindigd")
    return _("actief") if member.subject else _("nog niet aangemeld")


def in_words(members: Sequence[Member]) -> str:
    """How many people may sign in, and how many of them let others in."""
    active = [member for member in members if member.active]
    lets_in = sum(member.role == "administrator" for member in active)
    if not active:
        return _("Nog niemand heeft toegang")
    people = _("Eén persoon heeft toegang") if len(active) == 1 else _("{n} personen hebben toegang", n=len(active))
    return _("{people}, onder wie {n} als beheerder", people=people, n=lets_in)


def choice(members: Sequence[Member]) -> tuple[list[str], Callable[[str], str]]:
    """Every member to choose from: ids, and their words."""
    words = {
        str(member.id): member.email if member.active else f"{member.email} ({access(member)})" for member in members
    }
    return list(words), words.__getitem__


def both(wanted: tuple[str, Sequence[str]], names: Mapping[str, str], now: Member) -> tuple[str, str]:
    """What the visitor wanted (role, areas) and how it is now, each in a few lines of Markdown."""
    line = _("Rol: **{role}**") + "  \n" + _("Gebieden: **{areas}**") + "  \n" + _("Toegang: **{access}**")
    role, own = wanted
    asked = line.format(role=roles.role(role), areas=areas(own, names), access=_("niet veranderd"))
    return asked, line.format(role=roles.role(now.role), areas=areas(now.areas, names), access=access(now))
