"""What the newest build holds, per source. Reads only what is published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from buurtbeeld.warehouse import ask, newest


def status(folder: Path) -> dict[str, Any]:
    """The newest build in folder as one object: its name, when it was built, and per source what became of its rows.

    Raises NoWarehouse when nothing was published yet.
    """
    build = newest(folder)
    about = ask(build, "build").iloc[0]
    sources = ask(build, "sources")
    return {
        "build": about["name"],
        "built_at": about["built_at"].isoformat() + "Z",
        "sources": [_plain(row) for row in sources.to_dict("records")],
    }


def _plain(row: dict[str, object]) -> dict[str, object]:
    dates = {
        name: None if row[name] is None or row[name] != row[name] else str(row[name])[:10] for name in ("first", "last")
    }
    return row | dates


def refused(folder: Path) -> list[str]:
    """The sentences of the files that the newest build could not read."""
    frame = ask(newest(folder), "refusals")
    return [f"{file}: {sentence}" for file, sentence in zip(frame["file"], frame["refusal"], strict=True)]


def much_rejected(folder: Path) -> list[str]:
    """A sentence for each file of which more than a tenth was rejected."""
    files = ask(newest(folder), "much_rejected").itertuples()
    return [f"{each.file}: {each.rejected:,} of {each.rows_in:,} rows. The page Sources says why." for each in files]


def numbers(folder: Path) -> list[str]:
    """What was noticed of the numbers of reports, a sentence each."""
    frame = ask(newest(folder), "findings")
    frame = frame[frame["kind"].str.startswith("number_")].fillna("")
    return [f"{file or source}: {detail}." for source, file, detail in frame[["source", "file", "detail"]].to_numpy()]


WITHOUT = {
    "areas": "No areas were delivered, so nothing lies in a neighbourhood. Put outlines in the folder (kind 'areas').",
    "homes": "No homes were delivered, so nothing can be said per 1,000 homes. Put them in the folder (kind 'homes').",
}
"""What a build can do without, but its readers cannot."""


def missing_kinds(folder: Path) -> list[str]:
    """What is missing for the pages to make sense, a sentence each; nothing where nothing was delivered at all."""
    kinds = set(ask(newest(folder), "source_freshness")["kind"])
    return [sentence for kind, sentence in WITHOUT.items() if kinds and kind not in kinds]
