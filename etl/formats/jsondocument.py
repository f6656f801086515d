"""One JSON document with many records: a list, an object that holds one, GeoJSON. Holds it in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from buurtbeeld.errors import FileRefused
from etl.descriptors.read import Delivery
from etl.formats import jsonlines, objects
from etl.formats.lines import check_encoding, opened
from etl.formats.relation import Record, Rows, store

LARGEST = 500_000_000
"""Bytes of the largest document that is opened; larger ones come as one object a line."""


def rows(delivery: Delivery, workspace: Path) -> Rows:
    """Careful rows; line is the number of the record. A file with one object a line is read as such."""
    check_encoding(delivery.path, delivery.descriptor.encoding, delivery.descriptor.file.name)
    try:
        records = documents(delivery.path, delivery.descriptor.encoding)
    except ValueError as error:
        if "Extra data" in str(error):
            return jsonlines.rows(delivery, workspace)
        raise FileRefused(
            f"{delivery.path.name} should hold JSON; it does not: {objects.fault(error)}. Ask for it again."
        ) from error
    return store(_records(delivery, records), delivery, workspace)


def documents(path: Path, encoding: str) -> list[Any]:
    """The records of a document, features as their properties with the geometry. Raises ValueError, FileRefused."""
    if path.stat().st_size > LARGEST:
        raise FileRefused(
            f"{path.name} should have at most {LARGEST // 1_000_000} MB as one JSON text. Ask for one object a line."
        )
    with opened(path, encoding) as file:
        try:
            given = objects.parsed(file.read())
        except RecursionError as error:
            raise FileRefused(f"{path.name} should hold a list of records; it is nested too deep.") from error
    lists = [given] if isinstance(given, list) else _lists(given)
    if len(lists) != 1:
        names = ", ".join(name for name in given) if isinstance(given, dict) else "something else"
        raise FileRefused(
            f"{path.name} should hold one list of objects; it holds {names[:200]}. Ask for the list alone."
        )
    return [_feature(each) for each in lists[0]]


def _lists(given: Any) -> list[list[Any]]:
    values = list(given.values()) if isinstance(given, dict) else []
    return [value for value in values if isinstance(value, list) and any(isinstance(each, dict) for each in value)]


def _feature(given: Any) -> Any:
    if isinstance(given, dict) and given.get("type") == "Feature" and isinstance(given.get("properties"), dict):
        return given | given["properties"]
    return given


def _records(delivery: Delivery, records: list[Any]) -> Iterator[Record]:
    named = delivery.descriptor.named
    keys: dict[str, None] = {}
    for number, given in enumerate(records, start=1):
        if not isinstance(given, dict):
            yield number, (None,) * len(named), "record is not a JSON object"
            continue
        given = objects.tidy(given)
        keys.update(dict.fromkeys(given))
        yield number, tuple(objects.cell(given, field) for field in named), None
    jsonlines.check_keys(delivery, list(keys), len(records))
