"""JSON lines: one object a line, its named keys as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from buurtbeeld.errors import FileRefused
from etl.blanks import trimmed
from etl.descriptors.kinds import KINDS
from etl.descriptors.read import Delivery
from etl.formats import objects
from etl.formats.lines import Lines, check_encoding, opened
from etl.formats.relation import Record, Rows, store


def rows(delivery: Delivery, workspace: Path) -> Rows:
    """Careful rows; a line that is no object is broken, a key that is missing is empty."""
    check_encoding(delivery.path, delivery.descriptor.encoding, delivery.descriptor.file.name)
    with opened(delivery.path, delivery.descriptor.encoding) as file:
        return store(_records(delivery, Lines(file, delivery.path.name)), delivery, workspace)


def _records(delivery: Delivery, lines: Lines) -> Iterator[Record]:
    named = delivery.descriptor.named
    nothing = (None,) * len(named)
    keys: dict[str, None] = {}
    records = 0
    while True:
        text, whole = lines.next()
        if not text:
            break
        if not text.strip("\ufeff \t\r\n"):
            continue
        given = parsed(text) if whole else "line is longer than a million characters"
        if isinstance(given, str):
            yield lines.number, nothing, given
            continue
        records += 1
        keys.update(dict.fromkeys(given)) if len(keys) < 1000 else None
        yield lines.number, tuple(objects.cell(given, field) for field in named), None
    check_keys(delivery, list(keys), records)


def parsed(text: str) -> dict[str, Any] | str:
    """The object on a line, numbers as they were written; or why there is none."""
    try:
        given = objects.parsed(text)
    except (ValueError, RecursionError) as error:
        return f"line is not a JSON object: {objects.fault(error)}"
    return objects.tidy(given) if isinstance(given, dict) else "line is not a JSON object"


def check_keys(delivery: Delivery, keys: list[str], records: int) -> None:
    """A key may be missing here and there; one that every record needs and none has is another name."""
    # A report may do without a number, but a key for it that no record has is another name all the same.
    needed = {field.name for field in KINDS[delivery.descriptor.kind] if field.required} | {"source_id"}
    for field in delivery.descriptor.named:
        if (
            records
            and not {trimmed(field.name), field.name.partition(".")[0]} & set(keys)
            and len(keys) < 1000
            and (field.feeds in needed or field.constraints.required)
        ):
            shown = ", ".join(f"'{key}'" for key in keys[:12])
            raise FileRefused(
                f"{delivery.path.name} has no key '{field.name}'; it has {shown}."
                f" Map it in {delivery.descriptor.file.name}."
            )
