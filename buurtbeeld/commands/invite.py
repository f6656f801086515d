"""The command that lets the first administrator in, and anybody after that. Asks nothing about who gives it."""

from __future__ import annotations

from typing import Annotated

import typer

from buurtbeeld import settings
from buurtbeeld.access import COMMAND, ROLES
from buurtbeeld.register import people, store


def invite(
    email: Annotated[str, typer.Argument(help="The address this person signs in with.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")],
    area: Annotated[list[str] | None, typer.Option(help="An area_id; repeat for more. None: everywhere.")] = None,
) -> None:
    """Lets somebody sign in with this address, in this role."""
    member = people.invite_person(store.opened(settings.read().register), email, role, area or (), by=COMMAND)
    typer.echo(f"{member.email} may sign in now, as {member.role}.")
