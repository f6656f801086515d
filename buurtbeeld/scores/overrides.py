"""Marks of people's own beside the computed ones, in words and ready to draw. Computes no mark and records nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from buurtbeeld import text
from buurtbeeld.codes import ALL
from buurtbeeld.glossary import code_words
from buurtbeeld.register.mark_overrides import Override
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _

OWN = "own"
"""Column of the table of marks that holds them."""


def in_force(records: Iterable[Entry[Override]], today: date) -> dict[tuple[str, str], Entry[Override]]:
    """Per area and lens the mark that holds today; the one about the latest month where there are several."""
    current = [
        record
        for record in records
        if record.what.column == ALL and (record.what.until is None or record.what.until >= today)
    ]
    return {
        (record.what.area_id, record.what.lens): record
        for record in sorted(current, key=lambda record: record.what.month)
    }


def marks_to_draw(rows: pd.DataFrame, held: Mapping[tuple[str, str], Entry[Override]]) -> pd.DataFrame:
    """The rows of tables.marks_to_draw with a mark of somebody's own: own (that mark), said_own (in words)."""
    keys = list(zip(rows["area_id"], rows["lens"], strict=True))
    there = [column == ALL and key in held for key, column in zip(keys, rows["column"], strict=True)]
    marks = rows[pd.Series(there, index=rows.index, dtype=bool)]
    whose = [held[key] for key, has in zip(keys, there, strict=True) if has]
    return marks.assign(
        own=pd.Series([record.what.mark for record in whose], index=marks.index, dtype=float),
        said_own=pd.Series([short(record.what) for record in whose], index=marks.index, dtype=object),
    )


def by_area(held: Mapping[tuple[str, str], Entry[Override]], areas: pd.DataFrame) -> pd.Series:
    """Per area of the table its own marks in words, empty where there is none."""
    marks: dict[str, list[str]] = {}
    for (area, lens), record in held.items():
        marks.setdefault(area, []).append(f"{code_words.lens(lens).capitalize()} {short(record.what)}")
    words = {area: "; ".join(sorted(each)) for area, each in marks.items()}
    return pd.Series([words.get(area, "") for area in areas["area_id"]], index=areas.index, dtype=object)


def on_screen(columns: Sequence[str], own: pd.Series) -> tuple[str, ...]:
    """The columns of the table with people's own marks after the computed ones, where there is any."""
    return (*columns[:-1], OWN, *columns[-1:]) if own.ne("").any() else tuple(columns)


def short(what: Override) -> str:
    """The mark and until when it holds."""
    own = text.number(what.mark, 1)
    return own if what.until is None else _("{mark} (tot en met {day})", mark=own, day=text.day(what.until))


def beside(what: Override, now: float, month: date) -> str:
    """The mark of somebody's own with the computed one it was set beside, and the one of now where that differs."""
    said = _("**Eigen cijfer {own}**, over {month}", own=text.number(what.mark, 1), month=text.month(what.month))
    if what.instead_of is None:
        was = _("toen was er geen berekend cijfer")
    else:
        was = _("toen berekend: {mark}", mark=text.number(what.instead_of, 1))
    if what.month == month or pd.isna(now):
        return f"{said}; {was}."
    return _("{said}; {was}, nu {now}.", said=said, was=was, now=text.number(now, 1))


def answer(held: Mapping[tuple[str, str], Entry[Override]], areas: Iterable[str]) -> str:
    """In how many of these areas somebody has a mark of their own; empty for none."""
    number = len({area for area, _lens in held} & set(areas))
    if not number:
        return ""
    if number == 1:
        return _("In één gebied staat een eigen cijfer (◇) naast het berekende; het berekende blijft staan.")
    return _("In {n} gebieden staat een eigen cijfer (◇) naast het berekende; het berekende blijft staan.", n=number)
