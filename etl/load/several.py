"""Writes the SQL for a value of several columns, a point of one column, and rows that nobody wants. Rejects nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from etl.descriptors.feeds import POINTS
from etl.descriptors.schema import Descriptor, Field
from etl.load import moments
from etl.quoting import literal

BETWEEN = {"category": " / ", "vintage": "-", "wave": "-"}
"""What stands between texts of several columns; a blank where nothing is said."""


def text(feeds: str, columns: Iterable[str]) -> str:
    """The texts of several columns as one, empty ones left out."""
    return f"nullif(concat_ws({literal(BETWEEN.get(feeds, ' '))}, {', '.join(columns)}), '')"


def time(raw: str, field: Field) -> str:
    """A text as TIME; databases without times write a moment of some day for it."""
    if written := moments.pattern(field):
        return f"cast(try_strptime({raw}, {literal(written)}) as time)"
    return f"coalesce(try_cast({raw} as time), cast(try_cast({raw} as timestamp) as time))"


def moment(day: str, time: str) -> str:
    """The moment of a day, at midnight where no time is known."""
    return f"cast(cast({day} as date) + coalesce({time}, time '00:00') as timestamp)"


def first_day(year: str, month: str) -> str:
    """The first day of a month of a year, each in a column of its own."""
    return f"try_cast(concat({year}, '-', lpad(cast({_month(month)} as varchar), 2, '0'), '-01') as date)"


def no_month(name: str, raw: str) -> tuple[str, str]:
    """The reason (condition, message) for a text that should be a month, as a number or a name."""
    return f"{_month(raw)} is null and {raw} is not null", f"concat('{name}: ''', left({raw}, 40), ''' is not a month')"


def _month(raw: str) -> str:
    named = f"month(try_strptime(concat('2000 ', {moments.in_english(raw)}), '%Y %b'))"
    return (
        f"coalesce(case when try_cast({raw} as integer) between 1 and 12 then try_cast({raw} as integer) end, {named})"
    )


def no_time(name: str, raw: str, field: Field) -> str:
    """The message for a text that should be a time of day."""
    written = (moments.pattern(field) or "HH:MM").replace("'", "''")
    return f"concat('{name}: ''', left({raw}, 40), ''' is not a time written as {written}')"


def coordinates(raw: str, field: Field) -> dict[str, str]:
    """x and y of a text that holds two numbers, such as 50.9, 5.8 or POINT (5.8 50.9)."""
    point = "," if field.decimalChar == "," else "."
    number = rf"(-?[0-9]+(?:[{point}][0-9]+)?(?:[eE]-?[0-9]+)?)"
    pattern = rf"^[^0-9-]*{number}[^0-9-]+{number}(?:[^0-9-]+{number})?[^0-9]*$"
    bare = rf"regexp_replace({raw}, '(?i)^srid=[0-9]+;', '')"
    parts = [f"regexp_extract({bare}, {literal(pattern)}, {part})" for part in (1, 2)]
    numbers = [f"try_cast(replace({part}, {literal(point)}, '.') as double)" for part in parts]
    return dict(zip(POINTS[field.format], numbers, strict=True))


def no_point(raw: str) -> tuple[str, str]:
    """The reason (condition, message) for a text that should hold two numbers."""
    return f'{raw} is not null and "x" is null', f"concat('point: ''', left({raw}, 40), ''' is not two coordinates')"


def left_out(descriptor: Descriptor, name: Callable[[Field], str]) -> str:
    """Whether a row says, in one of the columns that decide, that it is not wanted."""
    conditions = [f"not ({_says(name(field), field.only)})" for field in descriptor.named if field.only is not None]
    conditions += [_says(name(field), field.leaveOut) for field in descriptor.named if field.leaveOut]
    return " or ".join(conditions) or "false"


def _says(column: str, texts: Iterable[str]) -> str:
    """Whether a cell is one of some texts, large or small letters alike; * stands for anything."""
    cell = f"coalesce(lower({column}), '')"
    return " or ".join(f"regexp_full_match({cell}, {literal(matching(each))})" for each in texts) or "false"


def matching(text: str) -> str:
    """The regular expression of a text in which * stands for anything, in small letters."""
    return r"[\s\S]*".join(re.escape(part) for part in text.strip().lower().split("*"))
