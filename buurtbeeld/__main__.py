"""The commands of the register: python -m buurtbeeld. A sentence and an exit code for every error."""

from __future__ import annotations

import sys

import typer

from buurtbeeld import inviting
from buurtbeeld.briefing.command import briefing
from buurtbeeld.errors import BuurtbeeldError
from buurtbeeld.register import commands

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
for command in (inviting.invite, commands.backup, commands.restore, commands.prune, briefing):
    app.command()(command)


@app.callback()
def _commands() -> None:
    """What people recorded, and who may: commands on the register."""


if __name__ == "__main__":
    try:
        app()
    except BuurtbeeldError as error:
        sys.exit(str(error))
