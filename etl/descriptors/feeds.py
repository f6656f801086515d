"""Can what the columns and constants of a descriptor feed be followed, and is anything missing? Opens no file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from buurtbeeld import codes
from etl.descriptors.kinds import CELLS, KINDS, OUTLINES, POINT, Canon
from etl.descriptors.schema import Descriptor, Field

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
POINTS = {"default": ("x", "y"), "lon,lat": ("x", "y"), "lat,lon": ("y", "x")}
"""How a column that feeds point may write it: which coordinate comes first."""


def faults(descriptor: Descriptor) -> list[str]:
    """What cannot be followed, a sentence each."""
    return [
        *(fault for field in descriptor.named if field.feeds for fault in _field_faults(descriptor, field)),
        *(fault for target in descriptor.filled_by for fault in _together(descriptor, target)),
        *_alike(descriptor),
        *_constant_faults(descriptor),
        *_limit_faults(descriptor),
    ]


def missing(descriptor: Descriptor) -> list[str]:
    """What the kind needs and nothing gives."""
    if descriptor.kind not in OUTLINES and descriptor.format in ("gpkg", "shp"):
        return [
            f"{descriptor.format} is read for {' and '.join(OUTLINES)} only; found kind {descriptor.kind}. "
            "Deliver it as GeoJSON, csv, xlsx or parquet."
        ]
    gaps = [field.name for field in KINDS[descriptor.kind] if field.required and field.name not in descriptor.given]
    if descriptor.kind in codes.EVIDENCE and not descriptor.given & {"occurred_at", "registered_at"}:
        gaps.append("occurred_at or registered_at")
    if descriptor.kind == "areas" and "level" not in descriptor.given:
        gaps.append("level (or the word 'level' beside 'path')")
    if len(descriptor.given & {"x", "y"}) == 1:
        gaps.append("x" if "y" in descriptor.given else "y")
    return [
        f"{descriptor.kind} needs a column that feeds {gap}; none does. Add 'feeds' to that column." for gap in gaps
    ]


def _canon(descriptor: Descriptor) -> dict[str, Canon]:
    return {field.name: field for field in KINDS[descriptor.kind]}


def _field_faults(descriptor: Descriptor, field: Field) -> Iterator[str]:
    canon, feeds, cells = _canon(descriptor), field.feeds or "", CELLS.get(descriptor.kind)
    if field.means:
        yield from _means_faults(descriptor, field)
    named = feeds.startswith("value:") and feeds.removeprefix("value:").strip() and cells
    if feeds not in canon and not named and not (feeds == POINT and "x" in canon):
        names = [*canon, *([POINT] if "x" in canon else [])]
        yield (
            f"column '{field.name}' feeds '{feeds}', which {descriptor.kind} does not have; it has "
            f"{', '.join(names)}. Choose one of them."
        )
    if feeds == POINT and field.format not in POINTS:
        yield f"the format of column '{field.name}' should be lon,lat or lat,lon; found {field.format!r}. Change it."


def _means_faults(descriptor: Descriptor, field: Field) -> Iterator[str]:
    cells = CELLS.get(descriptor.kind)
    if cells is None or not (field.feeds == cells[1] or (field.feeds or "").startswith("value:")):
        wanted = f"'{cells[1]}'" if cells else f"a value, which {descriptor.kind} does not have"
        yield f"column '{field.name}' has 'means', so it should feed {wanted}; found '{field.feeds}'. Change either."
        return
    for name, text in field.means.items():
        kind = _canon(descriptor).get(name)
        if kind is None or name == cells[1]:
            yield f"column '{field.name}' means '{name}', which {descriptor.kind} does not have. Choose a field of it."
        elif kind.type == "DATE" and not (_MONTH if name in descriptor.filled_by else _DAY).fullmatch(text):
            expected = (
                "a month from 1 to 12, beside a column of years" if name in descriptor.filled_by else "as 2026-01"
            )
            yield f"column '{field.name}' means {name} '{text}'; it should be written {expected}. Change it."


def _together(descriptor: Descriptor, target: str) -> Iterator[str]:
    """What may be fed by more than one column: texts, moments by a day and a time, months by a year and a month."""
    columns, canon = descriptor.filled_by[target], _canon(descriptor).get(target)
    times = [field.type == "time" for field in columns]
    if canon is not None and canon.type == "TIMESTAMP" and any(times):
        if len(columns) != 2 or all(times):
            yield (
                f"'{target}' has a column of type time, '{columns[times.index(True)].name}'; it should have a column"
                " with the day as well, and no third. Let that column feed it too."
            )
    elif (
        canon is not None
        and canon.type == "DATE"
        and len(columns) == 2
        and [f.type for f in columns].count("year") == 1
    ):
        return
    elif len(columns) > 1 and (canon is None or canon.type != "VARCHAR"):
        time = " (of two columns for one moment, one has type time)" if canon and canon.type == "TIMESTAMP" else ""
        yield (
            f"'{target}' is fed by '{columns[0].name}' and by '{columns[1].name}'; it should be one column{time}. Take "
            "'feeds' from one of them."
        )


def _alike(descriptor: Descriptor) -> Iterator[str]:
    """Two ways to say one thing, and cells that cannot be told apart."""
    meanings: dict[tuple[tuple[str, str], ...], str] = {}
    cells = [field for field in descriptor.named if field.is_cell and descriptor.kind in CELLS]
    for field in cells:
        meaning = tuple(sorted(descriptor.meaning(field).items()))
        if meaning in meanings:
            yield f"columns '{meanings[meaning]}' and '{field.name}' mean the same; which is meant? Take one away."
        meanings[meaning] = field.name
    thing, value = CELLS.get(descriptor.kind, ("", ""))
    # A month that the row and the column say goes together; a thing has one name.
    fields = {value} | {thing for cell in cells if thing in descriptor.meaning(cell)} if cells else set()
    for name in sorted(fields & set(descriptor.filled_by)):
        yield f"'{name}' is fed beside columns that feed value:<name>; it should be one or the other. Remove one."
    for name in sorted({"x", "y"} & set(descriptor.filled_by)) if POINT in descriptor.filled_by else ():
        yield f"'{name}' and '{POINT}' are both fed; it should be one or the other. Remove one."


def _constant_faults(descriptor: Descriptor) -> Iterator[str]:
    canon = _canon(descriptor)
    for name, text in descriptor.constants.items():
        if name not in canon:
            yield (
                f"'constants' names '{name}', which {descriptor.kind} does not have; it has {', '.join(canon)}. "
                "Choose one of them."
            )
        elif fault := _untyped(canon[name], text):
            yield f"'constants' says {name} is '{text}', which is {fault}. Change it there."


def _limit_faults(descriptor: Descriptor) -> Iterator[str]:
    canon = _canon(descriptor)
    for field in descriptor.named:
        kind = canon.get(field.feeds or "", Canon("", "DOUBLE", False, ""))
        limits = {"minimum": field.constraints.minimum, "maximum": field.constraints.maximum}
        for word, limit in limits.items():
            if limit is not None and (fault := _untyped(kind, str(limit))):
                yield f"'{word}' of column '{field.name}' is '{limit}', which is {fault}. Change it there."


def _untyped(canon: Canon, text: str) -> str:
    try:
        if canon.type in ("DATE", "TIMESTAMP"):
            date.fromisoformat(text[:10])
        elif canon.type != "VARCHAR":
            float(text)
    except ValueError:
        return "no day such as 2026-12-31" if canon.type in ("DATE", "TIMESTAMP") else "no number such as 2.5"
    return ""
