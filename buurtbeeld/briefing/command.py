"""python -m buurtbeeld briefing: pages for one area or all of a level, each logged. Decides nothing about content."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from buurtbeeld import settings, text, warehouse
from buurtbeeld.briefing import exporting
from buurtbeeld.briefing.content import Ask
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.errors import NothingSafe
from buurtbeeld.register import store


def briefing(
    area: Annotated[list[str], typer.Option(help="An area_id, or a level: every area of it. May be given again.")],
    recipient: Annotated[str, typer.Option(help="internal, partner, tenants or public; partner:Name.")],
    form: Annotated[str, typer.Option("--format", help="pdf, pptx, html or xlsx.")] = "pdf",
    meeting: Annotated[str, typer.Option(help="partners, standup, tenants or residents.")] = "partners",
    into: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("briefings"),
) -> None:
    """Write the page to bring for one area or many; what cannot be shown safely is said and left out."""
    ask, register, console = _asker(), store.opened(settings.read().register), Console(stderr=True)
    profile, _colon, name = recipient.partition(":")
    into.mkdir(parents=True, exist_ok=True)
    chosen, refused = _areas(ask, area), []
    with Progress(console=console) as progress:
        for area_id in progress.track(chosen, description="briefings"):
            try:
                page = exporting.prepare(ask, register, area_id, Recipient(profile, name), meeting, date.today())
            except NothingSafe as error:
                refused.append(f"{area_id}: {error}")
                continue
            made = exporting.export(page, form, register, by=getpass.getuser())
            (into / f"{area_id.replace(':', '-')}-{profile}.{form}").write_bytes(made)
    console.print(f"{len(chosen) - len(refused)} of {len(chosen)} pages written to {into}.")
    for sentence in refused:
        console.print(sentence, markup=False)


def _asker() -> Ask:
    chosen = settings.read()
    build = warehouse.newest(chosen.warehouse)
    return lambda question, **given: text.in_language(warehouse.ask(build, question, chosen.query_seconds, **given))


def _areas(ask: Ask, asked: list[str]) -> list[str]:
    known = ask("area_choices")
    found = known[known["area_id"].isin(asked) | known["level"].isin(asked)]["area_id"].tolist()
    unknown = set(asked) - set(known["area_id"]) - set(known["level"])
    if unknown:
        raise typer.BadParameter(f"Expected area_ids or levels, found {', '.join(sorted(unknown))}.")
    return found
