"""From a raw folder to checked descriptors and the files they describe. Opens no delivered file."""

from __future__ import annotations

import fnmatch
import json
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyproj

from buurtbeeld.errors import DescriptorError
from etl.blanks import trimmed
from etl.descriptors import feeds, shape
from etl.descriptors.schema import FORMATS, SUFFIX, Constraints, Descriptor, Dialect, Field, value

LARGEST = 5_000_000
"""Bytes of the largest descriptor that is opened."""

LOWEST_HEADER = 1000
"""The last line on which a head of columns is looked for."""

RESERVED = ("line", "broken")
"""Names under which reading hands over where a row stands and what is wrong with it."""


def load(path: Path, source: str | None = None) -> Descriptor:
    """The descriptor in a file; raises DescriptorError with one sentence when it cannot be followed."""
    text = _text(path)
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DescriptorError(
            f"{path.name} should hold one JSON object; it does not: {error}. Correct it there."
        ) from error
    return interpret(given, path, text, source)


def interpret(given: Any, path: Path, text: str, source: str | None = None) -> Descriptor:
    """The descriptor that an object of Frictionless words stands for, as if it stood in the file `path`."""
    if not isinstance(given, dict):
        raise DescriptorError(
            f"{path.name} should hold one JSON object; found {type(given).__name__}. Correct it there."
        )
    if fault := shape.fault(_with_format(given)):
        raise DescriptorError(f"{path.name}: {fault}")
    descriptor = _descriptor(_with_format(given), path, text, source)
    if faults := _faults(descriptor) or feeds.missing(descriptor):
        raise DescriptorError(f"{path.name}: {faults[0]}")
    return descriptor


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise DescriptorError(
                f"{path.name} should be a small file of JSON; it has {path.stat().st_size:,} bytes. Replace it."
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DescriptorError(
            f"{path.name} should be utf-8; byte {error.start + 1} is not. Save it as utf-8."
        ) from error
    except OSError as error:
        raise DescriptorError(f"{path.name} cannot be opened: {error.strerror}. Give read access to it.") from error


def _suffix(given: dict[str, Any]) -> str:
    return str(given.get("path", "")).rsplit(".", 1)[-1].lower()


def _with_format(given: dict[str, Any]) -> dict[str, Any]:
    """The name of the file says what it is where the descriptor does not; None where neither does."""
    return {"format": FORMATS.get(_suffix(given))} | given


def _descriptor(given: dict[str, Any], path: Path, text: str, source: str | None) -> Descriptor:
    """Frictionless nests the fields under `schema`; here they lie beside the rest."""
    schema, dialect = given["schema"], given.get("dialect", {})
    dialect = {"delimiter": "\t"} | dialect if _suffix(given) == "tsv" else dialect
    missing = schema.get("missingValues", [""])
    return value(
        Descriptor,
        {"name": path.name.removesuffix(SUFFIX)} | given,
        file=path,
        folder=path.parent,
        source=source or path.parent.name,
        text=text,
        fields=tuple(_field(each) for each in schema["fields"]),
        dialect=_dialect(dialect),
        missing_values=tuple(each["value"] if isinstance(each, dict) else each for each in missing),
    )


def _field(given: dict[str, Any]) -> Field:
    return value(Field, given, constraints=value(Constraints, given.get("constraints", {})))


def _dialect(given: dict[str, Any]) -> Dialect:
    """An empty mark is none; JSON knows one kind of number, and lines and sheets are whole."""
    marks = {name: given[name] or None for name in ("quoteChar", "escapeChar", "commentChar") if name in given}
    rows = {"headerRows": tuple(int(row) for row in given["headerRows"])} if "headerRows" in given else {}
    sheet = {"sheetNumber": int(given["sheetNumber"])} if given.get("sheetNumber") is not None else {}
    return value(Dialect, given, **marks, **rows, **sheet)


def _faults(descriptor: Descriptor) -> list[str]:
    """What is written and cannot be followed."""
    return [
        *_path_faults(descriptor),
        *_header_faults(descriptor),
        *feeds.faults(descriptor),
        *_name_faults(descriptor),
        *_encoding_faults(descriptor),
        *_pattern_faults(descriptor),
        *_crs_faults(descriptor),
    ]


def _path_faults(descriptor: Descriptor) -> list[str]:
    faults = []
    for word, given in (("path", descriptor.path), ("categories", descriptor.categories or "x")):
        if not given.strip() or given in (".", "..") or "/" in given or "\\" in given or "\0" in given:
            faults.append(
                f"'{word}' should be the name of a file in the same folder, found {given!r}. Move the file or "
                "change it."
            )
    return faults


def _header_faults(descriptor: Descriptor) -> list[str]:
    rows = list(descriptor.dialect.headerRows)
    if rows and min(rows) >= 1 and max(rows) <= LOWEST_HEADER and rows == sorted(set(rows)):
        return []
    return [
        f"'dialect.headerRows' should be rising line numbers from 1 to {LOWEST_HEADER}; found {rows}. Change it there."
    ]


def _name_faults(descriptor: Descriptor) -> list[str]:
    faults: list[str] = []
    seen: dict[str, str] = {}
    for field in descriptor.named:
        key = field.name.strip().lower()
        if key in RESERVED:
            faults.append(
                f"column '{field.name}' has a name that is kept for the reader. Rename it in the file and here."
            )
        if key in seen:
            faults.append(
                f"columns '{seen[key]}' and '{field.name}' have the same name, which must be unique. Rename one "
                "in the file and here."
            )
        seen[key] = field.name
    return faults


def _encoding_faults(descriptor: Descriptor) -> list[str]:
    try:
        "".encode(descriptor.encoding)
        b"".decode(descriptor.encoding)
    except (LookupError, UnicodeError, ValueError):
        return [
            f"'encoding' should be one that Python knows, found {descriptor.encoding!r}. Try utf-8, cp1252 or utf-16."
        ]
    return []


def _pattern_faults(descriptor: Descriptor) -> list[str]:
    for field in descriptor.named:
        try:
            re.compile(field.constraints.pattern or "")
        except re.error as error:
            return [
                f"the pattern of column '{field.name}' should be a regular expression; it is not: {error}. Correct it."
            ]
    return []


def _crs_faults(descriptor: Descriptor) -> list[str]:
    try:
        pyproj.CRS.from_user_input(descriptor.points_crs)
    except pyproj.exceptions.CRSError:
        return [
            "'crs' should be a reference system such as EPSG:28992 (RD) or OGC:CRS84, found "
            f"{descriptor.crs!r}. Change it."
        ]
    return []


@dataclass(frozen=True)
class Delivery:
    """A file and the descriptor that says how to read it; file is its path below the raw folder, with slashes."""

    descriptor: Descriptor
    path: Path
    file: str

    @cached_property
    def stat(self) -> os.stat_result:
        """As the file was when it was first looked at: what it grows by while it is read, the next build reads."""
        return self.path.stat()


@dataclass(frozen=True)
class Refusal:
    """Something in the raw folder that is left out, and why, in a sentence."""

    source: str
    file: str
    sentence: str


def deliveries(raw: Path) -> tuple[list[Delivery], list[Refusal]]:
    """Every file of the raw folder with its descriptor, and what is refused, both sorted by file."""
    delivered: list[Delivery] = []
    refused: list[Refusal] = []
    for entry in sorted(raw.iterdir()) if raw.is_dir() else []:
        if _ignored(entry.name):
            continue
        if fault := _outside(entry, raw):
            refused.append(Refusal(entry.name, entry.name, fault))
        elif entry.is_dir():
            _source(entry, delivered, refused)
        else:
            refused.append(
                Refusal("", entry.name, f"{entry.name} should stand in the folder of its source; move it there.")
            )
    return sorted(delivered, key=lambda each: each.file), sorted(refused, key=lambda each: (each.file, each.sentence))


def _source(folder: Path, delivered: list[Delivery], refused: list[Refusal]) -> None:
    descriptors: list[Descriptor] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            if fault := _outside(path, folder):
                raise DescriptorError(fault)
            descriptors.append(load(path, folder.name))
        except DescriptorError as error:
            refused.append(Refusal(folder.name, f"{folder.name}/{path.name}", str(error)))
    left = _candidates(folder, {trimmed(each.categories_path.name) for each in descriptors})
    for path in left:
        outcome = _matched(path, folder, [each for each in descriptors if _fits(path, each)])
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        else:
            delivered += outcome
    for each in descriptors:
        if not any(_fits(path, each) for path in left):
            sentence = (
                f"{each.file.name} expects files named '{each.path}' in {folder.name}; there are none. Deliver "
                "one or change 'path'."
            )
            refused.append(Refusal(folder.name, f"{folder.name}/{each.file.name}", sentence))


def _fits(path: Path, descriptor: Descriptor) -> bool:
    """A Mac writes é in two parts, elsewhere it is one letter: the name is the same."""
    return fnmatch.fnmatchcase(trimmed(path.name), trimmed(descriptor.path))


def _matched(path: Path, folder: Path, descriptors: list[Descriptor]) -> list[Delivery] | Refusal:
    file = f"{folder.name}/{path.name}"
    if fault := _outside(path, folder):
        return Refusal(folder.name, file, fault)
    if path.is_dir():
        sentence = (
            f"{file} is a folder; files are read only directly in the folder of their source. Move its files up "
            "or away."
        )
    elif not path.is_file():
        sentence = f"{file} should be an ordinary file and is not. Replace it by one."
    elif not descriptors:
        sentence = (
            f"{file} has no descriptor. Run 'python -m etl describe {path.name} --write' with its full path, and "
            "look it over."
        )
    elif len(descriptors) > 1 and len({each.dialect.part for each in descriptors} - {""}) == len(descriptors):
        return [Delivery(each, path, f"{file}#{each.dialect.part}") for each in descriptors]
    elif len(descriptors) > 1:
        names = " and ".join(each.file.name for each in descriptors)
        sentence = f"{file} is described by {names}; it should be one. Narrow the 'path' of the others,"
        sentence += " or name in each of them the sheet or layer that it is about."
    else:
        return [Delivery(descriptors[0], path, file)]
    return Refusal(folder.name, file, sentence)


def _candidates(folder: Path, categories_names: set[str]) -> list[Path]:
    names = {path.name for path in folder.iterdir()}
    return sorted(
        path
        for path in folder.iterdir()
        if not (
            _ignored(path.name)
            or trimmed(path.name) in categories_names
            or path.name.endswith(SUFFIX)
            or _sidecar(path.name, names)
        )
    )


_LEFTOVER = re.compile(
    r"[.~@#$].*|readme.*|(eh)?thumbs\.db|desktop\.ini|icon\r?|__macosx|lost\+found|system volume information"
    r"|.*(~|\.tmp|\.bak|\.lnk|\.url|\.part|\.filepart|\.crdownload|:zone\.identifier|\.categories\.csv)",
    re.IGNORECASE | re.DOTALL,
)
"""What spreadsheet programs, Windows and network disks leave behind, copies that are not ready, explanations, tables of
categories."""


def _ignored(name: str) -> bool:
    return bool(_LEFTOVER.fullmatch(name))


_SIDECARS = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qmd", ".shp.xml")
_COMPANIONS = ("-wal", "-shm", "-journal")


def _sidecar(name: str, names: set[str]) -> bool:
    """Files that belong to another one: to a shapefile, or to a GeoPackage that is open elsewhere."""
    lower = {each.lower() for each in names}
    of_shape = any(name.lower().endswith(end) and f"{name[: -len(end)].lower()}.shp" in lower for end in _SIDECARS)
    return of_shape or any(name.endswith(end) and name.removesuffix(end) in names for end in _COMPANIONS)


def _outside(path: Path, folder: Path) -> str:
    """Why a link is not followed; empty for anything that stays in its folder."""
    if not path.is_symlink():
        return ""
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return f"{path.name} is a link that leads nowhere. Put the file itself in {folder.name}."
    return "" if inside else f"{path.name} is a link that leads out of {folder.name}. Put the file itself there."
