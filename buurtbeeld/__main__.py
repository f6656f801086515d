"""The command line of the product: python -m buurtbeeld. A list of commands; a sentence and a code for every error."""

from __future__ import annotations

import sys
from typing import Never

import typer

from buurtbeeld import errors
from buurtbeeld.commands import ask
from buurtbeeld.commands import invite as commands_invite
from buurtbeeld.commands import register as register_commands
from buurtbeeld.commands.briefing import briefing

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
for command in (
    commands_invite.invite,
    register_commands.backup,
    register_commands.restore,
    register_commands.prune,
    briefing,
):
    app.command()(command)
app.add_typer(ask.app, name="ask")


@app.callback()
def _commands() -> None:
    """Ask the newest build, and say who may work with the register."""


def main() -> Never:
    """Runs one command; an error of ours, or of a file, becomes a sentence and exit code 1."""
    try:
        # A name of one word: completion is asked for through a variable that is called after it.
        app(prog_name="buurtbeeld")
    except errors.BuurtbeeldError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(errors.of_system(error))
    sys.exit(0)


if __name__ == "__main__":
    main()
