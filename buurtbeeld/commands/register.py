"""Commands of whoever keeps the register: back up, restore, prune. Says things; decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from buurtbeeld import settings
from buurtbeeld.access import COMMAND


def backup(file: Annotated[Path, typer.Argument(help="A new file; an SQLite database with everything.")]) -> None:
    """Copy the register to a file while people work on."""
    from buurtbeeld.register import backup as backups

    rows = backups.backup(settings.read().register, file)
    typer.echo(f"{file} holds the register: {rows:,} rows, the audit included. Keep it as safe as the register.")


def restore(file: Annotated[Path, typer.Argument(help="A file that backup made.")]) -> None:
    """Put a backup in the place of the register; what stood there is kept."""
    from buurtbeeld.register import backup as backups

    rows, before = backups.restore(settings.read().register, file, by=COMMAND.id)
    typer.echo(f"Restored {rows:,} rows from {file}. What stood there before is kept in {before}.")


def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
) -> None:
    """Remove for good what has been kept long enough."""
    from buurtbeeld.register import retention, store

    gone = retention.prune(store.opened(settings.read().register), by=COMMAND, dry_run=dry_run)
    verb = "Would remove" if dry_run else "Removed"
    for kind, rows in gone.items():
        period = retention.period(kind)
        typer.echo(f"{verb} {rows:,} of {kind}: {period.years} years after {period.since}, {period.why}.")
    if not gone:
        typer.echo("Nothing has been kept long enough to be removed.")
