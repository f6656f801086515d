"""Writes a typed cell as the text that its descriptor expects, so that one descriptor serves text and typed files."""

from __future__ import annotations

import datetime as dt

from etl.descriptors.schema import Field


def pattern(field: Field) -> str:
    """The strptime pattern of a field's dates; empty for ISO."""
    return field.format if "%" in field.format else ""


def text(value: object, field: Field) -> str | None:
    """The text of a spreadsheet's or a JSON line's cell. Dates as the field's format says, where that loses nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        words = field.trueValues if value else field.falseValues
        return (words or (str(value).lower(),))[0]
    if isinstance(value, int | float):
        return number(value).replace(".", field.decimalChar)
    if isinstance(value, dt.date | dt.time):
        return _moment(value, field)
    return str(value)


def number(value: float) -> str:
    """Shortest text that is exactly this number; whole numbers without a point."""
    return str(int(value)) if value == value // 1 and abs(value) < 2**53 else repr(value)


def _moment(value: dt.date | dt.time, field: Field) -> str:
    written = pattern(field)
    if isinstance(value, dt.time):
        return value.strftime(written) if written else value.isoformat()
    time = value.time() if isinstance(value, dt.datetime) else dt.time()
    if not written or (time != dt.time() and "%H" not in written and "%I" not in written):
        return (
            value.isoformat(sep=" ") if isinstance(value, dt.datetime) and time != dt.time() else value.isoformat()[:10]
        )
    return value.strftime(written)
