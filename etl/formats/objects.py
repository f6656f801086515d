"""JSON objects as text: numbers as they were written, what is nested by its path. Opens no file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from etl.blanks import trimmed
from etl.descriptors.schema import Field
from etl.formats import values


class Number(str):
    """A number as it was written."""


def parsed(text: str) -> Any:
    """What a JSON text holds; raises ValueError, RecursionError."""
    return json.loads(text.removeprefix("\ufeff"), parse_int=Number, parse_float=Number, parse_constant=Number)


def fault(error: ValueError | RecursionError) -> str:
    """Why a text is no JSON."""
    return f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else "nested too deep"


def tidy(given: dict[str, Any]) -> dict[str, Any]:
    """The same with its names as headers are compared: without blanks around, letters composed."""
    return given if all(map(str.isascii, given)) else {trimmed(name): value for name, value in given.items()}


def cell(given: Mapping[str, Any], field: Field) -> str | None:
    """The text of the field's key, or of its path: `location.geometry.coordinates`, `persons.0.age`."""
    value = _at(given, trimmed(field.name))
    if isinstance(value, Number):
        return value.replace(".", field.decimalChar)
    return written(value) if isinstance(value, dict | list) else values.text(value, field)


def _at(given: Any, path: str) -> Any:
    if isinstance(given, dict) and path in given:
        return given[path]
    name, dot, rest = path.partition(".")
    if isinstance(given, list) and name.isdecimal() and int(name) < len(given):
        return _at(given[int(name)], rest) if dot else given[int(name)]
    return _at(given[name], rest) if dot and isinstance(given, dict) and name in given else None


def written(value: Any) -> str:
    """JSON text of a value, its numbers as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name, ensure_ascii=False)}:{written(v)}" for name, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def flat(given: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Every key by its path, of objects in objects; lists stay whole."""
    paths: dict[str, Any] = {}
    for name, value in given.items():
        paths |= flat(value, f"{above}{name}.") if isinstance(value, dict) else {f"{above}{name}": value}
    return paths
