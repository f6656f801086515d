"""python -m buurtbeeld briefing: pages for one area or all of a level, each logged. Decides nothing about content."""

from __future__ import annotations

import functools
import getpass
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.progress import Progress

from buurtbeeld import settings, sign_in, text, warehouse
from buurtbeeld.access import COMMAND
from buurtbeeld.briefing import export as briefing_export
from buurtbeeld.briefing import formats, register_extract
from buurtbeeld.briefing import layout as briefing_layout
from buurtbeeld.briefing.protected_counts import Ask
from buurtbeeld.briefing.recipients import Recipient, by_name, profiles
from buurtbeeld.clock import today
from buurtbeeld.errors import ChangedMeanwhile, DocumentError, NothingSafe, RegisterError
from buurtbeeld.register import reading, store
from buurtbeeld.register.partners import Partner


def briefing(
    area: Annotated[list[str], typer.Option(help="An area_id, or a level: every area of it. May be given again.")],
    recipient: Annotated[str, typer.Option(help="internal, public, tenants, or partner:Name as the register has it.")],
    form: Annotated[
        str, typer.Option("--format", help=f"One of {', '.join(briefing_export.FORMATS)}.")
    ] = formats.USUAL,
    meeting: Annotated[str, typer.Option(help="partners, standup, tenants or residents.")] = "partners",
    into: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("briefings"),
) -> None:
    """Write the page to bring for one area or many; what cannot be shown safely is said and left out.

    Whether a covenant holds is read from the register. Raises AccessDenied for a partner that it does not have.
    """
    _one_of("meeting", meeting, briefing_layout.meetings())
    _one_of("format", form, briefing_export.FORMATS)
    ask, register, console = _asker(), store.opened(_register()), Console(stderr=True)
    who = _recipient(register, recipient)
    into.mkdir(parents=True, exist_ok=True)
    chosen, records = _areas(ask, area), register_extract.read(register, by=COMMAND)
    refused, failed = [], []
    with Progress(console=console) as progress:
        for area_id in progress.track(chosen, description="briefings"):
            try:
                page = briefing_export.prepare(ask, register, area_id, who, meeting, today(), records=records)
                _write(into / briefing_export.file_name(page.page, form), page, form, register)
            except NothingSafe as error:
                refused.append(f"{area_id}: {error}")
            except (DocumentError, ChangedMeanwhile) as error:
                failed.append(f"{area_id}: {error}")
    console.print(f"{len(chosen) - len(refused) - len(failed)} of {len(chosen)} pages written to {into}.", markup=False)
    for sentence in refused + failed:
        console.print(sentence, markup=False)
    if failed:
        raise typer.Exit(1)


def _write(file: Path, page: briefing_export.Draft, form: str, register: store.Engine) -> None:
    new = not file.exists()
    try:
        # Opened first: a file that cannot be written is known before the log says that somebody has it.
        with _writing(file), file.open("ab") as opened:
            made = briefing_export.export(page, form, register, by=getpass.getuser())
            opened.truncate(0)
            opened.write(made)
    except (DocumentError, RegisterError):
        if new:
            file.unlink(missing_ok=True)
        raise


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Raises DocumentError, with what the system says, where path cannot be written."""
    try:
        yield
    except OSError as error:
        raise DocumentError(f"{path} cannot be written: {error.strerror or error}. Choose another folder.") from error


def _recipient(register: store.Engine, asked: str) -> Recipient:
    profile, _colon, name = asked.partition(":")
    _one_of("recipient", profile, profiles())
    return by_name(profile, name, reading.listed(register, Partner, by=COMMAND), today())


def _one_of(what: str, word: str, choices: Collection[str]) -> None:
    if word not in choices:
        raise typer.BadParameter(f"Expected for {what} one of {', '.join(choices)}, found {word!r}.")


def _register() -> str:
    """Where the register is: that of a demonstration, while the newest build is made up."""
    chosen = settings.read()
    build = warehouse.newest(chosen.warehouse)
    made_up = bool(warehouse.ask(build, "build", chosen.query_seconds)["demonstration"].iloc[0])
    return store.place(chosen.register, made_up and not sign_in.configured(chosen))


def _asker() -> Ask:
    chosen = settings.read()
    build = warehouse.newest(chosen.warehouse)

    @functools.cache
    def kept(question: str, *given: tuple[str, object]) -> pd.DataFrame:
        return text.in_language(warehouse.ask(build, question, chosen.query_seconds, **dict(given)))

    # What is not about one area is asked once for all pages.
    return lambda question, **given: kept(question, *sorted(given.items())).copy()


def _areas(ask: Ask, asked: list[str]) -> list[str]:
    areas = ask("area_choices")
    chosen = areas[areas["area_id"].isin(asked) | areas["level"].isin(asked)]["area_id"].tolist()
    unknown = set(asked) - set(areas["area_id"]) - set(areas["level"])
    if unknown:
        raise typer.BadParameter(f"Expected area_ids or levels, found {', '.join(sorted(unknown))}.")
    return chosen
