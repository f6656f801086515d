"""Columns of text, fast: dates, numbers and words looked up in short lists. Knows no kind of delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

DAY = 24 * 60


def words(choices: Sequence[str] | np.ndarray, index: np.ndarray) -> pa.Array:
    """choices[index] as text; -1 gives an empty one."""
    texts = pa.array([*choices, ""], pa.string())
    return texts.take(pa.array(np.where(index < 0, len(choices), index)))


def stamps(minutes: np.ndarray, form: str, between: str = " ") -> pa.Array:
    """Minutes since 1970 as date and time of day; -1 gives an empty text. form is the date's, as strftime has it."""
    open_ended = minutes < 0
    day = np.where(open_ended, 0, minutes // DAY)
    first = int(day[~open_ended].min(initial=day.max(initial=0)))
    last = int(day.max(initial=first))
    dates = np.arange(first, last + 1).astype("datetime64[D]").tolist()
    clock = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(DAY)]
    shown = [each.strftime(form) for each in dates]
    joined = glue(
        [words(shown, day - first if len(shown) else day), words(clock, np.where(open_ended, 0, minutes % DAY))],
        between,
    )
    return pc.if_else(pa.array(open_ended), "", joined)


def days(dates: np.ndarray, form: str) -> pa.Array:
    """datetime64[D] as text; NaT gives an empty one."""
    return pa.array(["" if each is None else each.strftime(form) for each in dates.tolist()], pa.string())


def numbered(prefix: str, number: np.ndarray, width: int) -> pa.Array:
    """Identifiers with leading zeros: prefix and number."""
    digits = pc.utf8_lpad(pc.cast(pa.array(number), pa.string()), width, "0")
    return pc.binary_join_element_wise(prefix, digits, "")


def glue(columns: Sequence[pa.Array | str], between: str) -> pa.Array:
    """Joins columns row by row."""
    return pc.binary_join_element_wise(*columns, between)


def decimals(values: np.ndarray, places: int, comma: bool = False) -> pa.Array:
    """Numbers with a fixed count of decimals; NaN gives an empty text."""
    texts = [f"{value:.{places}f}" if value == value else "" for value in values.tolist()]
    return pa.array([text.replace(".", ",") for text in texts] if comma else texts, pa.string())


def quoted(column: pa.Array) -> pa.Array:
    """Every value between quotes, quotes inside doubled."""
    return glue(['"', pc.replace_substring(column, '"', '""'), '"'], "")


def in_json(column: pa.Array) -> pa.Array:
    """Every value as a JSON text; an empty one as null."""
    escaped = pc.replace_substring(pc.replace_substring(column, "\\", "\\\\"), '"', '\\"')
    return pc.if_else(pc.equal(column, ""), "null", glue(['"', escaped, '"'], ""))


def change(table: pa.Table, columns: Mapping[str, str | Callable[[pa.Table], pa.Array]]) -> pa.Table:
    """The table with other values in some columns: one text for all rows, or a function of the table."""
    for name, value in columns.items():
        new = value(table) if callable(value) else pa.array([value] * len(table), pa.string())
        table = table.set_column(table.column_names.index(name), name, new)
    return table
