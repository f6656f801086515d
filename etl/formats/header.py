"""Finds the named columns in a file's header. Refuses a file that lacks one or has one twice."""

from __future__ import annotations

from buurtbeeld.errors import FileRefused
from etl.blanks import trimmed
from etl.descriptors.read import Delivery
from etl.formats.relation import UNREADABLE

SHOWN = 12


def places(delivery: Delivery, names: list[str]) -> list[int]:
    """Where each named column of the descriptor stands, from 0; blanks around a name do not count."""
    present = [trimmed(name) for name in names]
    positions = []
    for field in delivery.descriptor.named:
        wanted = trimmed(field.name)
        times = present.count(wanted)
        if times > 1:
            raise FileRefused(
                f"{delivery.path.name} has {times} columns '{wanted}', of which one is expected;"
                f" which is meant cannot be told. Rename the others in the file, or take 'feeds' from it."
            )
        if not times:
            raise FileRefused(_missing(delivery, wanted, present))
        positions.append(present.index(wanted))
    return positions


def _missing(delivery: Delivery, wanted: str, names: list[str]) -> str:
    descriptor = delivery.descriptor
    shown = ", ".join(f"'{_short(name)}'" for name in names[:SHOWN] if name) or "no names at all"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    advice = f"Map it in {descriptor.file.name}."
    if (
        descriptor.format == "csv"
        and len(names) == 1
        and (other := _other_delimiter(names[0], descriptor.dialect.delimiter))
    ):
        advice = (
            f"Is 'dialect.delimiter' {other!r} rather than {descriptor.dialect.delimiter!r}?"
            f" Change it in {descriptor.file.name}."
        )
    elif len(descriptor.named) > 1 and not any(trimmed(field.name) in names for field in descriptor.named):
        rows = ", ".join(map(str, descriptor.dialect.headerRows))
        advice = f"Is the header on line {rows}? Set 'dialect.headerRows' in {descriptor.file.name}."
    return f"{delivery.path.name} has no column '{wanted}'; it has {shown}{more}. {advice}"


def _other_delimiter(header: str, delimiter: str) -> str:
    return next((each for each in (";", "\t", ",", "|") if each != delimiter and each in header), "")


def _short(name: str) -> str:
    name = name.replace(UNREADABLE, "\N{REPLACEMENT CHARACTER}")
    return name if len(name) <= 40 else f"{name[:39]}…"
